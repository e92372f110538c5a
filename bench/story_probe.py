"""A probe whose answers are as long as they may be: what is measured with it is tokens a second."""

from __future__ import annotations

import random
from collections.abc import Iterator

import assay

TOKENS = 48
"""The longest answer, in tokens."""

_THINGS = ("a lamp", "a river", "a clock", "a bridge", "a letter", "a garden", "a train", "a coat", "a drum", "a map")


def story(i: int) -> str:
    """Prompt number `i`."""
    return f"Tell a long story about {_THINGS[i % 10]} and {_THINGS[i // 10 % 10]}. It is story number {i}."


@assay.probe("utility/bench-stories")
class BenchStories:
    """Asks for stories; any answer will do."""

    def cases(self, rng: random.Random, n: int) -> Iterator[assay.Case]:
        for i in range(n):
            yield assay.Case(prompt=story(i), reference="a")

    protocol = assay.protocols.single(max_tokens=TOKENS)
    judge = assay.judges.exact(contains=True)
    metrics = (assay.measure.rate("accuracy", better="higher", counts={"unparsed": 0.0, "refused": 0.0}),)
