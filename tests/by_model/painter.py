"""A model whose pictures rules cannot read (all is striped) and people can, and eyes that answer questions about them."""

from __future__ import annotations

import io
import random
import re
from functools import lru_cache
from hashlib import sha256

import msgspec

from assay.cases.pictures import png_of
from assay.cases.worlds.paintings import Sort, Wanted, nearest_other, painted
from assay.cases.worlds.scene import PLAIN_COLOURS, PLAIN_SHAPES, shown
from tests.support.openai_wire import Call
from tests.support.seeing import Spot, answer_from, look, png_in

_NUMBERS = ("", "one", "two", "three", "four")


def striped(prompt: str) -> bytes:
    """What the prompt says, or the nearest that is something else; see `is_right`."""
    want = wanted(prompt)
    rng = random.Random(prompt)
    scene = painted(rng, want if is_right(prompt) else nearest_other(rng, want))
    things = tuple(msgspec.structs.replace(thing, texture="striped") for thing in scene.things)
    return png_of(shown(msgspec.structs.replace(scene, things=things)))


def framed(prompt: str) -> bytes:
    """The same in a format of which a judge is shown another."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(striped(prompt))).save(out, format="WEBP", lossless=True)
    return out.getvalue()


def is_right(prompt: str) -> bool:
    return sha256(prompt.encode()).digest()[0] % 2 == 0


def wanted(prompt: str) -> Wanted:
    """What a prompt of the probe asks for."""
    colours, shapes = "|".join(PLAIN_COLOURS), "|".join(PLAIN_SHAPES)
    kinds = tuple(re.findall(rf"({colours}) ({shapes})", prompt))
    relation = next((r for r in ("left of", "right of", "above", "below") if r in prompt), "")
    number = next((n for n, word in enumerate(_NUMBERS) if word and word in prompt.split()), 1)
    sort: Sort = "relation" if relation else "two" if len(kinds) == 2 else "count" if number > 1 else "single"
    return Wanted(sort=sort, kinds=kinds, number=number, relation=relation)


def answered(png: bytes, question: str) -> str:
    """What the pixels say."""
    spots = _spots(png)
    if found := re.search(r"(?:there|show) an? (\w+)(?: in the picture)?[?]", question):
        return "Yes." if any(spot.shape == found[1] for spot in spots) else "No."
    return answer_from(spots, question)


@lru_cache(256)
def _spots(png: bytes) -> list[Spot]:
    return look(png)


def eyes(call: Call) -> str:
    return answered(png_in(call.body), call.last)
