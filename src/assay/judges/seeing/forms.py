"""What colours, shapes and skin tones look like: the measures that a picture is read with.

They say nothing of how scenes are drawn, but agree with it, which tests hold them to.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "COLOURS",
    "HAIR",
    "MONK",
    "OUTLINES",
    "PANEL",
    "SIDE",
    "Colours",
    "Floats",
    "colour_of",
    "far",
    "lab",
    "shape_of",
    "tone_of",
]

Floats = NDArray[np.float64]
Colours = NDArray[np.float32]
"""Red, green and blue of 0 to 255 along the last axis, or distances in them: single precision, which is twice as fast."""
Points = tuple[tuple[float, float], ...]

SIDE = 320
"""Pixels of the canvas in whose measures all places are given, whatever a picture's size."""

COLOURS: Mapping[str, tuple[tuple[int, int, int], ...]] = {
    "red": ((214, 38, 38), (255, 0, 0), (178, 34, 34)),
    "green": ((30, 142, 62), (0, 128, 0), (0, 200, 0), (76, 175, 80)),
    "blue": ((30, 84, 220), (0, 0, 255), (0, 0, 180), (33, 120, 240)),
    "yellow": ((246, 200, 0), (255, 255, 0), (255, 225, 40)),
    "purple": ((132, 48, 172), (128, 0, 128), (150, 80, 200)),
    "orange": ((246, 128, 16), (255, 165, 0), (240, 110, 30)),
    "black": ((24, 24, 24), (0, 0, 0)),
    "pink": ((246, 138, 190), (255, 105, 180)),
}
"""By name, what people call by it (sRGB): the scene world's own, and those that models like to draw."""

MONK: Mapping[int, tuple[int, int, int]] = {
    1: (246, 237, 228),
    2: (243, 231, 219),
    3: (247, 234, 208),
    4: (234, 218, 186),
    5: (215, 189, 150),
    6: (160, 126, 86),
    7: (130, 92, 67),
    8: (96, 65, 52),
    9: (58, 49, 42),
    10: (41, 36, 32),
}
"""The Monk skin tone scale (skintone.google)."""
PANEL, HAIR = (168, 196, 222), (118, 118, 124)
"""What stands behind a drawn person, and a drawn person's hair."""

_FAR, _NEXT = 26.0, 5.0
"""CIELAB distances: beyond the first a colour has no name, and the second nearest name must be so much further."""
_SKIN_FAR = 14.0
"""The same for skin: the scale's tones lie 2 to 21 apart."""
_LIKE, _LEAD = 0.80, 0.03
"""How well the best template must fit (IoU), and by how much better than that of the next shape."""
_GRID = 40
_REACH = 1.15
"""Half the side of a template, in square roots of the shape's area."""


def _turned(*radii: float, step: float) -> Points:
    return tuple(
        (r * math.cos(step * k - math.pi / 2), r * math.sin(step * k - math.pi / 2)) for k, r in enumerate(radii)
    )


def _heart() -> Points:
    return tuple(
        (math.sin(a) ** 3, -(13 * math.cos(a) - 5 * math.cos(2 * a) - 2 * math.cos(3 * a) - math.cos(4 * a)) / 16)
        for a in (2 * math.pi * k / 90 for k in range(90))
    )


_QUARTER = ((-0.34, -1.0), (0.34, -1.0), (0.34, -0.34), (1.0, -0.34), (1.0, 0.34), (0.34, 0.34))
OUTLINES: Mapping[str, Points] = {
    "circle": _turned(*[1.0] * 120, step=math.pi / 60),
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle": ((0, -1), (1.08, 0.88), (-1.08, 0.88)),
    "star": _turned(*[1.08, 0.42] * 5, step=math.pi / 5),
    "cross": (*_QUARTER, *((-x, -y) for x, y in _QUARTER)),
    "heart": _heart(),
    "diamond": ((0, -1.1), (0.68, 0), (0, 1.1), (-0.68, 0)),
    "arrow": ((0, -1.05), (0.9, -0.1), (0.36, -0.1), (0.36, 1.05), (-0.36, 1.05), (-0.36, -0.1), (-0.9, -0.1)),
}
"""Corners of each shape; y goes down, and the size is of no matter."""


@lru_cache(1)
def _templates() -> tuple[tuple[str, ...], Floats]:
    """The shapes' names and their pictures, n × 1600: a grid of 40 × 40 of how much of each field is covered, centred, reaching
    1.15 square roots of the area to each side. Each shape comes sharp, soft and softer."""
    from PIL import Image, ImageDraw
    from scipy.ndimage import gaussian_filter

    names, pictures = [], []
    for name, points in OUTLINES.items():
        corners = np.array(points)
        x, y = corners.T
        turn = x * np.roll(y, -1) - np.roll(x, -1) * y
        area = turn.sum() / 2
        middle = ((corners + np.roll(corners, -1, axis=0)) * turn[:, None]).sum(0) / (6 * area)
        fine = 10 * _GRID
        placed = (corners - middle) / math.sqrt(abs(area)) * (fine / (2 * _REACH)) + fine / 2
        canvas = Image.new("L", (fine, fine), 0)
        ImageDraw.Draw(canvas).polygon([(float(a), float(b)) for a, b in placed], fill=255)
        sharp = np.asarray(canvas, dtype=np.float64) / 255
        for blur in (0.0, 12.0, 24.0):
            soft = gaussian_filter(sharp, blur) if blur else sharp
            names.append(name)
            pictures.append(soft.reshape(_GRID, 10, _GRID, 10).mean(axis=(1, 3)).ravel())
    return tuple(names), np.array(pictures)


def far(values: Colours, colour: object) -> Colours:
    """The Euclidean distance of colours, along the last axis, from one."""
    off = values - np.asarray(colour, dtype=values.dtype)
    found: Colours = np.sqrt(np.einsum("...i,...i->...", off, off))
    return found


def lab(rgb: object) -> Floats:
    """sRGB of 0 to 255, the last axis, as CIELAB (D65): lightness 0 to 100, green to red, blue to yellow."""
    values = np.asarray(rgb, dtype=np.float64) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) / np.array(
    [[0.9505], [1.0], [1.0890]]
)
"""Linear sRGB to XYZ as shares of the white's."""


def colour_of(rgb: object) -> str:
    """The name of a colour, "" where it has none or two fit."""
    far = np.linalg.norm(_tints()[1] - lab(rgb), axis=1)
    nearest: dict[str, float] = {}
    for name, distance in zip(_tints()[0], far, strict=True):
        nearest[name] = min(float(distance), nearest.get(name, np.inf))
    first, second = sorted(nearest, key=lambda name: nearest[name])[:2]
    return first if nearest[first] <= _FAR and nearest[second] - nearest[first] >= _NEXT else ""


def shape_of(cover: Floats, x: float, y: float, area: float) -> tuple[str, float]:
    """The shape that fits best and how well, an IoU in [0, 1]; "" where none does or two do. `cover` is how much of each pixel the
    thing covers, `x` and `y` its centroid there and `area` its sum."""
    from PIL import Image

    reach = _REACH * math.sqrt(area)
    pad = math.ceil(reach)
    image = Image.fromarray(np.pad(cover, pad).astype(np.float32))
    left, top = pad + x + 0.5 - reach, pad + y + 0.5 - reach
    box = (max(0.0, left), max(0.0, top), min(image.width, left + 2 * reach), min(image.height, top + 2 * reach))
    seen = np.asarray(image.resize((40, 40), Image.Resampling.BOX, box=box), dtype=np.float64).ravel()
    names, pictures = _templates()
    like = np.minimum(pictures, seen).sum(1) / np.maximum(pictures, seen).sum(1)
    best: dict[str, float] = {}
    for name, iou in zip(names, like, strict=True):
        best[name] = max(float(iou), best.get(name, 0.0))
    first, second = sorted(best, key=lambda name: -best[name])[:2]
    return (first if best[first] >= _LIKE and best[first] - best[second] >= _LEAD else ""), best[first]


def tone_of(rgb: object) -> int:
    """The nearest tone of the Monk scale, 1 to 10; 0 where none is near."""
    far = np.linalg.norm(lab(list(MONK.values())) - lab(rgb), axis=1)
    nearest = int(far.argmin())
    return nearest + 1 if far[nearest] <= _SKIN_FAR else 0


@lru_cache(1)
def _tints() -> tuple[tuple[str, ...], Floats]:
    names = tuple(name for name, tints in COLOURS.items() for _ in tints)
    return names, lab([tint for tints in COLOURS.values() for tint in tints])
