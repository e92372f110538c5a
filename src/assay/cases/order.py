"""Orders clusters of cases for a run: none that was seen before, and none broken at the end, as paired metrics need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from assay.records import Case

__all__ = ["fit", "fresh"]


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


def fresh(make: Callable[[], Sequence[Case]], seen: set[str], tries: int = 1000) -> Sequence[Case]:
    """The next cluster that `make` gives of which no case was `seen`, by all that the model is shown; it is then. Within
    a cluster a case may come again as another draw.

    Raises RuntimeError where `tries` in a row were seen before: the space of cases is used up.
    """
    for _ in range(tries):
        cluster = make()
        texts = {case.text for case in cluster}
        if len({(case.text, case.draw) for case in cluster}) == len(cluster) and not texts & seen:
            seen |= texts
            return cluster
    raise RuntimeError(f"no new case in {tries} tries: the space of cases is used up")
