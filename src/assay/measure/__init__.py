"""Statistics of trust: estimates with intervals, declared metrics, outcome accounting, gates and the trust mean.

Metrics are made by the functions exported here and listed in a probe's `metrics`. Imported when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.measure.calibration import brier, ece
    from assay.measure.metrics import Metric, consistency, difference, mean, rate, statistic, worst_case
    from assay.measure.ranking import augrc, aurc, auroc
    from assay.measure.semantic import entropy
    from assay.measure.split_conformal import conformal
    from assay.measure.table import Table

_HOME = {
    "Metric": "metrics",
    "rate": "metrics",
    "mean": "metrics",
    "difference": "metrics",
    "consistency": "metrics",
    "worst_case": "metrics",
    "statistic": "metrics",
    "ece": "calibration",
    "brier": "calibration",
    "conformal": "split_conformal",
    "entropy": "semantic",
    "auroc": "ranking",
    "aurc": "ranking",
    "augrc": "ranking",
    "Table": "table",
}

__all__ = [
    "Metric",
    "Table",
    "augrc",
    "aurc",
    "auroc",
    "brier",
    "conformal",
    "consistency",
    "difference",
    "ece",
    "entropy",
    "mean",
    "rate",
    "statistic",
    "worst_case",
]


def __getattr__(name: str) -> object:
    import importlib

    if name in _HOME:
        return getattr(importlib.import_module(f"assay.measure.{_HOME[name]}"), name)
    raise AttributeError(f"module 'assay.measure' has no attribute '{name}'")
