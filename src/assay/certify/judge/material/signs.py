"""Signs for the judge of writing in pictures: a word on a board, clean and spoiled, and the word that was asked for, or one like it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from assay.cases.worlds.scene import SIDE, Scene, place, shown
from assay.cases.worlds.scene.corruption import FAMILIES
from assay.cases.worlds.signs import misspelt
from assay.certify.judge.material._drawn import each_way, kinds, of_pictures, row, style_of
from assay.certify.judge.rows import Row
from assay.records import Case

__all__ = ["MATERIAL"]

_SIGNS = 50
"""Each is shown clean and spoiled by each of the five families: 300 pictures. Reading one takes 0.2 seconds and more."""
_WORDS = str.split(
    "ANCHOR BARREL BRANCH CARPET CHERRY COTTON DESERT DRAGON FALCON FEATHER FINGER GUITAR HAMMER HELMET JUNGLE KETTLE LEMON "
    "MARBLE MEADOW NEEDLE OYSTER PARROT PEPPER PIGEON PILLOW RIBBON ROCKET SADDLE SALMON SHADOW SPIDER TEMPLE THUNDER TIGER "
    "TURTLE VELVET VIOLIN WALNUT WHISTLE ZEBRA"
)
"""None of them is on the signs that models are asked to read."""


def _other(rng: random.Random, word: str) -> str:
    """The word with one letter replaced, or another word."""
    if rng.random() < 0.5:
        return rng.choice([w for w in _WORDS if w != word])
    return misspelt(rng, word)


def _lines(rng: random.Random) -> tuple[str, ...]:
    """One word, a word with a number, two lines of one, or two of two."""
    word, second, third, fourth = rng.sample(_WORDS, 4)
    number = f"{word} {rng.randint(10, 99)}"
    return rng.choice(((word,), (number,), (word, second), (f"{word} {second}", f"{third} {fourth}")))


def _rows(rng: random.Random) -> Iterator[Row]:
    for number in range(_SIGNS):
        lines = _lines(rng)
        scene = Scene(things=place(rng, kinds(rng, 3), floor=SIDE - 96)).with_sign(*lines)
        for family, severity in each_way(number):
            is_right = rng.random() < 0.5
            first, *rest = lines
            wanted = " ".join(
                lines if is_right else (_other(rng, first.split()[0]) + first[len(first.split()[0]) :], *rest)
            )
            yield row(
                Case(prompt="a sign", reference=wanted),
                shown(scene, family, severity),
                "positive" if is_right else "negative",
                style_of(family, severity),
                str(number),
            )


def _wordless(rng: random.Random) -> Iterator[Row]:
    for number in range(10):
        scene = Scene(things=place(rng, kinds(rng, 4)))
        yield row(
            Case(prompt="a sign", reference=rng.choice(_WORDS)),
            shown(scene),
            "negative",
            "no sign",
            f"no sign {number}",
        )


MATERIAL = of_pictures(
    rows=_rows,
    positive="the sign in the picture bears the text that was asked for",
    negative="one letter of it, or one word, is another",
    population=(
        f"{6 * _SIGNS} pictures of 320 × 320 pixels: {_SIGNS} signs of one, two or four words or a word and a number, in one plain font and in "
        f"capitals, below coloured shapes, clean and spoiled by {', '.join(FAMILIES)} at severities 1 to 5, asked of each what it says or the same "
        "with one letter or one word replaced"
    ),
    own={"a picture without writing": _wordless},
)
