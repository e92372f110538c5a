"""Whether the early gates of a file can be decided while cases come in: asked before a run, answered in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assay.errors import ConfigError
from assay.measure.base import Metric
from assay.measure.gates import Gate

__all__ = ["Measured", "check_early", "cut_of"]


class Measured(NamedTuple):
    """A metric that a run will measure: of which model and probe, and the tags its scores are cut by."""

    model: str
    probe: str
    slices: Sequence[str]
    metric: Metric


def cut_of(gate: Gate) -> dict[str, str]:
    """The selection that a gate's slice means."""
    if gate.slice == "all":
        return {}
    tag, _, value = gate.slice.partition("=")
    return {tag: value}


def check_early(gates: Iterable[Gate], planned: Sequence[Measured]) -> None:
    """Raise ConfigError for a gate with `stop: early` that the anytime-valid test cannot decide."""
    early = [gate for gate in gates if gate.stop]
    for gate in early:
        if gate.level != early[0].level:
            raise ConfigError(
                f"{gate.place}.level: gates that stop early are decided together and need one level; "
                f"this one has {gate.level:g}, {early[0].place} has {early[0].level:g}"
            )
        for found in planned:
            if gate.speaks_of(found.model, found.probe, found.metric.name):
                _check(gate, found)


def _check(gate: Gate, found: Measured) -> None:
    metric = found.metric
    name = f"{metric.name} of {found.probe}"
    if not metric.is_mean:
        raise ConfigError(f"{gate.place}: early stopping cannot decide {name}, no mean over cases; remove 'stop'")
    low, high = metric.range
    for field, limit in (("min", gate.min), ("max", gate.max)):
        if limit is not None and not low <= limit <= high:
            raise ConfigError(
                f"{gate.place}.{field}: {limit:g} lies outside the range {low:g} to {high:g} of {name}, "
                "where every value decides alike; give a limit within it"
            )
    tag = gate.slice.partition("=")[0]
    if gate.slice != "all" and tag not in found.slices:
        known = f"'all', or one of its tags with a value ({', '.join(found.slices)})" if found.slices else "'all'"
        raise ConfigError(f"{gate.place}.slice: {found.probe} has no slice '{gate.slice}'; give {known}")
