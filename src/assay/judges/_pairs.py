"""How alike two short answers are, in a dozen measures: what the classifier of equivalence sees."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from assay.judges._numbers import read_number
from assay.judges._text import answer_key, strip_accents

__all__ = ["MEASURES", "compared"]

_LONGEST = 300
_DENY = "not no never isn't neither nor none without except non un ne pas nicht kein"
_OPPOSE = (
    "north south east west upper lower left right first last old new inner outer before after up down more less am pm"
)
_LEAD = "the a an of and in on at de la el los las du des le il di der die das it is was that would be city republic kingdom called"
_DENIES, _OPPOSITES, _SMALL = frozenset(_DENY.split()), frozenset(_OPPOSE.split()), frozenset(_LEAD.split())

MEASURES = (
    "same text",
    "same words in another order",
    "share of words in common",
    "all words of the shorter in the longer",
    "likeness of letters",
    "same number",
    "another number",
    "one denies",
    "words of opposite meaning differ",
    "initials of the other",
    "same start",
    "share of length",
    "words of the longer that are left over",
    "likeness of the least alike word",
    "one word each",
)


def compared(a: str, b: str) -> NDArray[np.float64]:
    """The measures of two answers, each in [0, 1]; their order does not count."""
    x, y = sorted((strip_accents(answer_key(t[:_LONGEST])) for t in (a, b)), key=lambda t: (len(t), t))
    one, two = _words(x), _words(y)
    common = set(one) & set(two)
    rest = set(one) ^ set(two)
    shorter, longer = sorted((one, two), key=len)
    p, q = read_number(x), read_number(y)
    found = (
        x == y,
        sorted(one) == sorted(two),
        2 * len(common) / max(len(set(one)) + len(set(two)), 1),
        bool(shorter) and set(shorter) <= set(longer),
        SequenceMatcher(None, x, y, autojunk=False).ratio(),
        p is not None and q is not None and p.value == q.value,
        p is not None and q is not None and p.value != q.value,
        bool(rest & _DENIES),
        bool(rest & _OPPOSITES),
        _initials(one, y) or _initials(two, x),
        bool(x[:3]) and x[:3] == y[:3],
        len(x) / max(len(y), 1),
        min(len(set(longer) - set(shorter)), 5) / 5,
        _least_alike(shorter, longer),
        len(one) == len(two) == 1,
    )
    return np.array(found, dtype=np.float64)


def _words(text: str) -> list[str]:
    kept = "".join(c if c.isalnum() or c in ".'" else " " for c in text).split()
    found = [w.strip(".'") or w for w in kept]
    return [w for w in found if w not in _SMALL] or found


def _initials(words: Sequence[str], other: str) -> bool:
    short = "".join(c for c in other if c.isalnum())
    return (
        2 <= len(short) <= 5 and len(words) == len(short) and all(w[0] == c for w, c in zip(words, short, strict=True))
    )


def _least_alike(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """How much the word that is least like any of the other answer's is like the nearest of them."""
    return min(
        (max((SequenceMatcher(None, w, v, autojunk=False).ratio() for v in longer), default=0.0) for w in shorter),
        default=0.0,
    )
