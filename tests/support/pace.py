"""How fast this machine is, so that a limit of seconds is about the code."""

from __future__ import annotations

import time
from functools import cache

__all__ = ["slow"]

_USUAL = 0.06
"""Seconds of processor time for `_work` on the machines on which limits are set."""


@cache
def slow() -> float:
    """How many times as long as usual this processor takes; at least 1."""
    return max(1.0, min(_work() for _ in range(5)) / _USUAL)


def _work() -> float:
    start, counts = time.process_time(), dict[str, int]()
    for number in range(200_000):
        word = f"word {number % 977}"
        counts[word] = counts.get(word, 0) + len(word)
    return time.process_time() - start
