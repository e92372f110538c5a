"""A canvas for the pictures of a report: lines, bars, dots and words as SVG that stands inside a page.

Colours are the page's own variables with a fallback, so that one picture serves a light page, a dark page and a file
on its own.
"""

from __future__ import annotations

import math
from html import escape
from typing import Literal

from assay.records import Outcome

__all__ = ["INK", "LINE", "MUTED", "SHAPES", "Svg", "outcome_colour", "series_colour"]

INK = "var(--ink, #1a1f26)"
MUTED = "var(--muted, #57606c)"
LINE = "var(--line, #d9dde2)"

_OUTCOMES: dict[Outcome, str] = {
    "scored": "#5b7089",
    "refused": "#d99a00",
    "blocked": "#b0619a",
    "unparsed": "#a3abb5",
    "error": "#d1480f",
}
_SERIES = ("#0072b2", "#d55e00", "#009e73", "#b85f94", "#7a6a00", "#3f8fc4")
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""A model has a shape as well as a colour, for eyes and printers that tell no colours apart."""

_POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    # corners in a square from -1 to 1; _FILLED is the area within
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle-up": ((0, -1), (1, 1), (-1, 1)),
    "triangle-down": ((0, 1), (1, -1), (-1, -1)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "cross": (
        *((-1, -1 / 3), (-1 / 3, -1 / 3), (-1 / 3, -1), (1 / 3, -1), (1 / 3, -1 / 3), (1, -1 / 3)),
        *((1, 1 / 3), (1 / 3, 1 / 3), (1 / 3, 1), (-1 / 3, 1), (-1 / 3, 1 / 3), (-1, 1 / 3)),
    ),
}
_FILLED = {"square": 4.0, "triangle-up": 2.0, "triangle-down": 2.0, "diamond": 2.0, "cross": 20 / 9}


def series_colour(place: int) -> str:
    """The colour of the model at `place`, from 0."""
    return f"var(--m{place % 6 + 1}, {_SERIES[place % 6]})"


def outcome_colour(outcome: Outcome) -> str:
    """The colour of an outcome."""
    return f"var(--o-{outcome}, {_OUTCOMES[outcome]})"


class Svg:
    """A picture in the making, `width` by `height` pixels, the origin at the top left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: str,
        width: float = 1,
        opacity: float = 1,
        dashes: str = "",
    ) -> None:
        """A straight line; a thick one has round ends."""
        more = f' stroke-dasharray="{dashes}"' if dashes else ""
        more += ' stroke-linecap="round"' if width > 2 else ""
        more += f' opacity="{opacity:g}"' if opacity < 1 else ""
        ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        self._parts.append(f'<line {ends} stroke="{colour}" stroke-width="{width:g}"{more}/>')

    def rect(self, x: float, y: float, width: float, height: float, *, colour: str) -> None:
        """A filled bar."""
        box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        self._parts.append(f'<rect {box} fill="{colour}"/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Literal["start", "middle", "end"] = "start",
        colour: str = INK,
        size: float = 12,
        italic: bool = False,
        turned: bool = False,
    ) -> None:
        """Words, centred on the height `y`; `turned` by a quarter to the left."""
        more = ' font-style="italic"' if italic else ""
        more += f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
        where = f'x="{x:.1f}" y="{y:.1f}" dominant-baseline="central" text-anchor="{anchor}" font-size="{size:g}"'
        self._parts.append(f'<text {where} fill="{colour}"{more}>{escape(text)}</text>')

    def shape(self, series: int, x: float, y: float, *, area: float, opacity: float = 1) -> None:
        """The dot of the model at place `series`, in its own shape and colour, over `area` square pixels."""
        look = f'fill="{series_colour(series)}"' + (f' opacity="{opacity:g}"' if opacity < 1 else "")
        name = SHAPES[series % len(SHAPES)]
        if name == "circle":
            self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{math.sqrt(area / math.pi):.1f}" {look}/>')
            return
        half = math.sqrt(area / _FILLED[name])
        points = " ".join(f"{x + half * dx:.1f},{y + half * dy:.1f}" for dx, dy in _POLYGONS[name])
        self._parts.append(f'<polygon points="{points}" {look}/>')

    def done(self, key: str, title: str, description: str) -> str:
        """The markup, with one `title` and `desc` for screen readers, their ids made from `key`."""
        width, height = math.ceil(self.width), math.ceil(self.height)
        return (
            f'<svg class="chart" role="img" aria-labelledby="{key}-t {key}-d" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" font-family="{escape(_FONT)}">'
            f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
            f"{''.join(self._parts)}</svg>"
        )
