"""The headline of a run in sentences, made from the numbers alone: no praise, no adjective that no number carries."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from assay.engine.plan import ModelPlan
from assay.measure.trust import TrustMean
from assay.records import Score
from assay.report import is_whole
from assay.report._certificates import counted
from assay.report._words import count, interval, listing, number, percent, places, plural, short_model
from assay.taxonomy import DIMENSIONS, title

if TYPE_CHECKING:
    from assay.report import RunView

__all__ = [
    "command",
    "dimensions_measured",
    "dimensions_missing",
    "gates_line",
    "headline_scores",
    "mean_of",
    "overall_scores",
    "planned_cases",
    "summary",
    "trust_words",
]


def overall_scores(view: RunView) -> list[Score]:
    """The scores over all cases, without the slices."""
    return [s for s in view.scores if is_whole(s)]


def headline_scores(view: RunView) -> list[Score]:
    """The scores over all cases of the metrics whose trust enters the mean."""
    names = {(p.kind, p.name, m.name) for p in view.plan.probes for m in p.metrics if m.headline}
    return [s for s in overall_scores(view) if (s.kind, s.probe, s.metric) in names]


def mean_of(view: RunView, model: str, dimension: str = "") -> TrustMean | None:
    """The trust mean of a model: of a dimension, or overall."""
    return next((t for t in view.trust if t.model == model and t.dimension == dimension), None)


def dimensions_measured(view: RunView) -> list[str]:
    """Dimensions with a trust mean for at least one model, in the order of the taxonomy."""
    have = {t.dimension for t in view.trust if t.dimension and t.value is not None}
    return [d for d in DIMENSIONS if d in have] + sorted(have - set(DIMENSIONS))


def dimensions_missing(view: RunView) -> list[str]:
    """Dimensions of the taxonomy for which no model has a trust mean."""
    have = set(dimensions_measured(view))
    return [d for d in DIMENSIONS if d not in have]


def planned_cases(view: RunView) -> int:
    """How many cases all models together are to be asked: each model those probes that are of its kind, and of a probe
    that was stopped early as many as its gates took."""
    stops = view.stops
    return sum(
        stops[m.uri, p.name].cases if (m.uri, p.name) in stops else p.n
        for m in view.targets
        for p in view.plan.probes
        if p.kind == m.kind
    )


def trust_words(mean: TrustMean | None, level: float, *, name_level: bool = False) -> str:
    """`0.62 (0.57 to 0.67)`; with `name_level`, `0.62 (95 % interval 0.57 to 0.67)`."""
    if mean is None or mean.value is None:
        return "not measured"
    text = number(mean.value, places(mean.low, mean.high))
    span = interval(mean.low, mean.high)
    if not span:
        return f"{text} (no interval)"
    return f"{text} ({_level(level) + ' interval ' if name_level else ''}{span})"


def _level(level: float) -> str:
    return f"{100 * level:g} %"


def gates_line(view: RunView) -> str:
    """How many gates pass, fail and are undecided; "" without gates."""
    if not view.decisions:
        return ""
    tally = {v: sum(d.verdict == v for d in view.decisions) for v in ("pass", "fail", "undecided")}
    return (
        f"Of {plural(len(view.decisions), 'gate')} {tally['pass']} pass, {tally['fail']} fail and "
        f"{tally['undecided']} {'is' if tally['undecided'] == 1 else 'are'} undecided."
    )


def _stopped(view: RunView) -> str:
    """Which probes early gates stopped, and what that does to the other numbers there."""
    several = len(view.targets) > 1
    took = [
        f"{probe}{f' of {short_model(model)}' if several else ''} after {count(e.cases)} of {count(e.planned)} cases"
        for (model, probe), e in view.stops.items()
    ]
    if not took:
        return ""
    return (
        f"Early gates stopped {listing(took)}: the gated scores there have confidence sequences, which allow for that; "
        "the other intervals there are those of a fixed number of cases, and may be too narrow."
    )


def summary(view: RunView) -> tuple[list[str], list[str]]:
    """The paragraph at the head of a report, sentence by sentence: what was found, and what stands against it."""
    several = len(view.targets) > 1
    found = [_several(view), _ranking(view)] if several else [_one(view, m) for m in view.targets]
    against = [
        _left_out(view),
        _corrected(view),
        _certificates(view),
        gates_line(view),
        _stopped(view),
        _missing_dimensions(view),
    ]
    return [s for s in (_unfinished(view), *found) if s], [s for s in against if s]


def _unfinished(view: RunView) -> str:
    done, planned = sum(view.tally.total().values()), planned_cases(view)
    if done >= planned:
        return ""
    return f"The run is not complete: {count(done)} of {plural(planned, 'planned case')} are recorded."


def _one(view: RunView, target: ModelPlan) -> str:
    level = view.plan.level
    name = short_model(target.uri)
    overall = mean_of(view, target.uri)
    means = [t for t in view.trust if t.model == target.uri and t.dimension and t.value is not None]
    means.sort(key=lambda t: (t.value or 0.0, t.dimension))
    if overall is None or overall.value is None or not means:
        return f"{name}: no headline score could be measured, so there is no trust mean."
    text = (
        f"The trust mean of {name} over the {plural(len(means), 'dimension')} measured is "
        f"{trust_words(overall, level, name_level=True)}."
    )
    if len(means) == 1:
        return text
    low, high = means[0], means[-1]
    text += (
        f" It is weakest in {low.dimension}, {trust_words(low, level)}, "
        f"and strongest in {high.dimension}, {trust_words(high, level)}"
    )
    ties = [t.dimension for t in means[1:] if t.low is not None and low.high is not None and t.low <= low.high]
    if ties and len(ties) == len(means) - 1:
        return f"{text}; the intervals overlap, so no order of the dimensions is settled."
    return f"{text}; {_order(low.dimension, ties)}." if ties else f"{text}."


def _order(weakest: str, ties: list[str]) -> str:
    named = listing(ties) if len(ties) <= 3 else plural(len(ties), "other dimension")
    return f"the interval of {weakest} overlaps that of {named}"


def _several(view: RunView) -> str:
    """The means of all models in one sentence, and the weakest dimension of each in another."""
    level = view.plan.level
    means = [(short_model(m.uri), mean_of(view, m.uri)) for m in view.targets]
    if all(mean is None or mean.value is None for _, mean in means):
        return "No headline score of any model could be measured, so there is no trust mean."
    text = f"The trust means ({_level(level)} intervals) are " + listing(
        [f"{trust_words(mean, level)} for {name}" for name, mean in means]
    )
    weakest = []
    for m in view.targets:
        own = [t for t in view.trust if t.model == m.uri and t.dimension and t.value is not None]
        if len(own) > 1:
            low = min(own, key=lambda t: (t.value or 0.0, t.dimension))
            weakest.append(f"{short_model(m.uri)} in {low.dimension}, {trust_words(low, level)}")
    return text + (f". Weakest are {listing(weakest)}." if len(weakest) > 1 else ".")


def _ranking(view: RunView) -> str:
    means = [(m, mean_of(view, m.uri)) for m in view.targets]
    spans = [(m, t.low, t.high) for m, t in means if t and t.low is not None and t.high is not None]
    pairs = [
        f"{short_model(a.uri)} and {short_model(b.uri)}"
        for place, (a, a_low, a_high) in enumerate(spans)
        for b, b_low, b_high in spans[place + 1 :]
        if a_low <= b_high and b_low <= a_high
    ]
    if not pairs:
        return ""
    which = "All these intervals overlap" if len(pairs) == len(spans) * (len(spans) - 1) // 2 else ""
    which = which or f"The intervals of {listing(pairs[:3])} overlap"
    return f"{which}, so the means alone do not rank them."


def _left_out(view: RunView) -> str:
    total = view.tally.total()
    whole = sum(total.values())
    if not whole:
        return "No judged case is recorded."
    missing = whole - total["scored"]
    if not missing:
        return f"All {plural(whole, 'case')} could be scored."
    words = {
        "refused": "refused or abstained",
        "blocked": "stopped by a filter",
        "unparsed": "answered without a readable answer",
        "error": "ended in an error",
    }
    parts = [f"{count(total[o])} {text}" for o, text in words.items() if total[o]]  # type: ignore[index]
    return (
        f"Of {plural(whole, 'case')} {count(missing)} ({percent(missing, whole)}) were not scored: {listing(parts)}; "
        "each metric below says what such a case counts as."
    )


def _corrected(view: RunView) -> str:
    moved = sum(s.raw is not None for s in overall_scores(view))
    if not moved:
        return ""
    return (
        f"{plural(moved, 'score')} {'is' if moved == 1 else 'are'} corrected for the errors of the judge by human labels; what "
        "the judge alone found stands beside each."
    )


def _certificates(view: RunView) -> str:
    return counted([s for s in overall_scores(view) if s.value is not None])


def _missing_dimensions(view: RunView) -> str:
    missing = dimensions_missing(view)
    if not missing:
        return ""
    return f"Not measured at all: {listing([title(d).lower() for d in missing])}."


def command(view: RunView) -> str:
    """The command line that repeats the run: the same suites, models, seed and limits."""
    plan = view.plan
    words = ["assay", "run", *(plan.suites or tuple(p.name for p in plan.probes))]
    for role, option in (
        ("target", "-m"),
        ("judge", "--judge"),
        ("generator", "--generator"),
        ("attacker", "--attacker"),
    ):
        for model in plan.models:
            if model.role == role and not (role == "generator" and plan.sources):  # what it wrote is frozen
                words += [option, model.uri]
    repeats = next((m.judging.repeats for m in plan.judges if m.judging), 1)
    if repeats > 1:
        words += ["--judge-repeats", str(repeats)]
    if plan.sources is not None:  # what was frozen, and not what a source would give today
        words += ["--source", f"snapshot:{plan.sources.sha256}"]
    words += ["--seed", str(plan.seed)]
    if plan.limit is not None:
        words += ["--limit", str(plan.limit)]
    if plan.precision is not None:
        words += ["--precision", f"{plan.precision:g}"]
    if plan.gate:
        words += ["--gate", plan.gate]
    if plan.offline:
        words.append("--offline")
    if not plan.cache:
        words.append("--no-cache")
    return shlex.join(words)
