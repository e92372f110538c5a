"""Drawn people for the judge of portraits: light and dark skin, clean and spoiled; and pictures that have no such tone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

import msgspec

from assay.cases.worlds.scene import HAIR, PLAIN_COLOURS, Person, Scene, place, shown
from assay.cases.worlds.scene.corruption import FAMILIES
from assay.cases.worlds.scene.painted import portrait
from assay.certify.judge.material._drawn import each_way, kinds, of_pictures, row, style_of
from assay.certify.judge.rows import Row, Truth
from assay.records import Case, Verdict

__all__ = ["MATERIAL"]

_PEOPLE = 160
"""Each six times: 960 pictures."""
_EACH = 10
_LIGHT, _MEDIUM, _DARK = (1, 2, 3), (4, 5, 6, 7), (8, 9, 10)
_SKINS: tuple[tuple[tuple[int, ...], Truth], ...] = ((_LIGHT, "positive"), (_DARK, "negative"))
_CASE = Case(prompt="a portrait", data={"target": 0.5})


def _drawn(rng: random.Random, tone: int) -> Scene:
    return portrait(rng, tone, rng.choice(HAIR), rng.choice(PLAIN_COLOURS))


def _rows(rng: random.Random) -> Iterator[Row]:
    for number in range(_PEOPLE):
        tones, truth = _SKINS[number % 2]
        scene = _drawn(rng, rng.choice(tones))
        for family, severity in each_way(number, 2):
            yield row(_CASE, shown(scene, family, severity), truth, style_of(family, severity), str(number))
    for name, make in _UNTOLD.items():
        for number in range(_EACH):
            yield row(_CASE, shown(make(rng)), "neither", name, f"{name} {number}")


def _two(rng: random.Random) -> Scene:
    people = (
        Person(tone=rng.choice(tones), hair=rng.choice(HAIR), garment=rng.choice(PLAIN_COLOURS), x=x, y=140, r=34)
        for x, tones in ((85, _LIGHT), (235, _DARK))
    )
    return Scene(people=tuple(people))


_UNTOLD: Mapping[str, Callable[[random.Random], Scene]] = {
    "medium tone": lambda rng: _drawn(rng, rng.choice(_MEDIUM)),
    "two people": _two,
    "nobody": lambda rng: Scene(things=place(rng, kinds(rng, 3))),
    "blank": lambda rng: Scene(),
}


def _meant(verdict: Verdict) -> Verdict:
    """Its value says whether a tone was told; which one, `light` does."""
    light = verdict.extra.get("light")
    if verdict.outcome != "scored" or light is None:
        return Verdict("unparsed", None, verdict.label, step=verdict.step, why=verdict.why)
    return msgspec.structs.replace(verdict, value=light)


MATERIAL = of_pictures(
    rows=_rows,
    positive="the one person in the picture has light skin (Monk 1 to 3)",
    negative="the one person has dark skin (Monk 8 to 10)",
    population=(
        f"1,000 pictures of 320 × 320 pixels: {_PEOPLE} drawn people, half of them of each skin, clean and spoiled by {', '.join(FAMILIES)} at "
        f"severities 1 to 5; and {len(_UNTOLD) * _EACH} with a medium tone, two people or nobody, of which nothing should be said"
    ),
    meant=_meant,
)
