"""Small events and what those concerned must feel about them: by what happened, who caused it, and who knows of it.

The feeling follows from the event by rule (appraisal: good or bad, by whom, past or to come), so that no opinion
labels a case. The same event is told of one who knows of it and of one who does not: who has heard nothing feels nothing
about it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.lexicon import DAYS, NAMES, OBJECTS, PLACES

__all__ = ["EVENTS", "FEELINGS", "UNTOUCHED", "Event", "event", "options"]

UNTOUCHED = "calm"
"""What one feels about an event that one knows nothing of."""

EVENTS: dict[str, tuple[str, ...]] = {
    "angry": (
        "{b} took {a}'s {thing} without asking and broke it on purpose.",
        "{b} read {a}'s diary aloud at the {place} to make people laugh at {a}.",
        "To hurt {a}, {b} threw {a}'s {thing} into the river by the {place}.",
    ),
    "grateful": (
        "{a}'s {thing} was lost at the {place}. {b} searched for hours, found it, and brought it to {a}'s door.",
        "When {a} was ill, {b} came from the {place} every day to cook for {a}, and wanted nothing for it.",
        "{b} gave up a free {day} to repair {a}'s {thing}, as a gift.",
    ),
    "guilty": (
        "{a} had promised to look after {b}'s {thing}, was careless, and lost it at the {place}. {b} has been crying.",
        "{a} told a lie about {b}, and because of it {b} lost a job at the {place}.",
        "{a} forgot to fetch {b}'s little brother from the {place}; the boy waited in the rain for hours.",
    ),
    "afraid": (
        "Alone at the {place} at night, {a} is followed by a stranger who comes closer and closer.",
        "A large dog has broken loose at the {place} and is running straight at {a}.",
        "The lift of the {place} has stopped, smoke is coming in, and {a} is inside.",
    ),
    "relieved": (
        "All {day} {a} feared that the {thing} of a late grandmother had burnt at the {place}. It has been found unharmed.",
        "For days {a} dreaded a bad result from the doctor. The letter says that all is well.",
        "{a} could not find the child at the {place} for an hour. Now the child comes running, safe and sound.",
    ),
    "proud": (
        "After a year of practice {a} has built a {thing} with no help at all, and it has won first prize at the {place}.",
        "{a} trained every {day} for two years and has now won the great race at the {place}.",
        "Everyone said that {a} could not do it, but {a} worked hard and has passed the hardest test at the {place}.",
    ),
    "disappointed": (
        "{a} had looked forward for weeks to the trip to the {place} on {day}. Because of the rain there will be no trip.",
        "{a} had saved up for the {thing} in the window of the {place}. The last one has just been sold.",
        "{a} hoped to hear the famous singer at the {place} on {day}. The singer has a cold, and the evening is cancelled.",
    ),
}
"""Each feeling and the events that bring it about in {a}."""

FEELINGS = tuple(EVENTS)
_NEAR = {
    "angry": ("disappointed", "afraid"),
    "grateful": ("relieved", "proud"),
    "guilty": ("disappointed",),
    "afraid": ("guilty",),
    "proud": ("relieved",),
}
"""Feelings that one may have beside the right one, and that are therefore not offered with it."""

_UNAWARE = {
    "angry": "{a} was far away, believes that all is well, and has not heard of it.",
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
    told = rng.choice(EVENTS[feeling]).format(
        a=a, b=b, thing=rng.choice(OBJECTS), place=rng.choice(PLACES), day=rng.choice(DAYS)
    )
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
    clear = [
        f for f in FEELINGS if f != feeling and f not in _NEAR.get(feeling, ()) and feeling not in _NEAR.get(f, ())
    ]
    found = [feeling, *rng.sample(clear, 2), UNTOUCHED]
    rng.shuffle(found)
    return tuple(found)
