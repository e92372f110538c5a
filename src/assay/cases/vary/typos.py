"""Slips of the fingers: a neighbouring key, a dropped, a doubled, or two swapped letters."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from assay.cases.vary import text_variation
from assay.cases.vary.spans import DECISIVE, free_words, rewrite

__all__ = ["SLIPS", "typos"]

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS: dict[str, str] = {
    c: row[max(i - 1, 0) : i] + row[i + 1 : i + 2] for row in _ROWS for i, c in enumerate(row)
}


def adjacent(rng: random.Random, word: str) -> str:
    """One inner letter becomes its neighbour on the keyboard."""
    i = rng.randrange(1, len(word))
    near = NEIGHBOURS.get(word[i].lower())
    return word[:i] + rng.choice(near) + word[i + 1 :] if near else word


def drop(rng: random.Random, word: str) -> str:
    """One inner letter is missing."""
    i = rng.randrange(1, len(word))
    return word[:i] + word[i + 1 :]


def double(rng: random.Random, word: str) -> str:
    """One letter is written twice."""
    i = rng.randrange(1, len(word))
    return word[: i + 1] + word[i:]


def swap(rng: random.Random, word: str) -> str:
    """Two inner neighbours change places."""
    i = rng.randrange(1, len(word) - 1)
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]


SLIPS: tuple[Callable[[random.Random, str], str], ...] = (adjacent, drop, double, swap)


@text_variation(
    "typos",
    family="characters",
    description="one to three words with a slip: a neighbouring key, a dropped, doubled or swapped letter",
)
def typos(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Slips in up to three free words of four letters or more; a slip never makes another word of the text or a
    decisive one ("larger" is not touched, and nothing becomes it)."""
    words = [(a, b) for a, b in free_words(text, protected) if b - a >= 4 and text[a:b].isalpha()]
    rng.shuffle(words)
    taken = {w.lower().strip(".,;:!?\"'()") for w in text.split()} | DECISIVE
    edits: list[tuple[int, int, str]] = []
    wanted = rng.randint(1, 3)
    for start, end in words:
        if len(edits) == wanted:
            break
        for _ in range(8):
            slipped = rng.choice(SLIPS)(rng, text[start:end])
            if slipped != text[start:end] and slipped.lower() not in taken:
                edits.append((start, end, slipped))
                break
    return rewrite(text, edits)
