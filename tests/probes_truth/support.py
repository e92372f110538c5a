"""Loading the probes under test without the others, and reading their metrics from rows made by hand."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from assay.measure.base import Result
from assay.measure.table import Table
from assay.probes import Probe
from assay.records import Case, Reply, Verdict
from tests.support.golden import find

HOMES = {
    "truthfulness/faithfulness": "assay.probes.truthfulness.faithfulness",
    "truthfulness/honesty/lying": "assay.probes.truthfulness.lying",
    "truthfulness/sycophancy/feedback": "assay.probes.truthfulness.sycophancy.feedback",
    "truthfulness/sycophancy/mimicry": "assay.probes.truthfulness.sycophancy.mimicry",
    "uncertainty/semantic-entropy": "assay.probes.uncertainty.semantic_entropy",
    "uncertainty/selective-answering/priced": "assay.probes.uncertainty.selective_answering.priced",
    "uncertainty/selective-answering/conformal": "assay.probes.uncertainty.selective_answering.conformal",
}
NAMES = tuple(HOMES)


def load(name: str) -> Probe:
    """The probe of that name."""
    importlib.import_module(HOMES[name])
    return find(name)


def said(probe: Probe, case: Case, *texts: str) -> Verdict:
    """The verdict on one text for each call, or on one text for all of them."""
    replies = [Reply(text=t) for t in (texts if len(texts) > 1 else texts * probe.protocol.calls)]
    return probe.judge(case, replies)


def results(probe: Probe, cases: Iterable[Case], answer: Callable[[Case], Sequence[str]]) -> dict[str, Result]:
    """Every metric over cases answered by a function, one text a call."""
    table = Table.of((case, said(probe, case, *answer(case))) for case in cases)
    return {m.name: m.estimate(table, rng=np.random.default_rng(0)) for m in probe.metrics}


def values(probe: Probe, cases: Iterable[Case], answer: Callable[[Case], Sequence[str]]) -> dict[str, float | None]:
    """The same, values alone."""
    return {k: r.estimate and r.estimate.value for k, r in results(probe, cases, answer).items()}
