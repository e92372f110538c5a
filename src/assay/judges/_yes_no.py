"""The yes/no judge: does the answer affirm or deny?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assay.judges._declined import looks_refused
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._phrases import phrases, pieces
from assay.judges._text import answer_part, cues, fold, is_empty, plain, sentences, unmarked
from assay.records import Case, Reply, Verdict

__all__ = ["Polarity", "YesNo", "polarity", "yes_no"]

Polarity = Literal["yes", "no", "hedge", "both", ""]

_END = 4_000
"""Characters of a reply that are read: a yes or no stands early."""

_LONGEST = 24
"""Characters of a yes or no that stands by itself."""

_YES = pieces(
    r"""
    yes|yeah|yep|yup|true|correct|right|affirmative|indeed|certainly|absolutely|definitely|of course|agreed|exactly
    sí|si|verdadero|cierto|correcto|claro|oui|vrai|exact|ja|richtig|wahr|stimmt|korrekt
    """
)
_NO = pieces(
    r"""
    (?:certainly|absolutely|definitely|of course) not|(?:not|isn't|is not) (?:at all|true|correct|right|really)
    no|nope|nah|false|incorrect|wrong|untrue|negative|falso|incorrecto|non|faux|nein|falsch|unwahr|inkorrekt
    """
)
_LEAD = re.compile(
    rf"^[\"'(\[]*(?:(?:well|so|sure|hmm|okay|ok|oh|ah)[,.!]? )?[\"'(]*(?:(?P<no>{_NO})|(?P<yes>{_YES}))(?![\w'-])"
)
_ENDS = re.compile(r"^[\"')\]]*(?:$|[.,!;:)\"'…])")
_NO_GOES_ON = phrases(
    r"""
    it|he|she|they|i|we|you|this|that|the|there|because|as|since|not|its|but|and|in|is|sir|madam|these|those\
      |according|unfortunately
    """
)
_ADJECTIVES = frozenset(
    [
        "right",
        "exact",
        "ja",
        "si",
        "non",
        "negative",
        "wrong",
        "correct",
        "true",
        "false",
        "exactly",
        "indeed",
        "claro",
        "cierto",
    ]
)
"""Words that answer only where nothing but a pause follows: "Right." does, "Right now it rains" does not."""
_NOT_AN_ANSWER = phrases(
    "no (?:problem|worries|doubt|idea|wonder|matter|one|question about)|(?:yes|no|true|false|right|wrong) or"
)
_HEDGE = phrases(
    r"""
    (?:it|that) (?:really |all )?depends|depends on|yes and no|no and yes|partly|partially|sort of|kind of\
      |in some ways|it varies
    neither yes nor no|hard to say|maybe|perhaps|possibly|sometimes|depende|quizás|tal vez|ça dépend|peut-être\
      |kommt darauf an|vielleicht
    """,
    start=False,
)
_HEDGE_ZH = re.compile("看情况|不一定|也许|可能")
_STATES = re.compile(
    r"\b(?:that|this|it|which|statement|claim|sentence|answer|you|he|she|they|assertion|proposition)"
    r"(?:'s| is|'re| are| was| would be|)? (?P<not>(?:is |are )?(?:not|never) |isn't |aren't |wasn't )?"
    r"(?:\w+ly |quite |in fact )?(?P<word>true|correct|right|accurate|false|incorrect|wrong|untrue|inaccurate|mistaken)"
    r"\b(?! (?:to|now|away|about|if|only|or))"
)
_STATES_ES = re.compile(
    r"(?<![\w'])(?P<not>(?:no|tampoco|nunca) )?(?:es|era|sería|resulta)(?: (?:totalmente|completamente|absolutamente))?"
    r" (?P<word>verdad|verdader[oa]|ciert[oa]|correct[oa]|exact[oa]|fals[oa]|incorrect[oa]|erróne[oa]|mentira)(?!\w)"
    r"(?! (?:si|solo|sólo|que no|o)\b| ?\?)"
)
_GOOD = ("true", "correct", "right", "accurate", "verdad", "verdader", "ciert", "correct", "exact")
_ZH_QUESTION = re.compile("是不是|是否|对不对|能不能|会不会|有没有")
_ZH_TWICE = re.compile("没有?错|不错|不假|(?:不是|并非|并不是)(?:错|假|不对|不正确)")
_ZH_NO = re.compile("不是|不对|不正确|不可以|不能|不会|不|否|没有|错误|错|假|并非|并不")
_ZH_YES = re.compile("是的|是|对的|对|正确|没错|可以|能|会|有|真")
_ZH_CUE = re.compile("^(?:我的|最终|正确)?答案(?:应该)?(?:是|为)?[:,]? ?")
_ZH_STATES = re.compile(
    "^(?:我认为|我觉得|所以|因此)?(?:这|那|该|此|它|他|她|这个|那个|上述)?(?:种|句|条)?(?:话|说法|陈述|句子|命题|判断|回答|观点|表述)?"
    "(?P<twice>没有?错|不假|(?:是)?不错的)"
    "|^(?:我认为|我觉得|所以|因此)?(?:这|那|该|此|它|他|她|这个|那个|上述)?(?:种|句|条)?(?:话|说法|陈述|句子|命题|判断|回答|观点|表述)?"
    "(?P<not>并?不是|并非|并?不|是不|不太)?是?(?P<word>正确|对|真|属实|成立|错误?|假|有误)的?(?=[,.;:!?。!]|$)"
)
_ZH_BAD = ("错", "错误", "假", "有误")


def polarity(text: str) -> Polarity:
    """What a reply or a reference says; "both" where it contradicts itself, "" where it says neither."""
    text = text[:_END]
    flat = fold(text)
    if "\u4e00" <= flat[:1] <= "\u9fff":
        return _chinese(flat)
    parts = [s for p in sentences(unmarked(plain(text))) if (s := fold(p))]
    if not parts:
        return ""
    for start, end in reversed(cues(flat)):
        # "this answer is correct" speaks of the answer, and is none
        if not flat.endswith("this ", 0, start) and (said := _lead(flat[end:].lstrip(" :\"'("))):
            return said
    lead, stated = _lead(parts[0]), _stated(flat)
    if _HEDGE.search(parts[0]) or (len(parts) > 1 and _HEDGE.match(parts[1])):
        return "hedge"
    if not lead:
        return stated or _by_itself(parts)
    later = {said for p in parts[1:] if (said := _lead(p, alone=True))}
    return "both" if later - {lead} or (stated and stated != lead) else lead


def _lead(part: str, *, alone: bool = False) -> Polarity:
    """The polarity of the word that a sentence starts with; `alone`: only where a pause follows it."""
    m = _LEAD.match(part)
    if not m or _NOT_AN_ANSWER.match(part):
        return ""
    word, rest = m["no"] or m["yes"], part[m.end() :]
    if not _ENDS.match(rest) and (
        alone or word in _ADJECTIVES or (word == "no" and not _NO_GOES_ON.match(rest.lstrip()))
    ):
        return ""
    return "no" if m["no"] else "yes"


def _by_itself(parts: Sequence[str]) -> Polarity:
    """What stands alone as a sentence, or after a colon ("Here is my reply: yes"), where nothing else says it; "" for two."""
    bare = [end.strip(" .!\"'()[]*") for p in parts if not p.endswith("?") for end in (p, p.rpartition(": ")[2])]
    found = {
        said for p in bare if len(p) <= _LONGEST and (said := _lead(p, alone=True)) and _LEAD.sub("", p, count=1) == ""
    }
    return found.pop() if len(found) == 1 else ""


def _stated(flat: str) -> Polarity:
    """What "that is (not) true" and its kin say, throughout the reply; "both" where they disagree."""
    found = {(m["word"] in _GOOD) != bool(m["not"]) for m in _STATES.finditer(flat)}
    found |= {m["word"].startswith(_GOOD) != bool(m["not"]) for m in _STATES_ES.finditer(flat)}
    if len(found) == 2:
        return "both"
    return "" if not found else "yes" if True in found else "no"


def _chinese(flat: str) -> Polarity:
    flat = _ZH_CUE.sub("", flat)
    if _HEDGE_ZH.match(flat):
        return "hedge"
    if _ZH_QUESTION.match(flat):
        return ""
    if m := _ZH_STATES.match(flat):
        return "yes" if m["twice"] or (m["word"] in _ZH_BAD) == bool(m["not"]) else "no"
    if _ZH_TWICE.match(flat):
        return "yes"
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
        if said == "hedge":
            return unread(self.name, "neither yes nor no", "hedge")
        return unread(self.name, "yes and no contradict each other" if said == "both" else "no yes or no")


def yes_no(turn: int = -1) -> YesNo:
    """A judge that reads whether an answer affirms or denies; 1 = as the reference does ("yes", "no", "true", …).

    The word after the last cue ("The answer is no") decides; else the word that the reply starts with, unless "that is
    (not) true" or a later sentence contradicts it ("No, that's right" → `unparsed`); else what such a phrase says
    ("That is not correct" = no, "not wrong" = yes). "No problem", "no other river", "right now", "know" are no answers.
    Also basic words of Spanish, French, German and Chinese (sí, oui, ja, 是, 不是).

    Outcomes: "It depends", "yes and no", "maybe" → `unparsed` with the label "hedge"; contradiction or neither →
    `unparsed`; empty → `unparsed`; a declining reply → `refused`. Label "yes" or "no"; `extra["yes"]` is 1 for yes and
    0 for no, for rates of saying yes. Without a reference the value is 0.
    """
    return YesNo(turn, "yes_no@1" + (f":turn={turn}" if turn != -1 else ""))
