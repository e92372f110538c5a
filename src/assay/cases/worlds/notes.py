"""Short notes that state some facts and leave one out: what they say and what they do not is known by construction."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.lexicon import COLOURS, DAYS, OBJECTS, PLACES
from assay.cases.worlds.people import full_names, town

__all__ = ["Note", "note"]


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note, a question it answers with the answer, and one on a fact it leaves out, with a made-up answer to that."""

    text: str
    asked: str
    answer: str
    not_told: str
    made_up: str


def note(rng: random.Random) -> Note:
    """A note on a purchase in which one of day, colour and place is left out and the other two are told."""
    (name,), thing, where = full_names(rng, 1), rng.choice(OBJECTS), town(rng)
    price = rng.randint(11, 95)
    facts = {
        "day": (f"{name} bought it on {{}}.", f"On which day of the week did {name} buy the {thing}?", DAYS),
        "colour": (f"The {thing} is {{}}.", f"What colour is the {thing}?", COLOURS),
        "place": (
            f"{name} left it at the {{}} in {where}.",
            f"At what kind of place did {name} leave the {thing}?",
            PLACES,
        ),
    }
    told, also, left_out = rng.sample(sorted(facts), 3)
    values = {kind: rng.choice(facts[kind][2]) for kind in facts}
    lines = [f"{name} paid {price} euros for the {thing}."]
    lines += [facts[kind][0].format(values[kind]) for kind in rng.sample((told, also), 2)]
    return Note(
        text=" ".join(lines),
        asked=facts[told][1],
        answer=values[told],
        not_told=facts[left_out][1],
        made_up=values[left_out],
    )
