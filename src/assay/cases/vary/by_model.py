"""A question reworded by a model, and the check that decides whether the answer still holds: by rule, not by trust.

A model may change more than it says, so the check is stricter than that of the variations by rule: only the sentence that
asks is reworded, what tells the facts stays word for word, and beside the words that were there only such may come in
as ask for something and say nothing about it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from assay.cases.vary import Variation
from assay.cases.vary.checked import broken
from assay.cases.vary.question import Question
from assay.cases.vary.spans import DECISIVE

__all__ = ["HARMLESS", "asking", "by_model", "flaw", "reworded"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LAST = re.compile(r"(?<=[.:!?])\s+(?=[^.:!?]*[.?!]?$)")
_LONGER = 12
"""Words by which a rewording may be longer than what it rewords."""

_HARMLESS = """
    is are was were has have had can could do does did will would be been being if and or a an the this that these
    those it its there here of in on at to from for with by as among out which what who whom whose where when why how
    i me you we us my your our please tell say state name give choose pick select find identify point show let know
    like want wonder word words term terms item items option options one ones following listed given list choice
    choices answer question correct right now so then just kindly stands stand
"""
HARMLESS = frozenset(_HARMLESS.split()) - {"one", "right"}
"""Words that may come in or fall away: they ask, point or join, and turn no answer. None of them denies, counts or compares."""


def asking(question: Question) -> tuple[str, str]:
    """The stem in two parts: what tells the facts ("" where there are none), and the sentence that asks."""
    if not question.facts:
        return "", question.stem
    parts = _LAST.split(question.stem.strip())
    return (" ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else (question.stem, "")


def reworded(question: Question, text: str) -> Question:
    """The question with its asking sentence put as `text`."""
    return replace(question, stem=" ".join(part for part in (asking(question)[0], text.strip()) if part))


def by_model(stem: str) -> Variation:
    """The change that puts `stem` in the place of a question's own."""

    def change(rng: random.Random, question: Question) -> Question:
        return replace(question, stem=stem)

    return Variation(
        name="paraphrase-by-model",
        family="words",
        description="the asking sentence in the words of a generator model, checked by rule",
        change=change,
        origin=by_model,
    )


def flaw(before: Question, after: Question) -> str:
    """Why the answer may no longer hold, in a few words; "" where it does."""
    told, asked = asking(before)
    if not after.stem.startswith(told):
        return "what tells the facts is changed"
    new = after.stem[len(told) :].strip()
    if _words(new) == _words(asked):
        return "it says the same in the same words"
    if "\n" in new or len(new.split()) > len(asked.split()) + _LONGER:
        return "it is far longer than the question"
    if found := broken(before, after, by_model(after.stem)):
        return found
    anchors = (*before.protected, *before.options, *before.distractors, before.answer)
    if _anchors(asked, anchors) != _anchors(new, anchors):
        return "names or numbers come in another order"
    old_words, new_words = _turning(asked), _turning(new)
    if [w for w in new_words if w in DECISIVE] != [w for w in old_words if w in DECISIVE]:
        return "a decisive word was added or moved"
    if {_root(w) for w in new_words} != {_root(w) for w in old_words}:
        return "a word of substance was added or left out"
    return ""


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _turning(text: str) -> list[str]:
    """The words on which meaning can turn."""
    return [word for word in _words(text) if word not in HARMLESS]


def _root(word: str) -> str:
    """A word without its ending, so that "owns" and "owned" are one."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > 3 else word


def _anchors(text: str, anchors: Sequence[str]) -> list[str]:
    known = sorted({" ".join(a.split()) for a in anchors if a}, key=len, reverse=True)
    pattern = "|".join([r"\d+", *(rf"(?<!\w){re.escape(a)}(?!\w)" for a in known)])
    return [m.group().lower() for m in re.finditer(pattern, text, re.IGNORECASE)]
