"""Right and wrong answers to questions, in many frames: for `exact`, `choice`, `yes_no` and `numeric`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from assay.certify.judge.material._facts import CONTRAST, DECLINED, EITHER, FRAMES, Question, questions
from assay.certify.judge.rows import Material, Row, Truth
from assay.records import Case

__all__ = ["BARE", "CHOICE", "CONTAINS", "NUMERIC", "YES_NO"]

_EACH = 3
"""Questions of one frame and one truth."""
_ORIGIN = "written for this card after the judge's rules and not used for them; labels follow from the template"


def _framed(
    rng: random.Random, case_of: Callable[[Question], Case], either: Truth, styles: tuple[str, ...] = ()
) -> Iterator[Row]:
    """Every frame with a right and with a wrong answer; `either` is what a reply that names two is, `styles` keeps to some."""
    pool = questions(rng, 60)
    for language, by_style in FRAMES.items():
        for style, frames in by_style.items():
            if styles and style not in styles:
                continue
            for frame in frames:
                for q in rng.sample(pool, _EACH):
                    case = case_of(q)
                    yield _row(case, frame.format(a=q.answer), "positive", style, language, frame)
                    yield _row(case, frame.format(a=q.wrong[0]), "negative", style, language, frame)
    for language, texts in DECLINED.items():
        for text in texts:
            yield _row(case_of(rng.choice(pool)), text, "neither", "declines", language, text)
    if styles:
        return
    for frame in CONTRAST:
        for q in rng.sample(pool, _EACH):
            case = case_of(q)
            yield _row(case, frame.format(a=q.answer, b=q.wrong[0]), "positive", "contrast", "en", frame)
            yield _row(case, frame.format(a=q.wrong[0], b=q.answer), "negative", "contrast", "en", frame)
            yield _row(case, frame.format(a=q.wrong[0], b=q.wrong[1]), "negative", "contrast", "en", frame)
    for frame in EITHER:
        for q in rng.sample(pool, _EACH):
            yield _row(case_of(q), frame.format(a=q.answer, b=q.wrong[0]), either, "two named", "en", frame)


def _row(case: Case, text: str, truth: Truth, style: str, language: str, cluster: str) -> Row:
    return Row(case=case, text=text, truth=truth, style=style, language=language, cluster=cluster)


def _open(q: Question) -> Case:
    return Case(prompt=q.text, reference=q.answer, accept=q.accept, data={"wrong": list(q.wrong)})


def _offered(q: Question) -> Case:
    """Options in an order that hangs on the question alone."""
    options = sorted((q.answer, *q.wrong))
    listed = "".join(f"\n{chr(65 + i)}) {o}" for i, o in enumerate(options))
    return Case(prompt=f"{q.text}{listed}", reference=q.answer, accept=q.accept, choices=tuple(options))


_LETTERED = (
    *(
        "{L}",
        "({L})",
        "{L}.",
        "**{L}**",
        "{L}) {a}",
        "{L}. {a}",
        "Option {L}",
        "Answer: {L}",
        "The correct answer is {L}.",
    ),
    *("I choose {L}.", "It's {L}, {a}.", "The answer is ({L}) {a}.", "{L}, because the others are in other countries."),
    "Going through them one by one, only one fits.\n\nFinal answer: {L}",
)


def _choices(rng: random.Random) -> Iterator[Row]:
    yield from _framed(rng, _offered, "neither")
    pool = questions(rng, 40)
    for frame in _LETTERED:
        for q in rng.sample(pool, _EACH):
            case = _offered(q)
            for answer, truth in ((q.answer, "positive"), (q.wrong[0], "negative")):
                text = frame.format(L=chr(65 + case.choices.index(answer)), a=answer)
                yield _row(case, text, truth, "letter", "en", frame)  # type: ignore[arg-type]


_YES = (
    *(
        "Yes.",
        "yes",
        "Yes, it is.",
        "True.",
        "That's right.",
        "Correct.",
        "Yes, that statement is correct.",
        "Indeed it is.",
    ),
    *("Absolutely.", "The statement is true.", "Answer: yes", "I agree, this is accurate.", "Yep!", "It certainly is."),
    "Without any doubt. Everybody in the country could tell you so, and it says the same on every map that I know of.",
)
_NO = (
    *(
        "No.",
        "no",
        "No, it isn't.",
        "False.",
        "That's wrong.",
        "Incorrect.",
        "No, that statement is not correct.",
        "It is not.",
    ),
    *(
        "Not at all.",
        "The statement is false.",
        "Answer: no",
        "I disagree, this is inaccurate.",
        "Nope!",
        "It certainly isn't.",
    ),
    "By no means. Nobody in the country would tell you so, and it says something else on every map that I know of.",
)
_YES_ABROAD = {
    "es": ("Sí.", "Sí, es cierto.", "Es verdad.", "Correcto."),
    "zh": ("是的。", "对。", "没错，是这样。", "正确。"),
}
_NO_ABROAD = {
    "es": ("No.", "No, no es cierto.", "Es falso.", "Incorrecto."),
    "zh": ("不是。", "不对。", "这是错误的。", "否。"),
}
_UNDECIDED = (
    "It depends.",
    "Yes and no.",
    "Hard to say.",
    "Maybe, maybe not.",
    "In some ways it is, in others it isn't.",
)


def _stated(rng: random.Random) -> Iterator[Row]:
    pool = questions(rng, 60)
    said = {
        "en": ("plain", _YES, _NO),
        **{k: ("plain", _YES_ABROAD[k], _NO_ABROAD[k]) for k in _YES_ABROAD},
    }
    for language, (style, yes, no) in said.items():
        for says, texts in (("yes", yes), ("no", no)):
            for text in texts:
                for reference in ("yes", "no"):
                    truth: Truth = "positive" if says == reference else "negative"
                    yield _row(_statement(rng.choice(pool), reference), text, truth, style, language, text)
    for text in _UNDECIDED:
        yield _row(_statement(rng.choice(pool), "yes"), text, "neither", "undecided", "en", text)
    for language, texts in DECLINED.items():
        for text in texts:
            yield _row(_statement(rng.choice(pool), "yes"), text, "neither", "declines", language, text)


def _statement(q: Question, reference: str) -> Case:
    city = q.answer if reference == "yes" else q.wrong[0]
    return Case(prompt=f"{q.text} Is it {city}?", reference=reference)


_WORKED = (
    "{x} + {y} = {a}",
    "First take {x}, then add {y}. That gives {a}.",
    "Adding {x} and {y}, we get {a}.",
    "{x} plus {y} makes {a}.",
    "Step 1: write down {x}.\nStep 2: add {y}.\nStep 3: the sum is {a}.",
    "There were {x} at first and {y} came later, so there are {a} now.",
    "The total comes to {a}, since {x} and {y} were added up.",
    "{x} and {y}? {a}!",
)


def _sums(rng: random.Random) -> Iterator[Row]:
    for language, by_style in FRAMES.items():
        for style, frames in by_style.items():
            for frame in frames:
                yield from _summed(rng, frame, style, language)
    for frame in _WORKED:
        yield from _summed(rng, frame, "with the working", "en")
    for frame in CONTRAST[:5]:
        yield from _summed(rng, frame, "contrast", "en")
    for frame in EITHER:
        x, y = rng.randrange(12, 900), rng.randrange(12, 900)
        yield _row(_sum(x, y), frame.format(a=x + y, b=x + y + 10), "neither", "two named", "en", frame)
    for language, texts in DECLINED.items():
        for text in texts:
            yield _row(_sum(rng.randrange(99), 7), text, "neither", "declines", language, text)


def _summed(rng: random.Random, frame: str, style: str, language: str) -> Iterator[Row]:
    for _ in range(_EACH):
        x, y = rng.randrange(12, 9000), rng.randrange(12, 9000)
        off = x + y + rng.choice((-100, -10, -1, 1, 10, 100))
        for said, other, truth in ((x + y, off, "positive"), (off, x + y, "negative")):
            text = frame.format(a=_written(said, rng), b=_written(other, rng), x=x, y=y)
            yield _row(_sum(x, y), text, truth, style, language, frame)  # type: ignore[arg-type]


def _written(number: int, rng: random.Random) -> str:
    return f"{number:,}" if number > 999 and rng.random() < 0.3 else str(number)


def _sum(x: int, y: int) -> Case:
    return Case(prompt=f"What is {x} + {y}?", reference=str(x + y))


CONTAINS = Material(
    rows=lambda rng: _framed(rng, _open, "negative"),
    positive="the reply gives the right answer",
    negative="the reply gives another answer, or several",
    population=f"short replies to questions on capitals, {_ORIGIN}",
    languages=("en", "es", "zh"),
)
BARE = replace(
    CONTAINS,
    rows=lambda rng: _framed(rng, _open, "negative", ("bare", "cue")),
    negative="the reply gives another answer",
    population=f'replies that are an answer and nothing else, or with "the answer is", to questions on capitals, {_ORIGIN}',
)
CHOICE = replace(
    CONTAINS,
    rows=_choices,
    positive="the reply names the right option",
    negative="the reply names another option",
    population=f"short replies to questions on capitals with four options, by letter or by text, {_ORIGIN}",
)
YES_NO = replace(
    CONTAINS,
    rows=_stated,
    positive="the reply affirms or denies as the reference does",
    negative="the reply does the opposite",
    population=f"short replies to statements on capitals, {_ORIGIN}",
)
NUMERIC = replace(
    CONTAINS,
    rows=_sums,
    positive="the reply gives the right number",
    negative="the reply gives another number",
    population=f"short replies to sums of two numbers, {_ORIGIN}",
)
