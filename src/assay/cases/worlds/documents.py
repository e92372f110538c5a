"""Fictional worlds told in documents: people, firms and towns, how they are related, and questions over several hops.

Each fact stands once, in one of four registers (a letter, a register of entries, a newspaper, minutes). Every relation gives
one thing, so that a question which follows relations from a named start has one answer.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assay.cases.curate.names import invented_name
from assay.cases.worlds.lexicon import WORDS
from assay.cases.worlds.people import words
from assay.cases.worlds.puzzle import Difficulty, Puzzle, Telling, until
from assay.cases.worlds.vocabulary import names, towns

__all__ = ["REGISTERS", "RELATIONS", "Fact", "Relation", "puzzle", "solve"]

Kind = Literal["person", "firm", "town"]
REGISTERS = ("Letter", "Register", "Newspaper", "Minutes")


@dataclass(frozen=True)
class Relation:
    """From one kind of thing to another one: how it is asked for, and told in each register, of {a} and {b}."""

    start: Kind
    end: Kind
    phrase: str
    texts: tuple[str, str, str, str]


RELATIONS: dict[str, Relation] = {
    "teacher": Relation(
        "person",
        "person",
        "the teacher of {}",
        (
            "You will remember that {a} was taught by {b}.",
            "{a}: pupil of {b}.",
            "{b}, who once taught {a}, thanked the readers.",
            "{b} was noted as the teacher of {a}.",
        ),
    ),
    "employer": Relation(
        "person",
        "firm",
        "the firm that {} works for",
        (
            "By now {a} has a post with {b}.",
            "{a}: employed by {b}.",
            "A raise went to {a}, who works for {b}.",
            "{a} spoke for the staff of {b}.",
        ),
    ),
    "home": Relation(
        "person",
        "town",
        "the town where {} lives",
        (
            "I hear that {a} has settled in {b}.",
            "{a}: resident of {b}.",
            "A prize went to {a}, who lives in {b}.",
            "{a}, a citizen of {b}, was present.",
        ),
    ),
    "seat": Relation(
        "firm",
        "town",
        "the town where {} has its workshop",
        (
            "I have seen the workshop of {a}; you find it in {b}.",
            "{a}: workshop in {b}.",
            "In {b}, the workshop of {a} was open to visitors.",
            "It was said that {a} keeps its workshop in {b}.",
        ),
    ),
    "owner": Relation(
        "firm",
        "person",
        "the owner of {}",
        (
            "It is {b} who owns {a}, as you know.",
            "{a}: property of {b}.",
            "{b}, owner of {a}, gave a speech.",
            "{b} signed as the owner of {a}.",
        ),
    ),
    "mayor": Relation(
        "town",
        "person",
        "the mayor of {}",
        (
            "People in {a} are fond of {b}, their mayor.",
            "{a}: mayor {b}.",
            "{b}, mayor of {a}, opened the fair.",
            "The mayor of {a}, {b}, sent greetings.",
        ),
    ),
}


@dataclass(frozen=True)
class Fact:
    """The relation leads from thing number `start` to thing number `end`."""

    relation: str
    start: int
    end: int


def solve(facts: Sequence[Fact], start: int, path: Sequence[str]) -> tuple[int | None, tuple[Fact, ...]]:
    """Where the relations of `path` lead from `start`, one after the other, and the facts used; None where one is not
    told. Raises ValueError where a relation leads to two things."""
    graph: dict[tuple[int, str], Fact] = {}
    for fact in facts:
        if graph.setdefault((fact.start, fact.relation), fact) != fact:
            raise ValueError(f"the relation '{fact.relation}' leads from one thing to two")
    at = start
    used: list[Fact] = []
    for relation in path:
        step = graph.get((at, relation))
        if step is None:
            return None, tuple(used)
        used.append(step)
        at = step.end
    return at, tuple(used)


def puzzle(rng: random.Random, difficulty: Difficulty) -> Puzzle:
    """A fresh puzzle: `depth` relations to follow, beside `width` chains of the same relations from other starts. Raises
    ValueError where the difficulty leaves none."""
    kinds, path, core, extra = until(lambda: _draw(rng, difficulty), "world of documents")
    end, used = solve(core, 0, path)
    called = _names(rng, difficulty, kinds)
    pages = rng.sample(REGISTERS, len(REGISTERS))
    told = [
        (fact, fact not in extra, rng.choice(pages)) for fact in rng.sample([*core, *extra], len(core) + len(extra))
    ]
    told.sort(key=lambda line: pages.index(line[2]))
    phrase = called[0]
    for relation in path:
        phrase = RELATIONS[relation].phrase.format(phrase)
    rivals = [solve(core, chain * (len(path) + 1), path)[0] for chain in range(1, difficulty.width + 1)]
    alike = [
        thing for thing in dict.fromkeys((*rivals, *kinds)) if thing is not None and kinds[thing] == kinds[end or 0]
    ]
    within = {thing for fact in core for thing in (fact.start, fact.end)} - {0, end}
    telling = Telling(
        opening="Here are parts of some papers.",
        lines=tuple(_say(fact, called, page) for fact, _, page in told),
        pages=tuple(page for _, _, page in told),
        ask=f"Going by these papers, what is the name of {phrase}?",
        answer=called[end or 0],
        wrong=tuple(called[thing] for thing in alike if thing in within),
        instruction="Answer with the name only.",
        statement=f"The name of {phrase} is {{}}.",
        protected=(*called.values(), *_TELLING),
    )
    return Puzzle(
        world="documents",
        difficulty=difficulty,
        proof=tuple(_say(fact, called, "Register") for fact in used),
        needed=tuple(needed for _, needed, _ in told),
        tellings={"en": telling},
    )


_TELLING = words(
    "taught teacher pupil post employed works staff settled resident lives citizen workshop owns property owner mayor"
)
_WARES = words("Boats Clocks Carpets Bicycles Lamps Pianos Tiles Ropes Kites Barrels Gloves Stoves")


def _draw(
    rng: random.Random, difficulty: Difficulty
) -> tuple[dict[int, Kind], list[str], list[Fact], list[Fact]] | None:
    """The kinds of all things, the path of relations, the facts of all chains of it, and facts beside them. Chain number
    c has the things c·(depth + 1) and on; None where a fact beside them is drawn twice or the solver finds another end."""
    path = [rng.choice(list(RELATIONS))]
    while len(path) < difficulty.depth:
        path.append(rng.choice([name for name, r in RELATIONS.items() if r.start == RELATIONS[path[-1]].end]))
    along = [RELATIONS[path[0]].start, *(RELATIONS[name].end for name in path)]
    kinds = dict(enumerate(along * (difficulty.width + 1)))
    size = len(along)
    core = [
        Fact(name, c * size + i, c * size + i + 1) for c in range(difficulty.width + 1) for i, name in enumerate(path)
    ]
    taken, extra = {(fact.start, fact.relation) for fact in core}, []
    for _ in range(difficulty.distractors):
        start = rng.choice(list(kinds))
        free = [name for name, r in RELATIONS.items() if r.start == kinds[start] and (start, name) not in taken]
        if not free:
            return None
        name = rng.choice(free)
        ends = [thing for thing, kind in kinds.items() if kind == RELATIONS[name].end and thing != start]
        end = rng.choice([*ends, len(kinds)])
        kinds[end] = RELATIONS[name].end
        taken.add((start, name))
        extra.append(Fact(name, start, end))
    for known in (core, [*core, *extra]):
        found, used = solve(known, 0, path)
        if found != difficulty.depth or len(used) != difficulty.depth:
            return None
    return kinds, path, core, extra


def _names(rng: random.Random, difficulty: Difficulty, kinds: Mapping[int, Kind]) -> dict[int, str]:
    """A name of the right kind for each thing."""
    count = {kind: [thing for thing, of in kinds.items() if of == kind] for kind in ("person", "firm", "town")}
    k = len(kinds)
    strange = tuple(dict.fromkeys(invented_name(rng, "region") for _ in range(2 * k))) if difficulty.rarity else ()
    heads = difficulty.pick(rng, tuple(word.capitalize() for word in WORDS), strange[:k], len(count["firm"]))
    pools = {
        "person": names(rng, difficulty, len(count["person"])),
        "firm": [f"{head} {rng.choice(_WARES)}" for head in heads],
        "town": difficulty.pick(rng, tuple(towns(rng, k)), strange[k:], len(count["town"])),
    }
    return {thing: name for kind, things in count.items() for thing, name in zip(things, pools[kind], strict=True)}


def _say(fact: Fact, called: Mapping[int, str], page: str) -> str:
    text = RELATIONS[fact.relation].texts[REGISTERS.index(page)]
    return text.format(a=called[fact.start], b=called[fact.end])
