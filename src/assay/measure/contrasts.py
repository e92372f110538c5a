"""Metrics that compare two arms of one probe: differences (paired where cases come in pairs) and consistency."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.errors import ProbeError
from assay.measure.base import Metric, Result, Term, column, hull, mean_between, mean_of
from assay.measure.estimates import cluster_index
from assay.measure.paired import paired_difference, unpaired_difference
from assay.measure.table import Table, Where, selects, words_of
from assay.records import OUTCOMES, Case, Direction, Estimate, Verdict

__all__ = ["consistency", "difference"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Pair = tuple[Where, Where]


@dataclass(frozen=True, kw_only=True)
class _Difference(Metric):
    a: Where = field(default_factory=dict)
    b: Where = field(default_factory=dict)
    null: Pair | None = None
    span: tuple[float, float] = (0.0, 1.0)

    @property
    def has_terms(self) -> bool:
        return True

    @property
    def is_difference(self) -> bool:
        return True

    @property
    def case_range(self) -> tuple[float, float]:
        return self.span

    def term(self, case: Case, judged: Verdict, meant: Verdict | None = None) -> Term | None:
        words, verdict = words_of(case, judged), meant or judged
        arms = [selects(self.where, words) and selects(arm, words) for arm in (self.a, self.b)]
        if not any(arms):
            return None
        if verdict.outcome != "scored":
            return Term(self.counts.get(verdict.outcome, np.nan), arms[1])
        value = verdict.value if self.of == "value" else verdict.extra.get(self.of)
        return None if value is None else Term(value, arms[1])

    @property
    def null_metric(self) -> Metric | None:
        return None if self.null is None else replace(self, a=self.null[0], b=self.null[1], null=None)

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        arms = rows.mask(self.a), rows.mask(self.b)
        if (arms[0] & arms[1]).any():
            raise ProbeError(f"{self.name}: a case lies in both arms, {dict(self.a)} and {dict(self.b)}")
        values = rows.counted(self.of, self.counts)
        estimate = self._between(rows, values, arms, level)
        bounds = None
        if arms[0].any() and arms[1].any():
            low, high = self.span
            ends = []
            for fill in ((low, high), (high, low)):
                filled = np.where(np.isnan(values), np.where(arms[0], *fill), values)
                found = self._between(rows, filled, arms, level)
                ends.append(found.value if found else np.nan)
            bounds = hull((ends[0], ends[1]), estimate.value if estimate else None)
        null = self.null_metric.estimate(table, level=level, rng=rng).estimate if self.null_metric else None
        return Result(estimate, rows.take(arms[0] | arms[1]).outcomes(), bounds, null)

    def _between(self, rows: Table, values: Floats, arms: tuple[Bools, Bools], level: float) -> Estimate | None:
        known = ~np.isnan(values)
        a, b = arms[0] & known, arms[1] & known
        if not a.any() or not b.any():
            return None
        index, groups = cluster_index(rows.cluster)
        in_a, in_b = (np.bincount(index[arm], minlength=groups) for arm in (a, b))
        both = (in_a > 0) & (in_b > 0)
        try:
            if not both.any():
                first, second = (values[a], rows.cluster[a]), (values[b], rows.cluster[b])
                return unpaired_difference(first, second, self.span, level)
            means = [
                np.bincount(index[arm], weights=values[arm], minlength=groups)[both] / count[both]
                for arm, count in ((a, in_a), (b, in_b))
            ]
            return paired_difference(means[0], means[1], np.flatnonzero(both), self.span, level)
        except ValueError as error:
            raise ProbeError(f"{self.name}: {error}; give span=(least, greatest), or mend the judge") from None


@dataclass(frozen=True, kw_only=True)
class _Columns(Metric):
    second: str
    span: tuple[float, float] = (0.0, 1.0)

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        absent = (rows.outcome == 0) & np.isnan(column(rows, self.second))
        rows = rows.take(~absent)
        a, b = rows.counted(self.of, self.counts), rows.counted(self.second, self.counts)
        known = ~(np.isnan(a) | np.isnan(b))
        try:
            estimate = (
                paired_difference(a[known], b[known], rows.cluster[known], self.span, level) if known.any() else None
            )
        except ValueError as error:
            raise ProbeError(f"{self.name}: {error}; give span=(least, greatest), or mend the judge") from None
        width = self.span[1] - self.span[0]
        return Result(estimate, rows.outcomes(), mean_between(np.where(known, a - b, np.nan), (-width, width)))


def difference(
    name: str,
    *,
    better: Direction,
    a: Where | None = None,
    b: Where | None = None,
    of: str | tuple[str, str] = "value",
    range: tuple[float, float] = (-1.0, 1.0),  # noqa: A002
    span: tuple[float, float] | None = None,
    null: Pair | None = None,
    **common: Any,
) -> Metric:
    """The mean in arm `a` minus the mean in arm `b`, in [−1, 1] for 0/1 measurements.

    Where clusters hold counted cases of both arms, each such cluster gives one pair (the mean of its `a` cases minus
    that of its `b` cases), n counts the pairs, and cases without a partner are left out, which `bounds` says. Where
    none does, the arms are independent and n counts cases. With `of=("x", "y")` it is the mean of x − y over the same
    cases, and `a` and `b` are not given. `span` is the range of one measurement, [0, greatest difference] if not
    given. `null` is a pair of selections between which there is nothing to find.
    """
    span = span or (0.0, range[1])
    if isinstance(of, tuple):
        if a is not None or b is not None or null is not None:
            raise ValueError(f"{name}: a difference of two columns takes where=, and neither a, b nor null")
        return _Columns(name=name, better=better, of=of[0], second=of[1], range=range, span=span, **common)
    if a is None or b is None:
        raise ValueError(f"{name}: a difference needs both arms, a and b, or two columns")
    return _Difference(name=name, better=better, a=a, b=b, of=of, range=range, span=span, null=null, **common)


@dataclass(frozen=True, kw_only=True)
class _Consistency(Metric):
    base: Where = field(default_factory=dict)
    against: Where = field(default_factory=dict)
    null: Where | None = None

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        same, asked, base = self._same(rows)
        compared = rows.take(asked)
        estimate = mean_of(self.name, compared, same, self.range, level)
        null = None
        if self.null is not None:
            null = replace(self, against=self.null, null=None).estimate(table, level=level, rng=rng).estimate
        return Result(estimate, rows.take(asked | base).outcomes(), mean_between(same, self.range), null)

    def _same(self, rows: Table) -> tuple[Floats, Bools, Bools]:
        """For each `against` row whose cluster has a base row, the share of those it agrees with, NaN where it cannot
        be told; which rows those are; and the base rows they are compared with."""
        _, label = np.unique(rows.text["label"].astype(str), return_inverse=True)
        counted = np.full(len(rows), np.nan)
        for outcome, number in self.counts.items():
            counted[rows.outcome == OUTCOMES.index(outcome)] = number
        readable = (rows.outcome == 0) & (rows.text["label"] != "")
        base, against = rows.mask(self.base), rows.mask(self.against)
        against &= ~base
        order = np.flatnonzero(base)[np.argsort(rows.cluster[base], kind="stable")]
        sorted_clusters = rows.cluster[order]
        at = np.flatnonzero(against)
        starts = np.searchsorted(sorted_clusters, rows.cluster[at], side="left")
        sizes = np.searchsorted(sorted_clusters, rows.cluster[at], side="right") - starts
        at, starts, sizes = at[sizes > 0], starts[sizes > 0], sizes[sizes > 0]
        which = np.repeat(np.arange(len(at)), sizes)
        left = np.repeat(at, sizes)
        offsets = np.arange(len(left)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        right = order[np.repeat(starts, sizes) + offsets]
        agree = np.where(readable[left] & readable[right], (label[left] == label[right]).astype(float), np.nan)
        # An unreadable side that no outcome value covers leaves the pair unknown; the worse of two values counts.
        known = [np.where(readable[side], 1.0, counted[side]) for side in (left, right)]
        agree = np.where(readable[left] & readable[right], agree, np.minimum(known[0], known[1]))
        there = ~np.isnan(agree)
        total = np.bincount(which[there], weights=agree[there], minlength=len(at))
        count = np.bincount(which[there], minlength=len(at))
        same = np.where(count > 0, total / np.maximum(count, 1), np.nan)
        asked = np.zeros(len(rows), dtype=bool)
        asked[at] = True
        used = np.zeros(len(rows), dtype=bool)
        used[right] = True
        return same, asked, used


def consistency(
    name: str,
    *,
    base: Where,
    against: Where,
    null: Where | None = None,
    better: Direction = "higher",
    **common: Any,
) -> Metric:
    """The share of `against` cases whose label is that of the base case in the same cluster, in [0, 1].

    Two scored cases with labels are compared; where either has an outcome named in `counts`, the pair counts as
    that (the lesser of the two), and else it is left out. Several base cases in one cluster count equally. `null`
    selects the A/A rows: the same case asked again, which shows how much a model differs from itself.
    """
    return _Consistency(name=name, better=better, base=base, against=against, null=null, **common)
