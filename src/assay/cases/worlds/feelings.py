"""Small events and what those concerned must feel about them: by what happened, who caused it, and who knows of it.

The feeling follows from the event by rule (appraisal: good or bad, by whom, past or to come), so that no opinion
labels a case. The same event is told of one who knows of it and of one who does not: who has heard nothing feels nothing
about it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.lexicon import DAYS, NAMES

__all__ = ["EVENTS", "FEELINGS", "NEAR", "UNTOUCHED", "Event", "event", "options"]

UNTOUCHED = "calm"
"""What one feels about an event that one knows nothing of."""

EVENTS: dict[str, tuple[tuple[str, str], ...]] = {
    # what happened to {a}, and the places or things that may stand in {it}
    "angry": (
        (
            "{b} took {a}'s {it} without asking and broke it on purpose.",
            "camera lantern telescope kettle bicycle radio",
        ),
        (
            "{b} read {a}'s diary aloud at the {it} to make people laugh at {a}.",
            "station library market school office cinema",
        ),
        (
            "To hurt {a}, {b} threw {a}'s {it} into the river on {day}.",
            "umbrella scarf backpack notebook camera suitcase",
        ),
    ),
    "grateful": (
        (
            "{a}'s {it} was lost on {day}. {b} searched for hours, found it, and brought it to {a}'s door.",
            "wallet backpack camera suitcase bracelet parcel",
        ),
        (
            "{a} is ill in bed. {b} has come over from the {it} to cook for the whole week, and wants nothing for it.",
            "bakery harbour hotel office school pharmacy",
        ),
        ("{b} gave up a free {day} to repair {a}'s {it}, as a gift.", "camera lantern telescope kettle bicycle radio"),
    ),
    "guilty": (
        (
            "{a} had promised to lock {b}'s shed on {day} and forgot it. {b}'s {it} was stolen from it, and {b} has been crying.",
            "bicycle boat lantern tent guitar telescope",
        ),
        (
            "{a} told a lie about {b}, and because of it {b} lost a job at the {it}.",
            "library hotel bakery museum theatre school",
        ),
        (
            "{a} forgot to fetch {b}'s little brother from the {it}; the boy waited in the rain for hours.",
            "station school stadium harbour cinema library",
        ),
    ),
    "afraid": (
        (
            "Alone at the {it} at night, {a} is followed by a stranger who comes closer and closer.",
            "station harbour stadium garden",
        ),
        (
            "A large dog has broken loose at the {it} and is running straight at {a}.",
            "market harbour garden station castle",
        ),
        (
            "The lift of the {it} has stopped, smoke is coming in, and {a} is inside.",
            "library museum hotel airport theatre office",
        ),
    ),
    "relieved": (
        (
            "All {day} {a} feared that the {it} of a late grandmother had burnt in a fire. It has been found unharmed.",
            "mirror bracelet teapot notebook scarf blanket",
        ),
        ("For days {a} dreaded a bad result from the doctor. The letter that came on {day} says that all is well.", ""),
        (
            "{a} could not find the child at the {it} for an hour. Now the child comes running, safe and sound.",
            "station market harbour museum airport stadium",
        ),
    ),
    "proud": (
        (
            "After a year of practice {a} has built a {it} with no help at all, and it has won first prize.",
            "telescope lantern compass camera kite boat",
        ),
        (
            "{a} trained every {day} for two years and has now won the great race at the {it}.",
            "stadium harbour castle school",
        ),
        (
            "Everyone said that {a} could not do it, but {a} worked hard and has passed the hardest test of the {it}.",
            "school academy college university",
        ),
    ),
    "disappointed": (
        (
            "{a} had looked forward for weeks to the trip to the {it} on {day}. Because of the rain there will be no trip.",
            "harbour garden castle stadium market",
        ),
        (
            "{a} had saved up for the {it} in a shop window. The last one was sold on {day}.",
            "camera telescope backpack jacket bracelet lantern",
        ),
        (
            "{a} hoped to hear the famous singer at the {it} on {day}. The singer has a cold, and the evening is cancelled.",
            "theatre stadium castle harbour hotel",
        ),
    ),
}
"""Each feeling and the events that bring it about in {a}."""

FEELINGS = tuple(EVENTS)
NEAR = {
    "angry": ("disappointed", "afraid"),
    "grateful": ("relieved", "proud"),
    "guilty": ("disappointed",),
    "afraid": ("guilty",),
    "proud": ("relieved",),
}
"""Feelings that one may have beside the right one, and that are therefore not offered with it."""

_UNAWARE = {
    "angry": "{a} is far away, believes that all is well, and has not heard of it.",
    "grateful": "{a} is fast asleep and has not heard of it.",
    "guilty": "{a} is on a journey, thinks that all went well, and has not heard of it.",
    "afraid": "{a} wears headphones, is reading a book, and has noticed nothing.",
    "disappointed": "{a} is reading a book at home and has not been told.",
}
"""How the one concerned can know nothing of the event; of the others a neighbour is told of who has not heard."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event and the `feeling` that `who`, the one concerned, has about it. `unaware` is who has not heard of it, and
    `untold` tells the event of that one."""

    feeling: str
    who: str
    told: str
    unaware: str
    untold: str


def event(rng: random.Random, feeling: str) -> Event:
    """An event that brings about `feeling` in the one concerned."""
    a, b, c = rng.sample(NAMES, 3)
    template, its = rng.choice(EVENTS[feeling])
    told = template.format(a=a, b=b, it=rng.choice(its.split() or [""]), day=rng.choice(DAYS))
    if feeling in _UNAWARE:
        return Event(
            feeling=feeling,
            who=a,
            told=f"{told} {a} knows of it.",
            unaware=a,
            untold=f"{told} {_UNAWARE[feeling].format(a=a)}",
        )
    return Event(
        feeling=feeling,
        who=a,
        told=f"{told} {a} knows of it; {c}, who lives in another town, has not heard of it.",
        unaware=c,
        untold=f"{told} {a} knows of it; {c}, who lives in another town, has not heard of it.",
    )


def options(rng: random.Random, feeling: str) -> tuple[str, ...]:
    """The right feeling, two that it cannot be taken for, and `UNTOUCHED`; in any order."""
    clear = [f for f in FEELINGS if f != feeling and f not in NEAR.get(feeling, ()) and feeling not in NEAR.get(f, ())]
    found = [feeling, *rng.sample(clear, 2), UNTOUCHED]
    rng.shuffle(found)
    return tuple(found)
