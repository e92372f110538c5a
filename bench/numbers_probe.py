"""The job as a probe: `assay run bench/numbers_probe.py`."""

from __future__ import annotations

import random
from collections.abc import Iterator

import assay


@assay.probe("utility/bench-numbers")
class BenchNumbers:
    """Adds one to a number."""

    def cases(self, rng: random.Random, n: int) -> Iterator[assay.Case]:
        for i in range(n):
            yield assay.Case(prompt=f"Question {i}: what is {i}+1?", reference=str(i + 1))

    protocol = assay.protocols.single(max_tokens=8)
    judge = assay.judges.exact(contains=True)
    metrics = (assay.measure.rate("accuracy", better="higher", counts={"unparsed": 0.0}),)
