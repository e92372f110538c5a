"""Text that a model wrote, made safe and honest to show: escaped, and what cannot be seen is written out.

Direction overrides, zero-width characters and control codes can make a text read otherwise than it is; each is shown as
a mark with its code point. Joiners inside emoji and in scripts that need them stay.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

__all__ = ["LIMIT", "clip", "marked", "plain"]

LIMIT = 1500
"""Characters of one text that a report shows; the run's samples hold the whole."""

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)
_JOINERS = "\u200c\u200d"


def clip(text: str, limit: int = LIMIT) -> tuple[str, int]:
    """The text's first `limit` characters, and how many are left out."""
    return (text, 0) if len(text) <= limit else (text[:limit], len(text) - limit)


def _joins(text: str, place: int) -> bool:
    """Whether the joiner at `place` stands between two characters that it can rightly join."""
    if text[place] not in _JOINERS or not 0 < place < len(text) - 1:
        return False
    before, after = text[place - 1], text[place + 1]
    return all(ord(c) > 0x7F and unicodedata.category(c)[0] in "LMS" for c in (before, after))


def _pieces(text: str) -> list[tuple[bool, str]]:
    """The text in order, as (is a mark, piece)."""
    out: list[tuple[bool, str]] = []
    start = 0
    text = text.replace("\r\n", "\n")
    for match in _SUSPECT.finditer(text):
        place = match.start()
        if _joins(text, place):
            continue
        out.append((False, text[start:place]))
        out.append((True, f"U+{ord(match.group()):04X}"))
        start = place + 1
    out.append((False, text[start:]))
    return out


def marked(text: str) -> Markup:
    """The text as HTML: escaped, each character that cannot be seen as `<span class="ctl">U+202E</span>`."""
    return Markup("").join(
        Markup('<span class="ctl">{}</span>').format(piece) if mark else escape(piece) for mark, piece in _pieces(text)
    )


def plain(text: str) -> str:
    """The text for Markdown, XML and consoles: each character that cannot be seen as `⟨U+202E⟩`."""
    return "".join(f"⟨{piece}⟩" if mark else piece for mark, piece in _pieces(text))
