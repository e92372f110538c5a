"""Pairs of pictures for the search for near copies: a picture with a copy that was spoiled a little, or with another draw of its prompt."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from assay.cases.drawings import drawing
from assay.cases.worlds.paintings import COMPOSED, PLAIN_KINDS, Wanted, painted, wanted
from assay.cases.worlds.scene import Scene, shown
from assay.certify.judge.material._drawn import of_image, of_pictures, row
from assay.certify.judge.rows import Row
from assay.records import Case, Picture, Verdict

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MATERIAL"]

_Spoil = Callable[["Image", random.Random], "Image"]

_PROMPTS = 50
"""Of each a picture with a copy spoiled in each of ten ways, and ten other draws: 1,000 pairs."""
_CASE = Case(prompt="a picture")


def _jpeg(image: Image, rng: random.Random, quality: int) -> Image:
    from PIL import Image as Images

    out = io.BytesIO()
    image.save(out, format="JPEG", quality=quality)
    return Images.open(io.BytesIO(out.getvalue())).convert("RGB")


def _cut(image: Image, rng: random.Random, share: float) -> Image:
    """Without a margin, a part of which is on each side."""
    wide, high = round(image.width * (1 - share)), round(image.height * (1 - share))
    left, top = rng.randint(0, image.width - wide), rng.randint(0, image.height - high)
    return image.crop((left, top, left + wide, top + high))


def _sized(image: Image, rng: random.Random, side: int) -> Image:
    return image.resize((side, side))


def _noisy(image: Image, rng: random.Random, deviation: float) -> Image:
    import numpy as np
    from PIL import Image as Images

    drawn = np.random.default_rng(rng.randrange(2**32)).normal(0, deviation, (image.height, image.width, 3))
    return Images.fromarray(np.clip(np.rint(np.asarray(image) + drawn), 0, 255).astype(np.uint8))


_COPIES: Mapping[str, _Spoil] = {
    "the same": lambda image, rng: image,
    "JPEG, quality 60": partial(_jpeg, quality=60),
    "JPEG, quality 20": partial(_jpeg, quality=20),
    "cut by 3 %": partial(_cut, share=0.03),
    "cut by 10 %": partial(_cut, share=0.10),
    "cut by 20 %": partial(_cut, share=0.20),
    "64 pixels": partial(_sized, side=64),
    "768 pixels": partial(_sized, side=768),
    "noise 14": partial(_noisy, deviation=14),
    "noise 45": partial(_noisy, deviation=45),
}


def _rows(rng: random.Random) -> Iterator[Row]:
    for number in range(_PROMPTS):
        want = _wanted(rng, number)
        scene = painted(rng, want)
        first = (drawing(scene),)
        for style, spoil in _COPIES.items():
            yield row(_CASE, _copy(scene, spoil, rng), "positive", style, str(number), before=first)
        for _ in _COPIES:
            yield row(
                _CASE, shown(painted(rng, want)), "negative", f"another draw: {want.sort}", str(number), before=first
            )


def _wanted(rng: random.Random, number: int) -> Wanted:
    sorts = ("single", *COMPOSED)
    return wanted(rng, sorts[number % len(sorts)], rng.choice(PLAIN_KINDS))


def _copy(scene: Scene, spoil: _Spoil, rng: random.Random) -> Picture:
    from assay.cases.worlds.scene.draw import draw

    return of_image(spoil(draw(scene), rng))


def _meant(verdict: Verdict) -> Verdict:
    """How near the two are ranks them."""
    apart = verdict.extra.get("apart")
    return verdict if apart is None else msgspec.structs.replace(verdict, extra={**verdict.extra, "p": 1.0 - apart})


MATERIAL = of_pictures(
    rows=_rows,
    positive="the second picture is a copy of the first, spoiled a little",
    negative="the second picture is another one of the same prompt",
    population=(
        f"1,000 pairs of pictures of 320 × 320 pixels: {_PROMPTS} rendered scenes of one to four things, each with {len(_COPIES)} copies "
        f"({'; '.join(_COPIES)}) and with as many other pictures of its prompt"
    ),
    meant=_meant,
)
