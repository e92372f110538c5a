"""Reads a picture of the scene world without any weights: which coloured shapes stand where, and which people are drawn.

A plain ground, things of one colour each that do not touch, and drawn busts are all that it knows. It says what it sees only where
it is sure of the whole picture: a photograph, noise, things that overlap or have no known colour or shape are `unclear`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assay.judges.seeing.forms import SIDE, Colours, Floats, colour_of, far, shape_of
from assay.judges.seeing.people import Face, Panel, face, panels
from assay.judges.seeing.pixels import Pixels, frames, pixels

__all__ = ["Face", "Seen", "View", "frames", "look", "parse"]

Mask = NDArray[np.bool_]

_FINE, _MOST = 192, SIDE
"""The longer side that pictures are made as large as, at least, and as small as, at most, before they are read."""
_LEAST = 32
_OFF = 48.0
"""The distance in RGB from the ground at which something may begin; pink, the nearest colour, is 114 away from white."""
_FAINT = 30.0
"""The same for what is too faint to be read, and too clear to be left out."""
_SPECK, _SMALL = 40.0, 150.0
"""Areas in pixels of the canvas: less than the first is dust, less than the second is too small to be read. A thing of the least
radius, 14, has 290."""
_OTHER = 55.0
"""How far in RGB a pixel of a thing may be from its colour before it counts as another."""
_OTHERS, _OTHERS_COARSE = 0.05, 0.15
"""The share of a thing's pixels from which these are too many; in a small picture, where JPEG makes one colour run into the next,
the second."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing: `x` and `y` are its centre from the left and from the top and `area` what it covers, in pixels of the canvas of 320 ×
    320; `iou` in [0, 1] is how well the shape fits."""

    colour: str
    shape: str
    x: float
    y: float
    area: float
    iou: float

    @property
    def kind(self) -> tuple[str, str]:
        return self.colour, self.shape


@dataclass(frozen=True, slots=True)
class View:
    """What a picture shows. `unclear` says in a few words why it cannot be told, "" where it can; then `things`, from the left
    to the right, and `faces` are all that there is. Iterates over the things."""

    things: tuple[Seen, ...] = ()
    faces: tuple[Face, ...] = ()
    unclear: str = ""

    @property
    def clear(self) -> bool:
        return not self.unclear

    def __iter__(self) -> Iterator[Seen]:
        return iter(self.things)

    def __len__(self) -> int:
        return len(self.things)

    def count(self, colour: str = "", shape: str = "") -> int:
        """How many things there are of a colour, of a shape, or of both."""
        return sum(colour in ("", one.colour) and shape in ("", one.shape) for one in self.things)


def parse(data: bytes) -> View:
    """What is seen in a picture file (see `pixels`). Raises Unreadable for one that is damaged, huge or no picture."""
    return look(pixels(data))


def look(picture: Pixels) -> View:
    """What is seen in an array of pixels, rows × columns × RGB, at least 32 × 32."""
    if min(picture.shape[:2]) < _LEAST:
        return View(unclear=f"a picture of {picture.shape[1]} × {picture.shape[0]} pixels is too small")
    fine, noise = _fine(picture)
    if noise > _NOISE:
        return View(unclear="noise")
    behind = panels(fine)
    ground, share = _ground(fine, behind)
    if share < 0.85:
        return View(unclear="the ground is not plain")
    return _Reading(fine, ground, max(picture.shape[:2]) < _FINE).view(behind)


_NOISE = 40.0
"""Standard deviation at which a picture of 320 pixels is given up."""


def _fine(picture: Pixels) -> tuple[Colours, float]:
    """The picture between 192 and 320 pixels large and smoothed by as much as its noise asks for; and how much noise it had."""
    from PIL import Image
    from scipy.ndimage import gaussian_filter

    height, width = picture.shape[:2]
    longer = max(height, width)
    image = Image.fromarray(picture)
    if longer > _MOST:
        size = (max(1, round(width * _MOST / longer)), max(1, round(height * _MOST / longer)))
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    values = np.asarray(image, dtype=np.float32)
    noise = _noise(values)
    if noise > 4:
        wide = min(noise / 12, 0.75 if longer < 128 else 2.0)
        values = gaussian_filter(values, (wide, wide, 0), mode="nearest")
    if longer < _FINE:
        times = math.ceil(_FINE / longer)
        again = Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))
        image = again.resize((width * times, height * times), Image.Resampling.BICUBIC)
        values = np.asarray(image, dtype=np.float32)
    return values, noise


def _noise(values: Colours) -> float:
    """The standard deviation of the noise in one channel, after Immerkær 1996, by the median, which edges hardly move."""
    v = values[..., 1]
    bend = 4 * v[1:-1, 1:-1] - 2 * (v[:-2, 1:-1] + v[2:, 1:-1] + v[1:-1, :-2] + v[1:-1, 2:])
    bend += v[:-2, :-2] + v[:-2, 2:] + v[2:, :-2] + v[2:, 2:]
    spread = float(np.median(np.abs(bend)))
    return spread / 0.6745 / 6


def _ground(fine: Colours, behind: Sequence[Panel]) -> tuple[Colours, float]:
    """The ground's colour, the median at the edge of the picture, and the share of the edge that has it, without panels."""
    wide = max(2, min(fine.shape[:2]) // 50)
    edge = np.ones(fine.shape[:2], dtype=np.bool_)
    edge[wide:-wide, wide:-wide] = False
    for panel in behind:
        edge[panel.top :, panel.left : panel.right] = False  # shoulders may reach below it
    found = fine[edge]
    if not len(found):
        return np.zeros(3, dtype=np.float32), 0.0
    ground = np.median(found, axis=0)
    return ground, float((far(found, ground) < _OFF / 2).mean())


class _Unclear(Exception):  # noqa: N818 - ends the reading of a picture
    pass


@dataclass(slots=True)
class _Reading:
    """The reading of one picture."""

    fine: Colours
    ground: Colours
    coarse: bool
    """Whether the picture was made larger to be read."""
    off: Colours = field(init=False)
    """How far each pixel is from the ground, in RGB."""

    def __post_init__(self) -> None:
        self.off = far(self.fine, self.ground)

    def view(self, behind: Sequence[Panel]) -> View:
        try:
            faces = tuple(self.faces(behind))
            things = tuple(sorted(self.things(behind), key=lambda one: (one.x, one.y)))
        except _Unclear as why:
            return View(unclear=str(why))
        return View(things, faces)

    @property
    def scale(self) -> float:
        """Pixels of the canvas in a pixel of the picture, by area."""
        height, width = self.off.shape
        return SIDE * SIDE / float(height * width)

    def things(self, behind: Sequence[Panel]) -> Iterator[Seen]:
        dust = 0.0
        found: Mask = np.asarray(self.off > _OFF)
        self.check_ground(found, plain=not behind)
        for box, mask in self.parts(found):
            area = float(mask.sum()) * self.scale
            if area < _SPECK:
                dust += area
            elif area < _SMALL:
                raise _Unclear("something is too small to be read")
            else:
                yield from self.split(box, mask)
        if dust > 4 * _SPECK:
            raise _Unclear("the ground is full of specks")

    def check_ground(self, found: Mask, *, plain: bool) -> None:
        """Raises _Unclear where something stands on the ground that is too faint to be read. Where nothing else is found, and so it
        is to be `plain`, fainter things count too."""
        rows, columns = (n // 4 * 4 for n in found.shape)
        blocks = rows // 4, 4, columns // 4, 4
        off = self.off[:rows, :columns].reshape(blocks).mean(axis=(1, 3))
        taken: Mask = np.asarray(found[:rows, :columns].reshape(blocks).any(axis=(1, 3)))
        faint = (off > (np.median(off) + _FAINT / 3 if plain and not taken.any() else _FAINT)) & ~_grown(taken, 2)
        if any(mask.sum() * 16 * self.scale >= _SMALL for _, mask in self.parts(faint)):
            raise _Unclear("something is too faint to be read")

    def parts(self, mask: Mask) -> Iterator[tuple[tuple[slice, slice], Mask]]:
        """The connected parts of a mask, each with the rectangle that it lies in."""
        from scipy.ndimage import find_objects, label

        labels, n = label(mask)
        if n > 200:
            raise _Unclear("the ground is full of specks")
        for number, box in enumerate(find_objects(labels), 1):
            yield box, labels[box] == number

    def split(self, box: tuple[slice, slice], mask: Mask) -> Iterator[Seen]:
        """The things in one part: where two stand so near that their edges run together, each by itself."""
        off = self.off[box]
        dense = mask & (off > np.median(off[mask]) / 2)
        if _shrunk(mask & ~_grown(dense, 4), 2).any():
            raise _Unclear(_SEVERAL)
        inner = list(self.parts(dense))
        for part, half in inner:
            if len(inner) == 1 or half.sum() * self.scale >= _SPECK:
                rows, columns = (
                    slice(outer.start + within.start, outer.start + within.stop)
                    for outer, within in zip(box, part, strict=True)
                )
                yield self.thing((rows, columns), half)

    def core(self, box: tuple[slice, slice], mask: Mask) -> Colours:
        """The colour of a part, taken away from its edges. What lies between it and the ground is an edge; any other is another."""
        inner = mask
        for _ in range(3):
            less = _shrunk(inner, 1)
            if less.sum() < 0.3 * mask.sum():
                break
            inner = less
        found, off = self.fine[box][inner], self.off[box][inner]
        colour: Colours = np.median(found[off >= np.median(off)], axis=0)
        full = colour - self.ground
        less = _shrunk(mask, 1)
        found = self.fine[box][less if less.any() else mask]
        between = self.ground + np.clip((found - self.ground) @ full / (full @ full), 0, 1)[:, None] * full
        others = float((np.sqrt(((found - between) ** 2).sum(1)) > _OTHER).mean())
        if others > (_OTHERS_COARSE if self.coarse else _OTHERS):
            raise _Unclear(_SEVERAL)
        return colour

    def thing(self, box: tuple[slice, slice], half: Mask) -> Seen:
        tint = self.core(box, half)
        colour = colour_of(tint)
        if not colour:
            raise _Unclear("something has no known colour")
        full = tint - self.ground
        rows, columns = (slice(max(0, part.start - 4), part.stop + 4) for part in box)
        around = self.fine[rows, columns]
        near = np.pad(half, [(box[0].start - rows.start, 4), (box[1].start - columns.start, 4)])
        near = _grown(near[: around.shape[0], : around.shape[1]], 3)
        cover: Floats = np.clip(((around - self.ground) @ full) / (full @ full), 0, 1).astype(np.float64) * near
        area = float(cover.sum())
        y, x = (float((cover.sum(axis) * np.arange(cover.shape[1 - axis])).sum()) / area for axis in (1, 0))
        shape, iou = shape_of(cover, x, y, area)
        if not shape:
            raise _Unclear("something has no known shape")
        height, width = self.off.shape
        return Seen(
            colour=colour,
            shape=shape,
            x=(columns.start + x + 0.5) * SIDE / width,
            y=(rows.start + y + 0.5) * SIDE / height,
            area=area * self.scale,
            iou=iou,
        )

    def faces(self, behind: Sequence[Panel]) -> Iterator[Face]:
        """The people; their panels are no part of what is read as things."""
        for panel in behind:
            one = face(self.fine, panel)
            if one is None:
                raise _Unclear("a panel without a face of a known tone")
            by = 18 if self.coarse else 10  # as far as JPEG spreads its edge
            self.off[max(0, panel.top - by) : panel.bottom + by, max(0, panel.left - by) : panel.right + by] = 0
            yield one


_SEVERAL = "something has several colours, or things overlap"


def _shrunk(mask: Mask, by: int) -> Mask:
    """The mask without so many pixels at its edge."""
    from scipy.ndimage import binary_erosion

    return np.asarray(binary_erosion(mask, iterations=by), dtype=np.bool_)


def _grown(mask: Mask, by: int) -> Mask:
    """The mask and so many pixels around it."""
    from scipy.ndimage import binary_dilation

    return np.asarray(binary_dilation(mask, iterations=by), dtype=np.bool_)
