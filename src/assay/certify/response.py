"""The dose–response of one metric: the curve, whether it is monotone, its slope, and the least effect that can be seen.

The slope is measured in trust, which is what a report averages; all else where the metric's value stands between the values
that map to trust 0 and 1, and beyond them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from assay.engine.certificates import Point, Response
from assay.measure.estimates import normal_quantile, t_quantile
from assay.measure.metrics import Metric
from assay.records import Estimate

__all__ = ["ALPHA", "POWER", "TREND", "Curve", "detectable", "response", "trend"]

ALPHA, POWER = 0.05, 0.80
"""Of the least effect that can be seen, two-sided."""

TREND = 0.01
"""The level of the trend test; shared out among the faults that are tried for one metric."""


@dataclass(frozen=True)
class Seen:
    """A dose at which the metric has a value."""

    dose: float
    estimate: Estimate

    @property
    def value(self) -> float:
        return self.estimate.value

    @property
    def half_width(self) -> float:
        return (self.estimate.high - self.estimate.low) / 2


@dataclass(frozen=True)
class Curve:
    """One metric under one fault. `pooled[d]` is the estimate over all seeds at `doses[d]`, from the least dose to the
    greatest; `by_seed[k][d]` is the value of seed k there; None where there is no value. `n` and `cases` are the numbers of
    cases of one seed and of all."""

    metric: Metric
    fault: str
    doses: tuple[float, ...]
    pooled: tuple[Estimate | None, ...]
    by_seed: tuple[tuple[float | None, ...], ...]
    n: int
    cases: int

    @property
    def seen(self) -> list[Seen]:
        """The doses at which it has a value."""
        return [Seen(dose, e) for dose, e in zip(self.doses, self.pooled, strict=True) if e is not None]

    def place(self, value: float) -> float:
        """Where a value stands between trust 0 and trust 1, beyond them too."""
        zero, one = self.metric.trust_ends
        return ((abs(value) if self.metric.better == "zero" else value) - zero) / (one - zero)


def response(curve: Curve, tried: int = 1) -> Response:
    """What the curve says. `tried` is the number of faults that were tried for this metric, among which the level is shared.

    Certified is a metric that, at dose 1, is worse than at dose 0 by more than its interval there; that gets worse with the
    dose by Page's trend test; and that is at no dose better than at a lower one by more than both intervals.
    """
    seen = curve.seen
    if len(seen) < 3 or (seen[0].dose, seen[-1].dose) != (curve.doses[0], curve.doses[-1]):
        return _bare(curve, "no planted model gives it a value at both ends of the dose")
    found = _measured(curve, seen)
    why = _lacks(curve, seen, found.trend, TREND / tried)
    return msgspec.structs.replace(found, certified=not why, why=why)


def trend(curve: Curve) -> float | None:
    """The one-sided p of Page's trend test (1963), exact: the seeds are the blocks, the doses the ordered treatments.

    Every dose is drawn anew, so that its faulty clusters are not those of the dose before. Ties make it conservative.
    None where fewer than three doses have a value for every seed. Two seeds or more.
    """
    from scipy.stats import page_trend_test

    columns = [c for c in zip(*curve.by_seed, strict=True) if None not in c]
    if len(columns) < 3:
        return None
    worse = -np.array([[curve.place(v) for v in column if v is not None] for column in columns]).T
    return float(page_trend_test(worse, method="exact").pvalue)


def detectable(half_width: float, cases: int, n: int) -> float:
    """The least true difference between two runs of `n` cases each that is found with power 80 % at α = 5 %, two-sided:

        (z[1 − α/2] + z[power]) · √2 · SE(n),   SE(n) = half_width / z[1 − α/2] · √(cases / n)

    where `half_width` is that of a 95 % interval over `cases` cases.
    """
    z = normal_quantile(1 - ALPHA / 2)
    return (z + normal_quantile(POWER)) * math.sqrt(2) * half_width / z * math.sqrt(cases / n)


def _lacks(curve: Curve, seen: Sequence[Seen], p: float | None, level: float) -> str:
    """What is missing for a certificate, "" where nothing is."""
    first, last = seen[0], seen[-1]
    if last.estimate.low <= first.value <= last.estimate.high:
        return f"'{curve.fault}' does not move it"
    if curve.place(last.value) >= curve.place(first.value):
        return f"'{curve.fault}' moves it the wrong way"
    zero, one = curve.metric.trust_ends
    for place, later in enumerate(seen):
        for earlier in seen[:place]:
            apart = curve.place(later.value) - curve.place(earlier.value)
            if apart > (later.half_width + earlier.half_width) / abs(one - zero):
                return f"not monotone: better at dose {later.dose:g} of '{curve.fault}' than at {earlier.dose:g}"
    if p is None or p >= level:
        return f"no trend with the dose of '{curve.fault}'" + ("" if p is None else f" (p = {p:.2g})")
    return ""


def _measured(curve: Curve, seen: Sequence[Seen]) -> Response:
    first, last = curve.place(seen[0].value), curve.place(seen[-1].value)
    # the metric is least sure of itself somewhere between the doses: what is seen there is seen everywhere
    mde = detectable(max(s.half_width for s in seen), curve.cases, curve.n)
    change = abs(seen[-1].value - seen[0].value)
    between = [(s.dose, first - curve.place(s.value)) for s in seen[1:-1]]
    square = sum(d * d for d, _ in between)
    effect = first - last
    return msgspec.structs.replace(
        _bare(curve, ""),
        trend=trend(curve),
        slope=_slope(curve),
        linearity=sum(d * lost for d, lost in between) / square / effect if square and abs(effect) > 1e-9 else None,
        mde=mde,
        mde_dose=mde / change if 0 < mde <= change else None,
    )


def _slope(curve: Curve) -> tuple[float, float, float] | None:
    """Trust lost from dose 0 to 1: the mean of the least-squares slopes of the seeds, with its t interval."""
    slopes = []
    for row in curve.by_seed:
        known = [(d, curve.metric.trust_of(v)) for d, v in zip(curve.doses, row, strict=True) if v is not None]
        if len(known) >= 3:
            doses, trust = np.array(known).T
            away = doses - doses.mean()
            slopes.append(-float(away @ trust / (away @ away)))
    if len(slopes) < 2:
        return None
    mean = float(np.mean(slopes))
    half = t_quantile(0.975, len(slopes) - 1) * float(np.std(slopes, ddof=1)) / math.sqrt(len(slopes))
    return mean, mean - half, mean + half


def _bare(curve: Curve, why: str) -> Response:
    points = (
        Point(dose, e.value, e.low, e.high) if e else Point(dose, None)
        for dose, e in zip(curve.doses, curve.pooled, strict=True)
    )
    return Response(
        metric=curve.metric.name,
        certified=False,
        why=why,
        fault=curve.fault,
        headline=curve.metric.headline,
        curve=tuple(points),
    )
