"""Notices for small events that say all that one needs to know, or hardly any of it: texts of a known quality."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.curate.dates import WEEKDAYS
from assay.cases.curate.frames import PEOPLE
from assay.cases.curate.names import invented_name

__all__ = ["POINTS", "Notice", "notice"]

POINTS = ("the weekday", "the time", "the place", "the price", "whom to ask")
"""What a notice should say; one point for each."""

_EVENTS = (
    "a flea market", "a bicycle tour", "a chess evening", "a pottery course", "a choir concert", "a garden party",
    "a reading night", "a film evening", "a cooking course", "a table tennis cup", "a plant swap", "a puppet show",
    "a folk dance", "a street run", "a repair morning", "a poetry hour",
)  # fmt: skip
_OPEN = (
    "There will be {event} soon.",
    "We invite you to {event}.",
    "Come to {event}!",
    "Our club is planning {event}.",
)
_PLACES = (
    "the town hall",
    "the old mill",
    "the school yard",
    "the harbour",
    "the library",
    "the market hall",
    "the park",
)
_SAYS = (
    ("It is on {day}.", "The day is {day}.", "Please keep {day} free."),
    ("It starts at {hour} o'clock.", "We begin at {hour} o'clock.", "Doors open at {hour} o'clock."),
    ("It takes place in {place}.", "We meet in {place}.", "You will find us in {place}."),
    ("A ticket costs {price} crowns.", "The price is {price} crowns.", "Bring {price} crowns for the ticket."),
    ("Questions go to {who}.", "Ask {who} if you want to know more.", "{who} answers your questions."),
)
_EMPTY = (
    "It is going to be lovely.",
    "Everybody who came last time was happy.",
    "We have been looking forward to it for months.",
    "There has never been anything like it here.",
    "You should really not miss it.",
    "Bring your friends along.",
    "We are very excited.",
)


@dataclass(frozen=True)
class Notice:
    """One event in two notices: `complete` has all five points, `poor` one of them and words that say nothing."""

    event: str
    complete: str
    poor: str


def notice(rng: random.Random) -> Notice:
    """The two notices of an event, of the same number of sentences."""
    event = rng.choice(_EVENTS)
    filled = {
        "day": rng.choice(WEEKDAYS),
        "hour": str(rng.randrange(8, 21)),
        "place": f"{rng.choice(_PLACES)} of {invented_name(rng, 'region')}",
        "price": str(rng.randrange(11, 90)),
        "who": f"{rng.choice(PEOPLE)} {invented_name(rng, 'region')}",
    }
    opening = rng.choice(_OPEN).format(event=event)
    points = [rng.choice(ways).format(**filled) for ways in _SAYS]
    # The place is kept: it carries an invented name, so that no two poor notices are alike either.
    poor = [points[2], *rng.sample(_EMPTY, 4)]
    rng.shuffle(points)
    rng.shuffle(poor)
    return Notice(event.split(" ", 1)[1], " ".join((opening, *points)), " ".join((opening, *poor)))
