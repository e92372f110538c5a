"""Drawing without repeats: a world gives each item at most once in a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from assay.errors import ProbeError
from assay.records import Case

__all__ = ["Fresh", "texts"]

T = TypeVar("T")


class Fresh:
    """Remembers what was drawn. One a run: `draw(make, keys)` calls `make` until no text of `keys(item)` was seen."""

    def __init__(self, tries: int = 1000) -> None:
        self._seen: set[str] = set()
        self._tries = tries

    def draw(self, make: Callable[[], T], keys: Callable[[T], Sequence[str]]) -> T:
        """A new item. Raises ProbeError where `tries` draws in a row gave nothing new: the world is exhausted."""
        for _ in range(self._tries):
            item = make()
            texts = keys(item)
            if self._seen.isdisjoint(texts):
                self._seen.update(texts)
                return item
        raise ProbeError(f"no new case in {self._tries} draws: the world has too few; ask for fewer cases")


def texts(cluster: Sequence[Case]) -> list[str]:
    """What a cluster of cases is known by: all that the model is shown (an unchanged re-ask adds nothing)."""
    return [case.text for case in cluster]
