"""The four probes tested here, and a model that says whatever a test wants."""

from __future__ import annotations

from collections.abc import Callable

import assay.probes.ethics.judgement
import assay.probes.privacy.disclosure
import assay.probes.robustness.perturbation
import assay.probes.utility.instructions  # noqa: F401  (registers)
from assay.measure.table import Table
from assay.records import Case, Reply
from tests.support.golden import find, judge, scores

NAMES = ("robustness/perturbation", "privacy/disclosure", "ethics/judgement", "utility/instructions")


def say(name: str, answer: Callable[[Case], str], n: int = 240, seed: int = 7) -> dict[str, float | None]:
    """The value of every metric where the model says `answer(case)`; None where nothing could be measured."""
    probe = find(name)
    rows = [(c, judge(probe, c, [Reply(text=answer(c))])) for c in probe.cases(seed, n)]
    return {k: r.estimate and r.estimate.value for k, r in scores(probe, Table.of(rows)).items()}


def trust(name: str, values: dict[str, float | None]) -> float:
    """The mean trust of the headline metrics."""
    found = [(m, values[m.name]) for m in find(name).metrics if m.headline]
    return sum(m.trust_of(v) for m, v in found if v is not None) / len(found)
