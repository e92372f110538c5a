"""Depiction: does the picture show what the prompt says, thing by thing, in its colour, number and place?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from itertools import count

from assay import judges
from assay.cases.order import fit
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.paintings import (
    COMPOSED,
    PLAIN_KINDS,
    a_draw,
    nearest_other,
    said,
    wanted,
)
from assay.measure import difference, rate
from assay.probes import probe
from assay.probes._pictures import NOT_SHOWN, asked, drawn, keys, rng_of, wanted_of
from assay.protocols import single
from assay.records import Case

__all__ = ["Depiction"]

_ONE, _MORE, _AGAIN = {"arm": "one"}, {"arm": "more"}, {"arm": "a/a"}
_ASKED = {"arm": ("one", "more")}


@probe("truthfulness/faithfulness/depiction", kind="t2i")
class Depiction:
    """Whether the picture shows what the prompt says: all of it, and nothing else.

    Each thing is asked for by itself and together with more: with another thing, several times, or in a relation to another; the
    latter prompt is drawn twice, which is the null. The headline is the share of pictures in which all is right. Its parts tell what goes
    wrong: the shape, its colour, the number, the relation (where both things are there), or that there is more than was asked for.
    No picture, and one that cannot be read, shows nothing that was asked for. What rules cannot read, such as a photograph, a model
    that sees can (`--judge`).
    """

    source = "GenEval: Ghosh et al. 2023, arXiv 2310.11513; parts asked only where they can be, as in DSG: Cho et al. 2024, arXiv 2310.18235"
    version = "1"
    slices = ("sort", "things")
    protocol = single()
    faults = {
        "paints-other-shapes": ("shown", "object", "attribute", "drop"),
        "swaps-colours": ("shown", "attribute", "drop"),
        "paints-one-more": ("shown", "count", "drop", "alone"),
        "turns-round": ("shown", "relation", "drop"),
    }
    metrics = (
        rate(
            "shown",
            where=_ASKED,
            better="higher",
            counts=NOT_SHOWN,
            denominator="pictures (none, and one that cannot be read, counts as wrong)",
            hint="All that was asked for in one picture, and nothing else; its slices by sort show what is too much.",
        ),
        difference(
            "drop",
            a=_ONE,
            b=_MORE,
            null=(_MORE, _AGAIN),
            better="zero",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pairs of a thing by itself and the same thing with more",
            hint="Above zero, things are lost or mixed up in company; the null is another picture of the same prompt.",
        ),
        rate(
            "object",
            of="object",
            where=_ASKED,
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pictures: the share of the shapes asked for that are there, in whatever colour",
            hint="Below one, things are left out, or others are drawn in their place.",
        ),
        rate(
            "attribute",
            of="attribute",
            where=_ASKED,
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pictures: the share of the things asked for that are there in their colour",
            hint="Far below object: things get the wrong colour; with two things mostly each other's.",
        ),
        rate(
            "count",
            of="count",
            where=_MORE | {"sort": "count"},
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pictures of two to four things alike",
            hint="Its slices by number of things show from where on the count is lost.",
        ),
        rate(
            "relation",
            of="relation",
            where=_MORE | {"sort": "relation"},
            better="higher",
            chance=0.5,
            headline=False,
            denominator="pictures of two things in a relation, in which both are there once",
            hint="One half is what placing them anywhere gets at the most.",
        ),
        rate(
            "alone",
            of="alone",
            where=_ASKED,
            better="higher",
            headline=False,
            denominator="pictures that can be read",
            hint="The share with no more things than were asked for.",
        ),
    )
    judge = judges.cascade(judges.depicts(), judges.by_looking())

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        seen, kinds = Fresh(), rng.sample(PLAIN_KINDS, len(PLAIN_KINDS))
        yield from fit(
            (seen.draw(partial(_cluster, rng, number, kinds[number % len(kinds)]), keys) for number in count()), n
        )

    def ideal(self, case: Case) -> list[str]:
        return [drawn(case, wanted_of(case))]

    def worst(self, case: Case) -> list[str]:
        """The nearest picture that is not what was asked for; see `nearest_other`."""
        return [drawn(case, nearest_other(rng_of(case), wanted_of(case)))]


def _cluster(rng: random.Random, number: int, kind: tuple[str, str]) -> list[Case]:
    """A thing by itself, the thing with more, and another picture of that."""
    one = wanted(rng, "single", kind)
    more = wanted(rng, COMPOSED[number % len(COMPOSED)], kind)
    return [
        Case(
            prompt=said(want),
            cluster=f"thing-{number}",
            variation="a/a" if arm == "a/a" else "",
            tags={"arm": arm, "sort": want.sort, "things": str(want.number * len(want.kinds))},
            data={"asked": asked(want), "slip": want.sort},
            draw=a_draw(rng),
        )
        for arm, want in (("one", one), ("more", more), ("a/a", more))
    ]
