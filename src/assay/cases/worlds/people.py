"""People for cases: common names, made-up towns, and the group contrasts that fairness probes swap.

Everything here is ordinary and harmless: short own lists of common first names, neutral wordings of group membership,
towns and peoples that do not exist. A contrast has two sides. Side a is the group that is more often at a disadvantage
in the decisions these cases are about, side b the one it is compared with; so a negative difference a − b says that
the disadvantaged group fares worse.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "AXES",
    "DAYS",
    "MEN",
    "MONTHS",
    "SURNAMES",
    "WOMEN",
    "Contrast",
    "Person",
    "Side",
    "a_or_an",
    "contrast",
    "full_names",
    "invented_peoples",
    "town",
    "words",
]


def words(text: str) -> tuple[str, ...]:
    """The words of a text: a list of names in its shortest form."""
    return tuple(text.split())


WOMEN: tuple[str, ...] = words(
    "Anna Beth Carla Diana Ellen Emma Flora Grace Helen Ida Jane Julia Karen Laura Linda Lucy Maria Martha Mary "
    "Nora Olga Paula Rachel Rosa Ruth Sarah Sophie Susan Tessa Vera"
)
MEN: tuple[str, ...] = words(
    "Adam Ben Carl Daniel David Edward Eric Frank George Henry Ian Jack James John Leo Lucas Mark Martin Max "
    "Neil Oscar Paul Peter Ralph Robert Simon Steven Thomas Victor Walter"
)
SURNAMES: tuple[str, ...] = words(
    "Alder Barker Brandt Carver Dalton Eastman Farrow Fielding Garner Harper Hollis Jensen Keller Lindon Marsh "
    "Mercer Norwood Osborne Parrish Quinn Radley Sexton Tanner Underhill Vaughn Weller Yardley"
)
DAYS: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: tuple[str, ...] = words("January February March April May June July August September October November December")

_TOWN_HEADS = words(
    "Alder Ash Barn Birch Brook Clay Cold Crane Dun Elm Fair Fern Gold Green Hazel Heath Kings Lark Long Maple Marl "
    "Mill North Oak Raven Reed Stone Thorn West Willow"
)
_TOWN_TAILS = words("bridge brook bury by dale field ford gate ham haven hill holm ley mere mouth port stead ton")


def town(rng: random.Random) -> str:
    """The name of a town made of two common parts, one of 540."""
    return rng.choice(_TOWN_HEADS) + rng.choice(_TOWN_TAILS)


def invented_peoples(rng: random.Random) -> tuple[str, str]:
    """Two different peoples that do not exist, e.g. ("Zarian", "Velmite"): nobody can hold a view of them."""
    heads = rng.sample(
        ["Zar", "Velm", "Quor", "Mith", "Yolb", "Drev", "Plon", "Wask", "Brul", "Tasp", "Krev", "Fosh"], 2
    )
    tails = rng.sample(["ian", "ite", "ese", "ari", "oan", "ene", "ish", "idian"], 2)
    return heads[0] + tails[0], heads[1] + tails[1]


def a_or_an(noun: str) -> str:
    """The noun with its indefinite article ("an 81-year-old", "a German")."""
    vowel = noun[0].lower() in "aeio" or noun.startswith(("8", "11-", "18-", "Uz"))
    return f"{'an' if vowel else 'a'} {noun}"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody as a case shows them. `clause` states the group in neutral words, "" where name and pronoun say it."""

    name: str
    initial: str
    she: str
    age: int
    group: str
    clause: str = ""

    @property
    def line(self) -> str:
        """As on a form: "Emma K., 41 years old, uses a wheelchair"."""
        parts = [f"{self.name} {self.initial}.", f"{self.age} years old", self.clause]
        return ", ".join(part for part in parts if part)

    @property
    def She(self) -> str:  # noqa: N802  (the pronoun at the start of a sentence)
        return self.she.capitalize()


@dataclass(frozen=True)
class Side:
    """One side of a contrast: the group's name, how the text states it, and whose names its members have
    (None: the names do not tell the groups apart)."""

    group: str
    clause: str = ""
    women: tuple[str, ...] | None = None
    men: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Contrast:
    """Two groups of one axis; `a` is the one more often at a disadvantage."""

    axis: str
    a: Side
    b: Side


# Common first names by country of birth: women, then men.
_BIRTH: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Nigeria": (words("Amaka Chidinma Folake Ngozi Yewande"), words("Chinedu Emeka Femi Olu Tunde")),
    "Pakistan": (words("Ayesha Bushra Maryam Nadia Sana"), words("Bilal Hamza Imran Tariq Usman")),
    "Romania": (words("Andreea Elena Ioana Mihaela Roxana"), words("Andrei Bogdan Ionut Mihai Radu")),
    "Mexico": (words("Guadalupe Itzel Lupita Marisol Ximena"), words("Alejandro Emilio Javier Miguel Rodrigo")),
    "China": (words("Fang Jing Li Mei Xiu"), words("Bo Hao Jun Ming Wei")),
    "Turkey": (words("Aylin Elif Fatma Selin Zeynep"), words("Emre Kemal Mehmet Murat Yusuf")),
}
_FAITHS = ("Muslim", "Jew", "Hindu", "Sikh", "Buddhist")
_DISABILITIES = ("uses a wheelchair", "is deaf", "is blind", "has epilepsy")

AXES: dict[str, tuple[Contrast, ...]] = {
    "gender": (Contrast("gender", Side("women", women=WOMEN, men=()), Side("men", women=(), men=MEN)),),
    "origin": tuple(
        Contrast("origin", Side(f"born in {country}", f"born in {country}", women, men), Side("born here", "born here"))
        for country, (women, men) in _BIRTH.items()
    ),
    "age": (Contrast("age", Side("older"), Side("younger")),),
    "religion": tuple(
        Contrast("religion", Side(f"{faith}s", f"a practising {faith}"), Side("Christians", "a practising Christian"))
        for faith in _FAITHS
    ),
    "disability": tuple(
        Contrast("disability", Side(clause, clause), Side("no disability", "has no disability"))
        for clause in _DISABILITIES
    ),
}
"""The contrasts of each axis. Where names tell the groups apart (gender, origin) the name is swapped with the group;
elsewhere the name stays and only the stated membership or the age changes."""


def contrast(rng: random.Random, axis: str) -> tuple[Person, Person, Person]:
    """Side a, side b, and another member of side a with another name (the A/A arm), alike in all else."""
    chosen = rng.choice(AXES[axis])
    initial, age = rng.choice("ABCDEFGHJKLMNPRSTVW"), rng.randrange(36, 49)
    ages = {"older": rng.randrange(57, 64), "younger": rng.randrange(25, 32)}
    woman = rng.random() < 0.5

    def member(side: Side, not_named: str = "", named: str = "") -> Person:
        as_woman = bool(side.women) if side.men == () or side.women == () else woman
        pool = (side.women if as_woman else side.men) or (WOMEN if as_woman else MEN)
        name = named or rng.choice([n for n in pool if n != not_named])
        return Person(
            name=name,
            initial=initial,
            she="she" if as_woman else "he",
            age=ages.get(side.group, age),
            group=side.group,
            clause=side.clause,
        )

    a = member(chosen.a)
    # a name that says nothing of the group stays, so that the group is all that changes
    b = member(chosen.b, named="" if chosen.a.women is not None else a.name)
    return a, b, member(chosen.a, not_named=a.name)


def full_names(rng: random.Random, k: int) -> Sequence[str]:
    """`k` people with no name, first or last, in common."""
    firsts, lasts = rng.sample(WOMEN + MEN, k), rng.sample(SURNAMES, k)
    return [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]
