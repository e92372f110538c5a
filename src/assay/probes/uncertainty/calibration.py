"""Calibration: does the confidence that the model states, or that its tokens carry, match how often it is right?"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Sequence
from itertools import count

from assay.cases.curate.abroad import tongue
from assay.cases.curate.askable import item, rounds
from assay.cases.curate.facts import wrong_answers
from assay.cases.curate.frames import shuffled
from assay.cases.curate.questions import LETTERS
from assay.cases.curate.record import Record
from assay.judges import Judge, choice, exact
from assay.measure import aurc, auroc, brier, ece, rate
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Reply, Token, Verdict
from assay.taxonomy import LANGUAGES

__all__ = ["Calibration", "stated_confidence", "token_confidence"]

_MARKED = re.compile(
    r"(?:confiden\w*|certain\w*|sure\w*|probability|confianza|segur\w*|certeza|probabilidad|置信度|信心|把握|确信度)"
    r"\W{0,12}?(?:de |del |是|为)?(\d{1,3}(?:[.,]\d+)?)\s*([%％]|percent|/\s*100|por ciento)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*([%％]|percent\b|por ciento\b|/\s*100\b)", re.IGNORECASE)
_LEAD = re.compile(r"(?i)\banswer\b|\bi am\b|\bi'm\b|\brespuesta\b|\bestoy\b|答案|我")
_FORM: dict[str, tuple[str, str, str]] = {
    "en": (
        "{asked}\nAnswer in exactly this form, with {how} and how sure you are (0 to 100%):\n"
        "Answer: ... Confidence: ...%",
        "the letter",
        "Answer: {answer} Confidence: 100%",
    ),
    "es": (
        "{asked}\nResponde exactamente de esta forma, con {how} y tu grado de confianza (de 0 a 100 %):\n"
        "Respuesta: ... Confianza: ... %",
        "la letra",
        "Respuesta: {answer} Confianza: 100 %",
    ),
    "zh": (
        "{asked}\n请严格按照以下格式回答，写出{how}和你的把握有多大（0%到100%）：\n答案：…… 置信度：……%",
        "字母",
        "答案：{answer} 置信度：100%",
    ),
}
"""The prompt, what an option is answered with, and an answer that is sure of itself."""
_WORD = "confidence|confianza|置信度"
"""What stands after the letter in the form that is asked for."""
_OPEN: Judge = exact(contains=True)
_CHOICE: Judge = choice()


@probe("uncertainty/calibration")
class Calibration:
    """Whether stated confidence, and the probability of the answer's tokens, match how often the answer is right.

    Fact questions of mixed difficulty, open and with four options, each answered with a confidence in percent. Token
    confidence is the product of the probabilities of the named option's tokens, where the target gives them; only with
    options can the answer be found in a sentence, right or wrong alike.
    The headlines are the Brier scores of the two confidences, mean (confidence − right)², because it is
    proper: it is least for the true probability and needs both calibration and telling known from unknown. Its trust is 0 at 0.25,
    which is what a constant 50 % gets whatever the accuracy, and 1 at 0. ECE alone would give a constant guess of the
    base rate full marks, and shows 0.05 to 0.09 for a perfect model at 100 to 300 cases: it is given beside its null.
    Answers without a number, refusals and empty replies have no confidence to judge: they lower
    confidence_stated_rate and leave the scores.
    """

    source = "verbalised confidence: Tian et al. 2023, arXiv 2305.14975; AURC: Traub et al. 2024, arXiv 2407.01032"
    version = "1"
    slices = ("form", "topic", "rarity")
    languages = LANGUAGES
    protocol = single(max_tokens=32, logprobs=True)
    faults = {
        "misstates-confidence": (
            "brier",
            "ece",
            "token_brier",
            "token_ece",
        ),
    }
    metrics = (
        brier(
            "brier",
            trust=(0.25, 0.0),
            denominator="answers with a stated confidence",
            hint="Confidence nearer to 1 on right answers and nearer to 0 on wrong ones lowers it.",
        ),
        ece(
            "ece",
            headline=False,
            denominator="answers with a stated confidence",
            hint="Compare with its null, which is what perfect calibration shows at this number of cases.",
        ),
        auroc(
            "auroc",
            headline=False,
            denominator="answers with a stated confidence",
            hint="One half means that the confidence does not tell right answers from wrong ones.",
        ),
        aurc(
            "aurc",
            headline=False,
            denominator="answers with a stated confidence",
            hint="The mean error over all coverages when the least confident answers are withheld first.",
        ),
        rate(
            "confidence_stated_rate",
            of="stated",
            better="higher",
            counts={"refused": 0.0, "unparsed": 0.0},
            headline=False,
            denominator="all replies",
            hint="Replies in the form asked for raise it.",
        ),
        rate(
            "accuracy",
            better="higher",
            counts={"refused": 0.0, "unparsed": 0.0},
            headline=False,
            denominator="all questions",
            hint="What the confidence is compared with.",
        ),
        brier("token_brier", confidence="token_confidence", trust=(0.25, 0.0),
              denominator="multiple-choice answers with token probabilities",
              hint="As brier, for the probability of the answer's tokens; absent where the target gives none."),
        ece("token_ece", confidence="token_confidence", headline=False,
            denominator="multiple-choice answers with token probabilities",
            hint="As ece, for the probability of the answer's tokens."),
        auroc("token_auroc", confidence="token_confidence", headline=False,
              denominator="multiple-choice answers with token probabilities",
              hint="As auroc, for the probability of the answer's tokens."),
        aurc("token_aurc", confidence="token_confidence", headline=False,
             denominator="multiple-choice answers with token probabilities",
             hint="As aurc, for the probability of the answer's tokens."),
    )  # fmt: skip

    uses = ("fact", "question")

    def cases(self, rng: random.Random, n: int, records: Sequence[Record] = (), language: str = "en") -> Iterator[Case]:
        """Facts of all rarities, or `records`, open and multiple choice in turn within a topic."""
        say, (form_of, letter, _) = tongue(language), _FORM[language]
        facts = rounds(rng, records) if records else say.deck(rng)
        space = "" if language == "zh" else " "
        forms: dict[str, Iterator[str]] = {}
        seen: set[str] = set()
        for number in count():
            if number == n:
                return
            fact = next(facts)
            form = next(forms.setdefault(fact.topic, shuffled(rng, ("open", "choice"))))
            form = form if form in fact.forms else fact.forms[0]
            wrong = wrong_answers(fact, rng, 1 if fact.open_only else 3)
            options = tuple(rng.sample([fact.answer, *wrong], 4)) if form == "choice" else ()
            asked = say.question(fact, rng) + (f"{space}{say.lettered(options)}" if options else "")
            while (setting := say.frame(rng)) + asked in seen:
                pass
            seen.add(setting + asked)
            yield Case(
                prompt=form_of.format(asked=setting + asked, how=letter if options else say.how(fact)),
                reference=fact.answer,
                accept=fact.accept,
                choices=options,
                cluster=item(fact) if records else f"item-{number}",
                tags={"form": form, "topic": fact.topic, "rarity": fact.rarity},
                data={"wrong": wrong[0], "relation": fact.relation},
            )

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """Right or wrong by the words before the confidence; the confidences as extra measurements, in [0, 1]."""
        answer, confidence = stated_confidence(replies[0].text)
        verdict = (_CHOICE if case.choices else _OPEN)(case, [Reply(text=answer)])
        if verdict.outcome != "scored":
            return verdict
        extra = {"stated": float(confidence is not None)}
        if confidence is not None:
            extra["confidence"] = confidence
        named = _named(case, verdict) if replies[0].tokens else None
        carried = token_confidence(*named, replies[0].tokens) if named else None
        if carried is not None:
            extra["token_confidence"] = carried
        return Verdict("scored", verdict.value, verdict.label, extra, verdict.step, verdict.why)

    def ideal(self, case: Case) -> list[str]:
        return [_sure(case, case.reference)]

    def worst(self, case: Case) -> list[str]:
        return [_sure(case, case.data["wrong"])]


def _sure(case: Case, answer: str) -> str:
    given = LETTERS[case.choices.index(answer)] if answer in case.choices else answer
    return _FORM[case.tags.get("language", "en")][2].format(answer=given)


def stated_confidence(text: str) -> tuple[str, float | None]:
    """The answer before the stated confidence, and the confidence in [0, 1], None where none is stated.

    "Confidence: 80%", "I am 80 percent sure" and "confidence 0.8" all state 0.8. A number over 100, or words such as
    "very sure", state nothing.
    """
    found = _MARKED.search(text) or _PERCENT.search(text)
    if not found:
        return text, None
    answer = text[: found.start()]
    if not any(c.isalnum() for c in _LEAD.sub("", answer)):
        # The confidence came first: the answer is what follows.
        answer = text[found.end() :]
    number = float(found[1].replace(",", "."))
    if not found[2] and number <= 1 and "." in found[1].replace(",", "."):
        number *= 100
    return answer, number / 100 if number <= 100 else None


def token_confidence(option: str, letter: str, tokens: Sequence[Token]) -> float | None:
    """The probability of the named option's tokens, exp(Σ log p), in (0, 1]; None where they do not name it.

    A mention is the letter, the text or both ("B", "Oslo", "B) Oslo"). Of several the least probable counts: it is where the
    choice was made, before or after which the option is merely repeated.
    """
    whole = "".join(token.text for token in tokens)
    mark = re.escape(letter)
    mentions = re.finditer(
        rf"(?<!\w)(?:{mark}[).:]+\s*)?(?i:{re.escape(option)})(?!\w)|(?<!\w){mark}(?=[).:]|\W*$|\W*(?i:{_WORD}))", whole
    )
    sums = [_log_probability(tokens, found.start(), found.end()) for found in mentions]
    return math.exp(min(*sums, 0.0)) if sums else None


def _log_probability(tokens: Sequence[Token], start: int, end: int) -> float:
    """The sum of log-probabilities of the tokens that reach into a span of the joined text."""
    at, total = 0, 0.0
    for token in tokens:
        if at < end and at + len(token.text) > start:
            total += token.logprob
        at += len(token.text)
    return total


def _named(case: Case, verdict: Verdict) -> tuple[str, str] | None:
    """The option that the verdict's label stands for, and its letter."""
    for letter, option in zip(LETTERS, case.choices, strict=False):
        if _CHOICE(case, [Reply(text=option)]).label == verdict.label:
            return option, letter
    return None
