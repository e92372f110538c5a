"""The report a person reads: one HTML file that asks nothing of anybody, with every picture and script inside it.

Model text enters the page only through `marked`, which escapes it and writes out what cannot be seen; the template
escapes all else, and a content policy forbids every request and every script but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from statistics import fmean
from typing import Any

import jinja2
from markupsafe import Markup

from assay.engine.certificates import standing
from assay.engine.judge_cards import Card, known, known_of_probe
from assay.engine.model_cards import known_of_model
from assay.engine.plan import MetricPlan, ModelPlan, Plan, ProbePlan
from assay.measure.trust import TrustMean
from assay.records import OUTCOMES, Outcome, Score
from assay.report import RunView, charts, report
from assay.report import _summary as facts
from assay.report import _words as words
from assay.report._certificates import grounds, why
from assay.report._judge_cards import card_html
from assay.report._marks import outcome_bar, range_bar, slice_bar, trust_bar
from assay.report._pictures import made, pictures
from assay.report._samples import Kept, Place
from assay.report._slices import worst_slices
from assay.report._svg import SHAPES
from assay.report._visible import clip, marked
from assay.taxonomy import MAKERS, title

__all__ = ["render"]

TEXT_BUDGET = 700_000
"""Characters of model text in one page; many models and probes make each sample shorter."""

SLICE_BUDGET = 1500
"""Rows of slices in one page, shared evenly by its probes."""

BUCKETS = {
    "unlike": "Unlike the ideal answer",
    "like": "Like the ideal answer",
    "low": "Judged 0",
    "high": "Judged 1",
    "between": "Judged between 0 and 1",
    "refused": "Refused or abstained",
    "blocked": "Stopped by a filter",
    "unparsed": "No readable answer",
    "error": "Error: no answer came",
}


@dataclass(frozen=True)
class TargetFacts:
    """A model under test; `series` is its place, from 1: its colour and its shape."""

    plan: ModelPlan
    series: int
    short: str
    mean: TrustMean | None
    outcomes: dict[Outcome, int]


@dataclass(frozen=True)
class MetricFacts:
    """A metric and its score for each model that the probe was put to."""

    plan: MetricPlan
    rows: list[tuple[TargetFacts, Score | None]]
    shared: Score | None


@dataclass(frozen=True)
class ProbeFacts:
    """A probe with all that the page shows of it. `more_slices` are left to `scores.json`. `judged` is the judge that all
    of its scores name, None where they name several; `card` is what is known of its errors. `cases` holds, by model, the
    kept samples by sort."""

    plan: ProbePlan
    anchor: str
    first: str
    rest: str
    metrics: list[MetricFacts]
    slices: list[tuple[MetricPlan, TargetFacts, Score]]
    more_slices: int
    picture: Markup
    counts: dict[Outcome, int]
    judged: str | None
    card: Markup
    cases: list[tuple[TargetFacts, list[tuple[str, int | None, list[Kept]]]]]


@dataclass(frozen=True)
class DimensionFacts:
    """A dimension, the trust mean of each model in it, and its probes."""

    name: str
    title: str
    anchor: str
    means: list[tuple[TargetFacts, TrustMean | None]]
    probes: list[ProbeFacts]


@report("html", suffix=".html")
def render(view: RunView) -> str:
    """One self-contained page for people."""
    targets = _targets(view)
    dimensions = _dimensions(view, targets)
    shown = sum(len(s) for d in dimensions for p in d.probes for _, sorts in p.cases for _, _, s in sorts)
    limit = max(160, min(1500, TEXT_BUDGET // max(1, 2 * shown)))
    script = _asset("script.js")
    return _template().render(
        view=view,
        plan=view.plan,
        targets=targets,
        dimensions=dimensions,
        limit=limit,
        title=_title(targets),
        created=_date(view.plan.created),
        summary=facts.summary(view),
        total=view.tally.total(),
        planned=facts.planned_cases(view),
        measured=facts.dimensions_measured(view),
        missing=[title(d).lower() for d in facts.dimensions_missing(view)],
        scores=facts.overall_scores(view),
        headline=facts.headline_scores(view),
        picture=_trust_picture(view, targets, dimensions),
        outcome_picture=_outcome_picture(view, targets),
        worst=worst_slices(view),
        command=facts.command(view),
        level=f"{100 * view.plan.level:g} %",
        style=Markup(_style()),  # noqa: S704  (a file of this package)
        script=Markup(script),  # noqa: S704  (a file of this package)
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _title(targets: Sequence[TargetFacts]) -> str:
    return targets[0].short if len(targets) == 1 else f"{len(targets)} models"


def _date(created: str) -> str:
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return created
    if moment.tzinfo is None:
        return f"{moment.day} {moment:%B %Y, %H:%M}"
    return f"{moment.day} {moment.astimezone(UTC):%B %Y, %H:%M} UTC"


def _targets(view: RunView) -> list[TargetFacts]:
    return [
        TargetFacts(m, place, words.short_model(m.uri), facts.mean_of(view, m.uri), view.tally.total(model=m.uri))
        for place, m in enumerate(view.targets, start=1)
    ]


def _dimensions(view: RunView, targets: Sequence[TargetFacts]) -> list[DimensionFacts]:
    grouped: dict[str, list[ProbeFacts]] = {}
    for probe in view.probes:
        grouped.setdefault(probe.dimension, []).append(_probe(view, probe, targets))
    return [
        DimensionFacts(
            name,
            title(name),
            f"d-{_slug(name)}",
            [(t, facts.mean_of(view, t.plan.uri, name)) for t in targets],
            probes,
        )
        for name, probes in grouped.items()
    ]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _probe(view: RunView, probe: ProbePlan, targets: Sequence[TargetFacts]) -> ProbeFacts:
    mine = [t for t in targets if t.plan.kind == probe.kind]
    anchor = f"p-{probe.kind}-{_slug(probe.name)}"
    first, _, rest = probe.description.strip().partition("\n\n")
    metrics = []
    slices = []
    for metric in probe.metrics:
        rows = [(t, view.score(probe, t.plan.uri, metric.name)) for t in mine]
        metrics.append(MetricFacts(metric, rows, next((s for _, s in rows if s is not None), None)))
        if metric.headline:
            slices += [(metric, t, part) for t, _ in rows for part in view.sliced(probe, t.plan.uri, metric.name)]
    room = max(12, SLICE_BUDGET // max(1, len(view.plan.probes)))
    counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    for t in mine:
        for outcome, n in view.tally.outcomes.get(Place(t.plan.uri, probe.name), {}).items():
            counts[outcome] += n
    cases = [(t, view.tally.shown(t.plan.uri, probe.name)) for t in mine]
    names = {s.judge for m in metrics for _, s in m.rows if s is not None}
    judged = next(iter(names)) if len(names) == 1 else None
    return ProbeFacts(
        probe,
        anchor,
        " ".join(first.split()),
        "\n\n".join(" ".join(paragraph.split()) for paragraph in rest.strip().split("\n\n")),
        metrics,
        slices[:room],
        max(0, len(slices) - room),
        _calibration(view, probe, mine, anchor),
        counts,
        judged,
        _card(probe, judged, _models(view.plan, names)),
        [(t, sorts) for t, sorts in cases if sorts],
    )


def _models(plan: Plan, judges: Collection[str]) -> list[tuple[Card, str]]:
    """The cards of the models that judged by a rubric which these judges name."""
    asked = [(rubric, m) for m in plan.judges if m.judging for rubric in m.judging.rubrics]
    used = [(rubric, m) for rubric, m in asked if any(rubric in judge for judge in judges)]
    return [card for rubric, m in used if (card := known_of_model(rubric, m.uri, m.identity))]


def _card(probe: ProbePlan, judge: str | None, models: Sequence[tuple[Card, str]]) -> Markup:
    """What is known of the judge's errors: on replies to this probe, of a packaged judge on others, and of models that judged."""
    rules = judge.partition(" > model:")[0] if judge else ""
    found = (known_of_probe(probe), known(rules) if rules else None, *models)
    return Markup("").join(card_html(*card) for card in found if card)


def _calibration(view: RunView, probe: ProbePlan, targets: Sequence[TargetFacts], anchor: str) -> Markup:
    """The reliability picture of a probe whose verdicts carry a stated confidence, else nothing."""
    bins = [(t.short, view.tally.bins.get(Place(t.plan.uri, probe.name))) for t in targets]
    found = [(name, row) for name, row in bins if row]
    if probe.dimension != "uncertainty" or not found:
        return Markup("")
    return Markup(charts.reliability(found, key=f"{anchor}-c"))  # noqa: S704  (sanitised by charts)


def _series(targets: Sequence[TargetFacts]) -> list[str]:
    """A name for each model, no two the same."""
    names = [t.short for t in targets]
    return [name if names.count(name) == 1 else f"{name} ({t.series})" for name, t in zip(names, targets, strict=True)]


def _trust_picture(view: RunView, targets: Sequence[TargetFacts], dimensions: Sequence[DimensionFacts]) -> Markup:
    """Trust by dimension, the weakest first, once for wide and once for narrow screens."""
    names = _series(targets)
    kept = [d for d in dimensions if any(mean and mean.value is not None for _, mean in d.means)]
    if not kept:
        return Markup("")
    kept.sort(key=lambda d: fmean(m.value for _, m in d.means if m and m.value is not None))
    marks = [
        charts.Mark(d.title, name, m.value if m else None, m.low if m else None, m.high if m else None)
        for d in kept
        for name, (_, m) in zip(names, d.means, strict=True)
    ]
    rows = [d.title for d in kept]
    wide = charts.trust(marks, rows=rows, series=names, key="trust-wide", width=680)
    narrow = charts.trust(marks, rows=rows, series=names, key="trust-narrow", width=200)
    return Markup(f'<div class="wideonly">{wide}</div><div class="narrow">{narrow}</div>')  # noqa: S704


def _outcome_picture(view: RunView, targets: Sequence[TargetFacts]) -> Markup:
    """What became of the cases, by probe, and by model where there are several."""
    several = len(targets) > 1
    rows = []
    for probe in view.probes:
        for t, name in zip(targets, _series(targets), strict=True):
            counts = view.tally.outcomes.get(Place(t.plan.uri, probe.name))
            if counts and t.plan.kind == probe.kind:
                rows.append((f"{probe.title} · {name}" if several else probe.title, dict(counts)))
    if not rows:
        return Markup("")
    wide = charts.outcomes(rows, key="outcomes-wide", width=620)
    narrow = charts.outcomes(rows, key="outcomes-narrow", width=200)
    return Markup(f'<div class="wideonly">{wide}</div><div class="narrow">{narrow}</div>')  # noqa: S704


@cache
def _asset(name: str) -> str:
    return files("assay.report").joinpath("templates", name).read_text(encoding="utf-8")


def _style() -> str:
    """The style sheet, with the dark colours once for a dark system and once for a reader's choice."""
    dark = _asset("dark.css")
    both = (
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{\n{dark}}} }}\n'
        f':root[data-theme="dark"] {{\n{dark}}}'
    )
    return _asset("style.css").replace("/*DARK*/", f"@media screen {{ {both} }}")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("assay.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tools: dict[str, Any] = {
        "BETTER": words.BETTER,
        "BUCKETS": BUCKETS,
        "MAKERS": MAKERS,
        "OUTCOMES": OUTCOMES,
        "OUTCOME_WORDS": words.OUTCOME_WORDS,
        "SHAPES": SHAPES,
        "breakable": lambda name: Markup("_<wbr>").join(name.split("_")),
        "brief": words.brief,
        "change": words.change,
        "clip": clip,
        "count": words.count,
        "grounds": grounds,
        "interval": words.interval,
        "as_judged": words.as_judged,
        "listing": words.listing,
        "marked": marked,
        "number": words.number,
        "outcome_bar": outcome_bar,
        "percent": words.percent,
        "pictures": pictures,
        "made": made,
        "places": words.places,
        "plural": words.plural,
        "range_bar": range_bar,
        "slice_bar": slice_bar,
        "slice_words": words.slice_words,
        "standing": standing,
        "trust_bar": trust_bar,
        "value": words.value,
        "why": why,
    }
    environment.globals.update(tools)
    return environment.get_template("report.html.j2")
