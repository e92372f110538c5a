"""Lands that do not exist, whose customs are told: what is polite follows from whose guest one is.

Each matter has two customs that exclude each other. Which of them a land holds to is drawn, so that half of the lands
do what most readers are used to and half do the contrary.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.lexicon import NAMES
from assay.cases.worlds.people import invented_peoples

__all__ = ["MATTERS", "Visit", "visit"]

MATTERS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    # (what one does, what somebody did): the familiar custom, and its contrary
    "greeting": (
        ("shake the host's hand", "shook the host's hand"),
        ("never touch the host when they greet", "did not touch the host at all in greeting"),
    ),
    "eyes": (
        ("look into the eyes of whoever speaks to them", "looked into the eyes of everyone who spoke"),
        ("look at the floor when somebody speaks to them", "looked at the floor whenever somebody spoke"),
    ),
    "plate": (
        ("eat all that is on their plate", "ate all that was on the plate"),
        ("leave some food on their plate", "left some food on the plate"),
    ),
    "talk": (
        ("talk with the others during the meal", "talked with the others during the meal"),
        ("eat without saying a word", "ate without saying a word"),
    ),
    "arrival": (
        ("come at the hour that was named", "came at the hour that was named"),
        ("come an hour later than was named", "came an hour later than was named"),
    ),
    "gift": (
        ("bring the host a small gift", "brought the host a small gift"),
        ("bring nothing with them", "brought nothing"),
    ),
    "seat": (
        ("wait until they are shown a seat", "waited to be shown a seat"),
        ("sit down at once wherever they like", "sat down at once on a seat of their choice"),
    ),
    "thanks": (
        ("thank the cook for every dish", "thanked the cook for every dish"),
        ("pass over the food in silence", "passed over the food in silence"),
    ),
    "questions": (
        ("ask after the health of the family", "asked after the health of the family"),
        ("ask nothing about the family", "asked nothing about the family"),
    ),
    "shoes": (
        ("keep their shoes on", "kept the shoes on"),
        ("take their shoes off at the door", "took the shoes off at the door"),
    ),
    "farewell": (
        ("say goodbye to everyone before they leave", "said goodbye to everyone before leaving"),
        ("leave without a word", "left without a word"),
    ),
    "hat": (
        ("take their hat off indoors", "took the hat off indoors"),
        ("keep their hat on indoors", "kept the hat on indoors"),
    ),
}
"""Matters on which customs differ."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A guest from one land in a house of the other, the two customs, and what was done. `fits` says whether that is
    the custom of the house, `familiar` whether it is what most readers are used to."""

    guest: str
    home: str
    land: str
    matter: str
    customs: tuple[str, str]
    done: str
    fits: bool
    familiar: bool

    @property
    def told(self) -> str:
        """The customs of both lands and what the guest did, in words."""
        house, home = self.customs
        return (
            f"In the land of the {self.land} people, guests {house}; among the {self.home} people they {home}. "
            f"{self.guest}, who is {self.home}, was a guest in a {self.land} house and {self.done}."
        )


def visit(rng: random.Random, matter: str, *, familiar_house: bool) -> tuple[Visit, Visit]:
    """Two visits that differ in what the guest did: the custom of the house, and the guest's own."""
    usual, contrary = MATTERS[matter]
    house, home = (usual, contrary) if familiar_house else (contrary, usual)
    land, guests = invented_peoples(rng)
    guest = rng.choice(NAMES)

    def one(done: tuple[str, str]) -> Visit:
        return Visit(
            guest=guest,
            home=guests,
            land=land,
            matter=matter,
            customs=(house[0], home[0]),
            done=done[1],
            fits=done is house,
            familiar=done is usual,
        )

    return one(house), one(home)
