"""Scenes by the ten thousand, at the size that the seer sees: things cut from pictures of the scene world and put elsewhere.

Drawing a scene takes about 10 ms, putting its things together from a bank of cuttings 0.3 ms. The cuttings come from real drawings,
made smaller as the seer's own image processor does it, so that their edges and textures are what it meets later.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assay.cases.worlds.scene import COLOURS, SHAPES, SIDE, TEXTURES, Scene, Thing
from assay.cases.worlds.scene.draw import GROUND, draw

__all__ = ["CELLS", "EYE", "KINDS", "Put", "Sketch", "Sprites", "shrunk"]

EYE, CELLS = 128, 8
"""Pixels of the side of what the seer sees, and patches along it."""

KINDS = [(colour, shape) for colour in COLOURS for shape in SHAPES]
SCALE = SIDE / EYE
_RADII = (14, 38)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

Pixels = NDArray[np.uint8]


class Put(NamedTuple):
    """A thing in a sketch: its place in KINDS, its texture, and its centre and radius in pixels of the whole picture."""

    kind: int
    texture: int
    x: float
    y: float
    r: float


class Sketch(NamedTuple):
    """What a made-up picture shows: its things, and whether there is a sign."""

    pixels: Pixels
    things: list[Put]
    sign: bool


class _Cutting(NamedTuple):
    pixels: Pixels
    texture: int
    r: int
    ahead: tuple[float, float]
    """From the cutting's upper left corner to the thing's centre, in small pixels."""


def shrunk(image: Image.Image) -> Pixels:
    """A picture at the size and by the filter of the seer's image processor."""
    return np.asarray(image.convert("RGB").resize((EYE, EYE), Image.Resampling.BICUBIC))


class Sprites:
    """A bank of cuttings and of grounds with signs, drawn anew from `seed`; `each` cuttings of every colour and shape."""

    def __init__(self, seed: int, each: int = 64, signs: int = 100) -> None:
        rng = random.Random(f"sprites/{seed}")
        self._bank: list[list[_Cutting]] = [[] for _ in KINDS]
        order = [k for k in range(len(KINDS)) for _ in range(each)]
        rng.shuffle(order)
        for start in range(0, len(order), 9):
            for kind, cutting in _cut(rng, order[start : start + 9]):
                self._bank[kind].append(cutting)
        self._ground = np.full((EYE, EYE, 3), GROUND, dtype=np.uint8)
        self._signs = [_sign(rng) for _ in range(signs)]

    def sketch(self, rng: random.Random) -> Sketch:
        """A scene of 0 to 15 things. Most share colours or shapes with one another, as foils and counts need it."""
        sign, textured = rng.random() < 0.15, rng.random() < 0.5
        pixels, floor = rng.choice(self._signs) if sign else (self._ground, SIDE)
        pixels = pixels.copy()
        radii = rng.choice(((20, 34), (20, 34), (20, 28), (14, 24), (28, 38)))
        wanted = _wanted(rng)
        things: list[Put] = []
        for kind in wanted:
            self._put(rng, pixels, things, kind, radii, floor, textured)
        return Sketch(pixels, things, sign)

    def _put(
        self,
        rng: random.Random,
        pixels: Pixels,
        things: list[Put],
        kind: int,
        radii: tuple[int, int],
        floor: int,
        textured: bool,
    ) -> None:
        bank = self._bank[kind]
        cutting = rng.choice(bank)
        for _ in range(20):
            if radii[0] <= cutting.r <= radii[1] and (textured or cutting.texture == 0):
                break
            cutting = rng.choice(bank)
        side = cutting.pixels.shape[0]
        reach, edge = 1.3 * cutting.r, 1.3 * cutting.r + 2
        for _ in range(30):
            left = rng.randint(-4, EYE - side + 4)
            top = rng.randint(-4, EYE - side + 4)
            x, y = (left + cutting.ahead[0]) * SCALE, (top + cutting.ahead[1]) * SCALE
            if not (edge <= x <= SIDE - edge and edge <= y <= floor - edge):
                continue
            if any((x - o.x) ** 2 + (y - o.y) ** 2 < (reach + 1.3 * o.r + 6) ** 2 for o in things):
                continue
            inside = np.s_[max(0, top) : min(EYE, top + side), max(0, left) : min(EYE, left + side)]
            part = cutting.pixels[max(0, -top) : side - max(0, top + side - EYE)]
            part = part[:, max(0, -left) : side - max(0, left + side - EYE)]
            there = pixels[inside]
            # a cutting's empty corners must not wipe out what stands near it
            pixels[inside] = np.where((part == self._ground[0, 0]).all(-1, keepdims=True), there, part)
            things.append(Put(kind, cutting.texture, x, y, cutting.r))
            return


def _wanted(rng: random.Random) -> list[int]:
    """Kinds of things: a few at random, some of them several times, some sharing a colour or a shape."""
    how = rng.random()
    n = rng.choice((1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10)) if how < 0.98 else 0
    found: list[int] = []
    if how < 0.4:  # several of one kind, alone or among others
        found += [rng.randrange(len(KINDS))] * rng.randint(1, 9)
        n = rng.choice((0, 0, 1, 2, 3, 4, 5, 6))
    for _ in range(n):
        if found and rng.random() < 0.4:
            colour, shape = KINDS[rng.choice(found)]
            pick = (colour, rng.choice(SHAPES)) if rng.random() < 0.5 else (rng.choice(COLOURS), shape)
            found.append(KINDS.index(pick))
        else:
            found.append(rng.randrange(len(KINDS)))
    rng.shuffle(found)
    return found


def _cut(rng: random.Random, kinds: list[int]) -> Iterator[tuple[int, _Cutting]]:
    """Up to nine things drawn in one picture, far apart, and cut out."""
    things = []
    for place, kind in enumerate(kinds):
        row, column = divmod(place, 3)
        r, (colour, shape) = rng.randint(*_RADII), KINDS[kind]
        x, y = 53 + 107 * column + rng.randint(-2, 2), 53 + 107 * row + rng.randint(-2, 2)
        things.append(Thing(shape=shape, colour=colour, x=x, y=y, r=r, texture=rng.choice(TEXTURES)))
    small = shrunk(draw(Scene(things=tuple(things))))
    for kind, thing in zip(kinds, things, strict=True):
        x, y, half = thing.x / SCALE, thing.y / SCALE, int(1.12 * thing.r / SCALE) + 3
        left, top = max(0, int(x) - half), max(0, int(y) - half)
        pixels = small[top : top + 2 * half + 1, left : left + 2 * half + 1]
        side = min(pixels.shape[:2])
        yield (
            kind,
            _Cutting(pixels[:side, :side].copy(), TEXTURES.index(thing.texture), thing.r, (x - left, y - top)),
        )


def _sign(rng: random.Random) -> tuple[Pixels, int]:
    """A ground with a sign, and above which line things may stand."""
    lines = [
        " ".join("".join(rng.choices(_LETTERS, k=rng.randint(2, 8))) for _ in range(rng.randint(1, 3)))
        for _ in range(rng.randint(1, 2))
    ]
    scene = Scene().with_sign(*lines)
    return shrunk(draw(scene)), scene.sign.top - 8 if scene.sign else SIDE
