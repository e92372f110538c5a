"""Invented countries with Spanish and Chinese names, kept apart from the real ones."""

from __future__ import annotations

import random

from assay.cases.curate.names import invented_name

__all__ = ["invented_country"]

_SYLLABLES = tuple("布德多尔法芬格霍基卡科克拉莱洛马莫纳诺佩普萨索塔特瓦维西扎")
_ENDINGS = ("维亚", "多拉", "索尼亚", "库里亚", "拉维亚", "格兰", "罗什")
_NEAR = 2


def invented_country(rng: random.Random, language: str, real: frozenset[str]) -> str:
    """A country's name that no country bears: a word in Latin letters, or three to five Chinese characters as names are
    transcribed. No Chinese one shares all but `_NEAR` of its characters' pairs with a real name."""
    if language != "zh":
        return invented_name(rng, "country")
    while True:
        name = "".join(rng.sample(_SYLLABLES, rng.randint(2, 3))) + rng.choice(_ENDINGS)
        pairs = {name[i : i + 2] for i in range(len(name) - 1)}
        if all(len(pairs - {other[i : i + 2] for i in range(len(other) - 1)}) >= _NEAR for other in real):
            return name
