"""Which parts of a text a variation may touch: the rule behind the promise that an answer still holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["DECISIVE", "free_words", "guarded", "rewrite"]

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_CODED = re.compile(r"\S*\d\S*")

_TURNING = """
    no not none never nor neither nothing nobody without except unless only but cannot
    all any some every each both either most least more less fewer few many much than
    before after first last next previous earlier later until since yesterday today tomorrow
    above below under over between inside outside left right up down
    largest smallest highest lowest biggest greatest tallest shortest longest oldest youngest fastest slowest heaviest
    lightest larger smaller higher lower bigger greater taller shorter longer older younger faster slower heavier
    lighter plus minus times divided sum difference product total half double twice
    one two three four five six seven eight nine ten eleven twelve
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    if and or is are was were has have had can do does did will would should could must
"""
DECISIVE = frozenset(_TURNING.split())
"""Words on which an answer can turn: negations, quantifiers, comparisons, order, places, numbers, days, auxiliaries."""

_OPENING = """
    what which who whom whose where when why how the this that these those here there it its they their
    in on at for from with to of as by a an my your our please find look read think choose pick name say count
"""
_OPENERS = frozenset(_OPENING.split())


def guarded(text: str, protected: Sequence[str] = ()) -> list[tuple[int, int]]:
    """The [start, end) spans that must survive: `protected` strings wherever they stand, quotations, and everything
    with a digit up to the next blank. Sorted; spans may overlap."""
    spans = [m.span() for rule in (_QUOTED, _CODED) for m in rule.finditer(text)]
    for item in protected:
        if item:
            spans += [m.span() for m in re.finditer(re.escape(item), text)]
    return sorted(spans)


def free_words(text: str, protected: Sequence[str] = ()) -> list[tuple[int, int]]:
    """The spans of words that may be changed: outside `guarded` spans, not DECISIVE, no name.

    A word with a capital is taken for a name, unless it opens a sentence and is a word that sentences open with;
    single letters are left alone too.
    """
    spans = guarded(text, protected)
    out = []
    for m in _TOKEN.finditer(text):
        word = m.group()
        if len(word) == 1 or word.lower() in DECISIVE or word.lower().endswith(("n't", "n’t")):
            continue
        if not word.islower() and not (word.lower() in _OPENERS and _opens(text, m.start())):
            continue
        if any(m.start() < end and start < m.end() for start, end in spans):
            continue
        out.append(m.span())
    return out


def rewrite(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """`text` with every [start, end) replaced; the edits must not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in ".?!:\n"
