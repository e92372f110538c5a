"""The pictures that a model was shown and those that it made, films too, inside the page: small, so that a page of a hundred
samples stays light."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

from assay.cases.pictures import in_words
from assay.records import Reply, Sample
from assay.report._visible import marked

__all__ = ["AS_IT_IS", "FILM_AS_IT_IS", "made", "pictures"]

AS_IT_IS, FILM_AS_IT_IS = 24_000, 120_000
"""Bytes up to which a picture, and a film, stands in the page unchanged. A longer picture is made smaller, and a JPEG; of a longer
film four frames stand side by side."""

_SIDE, _SHOWN = 240, 4
_NAME = re.compile(r"[0-9a-f]{64}\.(png|jpg|webp|gif|mp4)")
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "mp4": "video/mp4"}


def pictures(sample: Sample, media: Path | None) -> Markup:
    """Each picture that a sample showed, with what it shows in words; nothing where it showed none."""
    if not sample.media:
        return Markup("")
    said = list(dict.fromkeys(in_words(p) for m in sample.case.turns for p in m.pictures))
    alone = len(said) == len(sample.media)
    return Markup("").join(_figure(name, said[k] if alone else "", media) for k, name in enumerate(sample.media))


def made(reply: Reply, media: Path | None) -> Markup:
    """What a model made in one reply: pictures, or a film."""
    return Markup("").join(_figure(each.name, "", media) for each in reply.media)


def _figure(name: str, words: str, media: Path | None) -> Markup:
    found = _NAME.fullmatch(name)
    source = _source(media / name, found[1]) if media is not None and found else ""
    if source.startswith("data:video/"):
        return Markup('<video class="shown" src="{}" width="200" controls muted loop title="{}"></video>').format(
            source, name
        )
    if not source:
        colon = ": " if words else ""
        return Markup('<p class="words empty">a picture or film, in <code>media/{}</code>{}{}</p>').format(
            marked(name), colon, words
        )
    return Markup('<img class="shown" src="{}" width="200" alt="{}" title="{}">').format(source, words, name)


def _source(file: Path, suffix: str) -> str:
    """A data URL, "" where the file is gone or cannot be read."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    if len(content) <= (AS_IT_IS if suffix in ("png", "jpg") else FILM_AS_IT_IS):
        return f"data:{_TYPES[suffix]};base64,{b64encode(content).decode()}"
    return _smaller(content) if suffix != "mp4" and find_spec("PIL") is not None else ""


def _smaller(content: bytes) -> str:
    """As a small JPEG; a film as some of its frames, side by side."""
    from PIL import Image, UnidentifiedImageError

    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
            frames = getattr(image, "n_frames", 1)
            shown = []
            for place in sorted({round(k * (frames - 1) / (_SHOWN - 1)) for k in range(_SHOWN)}):
                image.seek(place)
                small = image.convert("RGB")
                small.thumbnail((_SIDE, _SIDE))
                shown.append(small)
            sheet = Image.new("RGB", (sum(s.width for s in shown), max(s.height for s in shown)), "white")
            left = 0
            for small in shown:
                sheet.paste(small, (left, 0))
                left += small.width
            sheet.save(out, format="JPEG", quality=75)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError):
        return ""
    return f"data:image/jpeg;base64,{b64encode(out.getvalue()).decode()}"
