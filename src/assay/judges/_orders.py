"""Whether a reply obeys a verifiable order: strictly, or after what chat models add is taken off. No verdict by itself."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assay.judges._text import strip_accents

__all__ = ["CHECKS", "obeys", "obeys_loosely"]

Order = Mapping[str, Any]
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?![{_HAN}])[^\W_]"
_WORD = re.compile(rf"[{_HAN}]|(?:{_LETTER})+(?:['’\-](?:{_LETTER})+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|[。！？]+[…。！？]*[\"'”’」』）)]*")
_COMMA = re.compile("[,，、]")


def words(text: str) -> list[str]:
    """Words: runs of letters and digits, with apostrophes and hyphens inside. A Chinese character is a word: that is how the
    length of Chinese texts is counted."""
    return _WORD.findall(text)


def lines(text: str) -> list[str]:
    """Lines that are not blank, stripped."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _has(text: str, word: str) -> bool:
    found, sought = words(text.lower()), words(word.lower())
    return any(found[i : i + len(sought)] == sought for i in range(len(found) - len(sought) + 1))


def _bullets(text: str, order: Order) -> bool:
    found = lines(text)
    return len(found) == order["k"] and all(re.match(r"- \S", line) for line in found)


def _numbered(text: str, order: Order) -> bool:
    found = lines(text)
    return len(found) == order["k"] and all(re.match(rf"{i}\. \S", line) for i, line in enumerate(found, 1))


def _commas(text: str, order: Order) -> bool:
    parts = _COMMA.split(text.strip().rstrip(".。"))
    longest = order.get("longest", 1)
    return "\n" not in text.strip() and len(parts) == order["k"] and all(1 <= len(words(p)) <= longest for p in parts)


def _sentences(text: str, order: Order) -> bool:
    """Every sentence must end with a mark: a text broken off in mid-sentence has one more than it ends."""
    pieces = [piece for piece in _SENTENCE_END.split(text) if words(piece)]
    ended = len(_SENTENCE_END.findall(text.strip()))
    return len(pieces) == ended and ended == int(order["k"])


def _json(text: str, order: Order) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):  # text nested thousands deep is no object either
        return False
    return (
        isinstance(found, dict)
        and sorted(found) == sorted(order["keys"])
        and all(isinstance(v, str) and v.strip() for v in found.values())
    )


def _cased(text: str, wanted: str) -> bool:
    letters = [c for c in text if c.lower() != c.upper()]
    return bool(letters) and all(c.isupper() == (wanted == "upper") for c in letters)


def _starts(text: str, word: str) -> bool:
    sought = words(word.lower())
    return words(text.lower())[: len(sought)] == sought


def _ends(text: str, word: str) -> bool:
    sought = words(word.lower())
    return words(text.lower())[-len(sought) :] == sought


def _marked(text: str) -> bool:
    """Whether there is any punctuation."""
    return any(unicodedata.category(c)[0] == "P" for c in text)


CHECKS: dict[str, Callable[[str, Order], bool]] = {
    "words": lambda text, order: len(words(text)) == order["k"],
    "bullets": _bullets,
    "numbered": _numbered,
    "commas": _commas,
    "sentences": _sentences,
    "json": _json,
    "one-of": lambda text, order: text.strip().rstrip(".。").lower() in order["words"],
    "uppercase": lambda text, order: _cased(text, "upper"),
    "lowercase": lambda text, order: _cased(text, "lower"),
    "include": lambda text, order: _has(text, order["word"]),
    "exclude-word": lambda text, order: bool(words(text)) and not _has(text, order["word"]),
    "exclude-letter": lambda text, order: bool(words(text)) and order["word"] not in strip_accents(text.lower()),
    "start": lambda text, order: _starts(text, order["word"]),
    "end": lambda text, order: _ends(text, order["word"]),
    "no-marks": lambda text, order: bool(words(text)) and not _marked(text),
    "exclaims": lambda text, order: text.rstrip("”\"’' ").endswith(("!", "！")),
    "at-most": lambda text, order: 0 < len(words(text)) <= order["k"],
    "any-of": lambda text, order: any(_has(text, word) for word in order["words"]),
    "no-digits": lambda text, order: bool(words(text)) and not any(c.isdigit() for c in text),
    "exactly": lambda text, order: [w.lower() for w in words(text)] == [w.lower() for w in words(order["text"])],
}
"""The check of each kind of order, on a reply as it came."""


def obeys(text: str, order: Order) -> bool:
    """Whether the reply as it came obeys, blanks at its ends aside. Raises KeyError for an unknown kind."""
    return CHECKS[order["kind"]](text.strip(), order)


def obeys_loosely(text: str, order: Order) -> bool:
    """Whether the reply, or a form of it without what chat models add, obeys (IFEval's loose accuracy): without its
    first line, its last line or both, without emphasis, a code fence, or quotation marks around it."""
    return any(obeys(form, order) for form in _forms(text))


def _forms(text: str) -> Iterator[str]:
    text = text.strip()
    rows = text.split("\n")
    for form in (text, "\n".join(rows[1:]), "\n".join(rows[:-1]), "\n".join(rows[1:-1])):
        if not form.strip():
            continue
        yield form
        bare = re.sub(r"```\w*", "", form).replace("**", "").replace("__", "").strip()
        yield bare
        yield bare.replace("*", "-") if re.match(r"\* ", bare) else bare.replace("*", "")
        if len(bare) > 1 and bare[0] in "\"'“" and bare[-1] in "\"'”":
            yield bare[1:-1]
