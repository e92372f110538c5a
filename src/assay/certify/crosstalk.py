"""Which faults move a metric that were not planted for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.certify.plant import Planting, estimate, faulty
from assay.engine.certificates import Movement
from assay.measure.estimates import normal_quantile
from assay.measure.metrics import Metric
from assay.models.faults import FAULTS
from assay.records import Estimate

__all__ = ["ALPHA", "CONTROLS", "crosstalk", "holm", "rows_of"]

ALPHA = 0.05
"""The rate of any false movement at all, over all faults and metrics of a probe (Holm 1979)."""

CONTROLS = ("refuses", "random", "picks-first")
"""Models without a character of their own, whose movements the matrix shows beside the faults'."""

_NONE = ("perfect", "worst", "empty", "error", "errs-in-doubt")


def rows_of(faults: Sequence[str]) -> list[str]:
    """The faults of the matrix: those of character by name, then the plain models."""
    return [f for f in faults if f not in (*_NONE, *CONTROLS)] + list(CONTROLS)


def crosstalk(clean: Planting, own: Mapping[str, str]) -> dict[str, tuple[Movement, ...]]:
    """By metric, the faults at dose 1 that move it, other than those that are planted for it: `own`, by metric.

    Where a fault changes no reply nothing can move. Else the distance between the perfect model's value and the faulty one's,
    in standard errors of the latter, is held against Holm's limits over all that was looked at.
    """
    probe = clean.probe
    base = {m.name: estimate(m, clean.rows) for m in probe.metrics}
    found: list[tuple[str, Movement]] = []
    looked = 0
    declared = {(metric, fault) for fault, moved in probe.faults.items() for metric in moved} | set(own.items())
    for fault in rows_of(list(FAULTS)):
        planted = faulty(clean, fault)
        others = [m for m in probe.metrics if (m.name, fault) not in declared and base[m.name] is not None]
        looked += len(others)
        if planted.replies != clean.replies:
            seen = ((m, _moved(m, fault, base[m.name], estimate(m, planted.rows))) for m in others)
            found += [(m.name, moved) for m, moved in seen if moved]
    kept = holm([moved.p for _, moved in found], ALPHA, looked)
    out: dict[str, tuple[Movement, ...]] = {}
    for (metric, moved), stands in zip(found, kept, strict=True):
        if stands:
            out[metric] = (*out.get(metric, ()), moved)
    return out


def holm(p: Sequence[float], alpha: float, of: int) -> list[bool]:
    """Which hypotheses Holm's step-down rejects among `of`, those not listed having p = 1."""
    stands = [False] * len(p)
    for rank, place in enumerate(sorted(range(len(p)), key=lambda i: p[i])):
        if p[place] > alpha / (of - rank):
            break
        stands[place] = True
    return stands


def _moved(metric: Metric, fault: str, base: Estimate | None, found: Estimate | None) -> Movement | None:
    if base is None or found is None:
        return Movement(fault, None)
    distance = abs(found.value - base.value)
    if distance == 0:
        return None
    # the half of the interval that points to the perfect model's value
    half = found.value - found.low if base.value < found.value else found.high - found.value
    z = normal_quantile(0.975) * distance / max(half, 1e-12)
    return Movement(
        fault,
        float(f"{found.value:.4g}"),
        round(metric.trust_of(found.value) - metric.trust_of(base.value), 4) + 0.0,
        float(f"{_two_sided(z):.3g}"),
    )


def _two_sided(z: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-z))
