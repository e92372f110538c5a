"""Probes whose gates may stop them early: cases alone, and pairs of clusters that overlap, with metrics of every sort."""

from __future__ import annotations

import assay
from assay import measure
from tests.support.numbers_probe import SUM


class _Sums:
    protocol = assay.protocols.single(max_tokens=8)
    judge = assay.judges.exact()


@assay.probe("utility/sums")
class Sums(_Sums):
    """Adds one, in cases that stand alone."""

    def cases(self, rng, n):
        for number in range(n):
            yield assay.Case(prompt=SUM.format(number), reference=str(number + 1), tags={"half": "ab"[number % 2]})

    slices = ("half",)
    metrics = (
        measure.rate("accuracy", better="higher", counts={"unparsed": 0.0}),
        measure.difference("gap", a={"half": "a"}, b={"half": "b"}, better="zero", headline=False),
    )


@assay.probe("utility/pairs")
class Pairs(_Sums):
    """Adds one, in fours of two clusters that take turns; every second case is not looked at by `original`."""

    def cases(self, rng, n):
        for number in range(n - n % 4):
            cluster = f"c{number // 4}-{number % 2}"
            text = SUM.format(number + 5000)
            yield assay.Case(
                prompt=text, reference=str(number + 5001), cluster=cluster, variation="" if number % 4 < 2 else "again"
            )

    metrics = (
        measure.rate("accuracy", better="higher", counts={"unparsed": 0.0}),
        measure.rate("original", better="higher", where={"variation": ""}),
    )
