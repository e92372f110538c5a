"""Which of a run's replies people should label, and what a label means for the metrics of its probe.

A person says whether a reply is right or wrong in the sense of the probe: like its `ideal` answer to the case, or like its
`worst` one; or that it declines. What a metric makes of that is what it makes of the judge's verdict on such an answer.
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
from assay.probes import Probe
from assay.records import Case, Reply, Sample, Verdict

__all__ = ["Task", "correctable", "label_of", "meanings", "stratum_of", "tasks", "tasks_of", "told"]

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
        """The record of what an annotator says."""
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
    """The metrics that labels may correct: means of one value a case, and differences of two, as far as `told` goes."""
    return tuple(m for m in probe.metrics if m.has_terms)


def stratum_of(probe: Probe, case: Case, verdict: Verdict) -> str:
    """What the judge said of a case, and which metrics count it: "" for one that no correctable metric counts."""
    terms = ((m.name, m.term(case, verdict)) for m in correctable(probe))
    names = [name for name, term in terms if term is not None and not math.isnan(term.value)]
    if not names:
        return ""
    # a graded judgement makes ten strata, not as many as it has values
    said = verdict.outcome if verdict.value is None else f"{verdict.value:.1f}"
    return f"{said} {'+'.join(names)}"


Meanings = Mapping[Answer, Verdict]
"""By label, the verdict that it stands for."""


def meanings(probe: Probe, case: Case) -> Meanings:
    """What each label says of a reply: that the verdict on it should be that on the probe's ideal answer to the case, on its
    worst one, or on one that declines. Empty where its judge does not tell the first two apart."""
    right, wrong = (judge(probe, case, [Reply(text=text) for text in say(case)]) for say in (probe.ideal, probe.worst))
    if (right.outcome, right.value) == (wrong.outcome, wrong.value):
        return {}
    return {"right": right, "wrong": wrong, "declined": Verdict("refused")}


def told(metric: Metric, case: Case, verdict: Verdict, meant: Meanings) -> dict[Answer, float]:
    """What a case adds to a metric by each label; NaN where it leaves the denominator. Empty where labels do not say it."""
    terms = {answer: metric.term(case, verdict, as_if) for answer, as_if in meant.items()}
    values = {answer: math.nan if term is None else term.value for answer, term in terms.items()}
    known = {value for value in values.values() if not math.isnan(value)}
    return values if len(known) > 1 and not math.isnan(values["right"] + values["wrong"]) else {}


def label_of(verdict: Verdict, meant: Meanings) -> Answer | None:
    """The label that says what the judge said; None for a grade between them, or an answer it could not read."""
    if verdict.outcome == "refused":
        return "declined"
    return next(
        (a for a, as_if in meant.items() if (as_if.outcome, as_if.value) == (verdict.outcome, verdict.value)), None
    )


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
    useful: dict[str, set[str]] = {}
    for sample in folder.scored(model, probe.name):
        case = sample.case
        stratum = stratum_of(probe, case, sample.verdict)
        if stratum and len(strata[stratum]) < _LOOKED_AT:
            meant = meanings(probe, case)
            names = {m.name for m in correctable(probe) if told(m, case, sample.verdict, meant)}
            useful[stratum] = useful.get(stratum, names) & names
        strata[stratum].append(case.id)
    return {name: cases for name, cases in strata.items() if useful.get(name)}


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
