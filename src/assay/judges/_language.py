"""Which of English, Spanish and Chinese a short reply is written in, by its script and its commonest words, and by a small classifier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assay.judges._classify import weights
from assay.judges._common import common_words
from assay.judges._text import answer_part, both_ends, fold

__all__ = ["reply_language"]

_OTHER_SCRIPT = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
"""Kana and Hangul: beside them Chinese characters are not Chinese."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_TOLD = ("en", "es", "zh")
_LATIN = re.compile(r"[a-zà-ɏ]")


def reply_language(text: str, names: Sequence[str] = ()) -> str:
    """The language as "en", "es" or "zh", "" where a reply holds too little to tell: a number, a name, another language.

    A rule goes first. Chinese is at least one Chinese character to two Latin letters, and neither Kana nor Hangul. The other two
    are told apart by their commonest words, of which one must have more than the other and than French, Portuguese, Italian
    and German together. The language classifier goes second: where the rule found nothing to go by, it may decide, and what it
    is sure is in another language than the rule says stays open. `names` are left out before: "El Salvador" is not Spanish
    for its El.
    """
    flat = fold(both_ends(answer_part(text)))
    for name in names:
        flat = flat.replace(fold(name), " ")
    rule, mixed = _by_rule(flat)
    sure = weights("language").language(flat)
    if rule:
        return rule if sure in ("", rule) else ""
    return sure if sure in _TOLD and not mixed else ""


def _by_rule(flat: str) -> tuple[str, bool]:
    """The language, "" where it cannot tell, and whether it found too much of several instead of too little."""
    han, latin = len(_HAN.findall(flat)), len(_LATIN.findall(flat))
    if _OTHER_SCRIPT.search(flat):
        return "", True
    if han and 2 * han >= latin:
        return "zh", False
    english, spanish, other = common_words(flat)
    most = max(english, spanish)
    if english == spanish or other >= most:
        return "", most + other > 0
    return ("en" if english > spanish else "es"), False
