"""Reads drawn people: a head and shoulders before a light blue panel. A face is a round of skin with two eyes; without one there
is no tone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.judges.seeing.forms import HAIR, PANEL, SIDE, Colours, colour_of, far, tone_of

__all__ = ["Face", "Panel", "face", "panels"]

Mask = NDArray[np.bool_]

_NEAR = 40.0
"""Distance in RGB within which a pixel has the colour of the panel, of hair, or of a face."""
_WIDE, _HIGH = 4.0, 4.6
"""A panel's sides, in half heights of the face that stands before it."""
_UP = 1.8
"""From the panel's upper edge to the middle of the face, in the same measure."""
_EYE = 45.0
"""By how much the lightness of an eye, of 255, must vary at least: its white, its pupil and the skin around."""


@dataclass(frozen=True, slots=True)
class Face:
    """A drawn person: `tone` 1 to 10 of the Monk scale, `hair` "short", "long" or "bald", `garment` a colour or "" where it has
    no name; `x`, `y` the middle of the face and `r` half its height, in pixels of the canvas."""

    tone: int
    hair: str
    garment: str
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a panel is: its edges in pixels of the picture."""

    top: int
    bottom: int
    left: int
    right: int


def panels(fine: Colours) -> list[Panel]:
    """The panels in a picture: light blue rectangles a little higher than wide, of which a tenth of the picture's width or more is
    one."""
    from scipy.ndimage import find_objects, label

    there = far(fine, PANEL) < _NEAR
    if there.mean() < 0.003:
        return []
    labels, _ = label(there)
    found = []
    for number, (rows, columns) in enumerate(find_objects(labels), 1):
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        if wide * 10 < fine.shape[1] or not 0.9 <= high / wide * _WIDE / _HIGH <= 1.12:
            continue
        if (labels[rows, columns] == number).mean() >= 0.35:  # the edge of something blue is of its colour too
            found.append(Panel(rows.start, rows.stop, columns.start, columns.stop))
    return found


def face(fine: Colours, panel: Panel) -> Face | None:
    """The person before a panel; None where there is no face, or one of no tone of the scale."""
    r = ((panel.right - panel.left) / _WIDE + (panel.bottom - panel.top) / _HIGH) / 2
    grid = _Grid(fine, (panel.left + panel.right - 1) / 2, panel.top + _UP * r, r)
    skin = np.median(grid.cut(-0.5, 0.15, 0.5, 0.7), axis=0)
    tone = tone_of(skin)
    around = grid.ring()
    like_skin = far(grid.oval(), skin) < _NEAR
    if not tone or like_skin.mean() < 0.6 or (far(around, skin) < _NEAR / 2).mean() > 0.35:
        return None
    if min(grid.spread(-0.58, -0.3, -0.14, 0.14), grid.spread(0.14, -0.3, 0.58, 0.14)) < _EYE:
        return None
    crown = grid.near(HAIR, -0.45, -1.05, 0.45, -0.72)
    beside = min(grid.near(HAIR, -1.1, 0.3, -0.92, 1.1), grid.near(HAIR, 0.92, 0.3, 1.1, 1.1))
    hair = "bald" if crown < 0.4 else "long" if beside > 0.5 else "short"
    garment = colour_of(np.median(grid.cut(-1.3, 1.75, 1.3, 2.6), axis=0))
    height, width = fine.shape[:2]
    return Face(
        tone=tone,
        hair=hair,
        garment=garment,
        x=(grid.x + 0.5) * SIDE / width,
        y=(grid.y + 0.5) * SIDE / height,
        r=r * SIDE / height,
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """A picture in the measure of one face: from its middle, in half heights."""

    fine: Colours
    x: float
    y: float
    r: float

    def cut(self, left: float, top: float, right: float, bottom: float) -> Colours:
        """The pixels of a rectangle, n × 3."""
        height, width = self.fine.shape[:2]
        a, b = (min(max(round(self.y + at * self.r), 0), height - 1) for at in (top, bottom))
        c, d = (min(max(round(self.x + at * self.r), 0), width - 1) for at in (left, right))
        return self.fine[a : b + 1, c : d + 1].reshape(-1, 3)

    def spread(self, left: float, top: float, right: float, bottom: float) -> float:
        """How far the lightest and the darkest pixels of a rectangle lie apart, of 255."""
        light = self.cut(left, top, right, bottom).mean(1)
        return float(np.percentile(light, 97) - np.percentile(light, 3))

    def near(self, colour: tuple[int, int, int], left: float, top: float, right: float, bottom: float) -> float:
        """The share of a rectangle that has a colour."""
        return float((far(self.cut(left, top, right, bottom), colour) < _NEAR).mean())

    def oval(self) -> Colours:
        """The pixels of the lower face, below the eyes' upper edge."""
        return self._where(lambda x, y: (x / 0.75) ** 2 + (y / 0.9) ** 2 <= 1, -0.3)

    def ring(self) -> Colours:
        """The pixels around the lower face, beside the neck, where skin ends."""
        return self._where(
            lambda x, y: ((x / 0.95) ** 2 + (y / 1.12) ** 2 >= 1) & ((x / 1.1) ** 2 + (y / 1.25) ** 2 <= 1)
            & ((abs(x) > 0.4) | (y < 0)), -0.3
        )  # fmt: skip

    def _where(self, inside, top: float) -> Colours:  # type: ignore[no-untyped-def]
        rows, columns = np.mgrid[: self.fine.shape[0], : self.fine.shape[1]]
        x, y = (columns - self.x) / self.r, (rows - self.y) / self.r
        found: Colours = self.fine[inside(x, y) & (y >= top)]
        return found
