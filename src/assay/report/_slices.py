"""The worst slices of a run: which cuts of the cases do clearly worse than all cases of their probe together.

A slice is set against the whole of its probe with the error of the slice alone. The slice is part of the whole, so
this errs on the side of silence. All slices looked at are corrected together by Holm's method (Holm 1979), since among
many slices some look bad by chance. Both are taken as the judge has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.engine.plan import MetricPlan, ProbePlan
from assay.records import Direction, Score

if TYPE_CHECKING:
    from assay.report import RunView

__all__ = ["SliceRow", "Slices", "worst_slices"]


@dataclass(frozen=True)
class SliceRow:
    """A slice beside its probe's whole. `gap` is slice − whole in the metric's unit; `p` is one-sided and not yet
    corrected; `clear` is whether it stays below 1 − level after Holm's correction."""

    probe: ProbePlan
    metric: MetricPlan
    score: Score
    whole: Score
    gap: float
    p: float
    clear: bool = False


@dataclass(frozen=True)
class Slices:
    """How many slices could be compared, and those that look worse, the surest first."""

    compared: int
    rows: tuple[SliceRow, ...]

    @property
    def clear(self) -> int:
        return sum(row.clear for row in self.rows)


def _worse_by(a: float, b: float, direction: Direction) -> float:
    """How much worse `a` is than `b`; below zero where it is better."""
    if direction == "zero":
        return abs(a) - abs(b)
    return b - a if direction == "higher" else a - b


def _p(part: Score, whole: Score) -> float | None:
    """The one-sided p-value of "no worse than the whole", from the slice's interval as if it were normal."""
    if part.value is None or whole.value is None or part.low is None or part.high is None:
        return None
    toward = part.high if whole.value > part.value else part.low
    reach = abs(toward - part.value)
    if reach <= 0:
        return None
    z = NormalDist().inv_cdf(0.5 + part.level / 2) * _worse_by(part.value, whole.value, part.direction) / reach
    return NormalDist().cdf(-z)


def worst_slices(view: RunView, *, limit: int = 12) -> Slices:
    """Compare every slice of the headline metrics (of all metrics where a probe has no headline one)."""
    level = view.plan.level

    def judged(score: Score) -> Score:
        """As the judge alone has it: mostly a slice has too few labels to be corrected as its whole may be."""
        if (raw := score.raw) is None:
            return score
        return replace(score, value=raw.value, low=raw.low, high=raw.high, interval=raw.interval, raw=None, labels=0)

    rows: list[SliceRow] = []
    for probe in view.probes:
        for metric in tuple(m for m in probe.metrics if m.headline) or probe.metrics:
            for target in view.targets:
                whole = view.score(probe, target.uri, metric.name)
                whole = judged(whole) if whole else None
                for part in map(judged, view.sliced(probe, target.uri, metric.name) if whole else ()):
                    if whole is None or part.value is None or whole.value is None or part.n >= whole.n:
                        continue
                    p = _p(part, whole)
                    if p is not None:
                        rows.append(SliceRow(probe, metric, part, whole, part.value - whole.value, p))
    rows.sort(key=lambda row: row.p)
    kept: list[SliceRow] = []
    holding = True
    for place, row in enumerate(rows):
        holding = holding and row.p * (len(rows) - place) < 1 - level
        if row.p >= (1 - level) / 2 and not holding:
            break
        kept.append(SliceRow(row.probe, row.metric, row.score, row.whole, row.gap, row.p, holding))
    return Slices(len(rows), tuple(kept[:limit]))
