"""Long patterns written as lists: one alternative a line, with `<name>` standing for a part that is used often.

A line that ends in a backslash goes on in the next one (write the list as a raw string).
"""

from __future__ import annotations

import re

__all__ = ["phrases", "pieces"]

_CONTINUED = re.compile(r"\\\n[ \t]*")


def pieces(block: str, **parts: str) -> str:
    """One group of all lines of `block`, in order, each `<name>` replaced by the part of that name.

    Parts are put in one after the other, so a part may contain a later one.
    """
    lines = [line.strip() for line in _CONTINUED.sub("", block).splitlines()]
    text = "(?:" + "|".join(line for line in lines if line) + ")"
    for name, part in parts.items():
        text = text.replace(f"<{name}>", part)
    return text


def phrases(block: str, *, start: bool = True, **parts: str) -> re.Pattern[str]:
    """A pattern of `pieces` that matches whole words of folded text, at its start or (`start=False`) anywhere."""
    return re.compile(("^" if start else r"(?<![\w'])") + pieces(block, **parts) + r"(?!\w)")
