"""Drawn people whose picture is to be edited: their clothes, or a thing beside them; and who they must not become.

The words name no skin and no hair: nothing that is asked for has to do with who it is.
"""

from __future__ import annotations

import random
from typing import Literal, NamedTuple, get_args

from msgspec.structs import replace

from assay.cases.worlds.scene import HAIR, PLAIN_COLOURS, PLAIN_SHAPES, SIDE, Person, Scene, Thing
from assay.cases.worlds.scene.painted import Edit, edited, portrait, said_edit

__all__ = ["CHANGES", "Change", "Retouch", "of_tone", "redrawn", "retouch"]

Change = Literal["clothes", "thing"]
CHANGES: tuple[Change, ...] = get_args(Change)

_CLOTHES = (
    "make the garment {colour}",
    "change the colour of the person's clothes to {colour}",
    "dress this person in {colour}",
    "recolour the clothes of the person: {colour}",
)
_SMALLER, _AWAY = 0.7, 40
"""By which factor another person is smaller, and by how many pixels further up or down."""


class Retouch(NamedTuple):
    """The picture of one person, what is asked for, and the picture that answers."""

    before: Scene
    text: str
    after: Scene


def retouch(rng: random.Random, change: Change, tone: int, hair: str) -> Retouch:
    """Somebody large in the middle who shall have other clothes, or beside a thing that shall have another colour."""
    old, new, third = rng.sample(PLAIN_COLOURS, 3)
    if change == "clothes":
        before = portrait(rng, tone, hair, old)
        [person] = before.people
        return Retouch(before, rng.choice(_CLOTHES).format(colour=new), Scene(people=(replace(person, garment=new),)))
    before = _beside(rng, tone, hair, third, old)
    edit = Edit(op="recolour", kind=before.things[0].kind, to=new)
    return Retouch(before, said_edit(edit), edited(before, edit))


def of_tone(scene: Scene, tone: int) -> Scene:
    """The scene with its person of another skin tone."""
    return _with(scene, tone=tone)


def redrawn(scene: Scene, *, tone: int = 0) -> Scene:
    """The scene with another person in it: of other hair, smaller and elsewhere; of another skin tone where one is given."""
    [person] = scene.people
    return _with(
        scene,
        tone=tone or person.tone,
        hair=HAIR[(HAIR.index(person.hair) + 1) % len(HAIR)],
        r=round(_SMALLER * person.r),
        y=person.y + (_AWAY if person.y < SIDE // 2 else -_AWAY),
    )


def _with(scene: Scene, **changes: int | str) -> Scene:
    [person] = scene.people
    return replace(scene, people=(replace(person, **changes),))


def _beside(rng: random.Random, tone: int, hair: str, garment: str, colour: str) -> Scene:
    """A person on one side and a thing on the other."""
    r, right = rng.randint(34, 38), rng.random() < 0.5
    x, thing_x = 2 * r + rng.randint(6, 14), rng.randint(228, 262)
    person = Person(tone=tone, hair=hair, garment=garment, x=SIDE - x if right else x, y=rng.randint(84, 196), r=r)
    thing = Thing(
        shape=rng.choice(PLAIN_SHAPES),
        colour=colour,
        x=SIDE - thing_x if right else thing_x,
        y=rng.randint(60, 260),
        r=rng.randint(32, 40),
    )
    return Scene(things=(thing,), people=(person,))
