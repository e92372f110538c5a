"""Facts and questions that a source gave, as facts that probes can ask: with wrong answers, and only where one can judge.

A record is left out where its answer cannot be told from plain words, or where neither an open answer can be read nor
three wrong options be offered.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from assay.cases.curate.facts import Fact, Origin, fold, is_readable, parts
from assay.cases.curate.frames import shuffled
from assay.cases.curate.record import FactRecord, QuestionRecord, Record
from assay.errors import SourceError
from assay.records import digest

__all__ = ["askable", "item", "left_out", "rounds"]

LONGEST_OPEN = 6
"""Words of the longest answer that is looked for in free text; a longer one is never repeated to the letter."""

_WHY = (
    "their answer cannot be told from plain words, or is too long to be looked for and has no three wrong ones beside it, or "
    "no wrong one is known"
)
_WRONG = 3
"""Wrong options beside the right one."""


def askable(records: Sequence[Record]) -> tuple[Fact, ...]:
    """The facts and questions among `records` that can be asked and judged, in their order.

    Wrong options are the record's own where it has three, else the answers to the same relation of other subjects. Those
    of other questions are no options, for they need not be of the same sort: such a question is only asked openly.
    Raises SourceError where there are records, and none of them can be asked.
    """
    found = _all(records)
    if records and not found:
        raise SourceError(f"none of the {len(records):,} facts and questions of the sources can be asked: {_WHY}")
    return found


def _all(records: Sequence[Record]) -> tuple[Fact, ...]:
    facts = [r for r in records if isinstance(r, FactRecord)]
    questions = [r for r in records if isinstance(r, QuestionRecord)]
    made = (*_from_facts(facts), *_from_questions(questions))
    return tuple(fact for fact in made if fact is not None)


def rounds(rng: random.Random, records: Sequence[Record], leave_out: Sequence[str] = ()) -> Iterator[Fact]:
    """What can be asked of `records`, without end, in an order of each round's own: every fact once before any again.
    `leave_out` names relations that do not fit. Raises SourceError where nothing is left."""
    found = [fact for fact in askable(records) if fact.relation not in leave_out]
    if not found:
        raise SourceError(f"none of the {len(records):,} facts of the sources has a relation that can be asked here")
    return shuffled(rng, found)


def item(fact: Fact) -> str:
    """The cluster of all cases about a fact: however often it is asked, it is one thing that the model knows or does not."""
    return f"item-{digest([fact.relation, fold(fact.subject)])[:12]}"


def left_out(records: Sequence[Record]) -> str:
    """The sentence about facts and questions that cannot be asked, "" where all can."""
    given = sum(isinstance(r, FactRecord | QuestionRecord) for r in records)
    lost = given - len(_all(records))
    return f"{lost:,} of {given:,} facts and questions of the sources are not asked: {_WHY}" if lost else ""


def _from_facts(records: Sequence[FactRecord]) -> Iterator[Fact | None]:
    pools: dict[str, dict[str, str]] = defaultdict(dict)
    of_subject: dict[tuple[str, str], set[str]] = defaultdict(set)
    for r in records:
        pools[r.relation].setdefault(fold(r.answer), r.answer)
        of_subject[(fold(r.subject), r.relation)].update((r.answer, *r.accept))
    answers = {relation: tuple(found.values()) for relation, found in pools.items()}
    within = {relation: parts(found) for relation, found in answers.items()}
    for r in records:
        # Where several records speak of one subject, each answer is right for all of them.
        bar = tuple(sorted(of_subject[(fold(r.subject), r.relation)] - {r.answer, *r.accept}))
        right = {fold(a) for a in (r.answer, *r.accept, *bar)}
        wrong = _distinct(r.alternatives, right)
        if len(wrong) < _WRONG:
            wrong = answers[r.relation]
        yield _fact(r, wrong, right, choices=True, within=within[r.relation], bar=bar)


def _from_questions(records: Sequence[QuestionRecord]) -> Iterator[Fact | None]:
    everyone = _distinct([r.answer for r in records], set())
    for r in records:
        right = {fold(a) for a in (r.answer, *r.accept)}
        own = _distinct(r.distractors, right)
        choices = len(own) >= _WRONG
        yield _fact(r, own if choices else (*own, *everyone), right, choices=choices, within=parts(own), bar=())


def _fact(
    r: FactRecord | QuestionRecord,
    wrong: tuple[str, ...],
    right: set[str],
    *,
    choices: bool,
    within: str,
    bar: tuple[str, ...],
) -> Fact | None:
    """The record to be asked, None where it cannot be. `choices`: the wrong answers may be options; `within`: the parts of
    longer answers, of which an open answer must be none."""
    known = sum(1 for _ in islice((w for w in wrong if fold(w) not in right and is_readable(w)), _WRONG))
    choices = choices and known == _WRONG
    read = len(r.answer.split()) <= LONGEST_OPEN and f" {fold(r.answer)} " not in within
    if not known or not fold(r.answer) or not is_readable(r.answer) or not (read or choices):
        return None
    if isinstance(r, QuestionRecord):
        relation, subject, asked, rarity, topic = "question", r.question, r.question, "middling", "questions"
    else:
        relation, subject, asked, rarity, topic = r.relation, r.subject, "", r.rarity, "facts"
    return Fact(
        topic=r.topic or topic,
        kind="place",
        relation=relation,
        subject=subject,
        answer=r.answer,
        accept=r.accept,
        bar=bar,
        category=f"sourced {relation}",
        rarity=rarity,
        choice_only=not read,
        open_only=not choices,
        asked=asked,
        wrong=wrong,
        source=Origin(package=r.provenance.url, version="", licence=r.provenance.licence),
    )


def _distinct(texts: Sequence[str], right: set[str]) -> tuple[str, ...]:
    """The texts that are not right, each once, however it is written."""
    found = {fold(text): text for text in reversed(texts) if fold(text)}
    return tuple(text for key, text in reversed(found.items()) if key not in right)
