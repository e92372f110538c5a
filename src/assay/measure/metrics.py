"""Declared metrics: each says its direction, range, unit, chance level, and what every outcome does to it.

A metric is data until `estimate` is called with the judged cases. It never sees a model or a reply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assay.measure import estimates
from assay.measure.table import Table, Where
from assay.records import Direction, Estimate, Outcome

__all__ = ["Metric", "Result", "consistency", "difference", "mean", "rate", "statistic", "worst_case"]


@dataclass(frozen=True)
class Result:
    """What a metric found: the estimate (None where the denominator is empty), the outcomes of the cases it looked
    at, the bounds over the cases it had to leave out, and its null where it has one."""

    estimate: Estimate | None
    outcomes: dict[str, int]
    bounds: tuple[float, float] | None
    null: Estimate | None = None


@dataclass(frozen=True, kw_only=True)
class Metric:
    """The declaration that all metrics share.

    `better`: which value is best. `range`: the least and the greatest value possible. `chance`: what guessing gets.
    `of`: the measurement used, `value` or the name of a verdict's extra one. `where`: which cases it looks at.
    `counts`: what an outcome other than `scored` counts as; an outcome not named here leaves the denominator and
    widens `bounds`. `error` can never count. `headline`: whether its trust enters the mean of its probe.
    `trust`: the values that map to trust 0 and to trust 1 (linear between, clipped); where it is not given, chance
    (or the worst value) and the best one. `denominator` says in words what n counts, `hint` what would change it.
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

    def trust_of(self, value: float) -> float:
        """The declared map of `value` to [0, 1], 1 = best."""
        if self.trust is not None:
            zero, one = self.trust
        else:
            low, high = self.range
            worst, best = (low, high) if self.better == "higher" else (high, low)
            if self.better == "zero":
                value, worst, best = abs(value), max(abs(low), abs(high)), 0.0
            zero, one = (worst if self.chance is None or self.better == "zero" else self.chance), best
        if self.better == "zero" and self.trust is not None:
            value = abs(value)
        return float(np.clip((value - zero) / (one - zero), 0.0, 1.0))

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        """Estimate from judged cases. `rng` is for resampling only."""
        raise NotImplementedError
