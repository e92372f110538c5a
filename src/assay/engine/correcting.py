"""Scores corrected for the errors of their judges, where people have labelled enough of the replies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from assay.engine.folder import RunFolder
from assay.engine.labelling import anchors, correctable, counted, stratum_of
from assay.engine.labels import Label, reply_mark
from assay.engine.select import Picked
from assay.measure.base import Metric
from assay.measure.correction import UncorrectableError, stratified, stratified_difference
from assay.measure.gates import Evidence
from assay.measure.table import selects, words_of
from assay.probes import Probe
from assay.records import Estimate, Sample, Score

__all__ = ["correct"]

Floats = NDArray[np.float64]


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
    judged: dict[tuple[str, str], _Judged] = {}
    for at, score in enumerate(scores):
        place = score.model, score.probe
        if place not in by_place or score.value is None:
            continue
        probe = probes[score.kind, score.probe]
        metric = next((m for m in correctable(probe) if m.name == score.metric), None)
        if metric is None:
            if score.trust is not None and score.slice == "all":
                notes.append(
                    f"{score.metric} of {score.probe} is no rate of right replies nor a difference of two, and labels do not correct it"
                )
            continue
        if place not in judged:
            judged[place] = _Judged.of(folder.scored(*place, evidence=evidence), probe, by_place[place])
        try:
            found[at] = judged[place].corrected(score, metric)
        except UncorrectableError as error:
            if score.slice == "all":
                notes.append(
                    f"{score.metric} of {score.probe}, {score.model}, is not corrected for its judge's errors: {error}"
                )
    for (model, name), rows in judged.items():
        if rows.stale:
            notes.append(
                f"{rows.stale} labels of {name}, {model}, are not of the replies that are there, and are not used"
            )
    return tuple(found), tuple(dict.fromkeys(notes))


@dataclass
class _Judged:
    """What was judged of one model and probe: column by column, and the labelled cases themselves.

    `right` is the share of annotators who said right, NaN where nobody did say; `weight` is the inverse of the share of its
    stratum that is labelled.
    """

    probe: Probe
    cluster: list[str] = field(default_factory=list)
    stratum: list[str] = field(default_factory=list)
    words: list[dict[str, str]] = field(default_factory=list)
    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    right: list[float] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    labelled: dict[int, Sample] = field(default_factory=dict)
    stale: int = 0

    @classmethod
    def of(cls, samples: Iterable[Sample], probe: Probe, labels: Iterable[Label]) -> _Judged:
        rows = cls(probe)
        of_case: dict[str, list[Label]] = defaultdict(list)
        for label in labels:
            of_case[label.case].append(label)
        then: dict[int, tuple[str, int]] = {}
        names = {*probe.slices, *(name for m in correctable(probe) for arm in m.arms or () for name in arm)}
        for at, sample in enumerate(samples):
            case, verdict = sample.case, sample.verdict
            rows.cluster.append(case.cluster or f"\0{at}")
            rows.stratum.append(stratum_of(probe, case, verdict))
            rows.words.append({name: word for name, word in words_of(case, verdict).items() if name in names})
            for metric in correctable(probe):
                value = counted(metric, case, verdict)
                rows.values[metric.name].append(np.nan if value is None else value)
            said = of_case.get(case.id, [])
            mark = reply_mark(sample) if said else ""
            fresh = [label for label in said if label.reply == mark]
            rows.stale += len(said) - len(fresh)
            votes = [label.label == "right" for label in fresh if label.label != "unsure"]
            rows.right.append(sum(votes) / len(votes) if votes else np.nan)
            if votes:
                rows.labelled[at] = sample
                then[at] = fresh[-1].stratum, max(label.size for label in fresh)
        # the strata may have been others when the labels were given, before the judge was mended
        taken = Counter(stratum for stratum, _ in then.values())
        rows.weight = [then[at][1] / taken[then[at][0]] if at in then else 1.0 for at in range(len(rows.right))]
        return rows

    def corrected(self, score: Score, metric: Metric) -> Score:
        """The score by the labels. Raises UncorrectableError with the reason where they do not allow it."""
        if score.interval == "confidence sequence":
            raise UncorrectableError("it is watched by a gate that may stop early, and its interval allows for that")
        values = np.array(self.values[metric.name])
        keep = ~np.isnan(values) & self._in_slice(score.slice)
        truth, ends = self._truth(metric, keep)
        others = set(values[keep]) - ends - set(metric.counts.values())
        if others:
            raise UncorrectableError(
                f"its judge gives grades such as {min(others):g}, and labels only say right or wrong"
            )
        low, high = metric.case_range
        codes = {name: code for code, name in enumerate(sorted(set(self.stratum)))}
        columns = (
            np.array([codes[name] for name in self.stratum])[keep],
            ((truth - low) / (high - low))[keep],
            np.unique(np.array(self.cluster, dtype=object)[keep], return_inverse=True)[1],
            np.array(self.weight)[keep],
            score.level,
        )
        if metric.arms is None:
            found, zero = stratified(*columns), low
        else:
            second = np.array([selects(metric.arms[1], words) for words in self.words])[keep]
            found, zero = stratified_difference(second, *columns), 0.0
        value, least, most = (zero + (high - low) * x for x in (found.value, found.low, found.high))
        return msgspec.structs.replace(
            score,
            value=value,
            low=least,
            high=most,
            interval=found.interval,
            bounds=_bounds(score, value),
            trust=None if score.trust is None else metric.trust_of(value),
            raw=_raw(score),
            labels=int((~np.isnan(truth[keep])).sum()),
        )

    def _in_slice(self, name: str) -> NDArray[np.bool_]:
        if name == "all":
            return np.ones(len(self.right), dtype=bool)
        tag, _, value = name.partition("=")
        return np.array([words.get(tag) == value for words in self.words], dtype=bool)

    def _truth(self, metric: Metric, keep: NDArray[np.bool_]) -> tuple[Floats, set[float]]:
        """What the metric would have counted had the judge said what people do, and the two values of right and wrong."""
        truth, ends = np.full(len(self.right), np.nan), set[float]()
        for at, sample in self.labelled.items():
            if not keep[at]:
                continue
            found = anchors(self.probe, metric, sample.case)
            if found is None:  # those of its cases that have one would speak for all
                raise UncorrectableError("of some of its cases one reply cannot be told right or wrong by itself")
            wrong, right = found
            truth[at] = wrong + self.right[at] * (right - wrong)
            ends.update(found)
        return truth, ends


def _raw(score: Score) -> Estimate:
    assert score.value is not None and score.low is not None and score.high is not None  # noqa: S101
    return Estimate(
        value=score.value,
        low=score.low,
        high=score.high,
        interval=score.interval,
        n=score.n,
        clusters=score.clusters,
    )


def _bounds(score: Score, value: float) -> tuple[float, float] | None:
    """The bounds about the corrected value: the cases left out, of which nothing is known, are as many as before."""
    if score.bounds is None:
        return None
    low, high = score.range
    left = (score.bounds[1] - score.bounds[0]) / (high - low)
    return (1 - left) * value + left * low, (1 - left) * value + left * high
