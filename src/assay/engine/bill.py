"""What model judges may take at most, counted before they are asked: calls, tokens and, where prices are known, dollars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assay.engine.budget import rough_tokens
from assay.engine.likeness import able, embedded
from assay.engine.prices import Price, in_dollars
from assay.models import Model
from assay.records import Case, Reply

if TYPE_CHECKING:
    from assay.judges._model_step import ModelStep

__all__ = ["Bill"]

_ANSWER = 16
"""Tokens that an answer held to the schema takes, roughly."""


class Bill:
    """The calls of each of the judges, which put each question `repeats` times."""

    def __init__(self, models: Sequence[Model], repeats: int) -> None:
        self._models, self._repeats = models, repeats
        self._calls: Counter[str] = Counter()
        self._tokens: Counter[str] = Counter()
        self._taught: set[str] = set()

    def add(self, step: ModelStep, case: Case, replies: Sequence[Reply], *, wordings: bool, times: int = 1) -> None:
        """The opinions of all judges on a case, and on `times` - 1 more like it."""
        asked: list[int] = []
        for model in self._models:
            if not able(model, step):
                continue
            if model.embeds:
                self._count(model, [rough_tokens(embedded(step.reply(replies)))], times)
                self._teach(model, step)
                continue
            if not asked:
                calls = step.requests(case, replies, repeats=self._repeats, wordings=wordings, schema=False)
                asked = [rough_tokens(request) for request, _ in calls]
            self._count(model, asked, times)

    def _teach(self, model: Model, step: ModelStep) -> None:
        key = f"{model.uri} {step.id}"
        if step.near is not None and key not in self._taught:
            self._taught.add(key)
            self._count(model, [rough_tokens(embedded(row.text)) for row in step.near.rows], 1)

    def _count(self, model: Model, tokens: Sequence[int], times: int) -> None:
        self._calls[str(model.uri)] += times * len(tokens)
        self._tokens[str(model.uri)] += times * sum(tokens)

    @property
    def calls(self) -> int:
        """Of all judges."""
        return self._calls.total()

    def line(self, what: str, prices: Mapping[str, Price]) -> str:
        """A sentence on what the judges are asked to do, with what that takes."""
        who = ", ".join(str(model.uri) for model in self._models)
        dollars = sum(
            prices[str(m.uri)].dollars(self._tokens[str(m.uri)], 0 if m.embeds else _ANSWER * self._calls[str(m.uri)])
            for m in self._models
            if str(m.uri) in prices
        )
        cost = f", about {in_dollars(dollars)}" if dollars else ""
        tokens = self._tokens.total()
        return f"{who} (role judge): asked to {what}, at most {self.calls:,} calls, {tokens:,} tokens in{cost}"
