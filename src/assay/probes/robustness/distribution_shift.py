"""Distribution shift: the same puzzle in everyday words and in worlds, registers and contexts that are met seldom."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from functools import partial

from assay import judges, measure
from assay.cases.order import fit
from assay.cases.worlds import tellings_abroad
from assay.cases.worlds.fresh import Fresh, texts
from assay.cases.worlds.tellings import PUZZLES, SHIFTS, Puzzle, Words, filled, puzzle
from assay.probes import probe
from assay.probes.robustness._both import NOT_RIGHT, both_right
from assay.protocols import single
from assay.records import Case, Reply, Verdict
from assay.taxonomy import LANGUAGES

__all__ = ["DistributionShift"]

CHANCE = 1 / 6
"""A guess among the three names or places, on two of four kinds of puzzles; a number cannot be guessed."""

_NUMBER = "Answer with the number only."
_WORD = "Answer with the one name only."
_ORIGINAL, _AGAIN, _SHIFTED = {"arm": "original"}, {"arm": "a/a"}, {"arm": "shifted"}


@probe("robustness/distribution-shift")
class DistributionShift:
    """Whether what is solved in everyday words is still solved far from them.

    Small puzzles (a stock after two changes, a price, where a thing is, who came first) are told once in everyday words,
    once more unchanged (A/A), and in five shifted tellings: a world of invented words, rare names and things, another
    century, a formal register, and after a long paragraph that has nothing to do with it. Numbers, structure and answer
    are the same in all, so that a drop is due to the words alone. The headline asks for both: right in everyday words
    and in the shifted ones.
    """

    source = "Out-of-distribution style and context after DecodingTrust, arXiv:2306.11698; worlds in own words"
    slices = ("puzzle", "shift")
    version = "2"
    languages = LANGUAGES
    protocol = single(max_tokens=24)
    faults = {
        "parochial": (
            "drop",
            "drop_context",
            "drop_era",
            "drop_fictional",
            "drop_rare",
            "drop_register",
            "right_both_times",
            "shifted_accuracy",
        ),
    }
    metrics = (
        measure.statistic(
            "right_both_times",
            both_right("shifted"),
            null=both_right("a/a"),
            where={"arm": ("original", "shifted", "a/a")},
            better="higher",
            range=(0.0, 1.0),
            chance=1 / 18,
            counts=NOT_RIGHT,
            denominator="pairs of an everyday puzzle and one shifted telling; the null is over pairs with the re-ask",
            hint="Compare with its null: both are the worst of two asks, so the gap is what the shift costs.",
        ),
        measure.rate(
            "accuracy",
            where=_ORIGINAL,
            null=_AGAIN,
            better="higher",
            chance=CHANCE,
            counts=NOT_RIGHT,
            headline=False,
            denominator="puzzles in everyday words; refusals and unreadable answers count as wrong",
            hint="Solving the plain puzzles; a drop is only as telling as this is above chance.",
        ),
        measure.rate(
            "shifted_accuracy",
            where=_SHIFTED,
            better="higher",
            chance=CHANCE,
            counts=NOT_RIGHT,
            headline=False,
            denominator="puzzles in shifted tellings; refusals and unreadable answers count as wrong",
            hint="Its slices by shift show which telling costs answers.",
        ),
        measure.difference(
            "drop",
            a=_ORIGINAL,
            b=_SHIFTED,
            null=(_ORIGINAL, _AGAIN),
            better="zero",
            counts=NOT_RIGHT,
            headline=False,
            denominator="puzzles in everyday words and in shifted tellings, as pairs",
            hint="Accuracy lost to the shift; a model that is always wrong drops nothing, so read it with accuracy.",
        ),
        *(
            measure.difference(
                f"drop_{shift}",
                a=_ORIGINAL,
                b=_SHIFTED | {"shift": shift},
                null=(_ORIGINAL, _AGAIN),
                better="zero",
                counts=NOT_RIGHT,
                headline=False,
                denominator=f"puzzles in everyday words and in the telling '{shift}', as pairs",
                hint="Accuracy lost to this telling alone.",
            )
            for shift in SHIFTS
        ),
    )

    def __init__(self) -> None:
        self._number = judges.numeric()
        self._word = judges.exact(contains=True)

    def cases(self, rng: random.Random, n: int, language: str = "en") -> Iterator[Case]:
        yield from fit(self._clusters(rng, language), n)

    def _clusters(self, rng: random.Random, language: str) -> Iterator[Sequence[Case]]:
        seen = Fresh()
        for index in itertools.count():
            kind = PUZZLES[index % len(PUZZLES)]
            yield seen.draw(partial(_cluster, rng, language, kind, f"s{index:05d}"), texts)

    def judge(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        return (self._word if "wrong" in case.data else self._number)(case, replies)

    def ideal(self, case: Case) -> Sequence[str]:
        return [case.reference]

    def worst(self, case: Case) -> Sequence[str]:
        return [case.data["wrong"][0] if "wrong" in case.data else str(int(case.reference) + 7)]


def _cluster(rng: random.Random, language: str, kind: str, cluster: str) -> list[Case]:
    """The everyday telling, the same again, and the five shifted ones."""
    asked = puzzle(rng, kind)

    def said(shift: str, everyday: Words | None = None) -> Words:
        if language == "en":
            return filled(rng, shift, everyday)
        return tellings_abroad.filled(rng, shift, language, everyday)

    everyday = said("everyday")
    cases = [_case(asked, language, everyday, cluster, "original"), _case(asked, language, everyday, cluster, "a/a")]
    cases += [_case(asked, language, said(shift, everyday), cluster, "shifted", shift) for shift in SHIFTS]
    return cases


def _case(asked: Puzzle, language: str, said: Words, cluster: str, arm: str, shift: str = "") -> Case:
    if language == "en":
        told, number, word = asked.tell(shift, said), f" {_NUMBER}", f" {_WORD}"
    else:
        told, glue = tellings_abroad.tell(asked, shift, said, language), "" if language == "zh" else " "
        number, word = tellings_abroad.NUMBER[language], tellings_abroad.WORD[language].get(asked.kind, "")
        number, word = f"{glue}{number}", f"{glue}{word}"
    data = {"wrong": list(told.wrong)} if told.wrong else {}
    return Case(
        prompt=f"{told.text}{word if told.wrong else number}",
        reference=told.answer,
        cluster=cluster,
        variation="a/a" if arm == "a/a" else shift,
        draw=int(arm == "a/a"),
        tags={"puzzle": asked.kind, "arm": arm} | ({"shift": shift} if shift else {}),
        data=data | ({"shift": shift} if shift else {}),
    )
