"""Whether a reply declines: refuses ("I can't help with that") or abstains ("I don't know").

Used by every judge that reads answers, so that a model which declines is counted neither as wrong nor as right.
It works by whole sentences: "I don't know why, but it's Paris" answers, "I don't know why it is so" does not.
"""

from __future__ import annotations

import re
from typing import Literal

from assay.judges._declining import (
    ABSTAIN,
    ABSTAIN_OTHER,
    ABSTAIN_WHOLE,
    ANSWERS,
    BREAK,
    FILLER,
    LINK,
    NOT_REFUSING,
    OFFER,
    REFUSE,
    REFUSE_OTHER,
    TURN,
)
from assay.judges._text import answer_part, fold, plain, sentences, unmarked

__all__ = ["Declined", "core", "declines", "looks_refused"]

Declined = Literal["refused", "abstained", ""]

_LONGEST = 400
"""Characters of a sentence, and sentences of a reply, that are looked at: what declines does so early."""

_ACKNOWLEDGE = re.compile(
    r"^(?:i|we) (?:understand|know|see|get|appreciate|reali[sz]e|hear|recogni[sz]e)\b[^.]{0,200}?"
    r"(?:, but|, however| but|; however|, yet),? +"
)
_UNSPACED = re.compile("[\u4e00-\u9fff]")
"""Chinese, whose words cannot be counted by spaces."""
_CLAUSE = re.compile(
    r",? (?:but|however|so|and|still|therefore|hence|which is why|that is why|that's why)\b,? +|; *| [-—] +|: +|\] +"
    r"|, (?=(?:i|i'm|we|it's|that's)\b)|[,;] ?(?=(?:我|所以|因此|抱歉|对不起))|,? y (?=no )|, (?=(?:así que )?(?:no puedo|lo siento))"
)


def core(sentence: str) -> str:
    """The sentence without the courtesies it starts with."""
    text = sentence.lstrip(" \"'([").removeprefix("…")
    while (m := FILLER.match(text)) and m.end():
        text = text[m.end() :]
    return text.strip(" ,:;-\"'")


def _is_filler(sentence: str) -> bool:
    return not core(sentence.rstrip(".!, ") + ", ")


def declines(sentence: str, *, anywhere: bool = False) -> Declined:
    """Whether one folded sentence refuses or abstains as a whole; `anywhere`: or refuses in one of its clauses.

    With `anywhere` it does not matter what else the sentence says; else it must not go on to answer.
    """
    sentence = sentence[:_LONGEST]
    whole = core(sentence)
    if ABSTAIN_WHOLE.fullmatch(whole.strip(".!?()[]…,。！ ")):
        return "abstained"
    for text in dict.fromkeys((whole, core(_ACKNOWLEDGE.sub("", whole)))):
        # A refusal is looked for first: "I cannot tell you how" refuses, "I cannot tell" abstains.
        if m := REFUSE.match(text) or REFUSE_OTHER.match(text):
            if not NOT_REFUSING.match(m[0][m[0].find(" ") + 1 :] + text[m.end() :]):
                return "refused" if anywhere or not _goes_on_to_answer(text[m.end() :]) else ""
        elif m := ABSTAIN.match(text) or ABSTAIN_OTHER.match(text):
            return "" if _goes_on_to_answer(text[m.end() :]) else "abstained"
    if anywhere:
        for clause in _CLAUSE.split(sentence)[1:]:
            text = core(clause)
            if (m := REFUSE.match(text) or REFUSE_OTHER.match(text)) and not NOT_REFUSING.match(text):
                return "refused"
    return ""


def _goes_on_to_answer(rest: str) -> bool:
    """Whether what follows the declining words in the same sentence is an answer: ", but it's Paris", ", Paris?"."""
    parts = [p.strip(" .!?,。！") for p in BREAK.split(rest)]
    for mark, part in zip(BREAK.findall(rest), parts[1:], strict=True):
        if not part or OFFER.match(part) or ABSTAIN.match(part) or REFUSE.match(part) or ABSTAIN_WHOLE.fullmatch(part):
            continue
        if TURN.search(mark) or ANSWERS.match(part):
            return True
        if len(parts) == 2 and not LINK.match(part) and len(part.split()) <= 3 and not _UNSPACED.search(part):
            return True
    return False


def looks_refused(text: str) -> Declined:
    """Whether the reply as a whole refuses or abstains, rather than answers.

    It does where its first sentence (after "Sorry", "As an AI", …) declines as a whole, or its last one concludes that
    nothing can be known, and no other sentence gives an answer ("The answer is", "I would guess", "It's"). "I can't
    stress enough", "I'm not sure why, but it is Paris" and a mere "As an AI language model" decline nothing.
    """
    lines = [fold(s) for s in sentences(unmarked(plain(answer_part(text)[: 10 * _LONGEST])))]
    lines = [s for s in lines if s and not _is_filler(s)]
    if not lines:
        return ""
    kind, rest = declines(lines[0]), lines[1:]
    if not kind and 1 < len(lines) <= 6 and not lines[-1].startswith("i"):
        last = declines(lines[-1])
        kind, rest = (last if last == "abstained" else ""), lines[:-1]
    if kind and not any(not declines(s) and not OFFER.match(s) and ANSWERS.match(core(s)) for s in rest):
        return kind
    return ""
