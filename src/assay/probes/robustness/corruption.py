"""Corruption: does a model that sees still see when the picture is noisy, blurred, compressed, faint or coarse?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assay.cases.twins import clusters, twin
from assay.cases.worlds.scene import COLOURS, SHAPES, Scene, place, seen
from assay.cases.worlds.scene.words import colour, shape
from assay.judges import Judge, choice
from assay.measure import difference, rate
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict
from assay.taxonomy import ENGLISH, LANGUAGES

__all__ = ["Corruption"]

FAMILIES = ("noise", "blur", "jpeg", "contrast", "pixelate")
"""Those of `assay.cases.worlds.scene.corruption`, which needs Pillow and is not imported to make cases."""

OFFERED = 4
ASKED: dict[str, tuple[str, ...]] = {
    "en": (
        "Which shape in the picture is {colour}: {options}? Answer with one of these words only.",
        "Look at the picture. One thing in it is {colour}. Is it {options}? Reply with the one word.",
    ),
    "es": (
        "¿Cuál de estas figuras es de color {colour} en la imagen: {options}? Responde solo con una de estas palabras.",
        "Mira la imagen. Una sola figura es de color {colour}. ¿Cuál es: {options}? Contesta con esa palabra.",
    ),
    "zh": (
        "图中哪个图形是{colour}的：{options}？请只回答其中一个词。",
        "请看图片，里面只有一个图形是{colour}的。它是{options}？只回答一个词。",
    ),
}
_OR = {"en": " or ", "es": " o ", "zh": "还是"}

_CHOICE: Judge = choice()
_SILENT: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}


@probe("robustness/corruption", kind="vlm")
class Corruption:
    """Whether the model still sees what it saw when the picture is spoiled in a way that a person sees through.

    Which shape has a colour, of four offered, all of them in the picture: asked of the clean picture, of the same one
    spoiled (noise, blur, JPEG, low contrast, coarse pixels, each at severities 1 to 5) and of the clean one again. The headline is
    being right on spoiled pictures, with chance one quarter; the drop from the clean ones stands beside it, with the unchanged
    re-ask as its null. A model that sees nothing has no drop and no headline.
    """

    source = "ImageNet-C families and severities: Hendrycks & Dietterich 2019, arXiv 1903.12261, over drawn scenes"
    version = "1"
    slices = ("family", "severity")
    languages = LANGUAGES
    protocol = single(max_tokens=16)
    faults = {"dim-sighted": ("accuracy_spoiled", "drop")}
    metrics = (
        rate(
            "accuracy_spoiled",
            where={"arm": "spoiled"},
            better="higher",
            chance=1 / OFFERED,
            counts=_SILENT,
            denominator="spoiled pictures (no answer counts as wrong)",
            hint="Its slices by family and severity show what is not seen through.",
        ),
        difference(
            "drop",
            a={"arm": "clean"},
            b={"arm": "spoiled"},
            null=({"arm": "clean"}, {"arm": "a/a"}),
            better="zero",
            counts=_SILENT,
            headline=False,
            denominator="pictures asked about clean and spoiled",
            hint="Above zero, spoiling costs right answers; the null is an unchanged re-ask.",
        ),
        rate(
            "accuracy_clean",
            where={"arm": "clean"},
            better="higher",
            chance=1 / OFFERED,
            counts=_SILENT,
            headline=False,
            denominator="clean pictures (no answer counts as wrong)",
            hint="It bounds what can be kept.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = ENGLISH) -> Iterator[Case]:
        yield from clusters(lambda number: _cluster(rng, number, language), n)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        return _CHOICE(case, replies)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        return [case.data["wrong"]]


def _cluster(rng: random.Random, number: int, language: str) -> list[Case]:
    # 5 families, and a severity that moves on once all have had it: every pair comes in 25 pictures
    family, severity = FAMILIES[number % 5], number // 5 % 5 + 1
    tints, forms = rng.sample(COLOURS, OFFERED), rng.sample(SHAPES, OFFERED)
    scene = Scene(things=place(rng, list(zip(tints, forms, strict=True)), radii=(32, 40)))
    options = tuple(shape(form, language) for form in rng.sample(forms, OFFERED))
    listed = ("、" if language == "zh" else ", ").join(options[:-1]) + _OR[language] + options[-1]
    text = rng.choice(ASKED[language]).format(colour=colour(tints[0], language), options=listed)
    wrong = shape(rng.choice(forms[1:]), language)
    clean = Case(
        messages=seen(text, scene),
        reference=shape(forms[0], language),
        choices=options,
        cluster=f"picture-{number}",
        tags={"arm": "clean", "family": family, "severity": str(severity)},
        data={"wrong": wrong, "labels": "none"},
    )
    spoiled = seen(text, scene, family, severity)
    return [clean, twin(clean, "spoiled", messages=spoiled, data=clean.data | {"unseen": wrong}), twin(clean, "a/a")]
