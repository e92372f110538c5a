"""How a text looks, not what it says: case, blanks, punctuation marks and look-alike letters."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from assay.cases.vary import text_variation
from assay.cases.vary.spans import free_words, guarded, rewrite

__all__ = ["homoglyphs", "lowercase", "punctuation", "spacing", "titlecase", "uppercase"]

LOOKALIKES = {"a": "а", "c": "с", "e": "е", "i": "і", "o": "о", "p": "р", "x": "х", "y": "у"}
"""Latin letters and the Cyrillic ones that look the same."""


def _each_word(text: str, protected: Sequence[str], change: Callable[[str], str]) -> str:
    return rewrite(text, [(a, b, change(text[a:b])) for a, b in free_words(text, protected)])


@text_variation("lowercase", family="characters", description="all words in small letters, names and codes as they are")
def lowercase(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Free words in small letters."""
    return _each_word(text, protected, str.lower)


@text_variation("uppercase", family="characters", description="ALL WORDS IN CAPITALS, names and codes as they are")
def uppercase(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Free words in capitals."""
    return _each_word(text, protected, str.upper)


@text_variation("titlecase", family="characters", description="Every Word With A Capital, names and codes as they are")
def titlecase(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Free words with a capital."""
    return _each_word(text, protected, str.capitalize)


@text_variation("spacing", family="characters", description="doubled blanks, tabs and line breaks between words")
def spacing(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """One blank in four, and at least one, becomes two blanks, a tab or a line break; none inside a guarded span."""
    kept = guarded(text, protected)
    gaps = [i for i, c in enumerate(text) if c == " " and not any(a <= i < b for a, b in kept)]
    if not gaps:
        return f"  {text}"
    chosen = rng.sample(gaps, max(1, len(gaps) // 4))
    return rewrite(text, [(i, i + 1, rng.choice(("  ", "   ", "\t", "\n"))) for i in chosen])


@text_variation("punctuation", family="characters", description="a closing mark repeated, set apart or left out")
def punctuation(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """The last mark of the text is repeated, set apart by a blank, or left out; without one, a mark is added.

    Marks between sentences and inside numbers stay, so that no two facts run into one.
    """
    kept = guarded(text, protected)
    mark = re.search(r"[.?!]+\s*$", text)
    if mark is None or any(a < mark.end() and mark.start() < b for a, b in kept if b - a > 0 and b == len(text)):
        return f"{text} {rng.choice(('?', '??', '...'))}"
    found = mark.group().strip()
    new = rng.choice((found * 2, found * 3, f" {found}", ""))
    return text[: mark.start()] + new


@text_variation("homoglyphs", family="characters", description="a few letters replaced by ones that look the same")
def homoglyphs(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """One to four letters of free words become their Cyrillic look-alikes."""
    places = [i for a, b in free_words(text, protected) for i in range(a, b) if text[i] in LOOKALIKES]
    chosen = rng.sample(places, min(len(places), rng.randint(1, 4)))
    return rewrite(text, [(i, i + 1, LOOKALIKES[text[i]]) for i in chosen])
