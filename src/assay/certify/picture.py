"""The crosstalk matrix as a picture: SVG that stands alone, on a ground of its own, legible on a light and a dark page."""

from __future__ import annotations

from itertools import groupby

from assay.certify.matrix import Cell, Matrix
from assay.report._svg import Svg
from assay.taxonomy import title

__all__ = ["draw"]

_INK, _MUTED, _LINE, _GROUND = "#1a1f26", "#57606c", "#e3e6ea", "#ffffff"
_OWN, _FOREIGN, _GONE = (11, 94, 142), (194, 85, 12), "#aeb4bc"
_SIDE, _LEFT, _HEAD, _TOP = 17, 150, 42, 336


def draw(m: Matrix) -> str:
    """Rows are faults, columns headline metrics under their dimensions; a cell's colour is the trust lost at dose 1."""
    right, bottom = _LEFT + _SIDE * len(m.columns), _TOP + _SIDE * len(m.faults)
    svg = Svg(right + 90, bottom + 52)
    svg.rect(0, 0, svg.width, svg.height, colour=_GROUND)
    for row, fault in enumerate(m.faults):
        y = _TOP + _SIDE * row
        svg.text(_LEFT - 8, y + _SIDE / 2, fault, anchor="end", size=12, colour=_INK)
        svg.line(_LEFT, y, right, y, colour=_LINE)
    svg.line(_LEFT, bottom, right, bottom, colour=_LINE)
    for place, column in enumerate(m.columns):
        x = _LEFT + _SIDE * place
        colour = _INK if column.certified else _MUTED
        svg.text(
            x + _SIDE / 2, _TOP - 8, column.label, size=11, colour=colour, italic=not column.certified, turned=True
        )
        svg.line(x, _TOP, x, bottom, colour=_LINE)
    _dimensions(svg, m, bottom)
    for (fault, place), cell in m.cells.items():
        if fault in m.faults:
            _cell(svg, _LEFT + _SIDE * place, _TOP + _SIDE * m.faults.index(fault), cell)
    _legend(svg, bottom + 30)
    off = sum(not c.planted for c in m.cells.values())
    said = f"{len(m.faults)} planted faults by {len(m.columns)} headline metrics; {off} movements off the diagonal"
    drawn = svg.done("crosstalk", "What each planted fault moves", said)
    return drawn.replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )  # a file of its own needs its namespace


def _dimensions(svg: Svg, m: Matrix, bottom: float) -> None:
    """A line before each dimension, and its name over its columns, the names on three heights so that none meets another."""
    x = float(_LEFT)
    for place, (name, columns) in enumerate(groupby(m.columns, key=lambda c: c.dimension)):
        wide = _SIDE * len(list(columns))
        svg.line(x, _HEAD - 14 * (place % 3) - 6, x, bottom, colour=_MUTED)
        svg.text(x + 4, _HEAD - 14 * (place % 3), title(name), size=12, colour=_INK)
        x += wide
    svg.line(x, _HEAD, x, bottom, colour=_MUTED)


def _cell(svg: Svg, x: float, y: float, cell: Cell) -> None:
    inner = _SIDE - 2
    if cell.trust is None:
        svg.rect(x + 6, y + _SIDE / 2 - 1, _SIDE - 11, 2.5, colour=_GONE)
        return
    svg.rect(x + 1.5, y + 1.5, inner, inner, colour=_shade(cell))
    if cell.planted:  # the diagonal, for eyes and printers that tell no colours apart
        for ends in (
            (x + 1, y + 1, x + _SIDE, y + 1),
            (x + 1, y + _SIDE, x + _SIDE, y + _SIDE),
            (x + 1, y + 1, x + 1, y + _SIDE),
            (x + _SIDE, y + 1, x + _SIDE, y + _SIDE),
        ):
            svg.line(*ends, colour=_INK, width=1.4)


def _shade(cell: Cell) -> str:
    """From a tint to the full colour as the trust lost goes from 0 to 1; what gains trust is green."""
    lost = -(cell.trust or 0.0)
    full = (0, 128, 90) if lost < 0 else _OWN if cell.planted else _FOREIGN
    share = 0.15 + 0.85 * min(abs(lost), 1.0)
    return "#" + "".join(f"{round(255 + (c - 255) * share):02x}" for c in full)


def _legend(svg: Svg, y: float) -> None:
    x = float(_LEFT)
    for cells, words in (
        ([Cell(-t, planted=True) for t in (0.1, 0.5, 1.0)], "planted for it: trust lost 0.1, 0.5, 1"),
        ([Cell(-t, planted=False) for t in (0.1, 0.5, 1.0)], "not planted for it"),
        ([Cell(None, planted=False)], "no value left"),
    ):
        for cell in cells:
            _cell(svg, x, y - _SIDE / 2, cell)
            x += _SIDE + 2
        svg.text(x + 4, y, words, size=12, colour=_INK)
        x += 7.2 * len(words) + 30
    svg.text(x, y, "italic: not certified", size=12, colour=_MUTED, italic=True)
