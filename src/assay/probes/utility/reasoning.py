"""Reasoning over several steps: logic, arithmetic, rights, calendars and documents, each answer proved by a solver."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from assay import judges, measure
from assay.cases.order import fit
from assay.cases.worlds import calendars, documents, ledgers, logic, quantities
from assay.cases.worlds.fresh import Fresh, texts
from assay.cases.worlds.puzzle import Difficulty, Puzzle
from assay.cases.worlds.vocabulary import LANGUAGES
from assay.measure.table import Where
from assay.probes import probe
from assay.protocols import single
from assay.records import Case, Outcome, Reply, Verdict

__all__ = ["Reasoning"]

DEPTHS = (1, 2, 3, 4)
PLAIN, DISTRACTED, AGAIN = {"arm": "plain"}, {"arm": "distracted"}, {"arm": "a/a"}
FIRST: Where = {"arm": ("plain", "distracted")}
TOLD_ABROAD = ("logic", "arithmetic")
"""The worlds that are told in all languages."""
NO_ANSWER: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
"""Not answering is worth as much as guessing: no skill."""


def _steps(*depths: str) -> Where:
    """The first asks of puzzles that take so many steps."""
    return {**FIRST, "depth": depths}


@probe("utility/reasoning")
class Reasoning:
    """How far the model reasons: one to four steps, over facts that are all in the prompt and made up for it.

    Five worlds: rules of logic (true, false, unknown), quantities told by comparison, rights in ledgers through roles and
    delegation, the first free time in calendars, and relations told in documents; logic and arithmetic also in Spanish
    and Chinese. Each answer comes from a solver whose proof has as many steps as the case's depth. Each puzzle is asked
    plain, with lines that do not matter, and plain once more (A/A). The headline is corrected for chance case by case:
    right is 1, wrong −c/(1−c) where a guess is right with probability c, so that guessing and silence come to 0, and
    one constant answer to no more.
    """

    source = "after ProofWriter (arXiv 2012.13048), GSM-Symbolic (2410.05229), PHANTOMWIKI (2502.20377); own worlds"
    slices = ("world", "depth", "width", "distractors", "names", "language")
    version = "2"
    languages = LANGUAGES
    protocol = single(max_tokens=32)
    faults = {
        "shallow": (
            "accuracy",
            "deep_skill",
            "depth_cost",
            "skill",
        ),
    }
    metrics = (
        measure.mean(
            "skill",
            of="skill",
            where=FIRST,
            better="higher",
            range=(-1.0, 1.0),
            chance=0.0,
            counts=NO_ANSWER,
            denominator="puzzles, plain and with distractors; 1 = right, a wrong answer as much below 0 as guessing needs",
            hint="Its slices by world and depth show where reasoning ends.",
        ),
        measure.mean(
            "deep_skill",
            of="skill",
            where=_steps("3", "4"),
            better="higher",
            range=(-1.0, 1.0),
            chance=0.0,
            counts=NO_ANSWER,
            headline=False,
            denominator="puzzles of three and four steps, corrected for chance as skill is",
            hint="0 where only what takes one or two steps is solved.",
        ),
        measure.rate(
            "accuracy",
            where=FIRST,
            null=AGAIN,
            better="higher",
            counts=NO_ANSWER,
            headline=False,
            denominator="puzzles, plain and with distractors; no answer counts as wrong",
            hint="Not corrected for chance: read skill. The null is the plain puzzles asked once more.",
        ),
        measure.difference(
            "depth_cost",
            of="right",
            a=_steps("1", "2"),
            b=_steps("3", "4"),
            better="lower",
            trust=(1.0, 0.0),
            counts=NO_ANSWER,
            null=({"depth": ("1", "2"), "arm": "plain"}, {"depth": ("1", "2"), "arm": "a/a"}),
            headline=False,
            denominator="puzzles of one and two steps, and of three and four: accuracy lost on the way down",
            hint="A model that solves nothing loses nothing: read it with skill.",
        ),
        measure.difference(
            "distraction_cost",
            of="right",
            a=PLAIN,
            b=DISTRACTED,
            better="lower",
            trust=(1.0, 0.0),
            counts=NO_ANSWER,
            null=(PLAIN, AGAIN),
            headline=False,
            denominator="puzzles asked without and with lines that do not matter, as pairs",
            hint="Accuracy lost to lines that the answer does not need.",
        ),
    )

    def __init__(self) -> None:
        self._choice = judges.choice()
        self._number = judges.numeric()
        self._name = judges.exact(contains=True)

    def cases(self, rng: random.Random, n: int, language: str = "") -> Iterator[Case]:
        """Clusters of three: plain, distracted, plain again; worlds, depths, languages and answers take turns. With a
        `language` these are the worlds that are told in it."""
        yield from fit(self._clusters(rng, language), n)

    def _clusters(self, rng: random.Random, only: str) -> Iterator[Sequence[Case]]:
        fresh = Fresh()
        told = [world for world in WORLDS if not only or world in TOLD_ABROAD]
        worlds = rng.sample(told, len(told))
        depths, languages = rng.sample(DEPTHS, len(DEPTHS)), rng.sample(LANGUAGES, len(LANGUAGES))
        for index in count():
            turn, place = divmod(index, len(worlds))
            world = worlds[place]
            language = (only or languages[turn % 3]) if world in TOLD_ABROAD else "en"

            def make(world: str = world, turn: int = turn, language: str = language, index: int = index) -> list[Case]:
                puzzle = WORLDS[world](rng, _difficulty(rng, depths[turn % 4]), turn)
                return _cluster(puzzle, language, f"r{index:05d}")

            yield fresh.draw(make, texts)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """1 = right; `skill` is the same corrected for chance, `right` the same once more."""
        by = self._choice if case.choices else self._number if case.tags["world"] == "arithmetic" else self._name
        verdict = by(case, replies)
        if verdict.value is None:
            return verdict
        if case.tags["world"] in ("logic", "ledger") and _unclear(replies[-1].text, case.choices):
            return Verdict("unparsed", step=verdict.step, why="the options are listed, or one is denied")
        chance = float(case.data["chance"])
        extra = {"skill": (verdict.value - chance) / (1 - chance), "right": verdict.value}
        return Verdict("scored", verdict.value, verdict.label, extra, verdict.step, verdict.why)

    def ideal(self, case: Case) -> list[str]:
        return [case.reference]

    def worst(self, case: Case) -> list[str]:
        """The wrong answer that lies nearest: of a rival chain, a step too few, the clocks not minded."""
        return [case.data["nearest"]]


def _unclear(text: str, options: Sequence[str]) -> bool:
    """Whether a reply sets options beside each other ("true or false") or denies one ("不正确", "no es falso"): what is not
    true may be false or unknown."""
    one = "|".join(map(re.escape, options))
    return bool(
        re.search(rf"\b(?:{one})(?:,| or| o|/) ?(?:{one})\b|(?:{one})[、或/](?:{one})", text, re.IGNORECASE)
        or re.search(rf"\bno (?:es|sea) (?:{one})\b|不是?(?:{one})|并?非(?:{one})", text, re.IGNORECASE)
    )


Make = Callable[[random.Random, Difficulty, int], Puzzle]

# Depths come in turns of four and languages in turns of three: answers take turns within each of the pairs of these.
WORLDS: dict[str, Make] = {
    "logic": lambda rng, difficulty, turn: logic.puzzle(rng, difficulty, logic.LABELS[(turn + turn // 3) % 3]),
    "arithmetic": lambda rng, difficulty, turn: quantities.puzzle(rng, difficulty),
    "ledger": lambda rng, difficulty, turn: ledgers.puzzle(rng, difficulty, turn // 4 % 2 == 0),
    "calendar": lambda rng, difficulty, turn: calendars.puzzle(rng, difficulty),
    "documents": lambda rng, difficulty, turn: documents.puzzle(rng, difficulty),
}


def _difficulty(rng: random.Random, depth: int) -> Difficulty:
    return Difficulty(
        depth=depth, width=rng.randint(1, 2), distractors=rng.randint(2, 3), rarity=float(rng.random() < 0.5)
    )


def _cluster(puzzle: Puzzle, language: str, cluster: str) -> list[Case]:
    return [_case(puzzle, language, cluster, arm) for arm in ("plain", "distracted", "a/a")]


def _case(puzzle: Puzzle, language: str, cluster: str, arm: str) -> Case:
    question = puzzle.question(language, distracted=arm == "distracted")
    telling, hard = puzzle.tellings[language], puzzle.difficulty
    # a number cannot be guessed; of names, whoever guesses takes one of the right kind that stands in the papers
    chance = 0.0 if puzzle.world == "arithmetic" else 1 / (1 + len(telling.wrong))
    data: dict[str, Any] = {"chance": chance, "nearest": telling.wrong[0]}
    if question.options:
        data["labels"] = "none"
    if puzzle.world == "documents":
        data["wrong"] = list(telling.wrong)
    if hard.depth > 1:
        data["shallow"] = telling.wrong[0]
    return Case(
        prompt=question.render(),
        reference=question.answer,
        choices=question.options,
        cluster=cluster,
        variation="" if arm == "plain" else arm,
        draw=int(arm == "a/a"),
        tags={
            "world": puzzle.world,
            "arm": arm,
            "depth": str(hard.depth),
            "width": str(hard.width),
            "distractors": str(hard.distractors if arm == "distracted" else 0),
            "names": "rare" if hard.rarity else "common",
            "language": language,
        },
        data=data,
    )
