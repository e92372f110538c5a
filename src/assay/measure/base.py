"""What every metric declares, and what it found: the contract between probes, which declare metrics, and scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assay.errors import ProbeError
from assay.measure.estimates import bounded_mean
from assay.measure.table import Table, Where
from assay.measure.trust import trust_of
from assay.records import Case, Direction, Estimate, Outcome, Verdict

__all__ = ["Metric", "Result", "Term", "column", "hull", "mean_between", "mean_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Result:
    """What a metric found: the estimate (None where the denominator is empty), the outcomes of the cases it looked
    at, the bounds over the cases it had to leave out, and its null where it has one."""

    estimate: Estimate | None
    outcomes: dict[str, int]
    bounds: tuple[float, float] | None
    null: Estimate | None = None


class Term(NamedTuple):
    """What one case adds to a mean: `value`, NaN where its outcome leaves the denominator; `second` says that it is added to
    the mean which is taken off the other."""

    value: float
    second: bool = False


@dataclass(frozen=True, kw_only=True)
class Metric:
    """The declaration that all metrics share.

    `better`: which value is best. `range`: the least and the greatest value possible. `chance`: what guessing gets.
    `of`: the measurement used, `value` or the name of a verdict's extra one; a scored case without it is one that
    the metric does not ask about. `where`: which cases it looks at.
    `counts`: what an outcome other than `scored` counts as; an outcome not named here leaves the denominator and
    widens `bounds`. `error` can never count. `headline`: whether its trust enters the mean of its probe.
    `trust`: the values that map to trust 0 and to trust 1 (linear between, clipped; absolute values where zero is
    best); where it is not given, chance (or the worst value) and the best one. `denominator` says in words what n
    counts, `hint` what would change it.
    """

    name: str
    better: Direction
    range: tuple[float, float] = (0.0, 1.0)
    unit: str = "share"
    chance: float | None = None
    of: str = "value"
    where: Where = field(default_factory=dict)
    counts: Mapping[Outcome, float] = field(default_factory=dict)
    headline: bool = True
    trust: tuple[float, float] | None = None
    denominator: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        if "error" in self.counts or "scored" in self.counts:
            raise ValueError(f"{self.name}: 'error' and 'scored' cannot be given a value in counts")
        low, high = self.range
        if not low < high:
            raise ValueError(f"{self.name}: range {self.range} is empty")
        if self.better not in ("higher", "lower", "zero"):
            raise ValueError(f"{self.name}: better must be higher, lower or zero, not '{self.better}'")
        zero, one = self.trust_ends
        if zero == one:
            raise ValueError(
                f"{self.name}: trust 0 and trust 1 are both at {zero:g}; give trust=(value at 0, value at 1)"
            )

    @property
    def trust_ends(self) -> tuple[float, float]:
        """The values that map to trust 0 and to trust 1; absolute values where zero is best."""
        if self.trust is not None:
            return self.trust
        low, high = self.range
        if self.better == "zero":
            return max(abs(low), abs(high)), 0.0
        worst, best = (low, high) if self.better == "higher" else (high, low)
        return (worst if self.chance is None else self.chance), best

    def trust_of(self, value: float) -> float:
        """The declared map of `value` to [0, 1], 1 = best."""
        return trust_of(value, self.trust_ends, self.better)

    def rows(self, table: Table) -> Table:
        """The cases this metric asks about: those that `where` selects, less scored ones without the measurement."""
        rows = table.where(self.where)
        absent = (rows.outcome == 0) & np.isnan(column(rows, self.of))
        return rows.take(~absent) if absent.any() else rows

    @property
    def is_mean(self) -> bool:
        """Whether it is the mean of one value a case, which `counted` gives."""
        return False

    @property
    def has_terms(self) -> bool:
        """Whether it is a mean of what `term` gives, or a difference of two."""
        return False

    @property
    def is_difference(self) -> bool:
        """Whether it is the mean of one value a case in one arm minus that in another."""
        return False

    @property
    def case_range(self) -> tuple[float, float]:
        """The least and the greatest value of one case."""
        return self.range

    def counted(self, case: Case, verdict: Verdict) -> float | None:
        """What one case adds to the mean: NaN where its outcome leaves the denominator, None where the metric does not
        ask about the case. Raises ProbeError for a value outside the range. Only for metrics of which `is_mean` holds."""
        raise NotImplementedError(f"{self.name} is no mean over cases")

    def term(self, case: Case, judged: Verdict, meant: Verdict | None = None) -> Term | None:
        """What a case adds to the mean, or to that of its arm, had the judge said `meant` instead of what it said; None where
        the metric does not ask about the case, or is neither a mean over cases nor a difference of two."""
        return None

    @property
    def null_metric(self) -> Metric | None:
        """The same metric over the cases where there is nothing to find, if its null is that."""
        return None

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        """Estimate from judged cases. `rng` is for resampling only."""
        raise NotImplementedError


def column(table: Table, name: str) -> Floats:
    """A measurement by name, NaN where absent."""
    return table.columns.get(name, np.full(len(table), np.nan))


def hull(bounds: tuple[float, float], value: float | None) -> tuple[float, float]:
    """Bounds widened to hold the estimate made from what was not left out."""
    return bounds if value is None else (min(bounds[0], value), max(bounds[1], value))


def mean_of(name: str, rows: Table, values: Floats, span: tuple[float, float], level: float) -> Estimate | None:
    """The estimate of a mean over the values that are there; a value outside the span is the probe's mistake."""
    known = ~np.isnan(values)
    try:
        return bounded_mean(values[known], rows.cluster[known], span, level)
    except ValueError as error:
        raise ProbeError(f"{name}: {error}; declare the range, or mend the judge") from None


def mean_between(values: Floats, span: tuple[float, float]) -> tuple[float, float] | None:
    """What the mean could be if every NaN were the least, or the greatest, value of the span; None of no values."""
    n = len(values)
    if not n:
        return None
    known, left = float(np.nansum(values)), int(np.isnan(values).sum())
    return (known + left * span[0]) / n, (known + left * span[1]) / n
