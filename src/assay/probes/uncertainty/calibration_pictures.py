"""Calibration of sight: does the stated confidence match how often what is said of a picture is right, also of a spoiled one?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from assay.cases.twins import clusters
from assay.cases.worlds.scene import Kind, Scene, kinds, place, seen
from assay.cases.worlds.scene.words import a, many
from assay.judges import Judge, numeric, yes_no
from assay.measure import aurc, auroc, brier, ece, mean, rate
from assay.probes import probe
from assay.probes.robustness.corruption import FAMILIES
from assay.probes.uncertainty.calibration import stated_confidence
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict
from assay.taxonomy import ENGLISH, LANGUAGES

__all__ = ["CalibrationPictures"]

MOST = 9

ASKED: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "exists": ("Is there {a} in the picture?", "Does the picture show {a}?", "Can {a} be seen in the picture?"),
        "count": ("How many {many} are there in the picture?", "What is the number of {many} in the picture?"),
    },
    "es": {
        "exists": ("¿Hay {a} en la imagen?", "¿Aparece {a} en la imagen?", "¿Se ve {a} en la imagen?"),
        "count": ("¿Qué cantidad de {many} hay en la imagen?", "¿Cuál es el número de {many} en la imagen?"),
    },
    "zh": {
        "exists": ("图中有{a}吗？", "图片里有没有{a}？", "这张图片上有{a}吗？"),
        "count": ("图中有多少个{many}？", "图片里{many}一共有几个？"),
    },
}
HOW = {
    "en": {"exists": "yes or no", "count": "a number in digits"},
    "es": {"exists": "sí o no", "count": "un número en cifras"},
    "zh": {"exists": "“有”或“没有”", "count": "一个阿拉伯数字"},
}
YES_NO = {"en": ("yes", "no"), "es": ("sí", "no"), "zh": ("有", "没有")}
FORM = {
    "en": "{asked}\nAnswer in exactly this form, with {how} and how sure you are (0 to 100%):\nAnswer: ... Confidence: ...%",
    "es": (
        "{asked}\nResponde exactamente de esta forma, con {how} y tu grado de confianza (de 0 a 100 %):\n"
        "Respuesta: ... Confianza: ... %"
    ),
    "zh": "{asked}\n请严格按照以下格式回答，写出{how}和你的把握有多大（0%到100%）：\n答案：…… 置信度：……%",
}
SURE = {
    "en": "Answer: {answer} Confidence: 100%",
    "es": "Respuesta: {answer} Confianza: 100 %",
    "zh": "答案：{answer} 置信度：100%",
}

_READ: dict[str, Judge] = {"exists": yes_no(), "count": numeric()}
_SILENT: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
_STATED = "answers with a stated confidence"


@probe("uncertainty/calibration/pictures", kind="vlm")
class CalibrationPictures:
    """Whether the confidence that the model states matches how often what it says of a picture is right.

    Is something in the picture (half of the time it is; else its colour and its shape are, on two other things), and how many
    of a kind are there, each answered with a confidence in percent: of clean pictures and, every other time, of spoiled ones
    (noise, blur, JPEG, low contrast, coarse pixels at severities 1 to 5), so that some are harder than others and look it.
    The headline is the Brier score, as for questions in words: 0.25, what a constant 50 % gets, is no trust. Beside it
    stands how much confidence exceeds being right on spoiled pictures, with that on clean ones as the null. A model must see
    to have something to be sure of: accuracy says how much.
    """

    source = "Verbalised confidence: Tian et al. 2023, arXiv 2305.14975; of pictures as in Groot & Valdenegro-Toro 2024, arXiv 2405.02917"
    version = "1"
    slices = ("question", "arm")
    languages = LANGUAGES
    beyond = {"zoo": "it answers in one word and states no confidence"}
    protocol = single(max_tokens=32)
    faults = {
        "misstates-confidence": ("brier", "ece", "overconfidence"),
        "blindly-sure": ("brier", "ece", "aurc", "accuracy", "overconfidence"),
    }
    metrics = (
        brier(
            "brier",
            trust=(0.25, 0.0),
            denominator=_STATED,
            hint="Confidence nearer to 1 on right answers and nearer to 0 on wrong ones lowers it.",
        ),
        ece(
            "ece",
            headline=False,
            denominator=_STATED,
            hint="Compare with its null, which is what perfect calibration shows at this number of cases.",
        ),
        auroc(
            "auroc",
            headline=False,
            denominator=_STATED,
            hint="One half means that the confidence does not tell right answers from wrong ones.",
        ),
        aurc(
            "aurc",
            headline=False,
            denominator=_STATED,
            hint="The mean error over all coverages when the least confident answers are withheld first.",
        ),
        mean(
            "overconfidence",
            of="over",
            where={"arm": "spoiled"},
            null={"arm": "clean"},
            range=(-1.0, 1.0),
            better="zero",
            headline=False,
            denominator="spoiled pictures answered with a stated confidence; the null is the clean ones",
            hint="Confidence less the share right: above zero the model is surer of what it hardly sees than it may be.",
        ),
        rate(
            "confidence_stated_rate",
            of="stated",
            better="higher",
            counts=_SILENT,
            headline=False,
            denominator="all replies",
            hint="Replies in the form asked for raise it.",
        ),
        rate(
            "accuracy",
            better="higher",
            counts=_SILENT,
            headline=False,
            denominator="all questions (no answer counts as wrong)",
            hint="What the confidence is compared with.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = ENGLISH) -> Iterator[Case]:
        yield from clusters(lambda number: [_case(rng, number, language)], n)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """Right or wrong by the words before the confidence; the confidence, and by how much it exceeds that, beside it."""
        answer, confidence = stated_confidence(replies[0].text)
        verdict = _READ[case.tags["question"]](case, [Reply(text=answer)])
        if verdict.outcome != "scored" or verdict.value is None:
            return verdict
        extra = {"stated": float(confidence is not None)}
        if confidence is not None:
            extra |= {"confidence": confidence, "over": confidence - verdict.value}
        return Verdict("scored", verdict.value, verdict.label, extra, verdict.step, verdict.why)

    def ideal(self, case: Case) -> list[str]:
        return [_sure(case, case.reference)]

    def worst(self, case: Case) -> list[str]:
        return [_sure(case, case.data["wrong"])]


def _sure(case: Case, answer: str) -> str:
    return SURE[case.tags.get("language", ENGLISH)].format(answer=answer)


def _case(rng: random.Random, number: int, language: str) -> Case:
    question, arm = ("exists", "count")[number % 2], ("clean", "spoiled")[number // 2 % 2]
    scene, kind, right, wrong = (_exists if question == "exists" else _count)(rng, number, language)
    asked = rng.choice(ASKED[language][question]).format(a=a(kind, language), many=many(kind, language))
    text = FORM[language].format(asked=asked, how=HOW[language][question])
    # 5 families, and a severity that moves on once all have had it, for each of the two questions
    family, severity = FAMILIES[number // 4 % 5], number // 20 % 5 + 1
    return Case(
        messages=seen(text, scene, family, severity) if arm == "spoiled" else seen(text, scene),
        reference=right,
        cluster=f"picture-{number}",
        tags={"arm": arm, "question": question},
        data={"wrong": wrong} | ({"blindly_sure": SURE[language].format(answer=wrong)} if arm == "spoiled" else {}),
    )


def _exists(rng: random.Random, number: int, language: str) -> tuple[Scene, Kind, str, str]:
    """Three to eight things, and one that is there or one of the colour of one and the shape of another."""
    wanted = kinds(rng, rng.randint(3, 8))
    mixed = [(one[0], other[1]) for one in wanted for other in wanted if (one[0], other[1]) not in wanted]
    if not mixed:
        return _exists(rng, number, language)
    yes, no = YES_NO[language]
    scene = Scene(things=place(rng, wanted))
    # turns with the round of questions and arms, so that each has both answers
    return (scene, rng.choice(wanted), yes, no) if number // 4 % 2 else (scene, rng.choice(mixed), no, yes)


def _count(rng: random.Random, number: int, language: str) -> tuple[Scene, Kind, str, str]:
    """One to nine of a kind among two to four others."""
    kind, *others = kinds(rng, rng.randint(3, 5))
    n = number // 4 % MOST + 1
    wanted = [kind] * n + others
    scene = Scene(things=place(rng, rng.sample(wanted, len(wanted)), radii=(18, 26)))
    return scene, kind, str(n), str(n + rng.choice((1, 2)))
