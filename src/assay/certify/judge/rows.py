"""A labelled reply, and what a judge's verdict on it says, in the three words that cards count in."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from assay.engine.media import drawn_reply
from assay.records import Case, Kind, Reply, Verdict

__all__ = ["Material", "Row", "Truth", "length", "reading"]

Truth = Literal["positive", "negative", "neither"]
"""What a reply is, or is read as. `neither`: a judge should not decide it, or did not."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A reply with its true label. Rows of one `cluster` are worded by one template; `author` is the model that wrote it.
    `before` are the replies of the same case that came before this one, where it takes several. What models of a `kind` that makes
    pictures make stands for itself as a text (`assay.cases.drawings`)."""

    case: Case
    text: str
    truth: Truth
    style: str
    language: str
    cluster: str
    author: str = ""
    before: tuple[str, ...] = ()
    kind: Kind = "llm"

    @cached_property
    def replies(self) -> list[Reply]:
        """All replies, as a judge is given them; drawn once where they are pictures."""
        return [drawn_reply(Reply(text=text, finish="stop"), self.kind) for text in (*self.before, self.text)]

    def changed(self, change: Callable[[str], str]) -> Row:
        """The row with the same change made to each reply."""
        return replace(self, text=change(self.text), before=tuple(map(change, self.before)))


@dataclass(frozen=True, kw_only=True)
class Material:
    """Labelled replies for one judge.

    `rows` draws them. `positive` and `negative` say what the two verdicts claim of a reply. `languages` are those the judge is
    for; rows in others are an attack. `declined` is what a verdict `refused` is read as, `nothing` what a reply that
    says nothing is. `own` are attacks that only make sense for this judge: names, and the rows they consist of; `spared` are
    attacks of the battery that would change what a reply is, and `attacked` tells the rows that it is tried on. A `brief` card
    has no slices by length, no AUROC but the first, and no directions of attacks. Replies that say nothing are
    given to `empty` cases. `meant` makes of a verdict one whose value says which of the two it is (and whose `extra["p"]` ranks
    it), where the judge's own does not. `lacking` says why there is no reply of the one class at all.
    """

    rows: Callable[[random.Random], Iterator[Row]]
    positive: str
    negative: str
    population: str
    languages: tuple[str, ...]
    declined: Truth = "neither"
    nothing: Truth = "negative"
    own: Mapping[str, Callable[[random.Random], Iterator[Row]]] = field(default_factory=dict)
    spared: tuple[str, ...] = ()
    attacked: Callable[[Row], bool] = lambda row: True
    brief: bool = False
    empty: int = 8
    meant: Callable[[Verdict], Verdict] | None = None
    lacking: str = ""


def reading(verdict: Verdict, declined: Truth = "neither") -> Truth:
    """What a verdict says: positive from a value of 0.5."""
    if verdict.value is not None:
        return "positive" if verdict.value >= 0.5 else "negative"
    return declined if verdict.outcome == "refused" and verdict.label != "abstained" else "neither"


def length(text: str) -> str:
    """A reply's length in words, in three classes; four characters of an unspaced script count as a word."""
    words = sum(max(1, len(w) // 4 if not w.isascii() else 1) for w in text.split())
    return "up to 5 words" if words <= 5 else "6 to 30 words" if words <= 30 else "over 30 words"
