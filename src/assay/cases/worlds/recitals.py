"""Recitals: the texts of a fixed set, each beside a fresh one alike, as first and second half and in several wordings.

The set is that of a source, or where there is none the packaged one: texts that are the same in every run.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assay.cases.curate.frames import shuffled
from assay.cases.curate.record import QuestionRecord, Record, TextRecord
from assay.cases.worlds.wordings import Place, fresh_text, places, wordings
from assay.errors import SourceError
from assay.records import digest

__all__ = ["LEAST", "LONGEST", "Item", "Recital", "Text", "items", "left_out", "packaged", "recitals"]

LEAST = 10
"""Words of the shortest text that is cut in halves: the second has five, too many to be guessed to the letter."""

LONGEST = 60
"""Words of a text that are shown; a longer one is cut there."""

PACKAGED = 240
"""Texts of the packaged set. They come from a seed that never changes, and so are as public as assay itself."""

_OTHERS = 4
"""Second halves of other texts that a reply is compared with."""

_END = re.compile(r"[.!?]$")


@dataclass(frozen=True)
class Item:
    """A text of the fixed set: what it is called in all runs, its words, and whether it asks a question."""

    name: str
    text: str
    asks: bool
    url: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Text:
    """A text as it is asked for. `wordings` are its own (first) and others that say the same, none where there is no second;
    `first` and `second` its halves, "" where it is too short; `others` the second halves of other texts like it."""

    text: str
    wordings: tuple[str, ...]
    first: str
    second: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Recital:
    """A text of the set, and a fresh one of about the same length with the same exchangeable expressions."""

    item: Item
    known: Text
    fresh: Text


def items(records: Sequence[Record]) -> tuple[Item, ...]:
    """The questions and texts among `records` from which a memory of their wording can be told, in their order.

    Left out are those of under ten words (in a script without blanks: all) that hold no expression which could be another.
    Raises SourceError where none is left.
    """
    found = []
    for r in records:
        if not isinstance(r, QuestionRecord | TextRecord):
            continue
        text = _cut(r.question if isinstance(r, QuestionRecord) else r.text)
        if len(text.split()) >= LEAST or places(random.Random(0), text):
            name = f"item-{r.sha256[:12] or digest(text)[:12]}"
            found.append(Item(name, text, isinstance(r, QuestionRecord), r.provenance.url, r.provenance.licence))
    if not found:
        raise SourceError(
            f"from none of the {len(records):,} questions and texts of the sources can a memory of their wording be told: they have "
            f"fewer than {LEAST} words, and no expression that could be another"
        )
    return tuple(found)


def left_out(records: Sequence[Record]) -> str:
    """The clause about questions and texts that `items` leaves out, "" where it keeps all. Raises SourceError as it does."""
    given = sum(isinstance(r, QuestionRecord | TextRecord) for r in records)
    lost = given - len(items(records))
    return f", for which {lost:,} of {given:,} are too short and without a word that could be another" if lost else ""


def packaged() -> tuple[Item, ...]:
    """The packaged set, the same in every run."""
    rng = random.Random("assay/static-set/1")
    texts = [fresh_text(rng, (), 22, asks=place % 2 == 0)[0] for place in range(PACKAGED)]
    return tuple(Item(f"packaged-{place:03d}", text, place % 2 == 0) for place, text in enumerate(texts))


def recitals(rng: random.Random, records: Sequence[Record]) -> Iterator[Recital]:
    """Every text of the set beside a fresh one, without end: each once before any again."""
    known = items(records) if records else packaged()
    lengths = [len(item.text.split()) for item in known]
    made = [fresh_text(rng, (), lengths[place % len(lengths)], asks=place % 2 == 0)[0] for place in range(24)]
    fresh_pool = _pool(made)
    pool = _pool(item.text for item in known)
    pool = pool if len(pool) > _OTHERS else fresh_pool
    for item in shuffled(rng, known):
        found = places(rng, item.text)
        text, there = fresh_text(rng, found, len(item.text.split()), asks=item.asks)
        yield Recital(item, _text(item.text, found, pool), _text(text, there, fresh_pool))


def _text(text: str, found: Sequence[Place], pool: Sequence[tuple[int, str]]) -> Text:
    first, second = _halves(text)
    return Text(text, wordings(text, found) if found else (), first, second, _alike(second, pool) if second else ())


def _halves(text: str) -> tuple[str, str]:
    words = text.split()
    half = len(words) // 2
    return (" ".join(words[:half]), " ".join(words[half:])) if len(words) >= LEAST else ("", "")


def _pool(texts: Iterable[str]) -> list[tuple[int, str]]:
    """The second halves of the texts, each once, by their number of words."""
    halves = {_halves(text)[1] for text in texts} - {""}
    return sorted((len(half.split()), half) for half in halves)


def _alike(second: str, pool: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The other second halves of the pool that are nearest in length."""
    length = len(second.split())
    place = bisect_left(pool, (length, second))
    near = [
        (abs(n - length), half) for n, half in pool[max(0, place - _OTHERS) : place + _OTHERS + 1] if half != second
    ]
    return tuple(half for _, half in sorted(near)[:_OTHERS])


def _cut(text: str) -> str:
    """The text on one line, without what follows its 60th word, or the last sentence before it that ends in its second half."""
    words = text.split()
    if len(words) <= LONGEST:
        return " ".join(words)
    ends = [place + 1 for place, word in enumerate(words[:LONGEST]) if _END.search(word)]
    return " ".join(words[: max([end for end in ends if end >= LONGEST // 2], default=LONGEST)])
