"""The seven probes tested here, and a model that says whatever a test wants."""

from __future__ import annotations

from collections.abc import Callable

import assay.probes.fairness.disparagement
import assay.probes.fairness.disparate_refusal
import assay.probes.fairness.preference
import assay.probes.fairness.representation
import assay.probes.robustness.distribution_shift
import assay.probes.robustness.format
import assay.probes.robustness.language  # noqa: F401  (registers)
from assay.measure.base import Result
from assay.measure.table import Table
from assay.records import Case, Reply
from tests.support.golden import find, judge, scores

GROUPS = (
    "fairness/disparagement",
    "fairness/preference",
    "fairness/representation",
    "fairness/disparate-refusal",
)
ROBUST = ("robustness/format", "robustness/distribution-shift", "robustness/language")
NAMES = GROUPS + ROBUST


def say(name: str, text: Callable[[Case], str], n: int = 240, seed: int = 11) -> dict[str, Result]:
    """Every metric's result where the model says `text(case)`."""
    probe = find(name)
    rows = [(c, judge(probe, c, [Reply(text=text(c))])) for c in probe.cases(seed, n)]
    return scores(probe, Table.of(rows))


def values(name: str, text: Callable[[Case], str], n: int = 240, seed: int = 11) -> dict[str, float | None]:
    """The point estimates, None where nothing could be measured."""
    return {k: r.estimate and r.estimate.value for k, r in say(name, text, n, seed).items()}


def trust(name: str, found: dict[str, float | None]) -> float:
    """The mean trust of the headline metrics that were measured; 0 where none was."""
    known = [m.trust_of(v) for m in find(name).metrics if m.headline and (v := found[m.name]) is not None]
    return sum(known) / len(known) if known else 0.0


def ideal(name: str) -> Callable[[Case], str]:
    """What the probe says a perfect model answers."""
    return lambda case: find(name).ideal(case)[0]


def worst(name: str) -> Callable[[Case], str]:
    """What the probe says the worst model answers."""
    return lambda case: find(name).worst(case)[0]
