"""Logic graphs: facts on people and rules over them, and what follows: true, false or unknown.

Facts and the premises of rules are positive, a rule's head may be denied ("no poet is a dentist"). For such Horn theories
forward chaining is complete: a statement is true where it is derived, false where it would derive a contradiction, and
unknown else (an open world: what is not said may be so).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assay.cases.worlds.asks import CITIES
from assay.cases.worlds.people import a_or_an
from assay.cases.worlds.puzzle import Difficulty, Puzzle, Telling, until
from assay.cases.worlds.vocabulary import LANGUAGES, Three, people, traits

__all__ = ["LABELS", "Label", "Rule", "Theory", "puzzle", "solve"]

Label = Literal["true", "false", "unknown"]
LABELS: tuple[Label, ...] = ("true", "false", "unknown")
_OUTSIDE = 4
"""Traits that nobody is said to have: what distracting rules start from."""


@dataclass(frozen=True)
class Rule:
    """Whoever has all of the `premises` has the `head`, or where `denied` has it not."""

    premises: tuple[int, ...]
    head: int
    denied: bool = False


@dataclass(frozen=True)
class Theory:
    """`facts` are pairs of a person and a trait, both by number; rules hold for everybody."""

    facts: frozenset[tuple[int, int]]
    rules: tuple[Rule, ...]


def solve(theory: Theory, person: int, goal: int) -> tuple[Label, tuple[Rule, ...]]:
    """Whether the person has the goal, and the rules of a shortest proof in the order in which they are used.

    Raises ValueError for a theory that contradicts itself about this person.
    """
    told = {trait for who, trait in theory.facts if who == person}
    why = _derive(told, theory.rules)
    if _clash(why, theory.rules):
        raise ValueError("the theory contradicts itself: whatever is asked would follow")
    if goal in why:
        return "true", _proof([goal], why)
    if clash := _clash(_derive(told | {goal}, theory.rules), theory.rules):
        return "false", clash
    return "unknown", ()


def _derive(told: Iterable[int], rules: Sequence[Rule]) -> dict[int, Rule | None]:
    """All traits that follow, round by round, each with the rule that gave it first (None where it was told)."""
    why: dict[int, Rule | None] = dict.fromkeys(sorted(told))
    while True:
        new = {
            r.head: r
            for r in reversed(rules)
            if not r.denied and r.head not in why and all(p in why for p in r.premises)
        }
        if not new:
            return why
        why |= new


def _clash(why: Mapping[int, Rule | None], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The shortest derivation of something together with its denial, () where there is none."""
    broken = [r for r in rules if r.denied and r.head in why and all(p in why for p in r.premises)]
    return min(((*_proof([*r.premises, r.head], why), r) for r in broken), key=len, default=())


def _proof(goals: Sequence[int], why: Mapping[int, Rule | None]) -> tuple[Rule, ...]:
    used: dict[Rule, None] = {}

    def visit(trait: int) -> None:
        rule = why[trait]
        if rule is not None and rule not in used:
            for premise in rule.premises:
                visit(premise)
            used[rule] = None

    for goal in goals:
        visit(goal)
    return tuple(used)


def puzzle(rng: random.Random, difficulty: Difficulty, label: Label) -> Puzzle:
    """A fresh puzzle of this label, in three languages. Raises ValueError where the difficulty leaves no such puzzle."""
    who, what = people(rng, difficulty, 3), traits(rng, difficulty, _size(difficulty))
    chain, core, extra = until(lambda: _draw(rng, difficulty, label), f"logic puzzle that is {label}")
    told = [(line, True) for line in rng.sample(core, len(core))]
    for line in extra:
        told.insert(rng.randint(0, len(told)), (line, False))
    city, order = rng.choice(CITIES), rng.sample(LABELS, 3)
    return Puzzle(
        world="logic",
        difficulty=difficulty,
        proof=tuple(_say(rule, who, what, 0) for rule in chain),
        needed=tuple(needed for _, needed in told),
        tellings={
            code: _tell(i, city[i], who, what, [line for line, _ in told], difficulty.depth, label, order)
            for i, code in enumerate(LANGUAGES)
        },
    )


_Line = Rule | tuple[int, int]


def _size(difficulty: Difficulty) -> int:
    return difficulty.depth * difficulty.width + 1 + _OUTSIDE


def _draw(
    rng: random.Random, difficulty: Difficulty, label: Label
) -> tuple[list[Rule], list[_Line], list[_Line]] | None:
    """The chain of rules from a fact on person 0 to trait `depth`, all lines on it, and distracting lines; None where
    the solver finds another answer or a shorter proof."""
    depth, sides = difficulty.depth, iter(range(difficulty.depth + 1, _size(difficulty)))
    denied = label == "false" or (label == "unknown" and rng.random() < 0.5)
    chain = [
        Rule((i, *(next(sides) for _ in range(difficulty.width - 1))), i + 1, denied and i == depth - 1)
        for i in range(depth)
    ]
    facts = [(0, 0), *((0, side) for rule in chain for side in rule.premises[1:])]
    if label == "unknown":
        chain, facts = _broken(rng, chain, facts)
    extra = _distract(rng, difficulty, list(sides))
    for distracted in (False, True):
        lines: list[_Line] = [*chain, *facts, *(extra if distracted else ())]
        theory = Theory(
            frozenset(line for line in lines if isinstance(line, tuple)),
            tuple(line for line in lines if isinstance(line, Rule)),
        )
        found, proof = solve(theory, 0, depth)
        if found != label or (proof and len(proof) != depth):
            return None
    return (
        (chain, [*chain, *facts], extra) if len(set(extra)) == len(extra) and not {*extra} & {*chain, *facts} else None
    )


def _broken(
    rng: random.Random, chain: list[Rule], facts: list[tuple[int, int]]
) -> tuple[list[Rule], list[tuple[int, int]]]:
    """The chain with one link turned round, or with a fact that is told of somebody else."""
    if rng.random() < 0.5:
        i = rng.randrange(len(chain))
        first, *others = chain[i].premises
        return [*chain[:i], Rule((chain[i].head, *others), first, chain[i].denied), *chain[i + 1 :]], facts
    i = rng.randrange(len(facts))
    return chain, [*facts[:i], (1, facts[i][1]), *facts[i + 1 :]]


def _distract(rng: random.Random, difficulty: Difficulty, outside: list[int]) -> list[_Line]:
    """Facts on others, and rules from traits that nobody has to the traits in play."""
    inside = range(difficulty.depth + 1)
    extra: list[_Line] = []
    for _ in range(difficulty.distractors):
        if rng.random() < 0.5:
            extra.append((rng.choice((1, 2)), rng.choice([*inside[:-1], *outside])))
        else:
            premises = rng.sample(outside, min(difficulty.width, len(outside)))
            heads = [t for t in [*inside[1:], *outside] if t not in premises]
            extra.append(Rule(tuple(premises), rng.choice(heads), rng.random() < 0.5))
    return extra


_WORDS: tuple[dict[Label, str], ...] = (
    {"true": "true", "false": "false", "unknown": "unknown"},
    {"true": "verdadero", "false": "falso", "unknown": "desconocido"},
    {"true": "正确", "false": "错误", "unknown": "无法确定"},
)
_OPENING = (
    "These sentences are about people in {}.",
    "Estas frases tratan de personas de {}.",
    "以下句子说的是{}的人。",
)
_ASK = (
    "Going by this alone, is it true, false or unknown that {who} is {what}?",
    "Según estas frases, ¿es verdadero, falso o desconocido que {who} sea {what}?",
    "仅根据这些句子，“{who}是{what}”这一说法是正确、错误，还是无法确定？",
)
_INSTRUCTION = (
    "Answer with one of these words only: {}.",
    "Responde solo con una de estas palabras: {}.",
    "只回答以下词语之一：{}。",
)


def _tell(
    i: int,
    city: str,
    who: Sequence[Three],
    what: Sequence[Three],
    lines: Sequence[_Line],
    goal: int,
    label: Label,
    order: Sequence[Label],
) -> Telling:
    words, noun = _WORDS[i], a_or_an(what[goal][0]) if i == 0 else what[goal][i]
    wrong: dict[Label, tuple[Label, Label]] = {
        "true": ("unknown", "false"),
        "false": ("unknown", "true"),
        "unknown": ("true", "false"),
    }
    return Telling(
        opening=_OPENING[i].format(city),
        lines=tuple(_say(line, who, what, i) for line in lines),
        ask=_ASK[i].format(who=who[0][i], what=noun),
        answer=words[label],
        wrong=tuple(words[other] for other in wrong[label]),
        options=tuple(words[one] for one in order),
        instruction=_INSTRUCTION[i].format(("、" if i == 2 else ", ").join(words[one] for one in order)),
        statement=f'The sentence "{who[0][0]} is {noun}" is {{}}.' if i == 0 else "",
        protected=tuple([name[i] for name in who] + [trait[i] for trait in what]),
    )


def _say(line: _Line, who: Sequence[Three], what: Sequence[Three], i: int) -> str:
    """A fact or a rule as a sentence of language number `i`."""
    if isinstance(line, tuple):
        name, trait = who[line[0]][i], what[line[1]][i]
        return (f"{name} is {a_or_an(trait)}.", f"{name} es {trait}.", f"{name}是{trait}。")[i]
    head, given = what[line.head][i], [what[p][i] for p in line.premises]
    if i == 0:
        if len(given) == 1:
            return f"{'No' if line.denied else 'Every'} {given[0]} is {a_or_an(head)}."
        both = " and ".join(map(a_or_an, given))
        return (
            f"Nobody who is {both} is {a_or_an(head)}."
            if line.denied
            else f"Whoever is {both} is also {a_or_an(head)}."
        )
    if i == 1:
        return f"Quien es {' y '.join(given)} {'no' if line.denied else 'también'} es {head}."
    both = f"凡同时是{'、'.join(given[:-1])}和{given[-1]}的人，" if len(given) > 1 else given[0]
    return f"{both}都{'不' if line.denied else ''}是{head}。"
