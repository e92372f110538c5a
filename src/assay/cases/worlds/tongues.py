"""The same question in English, Spanish and Chinese: facts on countries, sums, weekdays and the order of three people.

Names of countries come from pycountry's translations, for those countries where these are what people write; parts of
the world, days and templates are our own. What is asked is drawn once, as codes, numbers and places in a row, and the
answer is computed before anything becomes words.
"""

from __future__ import annotations

import gettext
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from assay.cases.curate.countries import LEFT_OUT, Country, countries
from assay.cases.worlds.asks import CITIES, LANGUAGES, PEOPLE
from assay.cases.worlds.people import words

__all__ = ["LANGUAGES", "TOPICS", "Asked", "country_names", "question"]

_CODES = words(
    "AL AO AR AT AU BE BG BR BW CA CH CL CM CN CO CR CU CZ DE DK DZ EC EE EG ES ET FI FJ FR GB GH GR HN HR HT HU IE IN "
    "IQ IR IS IT JM JO JP KE KR KW LA LB LT LU LV MA MC MG ML MN MX MY MZ NA NG NI NL NO NP NZ PA PE PH PK PL PT PY QA "
    "RO RS SA SD SE SG SI SK SN SO SV SY TH TZ UA UG US UY VE VN ZA ZM ZW"
)
"""Countries whose Spanish and Chinese names in pycountry are the usual ones (read one by one)."""
_MENDED = {"DZ": "Argelia"}
"""The one whose Spanish name pycountry leaves in English."""

_PARTS: dict[str, tuple[str, str, str]] = {
    "Africa": ("Africa", "África", "非洲"),
    "Americas": ("America", "América", "美洲"),
    "Asia": ("Asia", "Asia", "亚洲"),
    "Europe": ("Europe", "Europa", "欧洲"),
    "Oceania": ("Oceania", "Oceanía", "大洋洲"),
}
_DAYS: tuple[tuple[str, str, str], ...] = (
    ("Monday", "lunes", "星期一"),
    ("Tuesday", "martes", "星期二"),
    ("Wednesday", "miércoles", "星期三"),
    ("Thursday", "jueves", "星期四"),
    ("Friday", "viernes", "星期五"),
    ("Saturday", "sábado", "星期六"),
    ("Sunday", "domingo", "星期日"),
)
_HEAD = ("Quiz in {0}, question {1}. ", "Concurso en {0}, pregunta {1}. ", "{0}知识竞赛，第{1}题。")
_OPTION = ("Answer with one of the options only.", "Responde solo con una de las opciones.", "只回答其中一个选项。")
_NUMBER = ("Answer with the number only.", "Responde solo con el número.", "只回答数字。")

Three = tuple[str, str, str]


@dataclass(frozen=True)
class Asked:
    """A question in three languages, in the order of `LANGUAGES`. `options` are rows of the same option in each of them,
    the right one first, none for a number, which `answer` is. `orders` are the orders in which each language shows them,
    drawn apart, so that sticking to a place is not the same answer everywhere."""

    topic: str
    stems: Three
    options: tuple[Three, ...] = ()
    orders: tuple[tuple[int, ...], ...] = ()
    answer: int = 0

    def prompt(self, language: str) -> str:
        """The whole prompt in a language."""
        i = LANGUAGES.index(language)
        listed = "".join(f"- {name}\n" for name in self.shown(language))
        return f"{self.stems[i]}\n{listed}{(_OPTION if self.options else _NUMBER)[i]}"

    def right(self, language: str) -> str:
        """The right answer as this language writes it."""
        return self.options[0][LANGUAGES.index(language)] if self.options else str(self.answer)

    def named(self, language: str) -> tuple[str, ...]:
        """The options as this language writes them, the right one first."""
        return tuple(row[LANGUAGES.index(language)] for row in self.options)

    def shown(self, language: str) -> tuple[str, ...]:
        """The options as this language writes them, in the order in which it shows them."""
        names = self.named(language)
        return tuple(names[i] for i in self.orders[LANGUAGES.index(language)]) if names else ()


@cache
def country_names() -> dict[str, Three]:
    """Each country's name in the three languages, by code."""
    import pycountry

    catalogues = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[locale]) for locale in ("es", "zh_CN")
    ]
    found = {}
    for code in _CODES:
        iso = pycountry.countries.lookup(code)
        name = getattr(iso, "common_name", None) or iso.name
        spanish, chinese = (catalogue.gettext(name) for catalogue in catalogues)
        found[code] = (countries()[code].name, _MENDED.get(code, spanish), chinese)
    return found


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    """The codes of each country's neighbours on land, of those whose borders both sides tell."""
    members = {c.iso3: c for c in countries().values()}

    def agreed(country: Country) -> bool:
        listed = country.entry.get("borders") or []
        claims = {c.iso3 for c in members.values() if country.iso3 in (c.entry.get("borders") or [])}
        return bool(listed) and claims == set(listed) and country.code not in LEFT_OUT["borders"]

    return {
        code: frozenset(members[iso3].code for iso3 in countries()[code].entry["borders"])
        for code in _CODES
        if agreed(countries()[code])
    }


def _part(rng: random.Random) -> Asked:
    code = rng.choice([c for c in _CODES if c not in LEFT_OUT["part of the world"]])
    right = str(countries()[code].entry["region"])
    others = rng.sample([p for p in _PARTS if p != right], 3)
    options = tuple([_PARTS[p] for p in (right, *others)])
    name = country_names()[code]
    return Asked(
        "part",
        (
            f"In which part of the world is this country: {name[0]}?",
            f"¿En qué parte del mundo está este país: {name[1]}?",
            f"这个国家在哪个洲：{name[2]}？",
        ),
        options,
    )


def _border(rng: random.Random) -> Asked:
    near = _neighbours()
    code = rng.choice([c for c in near if any(n in _CODES for n in near[c])])
    right = rng.choice(sorted(n for n in near[code] if n in _CODES))
    others = rng.sample([c for c in _CODES if c not in near[code] and c != code], 3)
    options = tuple([country_names()[c] for c in (right, *others)])
    name = country_names()[code]
    return Asked(
        "border",
        (
            f"Which of these countries has a land border with this one: {name[0]}?",
            f"¿Cuál de estos países tiene frontera terrestre con este: {name[1]}?",
            f"下列哪个国家与这个国家陆地接壤：{name[2]}？",
        ),
        options,
    )


def _sum(rng: random.Random) -> Asked:
    n, x, y = rng.choice(PEOPLE), rng.randint(11, 60), rng.randint(2, 10)
    stems, answer = rng.choice(
        (
            (
                (
                    f"{n[0]} has {x} books and buys {y} more. How many books does {n[0]} have now?",
                    f"{n[1]} tiene {x} libros y compra {y} más. ¿Cuántos libros tiene ahora {n[1]}?",
                    f"{n[2]}有{x}本书，又买了{y}本。{n[2]}现在有多少本书？",
                ),
                x + y,
            ),
            (
                (
                    f"{n[0]} has {x} coins and spends {y} of them. How many coins are left?",
                    f"{n[1]} tiene {x} monedas y gasta {y}. ¿Cuántas monedas le quedan?",
                    f"{n[2]}有{x}枚硬币，花掉了{y}枚。还剩多少枚硬币？",
                ),
                x - y,
            ),
            (
                (
                    f"One ticket costs {y} coins. {n[0]} buys {x} tickets. How many coins is that in all?",
                    f"Una entrada cuesta {y} monedas. {n[1]} compra {x} entradas. ¿Cuántas monedas son en total?",
                    f"一张票{y}枚硬币。{n[2]}买了{x}张票。一共是多少枚硬币？",
                ),
                x * y,
            ),
        )
    )
    return Asked("sum", stems, answer=answer)


def _day(rng: random.Random) -> Asked:
    start, step = rng.randrange(7), rng.randint(2, 6)
    right = (start + step) % 7
    others = rng.sample([d for d in range(7) if d != right], 3)
    options = tuple([_DAYS[d] for d in (right, *others)])
    today = _DAYS[start]
    return Asked(
        "day",
        (
            f"Today is {today[0]}. Which day will it be in {step} days?",
            f"Hoy es {today[1]}. ¿Qué día será dentro de {step} días?",
            f"今天是{today[2]}。{step}天以后是星期几？",
        ),
        options,
    )


def _order(rng: random.Random) -> Asked:
    a, b, c = rng.sample(PEOPLE, 3)
    oldest = rng.random() < 0.5
    told = [
        (f"{x[0]} is older than {y[0]}.", f"{x[1]} tiene más años que {y[1]}.", f"{x[2]}比{y[2]}年纪大。")
        for x, y in rng.sample([(a, b), (b, c)], 2)
    ]
    asks = (
        ("Who is the oldest?", "¿Quién tiene más años?", "谁年纪最大？")
        if oldest
        else ("Who is the youngest?", "¿Quién tiene menos años?", "谁年纪最小？")
    )
    options = tuple([a, b, c] if oldest else [c, b, a])
    return Asked(
        "order",
        (
            f"{told[0][0]} {told[1][0]} {asks[0]}",
            f"{told[0][1]} {told[1][1]} {asks[1]}",
            f"{told[0][2]}{told[1][2]}{asks[2]}",
        ),
        options,
    )


TOPICS: dict[str, Callable[[random.Random], Asked]] = {
    "part": _part,
    "sum": _sum,
    "order": _order,
    "border": _border,
    "day": _day,
}


def question(rng: random.Random, topic: str) -> Asked:
    """A question of this topic, with the same heading in every language."""
    asked = TOPICS[topic](rng)
    city, number = rng.choice(CITIES), rng.randrange(1, 1000)
    heads = [head.format(place, number) for head, place in zip(_HEAD, city, strict=True)]
    stems = [head + stem for head, stem in zip(heads, asked.stems, strict=True)]
    orders = tuple(tuple(rng.sample(range(len(asked.options)), len(asked.options))) for _ in LANGUAGES)
    return replace(asked, stems=(stems[0], stems[1], stems[2]), orders=orders)
