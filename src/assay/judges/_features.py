"""What small classifiers see of a reply: hashed runs of words, hashed pieces of words, its shape, and what the rules say of it.

The same texts give the same features on every machine: the hash is CRC-32, not Python's own.
"""

from __future__ import annotations

import re
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assay.judges._declined import looks_refused
from assay.judges._text import answer_part, fold, plain
from assay.judges._toxic import read_insult

__all__ = ["BUCKETS", "features"]

BUCKETS = 1 << 14

_READ = 8_000
_HEAD, _TAIL = 80, 30
"""Words of a reply that are looked at, at its start and at its end: what a reply does shows there."""
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[.!?:;…,]")
_STEP = re.compile(
    r"^[ \t]*(?:(?:\*\*)?step \d{1,2}\b|\(?\d{1,2}[.)]|\([a-e]\)|[-*•])[ \t]*\S", re.IGNORECASE | re.MULTILINE
)
_QUOTED = re.compile(r'"[^"\n]{1,300}"')
_QUOTE = re.compile(r"[\"«»„“”「]")


def features(text: str) -> NDArray[np.int64]:
    """The buckets in [0, BUCKETS) that a reply falls in, each once, in order."""
    kept = answer_part(text)[:_READ]
    words = ["#" if w.isdigit() else w for w in _TOKEN.findall(fold(kept))]
    # what stands at an end tells more, so that it is marked
    read = ["^", *words, "$"] if len(words) <= _HEAD + _TAIL else ["^", *words[:_HEAD], "…", *words[-_TAIL:], "$"]
    found = {*read, *map(" ".join, pairwise(read))}
    found.update(map(" ".join, zip(read, read[1:], read[2:], strict=False)))
    for word in read[:60]:
        if len(word) > 4:
            found.update(f"~{word[i : i + 4]}" for i in range(len(word) - 3))
    found.update(_shape(kept, len(words)))
    return np.array(sorted({crc32(f.encode("utf-8", "replace")) % BUCKETS for f in found}), dtype=np.int64)


def _shape(text: str, words: int) -> list[str]:
    bare = _QUOTED.sub(" … ", plain(text))
    return [
        f"\x00declines {looks_refused(text)}",
        f"\x00insults {bool(read_insult(text))} {bool(read_insult(bare))}",
        f"\x00steps {min(len(_STEP.findall(plain(text))), 3)}",
        f"\x00words {words.bit_length()}",
        f"\x00asks {text.rstrip().endswith(('?', '？'))}",
        f"\x00quotes {min(len(_QUOTE.findall(text)) // 2, 2)}",
    ]
