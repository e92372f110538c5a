"""What the three probes share: chains of each length in turn, none twice, and the number that a reply ends on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count

from assay.cases.worlds.chains import HOW_MANY, Chain, chain
from assay.cases.worlds.fresh import Fresh
from assay.judges import looks_refused
from assay.judges._fields import read_fields
from assay.judges._numbers import read_number
from assay.judges._text import answer_part, both_ends, is_empty
from assay.records import Reply, Verdict

__all__ = ["ANSWER", "chains", "end"]

ANSWER = {"en": "Answer: {}", "es": "Respuesta: {}", "zh": "答案：{}"}
"""How an answer is written at the end of a reply."""
ANSWERS = ("Answer", "Respuesta", "答案")

STEP = "answer@1"


def chains(rng: random.Random, language: str = "en") -> Iterator[Chain]:
    """Problems of every length in turn, without end, in a language."""
    fresh, lengths = Fresh(), rng.sample(HOW_MANY, len(HOW_MANY))
    for index in count():
        steps = lengths[index % len(lengths)]
        yield fresh.draw(lambda steps=steps: chain(rng, steps, language), lambda problem: [problem.question])  # type: ignore[misc]


def end(reply: Reply) -> str | Verdict:
    """The number that a reply gives as its answer, in canonical writing; or the verdict where it gives none."""
    text = answer_part(reply.text)
    if is_empty(text):
        return Verdict("unparsed", step=STEP, why="an empty reply")
    number = read_number(next(filter(None, read_fields(text, ANSWERS).values()), "")) or read_number(
        both_ends(text), last=True
    )
    if number is not None:
        return number.label
    if kind := looks_refused(text):
        return Verdict("refused", None, kind, {}, STEP)
    return Verdict("unparsed", step=STEP, why="no number, or several and none given as the answer")
