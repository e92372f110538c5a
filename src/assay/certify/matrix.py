"""The crosstalk matrix: planted faults by headline metrics, put together from certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.certify.crosstalk import CONTROLS
from assay.engine.certificates import Certificate
from assay.probes import Probe
from assay.taxonomy import DIMENSIONS

__all__ = ["Cell", "Column", "Matrix", "matrix"]


@dataclass(frozen=True)
class Column:
    """A headline metric; `own` are the faults that are planted for it."""

    probe: str
    metric: str
    own: tuple[str, ...]
    certified: bool

    @property
    def dimension(self) -> str:
        return self.probe.split("/")[0]

    @property
    def label(self) -> str:
        """The last part of the probe's name, and the metric."""
        return f"{self.probe.split('/')[-1]} · {self.metric}"


@dataclass(frozen=True)
class Cell:
    """A movement at dose 1, in trust, negative = worse; None where the metric has no value left. `planted`: the fault is one
    that must move this metric."""

    trust: float | None
    planted: bool


@dataclass(frozen=True)
class Matrix:
    """`cells` by (fault, place of the column); what is not there did not move."""

    faults: tuple[str, ...]
    columns: tuple[Column, ...]
    cells: dict[tuple[str, int], Cell]

    def off(self, fault: str) -> list[tuple[Column, Cell]]:
        """What a fault moves without being planted for it."""
        return [
            (column, cell)
            for place, column in enumerate(self.columns)
            if (cell := self.cells.get((fault, place))) and not cell.planted
        ]


def matrix(pairs: Sequence[tuple[Probe, Certificate]]) -> Matrix:
    """The matrix of these probes: columns by dimension in the order of the taxonomy, faults in the order in which a column
    first names them, the plain models last."""
    order = {name: place for place, name in enumerate(DIMENSIONS)}
    columns: list[Column] = []
    cells: dict[tuple[str, int], Cell] = {}
    for probe, certificate in sorted(pairs, key=lambda pair: (order[pair[0].dimension], pair[0].name)):
        declared = {m.name: m for m in probe.metrics}
        for r in certificate.metrics:
            if not r.headline:
                continue
            place, trust_of = len(columns), declared[r.metric].trust_of
            named = tuple(fault for fault, moved in probe.faults.items() if r.metric in moved)
            columns.append(Column(probe.name, r.metric, named or ((r.fault,) if r.certified else ()), r.certified))
            ends = [p.value for p in (r.curve[0], r.curve[-1])] if r.curve else [None]
            if r.fault and None not in ends:
                first, last = (trust_of(v) for v in ends if v is not None)
                cells[r.fault, place] = Cell(last - first, planted=True)
            for moved in r.moved_by:
                cells[moved.fault, place] = Cell(None if moved.value is None else moved.trust, planted=False)
    named_faults = dict.fromkeys(fault for c in columns for fault in c.own if fault not in ("worst", *CONTROLS))
    others = dict.fromkeys(f for f, _ in cells if f not in named_faults and f not in ("worst", *CONTROLS))
    return Matrix((*named_faults, *others, "worst", *CONTROLS), tuple(columns), cells)
