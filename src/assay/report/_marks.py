"""Small marks that stand in a table row: a score on its range, and the outcomes as one bar. Plain SVG, no library.

Positions are percentages, so a mark is as wide as its cell, on paper and on a telephone. All are decoration for the
numbers beside them, and say the same in their label.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from assay.records import OUTCOMES, Score
from assay.report._words import BETTER, OUTCOME_WORDS, interval, number, places, value

__all__ = ["outcome_bar", "range_bar", "slice_bar", "trust_bar"]

_PAD = 2.0
"""Percent left free at both ends, so that a dot at an end is whole."""


def _at(x: float, low: float, high: float) -> float:
    share = (min(max(x, low), high) - low) / (high - low)
    return _PAD + share * (100 - 2 * _PAD)


def _line(a: float, b: float, y: float, cls: str) -> str:
    return f'<line class="{cls}" x1="{a:.2f}%" x2="{b:.2f}%" y1="{y:g}" y2="{y:g}"/>'


def _tick(x: float, top: float, bottom: float, cls: str) -> str:
    return f'<line class="{cls}" x1="{x:.2f}%" x2="{x:.2f}%" y1="{top:g}" y2="{bottom:g}"/>'


def range_bar(score: Score, series: int = 1) -> Markup:
    """The score on its range: a dot with its interval, a hollow band for the bounds, a dashed mark for chance, a grey
    band for the null, and a heavy end where the best value is. Without a value only the range and the marks."""
    low, high = score.range
    parts = [_line(_PAD, 100 - _PAD, 14, "rail")]
    best = {"higher": high, "lower": low, "zero": min(max(0.0, low), high)}[score.direction]
    parts.append(_tick(_at(best, low, high), 9, 19, "best"))
    if low < 0 < high and score.direction != "zero":
        parts.append(_tick(_at(0, low, high), 11, 17, "zero"))
    said = [f"range {number(low)} to {number(high)}", BETTER[score.direction]]
    if score.null is not None:
        a, b = _at(score.null.low, low, high), _at(score.null.high, low, high)
        parts.append(f'<rect class="null" x="{a:.2f}%" width="{max(b - a, 0.4):.2f}%" y="6" height="16"/>')
        parts.append(_tick(_at(score.null.value, low, high), 6, 22, "nullmark"))
        said.append(f"null {number(score.null.value)}")
    if score.chance is not None:
        parts.append(_tick(_at(score.chance, low, high), 4, 24, "chance"))
        said.append(f"chance {number(score.chance)}")
    if score.bounds is not None and score.value is not None and score.bounds[0] < score.bounds[1]:
        a, b = (_at(bound, low, high) for bound in score.bounds)
        parts.append(f'<rect class="bounds" x="{a:.2f}%" width="{b - a:.2f}%" y="10" height="8" rx="2"/>')
        said.append(f"bounds {interval(*score.bounds)}")
    if score.value is not None:
        if score.low is not None and score.high is not None:
            parts.append(_line(_at(score.low, low, high), _at(score.high, low, high), 14, "ci"))
            said.insert(0, f"interval {interval(score.low, score.high)}")
        parts.append(f'<circle class="dot" cx="{_at(score.value, low, high):.2f}%" cy="14" r="4.5"/>')
    said.insert(0, value(score))
    label = escape("; ".join(said))
    return Markup(  # noqa: S704  (numbers of our own; the label is escaped)
        f'<svg class="mark m{(series - 1) % 6 + 1}" role="img" aria-label="{label}" width="100%" height="28">'
        f"{''.join(parts)}</svg>"
    )


def slice_bar(score: Score, series: int = 1) -> Markup:
    """Value and interval on the range and no more, for long tables that hold the numbers beside it."""
    low, high = score.range
    parts = [_line(_PAD, 100 - _PAD, 8, "rail")]
    if score.value is not None:
        if score.low is not None and score.high is not None:
            parts.append(_line(_at(score.low, low, high), _at(score.high, low, high), 8, "ci"))
        parts.append(f'<circle class="dot" cx="{_at(score.value, low, high):.1f}%" cy="8" r="4"/>')
    return Markup(  # noqa: S704
        f'<svg class="mark m{(series - 1) % 6 + 1}" aria-hidden="true" width="100%" height="16">{"".join(parts)}</svg>'
    )


def trust_bar(x: float | None, low: float | None, high: float | None, series: int = 1) -> Markup:
    """A trust mean with its interval on [0, 1]."""
    parts = [_line(_PAD, 100 - _PAD, 8, "rail")]
    if x is not None:
        if low is not None and high is not None:
            parts.append(_line(_at(low, 0, 1), _at(high, 0, 1), 8, "ci"))
        parts.append(f'<circle class="dot" cx="{_at(x, 0, 1):.2f}%" cy="8" r="4.5"/>')
    label = f"trust {number(x, places(low, high))}"
    if x is not None and low is not None:
        label += f", interval {interval(low, high)}"
    return Markup(  # noqa: S704
        f'<svg class="mark m{(series - 1) % 6 + 1}" role="img" aria-label="{escape(label)}" width="100%" height="16">'
        f"{''.join(parts)}</svg>"
    )


def outcome_bar(outcomes: Mapping[str, int]) -> Markup:
    """The five outcomes as one stacked bar."""
    counts = {name: outcomes.get(name, 0) for name in OUTCOMES}
    total = sum(counts.values())
    parts = []
    start = 0.0
    for name, n in counts.items():
        if n:
            width = 100 * n / total
            parts.append(f'<rect class="o-{name}" x="{start:.2f}%" width="{width:.2f}%" y="0" height="8"/>')
            start += width
    label = ", ".join(f"{n} {OUTCOME_WORDS[name]}" for name, n in counts.items() if n) or "no cases"
    return Markup(  # noqa: S704
        f'<svg class="mark outcomes" role="img" aria-label="{label}" width="100%" height="8">{"".join(parts)}</svg>'
    )
