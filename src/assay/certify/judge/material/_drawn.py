"""What the materials of pictures share: a labelled picture as a row, spoiled in all ways, and pictures that bring their own pixels."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from assay.cases.drawings import drawing
from assay.cases.worlds.scene import PLAIN_COLOURS, PLAIN_SHAPES, Kind
from assay.cases.worlds.scene.corruption import FAMILIES
from assay.certify.judge.attacks import REWRITES
from assay.certify.judge.rows import Material, Row, Truth
from assay.records import Case, Picture
from assay.records import Kind as Makes

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["clean_and_spoiled", "each_way", "kinds", "of_image", "of_pictures", "row", "style_of"]

of_pictures = partial(
    Material,
    languages=("en",),
    nothing="neither",
    spared=tuple(REWRITES),  # they change words
    brief=True,
    empty=2,
)
"""The material of a judge that looks at what was made."""


def kinds(rng: random.Random, n: int) -> list[Kind]:
    """`n` different plain colours and shapes."""
    return rng.sample([(colour, shape) for colour in PLAIN_COLOURS for shape in PLAIN_SHAPES], n)


def row(
    case: Case,
    what: Picture | tuple[Picture, ...],
    truth: Truth,
    style: str,
    cluster: str,
    *,
    before: tuple[str, ...] = (),
    kind: Makes = "t2i",
) -> Row:
    """A picture, or the frames of a film, with its label."""
    return Row(
        case=case,
        text=drawing(what),
        before=before,
        truth=truth,
        style=style,
        language="en",
        cluster=cluster,
        kind=kind,
    )


def each_way(number: int, of: int = 1) -> Iterator[tuple[str, int]]:
    """Clean, then each family of corruption: its name and its severity, which goes from 1 to 5 with every `of` numbers."""
    yield "", 0
    for family in FAMILIES:
        yield family, 1 + number // of % 5


def style_of(family: str, severity: int) -> str:
    """As what a slice names it."""
    return f"{family} {severity}" if family else "clean"


def of_image(image: Image.Image) -> Picture:
    """A picture that brings its own pixels."""
    out = io.BytesIO()
    image.save(out, format="PNG")
    return Picture(png=out.getvalue())


def clean_and_spoiled(image: Image.Image, number: int) -> Iterator[tuple[str, Picture]]:
    """An image as it is and in each way, with the style's name; what `shown` does for a scene."""
    from assay.cases.worlds.scene.corruption import corrupted

    for family, severity in each_way(number):
        spoiled = corrupted(image, family, severity, seed=str(number).encode()) if family else image
        yield style_of(family, severity), of_image(spoiled)
