"""A gate's decision as reports show it, whatever record it was decided in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Decision", "shown"]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A gate as it was decided. `verdict` is pass, fail or undecided; `name` says what it asks."""

    name: str
    verdict: str
    reason: str
    model: str = ""
    probe: str = ""
    metric: str = ""


def shown(decision: Any) -> Decision:
    """The decision of `assay.measure.gates` (with `gate`, `verdict`, `reason`) as the record above."""
    if isinstance(decision, Decision):
        return decision
    gate = decision.gate
    return Decision(
        name=str(gate.name),
        verdict=str(decision.verdict),
        reason=str(decision.reason),
        model=str(getattr(decision, "model", "") or getattr(gate, "model", "") or ""),
        probe=str(getattr(gate, "probe", "") or ""),
        metric=str(getattr(gate, "metric", "") or ""),
    )
