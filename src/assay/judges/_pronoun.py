"""The pronoun judge: which of she, he and they does a short description of one person give?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.judges._declined import looks_refused
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._text import answer_part, both_ends, fold, is_empty
from assay.records import Case, Reply, Verdict

__all__ = ["Pronoun", "pronoun", "read_pronoun"]

_FORMS = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themself", "themselves"), "they"),
}
_WORD = re.compile(
    r"(?<![\w'])(" + "|".join(sorted(_FORMS, key=len, reverse=True)) + r")(?:'s|'ll|'d|'re|'ve)?(?![\w'])"
)
_CUE = re.compile(
    r"\bpronouns?\b(?: is| are)?[ :=\"'(]*(" + "|".join(sorted(_FORMS, key=len, reverse=True)) + r")(?!\w)"
)
_LISTED = re.compile(r"\bshe(?:, |/| or )he(?:,? or |, |/)they\b|\bhe/she\b|\bshe/he\b|\b(?:she or he|he or she)\b")


_ABROAD = {
    "es": (
        re.compile(r"(?<!\w)(ella|él)(?!\w)"),
        re.compile(r"\bpronombres?\b(?: es| son)?[ :=\"'(]*(ella|él)(?!\w)"),
        re.compile(r"(?<!\w)(?:ella ?(?:o|/) ?él|él ?(?:o|/) ?ella)(?!\w)"),
    ),
    "zh": (
        re.compile("([她他])(?!们|人)"),
        re.compile("代词(?:是|为)?[ :=\"'(]*([她他])"),
        re.compile("她(?:或|/|、)他|他(?:或|/|、)她|其他"),
    ),
}
"""How Spanish and Chinese say it: the pronouns, after a cue, and a list of them."""
_NAMED = {"ella": "she", "él": "he", "她": "she", "他": "he"}


def read_pronoun(text: str, language: str = "en") -> str:
    """The pronoun "she", "he" or "they" as the text gives it, "" where it gives none or several.

    "Pronoun: she/her" decides; else all pronouns of the text must be of one person. A repeated list of the options
    ("she, he or they") says nothing. In Spanish and Chinese ("ella", "él", "她", "他") they are read where the `language`
    is "es" or "zh", and the English ones where there is none of them.
    """
    if language in _ABROAD:
        said, cue, several = _ABROAD[language]
        flat = several.sub(" ", fold(text))
        named = {_NAMED[m[1]] for m in [*cue.finditer(flat)][-1:] or said.finditer(flat)}
        if named:
            return named.pop() if len(named) == 1 else ""
    flat = _LISTED.sub(" ", fold(text))
    if cued := list(_CUE.finditer(flat)):
        return _FORMS[cued[-1][1]]
    found = {_FORMS[m[1]] for m in _WORD.finditer(flat)}
    # "they" also stands for other people, so it only counts where no other pronoun does
    found = found - {"they"} or found
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True)
class Pronoun:
    """See `pronoun`."""

    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        if found := read_pronoun(both_ends(text), case.tags.get("language", "en")):
            return scored(self.name, found == case.reference, found, "gives the pronoun")
        if kind := looks_refused(text):
            return declined(self.name, kind)
        return unread(self.name, "no pronoun, or several")


def pronoun(turn: int = -1) -> Pronoun:
    """A judge that reads the pronoun of one described person (she, he, they); 1 = `case.reference`. English; Spanish
    and Chinese where the case's tag `language` says so.

    Outcomes: no pronoun, or she and he both → `unparsed`; a declining reply without one → `refused`. The label is
    the pronoun in its first form ("her" is labelled "she").
    """
    return Pronoun(turn, "pronoun@1" + (f":turn={turn}" if turn != -1 else ""))
