"""A card of a judge's errors from people's labels of one run, and the scores of another corrected by it.

`assay label DIR --card FILE` writes it, `assay rescore DIR --card FILE` uses it: for rates of the same probe, judged by the same
judge, that no labels of the run's own correct. What a card holds was found on one population of replies; that the other is alike in
what sways the judge is for whoever gives it to say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from assay.engine.correcting import Judged, raw_of, rebounded
from assay.engine.fingerprint import fingerprint
from assay.engine.folder import RunFolder, write_whole
from assay.engine.labels import Label
from assay.engine.select import Picked
from assay.errors import ConfigError, reason
from assay.measure.base import Metric
from assay.measure.correction import UncorrectableError
from assay.measure.gates import Evidence
from assay.measure.rogan_gladen import LEAST_OF_A_KIND, Share, rogan_gladen, share_of
from assay.probes import Probe
from assay.records import Score

__all__ = ["LabelCard", "by_card", "card_from", "read_label_card", "write_label_card"]

SCHEMA = "assay/label-card/1"


class RateErrors(Struct, frozen=True, kw_only=True):
    """How often the judge is right on the cases of one rate that people count as `high`, and as `low`, its two values.

    `judge` is its name, `judges` the marks of the model judges with a part in it, `fingerprint` that of the probe. Shares are
    weighted by how the labels were drawn, with the number of cases that would give a plain share as much certainty.
    """

    probe: str
    metric: str
    judge: str
    judges: tuple[str, ...]
    fingerprint: str
    low: float
    high: float
    sensitivity: Share
    specificity: Share
    labels: int


class LabelCard(Struct, frozen=True, kw_only=True):
    """The errors of the judges of one run, `run`, as people found them."""

    schema: str
    run: str
    rates: tuple[RateErrors, ...]


def card_from(folder: RunFolder, picked: Sequence[Picked], labels: Sequence[Label]) -> LabelCard:
    """The card of a run that people have labelled. Raises ConfigError where no rate has labels enough."""
    scores = {(s.model, s.probe, s.metric): s for s in folder.read_scores() if s.slice == "all"}
    by_place: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        by_place[label.model, label.probe].append(label)
    probes = {p.probe.name: p.probe for p in picked}
    found: list[RateErrors] = []
    for (model, name), ours in by_place.items():
        probe = probes[name]
        rows = Judged.of(folder.scored(model, name), probe, ours)
        for metric in probe.metrics:
            score = scores.get((model, name, metric.name))
            errors = _errors(probe, metric, rows, score) if metric.is_mean and score is not None else None
            if errors is not None:
                found.append(errors)
    if not found:
        raise ConfigError(
            f"no rate of {folder.path} has {LEAST_OF_A_KIND} labels of either kind: label more replies (assay label {folder.path})"
        )
    return LabelCard(schema=SCHEMA, run=folder.plan.run, rates=tuple(_pooled(found)))


def _errors(probe: Probe, metric: Metric, rows: Judged, score: Score) -> RateErrors | None:
    """None where the metric has other than two values, or too few labels of one of them."""
    try:
        said = rows.said(metric)
    except UncorrectableError:
        return None
    values = sorted({float(x) for x in (*said.labels, *said.judged)})
    if len(values) != 2:
        return None
    low, high = values
    people, judge = said.labels == high, said.judged == high
    if min(people.sum(), (~people).sum()) < LEAST_OF_A_KIND:
        return None
    return RateErrors(
        probe=probe.name,
        metric=metric.name,
        judge=score.judge,
        judges=tuple(sorted(rows.judges)),
        fingerprint=fingerprint(probe),
        low=low,
        high=high,
        sensitivity=share_of(judge, people, said.weights, said.cluster),
        specificity=share_of(~judge, ~people, said.weights, said.cluster),
        labels=len(people),
    )


def _pooled(found: Iterable[RateErrors]) -> Iterator[RateErrors]:
    """One entry for each rate and judge, over the models that were labelled."""
    together: dict[tuple[object, ...], list[RateErrors]] = defaultdict(list)
    for x in found:
        together[x.probe, x.metric, x.judge, x.judges, x.low, x.high].append(x)
    for parts in together.values():
        yield msgspec.structs.replace(
            parts[0],
            sensitivity=_added([x.sensitivity for x in parts]),
            specificity=_added([x.specificity for x in parts]),
            labels=sum(x.labels for x in parts),
        )


def _added(shares: Sequence[Share]) -> Share:
    return Share(sum(s.hits for s in shares), sum(s.n for s in shares))


def read_label_card(path: Path) -> LabelCard | None:
    """The card in a file, None where there is none. Raises ConfigError for one that cannot be read."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=LabelCard)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise ConfigError(
            f"{path} is no card of labels that can be read ({why}); make one: assay label DIR --card FILE"
        ) from None
    if found.schema != SCHEMA:
        raise ConfigError(
            f"{path} is a card of schema {found.schema}, not {SCHEMA}; make one: assay label DIR --card FILE"
        )
    return found


def write_label_card(path: Path, card: LabelCard) -> None:
    """Write a card, a rate a line."""
    text = msgspec.json.encode(card).replace(b'},{"probe"', b'},\n{"probe"') + b"\n"
    write_whole(path, text, "give another place")


def by_card(
    folder: RunFolder,
    picked: Sequence[Picked],
    scores: Sequence[Score],
    evidence: Sequence[Evidence],
    card: LabelCard,
) -> tuple[tuple[Score, ...], tuple[str, ...]]:
    """The scores with those rates corrected that the card knows and that have no correction yet, and sentences on those that it
    names and that stay. A card made of a run does not correct that run: its labels do, and better."""
    if card.run == folder.plan.run:
        return tuple(scores), ("the card of labels is of this very run, whose own labels are used instead",)
    probes = {p.probe.name: p.probe for p in picked}
    marks: dict[tuple[str, str], set[str]] = {}
    found, notes = list(scores), Counter[str]()
    for at, score in enumerate(scores):
        known = [x for x in card.rates if (x.probe, x.metric) == (score.probe, score.metric)]
        if not known or score.value is None or score.raw is not None:
            continue
        place = score.model, score.probe
        if place not in marks:
            verdicts = (sample.verdict for sample in folder.scored(*place, evidence=evidence))
            marks[place] = {opinion.by for verdict in verdicts for opinion in verdict.opinions}
        try:
            found[at] = _corrected(score, probes[score.probe], known, marks[place])
        except UncorrectableError as error:
            notes[
                f"{score.metric} of {score.probe}, {score.model}, is not corrected by the card of labels: {error}"
            ] += 1
    return tuple(found), tuple(notes)


def _corrected(score: Score, probe: Probe, known: Sequence[RateErrors], marks: set[str]) -> Score:
    """Raises UncorrectableError where the card is of another judge, or allows no correction."""
    metric = next(m for m in probe.metrics if m.name == score.metric)
    of = next((x for x in known if x.judge == score.judge and set(x.judges) == marks), None)
    if of is None:
        raise UncorrectableError(f"it is of the judge {known[0].judge}, and this is {score.judge}")
    if of.fingerprint != fingerprint(probe):
        raise UncorrectableError("the probe, its judge or its cases have changed since it was made")
    if score.interval == "confidence sequence":
        raise UncorrectableError("it is watched by a gate that may stop early, and its interval allows for that")
    odd = [o for o, number in metric.counts.items() if score.outcomes.get(o) and number not in (of.low, of.high)]
    if odd:
        raise UncorrectableError(f"some of its cases are {odd[0]}, and count as neither of its two values")
    assert score.value is not None  # noqa: S101  (narrows the type)
    n = float(score.clusters or score.n)  # cases of one seed item as one
    share = float(np.clip((score.value - of.low) / (of.high - of.low), 0.0, 1.0))
    rate = rogan_gladen(Share(share * n, n), of.sensitivity, of.specificity, score.level)
    value, low, high = (of.low + (of.high - of.low) * x for x in (rate.value, rate.low, rate.high))
    return msgspec.structs.replace(
        score,
        value=value,
        low=low,
        high=high,
        interval=rate.interval,
        bounds=rebounded(score, value),
        trust=None if score.trust is None else metric.trust_of(value),
        raw=raw_of(score),
        labels=of.labels,
    )
