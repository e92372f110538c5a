"""The pictures that a model was shown, inside the page: small, so that a page of a hundred samples stays light."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

from assay.cases.pictures import in_words
from assay.records import Sample
from assay.report._visible import marked

__all__ = ["AS_IT_IS", "pictures"]

AS_IT_IS = 24_000
"""Bytes up to which a picture stands in the page unchanged; a longer one is made smaller, and a JPEG."""

_SIDE = 240
_NAME = re.compile(r"[0-9a-f]{64}\.png")


def pictures(sample: Sample, media: Path | None) -> Markup:
    """Each picture of a sample, with what it shows in words; nothing where it was shown none."""
    if not sample.media:
        return Markup("")
    said = list(dict.fromkeys(in_words(p) for m in sample.case.turns for p in m.pictures))
    alone = len(said) == len(sample.media)
    return Markup("").join(_figure(name, said[k] if alone else "", media) for k, name in enumerate(sample.media))


def _figure(name: str, words: str, media: Path | None) -> Markup:
    source = _source(media / name) if media is not None and _NAME.fullmatch(name) else ""
    if not source:
        return Markup('<p class="words empty">a picture, in <code>media/{}</code>: {}</p>').format(marked(name), words)
    return Markup('<img class="shown" src="{}" width="200" alt="{}" title="{}">').format(source, words, name)


def _source(file: Path) -> str:
    """A data URL, "" where the picture is gone or cannot be read."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    if len(content) <= AS_IT_IS:
        return f"data:image/png;base64,{b64encode(content).decode()}"
    return _smaller(content) if find_spec("PIL") is not None else ""


def _smaller(content: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            small = image.convert("RGB")
            small.thumbnail((_SIDE, _SIDE))
            small.save(out, format="JPEG", quality=75)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return ""
    return f"data:image/jpeg;base64,{b64encode(out.getvalue()).decode()}"
