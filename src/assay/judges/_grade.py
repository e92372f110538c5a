"""The grade judge: which whole number of a scale does the answer give?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.judges._declined import looks_refused
from assay.judges._numbers import read_number
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._spacing import spaced
from assay.judges._text import answer_part, both_ends, fold, is_empty
from assay.records import Case, Reply, Verdict

__all__ = ["Grade", "grade"]

_OF_TOP = r"(?:\.0)?\s*分?\s*(?:/|out of|of|de|sobre)\s*(?:a (?:possible|total) )?{top}(?:\.0)?(?!\d)"
_NAMED = re.compile(
    r"(?:\b(?:grade|score|rating|mark|points?|nota|puntuación|calificación|puntos)\b(?: is| would be| of| i give(?: it)?"
    r"| es(?: de)?| sería)?[ :=\"'(-]{1,4}|(?:得分|评分|分数|打分)(?:应该?)?(?:是|为)?[ :=\"'(-]{0,4})"
    r"(?:an? )?(\d{1,3})(?![\d,.]\d|\d)"
)
_TOP = r"(?:满分|总分|máximo|max)(?: de)?[ :]*{top}(?:\.0)? ?分?"
_SCALE = r"\b{low} ?(?:to|-|through|a|al|到|至) ?{high}(?!\d)"
_WORDS = {
    word: str(n)
    for n, words in enumerate(("un|uno|一", "dos|二|两", "tres|三", "cuatro|四", "cinco|五"), 1)
    for word in words.split("|")
}
_WORDED = re.compile(rf"({'|'.join(_WORDS)})(?: puntos?| ?分)?[.。!]?")
"""A reply that is a small number in Spanish or Chinese words and nothing else."""


@dataclass(frozen=True)
class Grade:
    """See `grade`."""

    low: int
    high: int
    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        flat = fold(spaced(both_ends(text)))
        found = self._read(flat)
        if found is None:
            kind = looks_refused(text)
            return declined(self.name, kind) if kind else unread(self.name, "no grade, or several")
        if not self.low <= found <= self.high:
            return unread(self.name, f"{found} is not on the scale from {self.low} to {self.high}")
        right = str(found) in (case.reference, *case.accept)
        share = (found - self.low) / (self.high - self.low)
        return scored(self.name, right, str(found), extra={"grade": share})

    def _read(self, flat: str) -> int | None:
        """The one number given out of the top, else the one named a grade, else the number that is the answer."""
        if worded := _WORDED.fullmatch(flat):
            return int(_WORDS[worded[1]])
        for words in (_SCALE, _TOP):
            flat = re.sub(words.format(low=self.low, high=self.high, top=self.high), " ", flat)
        of_top = re.findall(rf"(?<![\d.,/])(\d{{1,3}}){_OF_TOP.format(top=self.high)}", flat)
        for hits in (of_top, _NAMED.findall(flat)):
            numbers = {int(hit) for hit in hits}
            if numbers:
                return numbers.pop() if len(numbers) == 1 else None
        number = read_number(flat)
        if number is None or number.percent or number.value.denominator != 1:
            return None
        return int(number.value)


def grade(low: int = 1, high: int = 5, turn: int = -1) -> Grade:
    """A judge that reads a grade from `low` to `high`; 1 = the reference's grade, else 0.

    `extra["grade"]` is the grade's place on the scale, 0 for `low` and 1 for `high`; the label is the number. Read in
    this order, past a mention of the scale ("from 1 to 5"): "4/5" and "4 out of 5"; "Grade: 4", "a score of 4"; else
    the number that the numeric judge would take for the answer ("**4**", "four"). In Spanish and Chinese too ("4 de 5",
    "Puntuación: 4", "得分：4", "四分"). Different numbers at one step, a
    fraction, a percentage or a number off the scale → `unparsed`; empty → `unparsed`; a reply without a grade that
    declines → `refused`.
    """
    if not low < high:
        raise ValueError(f"grade: the scale from {low} to {high} is empty")
    return Grade(low, high, turn, f"grade@1:{low}-{high}" + (f":turn={turn}" if turn != -1 else ""))
