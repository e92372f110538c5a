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
_FILLER_ES = frozenset(
    words(
        "el la los las un una unos unas es son era fue ser de del en a al y que se llama creo pienso diría respuesta final mi "
        "seria probablemente quizas tal vez seguramente correcta correcto seguro pues unos aproximadamente"
    )
)
_FILLER_ZH = re.compile(
    "我(?:认为|觉得|想|猜)|应该|可能|大概|也许|大约|正确|最终|答案|回答|名叫|叫做|叫|位于|属于|紧跟|后面|之后|就是|是|为|的|在|吧|呢|了|它"
)
"""What is said around an answer. A name that holds one of these characters loses it wherever it is given."""


def meaning(case: Case, text: str) -> str:
    """The meaning of an answer to an open question with a short answer; "" where nothing can be read.

    Right answers mean the same in any accepted spelling and any sentence. Numbers are compared by value, whatever unit
    or words stand around them, where the reference is one. Other answers are compared by their words: without accents,
    case, order, filler, ordinal endings, and the words of the question ("The capital is Lyon" and "Lyon, I think"); Chinese
    ones by what is left without filler and without what the question says ("法国的首都是里昂" and "里昂").
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
    if any("\u4e00" <= ch <= "\u9fff" for ch in text):
        return _chinese(fold(case.text), fold(text))
    filler = _FILLER_ES if case.tags.get("language") == "es" else _FILLER
    asked = set(fold(case.text).split())
    said = fold(_ORDINAL.sub("", text)).split()
    kept = sorted({word for word in said if word not in asked and word not in filler})
    return " ".join(kept) or fold(text)


def _chinese(asked: str, said: str) -> str:
    """What a folded answer says without filler and without stretches of two characters or more that the question has."""
    kept, at = [], 0
    said = said.replace(" ", "")
    while at < len(said):
        end = at + 1
        while end < len(said) and said[at : end + 1] in asked:
            end += 1
        if end - at < 2:
            kept.append(said[at:end])
        at = end
    return _FILLER_ZH.sub("", "".join(kept)) or said
