"""Scenes to be edited: a thing, what shall become of it, and other things beside it that share its colour, its shape or nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assay.cases.worlds.scene import PAINTED, PLAIN_COLOURS, PLAIN_SHAPES, Kind, Scene, Thing, place
from assay.cases.worlds.scene.painted import Edit, edited

__all__ = ["LIKENESS", "OPS", "alone", "beside", "instead", "overdone", "to_edit", "undone"]

OPS = ("recolour", "reshape", "remove")
LIKENESS = ("colour", "shape", "nothing")
"""What the thing beside it has in common with the one to be edited."""


def to_edit(rng: random.Random, op: str, likeness: str, n: int) -> tuple[Scene, Edit]:
    """A scene of `n` things, all of them different, and a change to one. What it becomes, no other thing is: neither its new
    colour nor its new shape is another's."""
    colours, shapes = rng.sample(PLAIN_COLOURS, len(PLAIN_COLOURS)), rng.sample(PLAIN_SHAPES, len(PLAIN_SHAPES))
    target = colours[0], shapes[0]
    second = colours[0 if likeness == "colour" else 1], shapes[0 if likeness == "shape" else 1]
    wanted: list[Kind] = [target, second, (colours[2], shapes[2])][:n]
    to = {"recolour": colours[3], "reshape": shapes[3], "remove": ""}[op]
    things = place(rng, wanted, radii=PAINTED)
    return Scene(things=tuple(rng.sample(things, n))), Edit(op=op, kind=target, to=to)  # type: ignore[arg-type]


def alone(scene: Scene, edit: Edit) -> Thing:
    """The one thing that the edit is about."""
    [target] = [thing for thing in scene.things if thing.kind == edit.kind]
    return target


def beside(scene: Scene, edit: Edit) -> tuple[Thing, ...]:
    """All other things."""
    return tuple(thing for thing in scene.things if thing.kind != edit.kind)


def overdone(scene: Scene, edit: Edit) -> Scene:
    """The scene where the change befell all that is in it."""
    return _each(scene, edit, scene.things)


def instead(scene: Scene, edit: Edit) -> Scene:
    """The scene where the change befell all but the thing that it was asked for."""
    return _each(scene, edit, beside(scene, edit))


def undone(edit: Edit) -> Edit:
    """The edit that takes a change of colour or shape back."""
    if edit.result is None:
        raise ValueError("what is removed cannot be asked back")
    return Edit(op=edit.op, kind=edit.result, to=edit.kind[0 if edit.op == "recolour" else 1])


def _each(scene: Scene, edit: Edit, things: Sequence[Thing]) -> Scene:
    for thing in things:
        scene = edited(scene, Edit(op=edit.op, kind=thing.kind, to=edit.to))
    return scene
