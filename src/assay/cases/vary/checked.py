"""Applying a variation and checking what it promises: a changed question is used only if its answer provably holds.

The check does not trust the variation. It compares the two questions by rules that imply that the answer stays: what
the answer rests on stands as often as before, so do all candidates for the answer, numbers and decisive words come in
the same order, and nothing that could be asked about was added.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field

from assay.cases.vary import Question, Variation
from assay.cases.vary.spans import DECISIVE

__all__ = ["Tally", "broken", "varied"]

TRIES = 8
"""Candidates drawn before a variation is given up for a question."""

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_CONTRACTED = re.compile(r"(?<=[a-z])n['’]t\b")


@dataclass
class Tally:
    """What became of the candidates, by variation: `used`, `unchanged` (nothing to change), `unfit`, and `rejected`
    with the reason."""

    used: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    unfit: Counter[str] = field(default_factory=Counter)
    rejected: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def rejections(self) -> int:
        """How many candidates failed the check."""
        return self.rejected.total()


def varied(rng: random.Random, question: Question, variation: Variation, tally: Tally | None = None) -> Question | None:
    """The varied question, None where the variation does not fit, changes nothing, or fails the check every time."""
    tally = Tally() if tally is None else tally
    if not variation.fits(question):
        tally.unfit[variation.name] += 1
        return None
    for _ in range(TRIES):
        candidate = variation.change(rng, question)
        if candidate.render() == question.render():
            tally.unchanged[variation.name] += 1
            return None
        reason = broken(question, candidate, variation)
        if not reason:
            tally.used[variation.name] += 1
            return candidate
        tally.rejected[variation.name, reason] += 1
    return None


def broken(before: Question, after: Question, variation: Variation) -> str:
    """Why the answer may no longer hold, in a few words; "" where it provably does."""
    if variation.keeps_answer and after.answer != before.answer:
        return "another answer"
    if variation.family == "format":
        return _broken_format(before, after)
    if variation.family == "language":
        return _broken_language(before, after)
    if (after.instruction, sorted(after.options)) != (before.instruction, sorted(before.options)):
        return "another instruction or other options"
    old, new = _plain(before.stem), _plain(after.stem)
    if _NUMBER.findall(old) != _NUMBER.findall(new):
        return "other numbers"
    for item in dict.fromkeys((*before.protected, *before.options, *before.distractors, before.answer)):
        if _count(old, item) != _count(new, item):
            return "what the answer rests on stands more or less often"
    if not _in_order(_decisive(old), _decisive(new)):
        return "a decisive word is gone"
    return ""


def _broken_format(before: Question, after: Question) -> str:
    """For another format: the facts are all told, a wrong candidate is not the answer, and the answer can be given."""
    told = _plain(after.stem)
    if any(_count(told, number) == 0 for fact in before.facts for number in _NUMBER.findall(fact)):
        return "a number is gone"
    if any(_count(told, item) == 0 for item in before.protected if any(item in fact for fact in before.facts)):
        return "a fact is gone"
    if after.answer in after.distractors:
        return "the answer stands among the wrong ones"
    if after.options and len(after.options) < 2:
        return "no wrong option"
    return ""


def _broken_language(before: Question, after: Question) -> str:
    """For another language: the same numbers, as many options and wrong answers, and the answer in the same place."""
    if sorted(_NUMBER.findall(before.stem)) != sorted(_NUMBER.findall(after.stem)):
        return "other numbers"
    if (len(before.options), len(before.distractors)) != (len(after.options), len(after.distractors)):
        return "another instruction or other options"
    place = before.options.index(before.answer) if before.options else -1
    same = after.options[place] == after.answer if before.options else after.answer == before.answer
    return "" if same else "another answer"


def _plain(text: str) -> str:
    """The text as it reads: JSON strings unwrapped, blanks as one."""
    stripped = text.strip()
    if stripped.startswith("{") and stripped.endswith("}"):
        try:
            found = json.loads(stripped)
        except ValueError:
            found = None
        if isinstance(found, dict):
            text = " ".join(str(value) for value in found.values())
    return " ".join(text.split())


_LETTER = r"(?-i:[^\W\u4e00-\u9fff])"
"""Chinese parts no words: there an item may touch others. Its letters have no case; told to ignore it, `re` goes through all of them for
each pattern that it compiles, which took nine tenths of the time."""


def _count(text: str, item: str) -> int:
    words = " ".join(item.split())
    return len(re.findall(rf"(?<!{_LETTER}){re.escape(words)}(?!{_LETTER})", text, re.IGNORECASE))


def _decisive(text: str) -> list[str]:
    spelled = (
        _CONTRACTED.sub(" not", text.lower()).replace("can not", "cannot").replace("'s", " is").replace("’s", " is")
    )
    return [word for word in _WORD.findall(spelled) if word in DECISIVE]


def _in_order(old: list[str], new: list[str]) -> bool:
    rest = iter(new)
    return all(word in rest for word in old)
