"""Easy questions from small seeded worlds; the answer is computed from the facts drawn, before they become words.

Open questions want a number or a word of the text; the others offer four options, in shuffled order. They are meant to be easy: a robustness
probe needs a model that is mostly right before anything is changed. What an answer rests on is protected from change.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from assay.cases.vary.question import Question
from assay.cases.worlds.lexicon import CATEGORIES, COLOURS, DAYS, NAMES, OBJECTS, PLACES, a, plural

__all__ = ["NUMBER", "OPTION", "TOPICS", "WORD"]

OPTION = "Answer with one of the options only."
NUMBER = "Answer with the number only."
WORD = "Answer with one word only."


def membership(rng: random.Random) -> Question:
    """Which of four words belongs to a category; the others are of three other categories."""
    kinds = rng.sample(tuple(CATEGORIES), 4)
    options = [rng.choice(CATEGORIES[kind]) for kind in kinds]
    stem = rng.choice(
        (
            f"Which of these is {kinds[0]}?",
            f"One of these words names {kinds[0]}. Which word?",
            f"Look at these four words. Which one is {kinds[0]}?",
            f"Find the word that stands for {kinds[0]}. Which word is it?",
        )
    )
    return _choice(rng, "membership", stem, options[0], options, protected=(kinds[0].split(" ", 1)[1],))


def odd_one_out(rng: random.Random) -> Question:
    """Three words of one category and one of another."""
    most, other = rng.sample(tuple(CATEGORIES), 2)
    options = [*rng.sample(CATEGORIES[most], 3), rng.choice(CATEGORIES[other])]
    kind = most.split(" ", 1)[1]
    stem = rng.choice(
        (
            f"Which of these is not {most}?",
            f"Three of these words name {most} each. Which word does not?",
            f"Which word does not belong, because it does not name {most}?",
        )
    )
    return _choice(rng, "odd-one-out", stem, options[3], options, protected=(kind,))


def reading(rng: random.Random) -> Question:
    """Two sentences of a day, person, colour, thing and place each, then a question about one of these facts."""
    names, things, colours = rng.sample(NAMES, 2), rng.sample(OBJECTS, 2), rng.sample(COLOURS, 2)
    places, days = rng.sample(PLACES, 2), rng.sample(DAYS, 2)
    verb, base = rng.choice((("left", "leave"), ("found", "find"), ("bought", "buy"), ("lost", "lose")))
    facts = [f"On {days[i]}, {names[i]} {verb} a {colours[i]} {things[i]} at the {places[i]}." for i in range(2)]
    i = rng.randrange(2)
    asks = (
        (
            f"Where did {names[i]} {base} the {things[i]}?",
            places,
            PLACES,
            f"{names[i]} {verb} the {things[i]} at the {{}}.",
        ),
        (f"What colour is the {things[i]}?", colours, COLOURS, f"The colour of the {things[i]} is {{}}."),
        (
            f"On which day did {names[i]} {base} the {things[i]}?",
            days,
            DAYS,
            f"{names[i]} {verb} the {things[i]} on {{}}.",
        ),
        (
            f"What did {names[i]} {base} at the {places[i]}?",
            things,
            OBJECTS,
            f"At the {places[i]}, {names[i]} {verb} the {{}}.",
        ),
    )
    ask, found, pool, statement = rng.choice(asks)
    options = [*found, *rng.sample([w for w in pool if w not in found], 2)]
    stem = f"{' '.join(facts)} {ask}"
    words = (*names, *things, *colours, *places, *days, verb, base)
    protected = tuple(w for w in words if w in stem)
    return _choice(rng, "reading", stem, found[i], options, protected, tuple(facts), statement)


def recall(rng: random.Random) -> Question:
    """Three people left a thing somewhere each; where one of them did, or which thing it was."""
    names, things, places = rng.sample(NAMES, 3), rng.sample(OBJECTS, 3), rng.sample(PLACES, 3)
    facts = [f"{n} left the {t} at the {p}" for n, t, p in zip(names, things, places, strict=True)]
    which = rng.randrange(3)
    ask, found, statement = rng.choice(
        (
            (
                f"Where did {names[which]} leave the {things[which]}?",
                places,
                f"{names[which]} left the {things[which]} at the {{}}.",
            ),
            (
                f"What did {names[which]} leave at the {places[which]}?",
                things,
                f"At the {places[which]}, {names[which]} left the {{}}.",
            ),
        )
    )
    stem = f"{facts[0]}, {facts[1]}, and {facts[2]}. {ask}"
    return _word("recall", stem, found, which, (*names, *things, *places), _sentences(facts), statement)


def owner(rng: random.Random) -> Question:
    """Three people own a thing each; who owns one of them."""
    names, things, colours = rng.sample(NAMES, 3), rng.sample(OBJECTS, 3), rng.sample(COLOURS, 3)
    facts = [f"{n} owns the {c} {t}" for n, c, t in zip(names, colours, things, strict=True)]
    which = rng.randrange(3)
    stem = f"{facts[0]}, {facts[1]}, and {facts[2]}. Who owns the {things[which]}?"
    statement = f"{{}} owns the {things[which]}."
    return _word("owner", stem, names, which, (*names, *things), _sentences(facts), statement)


def ordering(rng: random.Random) -> Question:
    """Four people with a number each; who has the most, or the fewest."""
    names = rng.sample(NAMES, 4)
    numbers = rng.sample(range(2, 100), 4)
    thing = plural(rng.choice(OBJECTS))
    pairs = ", ".join(f"{n} has {k}" for n, k in zip(names[:3], numbers[:3], strict=True))
    word, pick = rng.choice((("most", max), ("fewest", min)))
    answer = names[numbers.index(pick(numbers))]
    stem = f"Count the {thing}: {pairs}, and {names[3]} has {numbers[3]}. Who has the {word} {thing}?"
    told = [f"{n} has {k} {thing}" for n, k in zip(names, numbers, strict=True)]
    statement = f"{{}} has the {word} {thing}."
    return _choice(rng, "ordering", stem, answer, names, tuple(names), _sentences(told), statement)


def chain(rng: random.Random) -> Question:
    """Three comparisons that order four people; who stands at an end."""
    names = rng.sample(NAMES, 4)
    more, most, least = rng.choice(
        (("taller", "tallest", "shortest"), ("older", "oldest", "youngest"), ("faster", "fastest", "slowest"))
    )
    facts = [f"{names[i]} is {more} than {names[i + 1]}." for i in range(3)]
    rng.shuffle(facts)
    word, answer = rng.choice(((most, names[0]), (least, names[3])))
    stem = f"{' '.join(facts)} Who is the {word} of the four people?"
    statement = f"{{}} is the {word} of the four people."
    return _choice(rng, "chain", stem, answer, names, tuple(names), tuple(facts), statement)


def week(rng: random.Random) -> Question:
    """A day some days after or before another."""
    names, thing = rng.sample(NAMES, 2), rng.choice(OBJECTS)
    start, step, sign = rng.randrange(7), rng.randint(1, 3), rng.choice((1, -1))
    answer = DAYS[(start + sign * step) % 7]
    days = ("one day", "two days", "three days")[step - 1]
    stem = (
        f"{names[0]} gets the {thing} on {DAYS[start]}. {names[1]} gets it {days} "
        f"{'later' if sign > 0 else 'earlier'}. On which day does {names[1]} get the {thing}?"
    )
    options = [answer, *rng.sample([d for d in DAYS if d != answer], 3)]
    return _choice(
        rng,
        "week",
        stem,
        answer,
        options,
        (*names, thing, days),
        (
            f"{names[0]} gets the {thing} on {DAYS[start]}.",
            f"{names[1]} gets it {days} {'later' if sign > 0 else 'earlier'}.",
        ),
        f"{names[1]} gets the {thing} on {{}}.",
    )


def arithmetic(rng: random.Random) -> Question:
    """One step of adding or taking away, in words; both numbers under 20, the result from 0."""
    name, thing, colour = rng.choice(NAMES), plural(rng.choice(OBJECTS)), rng.choice(COLOURS)
    x, y = rng.randint(2, 19), rng.randint(1, 9)
    if rng.random() < 0.5:
        act, total, rest, end = rng.choice(("gets", "buys", "finds")), x + y, "more", "now"
    else:
        y = min(x, y)
        x += 1 if x - y == 1 else 0  # "1 red books left" would be no plural
        act, total, rest, end = rng.choice(("loses", "sells", "gives away")), x - y, "of them", "left"
    stem = f"{name} has {x} {colour} {thing} and {act} {y} {rest}. How many {colour} {thing} does {name} have {end}?"
    told = (f"{name} has {x} {colour} {thing}.", f"Then {name} {act} {y} {rest}.")
    statement = f"{name} has {{}} {colour} {thing} {end}."
    return _number("arithmetic", stem, total, (name, *act.split()), told, statement)


def ledger(rng: random.Random) -> Question:
    """A balance after two payments."""
    name, start = rng.choice(NAMES), rng.randint(5, 30)
    sources = rng.sample(OBJECTS, 2)
    balance, lines, protected = start, [], [name]
    for thing in sources:
        amount = rng.randint(2, 9)
        if amount <= balance and rng.random() < 0.5:
            balance -= amount
            lines.append(f"pays {amount} coins for {a(thing)}")
        else:
            balance += amount
            lines.append(f"is paid {amount} coins for {a(thing)}")
        protected.append(thing)
    stem = f"{name} has {start} coins, {lines[0]}, then {lines[1]}. How many coins does {name} have in the end?"
    protected += ["coins", *(w for w in ("pays", "paid") if w in stem)]
    told = (f"{name} has {start} coins.", f"First, {name} {lines[0]}.", f"Then {name} {lines[1]}.")
    return _number("ledger", stem, balance, tuple(protected), told, f"In the end, {name} has {{}} coins.")


TOPICS: dict[str, Callable[[random.Random], Question]] = {
    "membership": membership,
    "recall": recall,
    "arithmetic": arithmetic,
    "reading": reading,
    "ordering": ordering,
    "owner": owner,
    "odd-one-out": odd_one_out,
    "week": week,
    "ledger": ledger,
    "chain": chain,
}
"""The worlds by topic. `arithmetic` and `ledger` want a number, `recall` and `owner` one word of three that stand in the
text; the others offer four options."""


def _choice(
    rng: random.Random,
    topic: str,
    stem: str,
    answer: str,
    options: list[str],
    protected: tuple[str, ...],
    facts: tuple[str, ...] = (),
    statement: str = "",
) -> Question:
    shown = list(options)
    rng.shuffle(shown)
    return Question(
        stem=stem,
        answer=answer,
        options=tuple(shown),
        instruction=OPTION,
        protected=protected,
        topic=topic,
        facts=facts,
        statement=statement,
    )


def _word(
    topic: str,
    stem: str,
    words: Sequence[str],
    which: int,
    protected: tuple[str, ...],
    facts: tuple[str, ...],
    statement: str,
) -> Question:
    others = tuple(w for i, w in enumerate(words) if i != which)
    return Question(
        stem=stem,
        answer=words[which],
        instruction=WORD,
        protected=protected,
        topic=topic,
        distractors=others,
        facts=facts,
        statement=statement,
    )


def _number(
    topic: str, stem: str, answer: int, protected: tuple[str, ...], facts: tuple[str, ...], statement: str
) -> Question:
    return Question(
        stem=stem,
        answer=str(answer),
        instruction=NUMBER,
        protected=protected,
        topic=topic,
        facts=facts,
        statement=statement,
    )


def _sentences(clauses: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{clause}." for clause in clauses)
