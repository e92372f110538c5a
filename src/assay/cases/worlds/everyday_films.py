"""Everyday motions that models of films know, each beside the same thing at rest, by what it is that moves.

All are such that one could follow what moves: no water, fire or smoke, which become other things as they go.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product

__all__ = ["MATTERS", "Motion", "motions"]


@dataclass(frozen=True)
class Motion:
    """A prompt in which something moves, one in which it does not, and what sort of thing it is."""

    moving: str
    still: str
    matter: str


MATTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "things": (
        ("a sailing boat crosses a bay", "a sailing boat lies at anchor in a bay"),
        ("a red train passes a station", "a red train stands in a station"),
        ("a hot-air balloon drifts over a valley", "a hot-air balloon stands in a meadow"),
        ("a lorry drives along a country road", "a lorry is parked beside a country road"),
        ("a ball rolls across a wooden floor", "a ball lies on a wooden floor"),
        ("a cable car goes up a mountain", "a cable car hangs at its station on a mountain"),
        ("a drawer of a desk slides open", "a desk with its drawers shut"),
        ("a wooden swing goes to and fro", "a wooden swing hangs still"),
    ),
    "people": (
        ("a woman waves at the camera", "a woman stands before the camera with her hands in her pockets"),
        ("a man cycles through a park", "a man sits on a bench in a park beside his bicycle"),
        ("a child runs across a lawn", "a child sleeps on a lawn"),
        ("a dancer turns round on a stage", "a dancer holds a pose on a stage"),
        ("a cook stirs a pot", "a cook stands beside a pot with folded arms"),
        ("a woman walks along a beach", "a woman sits on a beach and reads"),
        ("a man sweeps a yard with a broom", "a man leans on his broom in a yard"),
        ("a girl skips with a rope", "a girl sits beside a rope"),
    ),
    "nature": (
        ("leaves fall from a maple", "a maple on a day without wind"),
        ("a horse gallops across a field", "a horse stands in a field"),
        ("a cat crosses a room", "a cat sleeps in a room"),
        ("geese fly over a barn", "geese sit in front of a barn"),
        ("a snail crawls over a stone", "a snail sits in its shell on a stone"),
        ("a branch sways in the wind", "a branch on a day without wind"),
        ("a tortoise walks through grass", "a tortoise rests in the grass"),
        ("a squirrel climbs a tree", "a squirrel sits in a tree"),
    ),
}
_LIGHTS = ("in the morning", "at noon", "in the evening", "on a cloudy day", "on a winter day", "on a summer day")
_ENDINGS = ("", ", in one shot", ", the camera does not move")


def motions(rng: random.Random) -> Iterator[Motion]:
    """Motions without end, each sort in turn; of every round each pair comes once in each light and with each ending."""
    for _ in count():
        rounds = []
        for matter, pairs in MATTERS.items():
            wanted = list(product(pairs, _LIGHTS, _ENDINGS))
            rng.shuffle(wanted)
            rounds.append([(matter, *one) for one in wanted])
        for turn in zip(*rounds, strict=True):
            for matter, (moving, still), light, ending in turn:
                yield Motion(f"{moving} {light}{ending}", f"{still} {light}, nothing moves{ending}", matter)
