"""Puzzles whose answer a solver proves: what the worlds of reasoning share, whatever their facts are about.

A world draws a structure (rules, quantities, rights, appointments, relations), solves it, and only then tells it in words.
Difficulty is four numbers; a puzzle can be told with the lines that its answer does not need, or without them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from assay.cases.vary.question import Layout, Question

__all__ = ["Difficulty", "Puzzle", "Telling", "until"]

T = TypeVar("T")
TRIES = 500
"""Structures drawn for one puzzle before a world says that it has none."""


@dataclass(frozen=True, kw_only=True)
class Difficulty:
    """How hard a puzzle is. Raises ValueError for a number that no world could follow.

    `depth` ≥ 1: steps of the proof, one after the other. `width` ≥ 1: what stands side by side at a step (premises, addends,
    roles, people, rival chains). `distractors` ≥ 0: lines that the answer does not need. `rarity` in [0, 1]: the share of
    names and nouns that are uncommon or invented.
    """

    depth: int = 1
    width: int = 1
    distractors: int = 0
    rarity: float = 0.0

    def __post_init__(self) -> None:
        if self.depth < 1 or self.width < 1 or self.distractors < 0 or not 0 <= self.rarity <= 1:
            raise ValueError(
                f"a difficulty needs depth ≥ 1, width ≥ 1, distractors ≥ 0 and rarity between 0 and 1, not {self}"
            )

    def pick(self, rng: random.Random, common: tuple[T, ...], rare: tuple[T, ...], k: int) -> list[T]:
        """`k` different items; each is a rare one with probability `rarity`, as long as there are any left.

        Raises ValueError where there are fewer than `k` in all.
        """
        if k > len(common) + len(rare):
            raise ValueError(f"{k} different words are asked for, and there are {len(common) + len(rare)}")
        left = rng.sample(common, len(common)), rng.sample(rare, len(rare))
        picked = []
        for _ in range(k):
            which = left[rng.random() < self.rarity]
            picked.append((which or left[0] or left[1]).pop())
        return picked


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A puzzle in one language: `lines` in the order in which they are told, each under its entry of `pages` if there are
    any; `wrong` are answers of the right sort that are not right, the most tempting first."""

    opening: str
    lines: tuple[str, ...]
    ask: str
    answer: str
    wrong: tuple[str, ...]
    instruction: str
    statement: str = ""
    options: tuple[str, ...] = ()
    layout: Layout = "inline"
    protected: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Puzzle:
    """A solved puzzle. `proof` are the steps of the solver's shortest proof (of what was attempted, where nothing follows);
    `needed` says of each line whether the proof uses it; `tellings` are the same puzzle by language."""

    world: str
    difficulty: Difficulty
    proof: tuple[str, ...]
    needed: tuple[bool, ...]
    tellings: Mapping[str, Telling] = field(hash=False)

    def question(self, language: str = "en", *, distracted: bool = True) -> Question:
        """The question in one language, with or without the lines that do not matter."""
        return self._question(language, distracted, elsewhere=True)

    def _question(self, language: str, distracted: bool, elsewhere: bool) -> Question:
        t = self.tellings[language]
        kept = [i for i, needed in enumerate(self.needed) if needed or distracted]
        facts = [line for line in (t.opening, *(t.lines[i] for i in kept)) if line]
        stem = _told(t, kept, language)
        return Question(
            stem=stem,
            answer=t.answer,
            instruction=t.instruction,
            options=t.options,
            layout=t.layout,
            protected=tuple(item for item in t.protected if _stands(item, stem, language)),
            distractors=() if t.options else t.wrong,
            topic=self.world,
            facts=tuple(facts),
            statement=t.statement,
            elsewhere=tuple(
                (other, self._question(other, distracted, elsewhere=False))
                for other in (self.tellings if elsewhere else ())
                if other != language
            ),
        )


def _stands(item: str, text: str, language: str) -> bool:
    """Whether it stands in the text, where words are set apart as a word of its own."""
    return item in text and (language == "zh" or bool(re.search(rf"(?<!\w){re.escape(item)}(?!\w)", text)))


def _told(t: Telling, kept: list[int], language: str) -> str:
    if t.pages:
        before = [None, *kept]
        told = "".join(
            f" {t.lines[i]}" if j is not None and t.pages[i] == t.pages[j] else f"\n[{t.pages[i]}] {t.lines[i]}"
            for j, i in pairwise(before)
            if i is not None
        )
        return f"{t.opening}{told}\n{t.ask}"
    return ("" if language == "zh" else " ").join((t.opening, *(t.lines[i] for i in kept), t.ask))


def until(make: Callable[[], T | None], what: str) -> T:
    """The first thing that `make` gives. Raises ValueError where it gives none in many tries: `what` cannot be had."""
    for _ in range(TRIES):
        if (found := make()) is not None:
            return found
    raise ValueError(f"no {what} in {TRIES} draws: ask for less depth, width or fewer distractors")
