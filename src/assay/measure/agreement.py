"""How far people, or judges, agree who labelled the same things: raw, beyond chance, and how common each label is.

Chance-corrected agreement falls where one label is rare, however good the labellers, so the share of a label stands
beside every κ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

__all__ = ["Kappa", "cohen_kappa", "krippendorff_alpha"]


class Kappa(NamedTuple):
    """Agreement of two labellers on `n` things: the share labelled alike, Cohen's κ in [−1, 1] (1 = always, 0 = as by chance;
    None where both gave one and the same label throughout), and how often each of them gave the label asked about."""

    n: int
    agreement: float
    kappa: float | None
    prevalence: tuple[float, float]


def cohen_kappa(pairs: Iterable[tuple[str, str]], positive: str) -> Kappa | None:
    """Cohen's κ (1960) of two labellers' labels for the same things; `positive` is the label whose share is shown. None of
    no pairs."""
    both = Counter(pairs)
    if not both:
        return None
    n = both.total()
    first, second = Counter[str](), Counter[str]()
    for (a, b), count in both.items():
        first[a] += count
        second[b] += count
    alike = sum(count for (a, b), count in both.items() if a == b) / n
    chance = sum(first[label] * second[label] for label in first) / n**2
    return Kappa(
        n=n,
        agreement=alike,
        kappa=(alike - chance) / (1 - chance) if chance < 1 else None,
        prevalence=(first[positive] / n, second[positive] / n),
    )


def krippendorff_alpha(things: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's α for nominal labels (Krippendorff 2011): 1 = always alike, 0 = as by chance, below 0 worse than that.

    `things` are the labels that each thing got, from any number of labellers, in any order; one with fewer than two says
    nothing. None where no thing has two, or all labels are the same.
    """
    together: Counter[tuple[str, str]] = Counter()
    weight: Counter[str] = Counter()
    n, differ = 0, 0.0
    for labels in things:
        m = len(labels)
        if m < 2:
            continue
        n += m
        weight.update(labels)
        together.clear()
        together.update(permutations(labels, 2))
        differ += sum(count for (a, b), count in together.items() if a != b) / (m - 1)
    expected = n * n - sum(count**2 for count in weight.values())
    return 1 - (n - 1) * differ / expected if expected else None
