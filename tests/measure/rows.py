"""Judged cases for the tests of measure, written as short rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from assay.measure.table import Table
from assay.records import Case, Outcome, Verdict

Row = tuple[Case, Verdict]


def row(
    id: int,  # noqa: A002
    value: float | None = 1.0,
    *,
    outcome: Outcome = "scored",
    cluster: object = "",
    variation: str = "",
    label: str = "",
    extra: dict[str, float] | None = None,
    **tags: str,
) -> Row:
    """One case and its verdict; a value of None needs an outcome other than scored."""
    case = Case(id=f"{id:06d}", prompt="?", cluster=str(cluster), variation=variation, tags=tags)
    return case, Verdict(outcome, value if outcome == "scored" else None, label=label, extra=extra or {})


def table(rows: Iterable[Row]) -> Table:
    return Table.of(rows)


def values(numbers: Iterable[float], **common: Any) -> Table:
    """Scored rows of their own with these values."""
    return Table.of(row(i, float(v), **common) for i, v in enumerate(numbers))


def confident(confidence: Iterable[float], correct: Iterable[float], clusters: Iterable[object] | None = None) -> Table:
    """Rows with a confidence and a 0/1 correctness."""
    pairs = list(zip(confidence, correct, strict=True))
    names = list(clusters) if clusters is not None else [""] * len(pairs)
    return Table.of(
        row(i, float(y), cluster=name, extra={"confidence": float(c)})
        for i, ((c, y), name) in enumerate(zip(pairs, names, strict=True))
    )


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)
