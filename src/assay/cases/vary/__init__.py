"""Contextual variation: declared, seeded changes of a question after which its answer must still hold.

A variation never touches what decides the answer: numbers, codes, names, negations, comparisons, and whatever the
maker of a question protects. So the answer of a varied question is known by rule, not by a model's judgement.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from assay.cases.vary.question import Question
from assay.registry import Registry

__all__ = [
    "VARIATIONS",
    "Family",
    "Question",
    "Variation",
    "chain",
    "format_variation",
    "language_variation",
    "layout_variation",
    "text_variation",
]

Family = Literal["characters", "words", "layout", "context", "format", "language"]
"""What a variation changes: letters and marks, the words, how question and options are laid out, the text before and
after the question, the format in which an answer is asked for, or the language of it all."""

TextChange = Callable[[random.Random, str, Sequence[str]], str]
LayoutChange = Callable[[random.Random, Question], Question]
TF = TypeVar("TF", bound=TextChange)
LF = TypeVar("LF", bound=LayoutChange)


@dataclass(frozen=True, kw_only=True)
class Variation:
    """A named change of a question. `keeps_answer` says that the answer must stay, word for word.

    Where it is false (true or false), the new answer follows from the old one by construction. `change` maps a
    question to the varied one; it gives back an equal question where it found nothing to change. `needs_options` is
    true where it only means something for a question with options, `suits` says of which questions it can be asked
    at all. `assay.cases.vary.checked` applies a variation and checks what it promises.
    """

    name: str
    family: Family
    description: str
    change: LayoutChange
    origin: Callable[..., object]
    keeps_answer: bool = True
    needs_options: bool = False
    suits: Callable[[Question], bool] | None = None

    def fits(self, question: Question) -> bool:
        """Whether the change can be tried on this question."""
        return (bool(question.options) or not self.needs_options) and (self.suits is None or self.suits(question))

    def apply(self, rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
        """The varied text of a bare text; `protected` are strings in it that survive as they are.

        A variation of the layout of options leaves a bare text as it is.
        """
        bare = Question(stem=text, answer="", instruction="", protected=tuple(protected))
        return self.change(rng, bare).stem if self.fits(bare) else text


VARIATIONS: Registry[Variation] = Registry("variation", "assay.cases.vary")


def text_variation(name: str, *, family: Family, description: str) -> Callable[[TF], TF]:
    """Register a change `(rng, text, protected) -> text`; it is applied to a question's stem only."""

    def register(fn: TF) -> TF:
        def change(rng: random.Random, question: Question) -> Question:
            return replace(question, stem=fn(rng, question.stem, question.protected))

        VARIATIONS.add(name, Variation(name=name, family=family, description=description, change=change, origin=fn))
        return fn

    return register


def layout_variation(name: str, *, description: str) -> Callable[[LF], LF]:
    """Register a change `(rng, question) -> question` of how a question with options is laid out."""

    def register(fn: LF) -> LF:
        VARIATIONS.add(
            name,
            Variation(name=name, family="layout", description=description, change=fn, origin=fn, needs_options=True),
        )
        return fn

    return register


def format_variation(
    name: str, *, description: str, suits: Callable[[Question], bool], keeps_answer: bool = True
) -> Callable[[LF], LF]:
    """Register a change `(rng, question) -> question` of the format in which the answer is asked for."""

    def register(fn: LF) -> LF:
        VARIATIONS.add(
            name,
            Variation(
                name=name,
                family="format",
                description=description,
                change=fn,
                origin=fn,
                keeps_answer=keeps_answer,
                suits=suits,
            ),
        )
        return fn

    return register


def language_variation(name: str, *, code: str, description: str) -> None:
    """Register the question as its maker wrote it in the language `code`; it fits only where there is one.

    The answer is another word for the same, or the same number, so that `keeps_answer` is false. In a `chain` it comes
    first: a changed question is known in its own language alone.
    """

    def change(rng: random.Random, question: Question) -> Question:
        return dict(question.elsewhere)[code]

    VARIATIONS.add(
        name,
        Variation(
            name=name,
            family="language",
            description=description,
            change=change,
            origin=language_variation,
            keeps_answer=False,
            suits=lambda question: code in dict(question.elsewhere),
        ),
    )


def chain(*variations: Variation) -> Variation:
    """One variation after the other as one; it keeps the answer where all of them do, and fits where the first does."""
    first, *_ = variations

    def change(rng: random.Random, question: Question) -> Question:
        for variation in variations:
            if variation.fits(question):
                # what was changed in one language is not changed in the others
                question = replace(variation.change(rng, question), elsewhere=())
        return question

    return Variation(
        name="+".join(v.name for v in variations),
        family=variations[-1].family,
        description=", then ".join(v.description for v in variations),
        change=change,
        origin=first.origin,
        keeps_answer=all(v.keeps_answer for v in variations),
        needs_options=first.needs_options,
        suits=first.suits,
    )
