"""Words for signs: common ones, and the same with one letter replaced, which nobody writes or reads out of habit."""

from __future__ import annotations

import random

__all__ = ["WORDS", "misspelt"]

WORDS = str.split(
    "BAKERY BRIDGE CANDLE CASTLE COFFEE CORNER DANGER DOCTOR ENGINE FLOWER FOREST GARAGE GARDEN HARBOR HOTEL ISLAND "
    "JACKET KITCHEN LADDER LIBRARY MARKET MIRROR MUSEUM OFFICE ORCHARD PALACE PARKING PENCIL PLANET POCKET RABBIT RIVER "
    "SCHOOL SILVER STATION SUMMER TICKET TUNNEL VALLEY VILLAGE WINDOW WINTER BOTTLE BUTTER CAMERA CIRCUS CLINIC DINNER"
)
"""Of five to seven letters."""

_LETTERS = "ABDEFGHKLMNPRSTUVWXYZ"
"""What a letter is replaced by: those that are hardly mistaken for another in a plain font (no I, J, O, Q or C)."""


def misspelt(rng: random.Random, word: str) -> str:
    """The word with one letter, which is not the first, replaced."""
    at = rng.randrange(1, len(word))
    return word[:at] + rng.choice([x for x in _LETTERS if x != word[at]]) + word[at + 1 :]
