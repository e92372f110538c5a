"""Invented names: words that follow no language's own list, made from a seed and checked against the real names.

A question about such a name has one right answer: that nothing of that name is known.
"""

from __future__ import annotations

import random
from functools import cache

from assay.cases.curate._words import words
from assay.cases.curate.facts import TOPICS, facts, fold

__all__ = ["invented_name", "is_real", "real_names"]

ONSETS = words("b br d dr f fl g gl gr h j k kl kr l m n p pl pr qu r s sk sl st t tr th v vr w z zh")
NUCLEI = ["a", "e", "i", "o", "u", "ae", "ei", "ou"]
CODAS = ["", "", "", "l", "m", "n", "r", "s", "x", "nd", "rk", "lv", "sk", "th"]
ENDINGS = {
    "country": ("ia", "ora", "esh", "avia", "uria", "onia"),
    "element": ("ium", "onium", "ium", "en"),
    "region": ("ar", "osk", "ell", "und", "eth", "oria"),
    "currency": ("ar", "o", "ek", "in"),
}


@cache
def real_names() -> frozenset[str]:
    """Every name that is known to be real, folded: countries, capitals, regions, elements, currencies, languages, and
    each word of them of four letters and more."""
    import pycountry
    from countryinfo import all_countries

    found = {name for topic in TOPICS for f in facts(topic) for name in (f.subject, f.answer, *f.accept)}
    found |= {str(s.name) for s in pycountry.subdivisions}
    found |= {str(item.name) for item in (*pycountry.languages, *pycountry.currencies, *pycountry.countries)}
    for country in all_countries():
        entry = country.info()
        found |= {str(entry.get(key) or "") for key in ("name", "capital", "demonym", "nativeName")}
        found |= {str(name) for name in (*(entry.get("altSpellings") or ()), *(entry.get("provinces") or ()))}
        found |= {str(zone).split("/")[-1] for zone in entry.get("timezoneNames") or ()}
    folded = {fold(name) for name in found}
    return frozenset(folded | {word for name in folded for word in name.split() if len(word) >= 4}) - {""}


@cache
def _near_names() -> frozenset[str]:
    """The real names of six letters and more, and each with one letter left out."""
    long = [name for name in real_names() if 6 <= len(name) <= 15]
    return frozenset(long) | {name[:i] + name[i + 1 :] for name in long for i in range(len(name))}


def is_real(name: str) -> bool:
    """Whether `name` is a known name or a slip of the pen away from one: one letter changed, added or dropped."""
    key = fold(name)
    near = _near_names()
    return key in real_names() or key in near or any(key[:i] + key[i + 1 :] in near for i in range(len(key)))


def invented_name(rng: random.Random, sort: str = "region") -> str:
    """A word of eight to thirteen letters of the sort of a `country`, an `element`, a `region` or a `currency`.

    Elements come in lower case. The words checked are those the packages know: a village of that name somewhere cannot
    be ruled out, which the length and the sounds make unlikely.
    """
    while True:
        stem = "".join(
            rng.choice(ONSETS) + rng.choice(NUCLEI) + (rng.choice(CODAS) if last else "") for last in (False, True)
        )
        onset = rng.choice(ONSETS) if stem[-1] in "aeiou" else ""
        word = stem + onset + rng.choice(ENDINGS[sort])
        if 8 <= len(word) <= 13 and not is_real(word):
            return word if sort == "element" else word.capitalize()
