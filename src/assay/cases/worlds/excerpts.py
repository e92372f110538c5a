"""Excerpts of texts that a source gave, in which one number may be changed or missing: what an answer must rest on.

A sentence with a single number is asked for with a gap in the number's place. What the excerpt says is known by
construction: its number as it was, another one, or none, for the sentence is not there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.cases.curate.record import Record, TextRecord
from assay.cases.worlds.cards import CardText

__all__ = ["Excerpt", "excerpts"]

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)\]]?\s+(?=[\"“‘(\[]?[A-ZÀ-Þ0-9])|\n+")
_NUMBER = re.compile(r"(?<![\w.,:/–-])\d{2,6}(?![\w:/–-]|[.,]\d)")
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_AROUND = 3
"""Sentences to either side that are kept."""

_LEAST_OTHERS = 3
_LONGEST = 400
"""Characters of a sentence."""


@dataclass(frozen=True)
class Excerpt:
    """A sentence with one number among its neighbours. `gap` is the sentence with a gap; `item` names it in all runs."""

    title: str
    sentences: tuple[str, ...]
    key: int
    number: str
    url: str
    licence: str
    item: str

    @property
    def gap(self) -> str:
        return self._with("____")

    def _with(self, number: str) -> str:
        return _NUMBER.sub(number, self.sentences[self.key])

    def texts(self, rng: random.Random) -> tuple[list[CardText], str]:
        """The excerpt in four arms, as `card_texts` has them, and the number by which the changed ones differ.

        `contrary` has another number of as many digits, `agreeing` the text's own, `absent` lacks the sentence and has
        another of the text's; `control` is `contrary` with one of the other sentences in place of another.
        """
        others = [i for i in range(len(self.sentences)) if i != self.key]
        spare, lost = rng.sample(others, 2)
        kept = [i for i in others if i != spare]
        changed = self._other(rng)

        def page(chosen: Sequence[int], number: str) -> str:
            return " ".join(self._with(number) if i == self.key else self.sentences[i] for i in sorted(chosen))

        moved = [i for i in others if i != lost]
        return [
            CardText("contrary", page([*kept, self.key], changed), changed),
            CardText("agreeing", page([*kept, self.key], self.number), self.number),
            CardText("absent", page(others, ""), ""),
            CardText("control", page([*moved, self.key], changed), changed),
        ], changed

    def _other(self, rng: random.Random) -> str:
        """A number of as many digits, at least a tenth away, that stands nowhere in the excerpt."""
        there = set(_DIGITS.findall(" ".join(self.sentences)))
        was, low, high = int(self.number), 10 ** (len(self.number) - 1), 10 ** len(self.number)
        while True:
            found = rng.randrange(low, high)
            if str(found) not in there and abs(found - was) * 10 >= was:
                return str(found)


def excerpts(records: Sequence[Record]) -> Iterator[Excerpt]:
    """Every excerpt of the texts among `records` that can be asked about: a sentence with one number of two to six digits that
    the excerpt has nowhere else, with at least three other sentences."""
    for record in records:
        if isinstance(record, TextRecord):
            sentences = [s.strip() for s in _SENTENCE.split(record.text) if s and s.strip()]
            for place, sentence in enumerate(sentences):
                numbers = _DIGITS.findall(sentence)
                first = max(0, place - _AROUND)
                around = tuple(sentences[first : place + _AROUND + 1])
                once = len(numbers) == 1 and _DIGITS.findall(" ".join(around)).count(numbers[0]) == 1
                plain = _NUMBER.search(sentence) and not numbers[0].startswith("0") if numbers else False
                if once and plain and len(around) > _LEAST_OTHERS and max(map(len, around)) <= _LONGEST:
                    yield Excerpt(
                        title=record.title,
                        sentences=around,
                        key=place - first,
                        number=numbers[0],
                        url=record.provenance.url,
                        licence=record.provenance.licence,
                        item=f"item-{record.sha256[:12]}-{place}",
                    )
