"""Arithmetic graphs: how many somebody has, told by how it compares with what others have; all numbers are whole.

A quantity is a number, or another one plus, minus or times a number, or the sum of several. The answer is worked out along
the graph, exactly.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assay.cases.worlds.asks import CITIES
from assay.cases.worlds.puzzle import Difficulty, Puzzle, Telling, until
from assay.cases.worlds.vocabulary import LANGUAGES, THINGS, Three, listed, people

__all__ = ["Quantity", "puzzle", "solve"]

LARGEST = 999
"""No quantity is larger, and none is below 1."""

Relation = Literal["is", "more", "fewer", "times", "sum"]


@dataclass(frozen=True)
class Quantity:
    """What one person has: `k` of them, or `k` more or fewer than, or `k` times as many as, the first of `of` has, or as
    many as all in `of` have together."""

    relation: Relation
    k: int = 0
    of: tuple[int, ...] = ()


def solve(graph: Mapping[int, Quantity], goal: int) -> tuple[int, tuple[int, ...]]:
    """What person `goal` has, and the people whose quantities are computed for it, in order.

    Raises ValueError where a quantity rests on itself and KeyError where one is missing.
    """
    values: dict[int, int] = {}
    order: list[int] = []

    def value(person: int, above: tuple[int, ...] = ()) -> int:
        if person in above:
            raise ValueError(f"the quantity of {person} rests on itself")
        if person not in values:
            q = graph[person]
            given = [value(other, (*above, person)) for other in q.of]
            values[person] = {
                "is": lambda: q.k,
                "more": lambda: given[0] + q.k,
                "fewer": lambda: given[0] - q.k,
                "times": lambda: given[0] * q.k,
                "sum": lambda: sum(given),
            }[q.relation]()
            if q.relation != "is":
                order.append(person)
        return values[person]

    return value(goal), tuple(order)


def puzzle(rng: random.Random, difficulty: Difficulty) -> Puzzle:
    """A fresh puzzle in three languages. Raises ValueError where the difficulty leaves no such puzzle."""
    graph, goal, extra = until(lambda: _draw(rng, difficulty), "puzzle of quantities")
    answer, steps = solve(graph, goal)
    before = solve(graph, steps[-1] - 1)[0]
    who, thing = people(rng, difficulty, len(graph)), rng.choice(THINGS)
    places = rng.sample(range(len(graph)), len(graph))
    who = [who[place] for place in places]
    lines = rng.sample([p for p in graph if p not in extra], len(graph) - len(extra))
    for person in extra:
        lines.insert(rng.randint(0, len(lines)), person)
    city, off = rng.choice(CITIES), rng.choice((1, 2, 10))
    wrong = tuple(dict.fromkeys(n for n in (before, answer + off, answer + 2 * off) if n != answer))
    return Puzzle(
        world="arithmetic",
        difficulty=difficulty,
        proof=tuple(_say(p, graph[p], who, thing, 0) for p in steps),
        needed=tuple(person not in extra for person in lines),
        tellings={
            code: Telling(
                opening=_OPENING[i].format(city=city[i], things=_noun(thing, i)),
                lines=tuple(_say(p, graph[p], who, thing, i) for p in lines),
                ask=_ASK[i].format(who=who[goal][i], things=_noun(thing, i), unit=thing[2][0]),
                answer=str(answer),
                wrong=tuple(map(str, wrong)),
                instruction=_INSTRUCTION[i],
                statement=f"{who[goal][0]} has {{}} {thing[0]}." if i == 0 else "",
                protected=tuple([name[i] for name in who] + [thing[i]]),
            )
            for i, code in enumerate(LANGUAGES)
        },
    )


def _draw(rng: random.Random, difficulty: Difficulty) -> tuple[dict[int, Quantity], int, frozenset[int]] | None:
    """A chain of `depth` relations from person 0 to person `depth`, the other addends of its sums, and people who do not
    matter; None where a number is too large or too small, or the chain is not needed step by step."""
    graph = {0: Quantity("is", rng.randint(4, 40))}
    goal = difficulty.depth
    others = iter(range(goal + 1, 10_000))
    relations: tuple[Relation, ...] = (
        ("more", "fewer", "times", "sum") if difficulty.width > 1 else ("more", "fewer", "times")
    )
    for person in range(1, goal + 1):
        # a sum in every puzzle that may have one: else its width would be nothing but a promise
        relation = "sum" if person == 1 and difficulty.width > 1 else rng.choice(relations)
        addends: list[int] = []
        if relation == "sum":
            addends = [next(others) for _ in range(difficulty.width - 1)]
            graph |= {addend: Quantity("is", rng.randint(4, 40)) for addend in addends}
        graph[person] = _related(rng, relation, (person - 1, *addends))
    extra = []
    for _ in range(difficulty.distractors):
        person, base = next(others), rng.choice([p for p in graph if p != goal])
        relation = rng.choice(("is", "more", "times"))
        graph[person] = Quantity("is", rng.randint(4, 60)) if relation == "is" else _related(rng, relation, (base,))
        extra.append(person)
    values = [solve(graph, person)[0] for person in graph]
    fits = all(1 <= v <= LARGEST for v in values) and len(solve(graph, goal)[1]) == difficulty.depth
    return (graph, goal, frozenset(extra)) if fits else None


def _related(rng: random.Random, relation: Relation, of: tuple[int, ...]) -> Quantity:
    k = {"more": rng.randint(3, 30), "fewer": rng.randint(2, 15), "times": rng.randint(2, 4)}.get(relation, 0)
    return Quantity(relation, k, of)


_OPENING = (
    "Some people in {city} collect {things}.",
    "Algunas personas de {city} coleccionan {things}.",
    "{city}有一些人收集{things}。",
)
_ASK = ("How many {things} does {who} have?", "¿Cuántas {things} tiene {who}?", "{who}有多少{unit}{things}？")
_INSTRUCTION = ("Answer with the number only.", "Responde solo con el número.", "只回答数字。")

_SAID: dict[Relation, tuple[str, str, str]] = {
    "is": ("{who} has {k} {things}.", "{who} tiene {k} {things}.", "{who}有{k}{unit}{things}。"),
    "more": (
        "{who} has {k} more {things} than {of}.",
        "{who} tiene {k} {things} más que {of}.",
        "{who}的{things}比{of}多{k}{unit}。",
    ),
    "fewer": (
        "{who} has {k} fewer {things} than {of}.",
        "{who} tiene {k} {things} menos que {of}.",
        "{who}的{things}比{of}少{k}{unit}。",
    ),
    "times": (
        "{who} has {k} times as many {things} as {of}.",
        "{who} tiene {k} veces tantas {things} como {of}.",
        "{who}的{things}数量是{of}的{k}倍。",
    ),
    "sum": (
        "{who} has as many {things} as {of} together.",
        "{who} tiene tantas {things} como {of} en total.",
        "{who}的{things}数量等于{of}的总和。",
    ),
}
_AND = (" and ", " y ", "和")


def _noun(thing: Three, i: int) -> str:
    return thing[2][1:] if i == 2 else thing[i]


def _say(person: int, q: Quantity, who: Sequence[Three], thing: Three, i: int) -> str:
    """A quantity as a sentence of language number `i`."""
    names = [who[p][i] for p in q.of]
    of = listed(names, _AND[i], "、" if i == 2 else ", ") if names else ""
    return _SAID[q.relation][i].format(who=who[person][i], k=q.k, of=of, things=_noun(thing, i), unit=thing[2][0])
