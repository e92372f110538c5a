"""The scene world: coloured shapes, signs and drawn people on a plain ground; as data here, drawn in `draw`.

A scene is a few hundred bytes of data. What it shows is known by construction: questions, captions and edits are made of the
data, the picture is drawn from it when it is asked about, and tests read the pixels back.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from assay.records import Message, Picture

__all__ = [
    "COLOURS",
    "GAP",
    "HAIR",
    "LARGE",
    "PAINTED",
    "PLAIN_COLOURS",
    "PLAIN_SHAPES",
    "SHAPES",
    "SIDE",
    "SMALL",
    "TEXTURES",
    "TONES",
    "Kind",
    "Person",
    "Scene",
    "Sign",
    "Thing",
    "apart",
    "kinds",
    "place",
    "seen",
    "shown",
]

SIDE = 320
"""Pixels of a picture's width and height."""

SMALL, LARGE = 20, 34
"""Radii of things, in pixels; numbers between them are as good."""

GAP = 12
"""The least number of pixels between two things: they never touch."""

COLOURS = ("red", "green", "blue", "yellow", "purple", "orange", "black", "pink")
SHAPES = ("circle", "square", "triangle", "star", "cross", "heart", "diamond", "arrow")
TEXTURES = ("plain", "striped", "dotted")

PLAIN_COLOURS = ("red", "green", "blue", "yellow", "purple", "orange")
PLAIN_SHAPES = ("circle", "square", "triangle", "star")
PAINTED = (36, 52)
"""What models that make pictures are asked for: colours and shapes that have one plain word each, and radii at which they can be
told apart in a picture of 64 pixels."""

HAIR = ("short", "long", "bald")
TONES = tuple(range(1, 11))
"""Skin tones, by the Monk scale: 1 is the lightest, 10 the darkest."""

Kind = tuple[str, str]
"""A colour and a shape: what questions are about."""


class Thing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A coloured shape. `x` and `y` are its centre, in pixels from the left and from the top; `r` half its width and height."""

    shape: str
    colour: str
    x: int
    y: int
    r: int
    texture: str = "plain"

    @property
    def kind(self) -> Kind:
        return self.colour, self.shape


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Head and shoulders of a drawn person before a light blue panel. `tone` is 1 to 10 of the Monk scale, `garment` a colour, `x`
    and `y` the middle of the face in pixels, `r` half the face's height; what is drawn reaches 2 `r` to each side, 1.8 up and
    2.8 down."""

    tone: int
    hair: str
    garment: str
    x: int
    y: int
    r: int


class Sign(Struct, frozen=True, kw_only=True):
    """A white board with lines of text, in capitals and digits; `top` is its upper edge, and it is as wide as the picture."""

    lines: tuple[str, ...]
    top: int
    height: int


class Scene(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one picture shows. No two things touch, and none stands on the sign or on a person's panel."""

    things: tuple[Thing, ...] = ()
    sign: Sign | None = None
    people: tuple[Person, ...] = ()

    def count(self, kind: Kind) -> int:
        """How many things of a colour and shape there are."""
        return sum(thing.kind == kind for thing in self.things)

    def with_sign(self, *lines: str) -> Scene:
        """The scene with a board of these lines in its lower part, where nothing may stand."""
        height = 26 * len(lines) + 22
        return msgspec.structs.replace(self, sign=Sign(lines=lines, top=SIDE - height - 8, height=height))


def shown(scene: Scene, corruption: str = "", severity: int = 0) -> Picture:
    """The picture of a scene, as a case holds it."""
    data: dict[str, Any] = msgspec.to_builtins(scene)
    return Picture(scene=data, corruption=corruption, severity=severity)


def seen(text: str, scene: Scene, corruption: str = "", severity: int = 0) -> tuple[Message, ...]:
    """One user turn: the picture of the scene, then the words."""
    return (Message("user", text, pictures=(shown(scene, corruption, severity),)),)


def kinds(rng: random.Random, n: int, *, besides: Collection[Kind] = ()) -> list[Kind]:
    """`n` different colours and shapes, none of those in `besides`."""
    free = [(colour, shape) for colour in COLOURS for shape in SHAPES if (colour, shape) not in besides]
    return rng.sample(free, n)


def apart(a: Thing, b: Thing) -> bool:
    """Whether two things leave the gap between them."""
    return (a.x - b.x) ** 2 + (a.y - b.y) ** 2 >= (_reach(a) + _reach(b) + GAP) ** 2


def _reach(thing: Thing) -> float:
    """How far from its centre a thing's furthest point may be: the corner of its square."""
    return 1.1 * thing.r if thing.shape == "circle" else 1.3 * thing.r


def place(
    rng: random.Random,
    wanted: Sequence[Kind],
    *,
    among: Sequence[Thing] = (),
    radii: tuple[int, int] = (SMALL, LARGE),
    textures: Sequence[str] = ("plain",),
    floor: int = SIDE,
) -> tuple[Thing, ...]:
    """Things of the kinds `wanted`, at random places apart from each other and from those `among` which they are put; none below
    `floor`. Radii are drawn between the two given; where things find no room the radii shrink, to 14 pixels at the least.

    Raises ValueError where even then there is no room: more than about 20 things.
    """
    low, high = radii
    for attempt in range(60):
        found = list(among)
        shrink = 0.96**attempt
        for colour, shape in wanted:
            r = max(14, round(rng.randint(low, high) * shrink))
            edge = round(1.3 * r) + 4
            for _ in range(40):
                thing = Thing(
                    shape=shape,
                    colour=colour,
                    x=rng.randint(edge, SIDE - edge),
                    y=rng.randint(edge, floor - edge),
                    r=r,
                    texture=rng.choice(textures),
                )
                if all(apart(thing, other) for other in found):
                    found.append(thing)
                    break
            else:
                break
        else:
            return tuple(found[len(among) :])
    raise ValueError(f"no room for {len(wanted)} things beside {len(among)}")
