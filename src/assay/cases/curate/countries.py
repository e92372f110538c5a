"""Facts about the member states of the United Nations, from countryinfo, kept only where pycountry agrees.

countryinfo is broad and partly out of date, so each relation has rules that drop what is disputed, has more than one
answer or has changed; `LEFT_OUT` says which and why. What a borders entry claims counts only where both sides say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from assay.cases.curate._words import words
from assay.cases.curate.facts import Fact, Origin, fold, source, spellings

__all__ = ["LEFT_OUT", "Country", "countries", "facts"]

NOT_MEMBERS = frozenset(
    words(
        "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP "
        "MQ MS NC NF NU PF PM PN PR PS RE SH SJ SX TC TF TK TW UM VA VG VI WF YT"
    )
)
"""ISO 3166 entries that are no member states: territories, observers, and places whose status is disputed."""

LEFT_OUT: dict[str, dict[str, str]] = {
    "capital": {
        "BI": "moved from Bujumbura to Gitega in 2019; the package has the old one",
        "BJ": "Porto-Novo by law, Cotonou in fact",
        "BO": "Sucre by constitution, La Paz the seat of government",
        "CH": "no capital in law; Bern is the federal city",
        "CI": "Yamoussoukro by law, Abidjan in fact",
        "GQ": "being moved from Malabo",
        "ID": "being moved from Jakarta",
        "IL": "disputed",
        "KZ": "renamed back to Astana in 2022; the package has Nur-Sultan",
        "LK": "Sri Jayawardenepura Kotte and Colombo",
        "MY": "Kuala Lumpur, with the government in Putrajaya",
        "NR": "no official capital",
        "SZ": "Mbabane and Lobamba",
        "TZ": "Dodoma by law, Dar es Salaam long in fact",
        "YE": "Sana'a by constitution, Aden in fact",
        "ZA": "three capitals",
    },
    "part of the world": dict.fromkeys(
        words("AM AZ CY EG GE ID KZ PG RU TL TR"),
        "lies in two parts of the world, or is counted in either",
    ),
    "currency": {
        "ZW": "several in use, and the national one replaced since",
        "CU": "two until 2021",
    },
    "language": {
        "DZ": "Tamazight too",
        "ER": "no language is named official",
        "ET": "five working languages since 2020",
        "IQ": "Kurdish too",
        "MA": "Tamazight too",
        "ML": "changed in 2023",
        "NE": "changed in 2025",
        "TL": "Tetum too",
        "MU": "English, French and Creole share the work",
        "KM": "three official languages",
        "GM": "English by law, several in fact",
        "LK": "two official languages",
        "PG": "four official languages",
        "SB": "English by law, Pijin in fact",
        "DJ": "two official languages",
        "KI": "Gilbertese too",
        "PH": "Filipino too",
        "PW": "Palauan too",
        "TV": "Tuvaluan too",
    },
    "borders": {
        "CA": "Hans Island has a land border with Denmark since 2022; the package is older",
        "DK": "Hans Island has a land border with Canada since 2022; the package is older",
        "IL": "disputed",
        "LK": "the package takes a sea strait for a border",
    },
}
"""Countries left out of a relation by ISO alpha-2 code, and why. The rest are dropped by rule, see `facts`."""

RENAMED = {"MK": "North Macedonia", "SZ": "Eswatini", "BS": "the Bahamas", "GM": "the Gambia"}
"""Names where the package's is out of date or reads badly in a sentence."""

ALSO = {
    "CI": ("Côte d'Ivoire",),
    "CV": ("Cabo Verde",),
    "CZ": ("Czechia",),
    "GB": ("UK", "Britain", "Great Britain", "England"),
    "MM": ("Burma",),
    "SZ": ("Swaziland",),
    "TL": ("Timor-Leste",),
    "TR": ("Türkiye",),
    "US": ("USA", "United States of America", "America", "U.S.", "US"),
    "VN": ("Viet Nam",),
    "AE": ("UAE", "Emirates"),
    "CD": ("DR Congo", "DRC", "Congo-Kinshasa"),
    "CG": ("Congo-Brazzaville",),
    "NL": ("Holland",),
    "MK": ("Macedonia",),
    "LA": ("Lao",),
    "RU": ("Russian Federation",),
    "KR": ("Korea, South", "Republic of Korea"),
    "KP": ("Korea, North",),
}
THE = frozenset(words("AE CD CF CG CZ DO FM GB KM MH MV NL PH SB SC US"))
"""Countries whose name takes "the" in a sentence."""

CAPITAL_ALSO = {
    "KI": ("Tarawa",),
    "UA": ("Kiev",),
    "US": ("Washington", "Washington, D.C.", "Washington DC"),
    "IN": ("Delhi",),
    "MM": ("Nay Pyi Taw",),
    "MN": ("Ulan Bator",),
    "MD": ("Kishinev",),
    "TM": ("Ashkhabad",),
}
PARTS = {
    "Africa": (),
    "Americas": ("the Americas", "America", "North America", "South America", "Central America", "Caribbean"),
    "Asia": (),
    "Europe": (),
    "Oceania": ("Australia and Oceania", "Pacific"),
}
LANGUAGES = {
    "ber": "Berber",
    "dv": "Dhivehi",
    "el": "Greek",
    "km": "Khmer",
    "fa": "Persian",
    "ne": "Nepali",
    "si": "Sinhala",
    "sw": "Swahili",
}
LANGUAGE_ALSO = {
    "Dhivehi": ("Maldivian", "Divehi"),
    "Persian": ("Farsi",),
    "Bengali": ("Bangla",),
    "Romanian": ("Moldovan",),
    "Norwegian": ("Bokmål", "Nynorsk"),
    "Chinese": ("Mandarin",),
    "Dzongkha": ("Bhutanese",),
    "Burmese": ("Myanmar",),
    "Malay": ("Bahasa Melayu",),
    "Indonesian": ("Bahasa Indonesia",),
    "Khmer": ("Cambodian",),
}


class Country:
    """One member state, as both packages know it. `name` is short and reads in a sentence ("the Netherlands")."""

    def __init__(self, code: str, entry: dict[str, Any], iso: Any) -> None:
        self.code = code
        self.iso3: str = iso.alpha_3
        self.entry = entry
        base = RENAMED.get(code) or getattr(iso, "common_name", None) or entry["name"]
        base = base.removeprefix("The ")
        self.short = base.removeprefix("the ")
        self.name = f"the {self.short}" if code in THE or base.startswith("the ") else base
        official = (iso.name, getattr(iso, "official_name", ""), entry["name"], self.short, *ALSO.get(code, ()))
        self.accept = spellings(self.name, [n for n in dict.fromkeys(official) if n and "," not in n])
        self.population = int(entry.get("population") or 0)

    @property
    def rarity(self) -> str:
        """By population: `common` from 30 million, `rare` under 2 million."""
        if self.population >= 30_000_000:
            return "common"
        return "rare" if self.population < 2_000_000 else "middling"

    @property
    def near(self) -> str:
        """The part of its continent, from which harder wrong answers come."""
        return str(self.entry.get("subregion") or "").lower()


@cache
def countries() -> dict[str, Country]:
    """The member states that both packages know, by ISO alpha-2 code, in the order of the codes."""
    import pycountry
    from countryinfo import all_countries

    entries: dict[str, Any] = {}
    for country in all_countries():
        entry = country.info()
        code = entry.get("ISO", {}).get("alpha2", "")
        # The package also lists renamed and constituent countries under the code of another entry: the first one is it.
        if code and code not in entries and entry.get("population"):
            entries[code] = entry
    found = {}
    for iso in sorted(pycountry.countries, key=lambda c: str(c.alpha_2)):
        entry_of = entries.get(iso.alpha_2)
        if entry_of and iso.alpha_2 not in NOT_MEMBERS and entry_of["ISO"].get("alpha3") == iso.alpha_3:
            found[iso.alpha_2] = Country(iso.alpha_2, entry_of, iso)
    return found


def facts() -> tuple[Fact, ...]:
    """Capital, part of the world, currency code, language, calling code, ISO code and borders, country by country."""
    info, iso = source("countryinfo", "MIT"), source("pycountry", "LGPL-2.1-only")
    makers = (_capital, _part, _currency, _language, _calling, _code, _neighbour)
    rows = [(make, fact) for country in countries().values() for make in makers for fact in make(country, info, iso)]
    return tuple(fact for make in makers for made_by, fact in rows if made_by is make)


def _fact(c: Country, relation: str, answer: str, category: str, src: Origin, **more: Any) -> Fact:
    more = {"near": c.near, "rarity": c.rarity} | more
    return Fact(
        topic="countries",
        kind="country",
        relation=relation,
        subject=c.name,
        answer=answer,
        category=category,
        source=src,
        **more,
    )


def _capital(c: Country, info: Origin, _: Origin) -> Iterator[Fact]:
    """Not where the city's name holds the country's or the other way round: an echo of the question would be right."""
    city = c.entry.get("capital")
    if c.code in LEFT_OUT["capital"] or not isinstance(city, str) or not city:
        return
    if fold(c.short) in fold(city) or fold(city) in fold(c.short):
        return
    yield _fact(c, "capital", city, "capital", info, accept=spellings(city, CAPITAL_ALSO.get(c.code, ())))


def _part(c: Country, info: Origin, _: Origin) -> Iterator[Fact]:
    part = str(c.entry.get("region") or "")
    if c.code not in LEFT_OUT["part of the world"] and part in PARTS and fold(part) not in fold(c.name):
        yield _fact(c, "part of the world", part, "part of the world", info, accept=PARTS[part], near="")


def _currency(c: Country, info: Origin, _: Origin) -> Iterator[Fact]:
    """Only where the package names one currency and ISO 4217 still lists it: a withdrawn code marks an old entry."""
    import pycountry

    codes = c.entry.get("currencies") or []
    if c.code in LEFT_OUT["currency"] or len(codes) != 1 or not pycountry.currencies.get(alpha_3=codes[0]):
        return
    yield _fact(c, "currency", codes[0], "currency code", info, near=codes[0][:1])


def _language(c: Country, info: Origin, _: Origin) -> Iterator[Fact]:
    """Only where one language is listed, asked as the main one of government."""
    import pycountry

    listed = c.entry.get("languages") or []
    if c.code in LEFT_OUT["language"] or len(listed) != 1:
        return
    found = pycountry.languages.get(alpha_2=listed[0]) if len(listed[0]) == 2 else None
    if found:
        name = LANGUAGES.get(listed[0]) or found.name.split(" (")[0].split(",")[0]
        yield _fact(c, "language", name, "language", info, accept=LANGUAGE_ALSO.get(name, ()), near="")


def _calling(c: Country, info: Origin, _: Origin) -> Iterator[Fact]:
    """Not for numbers shared by several countries (+1, +7) or written with an area code."""
    codes = c.entry.get("callingCodes") or []
    if len(codes) == 1 and codes[0].isdigit() and 2 <= len(codes[0]) <= 3:
        number = f"+{codes[0]}"
        accept = (codes[0], f"00{codes[0]}")
        yield _fact(c, "calling code", number, "calling code", info, accept=accept, near=codes[0][:1])


def _code(c: Country, _: Origin, iso: Origin) -> Iterator[Fact]:
    yield _fact(c, "country code", c.iso3, "country code", iso, near=c.iso3[:1])


def _neighbour(c: Country, info: Origin, _: Origin) -> Iterator[Fact]:
    """One fact for a country, accepting every neighbour; only where all borders are told by both sides."""
    members = {other.iso3: other for other in countries().values()}
    listed = c.entry.get("borders") or []
    claims = {other.iso3 for other in members.values() if c.iso3 in (other.entry.get("borders") or [])}
    if not listed or c.code in LEFT_OUT["borders"] or claims != set(listed):
        return
    near = [members[code] for code in sorted(listed)]
    names = tuple(name for other in near for name in (other.name, *other.accept))
    yield _fact(c, "neighbour", near[0].name, "country", info, accept=names[1:], bar=(c.name,))
