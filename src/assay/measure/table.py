"""Judged cases as columns: what every metric is computed from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import nan

import numpy as np
from numpy.typing import NDArray

from assay.records import OUTCOMES, Case, Outcome, Verdict

__all__ = ["Table", "Where", "selects", "words_of"]

Where = Mapping[str, str | tuple[str, ...]]
"""A selection: every named tag (or `variation`, `group`) must be the value, or one of the values, given."""

_SHARED = 2**16
"""So many different texts are kept once each; a million free answers would fill memory twice over."""

_CODE: dict[str, int] = {name: code for code, name in enumerate(OUTCOMES)}


@dataclass(frozen=True)
class Table:
    """`n` judged cases, column by column. `outcome` holds indices into OUTCOMES. `columns["value"]` and the verdicts'
    extra measurements are floats, NaN where absent. `cluster` numbers the seed items, 0 … n_clusters−1.
    `text` holds the tags and `variation`, `group` and `label`, "" where absent."""

    outcome: NDArray[np.int8]
    cluster: NDArray[np.int64]
    columns: dict[str, NDArray[np.float64]]
    text: dict[str, NDArray[np.object_]]

    @classmethod
    def of(cls, rows: Iterable[tuple[Case, Verdict]]) -> Table:
        """Build from cases and verdicts. The order of the rows does not matter: they are sorted by case id."""
        return cls.read(sorted(rows, key=lambda row: row[0].id))

    @classmethod
    def read(cls, rows: Iterable[tuple[Case, Verdict]]) -> Table:
        """Build from rows in the order of their case ids, one after the other; only what the columns hold is kept."""
        outcome, cluster, alone = array("b"), array("q"), True
        columns: dict[str, array[float]] = {"value": array("d")}
        text: dict[str, list[str]] = {"variation": [], "group": [], "label": []}
        same: dict[str, str] = {}  # equal texts are kept once, as long as there are not too many different ones
        n = 0
        for case, verdict in rows:
            outcome.append(_CODE[verdict.outcome])
            alone = alone and not case.cluster
            name = case.cluster.encode() if case.cluster else f"\0{n}".encode()
            cluster.append(int.from_bytes(blake2b(name, digest_size=8).digest(), "big", signed=True))
            numbers = verdict.extra if verdict.value is None else verdict.extra | {"value": verdict.value}
            words = words_of(case, verdict)
            for key, number in numbers.items():
                columns.setdefault(key, array("d")).extend([nan] * (n - len(columns[key])))
                columns[key].append(number)
            for key, word in words.items():
                text.setdefault(key, []).extend([""] * (n - len(text[key])))
                text[key].append(same.setdefault(word, word) if len(same) < _SHARED else same.get(word, word))
            n += 1
        for values in columns.values():
            values.extend([nan] * (n - len(values)))
        for found in text.values():
            found.extend([""] * (n - len(found)))
        return cls(
            np.array(outcome, np.int8),
            np.arange(n) if alone else _numbered(np.array(cluster, np.int64)),
            {key: np.array(columns.pop(key)) for key in list(columns)},
            {key: np.array(text.pop(key), dtype=object) for key in list(text)},
        )

    def __len__(self) -> int:
        return len(self.outcome)

    def mask(self, where: Where) -> NDArray[np.bool_]:
        """Which rows `where` selects. A tag that no row has selects nothing."""
        keep = np.ones(len(self), dtype=bool)
        for key, wanted in where.items():
            values = self.text.get(key)
            if values is None:
                return np.zeros(len(self), dtype=bool)
            options = (wanted,) if isinstance(wanted, str) else wanted
            keep &= np.logical_or.reduce([values == option for option in options])
        return keep

    def take(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Table:
        """The rows of a mask, or of an index (with repeats, for resampling)."""
        return Table(
            self.outcome[keep],
            self.cluster[keep],
            {k: v[keep] for k, v in self.columns.items()},
            {k: v[keep] for k, v in self.text.items()},
        )

    def where(self, where: Where) -> Table:
        """The rows that `where` selects."""
        return self.take(self.mask(where)) if where else self

    def outcomes(self) -> dict[str, int]:
        """How many rows had each outcome; all five are named."""
        counts = np.bincount(self.outcome, minlength=len(OUTCOMES))
        return {name: int(counts[code]) for code, name in enumerate(OUTCOMES)}

    def counted(self, of: str, counts: Mapping[Outcome, float]) -> NDArray[np.float64]:
        """The column `of`, with unscored rows at the value their outcome counts as, NaN where it counts as none."""
        found = self.columns.get(of)
        values = np.full(len(self), np.nan) if found is None else np.where(self.outcome == 0, found, np.nan)
        for name, number in counts.items():
            values[self.outcome == _CODE[name]] = number
        return values


def words_of(case: Case, verdict: Verdict | None = None) -> dict[str, str]:
    """What a selection looks at in one case; without a verdict, what is known of it before it is asked."""
    words = case.tags | {"variation": case.variation, "group": case.group}
    if verdict is not None:
        words["label"] = verdict.label
    return words


def selects(where: Where, words: Mapping[str, str]) -> bool:
    """Whether `where` selects the case of these words, as `Table.mask` does."""
    return all(
        words.get(key, "") in ((wanted,) if isinstance(wanted, str) else wanted) for key, wanted in where.items()
    )


def _numbered(names: NDArray[np.int64]) -> NDArray[np.int64]:
    """The names' numbers, 0, 1, … in the order in which each first appears."""
    _, first, place = np.unique(names, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[place]
