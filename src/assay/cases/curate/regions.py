"""Facts about the first-level parts of countries (provinces, states, counties …): which country each lies in.

From pycountry (ISO 3166-2). Names that two countries share, that hold a country's name or are no words are left out.
"""

from __future__ import annotations

from collections import Counter

from assay.cases.curate._words import words
from assay.cases.curate.countries import countries
from assay.cases.curate.facts import Fact, fold, source

__all__ = ["facts"]

PLAIN = frozenset(
    words("central north south east west northern southern eastern western centre coast upper lower islands")
)


def facts() -> tuple[Fact, ...]:
    """One fact a region, by its ISO code. Rarity is the country's, one step further out."""
    import pycountry

    src = source("pycountry", "LGPL-2.1-only")
    members = countries()
    nations = {fold(name) for c in members.values() for name in (c.short, *c.accept)}
    everywhere = sorted(pycountry.subdivisions, key=lambda s: str(s.code))
    shared = Counter(fold(s.name) for s in {(fold(s.name), s.country_code): s for s in everywhere}.values())
    capitals = Counter(fold(str(c.entry.get("capital"))) for c in members.values())
    made = []
    for part in everywhere:
        country, name = members.get(part.country_code), str(part.name)
        key = fold(name)
        if not country or part.parent_code or shared[key] > 1 or not _readable(name):
            continue
        words = set(key.split())
        echo = fold(country.short) in key or any(
            nation in words or nation == key for nation in nations if " " not in nation
        )
        abroad = capitals[key] and key != fold(str(country.entry.get("capital")))
        if echo or abroad or words <= PLAIN:
            continue
        rarity = {"common": "middling", "middling": "rare", "rare": "rare"}[country.rarity]
        made.append(
            Fact(
                topic="regions",
                kind=str(part.type).lower(),
                relation="country of region",
                subject=name,
                answer=country.name,
                accept=country.accept,
                category="country",
                near=country.near,
                rarity=rarity,
                source=src,
            )
        )
    return tuple(made)


def _readable(name: str) -> bool:
    """A name of at least four letters in Latin script, without brackets, commas, slashes or digits."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) >= 4 and all(c.isalpha() or c in " -'’" for c in name) and all(ord(c) < 0x250 for c in letters)
