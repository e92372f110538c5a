"""Temporal consistency: does a film show one and the same thing from frame to frame, without flicker and without jumps?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count

from assay.cases.drawings import drawing
from assay.cases.order import fit
from assay.cases.worlds.films import WAYS, another, flickering, jumping, kind_of, standing, torn
from assay.cases.worlds.scene.painted import Film, moving, said_counted, said_moving
from assay.measure import mean, rate
from assay.probes import probe
from assay.probes._filmed import follow
from assay.probes._looking import Looking
from assay.probes._pictures import NOT_SHOWN
from assay.records import Case, Verdict

__all__ = ["TemporalConsistency"]


def _read(case: Case, made: Sequence[bytes]) -> Verdict:
    track = follow(made[0])
    if all(track.unread):
        return Verdict("unparsed", why=track.unread[0])
    extra = {"moves": float(track.moves), "flicker": track.flicker}
    if track.jumps is not None:
        extra["jumps"] = track.jumps
    return Verdict("scored", float(track.flicker == 0 and track.jumps == 0 and track.moves), track.label, extra)


@probe("robustness/temporal-consistency", kind="video")
class TemporalConsistency:
    """Whether a thing stays itself from frame to frame, and moves without jumps; which thing it is is not asked about.

    Films of one thing that moves. Flicker is the share of steps from frame to frame over which the thing's colour, shape, number or
    size changes; a jump is a step much unlike the one before. The headline counts a film only if it has neither and something
    moves in it: a still is steady too, and shows nothing. The null of flicker and of jumps are films of the same things for
    which no motion was asked.
    """

    source = (
        "Subject consistency and motion smoothness after VBench, arXiv 2311.17982, over things that can be read exactly"
    )
    version = "1"
    slices = ("direction", "shape")
    judge = Looking("temporal-consistency@1", _read)
    faults = {
        "flickers": ("steady", "flicker"),
        "jumps-about": ("steady", "jumps"),
        "stands-still": ("steady", "moves"),
    }
    metrics = (
        rate(
            "steady",
            where={"arm": "moving"},
            better="higher",
            counts=NOT_SHOWN,
            denominator="films of a moving thing (no film, or one that cannot be read, counts as not steady)",
            hint="Keeping a thing's colour, shape and size while it moves evenly.",
        ),
        mean(
            "flicker",
            of="flicker",
            where={"arm": "moving"},
            null={"arm": "still"},
            better="lower",
            unit="share of steps",
            headline=False,
            denominator="films of a moving thing that could be read",
            hint="It falls where the same one thing is in every frame.",
        ),
        mean(
            "jumps",
            of="jumps",
            where={"arm": "moving"},
            null={"arm": "still"},
            better="lower",
            unit="share of frames",
            headline=False,
            denominator="films with one thing in three frames on end",
            hint="It falls where steps are alike.",
        ),
        rate(
            "moves",
            of="moves",
            where={"arm": "moving"},
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="films of a moving thing (no film, or one that cannot be read, counts as still)",
            hint="Something moves where motion was asked for.",
        ),
    )

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        yield from fit((_cluster(rng, number) for number in count()), n)

    def ideal(self, case: Case) -> list[str]:
        return [case.data["film"]]

    def worst(self, case: Case) -> list[str]:
        """Another thing at another place in every other frame; where nothing shall move too."""
        return [case.data["wrong"]]


def _cluster(rng: random.Random, number: int) -> list[Case]:
    # the ways come in another order than the things, so that all of them meet
    kind, way = kind_of(number), WAYS[(number // 4 + number) % 4]
    film = moving(rng, kind, way)
    made = [_case(rng, number, "moving", said_moving(kind, way), film, way, kind)]
    if number % 3 == 0:
        made.append(_case(rng, number, "still", said_counted(kind, 1), standing(film), way, kind, film))
    return made


def _case(
    rng: random.Random,
    number: int,
    arm: str,
    prompt: str,
    film: Film,
    way: str,
    kind: tuple[str, str],
    path: Film | None = None,
) -> Case:
    other = another(rng, kind)
    data = {"film": drawing(film), "wrong": drawing(torn(path or film, other))}
    if arm == "moving":
        data |= {
            "flickering": drawing(flickering(film, other[0])),
            "jumping": drawing(jumping(film)),
            "standing": drawing(standing(film)),
        }
    return Case(
        prompt=prompt,
        cluster=f"film-{number}",
        variation="" if arm == "moving" else arm,
        tags={"arm": arm, "direction": way, "shape": kind[1], "colour": kind[0]},
        data=data,
        draw=rng.randrange(2**30),
    )
