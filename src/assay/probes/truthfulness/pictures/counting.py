"""Counting: does the model say how many things of a sort a picture shows, also among others?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assay.cases.twins import clusters, twin
from assay.cases.worlds.scene import COLOURS, SHAPES, Kind, Scene, kinds, place, seen
from assay.cases.worlds.scene.words import many
from assay.judges import Judge, numeric
from assay.measure import difference, mean, rate
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict
from assay.taxonomy import ENGLISH, LANGUAGES

__all__ = ["Counting"]

ASKED: dict[str, tuple[str, ...]] = {
    "en": (
        "How many {many} are there in the picture? Answer with a number in digits only.",
        "Count the {many} in this picture and reply with the number alone, in digits.",
        "Look at the picture. What is the number of {many}? Give digits and nothing else.",
    ),
    "es": (
        "¿Qué cantidad de {many} hay en la imagen? Responde solo con un número, en cifras.",
        "Cuenta en esta imagen: ¿qué número de {many} hay? Responde solo con cifras.",
        "Mira la imagen e indica el número de {many}. Da las cifras y nada más.",
    ),
    "zh": (
        "图中有多少个{many}？请只用阿拉伯数字回答。",
        "请数一数这张图里的{many}，只回答一个阿拉伯数字。",
        "请看图片：{many}一共有几个？只写阿拉伯数字，不要写别的。",
    ),
}
MOST = 9

_SILENT: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
_ASKED = {"arm": ("alone", "crowded")}
_NUMBER: Judge = numeric()


@probe("truthfulness/faithfulness/counting", kind="vlm")
class Counting:
    """Whether the model counts the things of one colour and shape in a picture.

    One to nine of them, each number as often as any other, are shown twice: alone, and at the same places among things that
    share their colour or their shape and are not to be counted. A model that always gives one number gets one ninth, which is
    chance. What is lost in the crowd is told apart from what cannot be counted at all; the question about things alone is asked
    again as the null.
    """

    source = "Counting after TallyQA, Acharya et al. 2019, arXiv 1810.12440, over drawn scenes with distractors"
    version = "1"
    slices = ("number", "arm")
    languages = LANGUAGES
    protocol = single(max_tokens=16)
    faults = {"miscounts": ("accuracy", "crowding", "bias")}
    metrics = (
        rate(
            "accuracy",
            where=_ASKED,
            better="higher",
            chance=1 / MOST,
            counts=_SILENT,
            denominator="pictures, alone and crowded (no number counts as wrong)",
            hint="Its slices by number show from how many on the count is lost.",
        ),
        difference(
            "crowding",
            a={"arm": "alone"},
            b={"arm": "crowded"},
            null=({"arm": "alone"}, {"arm": "a/a"}),
            better="zero",
            counts=_SILENT,
            headline=False,
            denominator="pairs of the same things alone and among others",
            hint="Above zero, others of the same colour or shape are counted too, or hide some; the null is a re-ask.",
        ),
        mean(
            "bias",
            of="off",
            where=_ASKED,
            range=(-float(MOST), float(MOST)),
            better="zero",
            headline=False,
            unit="things",
            denominator="pictures for which a number was given",
            hint="Below zero too few are counted, above zero too many; what is further off than nine counts as nine.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = ENGLISH) -> Iterator[Case]:
        numbers = rng.sample(range(1, MOST + 1), MOST)
        yield from clusters(lambda k: _cluster(rng, k, numbers[k % MOST], language), n)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        verdict = _NUMBER(case, replies)
        if verdict.outcome != "scored":
            return verdict
        try:
            off = float(verdict.label) - float(case.reference)
        except ValueError:  # a fraction, or a number beyond all counting
            off = 0.0 if verdict.value else float(MOST)
        extra = {"off": max(-float(MOST), min(float(MOST), off))}
        return Verdict("scored", verdict.value, verdict.label, extra, verdict.step, verdict.why)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        return [case.data["wrong"]]


def _cluster(rng: random.Random, place_in_run: int, number: int, language: str) -> list[Case]:
    """The same things alone, among others, and alone once more."""
    [kind] = kinds(rng, 1)
    things = place(rng, [kind] * number, radii=(18, 26))
    others = place(rng, [rng.choice(_near(kind)) for _ in range(rng.randint(3, 6))], among=things, radii=(18, 26))
    text = rng.choice(ASKED[language]).format(many=many(kind, language))
    alone = Case(
        messages=seen(text, Scene(things=things)),
        reference=str(number),
        cluster=f"things-{place_in_run}",
        tags={"arm": "alone", "number": "1-3" if number < 4 else "4-6" if number < 7 else "7-9"},
        data={"wrong": str(number + 2)},
    )
    all_of_them = alone.data | {"crowd_count": str(number + len(others))}
    crowd = seen(text, Scene(things=(*things, *others)))
    return [alone, twin(alone, "crowded", messages=crowd, data=all_of_them), twin(alone, "a/a")]


def _near(kind: Kind) -> list[Kind]:
    """The kinds that share a colour or a shape with one, and are not it."""
    return [(t, f) for t in COLOURS for f in SHAPES if (t == kind[0]) != (f == kind[1])]
