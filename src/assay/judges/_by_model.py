"""Judging words by a model: the calls that one opinion takes, and how an answer is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec import Struct

from assay.errors import ProbeError
from assay.judges._model_step import Ask, ModelStep
from assay.judges._outcome import pick
from assay.judges._rubric import SPOKEN, Given, Rubric
from assay.judges._text import answer_part, is_empty
from assay.measure.table import Where
from assay.records import Case, Kind, Message, Opinion, Outcome, Reply, Request, Verdict

if TYPE_CHECKING:
    from assay.judges._near import Near

__all__ = ["ByModel", "by_model", "read_verdict"]

MAX_TOKENS = 256
"""Tokens that an answer may take. One that is held to the schema takes about ten; the rest is for a server that is not."""

_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL)
_OBJECT = re.compile(r"\{[^{}]{0,400}\}")


class _Said(Struct):
    verdict: str


def read_verdict(text: str, names: Sequence[str]) -> str:
    """The option that an answer names, "" where it names none: JSON of the schema, fenced or not, or one such object in prose.
    Two objects that name different options name none."""
    text = answer_part(text)
    whole = _FENCED.fullmatch(text)
    found = set()
    for part in [whole[1] if whole else text.strip(), *_OBJECT.findall(text)]:
        try:
            said = msgspec.json.decode(part, type=_Said).verdict.strip().casefold()
        except msgspec.DecodeError:
            continue
        found.add(next((name for name in names if name.casefold() == said), ""))
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True)
class ByModel(ModelStep):
    """See `by_model`."""

    kind: ClassVar[Kind] = "llm"
    rubric: Rubric
    turn: int = -1
    where: Where = field(default_factory=dict)
    fields: Mapping[Given, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.rubric.id

    @property
    def outcomes(self) -> frozenset[Outcome]:
        return frozenset(option.outcome for option in self.rubric.options)

    @property
    def measures(self) -> frozenset[str]:
        return frozenset(name for option in self.rubric.options for name in option.extra)

    @cached_property
    def near(self) -> Near | None:
        from assay.judges._near import near

        return near(self.rubric)

    def wants(self, case: Case, replies: Sequence[Reply]) -> bool:
        return self.asks(case) and not is_empty(answer_part(pick(replies, self.turn)))

    def reply(self, replies: Sequence[Reply]) -> str:
        return answer_part(pick(replies, self.turn)).strip()

    def texts(self, case: Case, replies: Sequence[Reply]) -> dict[str, str]:
        """What the judge is given. Raises ProbeError where the case has none of it."""
        asked = "\n\n".join(f"{m.role}: {m.content}" for m in case.turns) if case.messages else case.prompt
        known = {
            "prompt": asked,
            "reply": self.reply(replies),
            "reference": case.reference,
            "context": str(case.data.get("context", "")),
            "other": str(case.data.get("other", "")),
            **{name: str(case.data.get(place, "")) for name, place in self.fields.items()},
        }
        texts: dict[str, str] = {name: known[name] for name in self.rubric.given}
        for name, text in texts.items():
            if not text:
                raise ProbeError(
                    f"the rubric {self.rubric.name} shows the {SPOKEN[name]} of a case, and {case.id} has none"
                )
        return texts

    def requests(
        self, case: Case, replies: Sequence[Reply], *, repeats: int, wordings: bool, schema: bool
    ) -> Iterator[tuple[Request, bool]]:
        """All calls that an opinion may take, and whether the order was swapped in each: every repeat in both orders, then, where
        `wordings` says so, every other wording in both orders."""
        texts = self.texts(case, replies)
        for wording in range(len(self.rubric.wordings) if wordings else 1):
            for draw in range(1 if wording else repeats):
                for swapped in (False, True):
                    text = self.rubric.write(texts, wording=wording, swapped=swapped)
                    form = self.rubric.schema(swapped=swapped) if schema else None
                    yield (
                        Request(
                            messages=(Message("user", text),), max_tokens=MAX_TOKENS, seed=0, draw=draw, schema=form
                        ),
                        swapped,
                    )

    async def opinion(
        self, judge: str, case: Case, replies: Sequence[Reply], ask: Ask, *, repeats: int, wordings: bool, schema: bool
    ) -> Opinion:
        names, answers = self.rubric.names(swapped=False), []
        try:
            calls = list(self.requests(case, replies, repeats=repeats, wordings=wordings, schema=schema))
        except ProbeError as error:
            return Opinion(judge=judge, rubric=self.rubric.id, error=str(error))

        def readable(reply: Reply) -> bool:
            return reply.state == "ok" and bool(read_verdict(reply.text, names))

        for request, swapped in calls:
            reply = await ask(request, readable)
            if reply.state == "error":
                return Opinion(judge=judge, rubric=self.rubric.id, error=reply.error)
            said = read_verdict(reply.text, names) if reply.state == "ok" else ""
            if not said and reply.state == "ok":
                return Opinion(judge=judge, rubric=self.rubric.id, error=_unreadable(reply))
            answers.append(self._turned(said, swapped))
        first, rest = answers[: 2 * repeats], answers[2 * repeats :]
        pairs = [rest[i : i + 2] for i in range(0, len(rest), 2)]
        return Opinion(
            judge=judge,
            rubric=self.rubric.id,
            label=_agreed([_majority(first[0::2]), _majority(first[1::2])]),
            answers=tuple(first),
            wordings=tuple(_agreed(pair) for pair in pairs),
        )

    def _turned(self, said: str, swapped: bool) -> str:
        """Of a comparison, what was said of the replies in the order in which they are meant."""
        if not (swapped and self.rubric.pairwise):
            return said
        return {"first": "second", "second": "first"}.get(said, said)

    def decided(self, label: str, opinions: Sequence[Opinion]) -> Verdict:
        option = self.rubric.option(label)
        return Verdict(option.outcome, option.value, label, option.extra, why="in both orders")

    def why_not(self, opinion: Opinion) -> str:
        if opinion.label:
            return f"names {opinion.label}"
        if not opinion.answers:
            return "is not sure by likeness"
        if not all(opinion.answers):
            return "declines to judge"
        return f"its answer changes with the order of the options ({', '.join(opinion.answers)})"


def by_model(
    rubric: Rubric, *, turn: int = -1, where: Where | None = None, fields: Mapping[Given, str] | None = None
) -> ByModel:
    """A judge that asks a model, as the last step of a `cascade`: only where a run names one (`--judge URI`), else it is left out.

    Every question is put twice, with the options (of a comparison: the replies) in the one order and in the other; a
    judge whose answers differ abstains, for it judged the place and not the reply. Answers are held to a JSON schema where the
    judge's server can be. The texts are fenced, so that instructions in a reply are read as data. An embedding model among the
    judges is heard before the others: it names the option whose exemplars the reply is like, where there are some and it is sure.
    `turn` is the number of the reply that is judged, and negative counts from the end. It is asked about the cases that `where`
    selects by their tags, as a metric does: all, if nothing is said. `fields` names, for what the rubric is given, the field of
    `case.data` in which it stands, such as `{"prompt": "request"}` where what was sent hides the request.
    """
    return ByModel(rubric, turn, where or {}, fields or {})


def _agreed(labels: Sequence[str]) -> str:
    """The one label that all give, "" where they differ."""
    return labels[0] if len(set(labels)) == 1 else ""


def _majority(answers: Sequence[str]) -> str:
    label, count = Counter(answers).most_common(1)[0]
    return label if 2 * count > len(answers) else ""


def _unreadable(reply: Reply) -> str:
    if reply.finish == "length":
        return f"no verdict within {MAX_TOKENS} tokens"
    return f"no verdict can be read in its answer ({' '.join(reply.text.split())[:60]!r})"
