"""Facts put into words: several ways to ask for each, how to answer, and the fact as a premise or a statement."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from assay.cases.curate.dates import RELATIONS, date_fact
from assay.cases.curate.facts import TOPICS, Fact, facts

__all__ = ["LETTERS", "as_stated", "deck", "how", "lettered", "question", "spoken", "statement", "thing"]

LETTERS = "ABCDEFGH"

_ASK: dict[str, tuple[str, ...]] = {
    "capital": (
        "What is the capital of {subject}?",
        "Which city is the capital of {subject}?",
        "Name the capital city of {subject}.",
    ),
    "part of the world": (
        "In which of Africa, Americas, Asia, Europe and Oceania is {subject}?",
        "{Subject} lies in which part of the world: Africa, Americas, Asia, Europe or Oceania?",
    ),
    "currency": (
        "What is the three-letter code (ISO 4217) of the currency of {subject}?",
        "Which currency code (ISO 4217, three letters) is used in {subject}?",
    ),
    "language": (
        "What is the main language of government in {subject}?",
        "In which language does the government of {subject} mainly work?",
    ),
    "calling code": (
        "What is the international telephone code of {subject}?",
        "Which country code do you dial to phone {subject} from abroad?",
    ),
    "country code": (
        "What is the three-letter country code (ISO 3166) of {subject}?",
        "Which three letters stand for {subject} in ISO 3166 (alpha-3)?",
    ),
    "neighbour": (
        "Which country has a land border with {subject}?",
        "Name one country that shares a land border with {subject}.",
    ),
    "symbol": (
        "What is the chemical symbol of {subject}?",
        "Which symbol stands for {subject} in the periodic table?",
    ),
    "atomic number": (
        "What is the atomic number of {subject}?",
        "How many protons has an atom of {subject}?",
    ),
    "element by number": (
        "Which chemical element has the atomic number {subject}?",
        "Name the element number {subject} of the periodic table.",
    ),
    "element by symbol": (
        "Which chemical element has the symbol {subject}?",
        "What element does {subject} stand for in the periodic table?",
    ),
    "next element": (
        "Which chemical element comes right after {subject} in the periodic table?",
        "Name the element whose atomic number is one more than that of {subject}.",
    ),
    "country of region": (
        "In which country is the {kind} {subject}?",
        "To which country does the {kind} {subject} belong?",
    ),
    "code of currency": (
        "What is the three-letter code (ISO 4217) of the currency {subject}?",
        "Which ISO 4217 code stands for the {subject}?",
    ),
    "currency of code": (
        "Which currency has the ISO 4217 code {subject}?",
        "For which currency does the code {subject} stand?",
    ),
    "weekday": (
        "What day of the week was or will be {subject}?",
        "On which weekday does {subject} fall?",
    ),
    "days between": (
        "How many days is it from {subject}?",
        "Count the days from {subject}. How many are there?",
    ),
    "date after": (
        "Which date is {subject}?",
        "What day and month is it {subject}?",
    ),
    "length of February": (
        "How many days has February in the year {subject} (Gregorian calendar)?",
        "In the Gregorian calendar, how long in days is February {subject}?",
    ),
}  # fmt: skip

_HOW: dict[str, str] = {
    "capital": "the city's name only",
    "part of the world": "one of the five only",
    "currency": "the code only",
    "language": "the language's name only",
    "calling code": "the code only",
    "country code": "the three letters only",
    "neighbour": "one country's name only",
    "symbol": "the symbol only",
    "atomic number": "the number only",
    "element by number": "the element's name only",
    "element by symbol": "the element's name only",
    "next element": "the element's name only",
    "country of region": "the country's name only",
    "code of currency": "the three letters only",
    "currency of code": "the currency's name only",
    "weekday": "the weekday only",
    "days between": "the number only",
    "date after": "the day and month only",
    "length of February": "the number only",
}

_STATE: dict[str, tuple[str, str]] = {
    "capital": ("{answer} is the capital of {subject}", "the capital of {subject}"),
    "part of the world": ("{subject} is part of {the_answer}", "the part of the world that {subject} belongs to"),
    "currency": ("{answer} is the currency code of {subject}", "the currency code of {subject}"),
    "language": ("{answer} is the main language of government in {subject}", "the name of the language of government in {subject}"),
    "calling code": ("{answer} is the telephone code of {subject}", "the telephone code of {subject}"),
    "country code": ("{answer} is the ISO 3166 alpha-3 code of {subject}", "the ISO 3166 alpha-3 code of {subject}"),
    "neighbour": ("{answer} has a land border with {subject}", "a country that borders {subject}"),
    "symbol": ("{answer} is the chemical symbol of {subject}", "the chemical symbol of {subject}"),
    "atomic number": ("{answer} is the atomic number of {subject}", "the atomic number of {subject}"),
    "element by number": ("element number {subject} is {answer}", "the name of element number {subject}"),
    "element by symbol": ("{subject} is the symbol of {answer}", "the name of the element with the symbol {subject}"),
    "next element": ("{answer} comes right after {subject} in the periodic table", "the name of the element right after {subject}"),
    "country of region": ("the {kind} {subject} is in {answer}", "the name of the country that the {kind} {subject} belongs to"),
    "code of currency": ("{answer} is the ISO 4217 code of the {subject}", "the ISO 4217 code of the {subject}"),
    "currency of code": ("the ISO 4217 code {subject} stands for the {answer}", "the name of the currency with the code {subject}"),
    "weekday": ("{subject} falls on a {answer}", "the weekday of {subject}"),
    "days between": ("it is {answer} days from {subject}", "the number of days from {subject}"),
    "date after": ("{answer} is the date {subject}", "the date {subject}"),
    "length of February": ("February {subject} has {answer} days", "the number of days in February {subject}"),
}  # fmt: skip


_ASK_ANY = (
    "What is the {relation} of {subject}?",
    "{Subject}: what is its {relation}?",
)
"""For relations that a source brings."""


def question(fact: Fact, rng: random.Random) -> str:
    """The fact asked for in one of its wordings, or in those of its source."""
    return fact.asked or _fill(rng.choice(_ASK.get(fact.relation, _ASK_ANY)), fact)


def as_stated(fact: Fact) -> str:
    """The fact asked for in the words in which it is stated: where a text says so, they need no knowledge to match."""
    return fact.asked or _fill(_ASK.get(fact.relation, _ASK_ANY)[0], fact)


def how(fact: Fact) -> str:
    """What the answer is to be, for "Answer with …"."""
    return _HOW.get(fact.relation, "the short answer only")


def statement(fact: Fact, answer: str | None = None) -> str:
    """The fact as a clause without a full stop, with its own answer or another one."""
    return _fill(_STATE[fact.relation][0], fact, answer)


def spoken(answer: str) -> str:
    """An answer as it stands in a sentence: with its article, where a list would leave it out."""
    return "the Americas" if answer == "Americas" else answer


def thing(fact: Fact) -> str:
    """What is asked for, as a noun phrase ("the capital of France")."""
    return _fill(_STATE[fact.relation][1], fact)


def _fill(text: str, fact: Fact, answer: str | None = None) -> str:
    capital, answer = fact.subject[:1].upper() + fact.subject[1:], fact.answer if answer is None else answer
    return text.format(
        subject=fact.subject,
        Subject=capital,
        kind=fact.kind,
        relation=fact.relation,
        answer=answer,
        the_answer=spoken(answer),
    )


def lettered(options: tuple[str, ...]) -> str:
    """Options on one line: "A) Oslo  B) Rome"."""
    return "  ".join(f"{letter}) {option}" for letter, option in zip(LETTERS, options, strict=False))


def deck(
    rng: random.Random,
    *,
    dates: bool = True,
    keep: Callable[[Fact], bool] = lambda _: True,
    leave_out: tuple[str, ...] = (),
    of: Callable[[str], tuple[Fact, ...]] = facts,
    dated: Callable[[random.Random, str], Fact] = date_fact,
) -> Iterator[Fact]:
    """Facts without end, the topics in turn, then each topic's relations and rarities in turn, so that every start of
    the stream is balanced. `keep` filters facts, `leave_out` names relations that do not fit; `of`
    gives a topic's facts and `dated` one of the calendar, where they are not the English ones."""
    groups: dict[str, list[tuple[str, list[Fact]]]] = {}
    for topic in TOPICS:
        cells: dict[tuple[str, str], list[Fact]] = {}
        for fact in of(topic):
            if fact.relation not in leave_out and fact.readable and keep(fact):
                cells.setdefault((fact.relation, fact.rarity), []).append(fact)
        groups[topic] = [(relation, members) for (relation, _), members in cells.items()]
        rng.shuffle(groups[topic])
    relations = [r for r in RELATIONS if r not in leave_out]
    turn = 0
    while True:
        for topic in TOPICS:
            if groups[topic]:
                yield rng.choice(groups[topic][turn % len(groups[topic])][1])
        if dates and relations:
            yield dated(rng, relations[turn % len(relations)])
        turn += 1
