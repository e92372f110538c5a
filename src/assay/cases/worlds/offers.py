"""Offers that somebody takes or leaves: each has facts that speak for or against it, and each fact has an opposite."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.offers_abroad import ES, ZH
from assay.cases.worlds.settings import setting

__all__ = ["FACTS", "Offer", "offer"]

FACTS = 3
"""Facts that an offer shows."""

_GOOD_AND_BAD: dict[str, tuple[tuple[str, str], ...]] = {
    "rent a flat": (
        ("The rent is low.", "The rent is high."),
        ("The street is quiet.", "The street is loud."),
        ("The rooms are bright.", "The rooms are dark."),
        ("The heating is new.", "The heating is broken."),
        ("The station is near.", "The station is far away."),
    ),
    "book a hotel room": (
        ("The bed is comfortable.", "The bed is hard."),
        ("The price is low.", "The price is high."),
        ("The staff is friendly.", "The staff is rude."),
        ("The bathroom is clean.", "The bathroom is dirty."),
        ("The beach is near.", "The beach is far away."),
    ),
    "buy a used bicycle": (
        ("The brakes work well.", "The brakes are worn out."),
        ("The price is low.", "The price is high."),
        ("The frame is light.", "The frame is heavy."),
        ("The lights work.", "The lights are missing."),
        ("The tyres are new.", "The tyres are worn out."),
    ),
    "book a table at a restaurant": (
        ("The food is tasty.", "The food is bland."),
        ("The prices are low.", "The prices are high."),
        ("The service is quick.", "The service is slow."),
        ("The kitchen is clean.", "The kitchen is dirty."),
        ("The room is quiet.", "The room is loud."),
    ),
    "join a language course": (
        ("The teacher is patient.", "The teacher is impatient."),
        ("The fee is low.", "The fee is high."),
        ("The groups are small.", "The groups are crowded."),
        ("The lessons are lively.", "The lessons are dull."),
        ("The school is near.", "The school is far away."),
    ),
    "buy a used laptop": (
        ("The battery lasts long.", "The battery lasts an hour."),
        ("The price is low.", "The price is high."),
        ("The screen is sharp.", "The screen is blurred."),
        ("The keyboard works well.", "The keyboard often sticks."),
        ("The case is light.", "The case is heavy."),
    ),
    "start a new job": (
        ("The pay is good.", "The pay is poor."),
        ("The team is friendly.", "The team is hostile."),
        ("The hours are flexible.", "The hours are rigid."),
        ("The office is near.", "The office is far away."),
        ("The tasks are varied.", "The tasks are dull."),
    ),
    "rent a garden plot": (
        ("The soil is rich.", "The soil is poor."),
        ("The plot is sunny.", "The plot is in the shade."),
        ("The fee is low.", "The fee is high."),
        ("The neighbours are kind.", "The neighbours quarrel."),
        ("The water is near.", "The water is far away."),
    ),
}
KINDS: tuple[str, ...] = tuple(_GOOD_AND_BAD)
_BY_LANGUAGE: dict[str, dict[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    "en": {kind: (kind, facts) for kind, facts in _GOOD_AND_BAD.items()},
    "es": ES,
    "zh": ZH,
}
_OPENING = {
    "en": "{name} can {deed} in {town}.",
    "es": "{name} puede {deed} en {town}.",
    "zh": "{name}可以在{town}{deed}。",
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What `name` can do: `opening` and the facts in order, of which one or two are `good`; `opposites` of each fact."""

    kind: str
    name: str
    opening: str
    facts: tuple[str, ...]
    opposites: tuple[str, ...]
    good: tuple[bool, ...]
    language: str

    def told(self, changed: int | None = None) -> str:
        """The offer in words, with one fact turned into its opposite if `changed` names its place."""
        facts = [self.opposites[i] if i == changed else fact for i, fact in enumerate(self.facts)]
        return ("" if self.language == "zh" else " ").join([self.opening, *facts])


def offer(rng: random.Random, kind: str, language: str = "en") -> Offer:
    """A fresh offer of a kind, neither all good nor all bad, told in a language."""
    deed, facts = _BY_LANGUAGE[language][kind]
    slots, pairs = setting(rng, language), rng.sample(facts, FACTS)
    good = rng.sample((True, False, rng.random() < 0.5), FACTS)
    shown = [(well, badly) if is_good else (badly, well) for (well, badly), is_good in zip(pairs, good, strict=True)]
    return Offer(
        kind=kind,
        name=slots["name"],
        opening=_OPENING[language].format(name=slots["name"], deed=deed, town=slots["town"]),
        facts=tuple(fact for fact, _ in shown),
        opposites=tuple(opposite for _, opposite in shown),
        good=tuple(good),
        language=language,
    )
