"""Editing: is the change made that was asked for, and nothing else?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import msgspec

from assay.cases.drawings import drawing
from assay.cases.pictures import png_of
from assay.cases.twins import clusters
from assay.cases.worlds.edits import LIKENESS, OPS, alone, beside, instead, overdone, to_edit
from assay.cases.worlds.scene import Scene, seen
from assay.cases.worlds.scene.painted import Edit, edited, said_edit
from assay.measure import consistency, mean, rate
from assay.probes import probe
from assay.probes._looking import Looking, at, differing, kinds_in, matches
from assay.probes._pictures import NOT_SHOWN
from assay.records import Case, Verdict

__all__ = ["Editing"]

SPILL = 0.02
"""The share of the picture beside the thing that may differ and still counts as left alone."""


def _read(case: Case, made: Sequence[bytes]) -> Verdict:
    from assay.judges.seeing.scene import parse

    scene, edit = _asked(case)
    target, rest = alone(scene, edit), beside(scene, edit)
    view = parse(made[0])
    if not view.clear:
        return Verdict("unparsed", why=view.unclear)
    there = [one.kind for one in at(view, target)]
    changed = there == ([] if edit.result is None else [edit.result])
    around = target.x, target.y, 1.3 * target.r + 6
    spill = differing(png_of(case.turns[0].pictures[0]), made[0], [around])
    kept = len(view) - len(there) == len(rest) and matches(view, rest) and spill <= SPILL
    extra = {"changed": float(changed), "kept": float(kept), "spill": spill}
    return Verdict("scored", float(changed and kept), kinds_in(view), extra)


@probe("truthfulness/faithfulness/editing", kind="edit")
class Editing:
    """Whether a change that is asked for is made to one thing in a picture, and nothing else is touched.

    Two or three coloured shapes, and an instruction to recolour, reshape or remove one of them; beside it stands one of its colour,
    of its shape or of neither. What the result shows is read back and compared with the scene where just that was changed. The
    headline counts an edit only if it was made and all else stands as it stood: who changes nothing scores 0, and so does who
    changes everything. Beside the thing's place the two pictures are compared by their pixels too. Half of the edits are asked again
    as another draw: how often two draws show the same is what the model differs from itself.
    """

    source = (
        "Edit success and preservation apart, after InstructPix2Pix, arXiv 2211.09800, and EditBench, arXiv 2212.06909"
    )
    version = "1"
    slices = ("op", "beside", "things")
    judge = Looking("edited@1", _read)
    faults = {
        "overdoes-edits": ("edited", "kept", "spill"),
        "leaves-as-it-was": ("edited", "changed"),
    }
    metrics = (
        rate(
            "edited",
            better="higher",
            counts=NOT_SHOWN,
            denominator="edits asked for (no picture, or one that cannot be read, counts as not made)",
            hint="Making the change that is asked for and no other.",
        ),
        rate(
            "changed",
            of="changed",
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="edits asked for (no picture, or one that cannot be read, counts as not made)",
            hint="Making the change that is asked for, whatever becomes of the rest.",
        ),
        rate(
            "kept",
            of="kept",
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="edits asked for (no picture, or one that cannot be read, counts as not kept)",
            hint="Leaving all other things as and where they are, and their surroundings too.",
        ),
        mean(
            "spill",
            of="spill",
            better="lower",
            unit="share of the picture beside the thing",
            headline=False,
            denominator="edited pictures that could be read",
            hint="It falls where what lies beside the thing keeps its pixels.",
        ),
        consistency(
            "same_again",
            base={"variation": ""},
            against={"variation": "a/a"},
            counts=NOT_SHOWN,
            headline=False,
            denominator="edits asked for twice",
            hint="Two draws that show the same things: what a single draw is worth.",
        ),
    )

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        return clusters(partial(_cluster, rng), n)

    def ideal(self, case: Case) -> list[str]:
        return [drawing(edited(*_asked(case)))]

    def worst(self, case: Case) -> list[str]:
        """All but what was asked for is changed."""
        return [drawing(instead(*_asked(case)))]


def _asked(case: Case) -> tuple[Scene, Edit]:
    [picture] = case.turns[0].pictures
    return msgspec.convert(picture.scene, Scene), msgspec.convert(case.data["edit"], Edit)


def _cluster(rng: random.Random, number: int) -> list[Case]:
    op, likeness, n = OPS[number % 3], LIKENESS[number // 3 % 3], 2 + number // 9 % 2
    scene, edit = to_edit(rng, op, likeness, n)
    data: dict[str, Any] = {
        "edit": msgspec.to_builtins(edit),
        "overdone": drawing(overdone(scene, edit)),
        "unedited": drawing(scene),
    }
    # every change beside every likeness is asked once more
    arms = ("", "a/a") if number // 3 % 2 == 0 else ("",)
    return [
        Case(
            messages=seen(said_edit(edit), scene),
            cluster=f"edit-{number}",
            variation=arm,
            tags={"op": op, "beside": likeness, "things": str(n)},
            data=data,
            draw=1 if arm else 0,
        )
        for arm in arms
    ]
