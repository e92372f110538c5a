"""Made-up persons and towns in English, Spanish and Chinese: a common first name with a name that nobody bears."""

from __future__ import annotations

import random

from assay.cases.curate.frames import PEOPLE
from assay.cases.curate.names import invented_name
from assay.cases.worlds.asks import LANGUAGES
from assay.cases.worlds.asks import PEOPLE as ABROAD

__all__ = ["full_name", "last_name", "town", "two_names"]

_SYLLABLES = tuple("布德多尔法芬格霍基卡科克拉莱洛马莫纳诺佩普萨索塔特瓦维西扎")
"""Characters by which foreign names are written in Chinese."""


def town(rng: random.Random, language: str) -> str:
    """The name of a town that is not ("Gruzorkell", "科萨维")."""
    return "".join(rng.sample(_SYLLABLES, 3)) if language == "zh" else invented_name(rng, "region")


def full_name(rng: random.Random, language: str) -> str:
    """A person's first and last name ("Ada Gruzorkell", "安娜·科萨维")."""
    return _with_last(rng, rng.choice(_first_names(language)), language)


def two_names(rng: random.Random, language: str) -> tuple[str, str]:
    """Two persons who share no part of their names."""
    one, other = (_with_last(rng, first, language) for first in rng.sample(_first_names(language), 2))
    return (one, other) if last_name(one) != last_name(other) else two_names(rng, language)


def last_name(name: str) -> str:
    """The part of a name by which its bearer is known."""
    return name.replace("·", " ").split()[-1]


def _with_last(rng: random.Random, first: str, language: str) -> str:
    return f"{first}{'·' if language == 'zh' else ' '}{town(rng, language)}"


def _first_names(language: str) -> tuple[str, ...]:
    return PEOPLE if language == "en" else tuple(names[LANGUAGES.index(language)] for names in ABROAD)
