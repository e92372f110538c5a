"""The exact judge: is the answer, up to writing, the reference or one of its accepted spellings?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from assay.judges._declined import looks_refused
from assay.judges._negation import denial
from assay.judges._numbers import read_number
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._text import answer_key, answer_part, cues, find_words, fold, is_empty, strip_accents
from assay.records import Case, Reply, Verdict

__all__ = ["Exact", "exact"]

Span = tuple[int, int]

_OR_AFTER = re.compile(r"^[\"')]* or (?!so\b|more\b|less\b|rather\b)(.{1,60})")
_OR_BEFORE = re.compile(r"([^ ]{1,40}) or (?:the |a |an )?[\"'(]*$")
_MENTIONS = 200
"""Mentions of one name that are looked at."""
_KEY = 2_000
"""Characters of a reply that can be an answer and nothing else."""
_CUE_REACH = 40
"""Characters after "the answer is" in which a name is what the answer is."""


@dataclass(frozen=True)
class Exact:
    """See `exact`."""

    contains: bool
    ignore_case: bool
    numbers: str
    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        key = self._key(text[:_KEY])
        right = [k for r in (case.reference, *case.accept) if (k := self._key(r))]
        label = answer_key(case.reference)
        if len(text) <= _KEY and self._equal(key, right):
            return scored(self.name, True, label, "equals the reference")
        kind = looks_refused(text)
        if kind and not looks_refused(case.reference):
            return declined(self.name, kind)
        if not self.contains:
            return scored(self.name, False, key.casefold(), "differs from the reference")
        rivals = [r for w in (*_texts(case.data.get("wrong")), *case.choices) if (r := self._key(w)) and r not in right]
        return self._search(fold(text, ignore_case=self.ignore_case), key.casefold(), label, right, rivals)

    def _key(self, text: str) -> str:
        return answer_key(text, ignore_case=self.ignore_case)

    def _equal(self, key: str, right: Sequence[str]) -> bool:
        if any(key in (r, strip_accents(r)) for r in right):
            return True
        if self.numbers != "value" or (number := read_number(key, whole=True)) is None:
            return False
        return any(read_number(r, whole=True) == number for r in right)

    def _search(self, text: str, key: str, label: str, right: Sequence[str], rivals: Sequence[str]) -> Verdict:
        spans, others = _spans(text, right), _spans(text, rivals)
        # Of two overlapping names the longer one is meant: "dark red" is not "red".
        spans, others = _outer(spans, others), _outer(others, spans)
        denied = {s: denial(text, *s) for s in spans}
        found = [s for s in spans if not denied[s]]
        others = [o for o in others if not denial(text, *o)]
        if (at := cues(text)) and any(0 <= s[0] - at[-1][1] <= _CUE_REACH for s in [*found, *others]):
            found = [s for s in found if s[0] >= at[-1][1]]
            others = [o for o in others if o[0] >= at[-1][1]]
        named = list(dict.fromkeys(text[a:b].casefold() for a, b in others))
        last = max(denied, default=(0, 0))
        if not named and (set(denied.values()) == {"unclear"} or (found and denied[last] == "denied")):
            return unread(self.name, "the reference is named, and it cannot be told whether it is denied")
        if not found:
            return scored(self.name, False, named[0] if len(named) == 1 else key, "the reference is not named")
        if named:
            return scored(self.name, False, " / ".join([label, *named]), "names several candidates")
        if all(_one_of_two(text, s, right) for s in found):
            return scored(self.name, False, key, "offers the reference as one of two")
        return scored(self.name, True, label, "names the reference")


def _texts(value: object) -> list[str]:
    """A text, or several, as a list of texts."""
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]


def _spans(text: str, names: Sequence[str]) -> list[Span]:
    forms = dict.fromkeys(f for n in names for f in (n, strip_accents(n)))
    return [span for form in forms for span in islice(find_words(text, form), _MENTIONS)]


def _outer(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The spans that are no part of one of the others."""
    return [s for s in spans if not any(_inside(s, o) for o in others)]


def _inside(a: Span, b: Span) -> bool:
    return b[0] <= a[0] and a[1] <= b[1] and a != b


def _one_of_two(text: str, span: Span, right: Sequence[str]) -> bool:
    """Whether a mention stands in "X or Y" with a Y that is not accepted too."""
    after = _OR_AFTER.match(text[span[1] : span[1] + 70])
    before = _OR_BEFORE.search(text[max(0, span[0] - 60) : span[0]])
    return bool(
        (after and not any(answer_key(after[1]).startswith(r) for r in right))
        or (before and not any(r.endswith(answer_key(before[1])) for r in right))
    )


def exact(contains: bool = False, ignore_case: bool = True, numbers: str = "same", turn: int = -1) -> Exact:
    """A judge that compares the reply with `case.reference` and `case.accept`; 1 = right.

    Compared are folded texts: NFKC, case (unless `ignore_case=False`), spaces, Markdown, quotes, articles, end
    punctuation and a leading "The answer is" do not count. An answer may leave accents out ("Asuncion" for
    "Asunción"), not add them. `numbers="value"` also accepts a number written otherwise ("1,000" for "1000").

    `contains=True` looks for the reference as whole words anywhere: "Niger" is not in "Nigeria" or "Guinea" in
    "Guinea-Bissau", "no" not in "know", "10" not in "100", "10.5", "1,010", "-10" or "10%". A reply is not right where
    every mention is denied ("not Paris", "Paris is not the capital", "no es París", "不是巴黎"), where it also names another
    of `case.choices` or `case.data["wrong"]` (a text or a list) without denying it, or where it says "Paris or Rome".
    "The answer is …" decides over what came before.

    Outcomes: empty or only punctuation, or a mention that may be denied ("Paris is not on the coast") → `unparsed`; a
    reply that declines as a whole → `refused`, labelled "refused" or "abstained" (unless the reference itself is such a
    text); else `scored`. The label is the normalised reference
    where right, else the candidate named or the normalised answer.
    """
    if numbers not in ("same", "value"):
        raise ValueError(f"exact(numbers=…) is 'same' or 'value', not {numbers!r}")
    options = [o for o, on in (("contains", contains), ("case", not ignore_case), ("values", numbers == "value")) if on]
    name = ":".join(["exact@1", *options, *([f"turn={turn}"] if turn != -1 else [])])
    return Exact(contains, ignore_case, numbers, turn, name)
