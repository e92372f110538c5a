"""Wordings of prompts for pictures: is the same drawn where it is typed, written or put in another way?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

from assay import judges
from assay.cases.order import fit
from assay.cases.worlds.fresh import Fresh
from assay.cases.worlds.paintings import (
    PLAIN_KINDS,
    SORTS,
    a_draw,
    nearest_other,
    said,
    wanted,
)
from assay.cases.worlds.scene.painted import NUMBERS, RELATIONS
from assay.measure import difference, rate, statistic
from assay.probes import probe
from assay.probes._pictures import NOT_SHOWN, asked, drawn, keys, rng_of, wanted_of
from assay.probes.robustness._both import both_right
from assay.protocols import single
from assay.records import Case

__all__ = ["FAMILIES", "WordingsOfPictures"]

ORIGINAL, VARIED, AGAIN = {"arm": "original"}, {"arm": "varied"}, {"arm": "a/a"}

_PHRASES = ("please draw {}", "draw {}", "a picture of {}", "I would like a picture of {}", "make me a drawing of {}")
_WRITTEN: tuple[Callable[[str], str], ...] = (str.upper, str.title)
_LEAST = 4
"""Letters of a word that is worth a slip."""
_LEFT_ALONE = {word for words in (*RELATIONS, *NUMBERS.values()) for word in words.split()}
"""Numbers and relations: slips there would make another prompt hard to tell from a misspelt one."""


def _slipped(rng: random.Random, text: str) -> str:
    """Two letters within a word exchanged, such as people do: a "cricle"."""
    words = text.split()
    places = [
        (number, at)
        for number, word in enumerate(words)
        if len(word) >= _LEAST and word not in _LEFT_ALONE
        for at in range(1, len(word) - 2)
        if word[at] != word[at + 1]
    ]
    number, at = rng.choice(places)
    word = words[number]
    words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def _in_other_case(rng: random.Random, text: str) -> str:
    return rng.choice(_WRITTEN)(text)


def _put(rng: random.Random, text: str) -> str:
    return rng.choice(_PHRASES).format(text)


FAMILIES: dict[str, Callable[[random.Random, str], str]] = {
    "typo": _slipped,
    "capitals": _in_other_case,
    "phrase": _put,
}
"""What is done to a prompt, by name."""


@probe("robustness/perturbation/pictures", kind="t2i")
class WordingsOfPictures:
    """Whether what is shown stays right when the prompt is typed with a slip, written in capitals, or asked for in a sentence.

    Each prompt (a thing, two, several, two in a relation) is drawn as it is, with two letters of a word exchanged, in capitals, in a
    phrase around it, and once more as it is. The headline is the share of changed prompts that are right together with their
    original, beside that of the unchanged ones drawn again, its null: a model that is never right is steady and gets nothing.
    """

    source = (
        "perturbations of prompts as in HELM, arXiv 2211.09110; the worst of two after PromptBench, arXiv 2306.04528"
    )
    version = "1"
    slices = ("family", "sort")
    protocol = single()
    faults = {"fragile": ("right_both_times", "drop")}
    metrics = (
        statistic(
            "right_both_times",
            both_right("varied"),
            null=both_right("a/a"),
            better="higher",
            range=(0.0, 1.0),
            counts=NOT_SHOWN,
            denominator="changed prompts whose picture is right, as that of the unchanged prompt is",
            hint="Compare it with its null, where nothing was changed; its slices by family say which change hurts.",
        ),
        difference(
            "drop",
            a=ORIGINAL,
            b=VARIED,
            null=(ORIGINAL, AGAIN),
            better="zero",
            counts=NOT_SHOWN,
            headline=False,
            denominator="prompts, as they are and changed",
            hint="Above zero, changes cost right pictures; the null is another picture of the unchanged prompt.",
        ),
        rate(
            "right_unchanged",
            where=ORIGINAL,
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator="pictures of unchanged prompts",
            hint="It bounds what can be kept.",
        ),
    )
    judge = judges.depicts()

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        seen = Fresh()
        yield from fit((seen.draw(partial(_cluster, rng, number), keys) for number in count()), n)

    def ideal(self, case: Case) -> list[str]:
        return [drawn(case, wanted_of(case))]

    def worst(self, case: Case) -> list[str]:
        """The nearest picture that is not what was asked for."""
        return [drawn(case, nearest_other(rng_of(case), wanted_of(case)))]


def _cluster(rng: random.Random, number: int) -> list[Case]:
    want = wanted(rng, SORTS[number % len(SORTS)], rng.choice(PLAIN_KINDS))
    text = said(want)
    forms = [("original", "", text)]
    forms += [("varied", family, change(rng, text)) for family, change in FAMILIES.items()]
    forms.append(("a/a", "", text))
    return [
        Case(
            prompt=prompt,
            cluster=f"prompt-{number}",
            variation=family or ("a/a" if arm == "a/a" else ""),
            tags={"arm": arm, "sort": want.sort} | ({"family": family} if family else {}),
            data={"asked": asked(want)},
            draw=a_draw(rng),
        )
        for arm, family, prompt in forms
    ]
