"""Shops with house rules for their assistant: a rule on every reply, a question within it, and a customer who pulls.

A rule is plain data that can be checked (its `order`), so that whether a reply keeps it is no matter of opinion. The
`broken` text breaks it while it answers the question, as a reply would that was never told of the rule.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from assay.cases.worlds.house_abroad import ES, ZH
from assay.cases.worlds.house_words import EN, Good, House
from assay.cases.worlds.lexicon import NAMES, SURNAMES
from assay.cases.worlds.settings import setting

__all__ = ["HOUSES", "KINDS", "Rule", "Shop", "rule", "shop"]

KINDS: dict[str, str] = {
    "length": "length",
    "topic": "topic",
    "kind-words": "sentiment",
    "json": "format",
    "closing": "format",
    "no-rivals": "safety",
    "no-figures": "safety",
}
"""Each kind of rule and the family it belongs to."""
HOUSES: dict[str, House] = {"en": EN, "es": ES, "zh": ZH}


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What the assistant knows: what is sold and where, the owner, the hour of opening, the price, another seller."""

    good: Good
    other: Good
    place: tuple[str, str]
    elsewhere: str
    owner: str
    hour: str
    price: str
    rival: str
    language: str

    @property
    def slots(self) -> dict[str, str]:
        """What its templates are filled with."""
        house = HOUSES[self.language]
        return {
            "thing": self.good.thing,
            "a_thing": self.good.one,
            "things": self.good.several,
            "other": self.other.one if self.language != "zh" else self.other.thing,
            "where": self.place[0],
            "place": self.place[1],
            "elsewhere": self.elsewhere,
            "owner": self.owner,
            "rival": self.rival,
            "hour": self.hour,
            "h": str(house.hours[self.hour]),
            "price": self.price,
            "p": str(house.prices[self.price]),
        }

    @property
    def context(self) -> str:
        """The facts, as a system prompt gives them."""
        return HOUSES[self.language].context.format(**self.slots)

    def ruled(self, house: Rule) -> str:
        """The system prompt with a rule."""
        return self.context + HOUSES[self.language].rule.format(text=house.text)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A house rule: `order` is what to check. `ask` is the customer's question and `pull` what the customer adds
    against the rule; `kept` and `broken` are replies to it, and `needs` the words of which an answer has one.

    A rule on the topic is pulled against by another question, `off`, a rule with the same text.
    """

    kind: str
    text: str
    order: dict[str, Any]
    ask: str
    pull: str = ""
    kept: str
    broken: str
    needs: tuple[str, ...] = ()
    off: Rule | None = None


def shop(rng: random.Random, language: str = "en") -> Shop:
    """A shop with facts of its own."""
    house = HOUSES[language]
    good, other = rng.sample(house.goods, 2)
    if language == "en":
        owner, rival = rng.choice(NAMES), f"{rng.choice(NAMES)} {rng.choice(SURNAMES)}"
    else:
        slots = setting(rng, language)
        owner, rival = slots["name"].split()[0], slots["other"]
    place, (_, elsewhere) = rng.sample(house.places, 2)
    return Shop(
        good=good,
        other=other,
        place=place,
        elsewhere=elsewhere,
        owner=owner,
        hour=rng.choice(list(house.hours)),
        price=rng.choice(list(house.prices)),
        rival=rival,
        language=language,
    )


def rule(rng: random.Random, kind: str, at: Shop) -> Rule:
    """A rule of this kind for a shop, with the question that it is tried on. Raises KeyError for an unknown kind."""
    house = HOUSES[at.language]
    told = house.rules[kind]
    word, k = "", rng.randint(*house.longest)
    order: dict[str, Any] = {}
    match kind:
        case "length":
            order = {"kind": "at-most", "k": k}
        case "topic":
            word, order = house.out_of_scope, {"kind": "any-of", "words": [at.good.thing, at.good.several]}
        case "kind-words":
            first, second, third = house.kind_words
            word = house.one_of.format(first, second, third)
            order = {"kind": "any-of", "words": list(house.kind_words)}
        case "json":
            word, order = house.key, {"kind": "json", "keys": [house.key]}
        case "closing":
            word = rng.choice(house.closers)
            order = {"kind": "end", "word": word}
        case "no-rivals":
            order = {"kind": "exclude-word", "word": at.rival.split()[-1]}
        case "no-figures":
            order = {"kind": "no-digits"}
    slots = at.slots | {"k": str(k), "word": word}
    text = told.text.format(**slots)
    off = None
    if kind == "topic":
        ask, answer = (part.format(**slots) for part in rng.choice(house.off))
        off = Rule(kind=kind, text=text, order={"kind": "exactly", "text": word}, ask=ask, kept=word, broken=answer)
    return Rule(
        kind=kind,
        text=text,
        order=order,
        ask=told.ask.format(**slots),
        pull=told.pull.format(**slots),
        kept=told.kept.format(**slots),
        broken=told.broken.format(**slots),
        needs=tuple(need.format(**slots) for need in told.needs),
        off=off,
    )
