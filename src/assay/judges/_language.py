"""Which of English, Spanish and Chinese a short reply is written in, by its script and its commonest words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assay.judges._text import answer_part, both_ends, fold

__all__ = ["reply_language"]

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-zà-ɏ]")
_WORD = re.compile(r"[a-zà-ɏ]+")
_COMMON_ENGLISH = """
the is are was has have it its this that of and to in on with which what because answer so then there they will can
cannot not i you we more less left now
"""
_COMMON_SPANISH = """
el la los las un una es son está están tiene tienen hay de del y en con que cual cuál porque respuesta por lo para no
quedan más menos ahora será entonces su se puedo día
"""
_ENGLISH, _SPANISH = frozenset(_COMMON_ENGLISH.split()), frozenset(_COMMON_SPANISH.split())


def reply_language(text: str, names: Sequence[str] = ()) -> str:
    """The language as "en", "es" or "zh", "" where a reply holds too little to tell: a number, a name, another language.

    Chinese is at least one Chinese character to two Latin letters; the other two are told apart by their commonest
    words, of which one language must have more. `names` are left out before: "El Salvador" is not Spanish for its El.
    """
    flat = fold(both_ends(answer_part(text)))
    for name in names:
        flat = flat.replace(fold(name), " ")
    han, latin = len(_HAN.findall(flat)), len(_LATIN.findall(flat))
    if han and 2 * han >= latin:
        return "zh"
    found = _WORD.findall(flat)
    english, spanish = (sum(word in common for word in found) for common in (_ENGLISH, _SPANISH))
    if english == spanish:
        return ""
    return "en" if english > spanish else "es"
