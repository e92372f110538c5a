"""What the tests of this folder share: every packaged probe for language models, replies put to cases, and the trust that results."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import numpy as np

from assay.engine.judging import judge
from assay.measure.metrics import Metric, Result
from assay.measure.table import Table
from assay.probes import Probe
from assay.records import Case, Reply, Request, Score, Verdict
from tests.support.golden import packaged, scores

__all__ = [
    "NAMES",
    "NO_HEADLINE",
    "SEEDS",
    "Rows",
    "all_probes",
    "headline_trust",
    "judged",
    "one_model",
    "score_of",
    "trust_of",
    "values",
]

Rows = list[tuple[Case, Verdict]]
SEEDS = (1, 20, 333)


def all_probes() -> dict[str, Probe]:
    """Every packaged probe for language models by name; those that other tests register in this process are left out."""
    return {p.name: p for p in packaged("llm")}


NAMES = tuple(all_probes())

NO_HEADLINE = ("explainability/faithful-reasoning/truncation",)
"""Probes none of whose numbers enters a mean: an answer that needs no reasoning may be made up, or be easy."""


def judged(probe: Probe, texts: Callable[[Case], Sequence[str]], n: int, seed: int = 7) -> Rows:
    """The first `n` cases with the verdicts on a model that says `texts(case)`, asked by the probe's own protocol."""

    async def work() -> Rows:
        rows = []
        for case in probe.cases(seed, n):
            said = iter(texts(case))

            async def ask(request: Request, said: object = said) -> Reply:
                return Reply(text=next(said), finish="stop")  # type: ignore[call-overload]

            replies = await probe.protocol.run(case, ask, frozenset({"system"}) | probe.protocol.needs)
            rows.append((case, judge(probe, case, replies)))
        return rows

    return asyncio.run(work())


def one_model(probe: Probe, rows: Rows) -> dict[str, Result]:
    """Every metric of one model."""
    return scores(probe, Table.of(rows))


def values(found: dict[str, Result]) -> dict[str, float | None]:
    """The estimates' values, None where nothing was measured."""
    return {name: result.estimate.value if result.estimate else None for name, result in found.items()}


def headline_trust(probe: Probe, found: dict[str, Result]) -> dict[str, float]:
    """The trust of each headline metric that was measured."""
    return {m.name: m.trust_of(e.value) for m in probe.metrics if m.headline and (e := found[m.name].estimate)}


def trust_of(probe: Probe, rows: Rows) -> float | None:
    """The mean of a probe's headline trust, None where none was measured."""
    trust = list(headline_trust(probe, one_model(probe, rows)).values())
    return float(np.mean(trust)) if trust else None


def score_of(probe: str, metric: Metric, value: float | None) -> Score:
    """A score of `metric` over all cases of `probe`, known exactly; nothing measured where `value` is None."""
    return Score(
        model="m",
        kind="llm",
        dimension=probe.split("/")[0],
        aspect=probe.split("/")[1],
        probe=probe,
        metric=metric.name,
        slice="all",
        value=value,
        low=value,
        high=value,
        level=0.95,
        interval="exact" if value is not None else "none",
        n=100 if value is not None else 0,
        clusters=0,
        outcomes={},
        bounds=None,
        direction=metric.better,
        range=metric.range,
        unit=metric.unit,
        chance=metric.chance,
        trust=metric.trust_of(value) if value is not None and metric.headline else None,
        judge="",
        certificate=None,
        seed=1,
        stopped="complete",
    )
