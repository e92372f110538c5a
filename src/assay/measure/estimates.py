"""Means of bounded measurements with intervals that hold at rates near 0 and 1, few cases and shared seed items.

One construction serves rates and means: Wilson's interval on an effective sample size (Korn & Graubard 1998), which
is n for independent 0/1 cases. Everything here is closed-form; `resample` holds the bootstrap.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assay.records import Estimate

__all__ = [
    "bounded_mean",
    "clopper_pearson",
    "cluster_index",
    "influence_interval",
    "normal_quantile",
    "score_interval",
    "signed_mean",
    "square_and_add",
    "t_quantile",
    "wilson",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NORMAL = NormalDist()

_PRIOR = 0.25
"""Weight, in clusters of mean size, of the two pseudo-clusters (all 0, all 1) in the estimate of the design effect."""


def normal_quantile(q: float) -> float:
    """The standard normal quantile at probability `q`."""
    return _NORMAL.inv_cdf(q)


def t_quantile(q: float, df: float) -> float:
    """Student's t quantile at probability `q` with `df` degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(df, q))


def _check_level(level: float) -> None:
    if not 0.0 < level < 1.0:
        raise ValueError(f"a confidence level lies between 0 and 1, not {level}")


def wilson(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a proportion (Wilson 1927), two-sided at `level`; fractions of a case are allowed.

    Raises ValueError where n is not positive or successes lie outside [0, n].
    """
    _check_level(level)
    if not n > 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no proportion")
    z2 = normal_quantile(0.5 + level / 2) ** 2
    p = successes / n
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2 / n * (p * (1 - p) + z2 / (4 * n))) / (1 + z2 / n)
    # At 0 and n the limit is the estimate itself; rounding must not move it past.
    low = 0.0 if successes == 0 else min(float(centre - half), p)
    high = 1.0 if successes == n else max(float(centre + half), p)
    return max(low, 0.0), min(high, 1.0)


def clopper_pearson(
    successes: int, n: int, level: float = 0.95, side: Literal["both", "lower", "upper"] = "both"
) -> tuple[float, float]:
    """The exact interval of Clopper & Pearson (1934): it covers with at least `level`, whatever the rate.

    `side="upper"` gives (0, bound) and `side="lower"` (bound, 1), each bound one-sided at `level`: the form gates use.
    """
    from scipy.special import betaincinv

    _check_level(level)
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no proportion")
    alpha = (1 - level) / 2 if side == "both" else 1 - level
    low = 0.0 if successes == 0 or side == "upper" else float(betaincinv(successes, n - successes + 1, alpha))
    high = 1.0 if successes == n or side == "lower" else float(betaincinv(successes + 1, n - successes, 1 - alpha))
    return low, high


def cluster_index(cluster: Ints) -> tuple[Ints, int]:
    """Clusters renumbered 0 … G−1 in the order of their old numbers, and G."""
    if (cluster[1:] > cluster[:-1]).all():  # every case stands alone: nothing to look up, in the memory of nothing
        return np.arange(len(cluster)), len(cluster)
    names, index = np.unique(cluster, return_inverse=True)
    return index.astype(np.int64), len(names)


def _sums(index: Ints, groups: int, values: Floats | None = None) -> Floats:
    return np.bincount(index, weights=values, minlength=groups).astype(np.float64, copy=False)


def score_interval(totals: Floats, sizes: Floats, level: float = 0.95, *, binary: bool = False) -> tuple[float, float]:
    """The interval of a mean in [0, 1] from each cluster's total and its number of cases.

    Wilson's interval on an effective sample size n/deff·(z/t)², t with G−1 degrees of freedom. The design effect
    deff = variance ÷ p(1−p)/n is the linearised cluster one, shrunk towards wholly correlated clusters by a quarter
    of a cluster at each end of the range, so that it is defined, and changes smoothly, down to no variance at all.
    Neither can the variance exceed that of clusters as single 0/1 draws, so the effective size is at least
    n²/Σm²; for 0/1 cases it is at most n. Unclustered 0/1 cases get Wilson's interval exactly.

    Measured (nominal 0.95; beta-binomial, G in 5…100 clusters of 2 or 1…19 cases, rate 0.02…0.5, intra-cluster
    correlation 0…0.8; 4,000 runs each): coverage 0.915–1.000, where the clustered t(G−1) interval fell to 0.12. For
    unclustered means of six skewed laws at n = 10, 30, 100: 0.948–1.000, where BCa fell to 0.36, t to 0.37.
    """
    groups, n = len(sizes), float(sizes.sum())
    p = float(np.clip(totals.sum() / n, 0.0, 1.0))
    least = n * n / float((sizes**2).sum())
    if binary and float(sizes.max()) == 1.0:
        return wilson(round(p * n), n, level)
    size = n / groups
    shrunk = (p * n + _PRIOR * size) / (n + 2 * _PRIOR * size)
    spread = float(((totals - sizes * shrunk) ** 2).sum())
    effective = max(_effective_size(spread, shrunk, n, size, groups, level), least)
    if binary:
        effective = min(effective, n)
    return wilson(p * effective, effective, level)


def influence_interval(
    value: float, influence: Floats, index: Ints, groups: int, least: float, level: float = 0.95
) -> tuple[float, float]:
    """The same interval for any statistic in [0, 1] that is linear but for its cases' `influence` (summing to 0).

    The variance is that of the cluster sums of influence; `least` is the effective size it cannot fall below.
    """
    shrunk = (value * least + _PRIOR) / (least + 2 * _PRIOR)
    spread = float((_sums(index, groups, influence) ** 2).sum()) * least**2
    effective = max(_effective_size(spread, shrunk, least, 1.0, groups, level), least)
    value = float(np.clip(value, 0.0, 1.0))
    return wilson(value * effective, effective, level)


def _effective_size(spread: float, p: float, n: float, size: float, groups: int, level: float) -> float:
    """n ÷ design effect · (z/t)² from the squared cluster residuals about the shrunk mean p; 0 of one cluster."""
    if groups < 2:
        return 0.0
    spread += _PRIOR * size**2 * (p**2 + (1 - p) ** 2)
    deff = spread / ((n + 2 * _PRIOR * size) * p * (1 - p)) * groups / (groups - 1)
    q = 0.5 + level / 2
    return n / deff * (normal_quantile(q) / t_quantile(q, groups - 1)) ** 2


def _unit(values: Floats, span: tuple[float, float]) -> Floats:
    low, high = span
    if len(values) and (not np.isfinite(values).all() or values.min() < low or values.max() > high):
        odd = values[~((values >= low) & (values <= high))][0]
        raise ValueError(f"a measurement of {odd:g} lies outside the declared range {low:g} to {high:g}")
    return (values - low) / (high - low)


def _is_binary(unit: Floats) -> bool:
    return bool(((unit == 0.0) | (unit == 1.0)).all())


def bounded_mean(
    values: Floats, cluster: Ints, span: tuple[float, float] = (0.0, 1.0), level: float = 0.95
) -> Estimate | None:
    """The mean of measurements in `span` with its interval (see `score_interval`); None of no measurements.

    `values` are n measurements without NaN, `cluster` the seed item of each. The interval is named `wilson` for
    unclustered 0/1 cases, `clustered wilson` where 0/1 cases share clusters, `score` and `clustered score` for
    other measurements. Raises ValueError for a measurement outside the span.
    """
    _check_level(level)
    if not len(values):
        return None
    unit = _unit(values, span)
    index, groups = cluster_index(cluster)
    binary = _is_binary(unit)
    if binary and groups == len(values):
        low, high = wilson(round(float(unit.sum())), groups, level)
    else:
        low, high = score_interval(_sums(index, groups, unit), _sums(index, groups), level, binary=binary)
    a, b = span
    # a mean of equal numbers, and a limit taken back to the span, may miss its end by a rounding error
    value = min(max(float(values.mean()), a), b)
    name = "wilson" if binary else "score"
    return Estimate(
        value=value,
        low=max(min(a + (b - a) * low, value), a),
        high=min(max(a + (b - a) * high, value), b),
        interval=name if groups == len(values) else f"clustered {name}",
        n=len(values),
        clusters=groups,
    )


def square_and_add(
    first: tuple[float, float, float], second: tuple[float, float, float], correlation: float = 0.0
) -> tuple[float, float]:
    """Limits of a difference from (estimate, low, high) of each part: the MOVER of Zou & Donner (2008).

    `correlation` is that between the two estimates.
    """
    (a, a_low, a_high), (b, b_low, b_high) = first, second

    def reach(x: float, y: float) -> float:
        return float(np.sqrt(max(x * x - 2 * correlation * x * y + y * y, 0.0)))

    return a - b - reach(a - a_low, b_high - b), a - b + reach(a_high - a, b - b_low)


def signed_mean(values: Floats, cluster: Ints, bound: float = 1.0, level: float = 0.95) -> Estimate | None:
    """The mean of differences in [−bound, bound] with its interval; None of no differences.

    The rise (positive part) and the fall (negative part) each get a `score_interval`; the two are combined by MOVER
    with their correlation. It tends to the paired t interval as clusters become many, keeps inside the
    range, mirrors when the sign is turned, and stays open where every difference is 0.

    Measured (nominal 0.95; six laws of differences, 5 to 100 clusters, 1,500 runs each): coverage 0.921–1.000, where
    the paired t interval fell to 0.18.
    """
    _check_level(level)
    if not len(values):
        return None
    _unit(
        values, (-bound, bound)
    )  # which raises for one outside; taken back from it, a tiny difference loses its digits
    unit = values / bound
    index, groups = cluster_index(cluster)
    sizes = _sums(index, groups)
    parts = (np.maximum(unit, 0.0), np.maximum(-unit, 0.0))
    totals = [_sums(index, groups, part) for part in parts]
    limits = [
        score_interval(total, sizes, level, binary=_is_binary(part)) for total, part in zip(totals, parts, strict=True)
    ]
    means = [float(part.mean()) for part in parts]
    rest = [total - sizes * m for total, m in zip(totals, means, strict=True)]
    scale = float(np.sqrt((rest[0] ** 2).sum() * (rest[1] ** 2).sum()))
    correlation = float((rest[0] * rest[1]).sum()) / scale if scale > 0 else 0.0
    low, high = square_and_add((means[0], *limits[0]), (means[1], *limits[1]), correlation)
    value = float(values.mean())
    return Estimate(
        value=value,
        low=max(-bound, min(bound * low, value)),
        high=min(bound, max(bound * high, value)),
        interval="paired score" if groups == len(values) else "clustered paired score",
        n=len(values),
        clusters=groups,
    )
