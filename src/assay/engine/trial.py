"""One model's answers to one probe on their way through the early gates about it: whole clusters, in the planned order."""

from __future__ import annotations

import copy
import math
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.engine.select import Picked
from assay.errors import ConfigError
from assay.measure.base import Metric
from assay.measure.early import cut_of
from assay.measure.gates import Gate
from assay.measure.sequential import SequentialTest, mean_limits
from assay.measure.table import Where, selects, words_of
from assay.records import Sample

__all__ = ["BATCH", "Course", "Trial", "course_of"]

BATCH = 64
"""Clusters looked at in one go, where so many are there."""


@dataclass
class _Sum:
    """What one cluster adds to a gate: the cases asked about, those counted, and the sum of these."""

    asked: int = 0
    counted: int = 0
    total: float = 0.0

    def add(self, value: float | None) -> None:
        self.asked += value is not None
        if value is not None and not math.isnan(value):
            self.counted += 1
            self.total += value


class Trial:
    """One early gate over one model's answers to one probe: the test, and the values it was fed.

    A cluster is one value, the mean of its counted cases, with the weight counted cases ÷ `largest`, the most that any
    cluster is planned to have; one without a counted case is passed over.
    """

    def __init__(self, gate: Gate, metric: Metric, largest: int) -> None:
        self.gate, self.metric, self.largest = gate, metric, largest
        self._cut = cut_of(gate)
        self.reset()

    def reset(self) -> None:
        gate = self.gate
        self.test = SequentialTest(at_least=gate.min, at_most=gate.max, level=gate.level, span=self.metric.range)
        self.values, self.weights = array("d"), array("d")
        self._asked = self._counted = 0

    def value(self, sample: Sample) -> float | None:
        """What a sample adds, as `Metric.counted` says it; None too where it is not in the gate's slice."""
        if not selects(self._cut, words_of(sample.case, sample.verdict)):
            return None
        return self.metric.counted(sample.case, sample.verdict)

    def feed(self, clusters: Sequence[_Sum]) -> None:
        known = [c for c in clusters if c.counted]
        values, weights = [c.total / c.counted for c in known], [c.counted / self.largest for c in known]
        self.test.add(values, weights)
        self.values.extend(values)
        self.weights.extend(weights)
        self._asked += sum(c.asked for c in clusters)
        self._counted += sum(c.counted for c in clusters)

    @property
    def told_enough(self) -> bool:
        """Whether no more than the share that the gate allows is left open by cases that do not count."""
        return not self._asked or 1 - self._counted / self._asked <= self.gate.max_unscored

    def limits(self, level: float) -> tuple[float, float]:
        """The confidence sequence of the mean."""
        return mean_limits(self.values, self.weights, level, self.metric.range)

    def mark(self) -> Callable[[], None]:
        """Remember where it stands; what is given back returns to it."""
        test, n, asked, counted = copy.copy(self.test), len(self.values), self._asked, self._counted

        def back() -> None:
            self.test, self._asked, self._counted = test, asked, counted
            del self.values[n:], self.weights[n:]

        return back


class Course:
    """One model's answers to one probe. `cases` of the `planned` ones have been looked at; where it is `stopped`, they are
    all that is needed. It is stopped only where it is `stoppable`. `begun` is how many were begun to be asked.

    `ends` holds 1 for each place after which no cluster is open: clusters that overlap in the planned order are one.
    """

    def __init__(self, trials: Sequence[Trial], ends: bytes, *, stoppable: bool) -> None:
        self.trials, self.stoppable = tuple(trials), stoppable
        self.planned = len(ends)
        self._ends = ends
        self.reset()

    def reset(self) -> None:
        """Forget all samples."""
        for trial in self.trials:
            trial.reset()
        self.begun = self.cases = 0
        self.stopped = False
        self._next = 0
        self._waiting: dict[int, tuple[float | None, ...]] = {}
        self._open = tuple(_Sum() for _ in self.trials)
        self._whole: list[tuple[int, tuple[_Sum, ...]]] = []

    @property
    def finished(self) -> bool:
        """Whether nothing more will be looked at."""
        return self.stopped or self.cases == self.planned

    def take(self, place: int, sample: Sample) -> None:
        """The case at `place` is finished. One that has been taken already is passed over."""
        if not self._next <= place < self.planned:
            return
        self._waiting[place] = tuple(trial.value(sample) for trial in self.trials)
        while self._next in self._waiting:
            for part, value in zip(self._open, self._waiting.pop(self._next), strict=True):
                part.add(value)
            self._next += 1
            if self._ends[self._next - 1]:
                self._whole.append((self._next, self._open))
                self._open = tuple(_Sum() for _ in self.trials)

    def look(self, decided: Callable[[], bool]) -> None:
        """Feed the clusters that are whole to the gates, until they are `decided` and allowed to stop.

        What is decided stays so: a batch that does not decide at its end did not decide within it.
        """
        while self._whole and not self.stopped:
            batch, self._whole = self._whole[:BATCH], self._whole[BATCH:]
            back = [trial.mark() for trial in self.trials]
            self._feed(batch)
            if not (self.stoppable and decided()):
                continue
            for undo in back:
                undo()
            for cluster in batch:
                self._feed([cluster])
                if decided() and all(trial.told_enough for trial in self.trials) and self.cases < self.planned:
                    self.stopped = True
                    self._whole, self._waiting = [], {}
                    break

    def _feed(self, clusters: Sequence[tuple[int, tuple[_Sum, ...]]]) -> None:
        for number, trial in enumerate(self.trials):
            trial.feed([sums[number] for _, sums in clusters])
        self.cases = clusters[-1][0]


def course_of(pick: Picked, seed: int, gates: Sequence[tuple[Gate, Metric]], *, stoppable: bool) -> Course:
    """The way of a probe's planned cases through the gates about it; one pass over the cases."""
    wheres = [(_before(metric.where), _before(cut_of(gate))) for gate, metric in gates]
    last: dict[str, int] = {}
    names: list[str] = []
    held: list[list[int]] = [[] for _ in gates]  # the places that each gate looks at
    for place, case in enumerate(pick.cases(seed)):
        names.append(case.cluster)
        last[case.cluster] = place
        words = words_of(case)
        for places, (of_metric, of_gate) in zip(held, wheres, strict=True):
            if selects(of_metric, words) and selects(of_gate, words):
                places.append(place)
    ends, cluster, reach = bytearray(len(names)), array("q"), 0
    number = 0
    for place, name in enumerate(names):
        reach = max(reach, last[name] if name else place)
        cluster.append(number)
        if place == reach:
            ends[place] = 1
            number += 1
    trials = []
    for places, (gate, metric) in zip(held, gates, strict=True):
        largest = max(Counter(cluster[place] for place in places).values(), default=0)
        if not largest:
            raise ConfigError(
                f"no planned case of {pick.probe.name} is one that {metric.name} looks at in the slice '{gate.slice}': "
                "name a slice that it has"
            )
        trials.append(Trial(gate, metric, largest))
    return Course(trials, bytes(ends), stoppable=stoppable)


def _before(where: Where) -> Where:
    """The part of a selection that is known before a case is asked."""
    return {key: wanted for key, wanted in where.items() if key != "label"}
