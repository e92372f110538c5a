"""Wordings of prompts for films: is the same filmed where it is typed, written or put in another way?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from itertools import count

from assay.cases.drawings import drawing
from assay.cases.order import fit
from assay.cases.worlds.films import BACK, WAYS, another, kind_of
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.paintings import a_draw
from assay.cases.worlds.scene.painted import moving, said_moving
from assay.probes import probe
from assay.probes._filmed import goes_as_asked
from assay.probes._looking import Looking
from assay.probes._pictures import keys
from assay.probes.robustness._wordings import forms, metrics_for
from assay.protocols import single
from assay.records import Case

__all__ = ["WordingsOfFilms"]

_PHRASES = ("please film {}", "a film of {}", "I would like a film of {}", "make me a short film of {}", "show {}")


@probe("robustness/perturbation/films", kind="video")
class WordingsOfFilms:
    """Whether a film stays right when its prompt is typed with a slip, written in capitals, or asked for in a sentence.

    Each prompt, of one thing that moves, is filmed as it is, with two letters of a word exchanged, in capitals, in a phrase around
    it, and once more as it is. Right is a film that shows the thing asked for, alone, in every frame, going the way asked for. The
    headline is the share of changed prompts that are right together with their original, beside that of the unchanged ones filmed
    again, its null: a model that is never right is steady and gets nothing.
    """

    source = (
        "perturbations of prompts as in HELM, arXiv 2211.09110; the worst of two after PromptBench, arXiv 2306.04528"
    )
    version = "1"
    slices = ("family", "direction")
    protocol = single()
    faults = {"fragile": ("right_both_times", "drop")}
    metrics = metrics_for("film")
    judge = Looking("motion@1", goes_as_asked)

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        seen = Fresh()
        yield from fit((seen.draw(partial(_cluster, rng, number), keys) for number in count()), n)

    def ideal(self, case: Case) -> list[str]:
        colour, shape = case.data["kind"]
        return [drawing(moving(_rng(case), (colour, shape), case.tags["direction"]))]

    def worst(self, case: Case) -> list[str]:
        """Another thing, that goes the other way."""
        rng = _rng(case)
        return [drawing(moving(rng, another(rng, case.data["kind"]), BACK[case.tags["direction"]]))]


def _rng(case: Case) -> random.Random:
    """The generator of a cluster's drawings: what is right for a prompt is right for its other wordings."""
    return random.Random(f"{case.cluster} {case.data['kind']}")


def _cluster(rng: random.Random, number: int) -> list[Case]:
    kind, way = kind_of(number), WAYS[(number // 4 + number) % 4]
    return [
        Case(
            prompt=prompt,
            cluster=f"prompt-{number}",
            variation=family or ("a/a" if arm == "a/a" else ""),
            tags={"arm": arm, "direction": way} | ({"family": family} if family else {}),
            data={"kind": kind},
            draw=a_draw(rng),
        )
        for arm, family, prompt in forms(rng, said_moving(kind, way), _PHRASES)
    ]
