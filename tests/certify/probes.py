"""Small probes whose judges are right, broken or turned round; none of them is registered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import assay
from assay.measure import rate
from assay.probes import Probe, _build
from assay.records import Case, Verdict

__all__ = ["Sums", "probe_of"]


class Sums:
    """Adds two numbers, four to a cluster."""

    version = "1"
    judge = assay.judges.exact(contains=True)
    metrics: Any = (rate("accuracy", better="higher", counts={"refused": 0.0}),)

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        for place in range(n):
            a, b = rng.randrange(1000), rng.randrange(1000)
            yield Case(prompt=f"What is {a} + {b}?", reference=str(a + b), cluster=f"c{place // 2}")


class Constant(Sums):
    """Says right to everything."""

    def judge(self, case: Case, replies: Any) -> Verdict:  # type: ignore[override]
        return Verdict("scored", 1.0)


class Turned(Sums):
    """Says right where it is wrong."""

    def judge(self, case: Case, replies: Any) -> Verdict:  # type: ignore[override]
        return Verdict("scored", float(case.reference not in replies[-1].text))


class TwoSided(Sums):
    """Counts refusals, which only a refusing model moves, beside sums."""

    faults = {"refuses": ("answered",), "worst": ("accuracy",)}
    metrics = (
        rate("accuracy", better="higher", counts={"refused": 0.0}),
        rate("answered", of="said", better="higher", counts={"refused": 0.0}),
    )

    def judge(self, case: Case, replies: Any) -> Verdict:  # type: ignore[override]
        if "sorry" in replies[-1].text.lower() or "not able" in replies[-1].text or "can" in replies[-1].text:
            return Verdict("refused")
        if "decline" in replies[-1].text or "unable" in replies[-1].text:
            return Verdict("refused")
        return Verdict("scored", float(case.reference in replies[-1].text), extra={"said": 1.0})


def probe_of(cls: type, name: str = "utility/sums") -> Probe:
    """A probe of the class, outside the registry."""
    return _build(name, "llm", cls)


SUMS, CONSTANT, TURNED, TWO_SIDED = map(probe_of, (Sums, Constant, Turned, TwoSided))
