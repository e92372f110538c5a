"""Spatial relation: does the model see which of two things stands where, whichever way it is asked?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assay.cases.twins import clusters, twin
from assay.cases.worlds.scene import SIDE, Kind, Scene, Thing, kinds, place, seen
from assay.cases.worlds.scene.words import the
from assay.judges import Judge, yes_no
from assay.measure import difference, rate, worst_case
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict
from assay.taxonomy import ENGLISH, LANGUAGES

__all__ = ["MARGIN", "Relation"]

MARGIN = 96
"""Pixels between the two centres along the axis asked about, at the least; across it they differ by a third of that at most."""

STANDS: dict[str, dict[str, str]] = {
    "en": {"left": "to the left of", "right": "to the right of", "above": "above", "below": "below"},
    "es": {
        "left": "a la izquierda {de}",
        "right": "a la derecha {de}",
        "above": "encima {de}",
        "below": "debajo {de}",
    },
    "zh": {"left": "左边", "right": "右边", "above": "上方", "below": "下方"},
}
CONVERSE = {"left": "right", "right": "left", "above": "below", "below": "above"}

ASKED: dict[str, tuple[str, ...]] = {
    "en": (
        "In the picture, is {one} {stands} {other}? Answer yes or no only.",
        "Look at the picture: is {one} {stands} {other}? Reply with yes or no and nothing else.",
    ),
    "es": (
        "En la imagen, ¿está {one} {stands} {other}? Responde solo sí o no.",
        "Mira la imagen: ¿se encuentra {one} {stands} {other}? Responde con sí o no y nada más.",
    ),
    "zh": (
        "图中，{one}在{other}的{stands}吗？请只回答“是”或“不是”。",
        "请看图片：{one}是不是在{other}的{stands}？只回答“是”或“不是”。",
    ),
}
YES_NO = {"en": ("yes", "no"), "es": ("sí", "no"), "zh": ("是", "不是")}

_SILENT: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
_ASKED = {"arm": "asked"}
_READ: Judge = yes_no()


@probe("truthfulness/faithfulness/relation", kind="vlm")
class Relation:
    """Whether the model sees that one thing is left of, right of, above or below another, in both orders of asking.

    Two things stand far apart along one axis. Four questions have two right answers yes and two no: A left of B, B left of A,
    and the same with right. The headline is the share of yes to what holds less that to what does not, which is 0 for a model
    that always says the same, guesses or declines; beside it stands the share of pictures with all four answered right. Half of
    the pictures show other things too. One question is asked again as the null.
    """

    source = "What's Up: Kamath et al. 2023, arXiv 2310.19785, and both orders after Winoground, arXiv 2204.03162"
    version = "1"
    slices = ("axis", "crowd")
    languages = LANGUAGES
    protocol = single(max_tokens=16)
    faults = {"mirrors": ("discernment", "all_orders", "accuracy")}
    metrics = (
        difference(
            "discernment",
            of="yes",
            a=_ASKED | {"holds": "yes"},
            b=_ASKED | {"holds": "no"},
            null=(_ASKED | {"again": "yes"}, {"arm": "a/a"}),
            better="higher",
            counts=_SILENT,
            trust=(0.0, 1.0),
            denominator="pictures, each with two questions whose answer is yes and two whose answer is no",
            hint="It rises where yes is said to what holds and no to its converse; the null is one question asked again.",
        ),
        worst_case(
            "all_orders",
            where=_ASKED,
            better="higher",
            chance=1 / 16,
            counts=_SILENT,
            headline=False,
            denominator="pictures with all four questions answered (no answer counts as wrong)",
            hint="One wrong answer of four loses a picture.",
        ),
        rate(
            "accuracy",
            where=_ASKED,
            better="higher",
            chance=0.5,
            counts=_SILENT,
            headline=False,
            denominator="questions (no answer counts as wrong)",
            hint="Always saying yes gets one half.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = ENGLISH) -> Iterator[Case]:
        yield from clusters(lambda number: _cluster(rng, number, language), n)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        return _READ(case, replies)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        return [case.data["wrong"]]


def _cluster(rng: random.Random, number: int, language: str) -> list[Case]:
    axis, crowd = ("horizontal", "vertical")[number % 2], ("two", "more")[number // 2 % 2]
    kind, other = _two(rng)
    first, second = _pair(rng, kind, other, axis)
    more = kinds(rng, rng.randint(2, 4), besides=[kind, other]) if crowd == "more" else []
    things = [first, second, *place(rng, more, among=(first, second), radii=(18, 24))]
    rng.shuffle(things)
    scene = Scene(things=tuple(things))
    yes, no = YES_NO[language]
    near = "left" if axis == "horizontal" else "above"
    template = rng.choice(ASKED[language])
    made: list[Case] = []
    for one, its_other, stands, holds in (
        (kind, other, near, True),
        (other, kind, near, False),
        (other, kind, CONVERSE[near], True),
        (kind, other, CONVERSE[near], False),
    ):
        made.append(
            Case(
                messages=seen(_question(template, one, its_other, stands, language), scene),
                reference=yes if holds else no,
                cluster=f"pair-{number}",
                tags={
                    "arm": "asked",
                    "axis": axis,
                    "crowd": crowd,
                    "stands": stands,
                    "holds": "yes" if holds else "no",
                    "again": "no" if made else "yes",
                },
                data={"wrong": no if holds else yes}
                | ({"mirrored": no if holds else yes} if axis == "horizontal" else {}),
            )
        )
    asked = made[0]
    rng.shuffle(made)
    return [*made, twin(asked, "a/a", tags={"again": "no"})]


def _two(rng: random.Random) -> tuple[Kind, Kind]:
    """Two kinds that share neither colour nor shape: each is named by either."""
    one = kinds(rng, 1)[0]
    other = kinds(rng, 1)[0]
    while one[0] == other[0] or one[1] == other[1]:
        other = kinds(rng, 1)[0]
    return one, other


def _pair(rng: random.Random, kind: Kind, other: Kind, axis: str) -> tuple[Thing, Thing]:
    """The first nearer the left, or the upper, edge by `MARGIN` pixels at the least."""
    r = rng.randint(22, 32)
    edge = 48
    along = sorted(rng.sample(range(edge, SIDE - edge), 2))
    while along[1] - along[0] < MARGIN:
        along = sorted(rng.sample(range(edge, SIDE - edge), 2))
    across = rng.randint(edge + MARGIN // 6, SIDE - edge - MARGIN // 6)
    shifts = [across + rng.randint(-MARGIN // 6, MARGIN // 6) for _ in range(2)]
    spots = [(a, b) if axis == "horizontal" else (b, a) for a, b in zip(along, shifts, strict=True)]
    first, second = (
        Thing(shape=form, colour=tint, x=x, y=y, r=r) for (tint, form), (x, y) in zip((kind, other), spots, strict=True)
    )
    return first, second


def _question(template: str, one: Kind, other: Kind, stands: str, language: str) -> str:
    """In Spanish "de el" is one word, "del"."""
    said, name = STANDS[language][stands], the(other, language)
    if language == "es":
        said, name = (said.format(de="del"), name[3:]) if name.startswith("el ") else (said.format(de="de"), name)
    return template.format(one=the(one, language), other=name, stands=said)
