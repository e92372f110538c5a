"""What a model that makes pictures is asked to show, one sentence each: a thing, two things, several alike, two in a relation.

What is wanted is data. Of it are made the sentence, a scene that shows it, and the nearest that does not.
"""

from __future__ import annotations

import random
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from assay.cases.worlds.scene import PLAIN_COLOURS, PLAIN_SHAPES, Kind, Scene
from assay.cases.worlds.scene.painted import (
    RELATIONS,
    both,
    counted,
    related,
    said_both,
    said_counted,
    said_related,
)

__all__ = [
    "COMPOSED",
    "DRAWS",
    "PLAIN_KINDS",
    "SORTS",
    "Sort",
    "Wanted",
    "a_draw",
    "nearest_other",
    "painted",
    "said",
    "wanted",
]

Sort = Literal["single", "two", "count", "relation"]
SORTS: tuple[Sort, ...] = get_args(Sort)
COMPOSED: tuple[Sort, ...] = ("two", "count", "relation")
"""Sorts that want more than one thing."""

PLAIN_KINDS: tuple[Kind, ...] = tuple((colour, shape) for colour in PLAIN_COLOURS for shape in PLAIN_SHAPES)

DRAWS = 2**30
"""There are few plain sentences: a case is one of so many pictures of a sentence, and a new seed asks for others."""

_OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}


class Wanted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Things of these kinds, each `number` times; two may be in a `relation`, the first to the second."""

    sort: Sort
    kinds: tuple[Kind, ...]
    number: int = 1
    relation: str = ""


def a_draw(rng: random.Random) -> int:
    """Which picture of a sentence is asked for."""
    return rng.randrange(1, DRAWS)


def wanted(rng: random.Random, sort: Sort, first: Kind) -> Wanted:
    """Something of this sort with `first` in it. Two things differ in colour and in shape; of one kind there are 2 to 4."""
    if sort == "single":
        return Wanted(sort=sort, kinds=(first,))
    if sort == "count":
        return Wanted(sort=sort, kinds=(first,), number=rng.randint(2, 4))
    second = rng.choice([kind for kind in PLAIN_KINDS if kind[0] != first[0] and kind[1] != first[1]])
    return Wanted(sort=sort, kinds=(first, second), relation=rng.choice(RELATIONS) if sort == "relation" else "")


def said(want: Wanted) -> str:
    """ "a red circle", "three red circles", "a red circle and a blue square", "a red circle left of a blue square"."""
    first, *rest = want.kinds
    if not rest:
        return said_counted(first, want.number)
    return said_related(first, want.relation, rest[0]) if want.relation else said_both(first, rest[0])


def painted(rng: random.Random, want: Wanted) -> Scene:
    """A scene that shows it, and nothing else."""
    first, *rest = want.kinds
    if not rest:
        return counted(rng, first, want.number)
    return related(rng, first, want.relation, rest[0]) if want.relation else both(rng, first, rest[0])


def nearest_other(rng: random.Random, want: Wanted) -> Wanted:
    """What fails at the very thing that a sort is about: another shape, the colours exchanged, one too many (of four: one too few),
    the opposite relation."""
    if want.sort == "single":
        [(colour, shape)] = want.kinds
        other = rng.choice([form for form in PLAIN_SHAPES if form != shape])
        return msgspec.structs.replace(want, kinds=((colour, other),))
    if want.sort == "count":
        return msgspec.structs.replace(want, number=want.number + 1 if want.number < 4 else 3)
    if want.sort == "relation":
        return msgspec.structs.replace(want, relation=_OPPOSITE[want.relation])
    (tint, form), (other_tint, other_form) = want.kinds
    return msgspec.structs.replace(want, kinds=((other_tint, form), (tint, other_form)))
