"""From a picture that a case names to the PNG that a model is shown: between the plan, which draws nothing, and the call."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

import msgspec

from assay.cases.worlds.scene import Scene
from assay.cases.worlds.scene.words import caption
from assay.errors import MissingExtraError, ProbeError
from assay.imaging import checked
from assay.records import Picture, Request, canonical
from assay.taxonomy import ENGLISH

__all__ = ["MOST_BYTES", "check_pillow", "drawn", "in_words", "png_of"]

MOST_BYTES = 20_000_000
"""The longest PNG that a case may bring: more than any server takes."""

_KEPT = 512
"""Drawn pictures that are remembered, of some kilobytes each: the questions of one cluster show the same one, and planted models
of a kind that makes pictures mostly draw the same as each other."""

_PNG = b"\x89PNG\r\n\x1a\n"


def check_pillow() -> None:
    """Raises MissingExtraError where pictures cannot be drawn."""
    if find_spec("PIL") is None:
        raise MissingExtraError("a probe that shows pictures", "vision")


def drawn(request: Request) -> Request:
    """The request with every picture drawn; the same one where it shows none. Raises ProbeError for a PNG that is none, damaged, animated or too
    large, MissingExtraError without Pillow."""
    if not any(m.pictures for m in request.messages):
        return request
    messages = tuple(
        msgspec.structs.replace(m, pictures=tuple(Picture(png=png_of(p)) for p in m.pictures)) if m.pictures else m
        for m in request.messages
    )
    return msgspec.structs.replace(request, messages=messages)


def png_of(picture: Picture) -> bytes:
    """The picture's PNG: the same bytes for the same picture, with the same Pillow and NumPy."""
    if picture.png:
        _check(picture.png)
        return picture.png
    check_pillow()
    return _draw(canonical(picture))


@lru_cache(_KEPT)
def _check(png: bytes) -> None:
    """That a picture which a case brings can be seen by all: what one model's library reads, another's may not."""
    if not png.startswith(_PNG) or len(png) > MOST_BYTES:
        raise ProbeError(f"a picture's png must be a PNG of at most {MOST_BYTES:,} bytes; convert it first")
    try:
        checked(png, "t2i")
    except ValueError as error:
        raise ProbeError(f"a picture's png cannot be shown: {error}") from None


@lru_cache(_KEPT)
def _draw(content: bytes) -> bytes:
    from assay.cases.worlds.scene.corruption import corrupted
    from assay.cases.worlds.scene.draw import draw, encode

    picture = msgspec.json.decode(content, type=Picture)
    image = draw(msgspec.convert(picture.scene, Scene))
    if picture.corruption:
        image = corrupted(image, picture.corruption, picture.severity, seed=content)
    return encode(image)


def in_words(picture: Picture, language: str = ENGLISH) -> str:
    """What the picture shows, for people who do not see it."""
    if picture.png:
        return f"a picture of {len(picture.png):,} bytes"
    said = caption(msgspec.convert(picture.scene, Scene), language)
    return f"{said} [{picture.corruption}, severity {picture.severity} of 5]" if picture.corruption else said
