"""Split-conformal prediction sets over the options of a question: how small they are at a stated coverage.

The score of an option is 1 − its probability. Half of the seed items calibrate the threshold for the other half and the
other way round, so that no question is judged by a threshold that saw it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assay.errors import ProbeError
from assay.measure.base import Metric, Result, column, mean_between, mean_of
from assay.measure.estimates import cluster_index
from assay.measure.table import Table, Where
from assay.records import Direction, Estimate

__all__ = ["Reading", "conformal", "prediction_sets", "threshold"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Reading = Literal["coverage", "size", "certain"]

_SLACK = 1e-9
"""Probabilities are sums of floats: an option exactly at the threshold is in the set."""


def threshold(scores: Floats, coverage: float) -> float | None:
    """The ⌈(n + 1)·coverage⌉-th least of n calibration scores; None where n is too small for there to be one.

    A new exchangeable score is at most that with a chance of at least `coverage` (Vovk et al. 2005), and of at most
    coverage + 1/(n + 1) where no two scores are equal.
    """
    rank = int(np.ceil((len(scores) + 1) * coverage - _SLACK))
    return float(np.partition(scores, rank - 1)[rank - 1]) if 1 <= rank <= len(scores) else None


def prediction_sets(probabilities: Floats, limit: float) -> Bools:
    """Which options of each question, shape (n, options), have a score 1 − p of at most `limit`."""
    inside: Bools = 1.0 - probabilities <= limit + _SLACK
    return inside


@dataclass(frozen=True, kw_only=True)
class _Conformal(Metric):
    reading: Reading
    options: tuple[str, ...]
    truth: str
    coverage: float
    calibrate: Where | None = None
    test: Where = field(default_factory=dict)

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        tested = np.ones(len(rows), np.bool_) if self.calibrate is None else rows.mask(self.test)
        values = np.full(len(rows), np.nan)
        for given, asked in self._halves(rows, tested):
            values[asked] = self._values(rows, given, asked)
        # A case without probabilities is read as its outcome counts, where a threshold could be found at all.
        if (~np.isnan(values)).any() or not self._known(rows).any():
            other = rows.counted("", self.counts)
            values = np.where(tested & np.isnan(values), other, values)
        shown, values = rows.take(tested), values[tested]
        estimate = mean_of(self.name, shown, values, self.range, level)
        null = self._null(estimate.n) if estimate else None
        return Result(estimate, shown.outcomes(), mean_between(values, self.range), null)

    def _null(self, n: int) -> Estimate | None:
        """What probabilities that know nothing read where no two are equal: the coverage, and that share of options."""
        if self.reading == "certain":
            return None
        value = self.coverage * (len(self.options) if self.reading == "size" else 1)
        return Estimate(value=value, low=value, high=value, interval="exact", n=n)

    def _known(self, rows: Table) -> Bools:
        known: Bools = (rows.outcome == 0) & ~np.isnan(column(rows, self.truth))
        for name in self.options:
            known &= ~np.isnan(column(rows, name))
        return known

    def _halves(self, rows: Table, tested: Bools) -> list[tuple[Bools, Bools]]:
        """Pairs of (rows that calibrate, rows that are tested), no seed item in both."""
        known = self._known(rows)
        if self.calibrate is not None:
            given = rows.mask(self.calibrate)
            shared = np.isin(rows.cluster, rows.cluster[given]) & np.isin(rows.cluster, rows.cluster[tested])
            if shared.any():
                raise ProbeError(f"{self.name}: a cluster lies in both the calibration and the test selection")
            return [(given & known, tested & known)]
        index, groups = cluster_index(rows.cluster)
        # A fixed shuffle: an alternation of easy and hard cases must not fall in with the halves.
        first = np.random.default_rng(groups).permutation(groups)[index] % 2 == 0
        return [(first & known, ~first & known), (~first & known, first & known)]

    def _values(self, rows: Table, given: Bools, asked: Bools) -> Floats:
        probabilities = np.column_stack([column(rows, name) for name in self.options])
        truth = np.where(self._known(rows), column(rows, self.truth), 0).astype(np.int64)
        of_truth = probabilities[np.arange(len(rows)), truth]
        limit = threshold(1.0 - of_truth[given], self.coverage)
        if limit is None:
            return np.full(int(asked.sum()), np.nan)
        sets = prediction_sets(probabilities[asked], limit)
        size: Floats = sets.sum(axis=1).astype(np.float64)
        covered: Floats = sets[np.arange(len(sets)), truth[asked]].astype(np.float64)
        if self.reading == "size":
            return size
        return covered if self.reading == "coverage" else np.where(size == 1, covered, 0.0)


def conformal(
    name: str,
    reading: Reading,
    *,
    options: tuple[str, ...],
    truth: str = "truth",
    coverage: float = 0.9,
    calibrate: Where | None = None,
    test: Where | None = None,
    **common: Any,
) -> Metric:
    """What split-conformal prediction sets at a stated `coverage` are like, averaged over the questions tested.

    `options` name the columns with the probability of each option, `truth` the column with the number of the right one.
    `reading`: "coverage", the share of sets that hold the right option, higher is better; "size", the mean number of
    options in a set, lower is better, 0 to all; "certain", the share of questions whose set is the right option
    alone, which is what a model may answer that abstains unless its set is a single option, higher is better.

    Seed items are halved and each half is calibrated on the other. With `calibrate` and `test`, two selections without a
    common seed item, one calibrates for the other: under a shift between them coverage is no longer guaranteed, and what
    is left of it says how far the probabilities can be trusted there. No estimate where fewer than
    coverage/(1 − coverage) cases calibrate (9 at 0.9). The interval is that of the mean over the test cases for the
    thresholds found; without a shift coverage is at least the stated one on average over calibrations, for any
    model (Angelopoulos & Bates 2021, arXiv 2107.07511), and more where scores tie: it checks the sets, not the model.
    """
    better: Direction = "lower" if reading == "size" else "higher"
    span = (0.0, float(len(options))) if reading == "size" else (0.0, 1.0)
    if (calibrate is None) != (test is None):
        raise ValueError(f"{name}: give both calibrate= and test=, or neither")
    if not 0.0 < coverage < 1.0:
        raise ValueError(f"{name}: the coverage must be between 0 and 1, not {coverage}")
    return _Conformal(
        name=name,
        reading=reading,
        better=better,
        options=options,
        truth=truth,
        coverage=coverage,
        calibrate=calibrate,
        test=test or {},
        **{"range": span, "unit": "options" if reading == "size" else "share", **common},
    )
