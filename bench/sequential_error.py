"""`python -m bench.sequential_error`: simulated runs whose rate is the limit of their gate, counted as JSON on stdout."""

from __future__ import annotations

import json
import sys

import numpy as np

from assay.measure.sequential import SequentialTest

RUNS = 2_000
PLANS = {0.05: 807, 0.5: 298, 0.9: 531}
"""Limit → the fixed n that would find a gap of 0.03, 0.1 and 0.05 with 90 % power."""


def wrong(limit: float, n: int) -> int:
    """How many runs give any verdict, looking after each of n cases; at the limit each may be held false."""
    rng = np.random.default_rng(1)
    runs = (SequentialTest(at_most=limit).add((rng.random(n) < limit).astype(float)) for _ in range(RUNS))
    return sum(found.verdict != "undecided" for found in runs)


if __name__ == "__main__":
    found = [{"limit": limit, "n": n, "runs": RUNS, "wrong": wrong(limit, n)} for limit, n in PLANS.items()]
    json.dump(found, sys.stdout)
