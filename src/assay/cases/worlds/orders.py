"""Verifiable orders for a short text on a harmless topic, and a writer that follows them, in three languages.

An order is plain data (`kind` and its parameters), so that it travels with a case; `say` puts it into words and `write`
makes a text that obeys one or two orders at once. Whether a reply obeys is checked elsewhere, from the data alone.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from assay.cases.curate.facts import fold
from assay.cases.worlds.lexicon import NAMES
from assay.cases.worlds.orders_words import SHAPES, WORDS, Noun, Words
from assay.cases.worlds.settings import setting

__all__ = ["SHAPES", "WORDINGS", "Task", "kinds", "say", "task", "write"]

Order = dict[str, Any]

WORDINGS: tuple[str, ...] = tuple(dict.fromkeys(kind for words in WORDS.values() for kind in words.wordings))
"""Which words, letters or marks it must or must not have."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A text to write: about `topics` (a thing and a place), for somebody, under one or two orders."""

    name: str
    topics: tuple[Noun, Noun]
    orders: tuple[Order, ...]
    language: str

    @property
    def prompt(self) -> str:
        """The request, the orders, and that nothing else is wanted."""
        words = WORDS[self.language]
        (_, thing), (_, place) = self.topics
        shape = self.orders[0]["kind"]
        request = words.feel if shape == "one-of" else words.write
        asked = [say(order, self.language) for order in self.orders]
        if shape not in ("one-of", "json"):
            asked.append(words.only)
        asks = words.blank.join(asked)
        return request.format(name=self.name, thing=thing, place=place, asks=asks)


def kinds(language: str = "en") -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The kinds of order that can stand alone, and the pairs of them that can be obeyed together."""
    words = WORDS[language]
    return [(kind,) for kind in (*SHAPES, *words.wordings)], list(words.pairs)


def task(rng: random.Random, kinds: tuple[str, ...], language: str = "en") -> Task:
    """A task with one order of each of `kinds` (one kind, or one of the pairs)."""
    words = WORDS[language]
    topics = (rng.choice(words.things), rng.choice(words.places))
    name = rng.choice(NAMES) if language == "en" else setting(rng, language)["name"]
    orders = tuple(_order(rng, kind, topics, words) for kind in kinds)
    return Task(name=name, topics=topics, orders=orders, language=language)


def say(order: Order, language: str = "en") -> str:
    """The order in words."""
    words, kind = WORDS[language], order["kind"]
    return words.say["sentence" if kind == "sentences" and order["k"] == 1 else kind].format(
        k=order.get("k"),
        word=order.get("word"),
        keys=words.last.join(words.say["key"].format(key) for key in order.get("keys", ())),
        words=words.comma.join(order.get("words", ())),
    )


def write(todo: Task) -> str:
    """A text that obeys all orders of the task."""
    words = WORDS[todo.language]
    by = {order["kind"]: order for order in todo.orders}
    letter = by.get("exclude-letter", {}).get("word", "")
    fill = [a for a in words.adjectives if not letter or letter not in fold(a)]
    named = [by["include"]["word"]] if "include" in by else []
    shape = todo.orders[0]
    k = shape.get("k", 0)
    items = [*named, *fill]
    match shape["kind"]:
        case "words":
            text = _counted(words, by, k, fill, named)
        case "bullets":
            text = "\n".join(f"- {item}" for item in items[:k])
        case "numbered":
            text = "\n".join(f"{i}. {item}" for i, item in enumerate(items[:k], 1))
        case "commas":
            text = words.comma.join(items[:k])
        case "json":
            first, *others = (words.keys[key] for key in shape["keys"])
            values = [words.comma.join([first, *named]), *others]
            text = json.dumps(dict(zip(shape["keys"], values, strict=True)), ensure_ascii=False)
        case "one-of":
            text = next(feeling for feeling in words.feelings if feeling in shape["words"])
        case "exclude-letter":
            text = words.comma.join(fill[:3]).capitalize() + words.stop
        case "no-marks":
            text = "".join(fill[:3])
        case _:
            text = _sentences(words, by, k or 2, fill, named)
    if "uppercase" in by:
        return text.upper()
    if "exclaims" in by:
        text = text.rstrip(words.stop) + "！"
    return text.lower() if "lowercase" in by else text


def _counted(words: Words, by: dict[str, Order], k: int, fill: list[str], named: list[str]) -> str:
    """Exactly `k` words, or characters: an impression in adjectives."""
    head = [*([by["start"]["word"]] if "start" in by else []), *named]
    tail = [by["end"]["word"]] if "end" in by else []
    size = len(fill[0]) if words.blank == "" else 1
    left = k - size * (len(head) + len(tail))
    picked = fill[: left // size]
    if left % size:
        picked[0] = f"真{picked[0]}"
    text = ("" if "no-marks" in by else words.comma).join([*head, *picked, *tail])
    return text if "no-marks" in by else text[:1].upper() + text[1:] + words.stop


def _sentences(words: Words, by: dict[str, Order], k: int, fill: list[str], named: list[str]) -> str:
    """`k` short sentences."""
    thought, opened, closed, including = words.sentences
    told = [thought.format(a=fill[i]) for i in range(k)]
    if "start" in by:
        told[0] = opened.format(start=by["start"]["word"], a=fill[0])
    if "end" in by:
        told[-1] = closed.format(end=by["end"]["word"], a=fill[k])
    if named:
        told[-1] = including.format(x=named[0])
    return words.blank.join(told)


def _order(rng: random.Random, kind: str, topics: tuple[Noun, Noun], words: Words) -> Order:
    match kind:
        case "words":
            return {"kind": kind, "k": rng.randint(*words.longest)}
        case "bullets" | "numbered":
            return {"kind": kind, "k": rng.randint(2, 4)}
        case "commas":
            return {"kind": kind, "k": rng.randint(3, 6)} | ({"longest": 4} if words.blank == "" else {})
        case "sentences":
            return {"kind": kind, "k": rng.randint(1, 3)}
        case "json":
            return {"kind": kind, "keys": rng.sample(tuple(words.keys), 2)}
        case "one-of":
            return {"kind": kind, "words": rng.sample(words.feelings, 3)}
        case "include":
            return {"kind": kind, "word": rng.choice(words.included)}
        case "exclude-word":
            return {"kind": kind, "word": rng.choice(topics)[0]}
        case "exclude-letter":
            return {"kind": kind, "word": rng.choice(words.letters)}
        case "start":
            return {"kind": kind, "word": rng.choice(words.openers)}
        case "end":
            return {"kind": kind, "word": rng.choice(words.closers)}
        case _:
            return {"kind": kind}
