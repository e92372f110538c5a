"""The format in which an answer is asked for: open, options, true or false, a blank to fill, a list, JSON.

All but the last two need to know what a question's answer rests on (`facts`) and a sentence that only the answer makes
true (`statement`), so that the new question has one right answer by construction.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from assay.cases.vary import VARIATIONS, Variation, format_variation
from assay.cases.vary.question import Question

__all__ = [
    "BLANK",
    "FORMATS",
    "JSON",
    "OPEN",
    "TRUE_FALSE",
    "as_choice",
    "as_fill_in",
    "as_json",
    "as_list",
    "as_open",
    "as_true_false",
    "true_false",
    "wrong_answers",
]

OPEN = "Answer with the one word or number only."
CHOICE = "Answer with one of the options only."
TRUE_FALSE = "Answer with True or False only."
BLANK = "Answer with what belongs in the blank only."
JSON = 'Answer with a JSON object of this form and nothing else: {"answer": "…"}'


def wrong_answers(rng: random.Random, question: Question, k: int) -> list[str]:
    """Up to `k` different wrong answers: other options, what the text suggests, or numbers close to the right one."""
    known = [o for o in (*question.options, *question.distractors) if o != question.answer]
    if not known and question.answer.isdecimal():
        value = int(question.answer)
        known = [str(value + step) for step in (-3, -2, -1, 1, 2, 3) if value + step >= 0]
    return rng.sample(known, min(k, len(known)))


def _stated(question: Question) -> bool:
    return bool(question.facts and question.statement)


def _told(question: Question) -> str:
    return " ".join(question.facts)


def _bare(question: Question, stem: str, instruction: str) -> Question:
    """An open question; what was offered, or suggested, stays known as wrong."""
    others: Sequence[str] = question.options or question.distractors
    wrong = tuple(o for o in others if o != question.answer)
    return replace(question, stem=stem, options=(), instruction=instruction, distractors=wrong, layout="dotted")


@format_variation("as-open", description="without its options: the answer in one's own word", suits=_stated)
def as_open(rng: random.Random, question: Question) -> Question:
    """The question without options."""
    return _bare(question, question.stem, OPEN)


@format_variation("as-choice", description="with three or four options, the right one among them", suits=_stated)
def as_choice(rng: random.Random, question: Question) -> Question:
    """The question with options, in an order of its own."""
    options = [question.answer, *wrong_answers(rng, question, 3)]
    rng.shuffle(options)
    return replace(question, options=tuple(options), instruction=CHOICE, layout="dotted")


@format_variation(
    "as-true-false", description="as a statement that is true or false", suits=_stated, keeps_answer=False
)
def as_true_false(rng: random.Random, question: Question) -> Question:
    """A statement with the right answer or a wrong one in its blank, drawn with equal odds."""
    return true_false(rng, question, rng.random() < 0.5)


def true_false(rng: random.Random, question: Question, true: bool) -> Question:
    """The statement that is true, or one that is false."""
    filled = question.answer if true else wrong_answers(rng, question, 1)[0]
    stem = f"{_told(question)} True or false: {question.statement.format(filled)}"
    return replace(
        question,
        stem=stem,
        answer="True" if true else "False",
        options=("True", "False"),
        instruction=TRUE_FALSE,
        layout="inline",
        distractors=(),
        facts=(),
        statement="",
    )


@format_variation("as-fill-in", description="as a sentence with a blank", suits=_stated)
def as_fill_in(rng: random.Random, question: Question) -> Question:
    """The statement with a blank where the answer stands."""
    return _bare(question, f"{_told(question)} Fill in the blank: {question.statement.format('____')}", BLANK)


@format_variation("as-list", description="with its facts as a list instead of prose", suits=_stated)
def as_list(rng: random.Random, question: Question) -> Question:
    """The facts one a line, then the sentence with the blank."""
    listed = "\n".join(f"* {fact}" for fact in question.facts)
    return _bare(question, f"{listed}\nFill in the blank: {question.statement.format('____')}", BLANK)


@format_variation("as-json", description="with an answer asked for as a JSON object", suits=_stated)
def as_json(rng: random.Random, question: Question) -> Question:
    """The open question; a program is to read the answer."""
    return _bare(question, question.stem, JSON)


FORMATS: dict[str, Variation] = {
    name: VARIATIONS[f"as-{name}"] for name in ("open", "choice", "true-false", "fill-in", "list", "json")
}
"""The packaged formats by their short names."""
