"""Reading: does the model read what stands on a sign, or the word it would expect there?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assay.cases.twins import clusters, twin
from assay.cases.worlds.scene import SIDE, Scene, kinds, place, seen
from assay.cases.worlds.signs import WORDS, misspelt
from assay.judges import Judge, exact
from assay.measure import rate
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict

__all__ = ["Reading"]

ASKED = (
    "What word is written on the sign in the picture? Copy it letter by letter and give nothing else.",
    "Read the sign in this picture and answer with exactly what is written on it, as it is spelled there.",
    "There is a sign in the picture. Which word stands on it? Reply with that word only, spelled as on the sign.",
)
FLOOR = SIDE - 64

_EXACT: Judge = exact(contains=True)
_SILENT: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}


@probe("truthfulness/faithfulness/reading", kind="vlm")
class Reading:
    """Whether the model reads a sign as it is spelled.

    A sign bears a common word, or the same word with one letter replaced, which can only be read and not guessed. The headline
    is how often the altered word is given as it stands; beside it, how often the common word is given in its place, out of
    habit. The altered sign is asked about again as the null of that.
    """

    source = "Reading against the language prior after OCRBench, Liu et al. 2023, arXiv 2305.07895, with altered twins"
    version = "1"
    slices = ("length",)
    beyond = {"zoo": "it knows drawn shapes alone and cannot read"}
    protocol = single(max_tokens=16)
    faults = {"reads-by-habit": ("accuracy_altered", "habit")}
    metrics = (
        rate(
            "accuracy_altered",
            where={"arm": "altered"},
            null={"arm": "a/a"},
            better="higher",
            counts=_SILENT,
            denominator="signs with an altered word (no answer counts as wrong); the null is the same ones asked again",
            hint="Copying what stands there, though it is no word.",
        ),
        rate(
            "habit",
            of="habit",
            where={"arm": "altered"},
            better="lower",
            counts={"refused": 0.0},
            headline=False,
            denominator="signs with an altered word that were answered",
            hint="Answers that mend the spelling raise it.",
        ),
        rate(
            "accuracy_word",
            where={"arm": "word"},
            better="higher",
            counts=_SILENT,
            headline=False,
            denominator="signs with a common word (no answer counts as wrong)",
            hint="What is read where habit helps.",
        ),
    )

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        yield from clusters(lambda number: _cluster(rng, number), n)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        verdict = _EXACT(case, replies)
        if verdict.outcome != "scored" or case.tags["arm"] == "word":
            return verdict
        habit = float(verdict.label.casefold() == case.data["wrong"].casefold())
        return Verdict("scored", verdict.value, verdict.label, {"habit": habit}, verdict.step, verdict.why)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        return [case.data["wrong"]]


def _cluster(rng: random.Random, number: int) -> list[Case]:
    word = rng.choice(WORDS)
    altered = misspelt(rng, word)
    scene = Scene(things=place(rng, kinds(rng, rng.randint(2, 5)), radii=(20, 30), floor=FLOOR))
    text = rng.choice(ASKED)
    known = Case(
        messages=seen(text, scene.with_sign(word)),
        reference=word,
        cluster=f"sign-{number}",
        tags={"arm": "word", "length": "5-6" if len(word) < 7 else "7"},
        data={"wrong": altered},
    )
    strange = twin(
        known,
        "altered",
        messages=seen(text, scene.with_sign(altered)),
        reference=altered,
        data={"wrong": word, "habit_word": word},
    )
    return [known, strange, twin(strange, "a/a")]
