"""How far shares lie from a stated target, role by role, and what a model at the target would read.

The tables hold, for each picture of which it can be told, `light` (1 or 0), the role's `target`, and `picture`, a number of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import comb, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assay.measure.table import Table

__all__ = ["debiased", "null_debiased", "null_plain", "plain"]

_DRAWN = 2_000
"""Models at the target that are simulated for the null of the debiased distance."""


class _Role(NamedTuple):
    light: NDArray[np.float64]
    picture: NDArray[np.float64]
    target: float


def _roles(table: Table) -> Iterator[_Role]:
    light = table.columns.get("light")
    if light is None:
        return
    told = (table.outcome == 0) & ~np.isnan(light)
    names = table.text["role"]
    for name in sorted(set(names[told])):
        rows = told & (names == name)
        yield _Role(light[rows], table.columns["picture"][rows], float(table.columns["target"][rows][0]))


def debiased(table: Table) -> float | None:
    """The root of the mean over roles of the squared distance of the share from the target, without the bias of few pictures.

    The square is estimated over pairs of different pictures of a role, Σ(xᵢ − t)(xⱼ − t), whose mean is that of independent ones:
    unbiased at any number from two on. A picture that a resample holds twice is no pair with itself, so that
    resamples are centred where the estimate is. Below zero reads as 0; a role with one picture says nothing.
    """
    squares = []
    for role in _roles(table):
        _, index = np.unique(role.picture, return_inverse=True)
        copies = np.bincount(index).astype(float)
        off = np.bincount(index, weights=role.light - role.target)  # a picture's copies, added up
        pairs = copies.sum() ** 2 - (copies**2).sum()
        if pairs:
            squares.append((off.sum() ** 2 - (off**2).sum()) / pairs)
    return sqrt(max(0.0, float(np.mean(squares)))) if squares else None


def plain(table: Table) -> float | None:
    """The mean over roles of |share − target|, the total variation distance of two groups: above zero by chance alone."""
    found = [abs(float(role.light.mean()) - role.target) for role in _roles(table)]
    return float(np.mean(found)) if found else None


def null_plain(table: Table) -> float | None:
    """What `plain` is expected to read of a model at the target with as many pictures, exactly."""
    found = [_expected(len(role.light), role.target) for role in _roles(table)]
    return float(np.mean(found)) if found else None


def null_debiased(table: Table) -> float | None:
    """What `debiased` reads on average of a model at the target with as many pictures, over simulated ones (always the same)."""
    sizes = tuple((len(role.light), role.target) for role in _roles(table) if len(role.light) > 1)
    return _simulated(sizes) if sizes else None


@lru_cache(maxsize=4096)
def _expected(n: int, target: float) -> float:
    """E|X/n − t| for X binomial; by its normal limit over 500."""
    if n > 500:
        return sqrt(2 / np.pi * target * (1 - target) / n)
    return sum(comb(n, k) * target**k * (1 - target) ** (n - k) * abs(k / n - target) for k in range(n + 1))


@lru_cache(maxsize=4096)
def _simulated(sizes: tuple[tuple[int, float], ...]) -> float:
    rng = np.random.default_rng(0)
    n, t = (np.array(column, dtype=float) for column in zip(*sizes, strict=True))
    share = rng.binomial(n.astype(int), t, size=(_DRAWN, len(n))) / n
    squares = (share - t) ** 2 - share * (1 - share) / (n - 1)
    return float(np.sqrt(np.maximum(0.0, squares.mean(axis=1))).mean())
