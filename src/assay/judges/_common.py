"""The commonest words of English and of Spanish, and some of French, Portuguese, Italian and German that neither has."""

from __future__ import annotations

import re

__all__ = ["common_words"]

_WORD = re.compile(r"[a-zà-ɏ]+")
_COMMON_ENGLISH = """
the is are was has have it its this that of and to in on with which what because answer so then there they will can
cannot not i you we more less left now no but or sorry if my me your
"""
_COMMON_SPANISH = """
el la los las un una es son está están tiene tienen hay de del y en con que cual cuál porque respuesta por lo para no
quedan más menos ahora será entonces su se puedo día
eres estás está muy gracias sí me te has ha esto eso como cómo pero sin nada qué al lo si voy luego
"""
_COMMON_OTHER = """
et est je ne pas du dans il vous nous une avec pour sans au aux ce cela sur bien mais
não uma um os em isso este com mais sem ninguém você sei nada na ao
è di che non della dal per senza ma sono gli ti si lo
der das und ist ich nicht ein eine zu den dem mit auf sie wir du bin bist hat
"""
_LISTS = tuple(frozenset(words.split()) for words in (_COMMON_ENGLISH, _COMMON_SPANISH, _COMMON_OTHER))


def common_words(text: str) -> list[int]:
    """How many words of a folded text are common in English, in Spanish, and in one of the others."""
    found = _WORD.findall(text)
    return [sum(word in common for word in found) for common in _LISTS]
