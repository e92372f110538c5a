"""Other wordings of a plain prompt for a picture or a film, and what it costs to be asked in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from assay.cases.worlds.scene.painted import DIRECTIONS, NUMBERS, RELATIONS
from assay.measure import Metric, difference, rate, statistic
from assay.probes._pictures import NOT_SHOWN
from assay.probes.robustness._both import both_right

__all__ = ["FAMILIES", "Form", "forms", "metrics_for"]

ORIGINAL, VARIED, AGAIN = {"arm": "original"}, {"arm": "varied"}, {"arm": "a/a"}

FAMILIES = ("typo", "capitals", "phrase")
"""What is done to a prompt: two letters of a word exchanged; written in capitals; a phrase put around it."""

Form = tuple[str, str, str]
"""The arm, the family or "", and the prompt."""

_LEAST = 4
"""Letters of a word that is worth a slip."""
_LEFT_ALONE = {word for words in (*RELATIONS, *NUMBERS.values(), *DIRECTIONS) for word in words.split()}
"""Numbers, relations and directions: slips there would make another prompt hard to tell from a misspelt one."""
_WRITTEN: tuple[Callable[[str], str], ...] = (str.upper, str.title)


def forms(rng: random.Random, text: str, phrases: Sequence[str]) -> list[Form]:
    """The prompt as it is, changed in each way, the last by one of the phrases, and once more as it is."""
    changed = (_slipped(rng, text), rng.choice(_WRITTEN)(text), rng.choice(phrases).format(text))
    varied = [("varied", family, prompt) for family, prompt in zip(FAMILIES, changed, strict=True)]
    return [("original", "", text), *varied, ("a/a", "", text)]


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


def metrics_for(made: str) -> tuple[Metric, ...]:
    """The metrics, of pictures or of films: `made` is "picture" or "film"."""
    return (
        statistic(
            "right_both_times",
            both_right("varied", NOT_SHOWN),
            null=both_right("a/a", NOT_SHOWN),
            better="higher",
            range=(0.0, 1.0),
            counts=NOT_SHOWN,
            denominator=f"changed prompts whose {made} is right, as that of the unchanged prompt is",
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
            hint=f"Above zero, changes cost right {made}s; the null is another {made} of the unchanged prompt.",
        ),
        rate(
            "right_unchanged",
            where=ORIGINAL,
            better="higher",
            counts=NOT_SHOWN,
            headline=False,
            denominator=f"{made}s of unchanged prompts",
            hint="It bounds what can be kept.",
        ),
    )
