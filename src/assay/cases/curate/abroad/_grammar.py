"""Grammar of what is put together: Spanish articles, contractions and "u" for "o", and capitals after "¿"."""

from __future__ import annotations

import re

from assay.cases.curate.abroad._names import FEMININE
from assay.cases.curate.facts import Fact

__all__ = ["contracted", "gender", "subject_names", "u_before_o", "upper"]

_ARTICLES = {"Países Bajos": "los", "Reino Unido": "el", "India": "la"}
"""Countries whose Spanish name goes with its article."""
_OR = re.compile(r"\bo (?=h?[oó]|(?:8|11)\b)", re.IGNORECASE)


def subject_names(fact: Fact, language: str) -> dict[str, str]:
    """The subject's name alone, with its article where it needs one, and after "de" and "a"."""
    if language == "zh":
        return {"name": fact.subject, "subject": fact.subject}
    article = gender(fact.subject) if fact.kind == "element" else _ARTICLES.get(fact.subject, "")
    subject = f"{article} {fact.subject}".strip()
    return {
        "name": fact.subject,
        "subject": subject,
        "de": contracted("de", subject),
        "a": contracted("a", subject),
    }


def gender(element: str) -> str:
    """The article of a chemical element."""
    return "la" if element in FEMININE else "el"


def contracted(word: str, rest: str) -> str:
    """Preposition and noun phrase: "del hierro", "al Reino Unido", "de El Salvador"."""
    return f"{word}l {rest[3:]}" if rest.startswith("el ") else f"{word} {rest}"


def u_before_o(text: str) -> str:
    """Spanish "o" as it is before another o: "plata u oro"."""
    return _OR.sub("u ", text)


def upper(text: str) -> str:
    """A sentence with its first letter in upper case, after a question mark turned over too."""
    at = 1 if text[:1] in "¿¡" else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
