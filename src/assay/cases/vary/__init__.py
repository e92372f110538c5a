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

__all__ = ["VARIATIONS", "Family", "Question", "Variation", "layout_variation", "text_variation"]

Family = Literal["characters", "words", "layout"]
"""What a variation changes: letters and marks, words around the question, or how question and options are laid out."""

TextChange = Callable[[random.Random, str, Sequence[str]], str]
LayoutChange = Callable[[random.Random, Question], Question]
TF = TypeVar("TF", bound=TextChange)
LF = TypeVar("LF", bound=LayoutChange)


@dataclass(frozen=True, kw_only=True)
class Variation:
    """A named change of a question. `keeps_answer` says that the answer must stay; all packaged ones keep it.

    `change` maps a question to the varied one; it gives back an equal question where it found nothing to change.
    `needs_options` is true where it only means something for a question with options.
    """

    name: str
    family: Family
    describe: str
    change: LayoutChange
    origin: Callable[..., object]
    keeps_answer: bool = True
    needs_options: bool = False

    def fits(self, question: Question) -> bool:
        """Whether the change can be tried on this question."""
        return bool(question.options) or not self.needs_options

    def apply(self, rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
        """The varied text of a bare text; `protected` are strings in it that survive as they are.

        A variation of the layout of options leaves a bare text as it is.
        """
        bare = Question(stem=text, answer="", instruction="", protected=tuple(protected))
        return self.change(rng, bare).stem if self.fits(bare) else text


VARIATIONS: Registry[Variation] = Registry("variation", "assay.cases.vary")


def text_variation(name: str, *, family: Family, describe: str) -> Callable[[TF], TF]:
    """Register a change `(rng, text, protected) -> text`; it is applied to a question's stem only."""

    def register(fn: TF) -> TF:
        def change(rng: random.Random, question: Question) -> Question:
            return replace(question, stem=fn(rng, question.stem, question.protected))

        VARIATIONS.add(name, Variation(name=name, family=family, describe=describe, change=change, origin=fn))
        return fn

    return register


def layout_variation(name: str, *, describe: str) -> Callable[[LF], LF]:
    """Register a change `(rng, question) -> question` of how a question with options is laid out."""

    def register(fn: LF) -> LF:
        VARIATIONS.add(
            name,
            Variation(name=name, family="layout", describe=describe, change=fn, origin=fn, needs_options=True),
        )
        return fn

    return register
