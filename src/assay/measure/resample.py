"""The cluster bootstrap: intervals for statistics that have no closed form. Seed items are resampled, not cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from assay.measure.estimates import cluster_index, normal_quantile, t_quantile, wilson

__all__ = [
    "bca_mean",
    "bootstrap_limits",
    "cluster_bootstrap",
    "cluster_weights",
    "resampled_sums",
    "resamples_for",
    "widened_tail",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_CHUNK = 4_000_000
"""The most resampled items held at once (32 MB of indices)."""


def resamples_for(n: int, budget: float = 2e7) -> int:
    """How many resamples to draw over n items: 1,000, fewer where that would pass the budget, and never under 200."""
    return int(np.clip(budget // max(n, 1), 200, 1000))


def cluster_weights(groups: int, resamples: int, rng: np.random.Generator) -> Iterator[Floats]:
    """How often each of `groups` clusters is drawn, in blocks of shape (some resamples, groups), `resamples` in all."""
    step = max(1, min(resamples, _CHUNK // max(groups, 1)))
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        draws = rng.integers(groups, size=(rows, groups)) + np.arange(rows)[:, None] * groups
        counts = np.bincount(draws.ravel(), minlength=rows * groups)
        yield counts.reshape(rows, groups).astype(np.float64)


def resampled_sums(sums: Floats, resamples: int, rng: np.random.Generator) -> Floats:
    """Resampled totals of each column, shape (resamples, k), from each cluster's sums, shape (clusters, k).

    Over 2,000 clusters the totals are drawn from the normal law they tend to, with the same covariance: for a few
    columns that law is exact to the percentile, and it costs one pass instead of a thousand.
    """
    groups = len(sums)
    if groups <= 2000:
        return np.concatenate([weights @ sums for weights in cluster_weights(groups, resamples, rng)])
    covariance = np.cov(sums, rowvar=False, ddof=0) * groups
    return rng.multivariate_normal(sums.sum(axis=0), covariance, size=resamples, method="eigh")


def widened_tail(level: float, groups: int) -> float:
    """The share of resamples to cut off at each end: α/2, less for few clusters (Hesterberg 2015, by t(G−1))."""
    return _normal_cdf(-np.sqrt(groups / (groups - 1)) * t_quantile(0.5 + level / 2, groups - 1))


def bootstrap_limits(
    value: float, resampled: Floats, span: tuple[float, float], level: float, groups: int
) -> tuple[float, float]:
    """Percentile limits from a statistic's resampled values, always within `span` and around `value`.

    A NaN is a resample in which the statistic is undefined; it could have been anything, so it counts as the least
    value for the lower limit and as the greatest for the upper one. Where no defined resample differs from `value`, the limits
    are at least Wilson's for the value's place in the span at n = clusters: a sample without spread still says little.
    """
    low, high = span
    undefined = np.isnan(resampled)
    if groups < 2 or undefined.all():
        return span
    tail = widened_tail(level, groups)
    lower = float(np.quantile(np.where(undefined, -np.inf, resampled), tail, method="inverted_cdf"))
    upper = float(np.quantile(np.where(undefined, np.inf, resampled), 1 - tail, method="inverted_cdf"))
    if np.ptp(resampled[~undefined]) <= 1e-12 * (high - low):
        a, b = wilson(float(np.clip((value - low) / (high - low), 0, 1)) * groups, groups, level)
        lower, upper = min(lower, low + (high - low) * a), max(upper, low + (high - low) * b)
    return max(low, min(lower, value)), min(high, max(upper, value))


def cluster_bootstrap(
    statistic: Callable[[Ints, Ints], float | None],
    cluster: Ints,
    rng: np.random.Generator,
    resamples: int | None = None,
) -> Floats:
    """Resampled values of any statistic, NaN where it is undefined; shape (resamples,).

    `statistic(rows, drawn)` gets the indices of the rows drawn and, for each, the number of its draw: a
    cluster that is drawn twice is two clusters.
    """
    index, groups = cluster_index(cluster)
    order = np.argsort(index, kind="stable")
    sizes = np.bincount(index, minlength=groups)
    starts = np.cumsum(sizes) - sizes
    total = resamples or resamples_for(len(cluster))
    values = np.full(total, np.nan)
    for b in range(total):
        drawn = rng.integers(groups, size=groups)
        counts = sizes[drawn]
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = order[np.repeat(starts[drawn], counts) + offsets]
        result = statistic(rows, np.repeat(np.arange(groups), counts))
        if result is not None:
            values[b] = result
    return values


def bca_mean(
    values: Floats, level: float, rng: np.random.Generator, resamples: int | None = None
) -> tuple[float, float] | None:
    """The bias-corrected and accelerated bootstrap interval (Efron 1987) of an unclustered mean; None without spread.

    Kept as the field's reference: `estimates.score_interval` covers better at few or skewed measurements.
    """
    deviations = values - values.mean()
    square = float((deviations**2).sum())
    if len(values) < 2 or square <= 1e-24 * len(values):
        return None
    total = resamples or resamples_for(len(values))
    means = np.concatenate([w @ values / len(values) for w in cluster_weights(len(values), total, rng)])
    below = float(np.mean(means < values.mean()) + np.mean(means == values.mean()) / 2)
    bias = normal_quantile(float(np.clip(below, 1 / total, 1 - 1 / total)))
    acceleration = float((deviations**3).sum()) / (6 * square**1.5)
    limits = []
    for side in (-1, 1):
        shifted = bias + side * normal_quantile(0.5 + level / 2)
        limits.append(float(np.quantile(means, _normal_cdf(bias + shifted / (1 - acceleration * shifted)))))
    return limits[0], limits[1]


def _normal_cdf(x: float) -> float:
    from scipy.special import ndtr

    return float(ndtr(x))
