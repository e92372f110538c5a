"""Puts a probe to planted models, in process: no engine, no network, no journal.

A cluster of cases is answered by the fault or not at all by it, so that every dose is a mixture of two columns of verdicts:
the perfect model's and the faulty one's. Both are made once, and any number of doses costs no further question.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec
import numpy as np

from assay.engine.judging import judge
from assay.engine.media import drawn_reply
from assay.measure.metrics import Metric
from assay.measure.table import Table
from assay.models import Model, Rejected, open_model
from assay.models.planted import share
from assay.probes import Probe
from assay.records import Case, Estimate, Hint, Reply, Request, Verdict

__all__ = ["Asked", "Judging", "Planting", "Rows", "by_rules", "estimate", "faulty", "perfect", "replies_of"]

Rows = list[tuple[Case, Verdict]]
"""Judged cases."""

Asked = tuple[Case, tuple[Reply, ...]]

Told = tuple[Sequence[str], Sequence[str]]
"""The ideal and the worst answers to a case, which a planted model is told."""

Judging = Callable[[Probe, Sequence[Asked]], list[Verdict]]
"""From cases and replies to verdicts."""


def by_rules(probe: Probe, asked: Sequence[Asked]) -> list[Verdict]:
    """As the probe judges without a model."""
    return [judge(probe, case, replies) for case, replies in asked]


@dataclass(frozen=True)
class Planting:
    """The first cases of a probe for one seed, and what a planted model's replies to them were judged to be."""

    probe: Probe
    fault: str
    seed: int
    cases: tuple[Case, ...]
    told: tuple[Told, ...]
    replies: tuple[tuple[Reply, ...], ...]
    verdicts: tuple[Verdict, ...]
    judging: Judging = by_rules

    @cached_property
    def rows(self) -> Rows:
        """Cases and verdicts; cases and clusters are named apart from those of other seeds, to be pooled with them."""
        return [
            (msgspec.structs.replace(c, id=f"{self.seed}-{c.id}", cluster=f"{self.seed}/{c.cluster or c.id}"), v)
            for c, v in zip(self.cases, self.verdicts, strict=True)
        ]

    def dosed(self, clean: Planting, dose: float, draw: int) -> Rows:
        """The rows of `planted:FAULT?dose=…&seed=draw`: those of this planting in the clusters that are faulty, else those
        of `clean`."""
        acts = [share(draw, self.fault, c.cluster or c.id) < dose for c in self.cases]
        return [bad if act else good for act, bad, good in zip(acts, self.rows, clean.rows, strict=True)]


def perfect(probe: Probe, seed: int, n: int, judging: Judging = by_rules) -> Planting:
    """The perfect model's answers to the first `n` cases of `seed`, judged."""
    cases = tuple(probe.cases(seed, n))
    told = tuple(_told(probe, case) for case in cases)
    replies = asyncio.run(_ask(probe, "perfect", cases, told))
    verdicts = tuple(judging(probe, list(zip(cases, replies, strict=True))))
    return Planting(probe, "perfect", seed, cases, told, replies, verdicts, judging)


def faulty(clean: Planting, fault: str) -> Planting:
    """The same cases answered with a fault at dose 1. Replies that are the perfect ones keep their verdicts."""
    probe, cases = clean.probe, clean.cases
    replies = asyncio.run(_ask(probe, fault, cases, clean.told))
    changed = [place for place, (new, old) in enumerate(zip(replies, clean.replies, strict=True)) if new != old]
    verdicts = list(clean.verdicts)
    found = clean.judging(probe, [(cases[place], replies[place]) for place in changed])
    for place, verdict in zip(changed, found, strict=True):
        verdicts[place] = verdict
    return replace(clean, fault=fault, replies=replies, verdicts=tuple(verdicts))


def estimate(metric: Metric, rows: Sequence[tuple[Case, Verdict]]) -> Estimate | None:
    """What a metric says of these rows, resampled by a generator of its own."""
    return metric.estimate(Table.of(rows), rng=np.random.default_rng(0)).estimate


async def _ask(probe: Probe, fault: str, cases: Sequence[Case], told: Sequence[Told]) -> tuple[tuple[Reply, ...], ...]:
    model = open_model(f"planted:{fault}")
    return tuple([await _replies(probe, model, case, each) for case, each in zip(cases, told, strict=True)])


async def replies_of(probe: Probe, model: Model, case: Case) -> tuple[Reply, ...]:
    """What the engine would get for this case, without the engine: it adds nothing but time."""
    return await _replies(probe, model, case, _told(probe, case))


def _told(probe: Probe, case: Case) -> Told:
    return list(probe.ideal(case)), list(probe.worst(case))


async def _replies(probe: Probe, model: Model, case: Case, told: Told) -> tuple[Reply, ...]:
    ideal, worst = told
    turn = 0

    async def ask(request: Request) -> Reply:
        nonlocal turn
        k, turn = turn, turn + 1
        hint = Hint(case=case, turn=k, ideal=ideal[min(k, len(ideal) - 1)], worst=worst[min(k, len(worst) - 1)])
        try:
            return drawn_reply(await model.ask(request, hint), probe.kind)
        except Rejected as error:
            return Reply(state="error", error=str(error))

    return tuple(await probe.protocol.run(case, ask, model.capabilities | probe.protocol.needs))
