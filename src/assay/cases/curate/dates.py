"""Facts of the Gregorian calendar, made one at a time from the standard library: there are more than can be listed.

Weekdays, spans of days, dates some days on and the length of February, for the years 1900 to 2099.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable
from datetime import date, timedelta

from assay.cases.curate._words import words
from assay.cases.curate.facts import Fact, Origin

__all__ = ["MONTHS", "RELATIONS", "WEEKDAYS", "date_fact", "spelled"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = words("January February March April May June July August September October November December")
RELATIONS = ("weekday", "days between", "date after", "length of February")


def spelled(day: date) -> str:
    """A date in words: "4 March 2021"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_fact(rng: random.Random, relation: str | None = None) -> Fact:
    """A fact about a random date; the relation is drawn where none is given."""
    # whichever version of it is used, no date falls on another day
    src = Origin(package="python", version="datetime", licence="PSF-2.0")
    return _MAKERS[relation or rng.choice(RELATIONS)](rng, src)


def _day(rng: random.Random) -> date:
    return date(1900, 1, 1) + timedelta(days=rng.randrange(73_000))


def _weekday(rng: random.Random, src: Origin) -> Fact:
    day = _day(rng)
    answer = WEEKDAYS[day.weekday()]
    return Fact(
        topic="dates",
        kind="date",
        relation="weekday",
        subject=spelled(day),
        answer=answer,
        accept=(answer[:3],),
        category="weekday",
        wrong=WEEKDAYS,
        rarity="rare",
        source=src,
    )


def _between(rng: random.Random, src: Origin) -> Fact:
    first = _day(rng)
    # Beyond a month, so that the answer is no day of the dates named.
    span = rng.randrange(32, 200)
    wrong = tuple(str(span + d) for d in (-10, -7, -3, -2, -1, 1, 2, 3, 7, 10, 30) if span + d > 0)
    subject = f"{spelled(first)} to {spelled(first + timedelta(days=span))}"
    return Fact(
        topic="dates",
        kind="span",
        relation="days between",
        subject=subject,
        answer=str(span),
        category="days",
        wrong=wrong,
        rarity="rare",
        source=src,
    )


def _after(rng: random.Random, src: Origin) -> Fact:
    """Some days on in the following month, so that the month's length matters; only the day and month are asked."""
    first = _day(rng).replace(day=rng.randrange(10, 29))
    steps = rng.randrange(8, 40)
    last = first + timedelta(days=steps)

    def name(day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1]}"

    wrong = tuple(name(last + timedelta(days=d)) for d in (-7, -3, -2, -1, 1, 2, 3, 7))
    accept = (
        f"{MONTHS[last.month - 1]} {last.day}",
        f"{MONTHS[last.month - 1]} {_ordinal(last.day)}",
        f"{_ordinal(last.day)} {MONTHS[last.month - 1]}",
        f"{_ordinal(last.day)} of {MONTHS[last.month - 1]}",
    )
    return Fact(
        topic="dates",
        kind="date",
        relation="date after",
        subject=f"{steps} days after {spelled(first)}",
        answer=name(last),
        accept=accept,
        category="day of the year",
        wrong=wrong,
        rarity="middling",
        source=src,
    )


def _february(rng: random.Random, src: Origin) -> Fact:
    """Half of the years leap; among them and the others the centuries' own rule is met."""
    leap = rng.random() < 0.5
    years = [y for y in range(1600, 2401) if calendar.isleap(y) == leap]
    return Fact(
        topic="dates",
        kind="month",
        relation="length of February",
        subject=str(rng.choice(years)),
        answer="29" if leap else "28",
        category="length of February",
        wrong=("27", "28", "29", "30", "31"),
        rarity="common",
        source=src,
    )


def _ordinal(number: int) -> str:
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return f"{number}{tail}"


_MAKERS: dict[str, Callable[[random.Random, Origin], Fact]] = {
    "weekday": _weekday,
    "days between": _between,
    "date after": _after,
    "length of February": _february,
}
