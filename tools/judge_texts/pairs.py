"""Pairs of short answers that mean the same, or do not, by five makers: numbers, dates, people, places and things."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from assay.cases.curate.countries import countries

__all__ = ["CLASSES", "MAKERS", "made"]

CLASSES = ("same", "different")

Pair = tuple[str, str]

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]
_MONTHS = "January February March April May June July August September October November December".split()
_FIRST = "Alma Boris Clara Daniel Elena Felix Greta Henrik Irene Jakob Karin Louis Marta Nils Olga Pavel Rosa Stefan Thea Viktor".split()
_LAST = "Aalto Berger Castillo Dahl Eriksen Fontaine Gruber Hansson Iversen Jansen Keller Lindqvist Moreau Novak Olsen Petrov Rossi".split()
_COLOURS = "red blue green yellow white black brown grey".split()
_THINGS = "bicycle lantern teapot umbrella notebook suitcase blanket violin ladder compass wardrobe telescope".split()
_UNITS = ["km", "kg", "metres", "euros", "minutes", "litres"]


def _words(n: int) -> str:
    if n < 20:
        return _ONES[n]
    tens, ones = divmod(n, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def _numbers(rng: random.Random, same: bool) -> Pair:
    n = rng.choice((rng.randrange(2, 99), rng.randrange(100, 9999), rng.randrange(10_000, 9_000_000)))
    m = n if same else rng.choice((n + 1, n * 10, n - 1, int(str(n)[::-1]) + 3, n + 100, -n))
    unit = rng.choice(("", f" {rng.choice(_UNITS)}"))
    return f"{_number(rng, n)}{unit}", f"{_number(rng, m)}{rng.choice(('', unit))}"


def _number(rng: random.Random, n: int) -> str:
    shapes = [str(n), f"{n:,}", f"about {n}", f"{n}.0"]
    if 0 <= n < 100:
        shapes += [_words(n)] * 2
    return rng.choice(shapes)


def _dates(rng: random.Random, same: bool) -> Pair:
    d, m, y = rng.randrange(1, 28), rng.randrange(12), rng.randrange(1700, 2020)
    other = (d, m, y)
    if not same:
        other = rng.choice(((d + 1, m, y), (d, (m + 1) % 12, y), (d, m, y + rng.choice((1, 10, 100)))))
    return _date(rng, *(d, m, y)), _date(rng, *other)


def _date(rng: random.Random, d: int, m: int, y: int) -> str:
    month = _MONTHS[m]
    return rng.choice(
        (
            f"{d} {month} {y}",
            f"{month} {d}, {y}",
            f"on {d} {month} {y}",
            f"{month} {d} {y}",
            f"the {d}th of {month} {y}",
        )
    )


def _people(rng: random.Random, same: bool) -> Pair:
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    title = rng.choice(("Dr ", "Mr ", "Professor ", ""))
    if same:
        return f"{first} {last}", rng.choice(
            (last, f"{last}, {first}", f"{title}{first} {last}", f"{first} {_typo(rng, last)}", f"{first} M. {last}")
        )
    return f"{first} {last}", rng.choice(
        (
            f"{rng.choice([x for x in _FIRST if x != first])} {last}",
            f"{first} {rng.choice([x for x in _LAST if x != last])}",
            f"not {first} {last}",
            rng.choice([x for x in _LAST if x != last]),
        )
    )


def _places(rng: random.Random, same: bool) -> Pair:
    found = [c for c in countries().values() if c.accept]
    country = rng.choice(found)
    if same:
        return country.name, rng.choice(
            (*country.accept, f"in {country.name}", f"{country.name}.", _typo(rng, country.short))
        )
    near = [c for c in countries().values() if c.code != country.code and c.short[:3] == country.short[:3]]
    other = (
        rng.choice(near) if near and rng.random() < 0.4 else rng.choice([c for c in found if c.code != country.code])
    )
    return country.name, rng.choice(
        (other.name, other.name, f"{country.name} or {other.name}", f"North {country.short}", f"not {country.name}")
    )


def _things(rng: random.Random, same: bool) -> Pair:
    colour, thing = rng.choice(_COLOURS), rng.choice(_THINGS)
    if rng.random() < 0.3:
        n = rng.randrange(2, 30)
        m = n if same else n + rng.choice((1, 2, 10))
        return f"{_number(rng, n)} {colour} {thing}s", f"{_number(rng, m)} {rng.choice((f'{colour} ', ''))}{thing}s"
    if same:
        shapes = (
            f"the {colour} {thing}",
            f"{thing}, {colour}",
            f"It was a {colour} {thing}.",
            f"{colour} {thing}s",
            f"a {colour} {_typo(rng, thing)}",
        )
        return f"a {colour} {thing}", rng.choice(shapes)
    shapes = (
        f"a {rng.choice([c for c in _COLOURS if c != colour])} {thing}",
        f"a {colour} {rng.choice([t for t in _THINGS if t != thing])}",
        f"no {colour} {thing}",
        f"anything but a {colour} {thing}",
        rng.choice([t for t in _THINGS if t != thing]),
    )
    return f"a {colour} {thing}", rng.choice(shapes)


def _typo(rng: random.Random, word: str) -> str:
    if len(word) < 5:
        return word
    i = rng.randrange(1, len(word) - 2)
    return rng.choice(
        (word[:i] + word[i + 1] + word[i] + word[i + 2 :], word[:i] + word[i] + word[i:], word[:i] + word[i + 1 :])
    )


MAKERS: dict[str, Callable[[random.Random, bool], Pair]] = {
    "numbers": _numbers,
    "dates": _dates,
    "people": _people,
    "places": _places,
    "things": _things,
}


def made(maker: str, label: str, rng: random.Random, n: int) -> Iterator[Pair]:
    """`n` pairs of one maker with one label."""
    for _ in range(n):
        yield MAKERS[maker](rng, label == "same")
