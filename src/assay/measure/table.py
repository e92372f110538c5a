"""Judged cases as columns: what every metric is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.records import OUTCOMES, Case, Outcome, Verdict

__all__ = ["Table", "Where"]

Where = Mapping[str, str | tuple[str, ...]]
"""A selection: every named tag (or `variation`, `group`) must be the value, or one of the values, given."""

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
        pairs = sorted(rows, key=lambda row: row[0].id)
        n = len(pairs)
        outcome = np.fromiter((_CODE[v.outcome] for _, v in pairs), np.int8, n)
        names: dict[str, int] = {}
        cluster = np.fromiter(
            (names.setdefault(c.cluster or f"\0{i}", len(names)) for i, (c, _) in enumerate(pairs)), np.int64, n
        )
        columns = {"value": np.full(n, np.nan)}
        text: dict[str, NDArray[np.object_]] = {}
        for key in ("variation", "group", "label"):
            text[key] = np.full(n, "", dtype=object)
        for i, (case, verdict) in enumerate(pairs):
            if verdict.value is not None:
                columns["value"][i] = verdict.value
            for name, number in verdict.extra.items():
                columns.setdefault(name, np.full(n, np.nan))[i] = number
            text["variation"][i] = case.variation
            text["group"][i] = case.group
            text["label"][i] = verdict.label
            for tag, tag_value in case.tags.items():
                text.setdefault(tag, np.full(n, "", dtype=object))[i] = tag_value
        return cls(outcome, cluster, columns, text)

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
            keep &= np.isin(values.astype(str), options)
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
        values = np.where(self.outcome == 0, self.columns.get(of, np.full(len(self), np.nan)), np.nan)
        for name, number in counts.items():
            values[self.outcome == _CODE[name]] = number
        return values
