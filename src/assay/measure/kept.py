"""The share of seed items handled well in one arm that are handled well in another, too: what a change of setting costs.

A plain difference of two rates is nought for a model that does nothing well, or that refuses everything; this share is
then undefined, and for a guess it is the chance of guessing right again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.measure.base import Metric, Result, mean_between, mean_of
from assay.measure.estimates import cluster_index
from assay.measure.table import Table, Where
from assay.records import Outcome

__all__ = ["kept"]

Floats = NDArray[np.float64]
_NOT_WELL: Mapping[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}


@dataclass(frozen=True, kw_only=True)
class _Kept(Metric):
    given: Where = field(default_factory=dict)
    then: Where = field(default_factory=dict)
    null: Where | None = None

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        values = rows.counted(self.of, self.counts)
        index, groups = cluster_index(rows.cluster)
        first, second = (_all_well(values, rows.mask(arm), index, groups) for arm in (self.given, self.then))
        # Left out: clusters that lack an arm, and those known to have failed in the first. What is not known may be kept.
        asked = ~np.isinf(first) & ~np.isinf(second) & (first != 0.0)
        kept = np.where(np.isnan(first), np.nan, second)[asked]
        firsts = rows.take(np.unique(index, return_index=True)[1].astype(np.int64)[asked])
        estimate = mean_of(self.name, firsts, kept, self.range, level)
        null = None
        if self.null is not None:
            null = replace(self, then=self.null, null=None).estimate(table, level=level, rng=rng).estimate
        looked_at = rows.take(rows.mask(self.given) | rows.mask(self.then))
        return Result(estimate, looked_at.outcomes(), mean_between(kept, self.range), null)


def _all_well(values: Floats, arm: NDArray[np.bool_], index: NDArray[np.int64], groups: int) -> Floats:
    """For each cluster the least value in the arm: 1 = all well; NaN where one is missing, infinite where none was asked."""
    least = np.full(groups, np.inf)
    with np.errstate(invalid="ignore"):  # NaN, for missing, is meant to spread
        np.minimum.at(least, index[arm], values[arm])
    return least


def kept(name: str, *, given: Where, then: Where, null: Where | None = None, **common: Any) -> Metric:
    """Of the seed items (clusters) whose `given` cases are all handled well, the share whose `then` cases are as well.

    In [0, 1], higher is better; the measurement `of` is 1 = well, 0 = not, and a refusal or an unreadable answer is not
    well. n counts the seed items that were handled well at first; a failed call leaves its item out, which `bounds`
    says. `null` selects another arm to put in the place of `then`, such as the first one asked again. No estimate where
    nothing was handled well at first.
    """
    return _Kept(name=name, better="higher", given=given, then=then, null=null, **{"counts": _NOT_WELL, **common})
