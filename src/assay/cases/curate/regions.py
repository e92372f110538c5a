"""Facts about the first-level parts of countries (provinces, states, counties …): which country each lies in.

From pycountry (ISO 3166-2). Names that two countries share, that hold a country's name or are no words are left out.
"""

from __future__ import annotations

from collections import Counter

from assay.cases.curate._words import words
from assay.cases.curate.countries import countries
from assay.cases.curate.facts import Fact, fold, source

__all__ = ["DISPUTED", "facts"]

DISPUTED = frozenset(
    words(
        "CN-HK CN-MO CN-TW CY-01 CY-04 CY-06 GE-AB IN-AR IN-JK IN-LA MA-10 MA-11 MA-12 MD-BD MD-DU MD-SN PK-GB PK-JK "
        "RS-KM SO-AW SO-SA SO-SO SO-TO SO-WO UA-09 UA-14 UA-23 UA-40 UA-43 UA-65"
    )
)
"""ISO 3166-2 codes of regions that another state claims or that another power holds, wholly or in part. Those of Israel
are all left out, and so is every region that ISO 3166-1 lists as a country or territory of its own (Aruba, Guam)."""

PLAIN = frozenset(
    words("central north south east west northern southern eastern western centre coast upper lower islands")
)


def facts() -> tuple[Fact, ...]:
    """One fact a region, by its ISO code. Rarity is the country's, one step further out."""
    import pycountry

    src = source("pycountry", "LGPL-2.1-only")
    members = countries()
    nations = {fold(name) for c in members.values() for name in (c.short, *c.accept)}
    listed = {fold(str(c.name)) for c in pycountry.countries}
    everywhere = sorted(pycountry.subdivisions, key=lambda s: str(s.code))
    shared = Counter(fold(s.name) for s in {(fold(s.name), s.country_code): s for s in everywhere}.values())
    capitals = Counter(fold(str(c.entry.get("capital"))) for c in members.values())
    made = []
    for part in everywhere:
        country, name = members.get(part.country_code), str(part.name)
        key = fold(name)
        if not country or part.parent_code or shared[key] > 1 or not _readable(name):
            continue
        if part.code in DISPUTED or country.code == "IL" or key in listed:
            continue
        asked = set(fold(f"{part.type} {name}").split())
        echo = fold(country.short) in key or any(nation in asked or nation == key for nation in nations)
        abroad = capitals[key] and key != fold(str(country.entry.get("capital")))
        if echo or abroad or asked - set(fold(str(part.type)).split()) <= PLAIN:
            continue
        rarity = {"common": "middling", "middling": "rare", "rare": "rare"}[country.rarity]
        made.append(
            Fact(
                topic="regions",
                kind=str(part.type).lower().split(" in ")[0],  # "autonomous city in north africa" gives the place away
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
