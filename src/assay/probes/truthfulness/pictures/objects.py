"""Object hallucination: does the model see in a picture what is not there?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assay.cases.curate.record import Record
from assay.cases.twins import clusters, twin
from assay.cases.worlds.scene import COLOURS, SHAPES, TEXTURES, Kind, Scene, kinds, place, seen
from assay.cases.worlds.scene.words import a
from assay.judges import Judge, yes_no
from assay.measure import difference, rate
from assay.probes import probe
from assay.probes.truthfulness.pictures._photographs import photographs
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict
from assay.taxonomy import ENGLISH, LANGUAGES

__all__ = ["Objects"]

FOILS = ("random", "popular", "adversarial")
"""What is asked about that is not there: nothing of it is; its shape is, in another colour; both are, apart."""

ASKED: dict[str, tuple[str, ...]] = {
    "en": (
        "Is there {a} in the picture? Answer yes or no only.",
        "Look at the picture. Does it show {a}? Answer with yes or no and nothing else.",
        "Can {a} be seen in this picture? Reply with one word, yes or no.",
    ),
    "es": (
        "¿Hay {a} en la imagen? Responde solo sí o no.",
        "Mira la imagen. ¿Aparece {a}? Responde con sí o no y nada más.",
        "¿Se ve {a} en esta imagen? Responde con una sola palabra, sí o no.",
    ),
    "zh": (
        "图中有{a}吗？请只回答“有”或“没有”。",
        "请看这张图片。里面有没有{a}？只回答“有”或“没有”。",
        "这张图里能看到{a}吗？如果有，回答“有”；如果没有，回答“没有”。",
    ),
}
YES_NO = {"en": ("yes", "no"), "es": ("sí", "no"), "zh": ("有", "没有")}

_SILENT: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
_READ: Judge = yes_no()


@probe("truthfulness/hallucination/objects", kind="vlm")
class Objects:
    """Whether the model says that a picture shows what is not in it.

    Pictures of three to eleven coloured shapes, each asked about six times: for three things that are there and for three
    that are not. Of these one shares nothing with the picture (random), one has the shape of something in it and another
    colour (popular), and one has the colour of one thing and the shape of another (adversarial): it is there in parts and must
    be seen as a whole. Half of the right answers are yes. The headline is the share of yes to what is there less that to what
    is not: 0 for a model that always says yes, always no, guesses or declines. One question is asked again as the null.

    With photographs of a source it asks about those: for labelled things, and for things that are not labelled and are any
    (random), the most frequent in the set (popular), or those most often seen with what is there (adversarial); and whether so
    many of a thing are there, one to five, where half of the time it is one more or one fewer (number).
    """

    source = "POPE: Li et al. 2023, arXiv 2305.10355, over drawn scenes, with foils that bind attributes wrongly"
    version = "1"
    uses = ("photograph",)
    slices = ("foil", "crowd", "texture")
    languages = LANGUAGES
    protocol = single(max_tokens=16)
    faults = {"sees-things": ("discernment", "hallucinated")}
    metrics = (
        difference(
            "discernment",
            of="yes",
            a={"arm": "asked", "there": "yes"},
            b={"arm": "asked", "there": "no"},
            null=({"arm": "asked", "again": "yes"}, {"arm": "a/a"}),
            better="higher",
            counts=_SILENT,
            trust=(0.0, 1.0),
            denominator="pictures, each with three questions about what is there and three about what is not",
            hint="It rises where the model says yes to what is there and to nothing else; the null is one question asked again.",
        ),
        rate(
            "hallucinated",
            of="yes",
            where={"arm": "asked", "there": "no"},
            better="lower",
            chance=0.5,
            counts={"refused": 0.0},
            headline=False,
            denominator="questions about what is not in the picture",
            hint="Its slices by foil tell whether whole things or only their parts are seen; always saying no makes it 0.",
        ),
        rate(
            "missed",
            of="no",
            where={"arm": "asked", "there": "yes"},
            better="lower",
            chance=0.5,
            counts={"refused": 1.0, "unparsed": 1.0},
            headline=False,
            denominator="questions about what is in the picture (no answer counts as missed)",
            hint="Always saying yes makes it 0; read it beside hallucinated.",
        ),
    )

    def cases(
        self, rng: random.Random, n: int, records: Sequence[Record] = (), language: str = ENGLISH
    ) -> Iterator[Case]:
        if records:
            yield from photographs(rng, n, records)
        else:
            yield from clusters(lambda number: _cluster(rng, number, language), n)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        verdict = _READ(case, replies)
        if verdict.outcome != "scored":
            return verdict
        said = verdict.extra["yes"]
        return Verdict("scored", verdict.value, verdict.label, {"yes": said, "no": 1 - said}, verdict.step, verdict.why)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        return [case.data["wrong"]]


def _cluster(rng: random.Random, number: int, language: str) -> list[Case]:
    """One picture: three things that are there beside one foil of each sort, and the first question once more."""
    crowd, most = (("few", 5), ("some", 8), ("many", 11))[number % 3]
    texture = "plain" if number % 2 else "mixed"
    scene, foils = _scene(rng, rng.randint(most - 2, most), TEXTURES if texture == "mixed" else ("plain",))
    yes, no = YES_NO[language]
    present = rng.sample(sorted({thing.kind for thing in scene.things}), len(FOILS))
    made: list[Case] = []
    for foil, absent, there in zip(FOILS, foils, present, strict=True):
        for kind, is_there in ((there, True), (absent, False)):
            first = not made
            case = Case(
                messages=seen(rng.choice(ASKED[language]).format(a=a(kind, language)), scene),
                reference=yes if is_there else no,
                cluster=f"picture-{number}",
                tags={
                    "arm": "asked",
                    "foil": foil,
                    "there": "yes" if is_there else "no",
                    "crowd": crowd,
                    "texture": texture,
                    "again": "yes" if first else "no",
                },
                data={"wrong": no if is_there else yes}
                | ({"imagined": yes} if not is_there and foil == "adversarial" else {}),
            )
            made.append(case)
    rng.shuffle(made)
    asked = next(case for case in made if case.tags["again"] == "yes")
    return [*made, twin(asked, "a/a", tags={"again": "no"})]


def _scene(rng: random.Random, n: int, textures: Sequence[str]) -> tuple[Scene, tuple[Kind, Kind, Kind]]:
    """A scene of `n` things, some alike, and a foil of each sort. Two colours and two shapes at least are left out of it, so
    that something shares nothing with it."""
    tints, forms = rng.sample(COLOURS, 6), rng.sample(SHAPES, 6)
    others = [(tint, form) for tint in COLOURS for form in SHAPES if tint not in tints or form not in forms]
    wanted = kinds(rng, min(n, 6), besides=others)
    wanted += [rng.choice(wanted) for _ in range(n - len(wanted))]
    there = set(wanted)
    seen_tints, seen_forms = {tint for tint, _ in there}, {form for _, form in there}
    everything = [(tint, form) for tint in COLOURS for form in SHAPES if (tint, form) not in there]
    strange = [k for k in everything if k[0] not in seen_tints and k[1] not in seen_forms]
    popular = [k for k in everything if k[0] not in seen_tints and k[1] in seen_forms]
    mixed = [k for k in everything if k[0] in seen_tints and k[1] in seen_forms]
    if not mixed:  # all of one colour, or of one shape
        return _scene(rng, n, textures)
    rng.shuffle(wanted)
    return Scene(things=place(rng, wanted, textures=textures)), (
        rng.choice(strange),
        rng.choice(popular),
        rng.choice(mixed),
    )
