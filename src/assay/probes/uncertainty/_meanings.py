"""What a short answer means, as a key that is equal for answers that mean the same."""

from __future__ import annotations

import re

from assay.cases.curate._words import words
from assay.cases.curate.facts import fold
from assay.judges import Judge, exact, numeric
from assay.probes.truthfulness._reading import abstention
from assay.records import Case, Reply

__all__ = ["DECLINED", "meaning"]

DECLINED = "(declined)"
"""The meaning of every abstention and refusal: they are one answer."""

_EXACT: Judge = exact(contains=True)
_NUMERIC: Judge = numeric()
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_FILLER = frozenset(
    words(
        "a an the is are was were be it its in on of to for and that this which called named has have i think believe guess "
        "answer answers final my would say probably maybe likely correct right sure so well about approximately"
    )
)


def meaning(case: Case, text: str) -> str:
    """The meaning of an answer to an open question with a short answer; "" where nothing can be read.

    Right answers mean the same in any accepted spelling and any sentence. Numbers are compared by value, whatever unit
    or words stand around them, where the reference is one. Other answers are compared by their words: without accents,
    case, order, filler, ordinal endings, and the words of the question ("The capital is Lyon" and "Lyon, I think").
    """
    reply = [Reply(text=text)]
    verdict = _EXACT(case, reply)
    if verdict.outcome == "unparsed":
        return ""
    if verdict.value == 1.0:
        return case.reference
    if verdict.outcome == "refused" or abstention(text):
        return DECLINED
    if case.reference.lstrip("+").isdigit() and (number := _NUMERIC(case, reply)).outcome == "scored":
        return number.label
    asked = set(fold(case.text).split())
    said = fold(_ORDINAL.sub("", text)).split()
    kept = sorted({word for word in said if word not in asked and word not in _FILLER})
    return " ".join(kept) or fold(text)
