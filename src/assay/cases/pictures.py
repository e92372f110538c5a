"""From a picture that a case names to the PNG that a model is shown: between the plan, which draws nothing, and the call; or to the photograph
that it names."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from assay.cases.curate.store import media_file
from assay.cases.worlds.scene import Scene
from assay.cases.worlds.scene.words import caption
from assay.errors import MissingExtraError, ProbeError, reason
from assay.imaging import checked
from assay.records import Picture, Request, canonical, digest
from assay.taxonomy import ENGLISH

__all__ = ["MOST_BYTES", "check_pillow", "data_of", "drawn", "in_words", "png_of"]

MOST_BYTES = 20_000_000
"""The longest PNG or JPEG that a case may bring: more than any server takes."""

_KEPT = 512
"""Drawn pictures that are remembered, of some kilobytes each: the questions of one cluster show the same one, and planted models
of a kind that makes pictures mostly draw the same as each other."""

_MEND = "assay resume takes it from the run's folder, a new run from its source"

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def check_pillow() -> None:
    """Raises MissingExtraError where pictures cannot be drawn."""
    if find_spec("PIL") is None:
        raise MissingExtraError("a probe that shows pictures", "vision")


def drawn(request: Request) -> Request:
    """The request with every picture drawn or read; the same one where it shows none. Raises ProbeError for a PNG or JPEG that is
    none, damaged, animated or too large and for a photograph that is gone, MissingExtraError without Pillow."""
    if not any(m.pictures for m in request.messages):
        return request
    messages = tuple(
        msgspec.structs.replace(m, pictures=tuple(map(_seen, m.pictures))) if m.pictures else m
        for m in request.messages
    )
    return msgspec.structs.replace(request, messages=messages)


def data_of(picture: Picture) -> bytes:
    """The picture's PNG or JPEG: the same bytes for the same picture, with the same Pillow and NumPy."""
    if picture.media:
        return _photograph(picture.media)
    if picture.jpeg:
        _check(picture.jpeg, _JPEG, "JPEG")
        return picture.jpeg
    return png_of(picture)


def png_of(picture: Picture) -> bytes:
    """The PNG of a picture that is drawn, or that brings its own."""
    if picture.png:
        _check(picture.png, _PNG, "PNG")
        return picture.png
    check_pillow()
    return _draw(canonical(picture))


def _seen(picture: Picture) -> Picture:
    data = data_of(picture)
    return Picture(png=data) if data.startswith(_PNG) else Picture(jpeg=data)


def _photograph(name: str) -> bytes:
    """From the user's cache, where its source put it."""
    file = media_file(Path(name).name)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ProbeError(f"the photograph {file} cannot be read ({reason(error)}): {_MEND}") from None
    if digest(data) != file.stem:
        raise ProbeError(f"the photograph {file} has been changed: remove it; then {_MEND}")
    return data


@lru_cache(_KEPT)
def _check(data: bytes, begins: bytes, name: str) -> None:
    """That a picture which a case brings can be seen by all: what one model's library reads, another's may not."""
    if not data.startswith(begins) or len(data) > MOST_BYTES:
        raise ProbeError(
            f"a picture's {name.lower()} must be a {name} of at most {MOST_BYTES:,} bytes; convert it first"
        )
    try:
        checked(data, "t2i")
    except ValueError as error:
        raise ProbeError(f"a picture's {name.lower()} cannot be shown: {error}") from None


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
    if picture.media:
        return f"a photograph, {picture.media[:8]}…"
    if picture.data:
        return f"a picture of {len(picture.data):,} bytes"
    said = caption(msgspec.convert(picture.scene, Scene), language)
    return f"{said} [{picture.corruption}, severity {picture.severity} of 5]" if picture.corruption else said
