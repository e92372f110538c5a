"""Notes on two made-up places whose facts are all in the text, one of which may be missing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from assay.cases.curate.abroad import upper
from assay.cases.curate.dates import WEEKDAYS
from assay.cases.worlds import sights_abroad
from assay.cases.worlds.strangers import full_name, town

__all__ = ["GUIDES", "Attribute", "Guide", "Sight", "sight", "two_values"]


@dataclass(frozen=True)
class Attribute:
    """One thing to know of a place: the sentence that says it, the question that asks for it, and the answer's sort.

    `values` are what it can be, or a range of numbers, or "town" or "person" for made-up names. {x} is the place, {de} the
    place after "of", {v} the value and {a} its article.
    """

    name: str
    sentence: str
    question: str
    how: str
    values: tuple[str, ...] | range | str

    def draw(self, rng: random.Random, language: str) -> str:
        """A value at random."""
        if self.values == "town":
            return town(rng, language)
        if self.values == "person":
            return full_name(rng, language)
        return str(rng.choice(self.values))


@dataclass(frozen=True, kw_only=True)
class Guide:
    """How places are told of in one language. `name` is made of a {kind} and a {town}; `ask` has the {notes}, the {question}
    and {how} to answer; `unknown` is what is said where they do not tell, `also` are other forms of answers."""

    kinds: tuple[str, ...]
    name: str
    attributes: tuple[Attribute, ...]
    ask: str
    unknown: str
    also: Callable[[str, str], tuple[str, ...]]
    space: str = " "
    contractions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sight:
    """A made-up place as it stands in a sentence ("the museum of Gruzorkell")."""

    name: str
    guide: Guide

    def say(self, attribute: Attribute, value: str) -> str:
        """The attribute's sentence."""
        return upper(self._fill(attribute.sentence, value))

    def ask(self, attribute: Attribute) -> str:
        """The attribute's question."""
        return upper(self._fill(attribute.question, "x"))

    def _fill(self, template: str, value: str) -> str:
        start = next((s for s in self.guide.contractions if self.name.startswith(s)), "")
        de = f"{self.guide.contractions.get(start, 'de ')}{self.name.removeprefix(start)}"
        return template.format(x=self.name, de=de, v=value, a="an" if value[0] in "aeiou" else "a")


GUIDES: dict[str, Guide] = {
    "en": Guide(
        kinds=(
            "museum", "gallery", "theatre", "bathhouse", "castle", "hotel", "palace", "lighthouse", "old mill", "cinema",
            "monastery", "observatory", "town hall", "planetarium", "aquarium", "concert hall", "opera house", "villa",
            "exhibition hall", "manor house",
        ),
        name="the {kind} of {town}",
        attributes=(
            Attribute("year", "{x} opened in {v}.", "In which year did {x} open?", "the year", range(1780, 2021)),
            Attribute("head", "{x} is run by {v}.", "Who runs {x}?", "the person's full name", "person"),
            Attribute("visitors", "{x} has {v} visitors a week.", "How many visitors a week does {x} have?", "the number",
                      range(103, 990)),
            Attribute("river", "{x} stands on the river {v}.", "On which river does {x} stand?", "the river's name", "town"),
            Attribute("door", "The front door of {x} is {v}.", "What colour is the front door of {x}?", "the colour",
                      ("red", "blue", "green", "yellow", "white", "black", "grey", "brown", "orange", "purple")),
            Attribute("closed", "{x} is closed on {v}s.", "On which day of the week is {x} closed?", "the weekday", WEEKDAYS),
            Attribute("ticket", "A ticket for {x} costs {v} crowns.", "How many crowns does a ticket for {x} cost?",
                      "the number", range(11, 99)),
            Attribute("tree", "The tree in front of {x} is {a} {v}.", "What kind of tree stands in front of {x}?",
                      "the tree's name",
                      ("oak", "birch", "maple", "pine", "willow", "cherry", "walnut", "elm", "cedar", "lime")),
            Attribute("rooms", "{x} has {v} rooms.", "How many rooms does {x} have?", "the number", range(4, 60)),
            Attribute("architect", "{x} was designed by {v}.", "Who designed {x}?", "the person's full name", "person"),
        ),
        ask="{notes}\n{question} Answer with {how} only, or with the word {unknown} if the text does not say.",
        unknown="unknown",
        also=lambda name, value: (f"{value}s",) if name == "closed" else (),
    ),
    "es": Guide(
        kinds=sights_abroad.KINDS_ES,
        name="{kind} de {town}",
        attributes=tuple(Attribute(*row) for row in sights_abroad.ATTRIBUTES_ES),
        ask="{notes}\n{question} Responde solo con {how}, o con la palabra {unknown} si el texto no lo dice.",
        unknown="desconocido",
        also=sights_abroad.also_es,
        contractions={"el ": "del "},
    ),
    "zh": Guide(
        kinds=sights_abroad.KINDS_ZH,
        name="{town}{kind}",
        attributes=tuple(Attribute(*row) for row in sights_abroad.ATTRIBUTES_ZH),
        ask="{notes}\n{question}请只回答{how}；如果文中没有说明，请回答“{unknown}”。",
        unknown="未知",
        also=sights_abroad.also_zh,
        space="",
    ),
}  # fmt: skip


def sight(rng: random.Random, language: str, kind: str) -> Sight:
    """A made-up place of a kind."""
    guide = GUIDES[language]
    return Sight(guide.name.format(kind=kind, town=town(rng, language)), guide)


def two_values(rng: random.Random, attribute: Attribute, language: str) -> tuple[str, str]:
    """Two different values of one attribute."""
    first = second = attribute.draw(rng, language)
    while second == first:
        second = attribute.draw(rng, language)
    return first, second
