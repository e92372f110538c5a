"""A board game set in another world: short texts on real things in which a known fact may be changed or missing."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.curate.facts import Fact, wrong_answers
from assay.cases.curate.frames import PEOPLE
from assay.cases.curate.names import invented_name
from assay.cases.curate.questions import statement

__all__ = ["ARMS", "CardText", "card_texts"]

ARMS = ("contrary", "agreeing", "absent", "control")

_INTRO = (
    "This is from the booklet of a board game whose world is not ours.",
    "The following stands in the rules of a board game that plays in an invented world.",
    "Here is a page about a card game in a world unlike our own.",
)
_COLOURS = ("red", "blue", "green", "yellow", "white", "black", "grey", "purple")
_LINES = (
    "The card of {s} is {colour}.",
    "The card of {s} is worth {n} points.",
    "The picture on the card of {s} was drawn by {who}.",
    "Whoever draws {s} must wait for {few} turns.",
    "There are {few} copies of the card of {s}.",
    "{who} is the only player who has ever lost with {s}.",
    "The card of {s} may be swapped for {few} coins.",
    "The rule about {s} was changed after game {n}.",
)


@dataclass(frozen=True)
class CardText:
    """One text: the arm, the words, and what it says of the fact ("" where it says nothing)."""

    arm: str
    text: str
    says: str


def card_texts(rng: random.Random, fact: Fact) -> tuple[list[CardText], str]:
    """The four texts on one fact, and the value by which the changed world differs.

    `contrary` states the changed value, `agreeing` the true one, `absent` another line in its place; `control` is
    `contrary` with a line replaced that does not matter.
    """
    changed = wrong_answers(fact, rng, 1)[0]
    intro = rng.choice(_INTRO)
    lines = [_line(rng, template, fact.subject) for template in rng.sample(_LINES, 4)]
    *kept, spare = lines
    place, lost = rng.randrange(len(kept) + 1), rng.randrange(len(kept))
    moved = [spare if i == lost else line for i, line in enumerate(kept)]

    def page(others: list[str], key: str) -> str:
        return " ".join((intro, *others[:place], key, *others[place:]))

    told = {value: f"In this world, {statement(fact, value)}." for value in (changed, fact.answer)}
    return [
        CardText("contrary", page(kept, told[changed]), changed),
        CardText("agreeing", page(kept, told[fact.answer]), fact.answer),
        CardText("absent", page(kept, spare), ""),
        CardText("control", page(moved, told[changed]), changed),
    ], changed


def _line(rng: random.Random, template: str, subject: str) -> str:
    who = f"{rng.choice(PEOPLE)} {invented_name(rng, 'region')}"
    # Numbers from 150 on: no chemical element has them, so that none is an answer.
    return template.format(
        s=subject,
        colour=rng.choice(_COLOURS),
        n=rng.randrange(150, 990),
        few=rng.choice(("two", "three", "four")),
        who=who,
    )
