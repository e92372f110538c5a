"""Replies of one to forty words in English, Spanish, Chinese and a dozen other languages, and ones that are in none: numbers, names.

Four makers, who share no sentence, no word of their lists and no name, wrote them: `tongues/*.txt` holds under `# code` a sentence a
line, and behind a bar single words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assay.judges._text import strip_accents

__all__ = ["CLASSES", "MAKERS", "made"]

CLASSES = ("en", "es", "zh", "other", "neither")


class Tongue(NamedTuple):
    """What one maker can say in one language."""

    sentences: list[str]
    words: list[str]


def _read(name: str) -> dict[str, Tongue]:
    tongues: dict[str, Tongue] = {}
    for line in (Path(__file__).parent / "tongues" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "#":
            tongue = tongues[rest] = Tongue([], [])
        elif mark == "|":
            tongue.words.extend(rest.split("|"))
        else:
            tongue.sentences.append(line)
    return tongues


class Maker(NamedTuple):
    """A hand: what it says by language, and whom it speaks of."""

    tongues: dict[str, Tongue]
    names: tuple[str, ...]
    han: tuple[str, ...]


MAKERS: dict[str, Maker] = {
    "answers": Maker(
        _read("answers"),
        (
            "Anna Novak",
            "Pedro",
            "Lisbon",
            "El Paso",
            "Mount Kenya",
            "Okafor",
            "Santa Fe",
            "Jürgen",
            "Île de Ré",
            "Laos",
        ),
        ("王芳", "成都"),
    ),
    "reasons": Maker(
        _read("reasons"),
        (
            "Beatriz",
            "Tom",
            "Las Palmas",
            "Ivan Petrov",
            "New Delhi",
            "O'Brien",
            "Mei Lin",
            "Le Havre",
            "São Tomé",
            "Peru",
        ),
        ("李明", "青岛"),
    ),
    "chat": Maker(
        _read("chat"),
        ("Carmen López", "Jack", "Los Ríos", "Fatima", "Cape Town", "van der Berg", "Yuki", "Porto", "Zoë", "Nauru"),
        ("陈静", "西安"),
    ),
    "story": Maker(
        _read("story"),
        (
            "Miguel",
            "Emily Stone",
            "San Marino",
            "Olga",
            "Great Falls",
            "De Luca",
            "Hiroshi",
            "La Paz",
            "Łukasz",
            "Chad",
        ),
        ("赵强", "昆明"),
    ),
}


def made(maker: str, label: str, rng: random.Random, n: int) -> Iterator[str]:
    """`n` replies of one maker that are in one language, in one of the others, or in none."""
    hand = MAKERS[maker]
    others = [code for code in hand.tongues if code not in CLASSES]
    for _ in range(n):
        if label == "neither":
            yield _nothing(hand, rng)
        else:
            yield _said(hand, rng.choice(others) if label == "other" else label, rng)


def _said(hand: Maker, code: str, rng: random.Random) -> str:
    tongue = hand.tongues[code]
    if rng.random() < 0.3:
        text = ", ".join(rng.sample(tongue.words, rng.choice((1, 1, 1, 2, 3))))
    else:
        several = rng.sample(tongue.sentences, rng.choice((1, 1, 1, 2, 3)))
        text = ("" if code in ("zh", "ja") else " ").join(_filled(hand, code, s, rng) for s in several)
        if rng.random() < 0.1:  # a word that is spoken of
            text = f'{text} ("{rng.choice(hand.tongues[rng.choice([*hand.tongues])].words)}")'
    return strip_accents(text.lower()) if code == "es" and rng.random() < 0.15 else text


def _filled(hand: Maker, code: str, sentence: str, rng: random.Random) -> str:
    han = code == "zh" and rng.random() < 0.7
    return sentence.format(name=rng.choice(hand.han if han else hand.names), n=rng.randrange(3, 900))


def _nothing(hand: Maker, rng: random.Random) -> str:
    a, b = rng.sample(hand.names, 2)
    n, m = rng.randrange(1000), rng.randrange(10, 60)
    shapes = (
        "{a}",
        "{a}",
        "{a}.",
        "**{a}**",
        "{a}, {b}",
        "{n}",
        "{n}.{m}",
        "{n} %",
        "{m}:{m}",
        "= {n}",
        "{l}",
        "{l})",
        "{n} km",
        "{a} {n}",
    )
    return rng.choice(shapes).format(a=a, b=b, n=n, m=m, l=rng.choice("ABCDEFG"))
