"""Draws sentences from small grammars: `{name}` in a text is replaced by a draw from the list of that name, at any depth."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

__all__ = ["Grammar", "draw"]

Grammar = Mapping[str, Sequence[str]]

_BLANK = re.compile(r"\{(\w+)\}")


def draw(rng: random.Random, grammar: Grammar, start: str) -> str:
    """A text from the list `start`; a blank with a capital first letter begins with a capital."""
    text = rng.choice(grammar[start])
    for _ in range(8):
        if "{" not in text:
            break
        text = _BLANK.sub(lambda m: _fill(rng, grammar, m[1]), text)
    return text.strip()


def _fill(rng: random.Random, grammar: Grammar, name: str) -> str:
    if name in grammar:
        return rng.choice(grammar[name])
    found = rng.choice(grammar[name[:1].lower() + name[1:]])
    return found[:1].upper() + found[1:]
