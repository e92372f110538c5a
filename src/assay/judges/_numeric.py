"""The numeric judge: does the answer give the right number?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assay.judges._declined import looks_refused
from assay.judges._numbers import Number, read_number
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._spacing import spaced
from assay.judges._text import answer_part, both_ends, is_empty
from assay.records import Case, Reply, Verdict

__all__ = ["Numeric", "numeric"]

_ROUNDING = Fraction(1, 10**12)


@dataclass(frozen=True)
class Numeric:
    """See `numeric`."""

    tolerance: float
    relative: float
    last: bool
    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        if kind := looks_refused(text):
            return declined(self.name, kind)
        number = read_number(both_ends(text), last=self.last) or read_number(spaced(both_ends(text)), last=self.last)
        if number is None:
            return unread(self.name, "no number, or several and none given as the answer")
        right = any(self._same(number, r) for r in (case.reference, *case.accept))
        return scored(self.name, right, number.label)

    def _same(self, number: Number, reference: str) -> bool:
        wanted = read_number(reference)
        if wanted is None:
            return False
        if not wanted.percent:
            return self._near(number.value, wanted.value)
        # Asked for a percentage, "60" and "60%" mean the same, and 0.6 is the same number.
        near = self._near(number.value * 100, wanted.value * 100)
        return near or (not number.percent and self._near(number.value, wanted.value * 100))

    def _near(self, a: Fraction, b: Fraction) -> bool:
        allowed = max(Fraction(self.tolerance), Fraction(self.relative) * abs(b))
        return abs(a - b) <= allowed + _ROUNDING * max(Fraction(1), abs(b))


def numeric(tolerance: float = 0.0, relative: float = 0.0, last: bool = True, turn: int = -1) -> Numeric:
    r"""A judge that reads the number of an answer and compares it with the reference; 1 = right.

    Right is |answer − reference| ≤ max(`tolerance`, `relative`·|reference|); for a reference with %, `tolerance` is in
    percentage points. Which number is the answer: the one in `\boxed{}`; else the one after the last cue ("the answer
    is", "=", "the total is", "####", "equals"); else the one number of the reply; else, with `last`, the one number of
    its last sentence. Several numbers and no cue → `unparsed`.

    Read are 1,234.5 · 1.234,5 · 1.234.567 · 1'234 · 0,5 (a comma with three digits after it groups: 1,234 = 1234) · −5
    · 1e3 · 3 × 10^4 · ½ · 1 ½ · 3/4 · $5 · 5 million · 10k · English words up to billions · other scripts' digits.
    Units are ignored. Not read: numbers in names (H2O, COVID-19), times, dates, list marks. 60% is 0.6 and not 60,
    unless the reference has a %: then 60% and 60 are the same. "one" in a longer text is a pronoun.

    Outcomes: empty → `unparsed`; a declining reply → `refused`. The label is the number in canonical writing.
    """
    if tolerance < 0 or relative < 0:
        raise ValueError(f"numeric: a tolerance cannot be negative: {tolerance}, {relative}")
    name = "numeric@1"
    for key, value, default in (("tolerance", tolerance, 0.0), ("relative", relative, 0.0), ("turn", turn, -1)):
        name += f":{key}={value:g}" if value != default else ""
    return Numeric(tolerance, relative, last, turn, name + ("" if last else ":cued"))
