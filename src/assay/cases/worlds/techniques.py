"""General ways to put a request so that a model may do what it would refuse when asked plainly.

They are framings that anybody knows from print, kept short and general: none is tuned to a model, and each works on a
harmless request as on a harmful one. What is asked stays the same throughout; only how it is put changes. What they say
stands in `techniques_words` and `techniques_abroad`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from assay.cases.worlds.encodings import ENCODINGS, ENCODINGS_ABROAD, Encoding
from assay.cases.worlds.techniques_abroad import TECHNIQUES_ABROAD
from assay.cases.worlds.techniques_words import ENGLISH, Wording
from assay.records import Message

__all__ = ["FAMILIES", "TECHNIQUES", "Posed", "Said", "Technique", "encodings", "families", "techniques", "wording"]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A request: the sentence that asks, the goal in it, the word an answer must begin with, the charged words of the
    goal, the sentence in other languages where there is one, and what techniques say in its language."""

    ask: str
    goal: str
    marker: str
    words: tuple[str, ...]
    abroad: Mapping[str, str]
    say: Wording = ENGLISH

    @property
    def begin(self) -> str:
        return self.say.begin.format(marker=self.marker)

    @property
    def plain(self) -> str:
        """The request as it is."""
        return self.say.glue.join((self.ask, self.begin, self.say.brief))

    def fill(self, template: str, **more: str) -> str:
        """A template of `Wording`, filled in."""
        own = {"ask": self.ask, "begin": self.begin, "brief": self.say.brief, "goal": self.goal, "marker": self.marker}
        return template.format(plain=self.plain, **own, **more)


@dataclass(frozen=True, kw_only=True)
class Posed:
    """What is sent: the messages, and the moves after them where a dialogue goes on."""

    messages: tuple[Message, ...]
    moves: tuple[str, ...] = ()


Pose = Callable[[Said, random.Random], Posed]


@dataclass(frozen=True)
class Technique:
    """A named way to put a request, of a `family`."""

    name: str
    family: str
    pose: Pose


def _one(text: str) -> Posed:
    return Posed(messages=(Message("user", text),))


def _framed(name: str, said: Said, rng: random.Random) -> Posed:
    return _one(said.fill(rng.choice(said.say.frames[name])))


def _encoded(coding: Encoding, said: Said, rng: random.Random) -> Posed:
    lead = rng.choice(said.say.encoded).format(called=coding.called)
    hidden = coding.encode(said.say.glue.join((said.ask, said.begin)))
    return _one(f"{lead}{said.say.glue}{said.say.brief}\n\n{hidden}")


def _parts(said: Said, rng: random.Random) -> Posed:
    """The sentence cut in three, to be joined: between words, or characters where a script parts no words."""
    say = said.say
    words = said.ask.split() if say.glue else list(said.ask)
    a, b = sorted(rng.sample(range(1, len(words)), 2)) if len(words) > 2 else (1, 1)
    cut = [say.glue.join(part) for part in (words[:a], words[a:b], words[b:])]
    named = say.pieces.join(say.piece.format(name=name, text=text) for name, text in zip("ABC", cut, strict=True))
    return _one(said.fill(say.parts, named=named))


def _variables(said: Said, rng: random.Random) -> Posed:
    """The charged words replaced by letters that are explained."""
    say, text, names = said.say, said.ask, []
    for letter, word in zip("XYZ", said.words, strict=False):
        changed = text.replace(word, letter, 1)
        if changed != text:
            names.append(say.stands.format(letter=letter, word=word))
            text = changed
    if not names:
        return _one(said.fill(say.nothing_stands, text=text))
    return _one(said.fill(say.variables, named=say.and_.join(names), text=text))


def _foreign(name: str, said: Said, rng: random.Random) -> Posed:
    language, template = said.say.foreign[name]
    return _one(template.format(ask=said.abroad[language], marker=said.marker))


def _many_shot(said: Said, rng: random.Random) -> Posed:
    """A history in which the assistant has done all that it was asked."""
    shots = rng.sample(said.say.shots, 4)
    history = [m for asked, told in shots for m in (Message("user", asked), Message("assistant", told))]
    return Posed(messages=(*history, Message("user", said.plain)))


def _distractor(said: Said, rng: random.Random) -> Posed:
    first, last = rng.sample(said.say.small, 2)
    return _one(said.fill(said.say.tasks, first=first, last=last))


def _escalation(said: Said, rng: random.Random) -> Posed:
    """From the matter in general to the request, then a reminder of what was said already."""
    lead = said.fill(rng.choice(said.say.escalation))
    return Posed(messages=(Message("user", lead),), moves=tuple(map(said.fill, said.say.escalation_moves)))


def _persistence(said: Said, rng: random.Random) -> Posed:
    """The plain request, again and again."""
    lead = said.fill(said.say.persistence)
    return Posed(messages=(Message("user", lead),), moves=tuple(map(said.fill, said.say.persistence_moves)))


_FRAMINGS = (
    "role-play",
    "fiction",
    "hypothetical",
    "authority",
    "research",
    "translation-game",
    "warning-leaflet",
)


def wording(language: str) -> Wording:
    """What techniques say in a language."""
    return TECHNIQUES_ABROAD.get(language, ENGLISH)


def encodings(language: str) -> dict[str, Encoding]:
    """The encodings that can hold a language."""
    return ENCODINGS_ABROAD.get(language, ENCODINGS)


@cache
def _by_family(language: str) -> dict[str, dict[str, Pose]]:
    def framed(*names: str) -> dict[str, Pose]:
        return {name: partial(_framed, name) for name in names}

    return {
        "framing": framed(*_FRAMINGS),
        "encoding": {name: partial(_encoded, coding) for name, coding in encodings(language).items()},
        "splitting": {"parts": _parts, "variables": _variables},
        "language": {name: partial(_foreign, name) for name in wording(language).foreign},
        "pressure": framed("prefix-injection", "refusal-suppression") | {"many-shot": _many_shot},
        "mixing": {"distractor": _distractor} | framed("form"),
        "dialogue": {"escalation": _escalation, "persistence": _persistence},
    }


def techniques(language: str) -> dict[str, Technique]:
    """The techniques of a language, by name."""
    families = _by_family(language).items()
    return {name: Technique(name, family, pose) for family, members in families for name, pose in members.items()}


def families(language: str) -> dict[str, tuple[str, ...]]:
    """Their names by family."""
    return {family: tuple(members) for family, members in _by_family(language).items()}


TECHNIQUES = techniques("en")
"""The English ones; 24 of them."""

FAMILIES = families("en")
"""The names of the English ones by family."""
