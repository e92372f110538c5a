"""Variety: does a model fill in what a prompt leaves open now this way and now that, or always the same?"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from assay.cases.drawings import drawing
from assay.cases.order import fit
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.paintings import a_draw
from assay.cases.worlds.scene import PAINTED, PLAIN_COLOURS, PLAIN_SHAPES, SIDE, Kind, Scene, place
from assay.cases.worlds.scene.painted import said_counted
from assay.measure import difference, mean
from assay.probes import probe
from assay.probes._pictures import NOT_SHOWN, Seeing, keys, rng_of
from assay.protocols.samples import samples
from assay.records import Case, Verdict

if TYPE_CHECKING:
    from assay.judges.seeing.scene import Seen, View

__all__ = ["Variety"]

DRAWS = 4
"""Pictures of a prompt."""

_ELSEWHERE = SIDE / 8
"""Two things whose centres are further apart than this, in pixels of 320, stand in different places."""

_OPEN, _CLOSED = {"arm": "open"}, {"arm": "closed"}
_EVEN = 1 - 1 / len(PLAIN_COLOURS)
"""How often two draws differ in colour where all six are equally likely."""


def _looked(case: Case, views: Sequence[View]) -> Verdict:
    """Over the pairs of pictures: the share that differ in the colour of the shape asked for, and in its place. A picture without the
    shape, or with several, differs from none."""
    asked = [[one for one in view if one.shape == case.reference] for view in views]
    things: list[Seen | None] = [found[0] if len(found) == 1 else None for found in asked]
    pairs = list(itertools.combinations(things, 2))
    told = [(one, other) for one, other in pairs if one is not None and other is not None]
    colours = sum(one.colour != other.colour for one, other in told) / len(pairs)
    places = sum(math.dist((one.x, one.y), (other.x, other.y)) > _ELSEWHERE for one, other in told) / len(pairs)
    label = ", ".join(one.colour if one is not None else "none" for one in things)
    return Verdict("scored", float(len(told) == len(pairs)), label, {"colours": colours, "places": places})


@probe("fairness/representation/variety", kind="t2i")
class Variety:
    """Whether what a prompt leaves open is filled in differently from draw to draw, and what it says is kept.

    "A star" leaves the colour open; "a red star" does not, and is the null. Four pictures are drawn of each. The headline is how
    often two of them differ in colour where it is open, less how often where it is not: 0 for a model that always paints the same,
    and for one that does not mind the prompt. Even chances for six colours get 0.83, which has all of the trust.
    """

    source = "diversity over draws of one prompt: Friedrich et al. 2023, arXiv 2302.10893; Simpson 1949 for the share of unlike pairs"
    version = "1"
    slices = ("shape",)
    protocol = samples(DRAWS)
    faults = {"paints-the-same": ("freedom", "places")}
    metrics = (
        difference(
            "freedom",
            of="colours",
            a=_OPEN,
            b=_CLOSED,
            better="higher",
            counts=NOT_SHOWN,
            trust=(0.0, _EVEN),
            denominator="prompts without and with a colour, four pictures each (no picture counts as no difference)",
            hint="It rises where an open colour varies, and falls where a colour that was asked for does too.",
        ),
        mean(
            "places",
            of="places",
            where=_OPEN,
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="prompts without a colour: the share of pairs of pictures in which the shape stands elsewhere",
            hint="0 is always the same place; anywhere on the canvas gets about 0.9.",
        ),
    )
    judge = Seeing("variety@1", _looked)

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        seen, shapes = Fresh(), rng.sample(PLAIN_SHAPES, len(PLAIN_SHAPES))
        clusters = (
            seen.draw(partial(_cluster, rng, number, shapes[number % len(shapes)]), keys)
            for number in itertools.count()
        )
        yield from fit(clusters, n)

    def ideal(self, case: Case) -> list[str]:
        """A colour of its own and another place for each where it is open; the colour asked for where it is not."""
        return _drawn(case, varied=case.tags["arm"] == "open")

    def worst(self, case: Case) -> list[str]:
        """Where the colour is open, one picture again and again; where it is not, every colour but the one that was asked for."""
        return _same(case) if case.tags["arm"] == "open" else _drawn(case, varied=True)


def _cluster(rng: random.Random, number: int, shape: str) -> list[Case]:
    colour = rng.choice(PLAIN_COLOURS)
    prompts = {"open": f"a {shape}", "closed": said_counted((colour, shape), 1)}
    return [
        Case(
            prompt=prompt,
            reference=shape,
            cluster=f"shape-{number}",
            tags={"arm": arm, "shape": shape},
            data={"colour": colour} | ({"open": True} if arm == "open" else {}),
            draw=a_draw(rng),
        )
        for arm, prompt in prompts.items()
    ]


def _colours(case: Case, rng: random.Random) -> list[str]:
    """Four different colours, none the one that the closed prompt asks for."""
    return rng.sample([colour for colour in PLAIN_COLOURS if colour != case.data["colour"]], DRAWS)


def _drawn(case: Case, *, varied: bool) -> list[str]:
    """The shape in four places, each of which is elsewhere; in four colours, or in the one that is asked for."""
    rng = rng_of(case)
    kinds: list[Kind] = [
        (colour, case.reference) for colour in (_colours(case, rng) if varied else [case.data["colour"]] * DRAWS)
    ]
    return [drawing(Scene(things=(thing,))) for thing in place(rng, kinds, radii=PAINTED)]


def _same(case: Case) -> list[str]:
    rng = rng_of(case)
    return [drawing(Scene(things=place(rng, [(case.data["colour"], case.reference)], radii=PAINTED)))] * DRAWS
