"""The exact judge: is the answer, up to writing, the reference or one of its accepted spellings?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.judges._declined import looks_refused
from assay.judges._numbers import read_number
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._text import answer_key, answer_part, final_cue, find_words, fold, is_empty, negated, strip_accents
from assay.records import Case, Reply, Verdict

__all__ = ["Exact", "exact"]

_OR_AFTER = re.compile(r"^[\"')]* or (?!so\b|more\b|less\b|rather\b)(.{1,60})")
_OR_BEFORE = re.compile(r"([^ ]{1,40}) or (?:the |a |an )?[\"'(]*$")


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
        key = answer_key(text, ignore_case=self.ignore_case)
        right = [k for r in (case.reference, *case.accept) if (k := answer_key(r, ignore_case=self.ignore_case))]
        label = answer_key(case.reference)
        if self._equal(key, right):
            return scored(self.name, True, label, "equals the reference")
        kind = looks_refused(text)
        if kind and not looks_refused(case.reference):
            return declined(self.name, kind)
        if not self.contains:
            return scored(self.name, False, key.casefold(), "differs from the reference")
        return self._search(fold(text, ignore_case=self.ignore_case), key, right, label, case)

    def _equal(self, key: str, right: Sequence[str]) -> bool:
        if any(key == r or key == strip_accents(r) for r in right):
            return True
        if self.numbers != "value":
            return False
        number = read_number(key, whole=True)
        return number is not None and any(read_number(r, whole=True) == number for r in right)

    def _search(self, text: str, key: str, right: Sequence[str], label: str, case: Case) -> Verdict:
        wrong = case.data.get("wrong", ())
        rivals = [
            answer_key(str(w), ignore_case=self.ignore_case) for w in ([wrong] if isinstance(wrong, str) else wrong)
        ]
        rivals += [answer_key(c, ignore_case=self.ignore_case) for c in case.choices]
        rivals = [r for r in rivals if r and r not in right]
        spans = _spans(text, right)
        others = _spans(text, rivals)
        # Of two overlapping names the longer one is meant: "dark red" is not "red".
        found = [s for s in spans if not any(_inside(s, o) for o in others)]
        others = [o for o in others if not any(_inside(o, s) for s in spans)]
        found = [s for s in found if not negated(text, s[0])]
        others = [o for o in others if not negated(text, o[0])]
        cue = final_cue(text)
        if cue >= 0 and any(cue <= s[0] <= cue + 40 for s in [*found, *others]):
            found = [s for s in found if s[0] >= cue]
            others = [o for o in others if o[0] >= cue]
        named = list(dict.fromkeys(text[a:b].casefold() for a, b in others))
        if not found:
            return scored(
                self.name, False, named[0] if len(named) == 1 else key.casefold(), "the reference is not named"
            )
        if named:
            return scored(self.name, False, " / ".join([label, *named]), "names several candidates")
        if _alternative(text, found, right):
            return scored(self.name, False, key.casefold(), "offers the reference as one of two")
        return scored(self.name, True, label, "names the reference")


def _spans(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    forms = dict.fromkeys(f for n in names for f in (n, strip_accents(n)))
    return [span for form in forms for span in find_words(text, form)]


def _inside(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return b[0] <= a[0] and a[1] <= b[1] and a != b


def _alternative(text: str, found: Sequence[tuple[int, int]], right: Sequence[str]) -> bool:
    """Whether every mention stands in "X or Y" with a Y that is not accepted too."""
    for start, end in found[:50]:
        after = _OR_AFTER.match(text[end : end + 70])
        before = _OR_BEFORE.search(text[max(0, start - 60) : start])
        if after and not any(answer_key(after[1]).startswith(r) for r in right):
            continue
        if before and not any(r.endswith(answer_key(before[1])) for r in right):
            continue
        return False
    return True


def exact(contains: bool = False, ignore_case: bool = True, numbers: str = "same", turn: int = -1) -> Exact:
    """A judge that compares the reply with `case.reference` and `case.accept`; 1 = right.

    Compared are folded texts: NFKC, case (unless `ignore_case=False`), spaces, Markdown, quotes, articles, end
    punctuation and a leading "The answer is" do not count. An answer may leave accents out ("Asuncion" for
    "Asunción"), not add them. `numbers="value"` also accepts a number written otherwise ("1,000" for "1000").

    `contains=True` looks for the reference as whole words anywhere: "Niger" is not in "Nigeria" or "Guinea" in
    "Guinea-Bissau", "no" not in "know", "10" not in "100", "10.5", "1,010", "-10" or "10%". Then a reply is not right
    where the mention is denied ("not Paris"), where it also names another of `case.choices` or `case.data["wrong"]`
    (a text or a list) that it does not deny, or where it says "Paris or Rome"; a final "The answer is …" decides over what
    came before.

    Outcomes: empty or only punctuation → `unparsed`; a reply that declines as a whole → `refused`, labelled "refused" or
    "abstained" (unless the reference itself is such a text); else `scored`. The label is the normalised reference
    where right, else the candidate named or the normalised answer.
    """
    if numbers not in ("same", "value"):
        raise ValueError(f"exact(numbers=…) is 'same' or 'value', not {numbers!r}")
    options = [o for o, on in (("contains", contains), ("case", not ignore_case), ("values", numbers == "value")) if on]
    name = ":".join(["exact@1", *options, *([f"turn={turn}"] if turn != -1 else [])])
    return Exact(contains, ignore_case, numbers, turn, name)
