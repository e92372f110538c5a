"""Temporal consistency by optical flow: does motion explain how a film changes, whatever it shows?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count

from assay.cases.drawings import drawing
from assay.cases.order import fit
from assay.cases.worlds.everyday_films import Motion, motions
from assay.cases.worlds.films import WAYS, another, blinking, flickering, jumping, kind_of, standing
from assay.cases.worlds.scene.painted import moving, said_counted, said_moving
from assay.measure import mean, rate
from assay.probes import probe
from assay.probes._looking import Looking
from assay.probes._pictures import NOT_SHOWN
from assay.records import Case, Verdict

__all__ = ["FlowConsistency"]

_MOST = 0.15
"""The share of its change that motion may leave unexplained in a steady film: clean films leave up to 0.05, and up to 0.15 where a
thing is fast or grain is strong."""
_CUT = 0.5
"""The share of the picture that, unexplained at one step, makes it a cut."""
_MOVES = 0.05
"""The area in pictures, summed over the film, over which something must move."""


def _read(case: Case, made: Sequence[bytes]) -> Verdict:
    from assay.judges.seeing.flow import change
    from assay.judges.seeing.pixels import frames

    found = change(frames(made[0]))
    moves, cut = found.moved >= _MOVES, found.worst > _CUT
    steady = moves and not cut and found.unexplained <= _MOST
    label = "cut" if cut else "steady" if steady else "flickers" if found.unexplained > _MOST else "still"
    extra = {
        "moves": float(moves),
        "unexplained": found.unexplained,
        "worst": found.worst,
        "moved": found.moved,
        "speed": found.speed,
        "warp_error": found.warp_error,
    }
    return Verdict("scored", float(steady), label, extra)


@probe("robustness/temporal-consistency/flow", kind="video")
class FlowConsistency:
    """Whether motion explains how a film changes from frame to frame; what it shows is not asked about, so that it is for any model's films.

    Half of the films are of a coloured shape that moves, half of everyday motions; a model of shapes alone is told by the slice `shapes`.
    Dense optical flow is sought between each two frames, both ways. Of the places that change, those are unexplained where what is there now
    came from nowhere and what was there went nowhere: flicker, things that appear, vanish or become others, leaps, cuts. The headline
    counts a film only if at most 15 % of its change is unexplained, there is no cut, and something moves: in a still nothing is
    unexplained, and it shows nothing. The null are films of the same things at rest. Verdicts hold the plain warping error too, as
    `warp_error`.

    It is no measure of likeness to nature: what shimmers within a pixel or two is taken for motion, and what changes slowly, such as one
    thing that melts into another, for none. Water, fire and smoke leave more unexplained, and are not asked for.
    """

    source = "temporal warping error: Lai et al. 2018, arXiv 1808.00449, as the share of what changes; flow: DIS, arXiv 1603.03590"
    version = "1"
    slices = ("matter",)
    judge = Looking("flow-consistency@1", _read)
    extra = ("see", "cv2")
    faults = {
        "flickers": ("steady", "unexplained"),
        "jumps-about": ("steady", "unexplained"),
        "stands-still": ("steady", "moves"),
    }
    metrics = (
        rate(
            "steady",
            where={"arm": "moving"},
            better="higher",
            counts=NOT_SHOWN,
            denominator="films in which something is to move (no film counts as not steady)",
            hint="Motion explains what changes, and something moves.",
        ),
        mean(
            "unexplained",
            of="unexplained",
            where={"arm": "moving"},
            null={"arm": "still"},
            better="lower",
            unit="share of what changes",
            headline=False,
            denominator="films in which something is to move",
            hint="It falls where all that changes came from somewhere or went somewhere; light that flickers raises it, and so does strong grain.",
        ),
        rate(
            "moves",
            of="moves",
            where={"arm": "moving"},
            null={"arm": "still"},
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="films in which something is to move (no film counts as still)",
            hint="Something moves where motion was asked for.",
        ),
    )

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        everyday = motions(rng)
        yield from fit((_cluster(rng, number, everyday) for number in count()), n)

    def ideal(self, case: Case) -> list[str]:
        """A shape that moves, also where a boat should: what it is cannot be told by flow."""
        return [case.data["film"]]

    def worst(self, case: Case) -> list[str]:
        """A thing that is there in every other frame alone; where nothing shall move too."""
        return [case.data["wrong"]]


def _cluster(rng: random.Random, number: int, everyday: Iterator[Motion]) -> list[Case]:
    # the ways come in another order than the things, and each half of the films has all of them
    turn = number // 2
    kind, way = kind_of(turn), WAYS[(turn // 4 + turn) % 4]
    asked = next(everyday) if number % 2 else Motion(said_moving(kind, way), said_counted(kind, 1), "shapes")
    film, other = moving(rng, kind, way), another(rng, kind)
    rest, wrong = drawing(standing(film)), drawing(blinking(film))

    def case(arm: str, prompt: str, **data: str) -> Case:
        return Case(
            prompt=prompt,
            cluster=f"film-{number}",
            variation="" if arm == "moving" else arm,
            tags={"arm": arm, "matter": asked.matter},
            data={**data, "wrong": wrong},
            draw=rng.randrange(2**30),
        )

    spoiled = {
        "flickering": drawing(flickering(film, other[0])),
        "jumping": drawing(jumping(film)),
        "standing": rest,
    }
    made = [case("moving", asked.moving, film=drawing(film), **spoiled)]
    if turn % 3 == 0:
        made.append(case("still", asked.still, film=rest))
    return made
