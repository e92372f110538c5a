"""Small reports to be summarized: six facts of one village, each about another person, with a number or a denial of its own."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.people import DAYS, MEN, WOMEN

__all__ = ["Digest", "digest_of"]

_COUNTED = (
    "sold {n} jars of honey at the market",
    "repaired {n} bicycles in the old barn",
    "planted {n} apple trees along the river",
    "lent {n} books to the village school",
    "painted {n} benches in the park",
    "baked {n} loaves for the bakery stall",
    "counted {n} storks on the church roof",
    "collected {n} bags of litter in the forest",
    "knitted {n} scarves for the choir",
    "mended {n} fishing nets in the harbour",
    "carved {n} spoons for the winter fair",
    "taught {n} children how to swim",
)
_DENIED = (
    "did not come to the meeting on {day}",
    "did not join the choir trip on {day}",
    "did not open the tea room on {day}",
    "did not take part in the boat race on {day}",
)
_INVENTED = (
    "bought {n} goats from a travelling circus",
    "found {n} silver coins under the bridge",
    "won {n} prizes at a dance contest",
    "hired {n} musicians for a wedding",
)


@dataclass(frozen=True)
class Digest:
    """A report, the sentences of its facts, and one of the same kind that it does not hold."""

    facts: tuple[str, ...]
    invented: str

    @property
    def text(self) -> str:
        return " ".join(self.facts)


def digest_of(rng: random.Random) -> Digest:
    """Five counted facts and a denied one, in any order; names and numbers are all different."""
    people = rng.sample(WOMEN + MEN, 7)
    numbers = rng.sample(range(13, 98), 6)
    facts = [
        f"{who} {what.format(n=n)}." for who, what, n in zip(people, rng.sample(_COUNTED, 5), numbers, strict=False)
    ]
    facts.append(f"{people[5]} {rng.choice(_DENIED).format(day=rng.choice(DAYS))}.")
    rng.shuffle(facts)
    return Digest(tuple(facts), f"{people[6]} {rng.choice(_INVENTED).format(n=numbers[5])}.")
