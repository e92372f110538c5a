"""Ledgers with permissions: who may read, sign or close which book, through roles, roles of roles, and delegation.

A closed world: nobody may do what no rule allows. A right may ask for several roles at once. Who acts for somebody may do
whatever that person may.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from assay.cases.worlds.lexicon import COLOURS
from assay.cases.worlds.people import a_or_an, town, words
from assay.cases.worlds.puzzle import Difficulty, Puzzle, Telling, until
from assay.cases.worlds.vocabulary import names

__all__ = ["ACTIONS", "ActsFor", "Grant", "Holds", "Implies", "Right", "puzzle", "solve"]

ACTIONS = ("read", "sign", "close", "copy")
Right = tuple[str, str]
"""An action and the colour of a book."""


@dataclass(frozen=True)
class Grant:
    """A right for a person, or for whoever has all of the roles."""

    right: Right
    person: int | None = None
    roles: tuple[int, ...] = ()


@dataclass(frozen=True)
class Holds:
    """A person has a role."""

    person: int
    role: int


@dataclass(frozen=True)
class Implies:
    """Whoever has the first role has the second one, too."""

    role: int
    other: int


@dataclass(frozen=True)
class ActsFor:
    """The first person may do whatever the second one may."""

    person: int
    other: int


Rule = Grant | Holds | Implies | ActsFor


def solve(rules: Sequence[Rule], person: int, right: Right) -> tuple[Rule, ...] | None:
    """The rules by which the person has the right, a shortest chain of them, in the order from the person to the right;
    None where the person has it not. Search goes breadth first over delegations, then over roles."""
    paths: dict[int, tuple[Rule, ...]] = {person: ()}
    queue = deque([person])
    found: list[tuple[Rule, ...]] = []
    while queue:
        who = queue.popleft()
        if (own := _own(rules, who, right)) is not None:
            found.append(paths[who] + own)
        for rule in rules:
            if isinstance(rule, ActsFor) and rule.person == who and rule.other not in paths:
                paths[rule.other] = (*paths[who], rule)
                queue.append(rule.other)
    return min(found, key=len, default=None)


def _own(rules: Sequence[Rule], person: int, right: Right) -> tuple[Rule, ...] | None:
    """A shortest chain by which a person has a right without acting for anybody."""
    held: dict[int, tuple[Rule, ...]] = {}
    queue = deque(rule for rule in rules if isinstance(rule, Holds) and rule.person == person)
    steps: deque[tuple[int, tuple[Rule, ...]]] = deque((rule.role, (rule,)) for rule in queue)
    while steps:
        role, path = steps.popleft()
        if role in held:
            continue
        held[role] = path
        steps.extend((rule.other, (*path, rule)) for rule in rules if isinstance(rule, Implies) and rule.role == role)
    chains: list[tuple[Rule, ...]] = []
    for rule in rules:
        if isinstance(rule, Grant) and rule.right == right:
            if rule.person == person:
                chains.append((rule,))
            elif rule.roles and all(role in held for role in rule.roles):
                links = dict.fromkeys(link for role in rule.roles for link in held[role])
                chains.append((*links, rule))
    return min(chains, key=len, default=None)


_HOUSES = words("mill guild choir museum brewery library harbour theatre orchard bank school chapel")
_COMMON_ROLES = words(
    "clerk treasurer secretary manager cashier auditor librarian guard porter teacher trainee director"
)
_RARE_ROLES = words("beadle bursar chamberlain provost reeve scrivener sexton steward verger warden almoner castellan")


def puzzle(rng: random.Random, difficulty: Difficulty, allowed: bool) -> Puzzle:
    """A fresh puzzle whose answer is yes or no. Raises ValueError where the difficulty leaves no such puzzle."""
    what = "yes" if allowed else "no"
    core, extra, right = until(lambda: _draw(rng, difficulty, allowed), f"puzzle of rights with the answer {what}")
    numbers = [p for rule in (*core, *extra) for p in _people(rule)]
    who = names(rng, difficulty, 1 + max(numbers, default=0))
    most = max((role for rule in (*core, *extra) for role in _roles(rule)), default=0)
    roles = difficulty.pick(rng, _COMMON_ROLES, _RARE_ROLES, 1 + most)
    lines = [(rule, True) for rule in rng.sample(core, len(core))]
    for rule in extra:
        lines.insert(rng.randint(0, len(lines)), (rule, False))
    order = rng.sample(("yes", "no"), 2)
    said = f"{who[0]} may {right[0]} the {right[1]} book"
    telling = Telling(
        opening=f"In the {rng.choice(_HOUSES)} of {town(rng)}, nobody may do anything with a book unless these rules allow it.",
        lines=tuple(_say(rule, who, roles) for rule, _ in lines),
        ask=f"May {who[0]} {right[0]} the {right[1]} book?",
        answer=what,
        wrong=("no" if allowed else "yes",),
        options=tuple(order),
        instruction=f"Answer with one of these words only: {', '.join(order)}.",
        statement=f"To the question whether {said} the answer is {{}}.",
        protected=(*who, *roles, *ACTIONS, *(rule.right[1] for rule, _ in lines if isinstance(rule, Grant)), "act for"),
    )
    return Puzzle(
        world="ledger",
        difficulty=difficulty,
        proof=tuple(_say(rule, who, roles) for rule in core),
        needed=tuple(needed for _, needed in lines),
        tellings={"en": telling},
    )


def _draw(rng: random.Random, difficulty: Difficulty, allowed: bool) -> tuple[list[Rule], list[Rule], Right] | None:
    """The rules on the way from person 0 to the right (broken somewhere where it is not `allowed`), and rules beside it.

    The way takes `depth` links: delegations, then a role, roles of roles, and the grant; where it asks for several roles, the
    others are held directly. None where the solver finds another answer or a shorter way.
    """
    depth, width = difficulty.depth, difficulty.width
    right: Right = (rng.choice(ACTIONS), rng.choice(COLOURS))
    acting = rng.randint(0, depth - 1 if depth < 3 else depth - 2)
    chain: list[Rule] = [ActsFor(i, i + 1) for i in range(acting)]
    left = depth - acting - 1
    sides = [10_000 - i for i in range(width - 1)] if left else []
    if left:
        chain += [
            Holds(acting, 0),
            *(Implies(i, i + 1) for i in range(left - 1)),
            Grant(right, roles=(left - 1, *sides)),
        ]
    else:
        chain.append(Grant(right, person=acting))
    rules = [*chain, *(Holds(acting, side) for side in sides)]
    if not allowed:
        rules = _broken(rng, rules, right)
    people, roles = acting + 3, max(left, 1) + 3
    number = {side: roles + i for i, side in enumerate(sides)}
    core = [_renumbered(rule, number) for rule in rules]
    extra = [_beside(rng, right, acting, people, max(left, 1), roles) for _ in range(difficulty.distractors)]
    if len({*core, *extra}) < len(core) + len(extra) or any(map(_idle, extra)):
        return None
    for known in (core, [*core, *extra]):
        way = solve(known, 0, right)
        if (way is None) == allowed or (way is not None and len(way) != depth + len(sides)):
            return None
    return core, extra, right


def _broken(rng: random.Random, rules: list[Rule], right: Right) -> list[Rule]:
    """The rules with one of them turned round, given to somebody else, or for another action."""
    i = rng.randrange(len(rules))
    rule = rules[i]
    if isinstance(rule, ActsFor):
        new: Rule = ActsFor(rule.other, rule.person)
    elif isinstance(rule, Implies):
        new = Implies(rule.other, rule.role)
    elif isinstance(rule, Holds):
        new = Holds(rule.person + 1, rule.role)
    else:
        action = rng.choice([a for a in ACTIONS if a != right[0]])
        new = Grant((action, right[1]), rule.person, rule.roles)
    return [*rules[:i], new, *rules[i + 1 :]]


def _beside(rng: random.Random, right: Right, acting: int, people: int, links: int, roles: int) -> Rule:
    """A rule that is near the way and not on it; the solver checks that it opens no way."""
    sort = rng.randrange(4)
    if sort == 0:
        return Holds(rng.randrange(1, people), rng.randrange(roles))
    if sort == 1:
        return Implies(rng.randrange(links, roles), rng.randrange(roles - 1))
    if sort == 2:
        return ActsFor(rng.randrange(acting + 1, people), rng.randrange(people))
    other = (rng.choice(ACTIONS), rng.choice((right[1], rng.choice(COLOURS))))
    return Grant(other if other != right else (right[0], "ivory"), roles=(rng.randrange(roles),))


def _idle(rule: Rule) -> bool:
    """Whether a rule leads from somebody, or from a role, to the same."""
    return (isinstance(rule, ActsFor) and rule.person == rule.other) or (
        isinstance(rule, Implies) and rule.role == rule.other
    )


def _renumbered(rule: Rule, number: dict[int, int]) -> Rule:
    if isinstance(rule, Holds):
        return Holds(rule.person, number.get(rule.role, rule.role))
    if isinstance(rule, Grant):
        return Grant(rule.right, rule.person, tuple(number.get(r, r) for r in rule.roles))
    return rule


def _people(rule: Rule) -> list[int]:
    if isinstance(rule, ActsFor):
        return [rule.person, rule.other]
    return [] if isinstance(rule, Implies) or rule.person is None else [rule.person]


def _roles(rule: Rule) -> list[int]:
    if isinstance(rule, Implies):
        return [rule.role, rule.other]
    return list(rule.roles) if isinstance(rule, Grant) else [rule.role] if isinstance(rule, Holds) else []


def _say(rule: Rule, who: Sequence[str], roles: Sequence[str]) -> str:
    if isinstance(rule, Holds):
        return f"{who[rule.person]} is {a_or_an(roles[rule.role])}."
    if isinstance(rule, Implies):
        return f"Every {roles[rule.role]} is also {a_or_an(roles[rule.other])}."
    if isinstance(rule, ActsFor):
        return f"{who[rule.person]} can act for {who[rule.other]} in all matters."
    action, colour = rule.right
    if rule.person is not None:
        return f"{who[rule.person]} may {action} the {colour} book."
    if len(rule.roles) == 1:
        return f"Every {roles[rule.roles[0]]} may {action} the {colour} book."
    both = " and ".join(a_or_an(roles[role]) for role in rule.roles)
    return f"Whoever is both {both} may {action} the {colour} book."
