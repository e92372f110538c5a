"""Which of a run's replies people should label, and what a label means for the metrics of its probe.

A person says whether a reply is right or wrong in the sense of the probe: like its `ideal` answer to the case, or like its
`worst` one. What a metric makes of that is what it makes of the judge's verdict on that answer.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from assay.engine.folder import RunFolder
from assay.engine.judging import judge
from assay.engine.labels import Answer, Label, blind_id, reply_mark
from assay.measure.base import Metric
from assay.measure.labelling import choose
from assay.measure.table import selects, words_of
from assay.probes import Probe
from assay.records import Case, Reply, Sample, Verdict

__all__ = ["Task", "anchors", "correctable", "stratum_of", "tasks", "tasks_of"]

_LOOKED_AT = 20
"""Of so many cases of a stratum it is worked out what right and wrong mean: two judgements each."""


@dataclass(frozen=True)
class Task:
    """A reply to label. `id` names it to people, who are told neither its model nor its verdict."""

    id: str
    sample: Sample
    probe: Probe
    stratum: str
    size: int

    def label(self, annotator: str, answer: Answer) -> Label:
        """The record of what an annotator says: right, wrong or unsure."""
        s = self.sample
        return Label(
            model=s.model,
            probe=s.probe,
            case=s.case.id,
            annotator=annotator,
            label=answer,
            reply=reply_mark(s),
            stratum=self.stratum,
            size=self.size,
        )


def correctable(probe: Probe) -> tuple[Metric, ...]:
    """The metrics that labels of right and wrong can correct: means of the judge's own value, and differences of two."""
    return tuple(m for m in probe.metrics if (m.is_mean or m.arms) and m.of == "value")


def counted(metric: Metric, case: Case, verdict: Verdict) -> float | None:
    """What a case adds to the mean, or to that of its arm; None where it adds nothing."""
    if metric.arms is None:
        value = metric.counted(case, verdict)
    else:
        words = words_of(case, verdict)
        if not selects(metric.where, words) or not any(selects(arm, words) for arm in metric.arms):
            return None
        value = metric.counts.get(verdict.outcome) if verdict.value is None else verdict.value
    return None if value is None or math.isnan(value) else value


def stratum_of(probe: Probe, case: Case, verdict: Verdict) -> str:
    """What the judge said of a case, and which metrics count it: "" for one that no correctable metric counts."""
    names = [m.name for m in correctable(probe) if counted(m, case, verdict) is not None]
    if not names:
        return ""
    # a graded judgement makes ten strata, not as many as it has values
    said = verdict.outcome if verdict.value is None else f"{verdict.value:.1f}"
    return f"{said} {'+'.join(names)}"


def anchors(probe: Probe, metric: Metric, case: Case) -> tuple[float, float] | None:
    """What the metric counts for the probe's worst and for its ideal answer to a case; None where it cannot tell them
    apart, or its judge can make nothing of them."""
    ends = []
    for answer in (probe.worst, probe.ideal):
        verdict = judge(probe, case, [Reply(text=text) for text in answer(case)])
        ends.append(counted(metric, case, verdict))
    wrong, right = ends
    return None if wrong is None or right is None or wrong == right else (wrong, right)


def tasks(folder: RunFolder, probes: Iterable[Probe], n: int) -> list[Task]:
    """The `n` replies of each model to each probe that it helps most to label, probe after probe.

    Equally many of each verdict, however rare, drawn at random; the models of a probe are mixed. The same replies come for
    everyone, and a larger `n` adds to them. Probes without a correctable metric have none.
    """
    found: list[Task] = []
    for probe in probes:
        if not correctable(probe):
            continue
        mixed = [
            task
            for model in folder.plan.targets
            if model.kind == probe.kind
            for task in _chosen(folder, probe, model.uri, n)
        ]
        found += sorted(mixed, key=lambda task: blake2b(task.id.encode(), digest_size=8).digest())
    return found


def _chosen(folder: RunFolder, probe: Probe, model: str, n: int) -> Iterator[Task]:
    strata = _strata(folder, probe, model)
    picks = {pick.case: pick for pick in choose(strata, n, f"{folder.plan.run}/{model}/{probe.name}")}
    for sample in folder.scored(model, probe.name) if picks else ():
        if pick := picks.get(sample.case.id):
            yield Task(blind_id(folder.plan.run, sample), sample, probe, pick.stratum, pick.size)


def _strata(folder: RunFolder, probe: Probe, model: str) -> Mapping[str, Sequence[str]]:
    """The cases of each stratum in which right and wrong mean something to a metric, as far as its first cases tell."""
    strata: dict[str, list[str]] = defaultdict(list)
    told: dict[str, set[str]] = {}
    for sample in folder.scored(model, probe.name):
        case = sample.case
        stratum = stratum_of(probe, case, sample.verdict)
        if len(strata[stratum]) < _LOOKED_AT:
            names = {m.name for m in correctable(probe) if stratum and anchors(probe, m, case)}
            told[stratum] = told.get(stratum, names) & names
        strata[stratum].append(case.id)
    return {name: cases for name, cases in strata.items() if told[name]}


def tasks_of(folder: RunFolder, probes: Iterable[Probe], ids: Collection[str]) -> dict[str, Task]:
    """The tasks of these ids, whichever of them are replies of the run that can be labelled."""
    found: dict[str, Task] = {}
    for probe in probes:
        for model in folder.plan.targets:
            if model.kind != probe.kind or not correctable(probe):
                continue
            wanted = {
                sample.case.id: name
                for sample in folder.scored(model.uri, probe.name)
                if (name := blind_id(folder.plan.run, sample)) in ids
            }
            if not wanted:
                continue
            strata = {
                case: (name, len(cases)) for name, cases in _strata(folder, probe, model.uri).items() for case in cases
            }
            for sample in folder.scored(model.uri, probe.name):
                case = sample.case.id
                if case in wanted and case in strata:
                    found[wanted[case]] = Task(wanted[case], sample, probe, *strata[case])
    return found
