"""What probes of models that make pictures and films look at: what a reply shows, and how much of a picture is another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assay.cases.worlds.scene import SIDE, Scene, Thing
from assay.records import Case, Reply, Verdict

if TYPE_CHECKING:
    from assay.judges.seeing.scene import Seen, View

__all__ = ["NEAR", "NOTHING", "Looking", "Read", "at", "differing", "kinds_in", "looks_like", "matches"]

NEAR = 24
"""Pixels of the canvas, of 320, by which a thing may stand beside its place: five of a picture of 64."""

NOTHING = "nothing"
"""The label of a picture without anything."""

_GRID = 64
_OTHER = 48.0
"""The distance in RGB from which two fields of a picture differ; what JPEG does to a drawn scene stays below."""

Read = Callable[[Case, Sequence[bytes]], Verdict]
"""From a case and what each call made to a verdict. May raise `assay.judges.seeing.pixels.Unreadable`."""


@dataclass(frozen=True)
class Looking:
    """A judge that looks at the one picture or film that each call made: `read` says what it shows.

    Words in place of a picture are `refused`, neither is `unparsed`; a file that cannot be read is an `error`.
    """

    name: str
    read: Read
    heavy: bool = True

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        from assay.judges.seeing.made import each_seen, seen_in

        before = each_seen(replies[:-1], self.name, bytes)
        if isinstance(before, Verdict):
            return before
        return seen_in(replies, -1, self.name, lambda last: self.read(case, [*before, last]))


def kinds_in(view: View) -> str:
    """What a picture shows, wherever it stands, as a label: "blue square, red circle"."""
    return ", ".join(sorted(f"{one.colour} {one.shape}" for one in view)) or NOTHING


def at(view: View, place: Thing) -> list[Seen]:
    """What is seen near the place of a thing."""
    return [one for one in view if (one.x - place.x) ** 2 + (one.y - place.y) ** 2 <= NEAR**2]


def matches(view: View, things: Sequence[Thing]) -> bool:
    """Whether each thing is seen at its place, once, as what it is."""
    return all([one.kind for one in at(view, thing)] == [thing.kind] for thing in things)


def looks_like(view: View, scene: Scene) -> bool:
    """Whether the picture shows the scene and nothing else."""
    return view.clear and len(view) == len(scene.things) and matches(view, scene.things)


def differing(before: bytes, after: bytes, besides: Sequence[tuple[float, float, float]] = ()) -> float:
    """The share, in [0, 1], of a picture outside the discs `besides` (x, y and radius in pixels of the canvas) that is another in
    a second one, whatever the two pictures' sizes.

    Both are laid into 64 × 64 fields. A field is another where its colour is none of those of the nine fields around its place
    before: an edge that a codec or an encoder moved by less than a field is no change. Raises Unreadable.
    """
    old, new = _fields(before), _fields(after)
    wide = np.pad(old, ((1, 1), (1, 1), (0, 0)), mode="edge")
    nearest = np.full((_GRID, _GRID), np.inf)
    for down in range(3):
        for across in range(3):
            there = wide[down : down + _GRID, across : across + _GRID]
            nearest = np.minimum(nearest, np.linalg.norm(new - there, axis=2))
    y, x = (np.indices((_GRID, _GRID)) + 0.5) * SIDE / _GRID
    counted = np.ones((_GRID, _GRID), dtype=bool)
    for cx, cy, r in besides:
        counted &= (x - cx) ** 2 + (y - cy) ** 2 > r**2
    return float((nearest > _OTHER)[counted].mean()) if counted.any() else 0.0


def _fields(data: bytes) -> NDArray[np.float64]:
    from PIL import Image

    from assay.judges.seeing.pixels import pixels

    image = Image.fromarray(pixels(data)).resize((_GRID, _GRID), Image.Resampling.BOX)
    return np.asarray(image, dtype=np.float64)
