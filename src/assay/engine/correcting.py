"""Scores corrected for the errors of their judges, where people have labelled enough of the replies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from assay.engine.folder import RunFolder
from assay.engine.labelling import correctable, label_of, meanings, stratum_of, told
from assay.engine.labels import Answer, Label, reply_mark
from assay.engine.select import Picked
from assay.measure.base import Metric, Term
from assay.measure.correction import Labelled, UncorrectableError, stratified, stratified_difference
from assay.measure.gates import Evidence
from assay.measure.table import words_of
from assay.probes import Probe
from assay.records import Case, Estimate, Sample, Score, Verdict

__all__ = ["Judged", "Said", "correct", "raw_of", "rebounded", "unsaid"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def correct(
    folder: RunFolder,
    picked: Sequence[Picked],
    scores: Sequence[Score],
    evidence: Sequence[Evidence],
    labels: Sequence[Label],
) -> tuple[tuple[Score, ...], tuple[str, ...]]:
    """The scores with those corrected that the labels allow, each with its `raw` estimate, and sentences that say which
    could not be corrected and why. A slice with too few labels of its own stays as it was judged."""
    if not labels:
        return tuple(scores), ()
    found = list(scores)
    notes: list[str] = []
    probes = {(p.probe.kind, p.probe.name): p.probe for p in picked}
    by_place: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        by_place[label.model, label.probe].append(label)
    judged: dict[tuple[str, str], Judged] = {}
    for at, score in enumerate(scores):
        place = score.model, score.probe
        if place not in by_place or score.value is None:
            continue
        probe = probes[score.kind, score.probe]
        metric = next((m for m in correctable(probe) if m.name == score.metric), None)
        if metric is None:
            if score.trust is not None and score.slice == "all":
                notes.append(
                    f"{score.metric} of {score.probe} is no mean over replies nor a difference of two, and labels do not correct it"
                )
            continue
        if place not in judged:
            judged[place] = Judged.of(folder.scored(*place, evidence=evidence), probe, by_place[place])
        rows, whole = judged[place], score.slice == "all"
        try:
            found[at] = rows.corrected(score, metric)
        except UncorrectableError as error:
            if whole:
                notes.append(
                    f"{score.metric} of {score.probe}, {score.model}, is not corrected for its judge's errors: {error}"
                )
            continue
        if score.null is not None:
            try:
                found[at] = msgspec.structs.replace(found[at], null=rows.null(score, metric))
            except UncorrectableError as error:
                if whole:
                    notes.append(f"the null of {score.metric} of {score.probe}, {score.model}, is as judged: {error}")
    for (model, name), rows in judged.items():
        if rows.stale:
            notes.append(
                f"{rows.stale} labels of {name}, {model}, are not of the replies that are there, and are not used"
            )
    return tuple(found), tuple(dict.fromkeys(notes))


def _asked(probe: Probe) -> Iterator[tuple[str, Metric]]:
    """The metrics that labels may correct, and their nulls, each under a name of its own."""
    for metric in correctable(probe):
        yield metric.name, metric
        if metric.null_metric is not None:
            yield f"{metric.name} null", metric.null_metric


@dataclass(frozen=True)
class Said:
    """Of the labelled cases that a metric counts, what they add to it by the judge and by people, with the inverse of the share of
    their stratum that is labelled, and their clusters."""

    judged: Floats
    labels: Floats
    weights: Floats
    cluster: NDArray[np.int64]


@dataclass
class Judged:
    """What was judged of one model and probe: column by column, and the labelled cases themselves with their labels.

    `terms` are what the cases add to each metric by its judge; `weight` is the inverse of the share of its stratum that is
    labelled; `judges` are the marks of the model judges that had a part in the verdicts.
    """

    probe: Probe
    cluster: list[str] = field(default_factory=list)
    stratum: list[str] = field(default_factory=list)
    words: list[dict[str, str]] = field(default_factory=list)
    terms: dict[str, list[Term | None]] = field(default_factory=lambda: defaultdict(list))
    weight: list[float] = field(default_factory=list)
    labelled: dict[int, tuple[Sample, list[Answer]]] = field(default_factory=dict)
    stale: int = 0
    judges: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, samples: Iterable[Sample], probe: Probe, labels: Iterable[Label]) -> Judged:
        rows = cls(probe)
        of_case: dict[str, list[Label]] = defaultdict(list)
        for label in labels:
            of_case[label.case].append(label)
        then: dict[int, tuple[str, int]] = {}
        for at, sample in enumerate(samples):
            case, verdict = sample.case, sample.verdict
            rows.judges.update(opinion.by for opinion in verdict.opinions)
            rows.cluster.append(case.cluster or f"\0{at}")
            rows.stratum.append(stratum_of(probe, case, verdict))
            rows.words.append({name: word for name, word in words_of(case, verdict).items() if name in probe.slices})
            for name, metric in _asked(probe):
                rows.terms[name].append(metric.term(case, verdict))
            said = of_case.get(case.id, [])
            mark = reply_mark(sample) if said else ""
            fresh = [label for label in said if label.reply == mark]
            rows.stale += len(said) - len(fresh)
            votes: list[Answer] = [label.label for label in fresh if label.label != "unsure"]
            if votes:
                rows.labelled[at] = sample, votes
                then[at] = fresh[-1].stratum, max(label.size for label in fresh)
        # the strata may have been others when the labels were given, before the judge was mended
        taken = Counter(stratum for stratum, _ in then.values())
        rows.weight = [then[at][1] / taken[then[at][0]] if at in then else 1.0 for at in range(len(rows.cluster))]
        return rows

    def corrected(self, score: Score, metric: Metric) -> Score:
        """The score by the labels. Raises UncorrectableError with the reason where they do not allow it."""
        if score.interval == "confidence sequence":
            raise UncorrectableError("it is watched by a gate that may stop early, and its interval allows for that")
        found, labels = self._estimate(metric.name, metric, score)
        return msgspec.structs.replace(
            score,
            value=found.value,
            low=found.low,
            high=found.high,
            interval=found.interval,
            bounds=rebounded(score, found.value),
            trust=None if score.trust is None else metric.trust_of(found.value),
            raw=raw_of(score),
            labels=labels,
        )

    def null(self, score: Score, metric: Metric) -> Estimate:
        """The score's null by the labels. Raises UncorrectableError."""
        if metric.null_metric is None:
            raise UncorrectableError("it is no mean over other replies")
        return self._estimate(f"{metric.name} null", metric.null_metric, score)[0]

    def said(self, metric: Metric) -> Said:
        """What judge and people say of the labelled cases that the metric counts. Raises UncorrectableError where labels do not."""
        judged = np.array([(term or _NONE).value for term in self.terms[metric.name]])
        labels, counted = self._said(metric, ~np.isnan(judged))
        rows = ~np.isnan(labels) & (counted == 1)
        cluster = np.unique(np.array(self.cluster, dtype=object), return_inverse=True)[1]
        return Said(judged[rows], labels[rows], np.array(self.weight)[rows], cluster[rows])

    def _estimate(self, name: str, metric: Metric, score: Score) -> tuple[Estimate, int]:
        """The metric over the score's slice in its own unit, and by how many labels."""
        terms = [term or _NONE for term in self.terms[name]]
        judged = np.array([term.value for term in terms])
        keep = ~np.isnan(judged) & self._in_slice(score.slice)
        labels, counted = self._said(metric, keep)
        low, high = metric.case_range
        codes = {stratum: code for code, stratum in enumerate(sorted(set(self.stratum)))}
        cases = Labelled(
            np.array([codes[stratum] for stratum in self.stratum])[keep],
            ((judged - low) / (high - low))[keep],
            ((labels - low) / (high - low))[keep],
            counted[keep],
            np.unique(np.array(self.cluster, dtype=object)[keep], return_inverse=True)[1],
            np.array(self.weight)[keep],
        )
        if metric.is_difference:
            second = np.array([term.second for term in terms], dtype=bool)[keep]
            found, zero = stratified_difference(second, cases, score.level), 0.0
        else:
            found, zero = stratified(cases, score.level), low
        value, least, most = (zero + (high - low) * x for x in (found.value, found.low, found.high))
        scaled = msgspec.structs.replace(found, value=value, low=least, high=most)
        return scaled, int((~np.isnan(labels[keep])).sum())

    def _in_slice(self, name: str) -> Bools:
        if name == "all":
            return np.ones(len(self.cluster), dtype=bool)
        tag, _, value = name.partition("=")
        return np.array([words.get(tag) == value for words in self.words], dtype=bool)

    def _said(self, metric: Metric, keep: Bools) -> tuple[Floats, Floats]:
        """What people make each case add to the metric, NaN where nobody looked; and the share of them by whom it counts."""
        labels, counted = np.full(len(self.cluster), np.nan), np.ones(len(self.cluster))
        for at, (sample, votes) in self.labelled.items():
            if not keep[at]:
                continue
            if why := unsaid(self.probe, metric, sample.case, sample.verdict):
                raise UncorrectableError(why)
            values = told(metric, sample.case, sample.verdict, meanings(self.probe, sample.case))
            found = [values[vote] for vote in votes if not np.isnan(values[vote])]
            labels[at], counted[at] = float(np.mean(found or [metric.case_range[0]])), len(found) / len(votes)
        return labels, counted


_NONE = Term(float("nan"))


def unsaid(probe: Probe, metric: Metric, case: Case, verdict: Verdict) -> str:
    """Why labels do not say what a case that the metric counts adds to it, "" where they do. Asked of every labelled case: those of
    which they do would speak for all."""
    meant = meanings(probe, case)
    values, term = told(metric, case, verdict, meant), metric.term(case, verdict)
    if not values or term is None:
        return "of some of its cases one reply cannot be told right or wrong by itself"
    if verdict.outcome not in ("scored", "refused"):
        return ""
    judged = label_of(verdict, meant)
    if judged is not None:
        alike = abs(term.value - values[judged]) < 1e-9
        return "" if alike else f"it tells replies apart that are alike {judged}"
    if np.isclose(term.value, list(values.values()), atol=1e-9).any():
        return ""
    return f"its judge gives grades such as {term.value:g}, and labels only say right, wrong or declined"


def raw_of(score: Score) -> Estimate:
    assert score.value is not None and score.low is not None and score.high is not None  # noqa: S101
    return Estimate(
        value=score.value,
        low=score.low,
        high=score.high,
        interval=score.interval,
        n=score.n,
        clusters=score.clusters,
    )


def rebounded(score: Score, value: float) -> tuple[float, float] | None:
    """The bounds about the corrected value: the cases left out, of which nothing is known, are as many as before."""
    if score.bounds is None:
        return None
    low, high = score.range
    left = (score.bounds[1] - score.bounds[0]) / (high - low)
    return (1 - left) * value + left * low, (1 - left) * value + left * high
