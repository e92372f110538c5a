"""The metrics a probe declares: rates, means, worst cases and free statistics here, contrasts in `contrasts`.

A metric is data until `estimate` is called with the judged cases. It never sees a model or a reply.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assay.errors import ProbeError
from assay.measure.base import Metric, Result, Term, mean_between, mean_of
from assay.measure.contrasts import consistency, difference
from assay.measure.estimates import cluster_index
from assay.measure.resample import bca_mean, bootstrap_limits, cluster_bootstrap, resamples_for
from assay.measure.table import Table, Where, selects, words_of
from assay.records import Case, Direction, Estimate, Verdict

__all__ = ["Metric", "Result", "consistency", "difference", "mean", "rate", "statistic", "worst_case"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class _Mean(Metric):
    null: Where | None = None
    interval: Literal["score", "bootstrap"] = "score"

    @property
    def is_mean(self) -> bool:
        return True

    @property
    def has_terms(self) -> bool:
        return True

    def counted(self, case: Case, verdict: Verdict) -> float | None:
        if not selects(self.where, words_of(case, verdict)):
            return None
        if verdict.outcome != "scored":
            return self.counts.get(verdict.outcome, math.nan)
        value = verdict.value if self.of == "value" else verdict.extra.get(self.of)
        if value is not None and not self.range[0] <= value <= self.range[1]:
            raise ProbeError(
                f"{self.name}: a measurement of {value:g} lies outside the declared range {self.range[0]:g} to "
                f"{self.range[1]:g}; declare the range, or mend the judge"
            )
        return value

    def term(self, case: Case, judged: Verdict, meant: Verdict | None = None) -> Term | None:
        value = self.counted(case, meant or judged)
        return None if value is None else Term(value)

    @property
    def null_metric(self) -> Metric | None:
        return None if self.null is None else replace(self, where=self.null, null=None)

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        values = rows.counted(self.of, self.counts)
        estimate = mean_of(self.name, rows, values, self.range, level)
        if estimate and self.interval == "bootstrap" and estimate.clusters == estimate.n:
            limits = bca_mean(values[~np.isnan(values)], level, rng)
            if limits:
                low, high = min(limits[0], estimate.value), max(limits[1], estimate.value)
                estimate = Estimate(
                    value=estimate.value, low=low, high=high, interval="bca", n=estimate.n, clusters=estimate.clusters
                )
        null = self.null_metric.estimate(table, level=level, rng=rng).estimate if self.null_metric else None
        return Result(estimate, rows.outcomes(), mean_between(values, self.range), null)


def rate(name: str, *, better: Direction, null: Where | None = None, **common: Any) -> Metric:
    """The share of cases where a 0/1 measurement is 1, or the mean of shares in [0, 1].

    Wilson's interval, clustered where cases share a seed item. `null` selects the cases where there is nothing to
    find (a decoy, a neutral arm), on which the same rate is the null. For `common`, see `Metric`.
    """
    return _Mean(name=name, better=better, null=null, **common)


def mean(
    name: str,
    *,
    better: Direction,
    range: tuple[float, float] = (0.0, 1.0),  # noqa: A002
    interval: Literal["score", "bootstrap"] = "score",
    null: Where | None = None,
    **common: Any,
) -> Metric:
    """The mean of a measurement that lies in `range`, in the unit declared with `unit`.

    The interval is a score interval on the effective sample size, clustered where cases share a seed item.
    `interval="bootstrap"` asks for BCa where they do not: narrower, and short of its level at few or skewed cases.
    """
    return _Mean(name=name, better=better, range=range, interval=interval, null=null, **common)


@dataclass(frozen=True, kw_only=True)
class _WorstCase(Metric):
    null: Where | None = None

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        values = rows.counted(self.of, self.counts)
        index, groups = cluster_index(rows.cluster)
        worst = self._worst(values, index, groups)
        # One number a cluster: clusters do not share seed items with one another.
        firsts = rows.take(np.unique(index, return_index=True)[1].astype(np.int64))
        estimate = mean_of(self.name, firsts, worst, self.range, level)
        bounds = None
        if groups:
            low, high = (
                float(self._worst(np.where(np.isnan(values), end, values), index, groups).mean()) for end in self.range
            )
            bounds = (low, high)
        null = None
        if self.null is not None:
            null = replace(self, where=self.null, null=None).estimate(table, level=level, rng=rng).estimate
        return Result(estimate, rows.outcomes(), bounds, null)

    def _worst(self, values: Floats, index: NDArray[np.int64], groups: int) -> Floats:
        """The worst value that is there in each cluster, NaN where none is."""
        sign = 1.0 if self.better == "higher" else -1.0
        worst = np.full(groups, np.inf)
        known = ~np.isnan(values)
        np.minimum.at(worst, index[known], sign * values[known])
        return np.where(np.isinf(worst), np.nan, sign * worst)


def worst_case(
    name: str, *, where: Where | None = None, better: Direction = "higher", null: Where | None = None, **common: Any
) -> Metric:
    """The mean over clusters of the worst value in the cluster (least where higher is better, else greatest).

    n counts clusters with at least one counted case; a case left out could only be worse, which `bounds` says. The
    worst of several falls with their number even for a steady model: give as `null` the A/A rows, as many of them.
    """
    if better == "zero":
        raise ValueError(f"{name}: a worst case needs better='higher' or 'lower'")
    return _WorstCase(name=name, better=better, where=where or {}, null=null, **common)


Statistic = Callable[[Table], float | None]


@dataclass(frozen=True, kw_only=True)
class _Statistic(Metric):
    fn: Statistic
    null: Statistic | None = None

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        values = rows.counted(self.of, self.counts)
        n, left = int((~np.isnan(values)).sum()), bool(np.isnan(values).any())
        estimate = self._of(self.fn, rows, n, level, rng)
        null = self._of(self.null, rows, n, level, rng) if self.null else None
        bounds: tuple[float, float] | None = None
        if left:
            bounds = self.range
        elif estimate:
            bounds = (estimate.value, estimate.value)
        return Result(estimate, rows.outcomes(), bounds, null)

    def _of(self, fn: Statistic, rows: Table, n: int, level: float, rng: np.random.Generator) -> Estimate | None:
        value = fn(rows) if n else None
        if value is None or np.isnan(value):
            return None
        value = float(value)
        if not self.range[0] <= value <= self.range[1]:
            raise ProbeError(f"{self.name}: the statistic gave {value:g}, outside its declared range {self.range}")

        def again(index: NDArray[np.int64], drawn: NDArray[np.int64]) -> float | None:
            return fn(replace(rows.take(index), cluster=drawn))

        groups = len(np.unique(rows.cluster))
        values = cluster_bootstrap(again, rows.cluster, rng, resamples_for(len(rows), 5e6))
        low, high = bootstrap_limits(value, values, self.range, level, groups)
        return Estimate(value=value, low=low, high=high, interval="cluster bootstrap", n=n, clusters=groups)


def statistic(
    name: str,
    fn: Statistic,
    *,
    better: Direction,
    range: tuple[float, float],  # noqa: A002
    null: Statistic | None = None,
    **common: Any,
) -> Metric:
    """Any statistic of the cases that `where` selects: `fn(table)` gives a number in `range`, or None if undefined.

    `fn` sees every selected case, scored or not, and must not depend on their order. The interval is a cluster
    bootstrap (percentile, widened for few clusters; 200 to 1,000 calls of `fn`). `bounds` are exact where nothing was
    left out, else the range. `null` is a second function of the same table.
    """
    return _Statistic(name=name, better=better, range=range, fn=fn, null=null, **common)
