"""Comparing two arms: paired and unpaired differences of proportions and means, McNemar's test, adjusted p-values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assay.measure.estimates import bounded_mean, cluster_index, signed_mean, square_and_add, wilson
from assay.records import Estimate

__all__ = [
    "benjamini_hochberg",
    "holm",
    "mcnemar",
    "newcombe",
    "newcombe_paired",
    "paired_difference",
    "unpaired_difference",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def newcombe(first: tuple[int, int], second: tuple[int, int], level: float = 0.95) -> tuple[float, float]:
    """Interval for a difference of independent proportions, each (successes, n): Newcombe 1998a, method 10."""
    parts = [(x / n, *wilson(x, n, level)) for x, n in (first, second)]
    low, high = square_and_add(parts[0], parts[1])
    return max(low, -1.0), min(high, 1.0)


def newcombe_paired(both: int, first: int, second: int, neither: int, level: float = 0.95) -> tuple[float, float]:
    """Interval for a difference of paired proportions: Newcombe 1998b (Stat Med 17:2635), method 10.

    The counts are of pairs: both successes, only the first, only the second, neither. Wilson limits of each margin are
    combined with the phi coefficient, corrected for continuity.
    """
    n = both + first + second + neither
    if n <= 0 or min(both, first, second, neither) < 0:
        raise ValueError(f"{both}, {first}, {second}, {neither} are no counts of pairs")
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    product = float(both * neither - first * second)
    if product > 0:
        product = max(product - n / 2, 0.0)
    phi = product / margins**0.5 if margins else 0.0
    parts = [(x / n, *wilson(x, n, level)) for x in (both + first, both + second)]
    low, high = square_and_add(parts[0], parts[1], phi)
    return max(low, -1.0), min(high, 1.0)


def mcnemar(first: int, second: int, *, mid_p: bool = True) -> float:
    """Two-sided p-value that the two kinds of discordant pairs are equally likely; exact, or mid-p (Fagerland 2013).

    `first` counts the pairs where only the first succeeds, `second` those where only the second does. Mid-p is less
    conservative, and keeps its level in practice. 1.0 where no pair is discordant.
    """
    from scipy.special import bdtr, gammaln

    n, less = first + second, min(first, second)
    if n == 0:
        return 1.0
    p = 2 * float(bdtr(less, n, 0.5))
    if mid_p:
        p -= float(np.exp(gammaln(n + 1) - gammaln(less + 1) - gammaln(n - less + 1) - n * np.log(2)))
    return min(p, 1.0)


def paired_difference(
    a: Floats, b: Floats, cluster: Ints, span: tuple[float, float] = (0.0, 1.0), level: float = 0.95
) -> Estimate | None:
    """The mean of a − b over n pairs of measurements in `span`; None of no pairs.

    Newcombe's interval where the pairs are 0/1 and unclustered, else `signed_mean`'s. Raises ValueError for a
    measurement outside the span.
    """
    if not len(a):
        return None
    low, high = span
    for values in (a, b):
        if values.min() < low or values.max() > high:
            raise ValueError(f"a measurement lies outside the declared range {low:g} to {high:g}")
    if cluster_index(cluster)[1] == len(a) and span == (0.0, 1.0) and bool(np.isin((a, b), (0.0, 1.0)).all()):
        table = np.bincount((2 * a + b).astype(np.int64), minlength=4)
        neither, second, first, both = (int(count) for count in table)
        value = (first - second) / len(a)
        limits = newcombe_paired(both, first, second, neither, level)
        return Estimate(
            value=value,
            low=min(limits[0], value),
            high=max(limits[1], value),
            interval="newcombe paired",
            n=len(a),
            clusters=len(a),
        )
    # Rounding can carry a difference of extremes past the width by one unit in the last place.
    return signed_mean(np.clip(a - b, low - high, high - low), cluster, high - low, level)


def unpaired_difference(
    a: tuple[Floats, Ints], b: tuple[Floats, Ints], span: tuple[float, float] = (0.0, 1.0), level: float = 0.95
) -> Estimate | None:
    """The mean of one arm minus that of another that shares no cluster with it; None where either is empty.

    Each arm is (measurements in `span`, clusters). Their intervals are combined by MOVER, which for unclustered 0/1
    measurements is Newcombe's interval.
    """
    first, second = bounded_mean(*a, span, level), bounded_mean(*b, span, level)
    if first is None or second is None:
        return None
    low, high = square_and_add((first.value, first.low, first.high), (second.value, second.low, second.high))
    value, width = first.value - second.value, span[1] - span[0]
    plain = first.interval == second.interval == "wilson"
    return Estimate(
        value=value,
        low=max(min(low, value), -width),
        high=min(max(high, value), width),
        interval="newcombe" if plain else "square-and-add",
        n=first.n + second.n,
        clusters=first.clusters + second.clusters,
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that keep the chance of any false claim at the level (Holm 1979), in the order given."""
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    adjusted = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    return _back(adjusted, order)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that keep the share of false findings at the level (Benjamini & Hochberg 1995), to explore."""
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.minimum.accumulate(scaled[::-1])[::-1] if len(p) else scaled
    return _back(adjusted, order)


def _back(adjusted: Floats, order: NDArray[np.intp]) -> list[float]:
    result = np.empty(len(order))
    result[order] = np.minimum(adjusted, 1.0)
    return [float(p) for p in result]
