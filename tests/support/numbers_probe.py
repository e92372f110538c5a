"""A probe with known answers for tests of the engine: which half of its cases a `Numbers.answer` server gets right is
known in advance, so that a lost, doubled or swapped sample shows."""

from __future__ import annotations

import hashlib

import assay
from tests.support.openai_wire import Call

SUM = "{} plus one"


def right(number: int) -> bool:
    """Whether the server answers the question about `number` rightly."""
    return hashlib.sha256(str(number).encode()).digest()[0] % 10 < 7


def answer(call: Call) -> str:
    """The server: says the right number or another, by the question alone."""
    number = int(call.last.split()[0])
    return str(number + 1 if right(number) else number + 2)


@assay.probe("utility/numbers")
class Numbers:
    """Adds one."""

    def cases(self, rng, n):
        for number in range(n):
            yield assay.Case(prompt=SUM.format(number), reference=str(number + 1), tags={"half": "ab"[number % 2]})

    slices = ("half",)
    protocol = assay.protocols.single(max_tokens=8)
    judge = assay.judges.exact()
    metrics = (assay.measure.rate("accuracy", better="higher", counts={"unparsed": 0.0}),)
