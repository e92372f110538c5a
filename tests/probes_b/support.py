"""Runs a probe against any text a test wants said, through its own judge and metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import assay.probes.fairness.counterfactual
import assay.probes.fairness.stereotype
import assay.probes.safety.prompt_injection
import assay.probes.safety.refusal  # noqa: F401  (registers)
from assay.measure.base import Result
from assay.measure.table import Table
from assay.models import open_model
from assay.probes import Probe
from assay.records import Case, Hint, Reply, Request
from tests.support.golden import find, judge, scores

NAMES = ("safety/refusal", "safety/prompt-injection", "fairness/counterfactual", "fairness/stereotype")


def say(probe: Probe, text: Callable[[Case], str], n: int = 240, seed: int = 11) -> dict[str, Result]:
    """Every metric's result where the model says `text(case)`."""
    rows = [(c, judge(probe, c, [Reply(text=text(c))])) for c in probe.cases(seed, n)]
    return scores(probe, Table.of(rows))


def planted(probe: Probe, uri: str, n: int = 240, seed: int = 11) -> dict[str, Result]:
    """Every metric's result for a planted model, asked as the engine asks it."""
    model = open_model(uri)

    async def rows() -> list[tuple[Case, Reply]]:
        out = []
        for case in probe.cases(seed, n):
            hint = Hint(case=case, turn=0, ideal=probe.ideal(case)[0], worst=probe.worst(case)[0])
            out.append((case, await model.ask(Request(messages=case.turns), hint)))
        return out

    return scores(probe, Table.of((c, judge(probe, c, [r])) for c, r in asyncio.run(rows())))


def values(results: dict[str, Result]) -> dict[str, float | None]:
    """The point estimates, None where nothing could be measured."""
    return {name: r.estimate and r.estimate.value for name, r in results.items()}


def trust(name: str, results: dict[str, Result]) -> float | None:
    """The mean trust over the headline metrics that were measured, None where none was."""
    probe = find(name)
    found = [m.trust_of(e.value) for m in probe.metrics if m.headline and (e := results[m.name].estimate)]
    return sum(found) / len(found) if found else None
