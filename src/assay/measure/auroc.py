"""The area under the ROC curve of a judge's scores, with an interval that holds at 1 and where replies share a template."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assay.measure.estimates import cluster_index, influence_interval
from assay.records import Estimate

__all__ = ["auroc"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def auroc(scores: Floats, positive: NDArray[np.bool_], cluster: Ints, level: float = 0.95) -> Estimate | None:
    """The chance in [0, 1] that a positive case gets a higher score than a negative one, ties counted half (Mann & Whitney);
    0.5 is chance. None where one of the two classes is missing.

    The variance is that of DeLong, DeLong & Clarke-Pearson (1988), summed within clusters as Obuchowski (1997) does; the
    interval is Wilson's on the sample size of the same variance, at least that of the smaller class (Birnbaum & Klose 1957),
    so that it does not shrink to a point where the classes are told apart without an error.
    """
    m, n = int(positive.sum()), int((~positive).sum())
    if not m or not n:
        return None
    ranks = _midranks(scores)
    own = np.empty_like(ranks)
    own[positive], own[~positive] = _midranks(scores[positive]), _midranks(scores[~positive])
    # how many of the other class a case is on the right side of, as a share
    right = np.where(positive, (ranks - own) / n, 1 - (ranks - own) / m)
    value = float(right[positive].mean())
    influence = (right - value) / np.where(positive, m, n)
    index, groups = cluster_index(cluster)
    least = min(len(np.unique(index[positive])), len(np.unique(index[~positive])))
    low, high = influence_interval(value, influence, index, groups, float(least), level)
    name = "delong wilson" if groups == len(scores) else "clustered delong wilson"
    return Estimate(
        value=value, low=min(low, value), high=max(high, value), interval=name, n=len(scores), clusters=groups
    )


def _midranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    return np.asarray((ends - (counts - 1) / 2)[index], dtype=np.float64)
