"""The yes/no judge: does the answer affirm or deny?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.judges._declined import looks_refused
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._text import answer_part, final_cue, fold, is_empty, plain, sentences, unmarked
from assay.records import Case, Reply, Verdict

__all__ = ["YesNo", "polarity", "yes_no"]

_YES = (
    "yes|yeah|yep|yup|true|correct|right|affirmative|indeed|certainly|absolutely|definitely|of course|agreed|exactly"
    "|sí|si|verdadero|cierto|correcto|claro|oui|vrai|exact|ja|richtig|wahr|stimmt|korrekt"
)
_NO = (
    "no|nope|nah|false|incorrect|wrong|untrue|negative|certainly not|absolutely not|definitely not|of course not|not at all|not true|not correct"
    "|not right|not really|falso|incorrecto|non|faux|nein|falsch|unwahr|inkorrekt"
)
_HEDGE = re.compile(
    r"\b(?:it depends|that depends|depends on|yes and no|yes or no|no and yes|both yes and no|partly|partially|sort of|kind of|in some ways"
    r"|sometimes|it varies|neither yes nor no|hard to say|maybe|perhaps|possibly|depende|quizás|tal vez|ça dépend|peut-être|kommt darauf an|vielleicht)\b"
    r"|看情况|不一定|也许|可能"
)
_LEAD = re.compile(
    rf"^[\"'(\[]*(?:(?:well|so|sure|hmm|okay|ok|oh|ah)[,.!]? )?(?:the answer is[: ]+|answer[: ]+)?[\"'(]*(?:(?P<no>{_NO})|(?P<yes>{_YES}))(?![\w'-])(?P<after>.?)"
)
_NOT_AN_ANSWER = re.compile(
    r"^(?:no (?:problem|worries|doubt|idea|wonder|matter|one\b|question about)|right (?:now|away|here|after|before)|true (?:or|to)|yes or|correct me|si [a-záéíóúñ]+ (?!\w*[.!,])|exact \w|ja\w|wrong or|right or|negative (?:\w+ ){0,2}(?:effects|impact|numbers))"
)
_STATES = re.compile(
    r"\b(?:that|this|it|which|statement|claim|sentence|answer|you|he|she|they|assertion)(?:'s| is|'re| are| was| would be|)? (?P<not>(?:is |are )?(?:not|n't|never) |isn't |aren't |wasn't )?(?:\w+ly |quite |indeed |in fact )?"
    r"(?P<word>true|correct|right|accurate|false|incorrect|wrong|untrue|inaccurate|mistaken)\b(?! (?:to|now|away|about|if|only))"
)
_ZH_NO = re.compile(r"^(?:不是|不对|不正确|不可以|不能|不会|不|否|没有|错误|错|假)")
_ZH_YES = re.compile(r"^(?:是的|是|对的|对|正确|没错|可以|能|会|有|真)(?!不)")
_ZH_QUESTION = re.compile(r"^(?:是不是|是否|对不对|能不能|会不会)")


def polarity(text: str) -> str:
    """ "yes", "no", "hedge", "both" (it contradicts itself) or "" (it does neither), for a reply or a reference."""
    flat = fold(text)
    parts = [fold(s) for s in sentences(unmarked(plain(text)))]
    parts = [p for p in parts if p]
    if not parts:
        return ""
    if (zh := _chinese(flat)) is not None:
        return zh
    cue = final_cue(flat)
    if cue >= 0 and (lead := _lead(flat[cue:].lstrip(" :\"'("))):
        return lead
    lead = _lead(parts[0])
    said = _stated(flat)
    if _HEDGE.search(parts[0]) or (len(parts) > 1 and _HEDGE.match(parts[1])):
        return "hedge"
    if lead and said and said != lead:
        return "both"
    if lead:
        later = {p for s in parts[1:] if (p := _lead(s)) and re.match(r"(?:yes|no|true|false)\b", s)}
        return "both" if later - {lead} else lead
    return said


def _lead(part: str) -> str:
    """The polarity of the word that a sentence starts with."""
    if _NOT_AN_ANSWER.match(part):
        return ""
    m = _LEAD.match(part)
    if not m:
        return ""
    word = m["no"] or m["yes"]
    if word in ("right", "exact", "ja", "si", "non", "negative", "wrong", "correct", "true", "false", "exactly") and m[
        "after"
    ] not in ("", ".", ",", "!", ";", ":", ")", '"', "'"):
        return ""
    return "no" if m["no"] else "yes"


def _stated(flat: str) -> str:
    """What "that is (not) true" and its kin say, throughout the reply; "both" where they disagree."""
    found = set()
    for m in _STATES.finditer(flat):
        good = m["word"] in ("true", "correct", "right", "accurate")
        found.add("yes" if good != bool(m["not"]) else "no")
    if re.match(r"(?:it|that|this) (?:is|was|does|can|will)(?:n't| not)\b", flat) and not found:
        return ""
    return found.pop() if len(found) == 1 else "both" if found else ""


def _chinese(flat: str) -> str | None:
    if not flat or not "\u4e00" <= flat[0] <= "\u9fff":
        return None
    if _HEDGE.match(flat):
        return "hedge"
    if _ZH_QUESTION.match(flat):
        return ""
    return "no" if _ZH_NO.match(flat) else "yes" if _ZH_YES.match(flat) else ""


@dataclass(frozen=True)
class YesNo:
    """See `yes_no`."""

    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        said = polarity(text)
        if said in ("yes", "no"):
            wanted = {polarity(r) for r in (case.reference, *case.accept)}
            return scored(self.name, said in wanted, said, extra={"yes": float(said == "yes")})
        if kind := looks_refused(text):
            return declined(self.name, kind)
        why = {"hedge": "neither yes nor no", "both": "yes and no contradict each other", "": "no yes or no"}[said]
        return unread(self.name, why, said if said == "hedge" else "")


def yes_no(turn: int = -1) -> YesNo:
    """A judge that reads whether an answer affirms or denies; 1 = as the reference does ("yes", "no", "true", …).

    The word after a last cue ("The answer is no") decides; else the word that the reply starts with, unless "that is (not)
    true" or a later sentence contradicts it ("No, that's right" → `unparsed`); else what such a phrase says ("That is not
    correct" = no, "not wrong" = yes). "No problem", "no doubt", "right now" and "know" are no answers. Also basic words
    of Spanish, French, German and Chinese (sí, oui, ja, 是, 不是).

    Outcomes: "It depends", "yes and no", "maybe" → `unparsed` with the label "hedge"; contradiction or neither → `unparsed`;
    empty → `unparsed`; a declining reply → `refused`. Label "yes" or "no"; `extra["yes"]` is 1 for yes and 0 for no, for rates of
    saying yes. Without a reference the value is 0.
    """
    return YesNo(turn, "yes_no@1" + (f":turn={turn}" if turn != -1 else ""))
