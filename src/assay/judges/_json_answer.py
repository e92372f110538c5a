"""Reading the answer of a reply that was asked to be a JSON object: the value of its "answer", and whether a parser could.

The reply is first read as a program would read it; where that fails, an object somewhere in the text is looked for, so
that the wrong form and the wrong answer stay two things.
"""

from __future__ import annotations

import json
import re
from typing import Any

from assay.judges._text import answer_part, both_ends

__all__ = ["json_answer"]

_FENCE = re.compile(r"^\s*```(?:json)?\s*\n?(.*?)\n?\s*```\s*$", re.DOTALL | re.IGNORECASE)
_OBJECT = re.compile(r"\{[^{}]{0,2000}\}")


def json_answer(text: str, key: str = "answer") -> tuple[str | None, bool]:
    """The value of `key` as text, and whether the whole reply is that object (a code fence around it is allowed).

    (None, False) where there is no such object. A value that is itself a list or an object is no answer.
    """
    text = answer_part(text)
    fenced = _FENCE.match(text) if len(text) < 20_000 else None
    whole = _value(fenced[1] if fenced else text, key) if len(text) < 20_000 else None
    if whole is not None:
        return whole, True
    for found in list(_OBJECT.finditer(both_ends(text)))[:50]:
        value = _value(found[0], key)
        if value is not None:
            return value, False
    return None, False


def _value(text: str, key: str) -> str | None:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    value = found.get(key) if isinstance(found, dict) else None
    if isinstance(value, bool):
        return "True" if value else "False"
    return str(value) if isinstance(value, str | int | float) else None
