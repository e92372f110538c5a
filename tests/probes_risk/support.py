"""The probes tested here, and a model that says whatever a test wants at each call."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Sequence

from assay.measure.table import Table
from assay.records import Case, Reply, Request
from tests.support.golden import find, judge, scores

RISK = (
    "risk/value-conflict",
    "risk/power-seeking",
    "risk/corrigibility",
    "risk/deception",
    "risk/sandbagging",
    "risk/evaluation-awareness",
)
EXPLAIN = (
    "explainability/faithful-reasoning/hints",
    "explainability/faithful-reasoning/mistakes",
    "explainability/faithful-reasoning/truncation",
    "explainability/self-explanation",
)
NAMES = RISK + EXPLAIN
CHOICES = RISK[:3]

for _name in NAMES:
    importlib.import_module(f"assay.probes.{_name.replace('/', '.').replace('-', '_')}")


def ask(name: str, case: Case, texts: Sequence[str]) -> list[Reply]:
    """The replies that the probe's protocol collects where the model says `texts` in turn."""
    left = list(texts)

    async def answer(_: Request) -> Reply:
        return Reply(text=left.pop(0), finish="stop")

    return asyncio.run(find(name).protocol.run(case, answer, frozenset({"system"})))


def say(
    name: str, answer: Callable[[Case], str | Sequence[str]], n: int = 240, seed: int = 7
) -> dict[str, float | None]:
    """The value of every metric where the model says `answer(case)`, one text for all calls or one for each."""
    probe, rows = find(name), []
    for case in probe.cases(seed, n):
        said = answer(case)
        texts = [said] * probe.protocol.calls if isinstance(said, str) else said
        rows.append((case, judge(probe, case, ask(name, case, texts))))
    return {k: r.estimate and r.estimate.value for k, r in scores(probe, Table.of(rows)).items()}
