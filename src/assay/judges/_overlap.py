"""How much of a text a reply repeats in order: ROUGE-L recall."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assay.judges._text import answer_part, fold

__all__ = ["rouge_l", "tokens"]

_WORD = re.compile(r"\w+")


def tokens(text: str) -> list[str]:
    """The words of a text or reply as they are compared: in folded case, without punctuation and reasoning blocks."""
    return _WORD.findall(fold(answer_part(text)))


def rouge_l(said: Sequence[str], true: Sequence[str]) -> float:
    """LCS(said, true) / len(true), in [0, 1]: the share of the words of `true` that `said` has in the same order, not
    necessarily next to one another. 0 where `true` is empty.

    ROUGE-L recall of Lin 2004 ("ROUGE: A Package for Automatic Evaluation of Summaries", section 3.1). The longest common
    subsequence is found with one integer as a row of bits (Hyyrö 2004): len(said) steps.
    """
    where: dict[str, int] = defaultdict(int)
    for place, word in enumerate(true):
        where[word] |= 1 << place
    full = (1 << len(true)) - 1
    row = full
    for word in said:
        kept = row & where.get(word, 0)
        row = ((row + kept) | (row - kept)) & full
    return (len(true) - row.bit_count()) / len(true) if true else 0.0
