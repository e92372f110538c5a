"""Cuts a stream of clusters to at most n cases without breaking a cluster: what paired metrics need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from assay.records import Case

__all__ = ["fit", "fresh"]

T = TypeVar("T")


def fit(clusters: Iterable[Sequence[Case]], n: int) -> Iterator[Case]:
    """Whole clusters while they fit into `n` cases; the first one is cut where even it does not."""
    left = n
    for cluster in clusters:
        if len(cluster) > left:
            if left == n:
                yield from cluster[:n]
            return
        yield from cluster
        left -= len(cluster)
        if not left:
            return


def fresh(make: Callable[[], T], key: Callable[[T], str], seen: set[str], tries: int = 1000) -> T:
    """The next thing that `make` gives whose key is not in `seen`; its key is added.

    Raises RuntimeError where `tries` in a row were seen before: the space of cases is used up.
    """
    for _ in range(tries):
        thing = make()
        if key(thing) not in seen:
            seen.add(key(thing))
            return thing
    raise RuntimeError(f"no new case in {tries} tries: the space of cases is used up")
