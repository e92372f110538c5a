"""The trust map and its hierarchical mean: metric → probe → aspect → dimension → overall, for the top of the report.

Only declared trust values of headline metrics over all cases are averaged; what was not measured is neither 0 nor 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from assay.records import Direction, Score
from assay.taxonomy import DIMENSIONS

__all__ = ["Ends", "TrustMean", "trust_interval", "trust_means", "trust_of"]

Ends = Mapping[tuple[str, str, str], tuple[float, float]]
"""By (kind, probe, metric): the values that map to trust 0 and 1, absolute values where zero is best."""


class TrustMean(Struct, frozen=True, kw_only=True):
    """The mean trust of a model in one dimension, or overall where `dimension` is "". All in [0, 1], 1 = best.

    `parts` holds the means it is made of (by aspect, or by dimension), None where nothing was measured; such a part
    does not enter the mean, and `value` is None where none does. `n_scores` counts the headline scores used. [`low`,
    `high`] has the level of the scores' intervals.
    """

    model: str
    kind: str
    dimension: str
    value: float | None
    low: float | None
    high: float | None
    n_scores: int
    parts: dict[str, float | None]

    @property
    def covered(self) -> int:
        """How many of the parts were measured."""
        return sum(part is not None for part in self.parts.values())


def trust_of(value: float, ends: tuple[float, float], better: Direction) -> float:
    """`value` mapped to [0, 1]: linear between `ends` (trust 0, trust 1), clipped; by |value| where zero is best."""
    zero, one = ends
    place = ((abs(value) if better == "zero" else value) - zero) / (one - zero)
    return min(max(place + 0.0, 0.0), 1.0)  # + 0.0: never minus zero


def trust_interval(ends: tuple[float, float], low: float, high: float, better: Direction) -> tuple[float, float]:
    """The trust of every value in [low, high]: an interval around 0 of a metric that is best there reaches its best."""
    if better == "zero":
        nearest = 0.0 if low <= 0.0 <= high else min(abs(low), abs(high))
        low, high = nearest, max(abs(low), abs(high))
        better = "lower"
    mapped = sorted(trust_of(value, ends, better) for value in (low, high))
    return mapped[0], mapped[1]


class _Mean(Struct, frozen=True):
    value: float
    low: float
    high: float
    n: int


def _mean(parts: Sequence[_Mean], *, independent: bool) -> _Mean | None:
    """The mean of means by MOVER (Zou & Donner 2008). Parts that share cases are taken as wholly correlated."""
    if not parts:
        return None
    k = len(parts)
    value = sum(p.value for p in parts) / k
    power = 2 if independent else 1
    down = sum((p.value - p.low) ** power for p in parts) ** (1 / power) / k
    up = sum((p.high - p.value) ** power for p in parts) ** (1 / power) / k
    return _Mean(value, max(value - down, 0.0), min(value + up, 1.0), sum(p.n for p in parts))


def trust_means(scores: Iterable[Score], ends: Ends) -> tuple[TrustMean, ...]:
    """For each model the overall mean, then the mean of each dimension its scores name, in the taxonomy's order.

    Equal weights at every level. A probe's metrics share their cases, so their errors are added; probes have cases of
    their own, so theirs are added as squares. Raises KeyError for a headline score whose `ends` are not given.
    """
    tree: dict[tuple[str, str], dict[str, dict[str, dict[str, list[_Mean]]]]] = {}
    for score in sorted(scores, key=lambda s: (s.model, s.kind, s.probe, s.metric)):
        if score.slice != "all":
            continue
        aspects = tree.setdefault((score.model, score.kind), {}).setdefault(score.dimension, {})
        found = aspects.setdefault(score.aspect, {}).setdefault(score.probe, [])
        if score.trust is not None and score.low is not None and score.high is not None:
            mapped = ends[score.kind, score.probe, score.metric]
            low, high = trust_interval(mapped, score.low, score.high, score.direction)
            found.append(_Mean(score.trust, min(low, score.trust), max(high, score.trust), 1))
    means: list[TrustMean] = []
    for (model, kind), dimensions in tree.items():
        within: dict[str, _Mean | None] = {}
        rows: list[TrustMean] = []
        for name in sorted(dimensions, key=_place):
            parts = {aspect: _aspect(probes) for aspect, probes in dimensions[name].items()}
            within[name] = _mean([part for part in parts.values() if part], independent=True)
            rows.append(_record(model, kind, name, within[name], parts))
        overall = _mean([part for part in within.values() if part], independent=True)
        means += [_record(model, kind, "", overall, within), *rows]
    return tuple(means)


def _aspect(probes: Mapping[str, Sequence[_Mean]]) -> _Mean | None:
    found = (_mean(metrics, independent=False) for metrics in probes.values())
    return _mean([mean for mean in found if mean], independent=True)


def _place(dimension: str) -> tuple[int, str]:
    return (DIMENSIONS.index(dimension) if dimension in DIMENSIONS else len(DIMENSIONS)), dimension


def _record(model: str, kind: str, dimension: str, mean: _Mean | None, parts: Mapping[str, _Mean | None]) -> TrustMean:
    return TrustMean(
        model=model,
        kind=kind,
        dimension=dimension,
        value=mean.value if mean else None,
        low=mean.low if mean else None,
        high=mean.high if mean else None,
        n_scores=mean.n if mean else 0,
        parts={name: part.value if part else None for name, part in parts.items()},
    )
