"""Which replies people should label: two-phase sampling that takes as many of each verdict, however rare.

Every stratum has its cases in a random order that a seed fixes, and a plan takes the first so many of each. So a larger
plan contains every smaller one, several annotators see the same cases, and what is labelled of a stratum is a simple random
sample of it at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

__all__ = ["Pick", "allocate", "choose"]


class Pick(NamedTuple):
    """A case to label, one of `size` in its stratum, of which the plan takes each with `probability`."""

    case: str
    stratum: str
    size: int
    probability: float


def allocate(sizes: Sequence[int], n: int) -> list[int]:
    """Share `n` labels out equally among strata of these sizes; what a small one cannot take goes to the others.

    With two verdicts an equal share is close to the best (Neyman's) for any rate and any fair judge: a rare verdict is rare,
    and of the frequent one nearly all is alike.
    """
    taken = [0] * len(sizes)
    left = min(n, sum(sizes))
    while left:
        open_ = [place for place, size in enumerate(sizes) if taken[place] < size]
        share = max(left // len(open_), 1)
        for place in sorted(open_, key=lambda place: sizes[place]):
            more = min(share, sizes[place] - taken[place], left)
            taken[place] += more
            left -= more
    return taken


def choose(strata: Mapping[str, Sequence[str]], n: int, seed: str) -> list[Pick]:
    """The cases to label, `n` in all, in the order to show them, which says nothing about their strata.

    `strata` are the names of the cases by stratum, `seed` is what the order is drawn from.
    """
    names = sorted(strata)
    picks = []
    for name, count in zip(names, allocate([len(strata[name]) for name in names], n), strict=True):
        cases = sorted(strata[name], key=lambda case: _hash("pick", seed, case))
        picks += [Pick(case, name, len(cases), count / len(cases)) for case in cases[:count]]
    return sorted(picks, key=lambda pick: _hash("show", seed, pick.case))


def _hash(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode(), digest_size=16).digest()
