"""Draws a scene with Pillow: antialiased, and the same bytes for the same scene with the same Pillow."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from assay.cases.worlds.scene import SIDE, Person, Scene, Sign, Thing

__all__ = ["GROUND", "HAIR_RGB", "MONK", "PANEL", "RGB", "draw", "encode"]

RGB: dict[str, tuple[int, int, int]] = {
    "red": (214, 38, 38),
    "green": (30, 142, 62),
    "blue": (30, 84, 220),
    "yellow": (246, 200, 0),
    "purple": (132, 48, 172),
    "orange": (246, 128, 16),
    "black": (24, 24, 24),
    "pink": (246, 138, 190),
}
GROUND = (242, 242, 238)
MONK: dict[int, tuple[int, int, int]] = {
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
PANEL = (168, 196, 222)
HAIR_RGB = (118, 118, 124)
"""What stands behind a person, and hair: neither is near any skin tone."""
_FINE = 3
"""Pictures are drawn so many times larger, and made smaller: that smooths the edges."""
_SHADE = 0.6
"""How bright stripes and dots are, as a share of the colour; on black they are grey."""

Points = list[tuple[float, float]]


def _polygon(*corners: tuple[float, float]) -> Callable[[], Points]:
    return lambda: list(corners)


def _star() -> Points:
    turns = [math.pi * (k / 5 - 0.5) for k in range(10)]
    return [
        ((0.42 if k % 2 else 1.08) * math.cos(a), (0.42 if k % 2 else 1.08) * math.sin(a)) for k, a in enumerate(turns)
    ]


def _heart() -> Points:
    turns = [2 * math.pi * k / 90 for k in range(90)]
    return [
        (
            math.sin(a) ** 3,
            -(13 * math.cos(a) - 5 * math.cos(2 * a) - 2 * math.cos(3 * a) - math.cos(4 * a)) / 16,
        )
        for a in turns
    ]


_OUTLINES: dict[str, Callable[[], Points]] = {
    "circle": lambda: [(math.cos(math.pi * k / 60), math.sin(math.pi * k / 60)) for k in range(120)],
    "square": _polygon((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": _polygon((0, -1), (1.08, 0.88), (-1.08, 0.88)),
    "star": _star,
    "cross": _polygon(
        *[(-0.34, -1.0), (0.34, -1.0), (0.34, -0.34), (1.0, -0.34), (1.0, 0.34), (0.34, 0.34)],
        *[(0.34, 1.0), (-0.34, 1.0), (-0.34, 0.34), (-1.0, 0.34), (-1.0, -0.34), (-0.34, -0.34)],
    ),
    "heart": _heart,
    "diamond": _polygon((0, -1.1), (0.68, 0), (0, 1.1), (-0.68, 0)),
    "arrow": _polygon((0, -1.05), (0.9, -0.1), (0.36, -0.1), (0.36, 1.05), (-0.36, 1.05), (-0.36, -0.1), (-0.9, -0.1)),
}
"""The outline of each shape, for a radius of 1; y goes down."""


def draw(scene: Scene) -> Image.Image:
    """The scene as an RGB image of 320 × 320 pixels."""
    image = Image.new("RGB", (SIDE * _FINE, SIDE * _FINE), GROUND)
    for person in scene.people:
        _person(image, person)
    for thing in scene.things:
        _put(image, thing)
    if scene.sign is not None:
        _board(image, scene.sign)
    return image.reduce(_FINE)


def encode(image: Image.Image) -> bytes:
    """The image as a PNG."""
    out = io.BytesIO()
    image.save(out, format="PNG", compress_level=6)
    return out.getvalue()


def _put(image: Image.Image, thing: Thing) -> None:
    cx, cy, r = (_FINE * value for value in (thing.x, thing.y, thing.r))
    outline = [(cx + x * r, cy + y * r) for x, y in _OUTLINES[thing.shape]()]
    colour = RGB[thing.colour]
    if thing.texture == "plain":
        ImageDraw.Draw(image).polygon(outline, fill=colour)
        return
    shade = tuple(round(_SHADE * c) for c in colour) if max(colour) > 60 else (105, 105, 105)
    step, reach = max(6, r // 3), round(1.3 * r)
    left, top, side = cx - reach, cy - reach, 2 * reach + 1
    cloth = Image.new("RGB", (side, side), colour)
    pen = ImageDraw.Draw(cloth)
    for y in range(0, side, step):
        if thing.texture == "striped":
            pen.rectangle((0, y, side, y + step // 2 - 1), fill=shade)
        else:
            for x in range(0, side, step):
                dot = step // 4
                pen.ellipse((x - dot, y - dot, x + dot, y + dot), fill=shade)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in outline], fill=255)
    image.paste(cloth, (left, top), mask)


def _person(image: Image.Image, person: Person) -> None:
    """Panel, long hair, shoulders, neck, face, eyes and hair, each over the one before."""
    pen = ImageDraw.Draw(image)
    cx, cy, r = (_FINE * value for value in (person.x, person.y, person.r))
    skin, garment = MONK[person.tone], RGB[person.garment]

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return cx + left * r, cy + top * r, cx + right * r, cy + bottom * r

    pen.rectangle(box(-2, -1.8, 2, 2.8), fill=PANEL)
    if person.hair == "long":
        pen.rounded_rectangle(box(-1.15, -0.6, 1.15, 1.6), radius=0.4 * r, fill=HAIR_RGB)
    pen.rounded_rectangle(box(-1.7, 1.3, 1.7, 3.6), radius=0.7 * r, fill=garment)
    pen.rectangle((*box(-2, 2.8, 2, 2.8)[:2], *box(-2, 2.8, 2, 3.7)[2:]), fill=GROUND)
    pen.rectangle(box(-0.3, 0.7, 0.3, 1.4), fill=skin)
    if person.hair != "bald":
        pen.pieslice(box(-1.0, -1.3, 1.0, 1.1), 180, 360, fill=HAIR_RGB)
    pen.ellipse(box(-0.85, -1, 0.85, 1), fill=skin)
    if person.hair != "bald":
        pen.chord(box(-0.9, -1.1, 0.9, 1.0), 205, 335, fill=HAIR_RGB)
    for side in (-1, 1):
        pen.ellipse(box(0.36 * side - 0.16, -0.24, 0.36 * side + 0.16, 0.08), fill=(255, 255, 255))
        pen.ellipse(box(0.36 * side - 0.09, -0.17, 0.36 * side + 0.09, 0.01), fill=(20, 20, 20))
    pen.arc(box(-0.38, 0.1, 0.38, 0.6), 30, 150, fill=(150, 50, 50), width=max(2, round(0.08 * r)))


def _board(image: Image.Image, sign: Sign) -> None:
    """Dark letters on white, as large as the longest line allows, in the font that Pillow brings."""
    pen = ImageDraw.Draw(image)
    left, right = 12 * _FINE, (SIDE - 12) * _FINE
    top, bottom = sign.top * _FINE, (sign.top + sign.height) * _FINE
    pen.rectangle((left, top, right, bottom), fill=(255, 255, 255), outline=(40, 40, 40), width=2 * _FINE)
    room = right - left - 24 * _FINE
    size = 24 * _FINE
    while size > 8 and max(_font(size).getlength(line) for line in sign.lines) > room:
        size -= _FINE
    for number, line in enumerate(sign.lines):
        y = top + (bottom - top) * (2 * number + 1) // (2 * len(sign.lines))
        pen.text(((left + right) // 2, y), line, fill=(20, 20, 20), font=_font(size), anchor="mm")


def _font(size: int) -> ImageFont.FreeTypeFont:
    found = ImageFont.load_default(size)
    if not isinstance(found, ImageFont.FreeTypeFont):
        raise TypeError("this Pillow was built without FreeType, which signs need: install its wheel")
    return found
