"""A number that changes step by step, with the reasoning written out: right, reworded, or with one planted mistake.

Every step is invertible (add, take away, double), so that a mistake in the middle always changes the end. Problems are told
in English, Spanish or Chinese.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assay.cases.worlds.lexicon import OBJECTS, plural
from assay.cases.worlds.settings import setting
from assay.cases.worlds.vocabulary import THINGS

__all__ = ["HOW_MANY", "Chain", "chain"]

HOW_MANY = (3, 4, 5)
"""Steps of a chain: the knob of difficulty."""


@dataclass(frozen=True)
class _Telling:
    """How a language tells a chain. `told`, `said` and `reworded` are by kind of step; `first`, `then` and `last` lead in the
    steps, `unit` stands for the measure word where the language has one."""

    question: str
    told: dict[str, str]
    first: str
    then: tuple[str, ...]
    last: str
    opening: tuple[str, str]
    said: dict[str, str]
    reworded: dict[str, str]
    blank: str = " "


_TELLINGS: dict[str, _Telling] = {
    "en": _Telling(
        question="In {town}, {name} has {start} {thing}. {steps}. How many {thing} does {name} have in the end?",
        told={"add": "buys {k} more", "take": "gives {k} away", "double": "doubles the number"},
        first="First {name} {step}",
        then=(", then {step}",),
        last=", and finally {step}",
        opening=("At first there are {start}.", "We start from {start}."),
        said={
            "add": "After buying {k} there are {v}.",
            "take": "After giving {k} away there are {v}.",
            "double": "After doubling there are {v}.",
        },
        reworded={"add": "Plus {k} makes {v}.", "take": "Minus {k} makes {v}.", "double": "Twice that makes {v}."},
    ),
    "es": _Telling(
        question="En {town}, {name} tiene {start} {thing}. {steps}. ¿Cuántas {thing} tiene {name} al final?",
        told={"add": "compra {k} más", "take": "regala {k}", "double": "duplica la cantidad"},
        first="Primero {step}",
        then=(", luego {step}", ", después {step}"),
        last=" y por último {step}",
        opening=("Al principio hay {start}.", "Partimos de {start}."),
        said={
            "add": "Tras comprar {k} hay {v}.",
            "take": "Tras regalar {k} hay {v}.",
            "double": "Tras duplicar la cantidad hay {v}.",
        },
        reworded={"add": "Más {k} son {v}.", "take": "Menos {k} son {v}.", "double": "El doble son {v}."},
    ),
    "zh": _Telling(
        question="{town}的{name}有{start}{unit}{thing}。{name}{steps}。{name}现在一共有多少{unit}{thing}？",
        told={"add": "买来{k}{unit}", "take": "送出去{k}{unit}", "double": "把数量增加到原来的两倍"},
        first="先{step}",
        then=("，然后{step}", "，接着{step}"),
        last="，最后{step}",
        opening=("一开始有{start}{unit}。", "从{start}开始算。"),
        said={
            "add": "买来{k}{unit}后，有{v}{unit}。",
            "take": "送出{k}{unit}后，有{v}{unit}。",
            "double": "数量翻倍后，有{v}{unit}。",
        },
        reworded={"add": "加上{k}得{v}。", "take": "减去{k}得{v}。", "double": "乘以二得{v}。"},
        blank="",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A problem of several steps. `values` are the numbers from the start to the end, as they are; `slip` is the step that
    a mistaken chain gets wrong, by `off`; `unit` is the thing's measure word in Chinese, "" elsewhere."""

    name: str
    town: str
    thing: str
    unit: str
    start: int
    steps: tuple[tuple[str, int], ...]
    values: tuple[int, ...]
    slip: int
    off: int
    language: str

    @property
    def question(self) -> str:
        """The problem in words."""
        say = _TELLINGS[self.language]
        between = [say.then[i % len(say.then)] for i in range(len(self.steps) - 2)]
        steps = "".join(
            lead.format(name=self.name, step=say.told[kind].format(k=k, unit=self.unit))
            for lead, (kind, k) in zip((say.first, *between, say.last), self.steps, strict=True)
        )
        return say.question.format(
            town=self.town, name=self.name, start=self.start, thing=self.thing, unit=self.unit, steps=steps
        )

    @property
    def answer(self) -> int:
        return self.values[-1]

    @property
    def mistaken(self) -> int:
        """Where the chain with the mistake ends."""
        return self._slipped()[-1]

    def reasoning(self, *, slipped: bool = False, reworded: bool = False, last: bool = False) -> str:
        """The steps as sentences, the last one left out unless `last`."""
        told = self._sentences(self._slipped() if slipped else self.values, reworded=reworded)
        return _TELLINGS[self.language].blank.join(told if last else told[:-1])

    def ending(self, *, slipped: bool = False) -> str:
        """The last step as a sentence."""
        return self._sentences(self._slipped() if slipped else self.values)[-1]

    def _sentences(self, values: Sequence[int], *, reworded: bool = False) -> list[str]:
        telling = _TELLINGS[self.language]
        say = telling.reworded if reworded else telling.said
        return [
            telling.opening[reworded].format(start=self.start, unit=self.unit),
            *(say[kind].format(k=k, v=v, unit=self.unit) for (kind, k), v in zip(self.steps, values[1:], strict=True)),
        ]

    def _slipped(self) -> tuple[int, ...]:
        values = list(self.values[: self.slip + 1])
        values[self.slip] += self.off
        for kind, k in self.steps[self.slip :]:
            values.append(_after(values[-1], kind, k))
        return tuple(values)


def _after(value: int, kind: str, k: int) -> int:
    return {"add": value + k, "take": value - k, "double": 2 * value}[kind]


def chain(rng: random.Random, steps: int, language: str = "en") -> Chain:
    """A fresh problem of `steps` steps in a language; all numbers lie between 1 and 999, those of the mistaken chain, too."""
    slots, value = setting(rng, language), rng.randint(12, 30)
    kinds = ["add", "take", "double"] + [rng.choice(("add", "take")) for _ in range(steps - 3)]
    rng.shuffle(kinds)
    values, done = [value], []
    for kind in kinds:
        k = {"add": rng.randint(3, 20), "take": rng.randint(2, max(2, values[-1] // 2 - 3)), "double": 2}[kind]
        done.append((kind, k))
        values.append(_after(values[-1], kind, k))
    unit, thing = _thing(rng, language)
    return Chain(
        name=slots["name"].split()[0],
        town=slots["town"],
        thing=thing,
        unit=unit,
        language=language,
        start=value,
        steps=tuple(done),
        values=tuple(values),
        slip=rng.randint(1, steps - 1),
        off=rng.choice((1, 2, 3, 10)),
    )


def _thing(rng: random.Random, language: str) -> tuple[str, str]:
    """Things to count, after their measure word (Chinese)."""
    if language == "en":
        return "", plural(rng.choice(OBJECTS))
    _, spanish, chinese = rng.choice(THINGS)
    return (chinese[0], chinese[1:]) if language == "zh" else ("", spanish)
