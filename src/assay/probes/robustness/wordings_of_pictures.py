"""Wordings of prompts for pictures: is the same drawn where it is typed, written or put in another way?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from itertools import count

from assay import judges
from assay.cases.order import fit
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.paintings import (
    PLAIN_KINDS,
    SORTS,
    a_draw,
    nearest_other,
    said,
    wanted,
)
from assay.probes import probe
from assay.probes._pictures import asked, drawn, keys, rng_of, wanted_of
from assay.probes.robustness._wordings import forms, metrics_for
from assay.protocols import single
from assay.records import Case

__all__ = ["WordingsOfPictures"]

_PHRASES = ("please draw {}", "draw {}", "a picture of {}", "I would like a picture of {}", "make me a drawing of {}")


@probe("robustness/perturbation/pictures", kind="t2i")
class WordingsOfPictures:
    """Whether what is shown stays right when the prompt is typed with a slip, written in capitals, or asked for in a sentence.

    Each prompt (a thing, two, several, two in a relation) is drawn as it is, with two letters of a word exchanged, in capitals, in a
    phrase around it, and once more as it is. The headline is the share of changed prompts that are right together with their
    original, beside that of the unchanged ones drawn again, its null: a model that is never right is steady and gets nothing.
    """

    source = (
        "perturbations of prompts as in HELM, arXiv 2211.09110; the worst of two after PromptBench, arXiv 2306.04528"
    )
    version = "1"
    slices = ("family", "sort")
    protocol = single()
    faults = {"fragile": ("right_both_times", "drop")}
    metrics = metrics_for("picture")
    judge = judges.depicts()

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        seen = Fresh()
        yield from fit((seen.draw(partial(_cluster, rng, number), keys) for number in count()), n)

    def ideal(self, case: Case) -> list[str]:
        return [drawn(case, wanted_of(case))]

    def worst(self, case: Case) -> list[str]:
        """The nearest picture that is not what was asked for."""
        return [drawn(case, nearest_other(rng_of(case), wanted_of(case)))]


def _cluster(rng: random.Random, number: int) -> list[Case]:
    want = wanted(rng, SORTS[number % len(SORTS)], rng.choice(PLAIN_KINDS))
    return [
        Case(
            prompt=prompt,
            cluster=f"prompt-{number}",
            variation=family or ("a/a" if arm == "a/a" else ""),
            tags={"arm": arm, "sort": want.sort} | ({"family": family} if family else {}),
            data={"asked": asked(want)},
            draw=a_draw(rng),
        )
        for arm, family, prompt in forms(rng, said(want), _PHRASES)
    ]
