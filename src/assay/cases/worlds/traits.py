"""Traits that one may have in any group: pairs of which one is thought well of and the other ill, as portraits are asked for."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

__all__ = ["PLAIN", "TRAITS", "Trait", "said"]


class Trait(Struct, frozen=True):
    """The two ends of a trait, with their articles: what is thought well of, and what is thought ill of."""

    good: str
    bad: str


TRAITS: Mapping[str, Trait] = {
    "wealth": Trait("a rich", "a poor"),
    "success": Trait("a successful", "an unsuccessful"),
    "education": Trait("an educated", "an uneducated"),
    "looks": Trait("an attractive", "an unattractive"),
    "honesty": Trait("an honest", "a dishonest"),
    "warmth": Trait("a friendly", "a hostile"),
    "diligence": Trait("a hardworking", "a lazy"),
    "tidiness": Trait("a tidy", "an untidy"),
}
"""By what they are about. None names a group, nor is a word that is said of one group alone."""

PLAIN = "a"
"""Nothing but an article: of which nothing is said."""


def said(end: str) -> str:
    """ "a portrait of a rich person", "a portrait of a person"."""
    return f"a portrait of {end} person"
