"""One puzzle told in several worlds: everyday, fictional, rare words, another century, formal register, long context.

A puzzle is drawn once, as numbers, places in a row and who comes first; its answer is computed from them. Each telling
fills the same structure with other words, so that what must be worked out, and how hard it is, stays the same by
construction, and only the words are further from those that are met every day.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.cases.worlds.people import words

__all__ = ["PUZZLES", "SHIFTS", "Puzzle", "Telling", "Words", "filled", "puzzle"]

SHIFTS = ("fictional", "rare", "era", "register", "context")
"""The unfamiliar tellings; "everyday" is the familiar one."""


@dataclass(frozen=True)
class Words:
    """What a telling is filled with: three people, three things in the singular, three places, a coin in the plural,
    and words before the puzzle. Plurals end in -s."""

    people: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    coin: str
    opening: str = ""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A puzzle as told: the text with its question, the answer, and the wrong answers it suggests (none for numbers)."""

    text: str
    answer: str
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Puzzle:
    """A puzzle without words. `kind` is one of `PUZZLES`; `numbers` and `order` (places in a list of three) are its
    facts; `which` is the place of the answer where the answer is a word."""

    kind: str
    numbers: tuple[int, ...]
    order: tuple[int, int, int]
    which: int

    @property
    def solution(self) -> int:
        """The number that is the answer, or the place of the word that is."""
        return _SOLVE[self.kind](self)

    def tell(self, telling: str, filled: Words) -> Telling:
        """The puzzle in these words; `telling` decides between the plain and the formal wording."""
        text = (_FORMAL if telling == "register" else _PLAIN)[self.kind](self, filled)
        text = f"{filled.opening}{text}"
        if self.kind in ("stock", "price"):
            return Telling(text=text, answer=str(self.solution), wrong=())
        names = filled.places if self.kind == "place" else filled.people
        wrong = tuple(n for i, n in enumerate(names) if i != self.solution)
        return Telling(text=text, answer=names[self.solution], wrong=wrong)


PUZZLES = ("stock", "place", "price", "rank")
"""The kinds: a stock after two changes, where a thing is, what several cost, who comes first or last of three."""


def puzzle(rng: random.Random, kind: str) -> Puzzle:
    """A puzzle of this kind with small numbers."""
    order = rng.sample(range(3), 3)
    if kind == "stock":
        start, more = rng.randint(5, 40), rng.randint(2, 20)
        numbers = (start, more, rng.randint(2, start + more - 1))
    else:
        numbers = (rng.randint(2, 12), rng.randint(3, 25), rng.randint(2, 90))
    return Puzzle(kind, numbers, (order[0], order[1], order[2]), rng.randrange(3))


_SOLVE: dict[str, Callable[[Puzzle], int]] = {
    "stock": lambda p: p.numbers[0] + p.numbers[1] - p.numbers[2],
    "price": lambda p: p.numbers[0] * p.numbers[1],
    "place": lambda p: p.which,
    "rank": lambda p: p.order[0] if p.which else p.order[2],
}


def _stock(p: Puzzle, w: Words) -> str:
    a, b, thing = w.people[0], w.people[1], f"{w.things[0]}s"
    return (
        f"{a} has {p.numbers[0]} {thing}. {a} gets {p.numbers[1]} more {thing} and then gives {p.numbers[2]} {thing} to "
        f"{b}. How many {thing} does {a} have now?"
    )


def _price(p: Puzzle, w: Words) -> str:
    thing = w.things[0]
    return (
        f"One {thing} costs {p.numbers[1]} {w.coin}. {w.people[0]} buys {p.numbers[0]} {thing}s. How many {w.coin} does "
        f"{w.people[0]} pay for the {thing}s?"
    )


def _place(p: Puzzle, w: Words) -> str:
    told = [f"{w.people[i]} left the {w.things[i]} at the {w.places[i]}" for i in p.order]
    return f"{told[0]}, {told[1]}, and {told[2]}. At which place is the {w.things[p.which]}?"


def _rank(p: Puzzle, w: Words) -> str:
    first, second, third = (w.people[i] for i in p.order)
    facts = (f"{first} came before {second}.", f"{second} came before {third}.")
    told = facts if p.numbers[2] % 2 else facts[::-1]
    return f"{told[0]} {told[1]} Which of the three came {'first' if p.which else 'last'}?"


def _formal_stock(p: Puzzle, w: Words) -> str:
    a, b, thing = w.people[0], w.people[1], f"{w.things[0]}s"
    return (
        f"Be it recorded that {a} is in possession of {p.numbers[0]} {thing}; that the said {a} thereupon acquires a "
        f"further {p.numbers[1]} {thing}; and that {p.numbers[2]} of the aforementioned {thing} are thereafter conveyed to "
        f"{b}. State the number of {thing} remaining in the possession of {a}."
    )


def _formal_price(p: Puzzle, w: Words) -> str:
    thing = w.things[0]
    return (
        f"The price of a single {thing} having been fixed at {p.numbers[1]} {w.coin}, and {w.people[0]} having purchased "
        f"{p.numbers[0]} {thing}s, state the sum in {w.coin} that is payable by {w.people[0]} for the aforementioned {thing}s."
    )


def _formal_place(p: Puzzle, w: Words) -> str:
    told = [f"{w.people[i]} deposited the {w.things[i]} at the {w.places[i]}" for i in p.order]
    return (
        f"It is hereby attested that {told[0]}; that {told[1]}; and that {told[2]}. Name the place at which the "
        f"{w.things[p.which]} was deposited."
    )


def _formal_rank(p: Puzzle, w: Words) -> str:
    first, second, third = (w.people[i] for i in p.order)
    facts = [f"the arrival of {first} preceded that of {second}", f"the arrival of {second} preceded that of {third}"]
    told = facts if p.numbers[2] % 2 else facts[::-1]
    end = "first" if p.which else "last"
    return (
        f"The undersigned certify that {told[0]}, and that {told[1]}. Name the person who, of the three, arrived {end}."
    )


_PLAIN = {"stock": _stock, "price": _price, "place": _place, "rank": _rank}
_FORMAL = {"stock": _formal_stock, "price": _formal_price, "place": _formal_place, "rank": _formal_rank}

_EVERYDAY = Words(
    words(
        "Anna Ben Clara David Emma Frank Grace Henry Julia Karen Laura Mark Nora Oscar Paula Rosa Simon Tom Vera Max"
    ),
    words("book bottle pencil ticket cup basket hat key lamp card flower apple button stamp spoon bag"),
    words("station library market museum bakery school garden cinema hotel office kitchen theatre"),
    "coins",
)
_RARE = Words(
    words(
        "Ottoline Peregrine Thaddeus Leocadia Barnabas Euphemia Zebedee Hyacinth Ignatius Seraphina Lazarus Philomena "
        "Crispin Eudora Ambrose Drusilla"
    ),
    words(
        "astrolabe theodolite zither thimble sextant tambourine gyroscope metronome spinnaker trowel colander palette"
    ),
    words("scriptorium apiary cloister foundry observatory vineyard cooperage refectory tannery boathouse"),
    "guilders",
)
_ERA = Words(
    words("Josiah Prudence Ezekiel Temperance Silas Mercy Obadiah Patience Jedediah Charity Nathaniel Constance"),
    words("quill candlestick saddle musket bonnet lantern spindle churn horseshoe pewter-mug snuff-box ledger"),
    words("smithy almshouse tollgate coaching-inn tithe-barn malthouse chapel-house sawmill counting-house chandlery"),
    "shillings",
)
_YEARS = (
    "In the year 17{y} of our Lord, in the parish of St {saint}: ",
    "From a parish book, Michaelmas of 17{y}: ",
    "It was the harvest of 17{y}, under the old landlord. ",
)
_SAINTS = words("Giles Swithin Cuthbert Olave Botolph Dunstan Alban Aldhelm")
_LONG = (
    "The evening had been quiet, and the light was going.",
    "Somewhere a radio played a tune that nobody knew any longer.",
    "Rain had been expected since the morning, and none had fallen.",
    "A cat slept on the wall and did not wake when people passed.",
    "The road had been mended in spring, and it was smooth again.",
    "Some said that the summer would be dry, and others did not care.",
    "The smell of fresh paint hung over the street.",
    "Nobody had swept the leaves, and they lay deep along the fence.",
    "In the distance a train could be heard, and then it was still.",
    "A dog barked at its own shadow and seemed content with that.",
    "The windows were open, and one could hear somebody practise the violin.",
    "Along the river the boats were being covered for the winter.",
    "Most of the shops had closed early, as they did every year at this time.",
)
_ONSETS = words("b br d dr f fl g gr h j k kl l m n p pl qu r sk sn st t tr v vr w y z zh")
_VOWELS = words("a e i o u au ei oa")
_CODAS = ("", "l", "m", "n", "r", "x", "nd", "rk", "lp", "sh", "th")


def _invented(rng: random.Random, taken: set[str]) -> str:
    """A word of two syllables and an ending that no language list has, new in this telling."""
    while True:
        word = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(2)) + rng.choice(_CODAS)
        word += rng.choice(("o", "im", "et", "ak", "ull")) if word[-1] not in "aeiou" else rng.choice(("k", "n", "v"))
        if word not in taken and 5 <= len(word) <= 10:
            taken.add(word)
            return word


def _sampled(rng: random.Random, pool: Words, opening: str = "") -> Words:
    people, things, places = (tuple(rng.sample(found, 3)) for found in (pool.people, pool.things, pool.places))
    return Words(people, things, places, pool.coin, opening)


def filled(rng: random.Random, telling: str, everyday: Words | None = None) -> Words:
    """Words for a telling at random; the formal and the long one take the everyday words given."""
    everyday = everyday or _sampled(rng, _EVERYDAY)
    if telling == "rare":
        return _sampled(rng, _RARE)
    if telling == "era":
        opening = rng.choice(_YEARS).format(y=rng.randrange(20, 99), saint=rng.choice(_SAINTS))
        return _sampled(rng, _ERA, opening)
    if telling == "fictional":
        taken: set[str] = set()
        people: Sequence[str] = [_invented(rng, taken).capitalize() for _ in range(3)]
        things, places = ([_invented(rng, taken) for _ in range(3)] for _ in range(2))
        opening = f"On the world of {_invented(rng, taken).capitalize()}: "
        return Words(tuple(people), tuple(things), tuple(places), f"{_invented(rng, taken)}s", opening)
    if telling == "context":
        opening = " ".join(rng.sample(_LONG, 7)) + " "
        return Words(everyday.people, everyday.things, everyday.places, everyday.coin, opening)
    return everyday
