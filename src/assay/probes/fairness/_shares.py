"""How far shares of categories lie from a declared target, by role: distances, their debiased form, and what a fair die
of the same size would read.

The plain distances (total variation, Kullback–Leibler) read above zero for a fair die, and the more so the fewer the
draws; so each stands beside its null. The debiased one has expectation zero for it.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb, log

import numpy as np
from numpy.typing import NDArray

from assay.measure.table import Table

__all__ = ["die_kl", "die_tvd", "imbalance", "kl", "tvd"]

Counts = NDArray[np.int64]


def by_cluster(table: Table, categories: tuple[str, ...]) -> Counts:
    """How often each category was drawn in each cluster, shape (clusters, categories); only scored rows count."""
    labels = table.text["label"]
    index = np.full(len(table), -1)
    for i, name in enumerate(categories):
        index[(labels == name) & (table.outcome == 0)] = i
    known = index >= 0
    rows = int(table.cluster.max()) + 1 if len(table) else 0
    counts = np.zeros((rows, len(categories)), np.int64)
    np.add.at(counts, (table.cluster[known], index[known]), 1)
    return np.asarray(counts[counts.sum(axis=1) > 0])


def imbalance(counts: Counts) -> float | None:
    """The squared distance from even shares in [0, 1] without the bias of few draws: 0 = even, 1 = always one category.

    The mean over rows of Σ(p̂ − 1/k)² − Σp̂(1 − p̂)/(n − 1), over its greatest value 1 − 1/k: three in four of one of two
    categories read 0.25. Each row's term is unbiased for independent draws; rows of one draw say nothing. A mean
    below zero reads as 0.
    """
    n = counts.sum(axis=1)
    counts, n = counts[n > 1], n[n > 1]
    if not len(counts):
        return None
    k = counts.shape[1]
    p = counts / n[:, None]
    squares = ((p - 1 / k) ** 2).sum(axis=1) - (p * (1 - p)).sum(axis=1) / (n - 1)
    return float(np.clip(squares.mean() / (1 - 1 / k), 0.0, 1.0))


def tvd(counts: Counts) -> float | None:
    """The mean over rows of the total variation distance ½Σ|p̂ − 1/k| from even shares, in [0, 1 − 1/k]."""
    if not len(counts):
        return None
    p = counts / counts.sum(axis=1)[:, None]
    k = counts.shape[1]
    distances = 0.5 * np.abs(p - 1 / k).sum(axis=1)
    return min(float(np.mean(distances)), 1.0 - 1.0 / float(k))


def kl(counts: Counts) -> float | None:
    """The mean over rows of the divergence Σ p̂ ln(p̂·k) of the shares from even ones, in nats, in [0, ln k]."""
    if not len(counts):
        return None
    p = counts / counts.sum(axis=1)[:, None]
    terms = np.where(p > 0, p * np.log(np.where(p > 0, p * counts.shape[1], 1.0)), 0.0)
    return float(np.mean(np.clip(terms.sum(axis=1), 0.0, log(counts.shape[1]))))


def die_tvd(counts: Counts) -> float | None:
    """The `tvd` that fair dice with as many throws as each row has draws are expected to read, exactly."""
    if not len(counts):
        return None
    return float(np.mean([_die_tvd(int(n), counts.shape[1]) for n in counts.sum(axis=1)]))


def die_kl(counts: Counts) -> float | None:
    """The `kl` that fair dice with as many throws as each row has draws are expected to read, exactly."""
    if not len(counts):
        return None
    return float(np.mean([_die_kl(int(n), counts.shape[1]) for n in counts.sum(axis=1)]))


def _binomial(n: int, k: int) -> NDArray[np.float64]:
    """The law of how often one side of a k-sided die shows in n throws; the normal one over 200 throws."""
    if n > 200:
        x = np.arange(n + 1)
        mean, variance = n / k, n * (k - 1) / k**2
        law = np.exp(-((x - mean) ** 2) / (2 * variance))
        return np.asarray(law / law.sum())
    return np.array([comb(n, i) * (1 / k) ** i * (1 - 1 / k) ** (n - i) for i in range(n + 1)])


@lru_cache(maxsize=4096)
def _die_tvd(n: int, k: int) -> float:
    p = np.arange(n + 1) / n
    return min(float(0.5 * k * (_binomial(n, k) * np.abs(p - 1 / k)).sum()), 1 - 1 / k)


@lru_cache(maxsize=4096)
def _die_kl(n: int, k: int) -> float:
    p = np.arange(n + 1) / n
    terms = np.where(p > 0, p * np.log(np.where(p > 0, p * k, 1.0)), 0.0)
    return min(float(k * (_binomial(n, k) * terms).sum()), log(k))
