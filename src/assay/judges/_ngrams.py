"""What the language classifier sees of a reply: hashed words and pieces of words of one to four letters, the scripts it is in, and
how many of the commonest words of a language it has."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import name
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assay.judges._common import common_words
from assay.judges._text import answer_part, fold

__all__ = ["BUCKETS", "ngrams"]

BUCKETS = 1 << 13

_READ = 1_500
"""Characters that are looked at: a language shows soon."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LONGEST = 4
_WEIGHT = 6
"""Buckets that a script, or a count of common words, falls in, so that it counts as much as some pieces of words."""


def ngrams(text: str) -> NDArray[np.int64]:
    """The buckets in [0, BUCKETS) that a reply falls in, each once, in order."""
    flat = fold(answer_part(text)[:_READ])
    words = _WORD.findall(flat)
    found = {f"\x00words {min(len(words), 4)}"}
    for word in set(words):
        padded = f" {word} "
        found.add(padded)
        found.update(padded[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(padded) - n + 1))
    found.update(_scripts("".join(words)))
    for place, n in enumerate(common_words(flat)):
        found.update(f"\x00common {place} {min(n, 3)} {i}" for i in range(_WEIGHT))
    return np.array(sorted({crc32(f.encode("utf-8", "replace")) % BUCKETS for f in found}), dtype=np.int64)


def _scripts(letters: str) -> list[str]:
    """The scripts, by the first word of a letter's name in Unicode, and in four steps how much of the reply is in each."""
    counts = Counter(name(letter, "?").partition(" ")[0] for letter in letters)
    return [f"\x00{s} {3 * n // len(letters)} {i}" for s, n in counts.items() for i in range(_WEIGHT)]
