"""The report as Markdown, short enough for a comment on a pull request; the same facts, no sample cases.

Nothing in it can call a person, link an issue or a page, or break out of its table cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from assay.engine.certificates import standing
from assay.records import OUTCOMES, Score
from assay.report import RunView, report
from assay.report import _summary as facts
from assay.report._slices import worst_slices
from assay.report._visible import plain
from assay.report._words import (
    BETTER,
    OUTCOME_WORDS,
    as_judged,
    change,
    count,
    interval,
    number,
    places,
    short_model,
    slice_words,
    value,
)
from assay.taxonomy import title

__all__ = ["LIMIT", "escaped", "render"]

LIMIT = 60_000
"""Characters; GitHub takes comments of 65,536."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]|~])")
_MARKS = {"pass": "✅ pass", "fail": "❌ fail", "undecided": "❔ undecided"}


def escaped(text: str) -> str:
    """Text that stands as it is in Markdown: no markup, no HTML, no mention, no issue link, no bare address."""
    text = " ".join(plain(text).split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    text = re.sub(r"([@#])(?=\w)", r"\1&#8203;", text)
    return re.sub(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])", r"\1&#8203;", text)


def code(text: str) -> str:
    """Text as a code span that no backtick in it can end."""
    text = " ".join(plain(text).split()).replace("|", "\\|")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


@report("md", suffix=".md")
def render(view: RunView) -> str:
    """A short Markdown page, safe as a comment on a pull request."""
    head = [
        _head(view),
        _gates(view),
        _trust(view),
        _scores(view, "Headline scores", facts.headline_scores(view)),
        _slices(view),
    ]
    tail = [_repeat(view)]
    everything = _fold("All scores", _scores(view, "", facts.overall_scores(view)))
    parts = [*head, everything, *tail]
    text = "\n\n".join(part for part in parts if part) + "\n"
    if len(text) <= LIMIT:
        return text
    note = f"All {count(len(facts.overall_scores(view)))} scores are in `scores.json`: too many for one comment."
    return "\n\n".join(part for part in (*head, note, *tail) if part) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    rule = ["---:" if place in right else "---" for place in range(len(head))]
    return "\n".join(chain([_row(head), _row(rule)], map(_row, rows)))


def _fold(name: str, inner: str) -> str:
    return f"<details><summary>{name}</summary>\n\n{inner}\n\n</details>" if inner else ""


def _head(view: RunView) -> str:
    plan = view.plan
    names = ", ".join(code(t.uri) for t in view.targets)
    found, against = facts.summary(view)
    limit = "no limit" if plan.limit is None else f"at most {count(plan.limit)} cases a probe"
    suites = escaped(", ".join(plan.suites)) or "–"
    return "\n\n".join(
        (
            f"# Trust report: {names}",
            escaped(" ".join(found)),
            escaped(" ".join(against)),
            f"Suite {suites}, seed {plan.seed}, {limit}, {escaped(plan.created)}, assay {escaped(plan.assay)}, "
            f"run {code(plan.run[:16])}.",
        )
    )


def _gates(view: RunView) -> str:
    rows = [
        (
            _MARKS[d.verdict],
            escaped(d.gate.name),
            code(short_model(d.model)),
            number(d.value, places(d.low, d.high)),
            escaped(d.reason),
        )
        for d in view.decisions
    ]
    return "## Gates\n\n" + _table(("Verdict", "Asked", "Model", "Value", "Reason"), rows, (3,)) if rows else ""


def _trust(view: RunView) -> str:
    names = ["", *facts.dimensions_measured(view)]
    rows = [
        (
            f"**{title(name)}**" if name else "**Mean over the dimensions measured**",
            *(facts.trust_words(facts.mean_of(view, t.uri, name), view.plan.level) for t in view.targets),
        )
        for name in names
    ]
    head = ("Dimension", *(code(short_model(t.uri)) for t in view.targets))
    table = _table(head, rows, tuple(range(1, len(head))))
    level = f"{100 * view.plan.level:g} %"
    return f"## Trust\n\n0 is the declared worst, 1 the best; in brackets the {level} interval.\n\n{table}"


def _scores(view: RunView, name: str, scores: Sequence[Score]) -> str:
    if not scores:
        return ""
    several = len(view.targets) > 1
    head = [
        "Probe",
        "Metric",
        "Value",
        "Interval",
        "n",
        "Not scored",
        "Null",
        "Bounds",
        "Trust",
        "Judge",
        "Certificate",
    ]
    rows = [_score(s, several) for s in _in_order(view, scores)]
    if several:
        head.insert(2, "Model")
    table = _table(head, rows, tuple(place for place, text in enumerate(head) if text in ("Value", "n", "Trust")))
    return f"## {name}\n\n{table}" if name else table


def _in_order(view: RunView, scores: Sequence[Score]) -> list[Score]:
    """By dimension, probe and metric as the plan has them, the models side by side."""
    places_of = {(p.kind, p.name, m.name): (a, b) for a, p in enumerate(view.probes) for b, m in enumerate(p.metrics)}
    models = {t.uri: place for place, t in enumerate(view.targets)}
    end = (len(places_of), 0)
    return sorted(
        scores, key=lambda s: (places_of.get((s.kind, s.probe, s.metric), end), models.get(s.model, len(models)))
    )


def _score(score: Score, several: bool) -> list[str]:
    left = [
        f"{count(score.outcomes[o])} {OUTCOME_WORDS[o]}" for o in OUTCOMES if o != "scored" and score.outcomes.get(o)
    ]
    bounds = score.bounds
    cells = [
        escaped(score.probe),
        f"{escaped(score.metric)} ({BETTER[score.direction]})",
        f"**{escaped(value(score))}**" if score.value is not None else "not measured",
        "; ".join(filter(None, (interval(score.low, score.high) or "–", as_judged(score)))),
        count(score.n),
        ", ".join(left) or "–",
        number(score.null.value)
        if score.null
        else f"chance {number(score.chance)}"
        if score.chance is not None
        else "–",
        interval(*bounds) if bounds and bounds[0] < bounds[1] else "–",
        number(score.trust) if score.trust is not None else "–",
        escaped(score.judge),
        standing(score.certificate),
    ]
    if several:
        cells.insert(2, code(short_model(score.model)))
    return cells


def _slices(view: RunView) -> str:
    worst = worst_slices(view)
    if not worst.rows:
        return ""
    rows = [
        (
            code(slice_words(r.score.slice)),
            f"{escaped(r.probe.name)} {escaped(r.metric.name)}",
            code(short_model(r.score.model)),
            f"{number(r.score.value)} ({interval(r.score.low, r.score.high)})",
            f"{number(r.whole.value)} ({change(r.gap)})",
            count(r.score.n),
            "clearly worse" if r.clear else "may be chance",
        )
        for r in worst.rows
    ]
    said = (
        f"{count(worst.compared)} slices were compared with the whole of their probe; {count(worst.clear)} "
        f"{'is' if worst.clear == 1 else 'are'} clearly worse after Holm's correction for looking at all of them."
    )
    head = ("Slice", "Score", "Model", "Slice's value", "Whole", "n", "Finding")
    return f"## Worst slices\n\n{said}\n\n{_table(head, rows, (5,))}"


def _repeat(view: RunView) -> str:
    notes = "\n".join(f"- {escaped(note)}" for note in view.notes)
    line = plain(facts.command(view)).replace("\n", " ")
    fence = "```" if "```" not in line else "~~~~~~"
    return f"## Repeat\n\n{fence}\n{line}\n{fence}" + (f"\n\n{notes}" if notes else "")
