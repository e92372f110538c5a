"""What probes of films look at: frame by frame what is seen, and the way that one thing goes."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assay.cases.worlds.scene import Kind
from assay.cases.worlds.scene.painted import DIRECTIONS
from assay.records import Case, Verdict

if TYPE_CHECKING:
    from assay.judges.seeing.pixels import Pixels
    from assay.judges.seeing.scene import Seen, View

__all__ = ["FAR", "Track", "follow", "goes_as_asked", "views"]

MOST = 16
"""Frames of a film that are looked at, evenly spread, the first and the last among them."""

_SIDE = 160
"""Pixels of the longer side as which frames are looked at: there is less to see in them than in a picture, and more of them."""

FAR = 40
"""Pixels of the canvas, of 320, that a thing must go to count as moving; those that are asked for go 120 to 170."""

_JUMP = 32
"""Pixels by which a step may differ from the one before it; in eight frames even steps are 17 to 24 long."""

_GROWTH = 1.6
"""By which factor the area that a thing covers may differ from its usual one: its width then differs by a quarter."""


@dataclass(frozen=True)
class Track:
    """What the frames of one film show, in their order: of each the one thing in it, None where it shows nothing, several
    things, or what cannot be read (then `unread` says why)."""

    seen: tuple[Seen | None, ...]
    unread: tuple[str, ...]

    @property
    def places(self) -> list[tuple[float, float]]:
        """Where the thing is in the frames that show one, as x and y of the canvas."""
        return [(one.x, one.y) for one in self.seen if one is not None]

    @property
    def moves(self) -> bool:
        """Whether the thing is anywhere far from where it was anywhere else."""
        return any((a - x) ** 2 + (b - y) ** 2 >= FAR**2 for a, b in self.places for x, y in self.places)

    def shows(self, kind: Kind) -> float:
        """The share of the frames that show one thing of this kind and nothing else."""
        return sum(one is not None and one.kind == kind for one in self.seen) / len(self.seen)

    def goes(self, direction: str) -> bool:
        """Whether the thing ends up far in this direction from where it began, and less far to the side."""
        if len(self.places) < 2:
            return False
        (x0, y0), *_, (x1, y1) = self.places
        right, down = DIRECTIONS[direction]
        ahead, aside = (x1 - x0) * right + (y1 - y0) * down, (x1 - x0) * down + (y1 - y0) * right
        return ahead >= FAR and abs(aside) < ahead

    @property
    def flicker(self) -> float:
        """The share of the steps from frame to frame over which there is not the same one thing, of nearly the same size; 0 of a
        single frame, which is what some formats make of frames that are all alike."""
        if len(self.seen) < 2:
            return 0.0
        usual = statistics.median(one.area for one in self.seen if one) if any(self.seen) else 0.0
        steady = [one is not None and usual / _GROWTH < one.area < usual * _GROWTH for one in self.seen]
        same = [
            a is not None and b is not None and a.kind == b.kind and steady[k] and steady[k + 1]
            for k, (a, b) in enumerate(zip(self.seen, self.seen[1:], strict=False))
        ]
        return 1 - sum(same) / len(same)

    @property
    def jumps(self) -> float | None:
        """The share of the frames between two others at which the thing's step changes suddenly; None where it can be told of
        none, and 0 where there are too few frames for a jump."""
        if len(self.seen) < 3:
            return 0.0
        found = [
            (a.x - 2 * b.x + c.x) ** 2 + (a.y - 2 * b.y + c.y) ** 2 > _JUMP**2
            for a, b, c in zip(self.seen, self.seen[1:], self.seen[2:], strict=False)
            if a is not None and b is not None and c is not None
        ]
        return sum(found) / len(found) if found else None

    @property
    def label(self) -> str:
        """The usual thing and the way that it goes, e.g. "red circle left"."""
        kinds = [f"{one.colour} {one.shape}" for one in self.seen if one is not None]
        way = next((way for way in DIRECTIONS if self.goes(way)), "still" if not self.moves else "about")
        return f"{statistics.mode(kinds)} {way}" if kinds else "nothing"


def views(film: bytes) -> list[View]:
    """What the frames of a film show, in their order; 16 of them where there are more. Raises Unreadable for one that is damaged
    or none."""
    from assay.judges.seeing.pixels import frames, spread
    from assay.judges.seeing.scene import look

    shown = frames(film)
    return [look(_smaller(frame)) for frame in spread(shown, min(MOST, len(shown)))]


def follow(film: bytes) -> Track:
    """Looks at a film of one thing. Raises Unreadable for one that is damaged or none."""
    found = views(film)
    return Track(tuple(_one(view) for view in found), tuple(view.unclear for view in found))


def goes_as_asked(case: Case, made: Sequence[bytes]) -> Verdict:
    """1 where the film shows `data["kind"]` alone in every frame, and it goes where the tag `direction` says."""
    track = follow(made[0])
    if all(track.unread):
        return Verdict("unparsed", why=track.unread[0])
    colour, shape = case.data["kind"]
    object_ = track.shows((colour, shape))
    direction = track.goes(case.tags["direction"])
    extra = {"object": object_, "direction": float(direction), "moves": float(track.moves)}
    return Verdict("scored", float(object_ == 1.0 and direction), track.label, extra)


def _one(view: View) -> Seen | None:
    return view.things[0] if view.clear and len(view) == 1 else None


def _smaller(frame: Pixels) -> Pixels:
    from PIL import Image

    image = Image.fromarray(frame)
    if max(image.size) <= _SIDE:
        return frame
    width, height = (max(1, round(side * _SIDE / max(image.size))) for side in image.size)
    return np.asarray(image.resize((width, height), Image.Resampling.BOX))
