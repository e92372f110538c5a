"""Edit chains: what is left of a picture after an edit was made and taken back, twice?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from assay.cases.drawings import drawing
from assay.cases.pictures import png_of
from assay.cases.twins import clusters
from assay.cases.worlds.edits import LIKENESS, beside, instead, to_edit, undone
from assay.cases.worlds.scene import PLAIN_COLOURS, Scene, seen
from assay.cases.worlds.scene.painted import Edit, edited, said_edit
from assay.measure import mean, rate
from assay.probes import probe
from assay.probes._looking import Looking, differing, kinds_in, looks_like
from assay.probes._pictures import NOT_SHOWN
from assay.protocols.chain import chain
from assay.records import Case, Verdict

__all__ = ["EditChains"]

TURNS = 4


def _read(case: Case, made: Sequence[bytes]) -> Verdict:
    from assay.judges.seeing.scene import parse

    if len(made) < TURNS:
        return Verdict("unparsed", why=f"picture {len(made)} cannot be shown again")
    scenes = [msgspec.convert(scene, Scene) for scene in case.data["scenes"]]
    views = [parse(picture) for picture in made]
    extra = {"drift": differing(png_of(case.turns[0].pictures[0]), made[-1])}
    right = [looks_like(view, scene) for view, scene in zip(views, scenes, strict=True)]
    extra["restored"], extra["restored_once"] = float(right[-1]), float(right[1])
    label = kinds_in(views[-1]) if views[-1].clear else "unclear"
    return Verdict("scored", float(all(right)), label, extra, why=views[-1].unclear)


@probe("robustness/edit-chains", kind="edit")
class EditChains:
    """Whether a picture survives to be edited over and over: a change, the change taken back, the same once more.

    Four calls, each about the picture that the one before made: "make the red circle blue", "make the blue circle red", and both
    again. After the second and the fourth the first picture should be back. The headline counts a chain only if every picture in
    it shows what it should, so that who changes nothing scores 0. `drift` is the share of the picture that is another after four
    edits; its null are chains of four instructions that change nothing ("make the red circle red").
    """

    source = "Edits undone by their inverse, over several turns: after I2EBench, arXiv 2408.14180, and round-trip tests"
    version = "1"
    slices = ("op", "beside", "things")
    protocol = chain(TURNS)
    judge = Looking("edit-chain@1", _read)
    faults = {"wears-out": ("round_trips", "restored", "drift")}
    metrics = (
        rate(
            "round_trips",
            where={"arm": "chain"},
            better="higher",
            counts=NOT_SHOWN,
            denominator="chains of four edits (one that breaks off counts as not right)",
            hint="Making each edit, and leaving all else alone each time.",
        ),
        rate(
            "restored",
            of="restored",
            where={"arm": "chain"},
            null={"arm": "still"},
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="chains of four edits (one that breaks off counts as not restored)",
            hint="The first picture is back after four edits; the null are four instructions that change nothing.",
        ),
        rate(
            "restored_once",
            of="restored_once",
            where={"arm": "chain"},
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="chains of four edits (one that breaks off counts as not restored)",
            hint="The first picture is back after two edits: what is lost from here on, repetition costs.",
        ),
        mean(
            "drift",
            of="drift",
            where={"arm": "chain"},
            null={"arm": "still"},
            better="lower",
            unit="share of the picture",
            headline=False,
            denominator="chains that went to their end",
            hint="It falls where each edit leaves the rest of the picture as it was.",
        ),
    )

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        return clusters(partial(_cluster, rng), n)

    def ideal(self, case: Case) -> list[str]:
        return [drawing(msgspec.convert(scene, Scene)) for scene in case.data["scenes"]]

    def worst(self, case: Case) -> list[str]:
        """Something else is changed, and never taken back."""
        return [case.data["wrong"]] * TURNS


def _cluster(rng: random.Random, number: int) -> list[Case]:
    op, likeness, n = ("recolour", "reshape")[number % 2], LIKENESS[number // 2 % 3], 2 + number // 6 % 2
    scene, edit = to_edit(rng, op, likeness, n)
    after = edited(scene, edit)
    tags = {"op": op, "beside": likeness, "things": str(n)}
    worn = drawing(_worn(scene, edit)), drawing(edited(_worn(scene, edit), edit))
    made = [_case(number, "chain", edit, [after, scene] * 2, scene, worn, tags)]
    if number % 3 == 0:
        colour, shape = edit.kind
        same = Edit(op=edit.op, kind=edit.kind, to=colour if op == "recolour" else shape)
        made.append(_case(number, "still", same, [scene] * TURNS, scene, worn[:1] * 2, tags))
    return made


def _case(
    number: int,
    arm: str,
    edit: Edit,
    scenes: Sequence[Scene],
    scene: Scene,
    worn: tuple[str, str],
    tags: dict[str, str],
) -> Case:
    there, back = said_edit(edit), said_edit(undone(edit))
    return Case(
        messages=seen(there, scene),
        cluster=f"chain-{number}",
        variation="" if arm == "chain" else arm,
        tags=tags | {"arm": arm},
        data={
            "chain": [back, there, back],
            "scenes": [msgspec.to_builtins(one) for one in scenes],
            "wrong": drawing(instead(scene, edit) if arm == "chain" else _worn(scene, edit)),
            "worn": ["", "", worn[1], worn[0]],
        },
    )


def _worn(scene: Scene, edit: Edit) -> Scene:
    """The scene where all beside the edited thing has lost its colour to another that nothing in it has."""
    colours = {thing.colour for thing in scene.things} | {edit.to, edit.kind[0]}
    other = next(colour for colour in PLAIN_COLOURS if colour not in colours)
    for thing in beside(scene, edit):
        scene = edited(scene, Edit(op="recolour", kind=thing.kind, to=other))
    return scene
