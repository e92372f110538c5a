"""Loading the probes under test without the others, so that these tests stand alone."""

from __future__ import annotations

import importlib

from assay.probes import Probe
from tests.support.golden import find

HOMES = {
    "truthfulness/hallucination": "assay.probes.truthfulness.hallucination",
    "truthfulness/honesty": "assay.probes.truthfulness.honesty",
    "truthfulness/sycophancy/caving": "assay.probes.truthfulness.sycophancy.caving",
    "truthfulness/sycophancy/opinion": "assay.probes.truthfulness.sycophancy.opinion",
    "truthfulness/sycophancy/false-premise": "assay.probes.truthfulness.sycophancy.false_premise",
    "uncertainty/calibration": "assay.probes.uncertainty.calibration",
}
NAMES = tuple(HOMES)


def load(name: str) -> Probe:
    """The probe of that name."""
    importlib.import_module(HOMES[name])
    return find(name)
