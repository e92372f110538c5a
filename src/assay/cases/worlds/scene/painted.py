"""What models that make pictures and films are asked for, in words and as the scene that answers: one thing, several, two, two in a
relation, a portrait, one that moves, and a change to a scene.

The words are one plain sentence each. `tools/zoo` trains on them, and probes ask with them.
"""

from __future__ import annotations

import random
from typing import Literal

import msgspec
from msgspec import Struct

from assay.cases.worlds.scene import PAINTED, SIDE, Kind, Person, Scene, Thing, apart, place
from assay.cases.worlds.scene.words import a, many, the

__all__ = [
    "DIRECTIONS",
    "FRAMES",
    "NUMBERS",
    "RELATIONS",
    "ROLES",
    "Edit",
    "Film",
    "both",
    "counted",
    "edited",
    "holds",
    "moving",
    "portrait",
    "related",
    "said_both",
    "said_counted",
    "said_edit",
    "said_moving",
    "said_portrait",
    "said_related",
]

RELATIONS = ("left of", "right of", "above", "below")
DIRECTIONS: dict[str, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
"""Where to a thing moves: the signs of its steps in x and in y, which goes down."""
NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}
ROLES = ("doctor", "nurse", "pilot", "clerk", "teacher", "engineer")
FRAMES = 8

_AWAY = 20
"""By how many pixels a thing must at least be further left, right, up or down than another for people to say so."""


class Film(Struct, frozen=True, kw_only=True):
    """Scenes one after another, an eighth of a second each."""

    frames: tuple[Scene, ...]


class Edit(Struct, frozen=True, kw_only=True):
    """A change to the one thing of a colour and a shape: to colour `to`, to shape `to`, or away."""

    op: Literal["recolour", "reshape", "remove"]
    kind: Kind
    to: str = ""

    @property
    def result(self) -> Kind | None:
        """What the thing is then; None where it is gone."""
        colour, shape = self.kind
        return {"recolour": (self.to, shape), "reshape": (colour, self.to), "remove": None}[self.op]


def said_counted(kind: Kind, n: int) -> str:
    """ "a red circle", "three red circles"."""
    return a(kind) if n == 1 else f"{NUMBERS[n]} {many(kind)}"


def counted(rng: random.Random, kind: Kind, n: int) -> Scene:
    """`n` things of one kind, 1 to 4."""
    return Scene(things=place(rng, [kind] * n, radii=PAINTED))


def said_both(one: Kind, other: Kind) -> str:
    """ "a red circle and a blue square"."""
    return f"{a(one)} and {a(other)}"


def both(rng: random.Random, one: Kind, other: Kind) -> Scene:
    """One of each, anywhere."""
    return Scene(things=place(rng, [one, other], radii=PAINTED))


def said_related(one: Kind, relation: str, other: Kind) -> str:
    """ "a red circle left of a blue square"."""
    return f"{a(one)} {relation} {a(other)}"


def related(rng: random.Random, one: Kind, relation: str, other: Kind) -> Scene:
    """One of each, the first clearly left of, right of, above or below the second, and nearly level with it."""
    while True:
        first, second = place(rng, [one, other], radii=PAINTED)
        across, down = abs(first.x - second.x), abs(first.y - second.y)
        near, far = (down, across) if relation in ("left of", "right of") else (across, down)
        if near > 44 or far < 90:
            continue
        if not holds(relation, first, second):
            first, second = (
                msgspec.structs.replace(first, x=second.x, y=second.y),
                msgspec.structs.replace(second, x=first.x, y=first.y),
            )
        if apart(first, second) and _inside(first) and _inside(second):
            return Scene(things=(first, second))


def holds(relation: str, one: Thing, other: Thing) -> bool:
    """Whether the first is left of, right of, above or below the second by enough that people would say so."""
    x, y = one.x - other.x, one.y - other.y
    return {"left of": -x, "right of": x, "above": -y, "below": y}[relation] >= _AWAY


def said_portrait(role: str) -> str:
    """ "a portrait of a doctor"."""
    return f"a portrait of {'an' if role[0] in 'aeiou' else 'a'} {role}"


def portrait(rng: random.Random, tone: int, hair: str, garment: str) -> Scene:
    """One person, large, in the middle."""
    x, y = SIDE // 2 + rng.randint(-16, 16), 132 + rng.randint(-8, 8)
    return Scene(people=(Person(tone=tone, hair=hair, garment=garment, x=x, y=y, r=rng.randint(58, 66)),))


def said_moving(kind: Kind, direction: str) -> str:
    """ "a red circle moving left"."""
    return f"{a(kind)} moving {direction}"


def moving(
    rng: random.Random, kind: Kind, direction: str, frames: int = FRAMES, way: tuple[int, int] | None = (120, 170)
) -> Film:
    """One thing that moves across the picture with even steps, by so many pixels: from edge to edge where `way` is None."""
    r, by = rng.randint(*PAINTED), rng.randint(*way) if way else SIDE
    edge = round(1.3 * r) + 4
    by = min(by, SIDE - 2 * edge)
    dx, dy = DIRECTIONS[direction]
    along, across = rng.randint(edge, SIDE - edge - by), rng.randint(edge, SIDE - edge)
    shown = []
    for k in range(frames):
        step = by * k / (frames - 1)
        on = round(along + step if dx + dy > 0 else along + by - step)
        x, y = (on, across) if dx else (across, on)
        shown.append(Scene(things=(Thing(shape=kind[1], colour=kind[0], x=x, y=y, r=r),)))
    return Film(frames=tuple(shown))


def said_edit(edit: Edit) -> str:
    """ "make the red circle blue", "turn the red circle into a square", "remove the red circle"."""
    if edit.op == "recolour":
        return f"make {the(edit.kind)} {edit.to}"
    if edit.op == "reshape":
        return f"turn {the(edit.kind)} into {'an' if edit.to[0] in 'aeiou' else 'a'} {edit.to}"
    return f"remove {the(edit.kind)}"


def edited(scene: Scene, edit: Edit) -> Scene:
    """The scene after the change, all else as it was. Raises ValueError where it has not one thing of that kind."""
    if scene.count(edit.kind) != 1:
        raise ValueError(f"the scene has {scene.count(edit.kind)} of {the(edit.kind)}, not one")
    result, things = edit.result, []
    for thing in scene.things:
        if thing.kind != edit.kind:
            things.append(thing)
        elif result is not None:
            things.append(msgspec.structs.replace(thing, colour=result[0], shape=result[1]))
    return msgspec.structs.replace(scene, things=tuple(things))


def _inside(thing: Thing) -> bool:
    edge = round(1.3 * thing.r) + 4
    return edge <= thing.x <= SIDE - edge and edge <= thing.y <= SIDE - edge
