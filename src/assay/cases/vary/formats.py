"""The format in which an answer is asked for: open, options, true or false, a blank to fill, a list, JSON.

All but the last two need to know what a question's answer rests on (`facts`) and a sentence that only the answer makes
true (`statement`), so that the new question has one right answer by construction.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.cases.vary import VARIATIONS, Variation, format_variation
from assay.cases.vary.question import Question

__all__ = [
    "BLANK",
    "FORMATS",
    "JSON",
    "OPEN",
    "TRUE_FALSE",
    "WORDINGS",
    "Wording",
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


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One language: how to answer in each format, the key of the JSON object, and what stands before a statement."""

    open: str
    choice: str
    true_false: str
    blank: str
    json: str
    key: str
    true: str
    false: str
    judge: str
    fill: str
    glue: str = " "


WORDINGS: dict[str, Wording] = {
    "en": Wording(
        open=OPEN,
        choice=CHOICE,
        true_false=TRUE_FALSE,
        blank=BLANK,
        json=JSON,
        key="answer",
        true="True",
        false="False",
        judge="True or false: ",
        fill="Fill in the blank: ",
    ),
    "es": Wording(
        open="Responde solo con la palabra o el número.",
        choice="Responde solo con una de las opciones.",
        true_false="Responde solo con Verdadero o Falso.",
        blank="Responde solo con lo que va en el hueco.",
        json='Responde con un objeto JSON de esta forma y nada más: {"respuesta": "…"}',
        key="respuesta",
        true="Verdadero",
        false="Falso",
        judge="¿Verdadero o falso? ",
        fill="Completa el hueco: ",
    ),
    "zh": Wording(
        open="只回答一个词或一个数字。",
        choice="只回答其中一个选项。",
        true_false="只回答对或错。",
        blank="只回答空格里应填的内容。",
        json='请只回复这种形式的JSON对象，不要写别的：{"答案": "……"}',
        key="答案",
        true="对",
        false="错",
        judge="判断对错：",
        fill="填空：",
        glue="",
    ),
}
"""By the language of the question."""


def wrong_answers(rng: random.Random, question: Question, k: int) -> list[str]:
    """Up to `k` different wrong answers: other options, what the text suggests, or numbers close to the right one."""
    known = [o for o in (*question.options, *question.distractors) if o != question.answer]
    if not known and question.answer.isdecimal():
        value = int(question.answer)
        known = [str(value + step) for step in (-3, -2, -1, 1, 2, 3) if value + step >= 0]
    return rng.sample(known, min(k, len(known)))


def _stated(question: Question) -> bool:
    return bool(question.facts and question.statement)


def _say(question: Question) -> Wording:
    return WORDINGS[question.language]


def _told(question: Question) -> str:
    return _say(question).glue.join(question.facts)


def _bare(question: Question, stem: str, instruction: str) -> Question:
    """An open question; what was offered, or suggested, stays known as wrong."""
    others: Sequence[str] = question.options or question.distractors
    wrong = tuple(o for o in others if o != question.answer)
    return replace(question, stem=stem, options=(), instruction=instruction, distractors=wrong, layout="dotted")


@format_variation("as-open", description="without its options: the answer in one's own word", suits=_stated)
def as_open(rng: random.Random, question: Question) -> Question:
    """The question without options."""
    return _bare(question, question.stem, _say(question).open)


@format_variation("as-choice", description="with three or four options, the right one among them", suits=_stated)
def as_choice(rng: random.Random, question: Question) -> Question:
    """The question with options, in an order of its own."""
    options = [question.answer, *wrong_answers(rng, question, 3)]
    rng.shuffle(options)
    return replace(question, options=tuple(options), instruction=_say(question).choice, layout="dotted")


@format_variation(
    "as-true-false", description="as a statement that is true or false", suits=_stated, keeps_answer=False
)
def as_true_false(rng: random.Random, question: Question) -> Question:
    """A statement with the right answer or a wrong one in its blank, drawn with equal odds."""
    return true_false(rng, question, rng.random() < 0.5)


def true_false(rng: random.Random, question: Question, true: bool) -> Question:
    """The statement that is true, or one that is false."""
    filled = question.answer if true else wrong_answers(rng, question, 1)[0]
    say = _say(question)
    stem = f"{_told(question)}{say.glue}{say.judge}{question.statement.format(filled)}"
    return replace(
        question,
        stem=stem,
        answer=say.true if true else say.false,
        options=(say.true, say.false),
        instruction=say.true_false,
        layout="inline",
        distractors=(),
        facts=(),
        statement="",
    )


@format_variation("as-fill-in", description="as a sentence with a blank", suits=_stated)
def as_fill_in(rng: random.Random, question: Question) -> Question:
    """The statement with a blank where the answer stands."""
    say = _say(question)
    stem = f"{_told(question)}{say.glue}{say.fill}{question.statement.format('____')}"
    return _bare(question, stem, say.blank)


@format_variation("as-list", description="with its facts as a list instead of prose", suits=_stated)
def as_list(rng: random.Random, question: Question) -> Question:
    """The facts one a line, then the sentence with the blank."""
    listed = "\n".join(f"* {fact}" for fact in question.facts)
    say = _say(question)
    return _bare(question, f"{listed}\n{say.fill}{question.statement.format('____')}", say.blank)


@format_variation("as-json", description="with an answer asked for as a JSON object", suits=_stated)
def as_json(rng: random.Random, question: Question) -> Question:
    """The open question; a program is to read the answer."""
    return _bare(question, question.stem, _say(question).json)


FORMATS: dict[str, Variation] = {
    name: VARIATIONS[f"as-{name}"] for name in ("open", "choice", "true-false", "fill-in", "list", "json")
}
"""The packaged formats by their short names."""
