"""The pictures of a report, one function each: plain SVG in the reader's own fonts and the page's own colours.

Nothing is compiled or fetched, so a picture costs a millisecond and comes out the same everywhere. Every picture says
in its description what it shows, so that it is read out to whoever cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assay.records import OUTCOMES, Outcome
from assay.report._svg import LINE, MUTED, Svg, outcome_colour, series_colour
from assay.report._words import OUTCOME_WORDS, interval, number, plural

if TYPE_CHECKING:
    from assay.report._samples import Bin

__all__ = ["Mark", "outcomes", "reliability", "trust"]

_LETTER = 7.4
"""Width that is reserved for a letter of a row's name, in pixels: generous, for fonts differ."""


@dataclass(frozen=True)
class Mark:
    """One dot with its whisker: the row it stands in, the series (a model) it belongs to, and its numbers."""

    row: str
    series: str
    value: float | None
    low: float | None = None
    high: float | None = None


def trust(marks: Sequence[Mark], *, rows: Sequence[str], series: Sequence[str], key: str, width: int = 620) -> str:
    """Trust by dimension: one row a dimension in the order of `rows`, one dot with its interval a model.

    A mark without a value is written out as "not measured" and gets no dot. `width` is that of the plot, in pixels.
    """
    left, step = _names_width(rows), max(30, 17 * len(series) + 12)
    svg = Svg(left + width + 44, step * len(rows) + 42)
    x = _Scale(left, left + width)
    bottom = step * len(rows)
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1) if width > 300 else (0, 0.5, 1):
        svg.line(x(tick), 0, x(tick), bottom, colour=LINE)
        svg.text(x(tick), bottom + 16, f"{tick:g}", anchor="middle", colour=MUTED)
    svg.text(left + width / 2, bottom + 36, "trust: 0 = worst, 1 = best", anchor="middle", colour=MUTED)
    for place, row in enumerate(rows):
        svg.text(left - 12, step * (place + 0.5), row, anchor="end", size=13)
    for mark in marks:
        at = series.index(mark.series)
        y = step * (rows.index(mark.row) + 0.5) + 17 * (at - (len(series) - 1) / 2)
        if mark.value is None:
            svg.text(x(0) + 4, y, "not measured", colour=MUTED, italic=True)
            continue
        if mark.low is not None and mark.high is not None:
            svg.line(x(mark.low), y, x(mark.high), y, colour=series_colour(at), width=3, opacity=0.45)
        svg.shape(at, x(mark.value), y, area=80)
        svg.text(x(mark.high or mark.value) + 9, y, number(mark.value))
    return svg.done(key, "Trust by dimension", _said(marks))


def outcomes(counts: Sequence[tuple[str, dict[Outcome, int]]], *, key: str, width: int = 620) -> str:
    """What became of the cases: one bar a row (a probe, or a probe and a model), its parts the five outcomes."""
    left, step = _names_width([name for name, _ in counts]), 26
    x = _Scale(left, left + width)
    svg = Svg(left + width + 20, 0)
    top = _outcome_legend(svg, left, left + width)
    bottom = top + step * len(counts)
    for tick in (0, 0.25, 0.5, 0.75, 1) if width > 300 else (0, 0.5, 1):
        svg.text(x(tick), bottom + 14, f"{100 * tick:g} %", anchor="middle", colour=MUTED)
    svg.text(left + width / 2, bottom + 34, "share of the cases", anchor="middle", colour=MUTED)
    for place, (name, tally) in enumerate(counts):
        y, total, done = top + step * (place + 0.5), sum(tally.values()), 0
        svg.text(left - 12, y, name, anchor="end", size=13)
        for outcome in OUTCOMES:
            n = tally.get(outcome, 0)
            if n:
                start, end = x(done / total), x((done + n) / total)
                svg.rect(start, y - 6, end - start, 12, colour=outcome_colour(outcome))
                done += n
    svg.height = bottom + 42
    said = "; ".join(
        f"{name}: " + ", ".join(f"{tally[o]} {OUTCOME_WORDS[o]}" for o in OUTCOMES if tally.get(o))
        for name, tally in counts
    )
    return svg.done(key, "What became of the cases", said)


def _outcome_legend(svg: Svg, left: float, right: float) -> float:
    """The five colours in words, over as many lines as it takes; gives the height that it took."""
    x, y = left, 9.0
    for outcome in OUTCOMES:
        words = OUTCOME_WORDS[outcome]
        wide = 16 + _LETTER * len(words) + 10
        if x > left and x + wide > right:
            x, y = left, y + 20
        svg.rect(x, y - 5, 10, 10, colour=outcome_colour(outcome))
        svg.text(x + 16, y, words)
        x += wide
    return y + 17


def reliability(bins: Sequence[tuple[str, Sequence[Bin]]], *, key: str, size: int = 250) -> str:
    """Stated confidence against how often the answer was right, in tenths; on the diagonal both agree.

    `bins` holds a series name (a model) and its ten bins; an empty bin has no dot. The area of a dot grows with its n.
    """
    left, top = 48, 8
    x, y = _Scale(left, left + size), _Scale(top + size, top)
    svg = Svg(left + size + 14, top + size + 42)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        svg.line(x(tick), y(0), x(tick), y(1), colour=LINE)
        svg.line(x(0), y(tick), x(1), y(tick), colour=LINE)
        svg.text(x(tick), y(0) + 16, f"{tick:g}", anchor="middle", colour=MUTED)
        svg.text(x(0) - 8, y(tick), f"{tick:g}", anchor="end", colour=MUTED)
    svg.text(x(0.5), y(0) + 36, "stated confidence", anchor="middle", colour=MUTED)
    svg.text(10, y(0.5), "share right", anchor="middle", colour=MUTED, turned=True)
    svg.line(x(0), y(0), x(1), y(1), colour=MUTED, width=1.2, dashes="4 4")
    largest = max((b.n for _, row in bins for b in row), default=1)
    said = []
    for place, (name, row) in enumerate(bins):
        for b in row:
            if b.n:
                svg.shape(place, x(b.confidence), y(b.right), area=30 + 290 * b.n / largest, opacity=0.85)
                said.append(f"{name}: said {number(b.confidence)}, right {number(b.right)} ({plural(b.n, 'case')})")
    return svg.done(key, "Stated confidence against the share that was right", "; ".join(said))


@dataclass(frozen=True)
class _Scale:
    """Where a share from 0 to 1 stands, in pixels."""

    start: float
    end: float

    def __call__(self, share: float) -> float:
        return self.start + share * (self.end - self.start)


def _names_width(rows: Sequence[str]) -> float:
    """Pixels to the left of the plot that the names of the rows take."""
    return _LETTER * max((len(row) for row in rows), default=0) + 18


def _said(marks: Sequence[Mark]) -> str:
    parts = []
    for mark in marks:
        said = number(mark.value)
        if mark.value is not None and (whisker := interval(mark.low, mark.high)):
            said += f" (interval {whisker})"
        parts.append(f"{mark.row}, {mark.series}: {said}")
    return "; ".join(parts)
