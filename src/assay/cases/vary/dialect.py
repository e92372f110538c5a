"""The same words as other people write them: British and American spelling, and colloquial English."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from assay.cases.vary import text_variation
from assay.cases.vary.spans import guarded, rewrite

__all__ = ["COLLOQUIAL", "SPELLINGS", "colloquial", "spelling"]

SPELLINGS: tuple[tuple[str, str], ...] = (
    ("colour", "color"),
    ("colours", "colors"),
    ("favourite", "favorite"),
    ("neighbour", "neighbor"),
    ("neighbours", "neighbors"),
    ("harbour", "harbor"),
    ("grey", "gray"),
    ("theatre", "theater"),
    ("centre", "center"),
    ("metre", "meter"),
    ("metres", "meters"),
    ("kilometres", "kilometers"),
    ("litre", "liter"),
    ("jewellery", "jewelry"),
    ("catalogue", "catalog"),
    ("programme", "program"),
    ("travelling", "traveling"),
    ("organise", "organize"),
    ("labour", "labor"),
    ("behaviour", "behavior"),
    ("honour", "honor"),
    ("aluminium", "aluminum"),
    ("pyjamas", "pajamas"),
)
"""British and American spellings of the same word, in lower case; none is another word on the other side."""

COLLOQUIAL: dict[str, str] = {
    "going to": "gonna",
    "want to": "wanna",
    "give me": "gimme",
    "let me": "lemme",
    "of": "o'",
    "because": "'cause",
    "about": "'bout",
    "them": "'em",
    "you": "ya",
    "your": "yer",
    "i am": "I'm",
}
"""Standard forms and how they sound in quick everyday speech."""


def _replaced(text: str, protected: Sequence[str], table: Mapping[str, str]) -> str:
    """Every word (or pair) of the table outside guarded spans becomes the other; longer ones first."""
    kept = guarded(text, protected)
    rule = re.compile(
        rf"(?<![\w'])(?:{'|'.join(sorted(map(re.escape, table), key=len, reverse=True))})(?![\w'])", re.IGNORECASE
    )
    edits = []
    for m in rule.finditer(text):
        if any(m.start() < end and start < m.end() for start, end in kept):
            continue
        new = table[m[0].lower()]
        edits.append((*m.span(), new[0].upper() + new[1:] if m[0][0].isupper() else new))
    return rewrite(text, edits)


@text_variation("spelling", family="words", description="British for American spelling and the other way round")
def spelling(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Every word that the two write differently changes sides; a word that is part of an answer stays."""
    return _replaced(text, protected, {a: b for pair in SPELLINGS for a, b in (pair, pair[::-1])})


@text_variation("colloquial", family="words", description="quick everyday speech in writing: gonna, wanna, o', 'em")
def colloquial(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Standard forms as they are spoken, wherever they stand outside names, numbers and quotations."""
    return _replaced(text, protected, COLLOQUIAL)
