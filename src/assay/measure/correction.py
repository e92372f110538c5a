"""Rates corrected for the errors of their judge, from human labels on part of the replies or from its known errors.

`stratified` and `ppi` take labels on replies of the run itself: the first weights each verdict's labels by how often that
verdict was given, so that a plan may oversample rare verdicts; the second is prediction-powered inference for judges whose
scores are not a few verdicts. `rogan_gladen` takes sensitivity and specificity measured elsewhere, as a judge's card has
them. All intervals carry the uncertainty of the labels, and hold at rates near 0.

Labels are taken as the truth. Cases that share a seed item count as one cluster; where no cluster is given, cases are
taken as independent of one another.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assay.measure.estimates import (
    cluster_index,
    normal_quantile,
    square_and_add,
    t_quantile,
    wilson,
)
from assay.records import Estimate

__all__ = [
    "LEAST_LABELS",
    "LEAST_YOUDEN",
    "Share",
    "UncorrectableError",
    "ppi",
    "rogan_gladen",
    "stratified",
    "stratified_difference",
    "youden",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_LABELS = 30
"""Fewer labels than this correct nothing: the interval would be little narrower than the range."""

LEAST_IN_STRATUM = 5
"""So many labels, or all there are, each verdict needs."""

LEAST_YOUDEN = 0.05
"""Sensitivity + specificity − 1 must lie above this with confidence, for `rogan_gladen` divides by it."""

_PSEUDO = 0.5
"""Weight, in labels, of the pseudo-labels in which the judge is wrong by the whole range; see `_limits`."""


class UncorrectableError(ValueError):
    """The labels or the judge do not allow a correction; the sentence says why and what would."""


class Share(NamedTuple):
    """`hits` of `n`: of the cases that are positive, those judged so (sensitivity), and so on. Fractions are allowed: where
    cases share seed items, divide both by the design effect."""

    hits: float
    n: float


def youden(sensitivity: Share, specificity: Share, level: float = 0.95) -> Estimate:
    """Youden's J = sensitivity + specificity − 1, in [−1, 1]: 0 for a judge whose verdicts have nothing to do with the truth.

    The interval combines the two Wilson intervals by MOVER (Zou & Donner 2008).
    """
    se, se_low, se_high = _wilson(sensitivity, level)
    sp, sp_low, sp_high = _wilson(specificity, level)
    low, high = square_and_add((se, se_low, se_high), (1 - sp, 1 - sp_high, 1 - sp_low))
    return Estimate(
        value=se + sp - 1,
        low=max(low, -1.0),
        high=min(high, 1.0),
        interval="mover",
        n=int(sensitivity.n + specificity.n),
    )


def _wilson(share: Share, level: float) -> tuple[float, float, float]:
    if not share.n > 0:
        raise UncorrectableError(
            "the judge's sensitivity and specificity are unknown: labels of positive and of negative cases are needed"
        )
    return share.hits / share.n, *wilson(share.hits, share.n, level)


def rogan_gladen(judged: Share, sensitivity: Share, specificity: Share, level: float = 0.95) -> Estimate:
    """The true rate behind a judged one (Rogan & Gladen 1978), clipped to [0, 1].

    `judged` are the cases judged positive; `sensitivity` and `specificity` come from labelled cases that are independent of
    these and alike in all that sways the judge. The interval is that of Lang & Reiczigel (2014), the one advised for model
    judges by arXiv 2511.21140. Raises UncorrectableError where the judge is not surely better than chance (`LEAST_YOUDEN`).

    Measured (nominal 0.95; 2,000 cases, judge .90/.95 known from 100 + 100 labels; 2,000 runs each): coverage 0.962, 0.962,
    0.950 at rates of 0.02, 0.1, 0.5, where the raw interval has 0.00, 0.00, 0.38.
    """
    known = youden(sensitivity, specificity, level)
    if known.low <= LEAST_YOUDEN:
        raise UncorrectableError(
            f"the judge may be no better than chance (sensitivity + specificity − 1 is {known.value:.2f}, interval "
            f"{known.low:.2f} to {known.high:.2f}): label more cases, or use another judge"
        )
    z = normal_quantile(0.5 + level / 2)
    rate = (judged.hits / judged.n + specificity.hits / specificity.n - 1) / known.value
    n, n_se, n_sp = judged.n + z * z, sensitivity.n + 2, specificity.n + 2
    p, se, sp = (judged.hits + z * z / 2) / n, (sensitivity.hits + 1) / n_se, (specificity.hits + 1) / n_sp
    centre = (p + sp - 1) / (se + sp - 1)
    of_se, of_sp = se * (1 - se) / n_se, sp * (1 - sp) / n_sp
    shift = 2 * z * z * (centre * of_se - (1 - centre) * of_sp)
    half = z * np.sqrt(p * (1 - p) / n + centre**2 * of_se + (1 - centre) ** 2 * of_sp) / (se + sp - 1)
    value = float(np.clip(rate, 0.0, 1.0))
    return Estimate(
        value=value,
        low=min(float(np.clip(centre + shift - half, 0.0, 1.0)), value),
        high=max(float(np.clip(centre + shift + half, 0.0, 1.0)), value),
        interval="rogan-gladen",
        n=round(judged.n),
    )


def stratified(
    stratum: Ints, labels: Floats, cluster: Ints | None = None, weights: Floats | None = None, level: float = 0.95
) -> Estimate:
    """The mean of labels in [0, 1] over all cases, from labels on some of them, drawn at random within each stratum.

    `stratum` is what the judge said of each of the N cases, as a number; `labels` is NaN where nobody looked; `weights` are
    the inverse probabilities of being labelled, where they differ within a stratum. The mean of each stratum's labels
    counts by the stratum's share of the cases, so that a plan may oversample rare verdicts; for simple random labels this
    is post-stratification, to which power-tuned PPI tends where the judge has two verdicts. For the interval see `_limits`.

    Measured (nominal 0.95; 2,000 cases, 200 labels, half of them on each verdict; sensitivity 0.5 to 0.99, specificity
    0.95 and 0.999, rates 0.005, 0.02, 0.1; 800 runs each): coverage 0.939–0.999. Simple random labels: 0.948–0.999.

    Raises UncorrectableError where labels are fewer than `LEAST_LABELS`, or a stratum has under `LEAST_IN_STRATUM`.
    """
    n = len(labels)
    index, groups = cluster_index(np.arange(n) if cluster is None else cluster)
    part = _stratified(stratum, labels, index, np.ones(n), np.ones(n) if weights is None else weights, level)
    name = "ppi stratified" if groups == n else "clustered ppi stratified"
    return Estimate(value=part.value, low=part.low, high=part.high, interval=name, n=n, clusters=groups)


class _Part(NamedTuple):
    value: float
    low: float
    high: float
    influence: Floats


def _stratified(stratum: Ints, labels: Floats, index: Ints, mass: Floats, weights: Floats, level: float) -> _Part:
    """The estimate of the mean in which a case counts by its `mass`, and each case's influence on it."""
    known = ~np.isnan(labels)
    _enough(known)
    mass = mass / mass.sum()
    expected, influence = np.zeros(len(labels)), np.zeros(len(labels))
    pseudo = 0.0
    for s, size in zip(*np.unique(stratum, return_counts=True), strict=True):
        here = stratum == s
        rows = known & here
        if (m := int(rows.sum())) < min(size, LEAST_IN_STRATUM):
            raise UncorrectableError(
                f"only {m} of the {size:,} cases with one of the judge's verdicts have a label, and "
                f"{min(size, LEAST_IN_STRATUM)} are needed"
            )
        weight = mass[rows] * weights[rows]
        weight *= float(mass[here].sum()) / weight.sum()
        mean = float(weight @ labels[rows]) / weight.sum()
        expected[here] = mean
        influence[rows] = weight * (labels[rows] - mean)
        pseudo += _pseudo(weight, index[rows])
    value = float(np.clip(mass @ expected, 0.0, 1.0))
    influence += mass * (expected - value)
    return _Part(value, *_limits(value, influence, pseudo, index, known, level), influence)


def stratified_difference(
    second: NDArray[np.bool_],
    stratum: Ints,
    labels: Floats,
    cluster: Ints | None = None,
    weights: Floats | None = None,
    level: float = 0.95,
) -> Estimate:
    """The mean of labels in [0, 1] in one arm minus that in the `second`, in [−1, 1]; each arm as in `stratified`.

    Where clusters hold both arms, the difference is within these alone, and each counts once, as in `paired_difference`. The
    two intervals are combined by MOVER with the correlation of the estimates over clusters. Raises UncorrectableError.
    """
    index, groups = cluster_index(np.arange(len(labels)) if cluster is None else cluster)
    arms = ~second, second
    counts = np.array([np.bincount(index[arm], minlength=groups) for arm in arms])
    both = (counts[0] > 0) & (counts[1] > 0)
    keep = both[index] if both.any() else np.ones(len(labels), dtype=bool)
    mass = 1.0 / np.where(second, counts[1][index], counts[0][index]) if both.any() else np.ones(len(labels))
    weights = np.ones(len(labels)) if weights is None else weights
    parts, sums = [], []
    for arm in arms:
        rows = arm & keep
        part = _stratified(stratum[rows], labels[rows], index[rows], mass[rows], weights[rows], level)
        parts.append(part)
        sums.append(np.bincount(index[rows], weights=part.influence, minlength=groups))
    scale = float(np.sqrt((sums[0] @ sums[0]) * (sums[1] @ sums[1])))
    first, other = parts
    low, high = square_and_add(first[:3], other[:3], float(sums[0] @ sums[1]) / scale if scale > 0 else 0.0)
    value = first.value - other.value
    return Estimate(
        value=value,
        low=max(-1.0, min(low, value)),
        high=min(1.0, max(high, value)),
        interval="paired ppi stratified" if both.any() else "ppi stratified",
        n=int(both.sum()) if both.any() else len(labels),
        clusters=int(both.sum()) if both.any() else groups,
    )


def ppi(
    judged: Floats, labels: Floats, cluster: Ints | None = None, weights: Floats | None = None, level: float = 0.95
) -> Estimate:
    """The mean of labels in [0, 1] by power-tuned prediction-powered inference (PPI++, arXiv 2311.01453), for judges whose
    values are more than a few verdicts.

    `judged` are the judge's values in [0, 1] for all N cases, `labels` NaN where nobody looked, `weights` the inverse
    probabilities of being labelled (all equal where not given). The mean of labels is moved by λ times what the judge finds
    on all cases beyond those labelled; λ in [0, 1] is that of least variance. For the interval see `_limits`.

    Measured (as for `stratified`, with simple random labels): coverage 0.932–0.998, where that of the paper has 0.88 at a
    rate of 0.02.

    Raises UncorrectableError where there are fewer labels than `LEAST_LABELS`.
    """
    known = ~np.isnan(labels)
    _enough(known)
    n = len(labels)
    index, groups = cluster_index(np.arange(n) if cluster is None else cluster)
    weight = np.where(known, 1.0 if weights is None else weights, 0.0)
    weight /= weight.sum()
    truth = np.where(known, labels, 0.0)
    mean, seen = float(weight @ truth), float(weight @ judged)
    of_truth = weight * (truth - mean)
    of_judge = weight * (judged - seen) - (judged - float(judged.mean())) / n
    first, second = (np.bincount(index, weights=part, minlength=groups) for part in (of_truth, of_judge))
    spread = float(second @ second)
    power = float(np.clip(first @ second / spread, 0.0, 1.0)) if spread > 0 else 0.0
    value = float(np.clip(mean + power * (float(judged.mean()) - seen), 0.0, 1.0))
    low, high = _limits(value, of_truth - power * of_judge, _pseudo(weight[known], index[known]), index, known, level)
    name = "ppi" if groups == n else "clustered ppi"
    return Estimate(value=value, low=low, high=high, interval=name, n=n, clusters=groups)


def _enough(known: NDArray[np.bool_]) -> None:
    labelled, needed = int(known.sum()), min(LEAST_LABELS, len(known))
    if labelled < max(needed, 1):
        raise UncorrectableError(f"{labelled} of its {len(known):,} cases have a label, and {needed} are needed")


def _pseudo(weight: Floats, index: Ints) -> float:
    """The variance of the pseudo-labels: in a cluster of mean size, each at the greatest weight that a label has."""
    size = len(weight) / len(np.unique(index))
    return _PSEUDO * (size * float(weight.max())) ** 2


def _limits(
    value: float, influence: Floats, pseudo: float, index: Ints, known: NDArray[np.bool_], level: float
) -> tuple[float, float]:
    """Wilson's interval at the sample size that would give a rate this variance, which is that of the clusters' sums of
    influence (summing to 0) and of `_PSEUDO` labels that contradict the judge. Without these an interval from few labels
    of a rare fault has no width at all where none of them shows it.
    """
    groups = int(index.max()) + 1
    labelled = len(np.unique(index[known]))
    total = np.bincount(index, weights=influence, minlength=groups)
    variance = float(total @ total) * labelled / max(labelled - 1, 1) + pseudo
    shrunk = (value * labelled + _PSEUDO) / (labelled + 2 * _PSEUDO)
    q = 0.5 + level / 2
    ratio = normal_quantile(q) / t_quantile(q, max(labelled - 1, 1))
    effective = shrunk * (1 - shrunk) / variance * ratio**2
    return wilson(value * effective, effective, level)
