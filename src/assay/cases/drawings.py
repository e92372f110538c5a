"""Drawings: how the right or a wrong answer of a model that makes pictures or films is written down as a text, and drawn from it.

A probe's `ideal` and `worst` are texts. For such models a text is the JSON of the pictures to draw: one is a PNG, several are the
frames of a film, an animated WebP without loss. Other texts are just words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from assay.cases.pictures import png_of
from assay.cases.worlds.scene import Scene, shown
from assay.cases.worlds.scene.painted import Film
from assay.errors import ProbeError
from assay.imaging import FRAME_MS, encode_film, read_picture
from assay.records import Media, Picture, canonical

__all__ = ["FRAME_MS", "drawing", "drawn_in", "film_of", "made", "pictures_in"]

_KEPT = 8192
"""Drawn texts that are remembered, of a few thousand bytes each: what stands for an answer is asked for again by each model."""


class _Drawing(Struct, frozen=True):
    drawing: tuple[Picture, ...]


def drawing(what: Scene | Film | Picture) -> str:
    """The text that stands for a picture or a film."""
    scenes: Sequence[Scene | Picture] = what.frames if isinstance(what, Film) else (what,)
    pictures = tuple(one if isinstance(one, Picture) else shown(one) for one in scenes)
    return canonical(_Drawing(pictures)).decode()


def pictures_in(text: str) -> tuple[Picture, ...]:
    """The pictures that a text stands for, none where it is just words."""
    if not text.startswith('{"drawing":'):
        return ()
    try:
        return msgspec.json.decode(text, type=_Drawing).drawing
    except msgspec.DecodeError as error:
        raise ProbeError(f"a drawing cannot be read: {error}") from None


@lru_cache(_KEPT)
def made(text: str) -> Media | None:
    """What a text stands for, drawn: the same bytes for the same text with the same Pillow. None where it is just words."""
    pictures = pictures_in(text)
    if not pictures:
        return None
    frames = [png_of(picture) for picture in pictures]
    return Media.of(frames[0] if len(frames) == 1 else film_of(frames))


def film_of(frames: Sequence[bytes]) -> bytes:
    """PNGs as an animated WebP without loss."""
    return encode_film([read_picture(png) for png in frames])


def drawn_in(text: str) -> str:
    """The text in words, for people: what a drawing shows, or the words themselves."""
    from assay.cases.pictures import in_words

    said = [in_words(picture) for picture in pictures_in(text)]
    if not said:
        return text
    return (
        f"[a picture: {said[0]}]"
        if len(said) == 1
        else f"[a film of {len(said)} frames: {said[0]}; at last: {said[-1]}]"
    )
