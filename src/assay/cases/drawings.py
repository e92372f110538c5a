"""Drawings: how the right or a wrong answer of a model that makes pictures or films is written down as a text, and drawn from it.

A probe's `ideal` and `worst` are texts. For such models a text is the JSON of the pictures to draw: one is a PNG, several are the
frames of a film, an animated WebP without loss; a watermark may be written into them. Or it names a signed file, which cannot be
drawn. Other texts are just words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
from msgspec import Struct

from assay.cases.pictures import png_of
from assay.cases.worlds.scene import Scene, shown
from assay.cases.worlds.scene.painted import Film
from assay.cases.worlds.signed import signed
from assay.errors import ProbeError
from assay.imaging import FRAME_MS, encode_film, encode_picture, read_picture
from assay.records import Media, Picture, canonical
from assay.watermarks import KEYS, Key, marked

__all__ = ["FRAME_MS", "drawing", "drawn_in", "film_of", "made", "pictures_in", "signed_file"]

_KEPT = 8192
"""Drawn texts that are remembered, of a few thousand bytes each: what stands for an answer is asked for again by each model."""

_KEYS = {one.name: one for key in KEYS for one in (key, key.decoy)}


class _Drawing(Struct, frozen=True, omit_defaults=True):
    """`mark` names the key that is written into the pictures, `faintly` or not; `signed` is a file in place of them."""

    drawing: tuple[Picture, ...]
    faintly: bool = False
    mark: str = ""
    signed: str = ""


def drawing(what: Scene | Film | Picture | Sequence[Picture], *, mark: Key | None = None, faintly: bool = False) -> str:
    """The text that stands for a picture or a film, which may be given as its frames; with a watermark where a key is given (see
    `assay.watermarks.marked`)."""
    frames = what.frames if isinstance(what, Film) else what
    scenes: Sequence[Scene | Picture] = (frames,) if isinstance(frames, Scene | Picture) else frames
    pictures = tuple(one if isinstance(one, Picture) else shown(one) for one in scenes)
    return canonical(_Drawing(pictures, faintly, mark.name if mark else "")).decode()


def signed_file(name: str) -> str:
    """The text that stands for one of `assay.cases.worlds.signed.SIGNED`."""
    return canonical(_Drawing((), signed=name)).decode()


def pictures_in(text: str) -> tuple[Picture, ...]:
    """The pictures that a text stands for, none where it is just words, or names a signed file."""
    return _read(text).drawing


@lru_cache(_KEPT)
def made(text: str) -> Media | None:
    """What a text stands for, drawn: the same bytes for the same text with the same Pillow. None where it is just words."""
    told = _read(text)
    if told.signed:
        return Media.of(signed(told.signed))
    if not told.drawing:
        return None
    frames = [png_of(picture) for picture in told.drawing]
    if told.mark:
        frames = [_marked(png, told) for png in frames]
    return Media.of(frames[0] if len(frames) == 1 else film_of(frames))


def film_of(frames: Sequence[bytes]) -> bytes:
    """PNGs as an animated WebP without loss."""
    return encode_film([read_picture(png) for png in frames])


def drawn_in(text: str) -> str:
    """The text in words, for people: what a drawing shows, or the words themselves."""
    from assay.cases.pictures import in_words

    told = _read(text)
    if told.signed:
        return f"[a signed file: {told.signed}]"
    said = [in_words(picture) for picture in told.drawing]
    if not said:
        return text
    mark = f"; with the watermark of {told.mark}{', faintly' if told.faintly else ''}" if told.mark else ""
    return (
        f"[a picture: {said[0]}{mark}]"
        if len(said) == 1
        else f"[a film of {len(said)} frames: {said[0]}; at last: {said[-1]}{mark}]"
    )


def _read(text: str) -> _Drawing:
    if not text.startswith('{"drawing":'):
        return _Drawing(())
    try:
        return msgspec.json.decode(text, type=_Drawing)
    except msgspec.DecodeError as error:
        raise ProbeError(f"a drawing cannot be read: {error}") from None


def _marked(png: bytes, told: _Drawing) -> bytes:
    from PIL import Image

    if told.mark not in _KEYS:
        raise ProbeError(f"a drawing bears the watermark '{told.mark}', which is none of {', '.join(_KEYS)}")
    picture = np.asarray(read_picture(png).convert("RGB"))
    return encode_picture(Image.fromarray(marked(picture, _KEYS[told.mark], faintly=told.faintly)))
