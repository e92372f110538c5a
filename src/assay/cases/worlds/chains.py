"""A number that changes step by step, with the reasoning written out: right, reworded, or with one planted mistake.

Every step is invertible (add, take away, double), so that a mistake in the middle always changes the end.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.lexicon import OBJECTS, plural
from assay.cases.worlds.settings import setting

__all__ = ["HOW_MANY", "Chain", "chain"]

HOW_MANY = (3, 4, 5)
"""Steps of a chain: the knob of difficulty."""


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A problem of several steps. `values` are the numbers from the start to the end, as they are; `slip` is the step that
    a mistaken chain gets wrong, by `off`."""

    name: str
    town: str
    thing: str
    start: int
    steps: tuple[tuple[str, int], ...]
    values: tuple[int, ...]
    slip: int
    off: int

    @property
    def question(self) -> str:
        """The problem in words."""
        told = [f"In {self.town}, {self.name} has {self.start} {self.thing}."]
        told += [f"Then {self.name} {_TOLD[kind].format(k=k)}." for kind, k in self.steps]
        return f"{' '.join(told)} How many {self.thing} does {self.name} have in the end?"

    @property
    def answer(self) -> int:
        return self.values[-1]

    @property
    def mistaken(self) -> int:
        """Where the chain with the mistake ends."""
        return self._slipped()[-1]

    def reasoning(self, *, slipped: bool = False, reworded: bool = False, last: bool = False) -> str:
        """The steps as sentences, the last one left out unless `last`."""
        values, say = self._slipped() if slipped else self.values, _REWORDED if reworded else _SAID
        opening = f"We start from {self.start}." if reworded else f"At first there are {self.start}."
        given = self.steps if last else self.steps[:-1]
        return " ".join(
            [opening, *(say[kind].format(k=k, v=v) for (kind, k), v in zip(given, values[1:], strict=False))]
        )

    def _slipped(self) -> tuple[int, ...]:
        values = list(self.values[: self.slip + 1])
        values[self.slip] += self.off
        for kind, k in self.steps[self.slip :]:
            values.append(_after(values[-1], kind, k))
        return tuple(values)


_TOLD = {"add": "buys {k} more", "take": "gives {k} away", "double": "doubles the number"}
_SAID = {
    "add": "After buying {k} there are {v}.",
    "take": "After giving {k} away there are {v}.",
    "double": "After doubling there are {v}.",
}
_REWORDED = {"add": "Plus {k} makes {v}.", "take": "Minus {k} makes {v}.", "double": "Twice that makes {v}."}


def _after(value: int, kind: str, k: int) -> int:
    return {"add": value + k, "take": value - k, "double": 2 * value}[kind]


def chain(rng: random.Random, steps: int) -> Chain:
    """A fresh problem of `steps` steps; all numbers lie between 1 and 999, those of the mistaken chain, too."""
    slots, value = setting(rng), rng.randint(12, 30)
    kinds = ["add", "take", "double"] + [rng.choice(("add", "take")) for _ in range(steps - 3)]
    rng.shuffle(kinds)
    values, done = [value], []
    for kind in kinds:
        k = {"add": rng.randint(3, 20), "take": rng.randint(2, max(2, values[-1] // 2 - 3)), "double": 2}[kind]
        done.append((kind, k))
        values.append(_after(values[-1], kind, k))
    return Chain(
        name=slots["name"].split()[0],
        town=slots["town"],
        thing=plural(rng.choice(OBJECTS)),
        start=value,
        steps=tuple(done),
        values=tuple(values),
        slip=rng.randint(1, steps - 1),
        off=rng.choice((1, 2, 3, 10)),
    )
