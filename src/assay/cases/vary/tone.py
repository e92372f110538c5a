"""How a question is voiced: conditional, passive, emphatic, emotional. What is asked and what is told stay."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assay.cases.vary import text_variation
from assay.cases.vary.spans import rewrite

__all__ = ["conditional", "emotional", "emphatic", "passive"]

CONDITIONAL = (
    "If somebody put this to you, what would you say? ",
    "Suppose that a friend wanted to know this. ",
    "Imagine that you were given this to solve. ",
    "Should you be asked this, how would you answer? ",
)
EMPHATIC = (
    ("This is important: ", ""),
    ("Listen carefully! ", ""),
    ("", " This really matters!"),
    ("Attention, please! ", " Be exact!"),
    ("", " I mean it!"),
)
EMOTIONAL = (
    "I am so nervous about this. ",
    "I am really happy that I can ask you. ",
    "I am quite desperate by now. ",
    "This makes me sad, I keep getting it wrong. ",
    "I am a little angry that nobody helps me. ",
    "I am so excited about this one! ",
)
_PARTICIPLES = {"left": "left", "found": "found", "bought": "bought", "lost": "lost"}
_ACTIVE = re.compile(
    rf"(?<![\w'])(?P<who>[A-Z][a-z]+) (?P<verb>{'|'.join(_PARTICIPLES)}) (?P<what>(?:the|an?) [a-z]+(?: [a-z]+)?)"
    r"(?P<where> at the [a-z]+)(?=[,.])"
)


@text_variation("conditional", family="words", description="put as a case that might be: if somebody asked you this")
def conditional(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """A conditional sentence before the text."""
    return rng.choice(CONDITIONAL) + text


@text_variation("emphatic", family="words", description="with words and marks of emphasis")
def emphatic(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Emphasis before the text, after it, or both."""
    before, after = rng.choice(EMPHATIC)
    return before + text + after


@text_variation("emotional", family="words", description="with a feeling of the asker's stated first")
def emotional(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """A sentence of feeling before the text."""
    return rng.choice(EMOTIONAL) + text


@text_variation(
    "passive", family="words", description="Mina left a scarf at the gym → a scarf was left at the gym by Mina"
)
def passive(rng: random.Random, text: str, protected: Sequence[str] = ()) -> str:
    """Every plain clause of somebody doing something to a thing at a place, in the passive; quotations stay."""
    quoted = [m.span() for m in re.finditer(r'"[^"]*"', text)]
    edits = []
    for m in _ACTIVE.finditer(text):
        if any(m.start() < end and start < m.end() for start, end in quoted):
            continue
        what = m["what"]
        if m.start() == 0 or text[: m.start()].rstrip()[-1:] in (".", "?", "!"):
            what = what[0].upper() + what[1:]
        edits.append((*m.span(), f"{what} was {_PARTICIPLES[m['verb']]}{m['where']} by {m['who']}"))
    return rewrite(text, edits)
