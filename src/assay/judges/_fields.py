"""Reads replies in a stated form, such as "Answer: yes" and "Saved: 12", one field a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assay.judges._text import answer_part, both_ends, plain, unmarked

__all__ = ["read_fields"]

_EDGES = " \t\"'`*_,;{}[]|<>"


def read_fields(text: str, names: Sequence[str]) -> dict[str, str]:
    """The value of each named field that the reply gives, as written, "" where the field is named with nothing after it.

    A field is its name, a colon (or "=", "is", "：" or a dash), and what follows up to the line's end or the next field,
    in any case, with Markdown, bullets, table bars or JSON quotes around it. Fields may stand on one line. Where one is
    named twice, the last one with a value counts: a model may repeat the form before it fills it in. Names are matched
    as whole words; what stands in a reasoning block is no part of the reply.
    """
    body = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    mark = re.compile(
        rf"(?<![\w-])(?P<name>{body})[\"'*_` ]{{0,4}}(?:[:：=]|\bis\b(?= )|[-–—](?= )|\|)[\"'*_` ]{{0,4}}",
        re.IGNORECASE,
    )
    by_name = {name.casefold(): name for name in names}
    found: dict[str, str] = {}
    for line in unmarked(plain(both_ends(answer_part(text)))).split("\n"):
        marks = list(mark.finditer(line))
        ends = [*(m.start() for m in marks[1:]), len(line)]
        for this, end in zip(marks, ends, strict=False):
            value = line[this.end() : end].strip(_EDGES)
            name = by_name[this["name"].casefold()]
            if value or name not in found:
                found[name] = value
    return found
