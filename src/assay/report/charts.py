"""Pictures, one function each: a Vega-Lite chart compiled to SVG on this machine, ready to stand in a page.

Nothing is fetched: the data are inside the chart, its base URLs are an empty list, and text is drawn by the reader's
own fonts. Every picture says the same in its description, so that it is read out to whoever cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assay.records import OUTCOMES, Outcome
from assay.report._svg import FONT, inline, role
from assay.report._words import OUTCOME_WORDS, interval, number, plural

if TYPE_CHECKING:
    from assay.report._samples import Bin

__all__ = ["SHAPES", "Mark", "outcomes", "reliability", "trust"]

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""A model has a shape as well as a colour, for eyes and printers that tell no colours apart."""


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
    alt = _altair()

    found = [m for m in marks if m.value is not None]
    missing = [{"row": m.row, "series": m.series, "text": "not measured"} for m in marks if m.value is None]
    data = [
        {"row": m.row, "series": m.series, "value": m.value, "low": m.low, "high": m.high, "text": number(m.value)}
        for m in found
    ]
    whiskers = [d for d in data if d["low"] is not None and d["high"] is not None]
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1] if width > 300 else [0, 0.5, 1]
    step = max(30, 17 * len(series) + 12)
    y = alt.Y("row:N", sort=list(rows), axis=_names(rows))
    offset = alt.YOffset("series:N", sort=list(series), scale=alt.Scale(paddingOuter=0.3))
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(title="trust: 0 = worst, 1 = best", values=ticks, format=".2~f", grid=True, ticks=False),
    )
    colour = alt.Color("series:N", scale=alt.Scale(domain=list(series), range=_colours(series)), legend=None)
    shape = alt.Shape("series:N", scale=alt.Scale(domain=list(series), range=_shapes(series)), legend=None)
    base = {"y": y, "yOffset": offset, "color": colour}
    layers = [
        alt.Chart(alt.Data(values=whiskers))
        .mark_rule(strokeWidth=3, strokeCap="round", opacity=0.45)
        .encode(x=alt.X("low:Q"), x2="high:Q", **base),
        alt.Chart(alt.Data(values=data)).mark_point(filled=True, size=80, opacity=1).encode(x=x, shape=shape, **base),
        alt.Chart(alt.Data(values=[d | {"at": d["high"] or d["value"]} for d in data]))
        .mark_text(align="left", dx=8, fontSize=12, color=role("ink"))
        .encode(x=alt.X("at:Q"), text="text:N", y=y, yOffset=offset),
        alt.Chart(alt.Data(values=missing))
        .mark_text(align="left", dx=4, fontSize=12, fontStyle="italic", color=role("muted"))
        .encode(x=alt.value(0), text="text:N", y=y, yOffset=offset),
    ]
    kept = [layer for layer in layers if layer.data.values]
    chart = alt.layer(*kept).properties(width=width, height=step * len(rows))
    return _compile(chart, key, "Trust by dimension", _said(marks))


def outcomes(counts: Sequence[tuple[str, dict[Outcome, int]]], *, key: str, width: int = 620) -> str:
    """What became of the cases: one bar a row (a probe, or a probe and a model), its parts the five outcomes."""
    alt = _altair()

    rows = [name for name, _ in counts]
    data = [
        {"row": name, "outcome": OUTCOME_WORDS[o], "n": tally.get(o, 0), "order": place}
        for name, tally in counts
        for place, o in enumerate(OUTCOMES)
        if tally.get(o, 0)
    ]
    words = [OUTCOME_WORDS[o] for o in OUTCOMES]
    chart = (
        alt.Chart(alt.Data(values=data))
        .mark_bar(height=12)
        .encode(
            y=alt.Y("row:N", sort=rows, axis=_names(rows)),
            x=alt.X(
                "n:Q",
                stack="normalize",
                axis=alt.Axis(title="share of the cases", format="%", grid=False, ticks=False, tickCount=5),
            ),
            color=alt.Color(
                "outcome:N",
                scale=alt.Scale(domain=words, range=[role(f"o-{o}") for o in OUTCOMES]),
                legend=alt.Legend(title=None, orient="top", symbolType="square", direction="horizontal", offset=8),
            ),
            order=alt.Order("order:Q"),
        )
        .properties(width=width, height=26 * len(rows))
    )
    said = "; ".join(
        f"{name}: " + ", ".join(f"{tally[o]} {OUTCOME_WORDS[o]}" for o in OUTCOMES if tally.get(o))
        for name, tally in counts
    )
    return _compile(chart, key, "What became of the cases", said)


def reliability(bins: Sequence[tuple[str, Sequence[Bin]]], *, key: str, size: int = 250) -> str:
    """Stated confidence against how often the answer was right, in tenths; on the diagonal both agree.

    `bins` holds a series name (a model) and its ten bins; an empty bin has no dot. The area of a dot grows with its n.
    """
    alt = _altair()

    series = [name for name, _ in bins]
    data: list[dict[str, Any]] = [
        {"series": name, "confidence": b.confidence, "right": b.right, "n": b.n}
        for name, row in bins
        for b in row
        if b.n
    ]
    axis = {"values": [0, 0.25, 0.5, 0.75, 1], "format": ".2~f", "ticks": False}
    x = alt.X("confidence:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(title="stated confidence", **axis))
    y = alt.Y("right:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(title="share right", **axis))
    diagonal = (
        alt.Chart(alt.Data(values=[{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}]))
        .mark_line(strokeDash=[4, 4], strokeWidth=1.2, color=role("muted"))
        .encode(x=x, y=y)
    )
    dots = (
        alt.Chart(alt.Data(values=data))
        .mark_point(filled=True, opacity=0.85)
        .encode(
            x=x,
            y=y,
            size=alt.Size("n:Q", scale=alt.Scale(range=[30, 320]), legend=None),
            color=alt.Color("series:N", scale=alt.Scale(domain=series, range=_colours(series)), legend=None),
            shape=alt.Shape("series:N", scale=alt.Scale(domain=series, range=_shapes(series)), legend=None),
        )
    )
    chart = alt.layer(diagonal, dots).properties(width=size, height=size)
    said = "; ".join(
        f"{d['series']}: said {number(d['confidence'])}, right {number(d['right'])} ({plural(d['n'], 'case')})"
        for d in data
    )
    return _compile(chart, key, "Stated confidence against the share that was right", said)


def _altair() -> Any:
    """The chart library, imported when the first picture is made. Its generated types cover less than it takes."""
    import altair

    return altair


def _names(rows: Sequence[str]) -> Any:
    """The axis that names the rows. Room is left for fonts wider than those this machine measures with."""
    longest = max((len(row) for row in rows), default=0)
    return _altair().Axis(
        title=None, ticks=False, domain=False, labelPadding=12, minExtent=min(260, 7.6 * longest + 14)
    )


def _colours(series: Sequence[str]) -> list[str]:
    return [role(f"m{place % 6 + 1}") for place in range(len(series))]


def _shapes(series: Sequence[str]) -> list[str]:
    return [SHAPES[place % len(SHAPES)] for place in range(len(series))]


def _said(marks: Sequence[Mark]) -> str:
    parts = []
    for mark in marks:
        said = number(mark.value)
        if mark.value is not None and (whisker := interval(mark.low, mark.high)):
            said += f" (interval {whisker})"
        parts.append(f"{mark.row}, {mark.series}: {said}")
    return "; ".join(parts)


_CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": role("ink"),
        "titleColor": role("muted"),
        "gridColor": role("line"),
        "domainColor": role("line"),
        "labelFontSize": 13,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 260,
        "titlePadding": 10,
    },
    "axisX": {"labelColor": role("muted"), "labelFontSize": 12, "domain": False},
    "legend": {"labelColor": role("ink"), "labelFontSize": 12, "symbolSize": 90},
}


def _compile(chart: Any, key: str, title: str, description: str) -> str:
    import vl_convert

    spec = chart.configure(**_CONFIG).to_dict()
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return inline(svg, title=title, description=description, key=key)
