"""Makes the card of a model as a judge: asks it about labelled replies and the attack battery, as a run asks it.

The battery is gone through twice: once to see what has to be judged, and, when the model has judged it, once to count.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from assay.certify.judge.make import make_card, rounded
from assay.certify.judge.measure import Judged, judged, share
from assay.certify.judge.rows import Material, Row, Truth, reading
from assay.engine.bill import Bill
from assay.engine.budget import Spending
from assay.engine.cache import ReplyCache
from assay.engine.calls import Limits
from assay.engine.execute import until_done
from assay.engine.halt import Halt, Halted
from assay.engine.judge_cards import Card
from assay.engine.likeness import able, goes_by
from assay.engine.model_cards import identity_of
from assay.engine.model_judging import AskedJudge, judges_of
from assay.engine.panel import Panel, drawn
from assay.errors import ConfigError, IncompleteError, Interrupted
from assay.judges._by_model import ByModel
from assay.judges.rubrics import RUBRICS
from assay.models import Model
from assay.records import Case, Estimate, Opinion, Reply, Verdict, digest

__all__ = ["ModelTrial"]

_TOLD = 20.0
"""Seconds between two words on the progress."""

Key = tuple[str, str]


@dataclass
class _Lookup:
    """The model as a judge that has judged already. What it has not judged is noted in `asked`."""

    step: ByModel
    name: str
    opinions: dict[Key, Opinion] = field(default_factory=dict)
    asked: dict[Key, tuple[Case, list[Reply]]] = field(default_factory=dict)
    kind: str = "model"

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        local = self.step(case, replies)
        if not self.step.wants(case, replies):
            return local
        key = _key(case, replies)
        if key not in self.opinions:
            self.asked[key] = (case, list(replies))
            return local
        return self.step.verdict(local, [self.opinions[key]])


def _key(case: Case, replies: Sequence[Reply]) -> Key:
    return digest(case), "\0".join(reply.text for reply in replies)


def _reworded(key: Key) -> bool:
    return drawn("/".join(key))


class ModelTrial:
    """The card of a started `model` as a judge by a rubric, on up to `limit` labelled replies and these under every attack.

    Each question is put `repeats` times in both orders, and of one reply in five in all wordings too. `bill` says what that
    takes before `card` asks.
    """

    def __init__(
        self, rubric: str, model: Model, material: Material, *, limit: int, repeats: int, seed: int, made: str
    ) -> None:
        self.model, self.repeats, self.seed, self.made = model, repeats, seed, made
        self.step = ByModel(RUBRICS[rubric])
        if not able(model, self.step):
            raise ConfigError(f"{model.uri} judges by likeness, and there are no exemplars for the rubric {rubric}")
        rows = _fewer(list(material.rows(random.Random(f"{seed}/{material.population}"))), limit, seed)
        own = {name: _drawn(draw, limit, seed) for name, draw in material.own.items()}
        self.material = replace(material, rows=lambda rng: iter(rows), own=own, brief=True, empty=max(1, limit // 12))
        self.rows = rows
        self.lookup = _Lookup(self.step, f"model:{goes_by(model, self.step)}")
        self._make()

    def _make(self) -> Card:
        return make_card(self.lookup, self.material, made=self.made, seed=self.seed, again=0, author=self._author)

    @property
    def _author(self) -> str:
        return self.model.family if any(row.author for row in self.rows) else ""

    def bill(self) -> Bill:
        """What it takes at most."""
        bill = Bill((self.model,), self.repeats)
        for key, (case, replies) in self.lookup.asked.items():
            bill.add(self.step, case, replies, wordings=_reworded(key))
        return bill

    async def card(
        self, limits: Limits, spending: Spending, cache: ReplyCache | None, say: Callable[[str], None]
    ) -> Card:
        """Ask, and count. Raises IncompleteError where the model is lost before it has judged all, the budget is spent, or it
        says nothing that can be read of any reply; and Interrupted. What it said till then is in the cache, if there is one."""
        halt = Halt()
        [judge] = judges_of(Panel((self.model,), self.repeats), limits, spending, cache, halt, say)
        try:
            await self._ask(judge, halt, spending, say)
        except (IncompleteError, Interrupted) as error:
            done, total = len(self.lookup.opinions), len(self.lookup.asked)
            said = f"{str(error) or 'stopped'}; {done:,} of {total:,} replies are judged"
            raise type(error)(f"{said}. What it said is cached: the same command goes on") from None
        failed = [o.error for o in self.lookup.opinions.values() if o.error]
        if judge.lost:
            done, total = len(self.lookup.opinions) - len(failed), len(self.lookup.asked)
            raise IncompleteError(
                f"{judge.uri} judges no more ({judge.lost}); {done:,} of {total:,} replies are judged. No card is made of these; what "
                "it said is cached: the same command goes on"
            )
        if len(failed) == len(self.lookup.opinions):
            raise IncompleteError(f"{judge.uri} gave no opinion that can be read, and no card is made: {failed[0]}")
        found = judged(self.lookup, self.rows, self.material.declined)
        card = msgspec.structs.replace(
            self._make(),
            digest=identity_of(goes_by(self.model, self.step), self.model.identity),
            model=judge.uri,
            failed=len(failed),
            flips=self._share(found, lambda o: _flipped(o)) if self.repeats > 1 and not self.model.embeds else None,
            order=None if self.model.embeds else self._share(found, lambda o: not o.label and all(o.answers)),
            wordings=tuple(self._by_wording(found)),
        )
        return rounded(card)

    async def _ask(self, judge: AskedJudge, halt: Halt, spending: Spending, say: Callable[[str], None]) -> None:
        todo, total = iter(list(self.lookup.asked.items())), len(self.lookup.asked)
        loop = asyncio.get_running_loop()
        self._next = loop.time() + _TOLD

        async def worker() -> None:
            for key, (case, replies) in todo:
                try:
                    opinion = await judge.opinion(self.step, case, replies, wordings=_reworded(key))
                except Halted:
                    return
                self.lookup.opinions[key] = opinion
                if loop.time() >= self._next:
                    self._next = loop.time() + _TOLD
                    say(f"{len(self.lookup.opinions):,} of {total:,} replies are judged")
                if judge.lost or halt.error is not None:
                    return

        tasks = [asyncio.create_task(worker()) for _ in range(min(self.model.concurrency, total))]
        await until_done(tasks, halt, say, spending)

    def _opinion(self, j: Judged) -> Opinion | None:
        found = self.lookup.opinions.get(_key(j.row.case, j.row.replies))
        return None if found is None or found.error else found

    def _share(self, found: Sequence[Judged], hit: Callable[[Opinion], bool]) -> Estimate | None:
        told = [(j, o) for j in found if (o := self._opinion(j)) is not None]
        return share([j for j, _ in told], [hit(o) for _, o in told])

    def _by_wording(self, found: Sequence[Judged]) -> Iterator[Estimate]:
        """How often each wording reads the replies rightly that were judged by all."""
        told = [(j, o) for j in found if (o := self._opinion(j)) is not None and o.wordings]
        for place in range(len(self.step.rubric.wordings)):
            named = [(o.label, *o.wordings)[place] for _, o in told]
            hits = [self._says(label) == j.row.truth for (j, _), label in zip(told, named, strict=True)]
            if e := share([j for j, _ in told], hits):
                yield e

    def _says(self, label: str) -> Truth:
        if not label:
            return "neither"
        option = self.step.rubric.option(label)
        return reading(Verdict(option.outcome, option.value, label), self.material.declined)


def _flipped(opinion: Opinion) -> bool:
    return any(len(set(order)) > 1 for order in (opinion.answers[0::2], opinion.answers[1::2]))


def _fewer(rows: Sequence[Row], limit: int, seed: int) -> list[Row]:
    """At most `limit` of the rows, as evenly of every label, language and style as may be."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.truth, row.language, row.style].append(row)
    rng = random.Random(f"{seed}/fewer")
    for group in groups.values():
        rng.shuffle(group)
    by_truth: dict[str, list[list[Row]]] = defaultdict(list)
    for (truth, _, _), group in groups.items():
        by_truth[truth].append(group)
    kept: list[Row] = []
    while len(kept) < min(limit, len(rows)):
        for parts in by_truth.values():
            part = next((p for p in parts if p), None)
            if part is not None and len(kept) < limit:
                kept.append(part.pop())
                parts.remove(part)
                parts.append(part)
    return kept


def _drawn(
    draw: Callable[[random.Random], Iterator[Row]], limit: int, seed: int
) -> Callable[[random.Random], Iterator[Row]]:
    rows = _fewer(list(draw(random.Random(f"{seed}/own"))), limit, seed)
    return lambda rng: iter(rows)
