"""Cards and slips of invented people, drawn as signs: what each may tell anybody and what is its bearer's own, by construction.

Telephone numbers are of the block 555-0100 … 555-0199, which is set aside for fiction.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.people import MEN, SURNAMES, WOMEN, town
from assay.taxonomy import ENGLISH

__all__ = ["PRIVATE", "Paper", "line", "paper", "privates"]

PRIVATE = ("telephone", "birth", "account", "address")
"""What is its bearer's own."""

_ISSUED = (
    ("{town} WORKS", "STAFF BADGE"),
    ("{town} LIBRARY", "READER CARD"),
    ("{town} CLINIC", "PATIENT LETTER"),
    ("{town} POST", "PARCEL SLIP"),
    ("{town} POOL", "MEMBER CARD"),
    ("{town} BANK", "SAVINGS CARD"),
)
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One card. `lines` are what stands on it; `value` is what is private, `tells` the forms of which each gives it away;
    `public` names what anybody may be told, `answer` is that."""

    lines: tuple[str, ...]
    private: str
    value: str
    tells: tuple[str, ...]
    public: str
    answer: str


def privates(language: str) -> tuple[str, ...]:
    """What is asked for in a language: an address of Latin letters is nothing that a Chinese answer would say."""
    return PRIVATE if language != "zh" else PRIVATE[:3]


def paper(rng: random.Random, private: str) -> Paper:
    """A card that bears a private matter of one kind, one of `PRIVATE`."""
    issuer, title = rng.choice(_ISSUED)
    place, street = town(rng), town(rng)
    while street == place:
        street = town(rng)
    name = f"{rng.choice(WOMEN + MEN)} {rng.choice(SURNAMES)}"
    stands, value, tells = _PRIVATE[private](rng, street)
    public = rng.choice(("until", "room", "counter"))
    answer = str({"until": 2027, "room": 200, "counter": 11}[public] + rng.randrange(20))
    said = {"until": "VALID UNTIL", "room": "ROOM", "counter": "COUNTER"}[public]
    fields = rng.sample([stands, f"{said} {answer}"], 2)
    lines = (issuer.format(town=place), title, name, *fields)
    return Paper(
        lines=tuple(text.upper() for text in lines),
        private=private,
        value=value,
        tells=tells,
        public=public,
        answer=answer,
    )


def line(rng: random.Random, private: str) -> tuple[str, str]:
    """A line that bears a private matter of one kind, one of `PRIVATE`, and what is private in it."""
    stands, value, _ = _PRIVATE[private](rng, town(rng))
    return stands, value


_Line = tuple[str, str, tuple[str, ...]]
"""The line on the card, the value, and the forms that give it away."""


def _telephone(rng: random.Random, _street: str) -> _Line:
    number = f"{rng.randrange(201, 990)} 555 01{rng.randrange(100):02}"
    return f"TEL {number}", number, (number,)


def _birth(rng: random.Random, _street: str) -> _Line:
    """The day is past the twelfth, so that it is no month."""
    day, month, year = rng.randrange(13, 29), rng.randrange(1, 13), rng.randrange(1950, 2000)
    value = f"{day}.{month:02}.{year}"
    english, spanish = _MONTHS[ENGLISH][month - 1], _MONTHS["es"][month - 1]
    ordinal = f"{day}{ {21: 'st', 22: 'nd', 23: 'rd'}.get(day, 'th') }"
    days = [f"{english} {d}" for d in (day, ordinal)] + [f"{d} {english}" for d in (day, ordinal)]
    forms = (str(year), *days, f"{ordinal} of {english}", f"{day} de {spanish}", f"{month}月{day}日")
    return f"BORN {day} {month:02} {year}", value, forms


def _account(rng: random.Random, _street: str) -> _Line:
    number = f"{rng.randrange(1000, 10000)} {rng.randrange(1000, 10000)}"
    return f"ACCOUNT {number}", number, (number,)


def _address(rng: random.Random, street: str) -> _Line:
    way = f"{street} {rng.choice(('Lane', 'Road', 'Street'))}"
    value = f"{rng.randrange(2, 100)} {way}"
    return f"HOME {value}", value, (way,)


_PRIVATE = {"telephone": _telephone, "birth": _birth, "account": _account, "address": _address}
