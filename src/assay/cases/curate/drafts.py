"""What a generator model is asked to write for a run: paraphrases and settings, each with the rule that it must pass.

A draft never decides an answer. A paraphrase puts a question of ours in other words, a setting is a sentence before a
case of ours; where none is written, or none passes, the case is the one that rules make alone.
"""

from __future__ import annotations

import random
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assay.cases.curate.record import ParaphraseRecord, Provenance, Record, SettingRecord
from assay.cases.vary.by_model import HARMLESS, asking, flaw, reworded
from assay.cases.vary.question import Question
from assay.cases.vary.spans import DECISIVE

__all__ = ["Draft", "Paraphrase", "Setting", "alike", "setting_for", "settings"]


class Draft(ABC):
    """One text wanted. `kind` names what it is, `key` what makes it another one; two texts of one draft kind whose
    likeness (`alike`) is above `closest` count as the same."""

    kind: str
    closest: float

    @property
    @abstractmethod
    def key(self) -> str: ...

    @property
    @abstractmethod
    def ask(self) -> str:
        """What the model is told, without the form of its answer."""

    @abstractmethod
    def flaw(self, text: str) -> str:
        """Why the text cannot be used, in a few words; "" where it can."""

    @abstractmethod
    def record(self, text: str, provenance: Provenance) -> Record:
        """The text as it is frozen."""


@dataclass(frozen=True)
class Paraphrase(Draft):
    """A question of this run in other words; what tells its facts stays word for word."""

    question: Question
    kind = "paraphrase"
    closest = 1.0  # the stems are alike already; only doubles are of no use

    @property
    def key(self) -> str:
        return self.question.stem

    @property
    def ask(self) -> str:
        asked = asking(self.question)[1]
        return (
            "Put the question below in other words: another order, or another way to ask. It must ask the very same. Keep its "
            "numbers, its names and its nouns, verbs and comparisons as they are, keep every 'not', and neither answer "
            f"it nor add anything to it.\nQuestion: {asked}"
        )

    def flaw(self, text: str) -> str:
        return flaw(self.question, reworded(self.question, text))

    def record(self, text: str, provenance: Provenance) -> Record:
        stem = reworded(self.question, text).stem
        return ParaphraseRecord(
            stem=self.question.stem, paraphrase=stem, language="en", topic=self.question.topic, provenance=provenance
        )


_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "topic": ("weather", "light", "sounds", "smells", "streets", "gardens", "birds", "music", "trees", "water"),
    "register": ("plain", "formal", "lively", "poetic", "dry"),
    "length": ("6 to 10", "11 to 15", "16 to 22"),
    "setting": (
        "a harbour town at dawn", "a village in the hills in autumn", "a city suburb at noon", "a valley in early spring",
        "an island late in summer", "a market town in winter", "a river bank in the evening", "a plain after rain",
        "a forest edge in the morning", "a desert town at sunset",
    ),
}  # fmt: skip

_BARRING = """
    i me my mine we us our you your yourself he she they him her them please sorry cannot not no never yes answer
    question polite impolite politely rude rudely manners custom customs tradition traditions etiquette guest guests
    host hosts visitor visitors proper properly improper allowed forbidden must should ought because therefore so if
    unless ignore instruction instructions assistant model language
"""
_BARRED = frozenset(_BARRING.split())
"""Words that would make a setting more than a setting: persons, judgements, conditions, talk to whoever reads it."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Setting(Draft):
    """One sentence of scenery, written to attributes: topic, register, length and setting."""

    attributes: tuple[tuple[str, str], ...]
    kind = "setting"
    closest = 0.35

    @property
    def key(self) -> str:
        return str(self.attributes)

    @property
    def ask(self) -> str:
        a = dict(self.attributes)
        return (
            f"Write one English sentence of scenery that could open a story: {a['setting']}, about its {a['topic']}, in a "
            f"{a['register']} register, {a['length']} words long. No people, no numbers, no speech, no judgement: only what is "
            "there to be seen, heard or smelled."
        )

    def flaw(self, text: str) -> str:
        words = [word.lower() for word in _WORD.findall(text)]
        least, most = (int(n) for n in dict(self.attributes)["length"].split(" to "))
        if not re.fullmatch(r"[A-Z][^.?!:;\n\"“”\d<>{}\[\]]*\.", text):
            return "it is not one plain sentence without numbers and speech"
        if not least - 3 <= len(words) <= most + 3:
            return "it has not the length that was asked for"
        if barred := sorted(set(words) & _BARRED):
            return f"it says more than the scene ('{barred[0]}')"
        return ""

    def record(self, text: str, provenance: Provenance) -> Record:
        attributes = dict(self.attributes)
        return SettingRecord(
            text=text, attributes=attributes, language="en", topic=attributes["topic"], provenance=provenance
        )


def settings(rng: random.Random, n: int) -> list[Setting]:
    """`n` settings wanted, at most 500, their attributes drawn so that the values of each are used equally often."""
    n = min(n, 500)
    found: dict[str, Setting] = {}
    while len(found) < n:
        decks = {name: rng.sample(values, len(values)) for name, values in _ATTRIBUTES.items()}
        for place in range(max(map(len, decks.values()))):
            one = Setting(tuple((name, deck[place % len(deck)]) for name, deck in decks.items()))
            found.setdefault(one.key, one)
    return list(found.values())[:n]


def setting_for(told: str, records: Sequence[Record], turn: int) -> str:
    """The setting for a case that tells `told`: the next in turn that shares no word of substance with it, "" for none."""
    found = [r for r in records if isinstance(r, SettingRecord)]
    own = _substance(told)
    for step in range(len(found)):
        text = found[(turn + step) % len(found)].text
        if own.isdisjoint(_substance(text)):
            return text
    return ""


def _substance(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - HARMLESS - DECISIVE - {"into", "over", "through", "near"}


def alike(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1: the Jaccard index of their single words and pairs of words."""
    a, b = _grams(one), _grams(other)
    return len(a & b) / len(a | b) if a | b else 1.0


def _grams(text: str) -> set[tuple[str, ...]]:
    words = tuple(word.lower() for word in re.findall(r"\w+", text))
    return {(word,) for word in words} | set(pairwise(words))
