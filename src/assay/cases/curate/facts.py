"""Packaged facts: one small record for each thing known about a real entity, with where it comes from.

The facts are data that ships in wheels (ISO codes, countries, the periodic table) or follows from the calendar, so that
a run is fresh, offline and repeatable. Each topic has a module of its own; this one defines the record, joins them and
draws wrong answers of the same sort.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.metadata import version

from msgspec import Struct

from assay.cases.curate._words import words

__all__ = [
    "TOPICS",
    "Fact",
    "Origin",
    "facts",
    "fold",
    "is_readable",
    "parts",
    "pool",
    "source",
    "spellings",
    "wrong_answers",
]

TOPICS: tuple[str, ...] = ("countries", "elements", "regions", "currencies")
"""The topics with a closed list of facts; dates are made one at a time (`assay.cases.curate.dates`)."""


class Origin(Struct, frozen=True, kw_only=True):
    """Where a fact comes from: the package, its version as installed, and the licence of its data."""

    package: str
    version: str
    licence: str


class Fact(Struct, frozen=True, kw_only=True):
    """`answer` is the `relation` of `subject` ("Paris", "capital", "France").

    `kind` names the subject's sort in words ("country", "province"), `category` the answer's: answers of one category
    are wrong answers to one another's questions. `accept` are the answer's other right spellings or other right
    answers, `bar` what must never be offered as wrong. `near` groups look-alikes: the harder wrong answers.
    `rarity` is `common`, `middling` or `rare`, by population or place in the table. `choice_only` marks an answer with
    more right names than are known, `open_only` one to which no three wrong answers of its sort are known. `wrong`
    holds wrong answers where the category is no closed list (numbers, dates). `asked` is the question in the words of a
    source that asks it itself ("": it is put into words here).
    """

    topic: str
    kind: str
    relation: str
    subject: str
    answer: str
    accept: tuple[str, ...] = ()
    bar: tuple[str, ...] = ()
    category: str
    near: str = ""
    rarity: str = "middling"
    choice_only: bool = False
    open_only: bool = False
    asked: str = ""
    wrong: tuple[str, ...] = ()
    source: Origin

    @property
    def open(self) -> bool:
        """Whether a free answer can be judged: not where the answer is a part of another one's name ("Guinea")."""
        return not self.choice_only and f" {fold(self.answer)} " not in _longer_names(self.category)

    @property
    def forms(self) -> tuple[str, ...]:
        """How it can be asked: `open`, `choice` or both."""
        return ("open",) if self.open_only else ("open", "choice") if self.open else ("choice",)

    @property
    def readable(self) -> bool:
        """Whether the answer can be told from plain words ("ARE", "No") and from option letters ("B") at all."""
        return is_readable(self.answer)


PLAIN_WORDS = frozenset(
    words(
        "all and are as at be bob can cup cop for he her his i in is it la mop no nor os pen per re sos "
        "ton top try us who bam na pa ne am es den"
    )
)
"""Answers (codes, symbols) that also turn up as words of an ordinary sentence."""


def is_readable(answer: str) -> bool:
    """Whether an answer can be told from plain words and option letters."""
    key = fold(answer)
    return key not in PLAIN_WORDS and not (len(key) == 1 and key.isascii() and key.isalpha())


@cache
def _longer_names(category: str) -> str:
    return parts(answer for answer, _ in pool(category))


def parts(answers: Iterable[str]) -> str:
    """All answers of two words and more without their first and without their last, each between spaces, for a search
    within: what is found there is a part of another one's name."""
    names = [fold(answer).removeprefix("the ") for answer in answers]
    return " | ".join(f" {' '.join(w[1:])} | {' '.join(w[:-1])} " for w in map(str.split, names) if len(w) > 1)


def source(package: str, licence: str) -> Origin:
    """The provenance of what an installed package says."""
    return Origin(package=package, version=version(package), licence=licence)


@cache
def facts(topic: str) -> tuple[Fact, ...]:
    """All facts of a topic, always in the same order. Read once a process, when first asked for."""
    from assay.cases.curate import codes, countries, elements, regions

    makers = {
        "countries": countries.facts,
        "elements": elements.facts,
        "regions": regions.facts,
        "currencies": codes.facts,
    }
    return makers[topic]()


@cache
def pool(category: str) -> tuple[tuple[str, str], ...]:
    """Every (answer, near) of a category, each answer once, in a fixed order. Those of "es:city" are in Spanish."""
    from assay.cases.curate import abroad

    language, apart, _ = category.partition(":")
    found: dict[str, str] = {}
    for fact in abroad.facts(language) if apart else (fact for topic in TOPICS for fact in facts(topic)):
        if fact.category == category:
            found.setdefault(fact.answer, fact.near)
    return tuple(found.items())


def wrong_answers(fact: Fact, rng: random.Random, k: int) -> list[str]:
    """`k` different answers of the fact's own category that are wrong for it, half of them look-alikes where there are.

    Raises ValueError where the category holds too few.
    """
    right = {fold(a) for a in (fact.answer, *fact.accept, *fact.bar)}
    known = [(a, "") for a in fact.wrong] or pool(fact.category)
    options = [(a, near) for a, near in known if fold(a) not in right and is_readable(a)]
    if len(options) < k:
        raise ValueError(
            f"'{fact.category}' has only {len(options)} wrong answers to {fact.relation} of {fact.subject}"
        )
    close = [a for a, near in options if near and near == fact.near]
    wrong = rng.sample(close, min(len(close), (k + 1) // 2))
    rest = [a for a, _ in options if a not in wrong]
    wrong += rng.sample(rest, k - len(wrong))
    rng.shuffle(wrong)
    return wrong


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A text as compared: lower case, no accents, letters and digits only, "saint" for "st"."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    return " ".join("saint" if word == "st" else word for word in words)


def spellings(name: str, others: Sequence[str] = ()) -> tuple[str, ...]:
    """The other ways to write `name`: without accents or apostrophes, "St." for "Saint" and back, then `others`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    forms = [bare, *(bare.replace(mark, "") for mark in "'’ʻ"), *others]
    for form in (name, bare):
        if form.startswith("Saint "):
            forms += [form.replace("Saint ", "St. ", 1), form.replace("Saint ", "St ", 1)]
        if form.startswith("St. "):
            forms += [form.replace("St. ", "Saint ", 1), form.replace("St. ", "St ", 1)]
    return tuple(dict.fromkeys(f for f in forms if f and f != name))
