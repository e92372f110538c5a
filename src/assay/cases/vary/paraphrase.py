"""Paraphrase by rules: the question put in other words of the same meaning, its facts as they are or with synonyms."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assay.cases.vary import text_variation
from assay.cases.vary.spans import guarded, rewrite

__all__ = ["REWORDINGS", "SYNONYMS", "reworded", "synonyms"]

REWORDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"How many (?=\w)", ("Exactly how many ", "Say how many ", "I ask you: how many ")),
    (r"Where did (?=\w)", ("In what place did ", "At which place did ")),
    (r"Who owns (?=\w)", ("Which person owns ", "Say who owns ")),
    (r"Who has (?=\w)", ("Which person has ", "Say who has ")),
    (r"Who is (?=\w)", ("Which person is ", "Say who is ")),
    (r"Which of these is (?=\w)", ("Among these, which is ", "Out of these, which one is ")),
    (r"On which day (?=\w)", ("On what day ", "On which day of the week ")),
    (r"What colour is (?=\w)", ("Which colour is ", "Of what colour is ")),
    (r"What is (?=\w)", ("Say what is ", "Please say: what is ")),
    (r"Going by (?=\w)", ("Judging by ", "According to ")),
    (r"May (?=[A-Z])", ("Say whether this is so: may ", "I want to know: may ")),
)
"""How a question opens, and other openings that ask for the same; none drops a word on which an answer turns."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "people": ("persons",),
    "sentences": ("statements",),
    "collect": ("gather",),
    "papers": ("documents",),
    "parts": ("pieces",),
    "buys": ("purchases",),
    "gets": ("receives",),
    "begins": ("starts",),
    "allow": ("permit",),
    "free": ("unoccupied",),
    "need": ("require",),
    "needs": ("requires",),
}
"""Words and others that say the same wherever they stand in these questions."""

_OPENING = re.compile("|".join(f"(?P<r{i}>{rule})" for i, (rule, _) in enumerate(REWORDINGS)))


@text_variation(
    "reworded", family="words", description="the question opened in other words: where did → in what place did"
)
def reworded(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """The last opening of a question that a rule knows, in other words; quotations and what is protected stay."""
    kept = guarded(text, protected)
    found = [
        m
        for m in _OPENING.finditer(text)
        if not text[: m.start()].rstrip(" \n") or text[: m.start()].rstrip(" \n")[-1] in ".?!:"
    ]
    found = [m for m in found if not any(m.start() < end and start < m.end() for start, end in kept)]
    if not found:
        return text
    m = found[-1]
    rule = next(i for i in range(len(REWORDINGS)) if m[f"r{i}"] is not None)
    return rewrite(text, [(*m.span(), rng.choice(REWORDINGS[rule][1]))])


@text_variation(
    "synonyms", family="words", description="a few plain words replaced by ones that say the same: people → persons"
)
def synonyms(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Every word of the table outside guarded spans becomes a synonym."""
    kept = guarded(text, protected)
    rule = re.compile(rf"(?<![\w'-])(?:{'|'.join(SYNONYMS)})(?![\w'-])")
    edits = [
        (*m.span(), rng.choice(SYNONYMS[m[0]]))
        for m in rule.finditer(text)
        if not any(m.start() < end and start < m.end() for start, end in kept)
    ]
    return rewrite(text, edits)
