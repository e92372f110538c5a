"""What a picture is asked to show, as data that a case holds, and which atoms of it a scene that was read fulfils.

After the atoms of Davidsonian scene graphs (Cho et al. 2024, arXiv 2310.18235): things, attributes, counts and relations are asked about
one by one, and a relation only where its things are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from assay.errors import ProbeError
from assay.judges.seeing.forms import COLOURS, OUTLINES
from assay.judges.seeing.scene import Seen, View
from assay.records import Case

__all__ = ["ATOMS", "Asked", "asked_of", "asks", "atoms", "related", "said"]

ATOMS = ("object", "attribute", "count", "relation", "alone")
"""`object`: things of the shape are there. `attribute`: in the colour asked for. `count`: as many as asked for. `relation`: the first
stands so to the second, asked only where both are there. `alone`: nothing else is there."""

_AWAY = 20.0
"""By how many pixels of the canvas a thing must at least be further left, right, up or down than another for people to say so."""


class Asked(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Things by colour, shape and number; `relation` ("left of", "right of", "above", "below") is of the first to the second."""

    things: tuple[tuple[str, str, int], ...] = ()
    relation: str = ""


def asks(*things: tuple[str, str, int], relation: str = "") -> dict[str, Any]:
    """What a case's data holds for `depicts`: `data={"asked": asks(("red", "circle", 2))}`. Raises ProbeError where
    a colour or a shape is none of the scene world's, a number is not 1 to 4, there are more than three things, or a relation is none
    that is known, or is not between two things."""
    for colour, shape, n in things:
        if colour not in COLOURS or shape not in OUTLINES or not 1 <= n <= 4:
            raise ProbeError(
                f"asks({(colour, shape, n)!r}): things are 1 to 4 of a colour and a shape of the scene world"
            )
    if len(things) > 3:
        raise ProbeError(f"at most three sorts of things are asked for, not {len(things)}")
    if relation not in ("", *_PLACES) or (relation and len(things) != 2):
        raise ProbeError(f"a relation is {', '.join(_PLACES)}, between two things, not '{relation}' of {len(things)}")
    data: dict[str, Any] = msgspec.to_builtins(Asked(things=things, relation=relation))
    return data


def asked_of(case: Case, field: str) -> Asked:
    """What the case asks for. Raises ProbeError where its data says no such thing."""
    try:
        return msgspec.convert(case.data.get(field), Asked)
    except msgspec.ValidationError as error:
        raise ProbeError(f"data['{field}'] of a case does not say what is asked for ({error}): see asks()") from None


def atoms(asked: Asked, view: View) -> dict[str, float]:
    """By atom, the share of what is asked that is so, in [0, 1]; without those that do not come up."""
    found: dict[str, list[bool]] = {atom: [] for atom in ATOMS}
    for colour, shape, n in asked.things:
        found["object"].append(view.count(shape=shape) > 0)
        found["attribute"].append(view.count(colour, shape) > 0)
        found["count"].append(view.count(colour, shape) == n)
    total = sum(n for _, _, n in asked.things)
    found["alone"].append(len(view) <= total and not view.faces)
    if asked.relation:
        one, other = ([seen for seen in view if seen.kind == kind[:2]] for kind in asked.things)
        if len(one) == len(other) == 1:
            found["relation"].append(related(asked.relation, one[0], other[0]))
    return {atom: sum(held) / len(held) for atom, held in found.items() if held}


def related(relation: str, one: Seen, other: Seen) -> bool:
    """Whether the first stands so to the second by enough that people would say so."""
    across, down = _PLACES[relation]
    return across * (one.x - other.x) + down * (one.y - other.y) >= _AWAY


_PLACES: Mapping[str, tuple[int, int]] = {"left of": (-1, 0), "right of": (1, 0), "above": (0, -1), "below": (0, 1)}


def said(view: View) -> str:
    """What is seen, in words that tell two scenes apart: "2 red circle, 1 blue star"; "nothing"."""
    return ", ".join(_kinds(view)) or "nothing"


def _kinds(view: View) -> Iterator[str]:
    for (colour, shape), n in sorted(Counter(one.kind for one in view).items(), key=lambda item: (-item[1], item[0])):
        yield f"{n} {colour} {shape}"
    for one in view.faces:
        yield f"a face of tone {one.tone}"
