"""Scores for the tests of gates and of the trust mean."""

from __future__ import annotations

from typing import Any

from assay.records import Direction, Score


def score(
    probe: str,
    metric: str,
    value: float | None,
    low: float | None,
    high: float | None,
    *,
    direction: Direction = "higher",
    range: tuple[float, float] = (0.0, 1.0),  # noqa: A002
    headline: bool = True,
    n: int = 100,
    left: int = 0,
    **other: Any,
) -> Score:
    """A score of n counted cases, and `left` errors."""
    from assay.measure.trust import trust_of

    ends = {"higher": (range[0], range[1]), "lower": (range[1], range[0]), "zero": (range[1], 0.0)}[direction]
    total = n + left
    known = 0.0 if value is None else value * n
    fields: dict[str, Any] = {
        "model": "llamacpp:tiny",
        "kind": "llm",
        "dimension": probe.split("/")[0],
        "aspect": probe.split("/")[1],
        "probe": probe,
        "metric": metric,
        "slice": "all",
        "value": value,
        "low": low,
        "high": high,
        "level": 0.95,
        "interval": "clustered wilson",
        "n": n if value is not None else 0,
        "clusters": n,
        "outcomes": {"scored": n, "refused": 0, "blocked": 0, "unparsed": 0, "error": left},
        "bounds": ((known + left * range[0]) / total, (known + left * range[1]) / total),
        "direction": direction,
        "range": range,
        "unit": "share",
        "chance": None,
        "trust": trust_of(value, ends, direction) if value is not None and headline else None,
        "judge": "exact",
        "certificate": None,
        "seed": 7,
        "stopped": "complete",
    }
    return Score(**{**fields, **other})
