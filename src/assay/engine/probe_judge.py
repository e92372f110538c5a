"""The judge of a probe as its card sees it: does it take a reply for what an ideal model answers, or for what the worst does?

Probes judge each by rules of their own, and their verdicts mean different things: a refusal is right here and wrong there, a
metric may count the value or something beside it. What a case's `ideal` and `worst` answers are judged to be is the measure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from assay.engine.fingerprint import fingerprint
from assay.engine.judging import judge
from assay.measure.base import Metric
from assay.measure.table import selects, words_of
from assay.probes import Probe
from assay.records import Case, Reply, Verdict

__all__ = ["ProbeJudge"]


@dataclass(frozen=True)
class ProbeJudge:
    """A judge that says 1 where the probe's judge takes replies as it takes the ideal ones to the case, and 0 where as it takes
    the worst; `unparsed` where it reads nothing, or the case has no two ends.

    The nearer of the two numbers decides that the first metric counts which tells them apart, a headline before others.
    """

    probe: Probe
    kind: ClassVar[str] = "rules"
    _ends: dict[str, tuple[Metric, float, float] | None] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """As the command line names it."""
        return f"{self.probe.name}:judge"

    @cached_property
    def digest(self) -> str:
        """What the probe is and does: any change of it is one of its judge."""
        return fingerprint(self.probe)

    def tells(self, case: Case) -> bool:
        """Whether its ideal and its worst answers are judged differently, in a way that some metric counts."""
        return self._between(case) is not None

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        ends, verdict = self._between(case), judge(self.probe, case, replies)
        if ends is None:
            return Verdict("unparsed", None, "", {}, self.name, "its ideal and its worst answer are judged alike")
        metric, wrong, right = ends
        found = None if verdict.outcome == "unparsed" else _counted(metric, case, verdict)
        if found is None or abs(found - right) == abs(found - wrong):
            return Verdict("unparsed", None, verdict.label, {}, self.name, verdict.why)
        value = float(abs(found - right) < abs(found - wrong))
        return Verdict("scored", value, verdict.label, {}, self.name, verdict.why)

    def _between(self, case: Case) -> tuple[Metric, float, float] | None:
        """The metric that tells the ends apart, and what it counts for the worst and for the ideal answer."""
        if case.id not in self._ends:
            self._ends[case.id] = self._find(case)
        return self._ends[case.id]

    def _find(self, case: Case) -> tuple[Metric, float, float] | None:
        worst, ideal = (
            judge(self.probe, case, [Reply(text=text, finish="stop") for text in answer(case)])
            for answer in (self.probe.worst, self.probe.ideal)
        )
        if "unparsed" in (worst.outcome, ideal.outcome):
            return None
        for metric in sorted(self.probe.metrics, key=lambda m: not m.headline):
            wrong, right = (_counted(metric, case, verdict) for verdict in (worst, ideal))
            if wrong is not None and right is not None and wrong != right:
                return metric, wrong, right
        return None


def _counted(metric: Metric, case: Case, verdict: Verdict) -> float | None:
    """The number of a verdict that a metric works with, whatever it makes of many; None where it has none for it."""
    if not selects(metric.where, words_of(case, verdict)):
        return None
    if verdict.outcome != "scored":
        return metric.counts.get(verdict.outcome)
    value = verdict.value if metric.of == "value" else verdict.extra.get(metric.of)
    return None if value is None or math.isnan(value) else value
