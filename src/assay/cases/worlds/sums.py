"""Word problems with one whole number as the answer, in English, Spanish and Chinese; the same sums in each.

A problem's answer is computed from the numbers it states. Difficulty is what a schoolchild does with a pencil.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.settings import Language, setting

__all__ = ["KINDS", "Sum", "draw"]


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A problem with its answer and a wrong one near it."""

    kind: str
    text: str
    answer: int
    wrong: int


_TEXTS: dict[Language, dict[str, str]] = {
    "en": {
        "add": "In {town}, {name} has {x} {thing} and buys {y} more. How many {thing} does {name} have now?",
        "take": "In {town}, {name} has {x} {thing} and sells {y} of them. How many {thing} are left?",
        "times": "In {town}, {name} fills {x} boxes with {y} {thing} each. How many {thing} is that?",
        "share": "In {town}, {name} shares {x} {thing} equally among {y} people. How many does each person get?",
        "two-step": "In {town}, {name} has {x} {thing}, gives away {y} and then finds {z}. "
        "How many {thing} does {name} have in the end?",
        "sequence": "In {town}, {name} counts {thing}: {x} on the first day, and every day {y} more than the day before. "
        "How many on day {z}?",
    },
    "es": {
        "add": "En {town}, {name} tiene {x} {thing} y compra {y} más. ¿Cuántas {thing} tiene ahora {name}?",
        "take": "En {town}, {name} tiene {x} {thing} y vende {y}. ¿Cuántas {thing} le quedan?",
        "times": "En {town}, {name} llena {x} cajas con {y} {thing} cada una. ¿Cuántas {thing} son en total?",
        "share": "En {town}, {name} reparte {x} {thing} por igual entre {y} personas. ¿Cuántas recibe cada una?",
        "two-step": "En {town}, {name} tiene {x} {thing}, regala {y} y luego encuentra {z}. "
        "¿Cuántas {thing} tiene al final?",
        "sequence": "En {town}, {name} cuenta {thing}: {x} el primer día, y cada día {y} más que el día anterior. "
        "¿Cuántas cuenta el día {z}?",
    },
    "zh": {
        "add": "在{town}，{name}有{x}{thing}，又买了{y}{unit}。{name}现在一共有多少{thing}？",
        "take": "在{town}，{name}有{x}{thing}，卖掉了{y}{unit}。还剩多少{thing}？",
        "times": "在{town}，{name}装了{x}个箱子，每个箱子装{y}{thing}。一共有多少{thing}？",
        "share": "在{town}，{name}把{x}{thing}平均分给{y}个人。每个人得到多少{thing}？",
        "two-step": "在{town}，{name}有{x}{thing}，送出{y}{unit}，后来又找到{z}{unit}。最后有多少{thing}？",
        "sequence": "在{town}，{name}每天数东西：第一天数了{x}{thing}，以后每天比前一天多{y}{unit}。第{z}天数了多少{thing}？",
    },
}
KINDS: tuple[str, ...] = tuple(_TEXTS["en"])

_THINGS: dict[Language, tuple[str, ...]] = {
    "en": ("pencils", "marbles", "stamps", "apples", "candles", "tickets", "shells", "buttons"),
    # all feminine, as "cuántas" needs
    "es": ("manzanas", "velas", "entradas", "conchas", "monedas", "postales", "canicas", "fichas"),
    # each with its measure word first
    "zh": ("支铅笔", "个苹果", "张邮票", "根蜡烛", "张门票", "枚贝壳", "颗纽扣", "本书"),
}


def draw(rng: random.Random, kind: str, language: Language) -> Sum:
    """A fresh problem of a kind. All numbers are positive and the answer is below 1,000."""
    x, y, z, answer = _numbers(rng, kind)
    slots, thing = setting(rng, language), rng.choice(_THINGS[language])
    numbers = {"x": x, "y": y, "z": z}
    text = _TEXTS[language][kind].format(thing=thing, unit=thing[0], **{**slots, **numbers})
    wrong = answer + rng.choice((-3, -2, -1, 1, 2, 3, 10))
    return Sum(kind=kind, text=text, answer=answer, wrong=wrong if wrong > 0 else answer + 4)


def _numbers(rng: random.Random, kind: str) -> tuple[int, int, int, int]:
    """The numbers x, y and z of a problem, and its answer."""
    if kind == "add":
        x, y = rng.randint(12, 80), rng.randint(6, 60)
        return x, y, 0, x + y
    if kind == "take":
        x, y = rng.randint(40, 99), rng.randint(6, 35)
        return x, y, 0, x - y
    if kind == "times":
        x, y = rng.randint(3, 12), rng.randint(3, 12)
        return x, y, 0, x * y
    if kind == "share":
        y, each = rng.randint(3, 9), rng.randint(4, 15)
        return y * each, y, 0, each
    if kind == "two-step":
        x, y, z = rng.randint(40, 90), rng.randint(5, 30), rng.randint(4, 25)
        return x, y, z, x - y + z
    x, y, z = rng.randint(3, 20), rng.randint(2, 9), rng.randint(3, 6)
    return x, y, z, x + y * (z - 1)
