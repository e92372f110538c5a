"""Motion: does a film show the thing that was asked for, in every frame, going the way that was asked for?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count

from assay.cases.drawings import drawing
from assay.cases.order import fit
from assay.cases.worlds.films import BACK, WAYS, another, backwards, kind_of, standing
from assay.cases.worlds.scene.painted import moving, said_moving
from assay.measure import consistency, mean, rate
from assay.probes import probe
from assay.probes._filmed import goes_as_asked
from assay.probes._looking import Looking
from assay.probes._pictures import NOT_SHOWN
from assay.records import Case

__all__ = ["Motion"]


@probe("truthfulness/faithfulness/motion", kind="video")
class Motion:
    """Whether a film shows what was asked for in every frame, and the thing goes the way that was asked for.

    "A red circle moving left": each frame (of more than 16, 16 spread over the film) must show that one thing and nothing else,
    and from the first to the last it must go clearly in that direction. The headline counts a film only if all of this holds; its
    parts stand beside it. A film that stands still, or shows another thing, scores 0. Half of the prompts are asked again as
    another draw: how often two draws show the same is what the model differs from itself.
    """

    source = "Dimension-wise film faithfulness after VBench, arXiv 2311.17982, and T2V-CompBench, arXiv 2407.14505"
    version = "1"
    slices = ("direction", "shape")
    judge = Looking("motion@1", goes_as_asked)
    faults = {
        "reverses-motion": ("as_asked", "direction"),
        "films-another": ("as_asked", "object"),
        "stands-still": ("as_asked", "direction", "moves"),
    }
    metrics = (
        rate(
            "as_asked",
            better="higher",
            counts=NOT_SHOWN,
            denominator="films asked for (no film, or one that cannot be read, counts as wrong)",
            hint="Showing the thing asked for, alone, in every frame, and moving it the way asked for.",
        ),
        mean(
            "object",
            of="object",
            better="higher",
            counts=NOT_SHOWN,
            unit="share of frames",
            headline=False,
            denominator="films asked for (no film, or one that cannot be read, counts as 0)",
            hint="Frames that show the thing asked for and nothing else.",
        ),
        rate(
            "direction",
            of="direction",
            better="higher",
            chance=0.25,
            counts=NOT_SHOWN,
            headline=False,
            denominator="films asked for (no film, or one that cannot be read, counts as wrong)",
            hint="Whatever the thing is, it goes the way asked for, one of four.",
        ),
        rate(
            "moves",
            of="moves",
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="films asked for (no film, or one that cannot be read, counts as still)",
            hint="The one thing in the film moves at all.",
        ),
        consistency(
            "same_again",
            base={"variation": ""},
            against={"variation": "a/a"},
            counts=NOT_SHOWN,
            headline=False,
            denominator="films asked for twice",
            hint="Two draws that show the same thing going the same way: what a single draw is worth.",
        ),
    )

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        yield from fit((_cluster(rng, number) for number in count()), n)

    def ideal(self, case: Case) -> list[str]:
        return [case.data["film"]]

    def worst(self, case: Case) -> list[str]:
        """Another thing, that goes the other way."""
        return [case.data["wrong"]]


def _cluster(rng: random.Random, number: int) -> list[Case]:
    # all four ways in a row; with each round another thing, so that of 96 all differ
    way, kind = WAYS[number % 4], kind_of(number // 4 + 6 * (number % 4))
    film = moving(rng, kind, way)
    other = another(rng, kind)
    draw = rng.randrange(2**30)
    data = {
        "kind": kind,
        "film": drawing(film),
        "wrong": drawing(moving(rng, other, BACK[way])),
        "reversed": drawing(backwards(film)),
        "standing": drawing(standing(film)),
        "another": drawing(moving(rng, other, way)),
    }
    return [
        Case(
            prompt=said_moving(kind, way),
            cluster=f"film-{number}",
            variation=arm,
            tags={"direction": way, "shape": kind[1], "colour": kind[0]},
            data=data,
            draw=draw + bool(arm),
        )
        for arm in (("", "a/a") if number // 4 % 2 == 0 else ("",))
    ]
