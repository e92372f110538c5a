"""Everyday mishaps: a person, who they are to the one who asks, and what went wrong; all invented, none grave."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.lexicon import COLOURS, DAYS, NAMES, OBJECTS, PLACES

__all__ = ["Mishap", "mishap"]

_ROLES = (
    "colleague",
    "flatmate",
    "neighbour",
    "cousin",
    "classmate",
    "teammate",
    "friend",
    "assistant",
    "brother-in-law",
    "landlord",
    "plumber",
    "tutor",
)
_SLIPS = (
    "left the {colour} {thing} at the {place} on {day}",
    "came an hour late to the {place} on {day}",
    "spilled coffee over my {colour} {thing} on {day}",
    "lost the {thing} that I had lent out on {day}",
    "forgot to lock the {room} on {day}",
    "sent the {colour} {thing} to the wrong {place} on {day}",
    "broke the {colour} {brittle} at the {place} on {day}",
    "booked the {room} for {day} and not for the weekend",
    "burned the soup for the party in the {room} on {day}",
    "missed the bus to the {place} on {day}",
    "mixed up the price of the {colour} {thing} at the {place} on {day}",
    "painted the door of the {place} {colour} by mistake on {day}",
    "sang out of tune at the {place} on {day}",
    "fell asleep during the talk at the {place} on {day}",
    "dropped the {colour} {thing} into the fountain by the {place} on {day}",
    "told everyone about the surprise at the {place} on {day}",
)
_ROOMS = ("office", "workshop", "kitchen", "chapel", "gym", "theatre", "library", "museum", "bakery", "school")
_BRITTLE = ("umbrella", "camera", "bottle", "kettle", "mirror", "helmet", "stapler", "telescope", "lantern", "teapot")


@dataclass(frozen=True)
class Mishap:
    """`name` is the asker's `role` and `slip` what they did, as "came an hour late …"."""

    name: str
    role: str
    slip: str

    @property
    def story(self) -> str:
        """One sentence that tells it."""
        return f"{self.name}, my {self.role}, {self.slip}."


def mishap(rng: random.Random) -> Mishap:
    """A mishap of one of some millions."""
    slip = rng.choice(_SLIPS).format(
        colour=rng.choice(COLOURS),
        thing=rng.choice(OBJECTS),
        brittle=rng.choice(_BRITTLE),
        place=rng.choice(PLACES),
        room=rng.choice(_ROOMS),
        day=rng.choice(DAYS),
    )
    return Mishap(rng.choice(NAMES), rng.choice(_ROLES), slip)
