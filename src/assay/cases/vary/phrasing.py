"""Words around a question that carry nothing: fillers, politeness, and contracted or spelled-out forms."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assay.cases.vary import text_variation
from assay.cases.vary.spans import rewrite

__all__ = ["CONTRACTIONS", "contractions", "fillers", "politeness"]

CONTRACTIONS: tuple[tuple[str, str], ...] = (
    ("did not", "didn't"),
    ("does not", "doesn't"),
    ("do not", "don't"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("was not", "wasn't"),
    ("were not", "weren't"),
    ("has not", "hasn't"),
    ("have not", "haven't"),
    ("had not", "hadn't"),
    ("will not", "won't"),
    ("would not", "wouldn't"),
    ("cannot", "can't"),
    ("what is", "what's"),
    ("who is", "who's"),
    ("where is", "where's"),
    ("that is", "that's"),
    ("it is", "it's"),
    ("there is", "there's"),
    ("they are", "they're"),
    ("I have", "I've"),
    ("I am", "I'm"),
)
"""Spelled-out forms and their contractions: the same meaning, the same number of negations."""

FILLERS = (
    "Well, here is one. ",
    "Okay, so. ",
    "Hm, let me see. ",
    "Right, here goes. ",
    "Um, so. ",
    "You know, I was wondering. ",
)
OPENINGS = (
    "Hello! I hope you are well. ",
    "Excuse me, could you help with this? ",
    "Good morning, I would be glad of your help. ",
    "Please help me with this. ",
)
CLOSINGS = (" Thank you!", " Thanks in advance.", " Much appreciated.", " Thank you very much.")


@text_variation("fillers", family="words", description="words of hesitation before the question")
def fillers(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """One or two fillers before the text."""
    return "".join(rng.sample(FILLERS, rng.randint(1, 2))) + text


@text_variation("politeness", family="words", description="a greeting or a plea before and thanks after the question")
def politeness(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """A polite opening, a polite close, or both."""
    opening, closing = rng.choice(OPENINGS), rng.choice(CLOSINGS)
    keep = rng.randrange(3)
    return (opening if keep != 1 else "") + text + (closing if keep != 0 else "")


@text_variation("contractions", family="words", description="did not ↔ didn't, what is ↔ what's")
def contractions(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Every spelled-out form becomes its contraction, and every contraction its spelled-out form."""
    table = {a: b for long, short in CONTRACTIONS for a, b in ((long, short), (short, long))}
    lowered = {k.lower(): v for k, v in table.items()}
    rule = re.compile(r"\b(?:" + "|".join(re.escape(k) for k in table) + r")\b", re.IGNORECASE)
    kept = [m.span() for item in protected if item for m in re.finditer(re.escape(item), text)]
    edits = []
    for m in rule.finditer(text):
        if any(m.start() < end and start < m.end() for start, end in kept):
            continue
        new = lowered[m.group().lower()]
        edits.append((*m.span(), new[0].upper() + new[1:] if m.group()[0].isupper() else new))
    return rewrite(text, edits)
