"""Verifiable orders for a short text on a harmless topic, and a writer that follows them.

An order is plain data (`kind` and its parameters), so that it travels with a case; `say` puts it into words and `write`
makes a text that obeys one or two orders at once. Whether a reply obeys is checked elsewhere, from the data alone.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from assay.cases.worlds.lexicon import NAMES, OBJECTS, PLACES

__all__ = ["PAIRS", "SHAPES", "WORDINGS", "Task", "say", "task", "write"]

Order = dict[str, Any]

SHAPES = ("words", "bullets", "numbered", "commas", "sentences", "json", "one-of")
"""What the reply as a whole must be; at most one of these stands in a task."""
WORDINGS = ("uppercase", "lowercase", "include", "exclude-word", "exclude-letter", "start", "end")
"""Which words or letters it must or must not have."""

PAIRS: tuple[tuple[str, str], ...] = (
    *(("words", w) for w in ("uppercase", "lowercase", "include", "exclude-word", "exclude-letter", "start", "end")),
    *(("bullets", w) for w in ("uppercase", "lowercase", "include", "exclude-word")),
    *(("numbered", w) for w in ("uppercase", "lowercase", "include", "exclude-word")),
    *(("commas", w) for w in ("uppercase", "lowercase", "include", "exclude-word", "exclude-letter")),
    *(("sentences", w) for w in ("uppercase", "lowercase", "include", "exclude-word", "start", "end")),
    ("json", "include"),
    ("one-of", "uppercase"),
    ("one-of", "lowercase"),
)
"""The combinations of a shape and a wording that can be obeyed together."""

_WRITERS_WORDS = """
calm bright quiet warm old small tidy busy cosy sunny round plain long light soft new high big cold dark sturdy handy
lively heavy nice huge wide fine
"""
WRITERS_WORDS = tuple(_WRITERS_WORDS.split())
"""What the writer fills texts with; eight of them lack each of LETTERS."""
LETTERS = "aeost"
KEYS = ("title", "place", "colour", "size", "use", "mood", "owner", "time")
INCLUDED = ("gentle", "morning", "friend", "window", "river", "coffee", "silver", "music", "paper", "summer")
OPENERS = ("Today", "Look", "Listen", "Imagine", "Welcome", "Remember", "Every", "Once")
CLOSERS = ("indeed", "forever", "together", "again", "tonight", "home")


@dataclass(frozen=True, kw_only=True)
class Task:
    """A text to write: about `topics` (a thing and a place), for somebody, under one or two orders."""

    name: str
    topics: tuple[str, str]
    orders: tuple[Order, ...]

    @property
    def prompt(self) -> str:
        """The request, the orders, and that nothing else is wanted."""
        thing, place = self.topics
        asks = " ".join(say(order) for order in self.orders)
        if self.orders[0]["kind"] == "one-of":
            return f"{self.name} lost the {thing} at the {place}. How does {self.name} feel? {asks}"
        return (
            f"Write something very short for {self.name} about the {thing} at the {place}. {asks} "
            "Reply with the text only."
        )


def task(rng: random.Random, kinds: tuple[str, ...]) -> Task:
    """A task with one order of each of `kinds` (one kind, or one of PAIRS)."""
    topics = (rng.choice(OBJECTS), rng.choice(PLACES))
    return Task(name=rng.choice(NAMES), topics=topics, orders=tuple(_order(rng, kind, topics) for kind in kinds))


def say(order: Order) -> str:
    """The order in words."""
    k, word = order.get("k"), order.get("word")
    match order["kind"]:
        case "words":
            return f"Use exactly {k} words."
        case "bullets":
            return (
                f'Write exactly {k} bullet points of one or two words each, every one on a line that starts with "- ".'
            )
        case "numbered":
            return f'Write a numbered list of exactly {k} lines ("1. ", "2. " and so on), one or two words each.'
        case "commas":
            return f"Write exactly {k} single words with commas between them, on one line."
        case "sentences":
            return f"Write exactly {k} short sentence{'' if k == 1 else 's'}."
        case "json":
            keys = " and ".join(f'"{key}"' for key in order["keys"])
            return f"Write only a JSON object with exactly the keys {keys}, each with a short text as its value."
        case "one-of":
            return f"Reply with exactly one of these words and nothing else: {', '.join(order['words'])}."
        case "uppercase":
            return "Use capital letters only."
        case "lowercase":
            return "Use small letters only, no capital letters."
        case "include":
            return f'Use the word "{word}".'
        case "exclude-word":
            return f'Do not use the word "{word}".'
        case "exclude-letter":
            return f'Do not use the letter "{word}" anywhere.'
        case "start":
            return f'Start with the word "{word}".'
        case "end":
            return f'End with the word "{word}".'
        case kind:
            raise ValueError(f"'{kind}' is no kind of order")


def write(todo: Task) -> str:
    """A text that obeys all orders of the task."""
    by = {order["kind"]: order for order in todo.orders}
    letter = by.get("exclude-letter", {}).get("word", "")
    words = [w for w in WRITERS_WORDS if not letter or letter not in w]
    head = [by[kind]["word"] for kind in ("start", "include") if kind in by]
    tail = [by["end"]["word"]] if "end" in by else []
    shape = todo.orders[0]
    k = shape.get("k", 0)

    def fill(count: int) -> list[str]:
        return [*head, *words[: count - len(head) - len(tail)], *tail]

    match shape["kind"]:
        case "words":
            text = " ".join(fill(k))
        case "bullets":
            text = "\n".join(f"- {w}" for w in fill(k))
        case "numbered":
            text = "\n".join(f"{i}. {w}" for i, w in enumerate(fill(k), 1))
        case "commas":
            text = ", ".join(fill(k))
        case "sentences":
            picked = fill(2 * k)
            text = " ".join(f"{picked[2 * i].capitalize()} {picked[2 * i + 1]}." for i in range(k))
        case "json":
            text = json.dumps(dict(zip(shape["keys"], fill(len(shape["keys"])), strict=True)))
        case "one-of":
            text = shape["words"][0]
        case _:
            text = " ".join(fill(4)).capitalize()
    if "uppercase" in by:
        return text.upper()
    return text.lower() if "lowercase" in by else text


def _order(rng: random.Random, kind: str, topics: tuple[str, str]) -> Order:
    match kind:
        case "words":
            return {"kind": kind, "k": rng.randint(3, 8)}
        case "bullets" | "numbered":
            return {"kind": kind, "k": rng.randint(2, 4)}
        case "commas":
            return {"kind": kind, "k": rng.randint(3, 6)}
        case "sentences":
            return {"kind": kind, "k": rng.randint(1, 3)}
        case "json":
            return {"kind": kind, "keys": rng.sample(KEYS, 2)}
        case "one-of":
            return {"kind": kind, "words": rng.sample(("sad", "calm", "angry", "worried", "happy", "tired"), 3)}
        case "include":
            return {"kind": kind, "word": rng.choice(INCLUDED)}
        case "exclude-word":
            return {"kind": kind, "word": rng.choice(topics)}
        case "exclude-letter":
            return {"kind": kind, "word": rng.choice(LETTERS)}
        case "start":
            return {"kind": kind, "word": rng.choice(OPENERS)}
        case "end":
            return {"kind": kind, "word": rng.choice(CLOSERS)}
        case _:
            return {"kind": kind}
