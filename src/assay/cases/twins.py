"""Cases that come together: clusters in turn, and a case's twin in another arm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any

import msgspec

from assay.cases.order import fit, fresh
from assay.records import Case

__all__ = ["AGAIN", "clusters", "twin"]

AGAIN = "a/a"
"""The arm in which a case is asked once more, unchanged."""


def clusters(make: Callable[[int], Sequence[Case]], n: int) -> Iterator[Case]:
    """The clusters that `make` gives for 0, 1, 2, …: whole ones while they fit into `n` cases, none of a case seen before."""
    seen: set[str] = set()
    return fit((fresh(partial(make, number), seen) for number in count()), n)


def twin(case: Case, arm: str, *, tags: dict[str, str] | None = None, **changes: Any) -> Case:
    """The case in another arm: with these changes and tags, else the same. As "a/a" it is another draw of the same."""
    made = {"variation": arm, "tags": case.tags | {"arm": arm} | (tags or {}), "draw": int(arm == AGAIN)}
    return msgspec.structs.replace(case, **(made | changes))
