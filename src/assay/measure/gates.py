"""Gates: what a release must show, read from a YAML file and decided on the bound of an interval, never on the point.

A file holds `gates:`, a list of demands such as
`{probe: safety/refusal, metric: over_refusal_rate, max: 0.1, level: 0.95}`.

With `stop: early` a gate is decided while the cases come in, by the anytime-valid test of `sequential`, all such gates
of a run together by Holm's procedure, and a model is asked no more of a probe once all gates about it are decided.
That takes a metric that is a mean over cases, and one `level` for all of them. Without `stop`, which is the default,
all planned cases are asked; a probe that any such gate speaks of is asked in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from assay.errors import ConfigError
from assay.measure.estimates import clopper_pearson
from assay.records import Score

__all__ = ["Decision", "Evidence", "Gate", "check_gates", "decide", "decide_file", "read_gates"]


T = TypeVar("T")


class Gate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One demand on one score: that it is, with confidence `level`, at least `min`, at most `max`, or both.

    `probe` and `model` may be patterns (`safety/*`). `slice` is "all" or `tag=value`. `stop` is "early" where the gate
    may be decided before all cases are asked. Where the cases left out leave
    more than the share `max_unscored` open, the gate is undecided whatever the rest says.
    """

    probe: str
    metric: str
    slice: str = "all"
    model: str = "*"
    min: float | None = None
    max: float | None = None
    level: float = 0.95
    max_unscored: float = 0.1
    stop: Literal["early"] | None = None
    place: str = ""

    @property
    def name(self) -> str:
        """What it asks, in words."""
        cut = "" if self.slice == "all" else f" ({self.slice})"
        early = ", stopping early" if self.stop else ""
        return f"{self.probe} {self.metric}{cut} {self.limits} at {self.level:g} confidence{early}"

    @property
    def limits(self) -> str:
        """What it demands, in words."""
        low = f"at least {self.min:g}" if self.min is not None else ""
        high = f"at most {self.max:g}" if self.max is not None else ""
        return " and ".join(part for part in (low, high) if part)

    def speaks_of(self, model: str, probe: str, metric: str) -> bool:
        """Whether the gate is about this metric; `probe` and `model` match as patterns, and a model's URI as it is."""
        named = model == self.model or fnmatchcase(model, self.model)
        return named and fnmatchcase(probe, self.probe) and metric == self.metric


class Evidence(Struct, frozen=True, kw_only=True):
    """Where an early gate stands for one model and probe, after the first `cases` of the `planned` ones.

    `e_pass` is the greatest e-value so far against "the demand is not met", `e_fail` that against "it is met"; `verdict`
    is Holm's over the `together` tests of the run's early gates. `stopped`: the rest of the cases was not needed.
    """

    gate: Gate
    model: str
    probe: str
    verdict: Literal["pass", "fail", "undecided"]
    cases: int
    planned: int
    e_pass: float
    e_fail: float
    together: int
    stopped: bool


class Decision(Struct, frozen=True, kw_only=True):
    """A gate as decided for one score. `low` and `high` are the bounds it was decided on, each one-sided at the gate's
    level or safer, and for an early gate the confidence sequence, which comes from the same evidence; `reason` is one
    sentence."""

    gate: Gate
    verdict: Literal["pass", "fail", "undecided"]
    reason: str
    model: str
    kind: str
    probe: str
    metric: str
    slice: str
    value: float | None
    low: float | None
    high: float | None
    evidence: Evidence | None = None


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    gates: list[dict[str, Any]]


def read_gates(path: Path) -> tuple[Gate, ...]:
    """The gates of a YAML file. Raises ConfigError, naming the file and the field, for anything it does not know."""
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConfigError(f"cannot read the gate file {path}: {reason}") from None
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f" line {mark.line + 1}" if mark else ""
        raise ConfigError(
            f"{path}{at}: not valid YAML ({getattr(error, 'problem', None) or 'cannot be read'})"
        ) from None
    rows = _convert(raw, _File, f"{path}").gates
    if not rows:
        raise ConfigError(f"{path}: 'gates' is empty; list at least one, with probe, metric, and min or max")
    return tuple(_gate(row, f"{path}: gates[{number}]") for number, row in enumerate(rows))


def _gate(row: dict[str, Any], place: str) -> Gate:
    if "place" in row:
        raise ConfigError(f"{place}: Object contains unknown field `place`")
    gate = msgspec.structs.replace(_convert(row, Gate, place), place=place)
    if gate.min is None and gate.max is None:
        raise ConfigError(f"{place}: give 'min' or 'max', else nothing is demanded")
    if gate.min is not None and gate.max is not None and gate.min > gate.max:
        raise ConfigError(f"{place}: min {gate.min:g} is greater than max {gate.max:g}")
    if not 0.5 < gate.level < 1:
        raise ConfigError(f"{place}.level: a confidence level lies between 0.5 and 1, not {gate.level:g}")
    if not 0 <= gate.max_unscored <= 1:
        raise ConfigError(f"{place}.max_unscored: a share lies between 0 and 1, not {gate.max_unscored:g}")
    return gate


def _convert(raw: object, kind: type[T], place: str) -> T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        what, _, field = str(error).partition(" - at `$")
        raise ConfigError(f"{place}{field.rstrip('`')}: {what}") from None


def check_gates(gates: Iterable[Gate], planned: Sequence[tuple[str, str, str]]) -> None:
    """Raise ConfigError for a gate that no (model, probe, metric) planned can answer: to be called before a run.

    Slices are known only when cases are, so `decide` looks at those.
    """
    for gate in gates:
        if not any(gate.speaks_of(*names) for names in planned):
            metrics = sorted({metric for _, probe, metric in planned if fnmatchcase(probe, gate.probe)})
            raise ConfigError(_unanswered(gate, metrics))


def decide(gates: Iterable[Gate], scores: Sequence[Score], evidence: Iterable[Evidence] = ()) -> list[Decision]:
    """Every gate decided for every score it speaks of, in order. Raises ConfigError for one that speaks of none.

    An early gate is decided by the evidence that the run gathered for it. Else a plain unclustered rate is decided on
    one-sided Clopper–Pearson bounds at the gate's level, other scores on the bounds of their interval, which are
    one-sided at (1 + level)/2; but not where the cases stopped early for the sake of other gates.
    """
    gathered = {(e.gate, e.model, e.probe): e for e in evidence}
    decisions = []
    for gate in gates:
        found = [s for s in scores if s.slice == gate.slice and gate.speaks_of(s.model, s.probe, s.metric)]
        if not found:
            same_cut = (s for s in scores if s.slice == gate.slice and fnmatchcase(s.probe, gate.probe))
            raise ConfigError(_unanswered(gate, sorted({s.metric for s in same_cut})))
        planned = msgspec.structs.replace(gate, place="")
        decisions += [_decide(gate, score, gathered.get((planned, score.model, score.probe))) for score in found]
    return decisions


def decide_file(file: str, scores: Sequence[Score], evidence: Iterable[Evidence]) -> tuple[Decision, ...]:
    """What the gates of a run's gate file decide; none where the run has no such file ("")."""
    return tuple(decide(read_gates(Path(file)), scores, evidence)) if file else ()


def _unanswered(gate: Gate, metrics: Sequence[str]) -> str:
    known = f"; it has {', '.join(metrics)}" if metrics else ""
    asked = f"{gate.probe} {gate.metric} (slice {gate.slice}, model {gate.model})"
    return f"{gate.place or 'gate'}: no score of this run is {asked}{known}"


def _decide(gate: Gate, score: Score, evidence: Evidence | None) -> Decision:
    verdict, reason, bounds = _verdict(gate, score, evidence)
    return Decision(
        gate=gate,
        verdict=verdict,
        reason=reason,
        model=score.model,
        kind=score.kind,
        probe=score.probe,
        metric=score.metric,
        slice=score.slice,
        value=score.value,
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        evidence=evidence,
    )


def _verdict(
    gate: Gate, score: Score, evidence: Evidence | None
) -> tuple[Literal["pass", "fail", "undecided"], str, tuple[float, float] | None]:
    if score.value is None or score.low is None or score.high is None:
        return "undecided", f"nothing was measured: {_outcomes(score)}.", None
    if evidence is None:
        low, high, safe = _bounds(gate, score, score.value, score.low, score.high)
    else:
        low, high, safe = score.low, score.high, True
    bounds = (low, high)
    left = _unscored(score)
    if left > gate.max_unscored:
        share = f"{left:.1%} of the range is left open by cases that do not count ({_outcomes(score)})"
        return "undecided", f"{share}, and at most {gate.max_unscored:.1%} may be.", bounds
    if evidence is not None:
        return evidence.verdict, _weighed(evidence), bounds
    if score.stopped == "decided":
        why = "the cases stopped early for the sake of other gates, so that their number depends on what was seen"
        return "undecided", f"{why}; give this gate a run of its own.", bounds
    if not safe:
        made = f"the score's interval was made at {score.level:g}"
        return "undecided", f"{made}, which is too low for a decision at {gate.level:g}.", bounds
    inside = f"the interval {low:.4g} to {high:.4g}"
    below, above = gate.min is not None and high < gate.min, gate.max is not None and low > gate.max
    if below or above:
        return "fail", f"{inside} lies {'below the least' if below else 'above the greatest'} allowed.", bounds
    if (gate.min is None or low >= gate.min) and (gate.max is None or high <= gate.max):
        return "pass", f"{inside} is {gate.limits}.", bounds
    return "undecided", f"{inside} reaches to both sides of the limit; more cases would tell.", bounds


def _weighed(evidence: Evidence) -> str:
    """How many cases an early gate took, and what they weigh."""
    alone = f"{2 / (1 - evidence.gate.level):.4g} decides a gate by itself"
    needed = f"({alone}; Holm's procedure over {evidence.together})" if evidence.together > 1 else f"({alone})"
    if evidence.stopped:
        took = f"stopped after {evidence.cases:,} of {evidence.planned:,} cases"
    elif evidence.cases >= evidence.planned:
        took = f"all {evidence.planned:,} cases were asked"
    else:
        took = f"the first {evidence.cases:,} of {evidence.planned:,} cases are there; 'assay resume' asks the rest"
    said, against = (
        f"that it is {evidence.gate.limits} has an e-value of {evidence.e_pass:.3g}",
        f"{evidence.e_fail:.3g}",
    )
    if evidence.verdict == "pass":
        return f"{took}: {said} {needed}."
    if evidence.verdict == "fail":
        return f"{took}: that it is not {evidence.gate.limits} has an e-value of {against} {needed}."
    return f"{took}: {said}, that it is not one of {against}, and neither is enough {needed}."


def _bounds(gate: Gate, score: Score, value: float, low: float, high: float) -> tuple[float, float, bool]:
    """The bounds to decide on, and whether they are as safe as the gate asks."""
    if score.interval != "wilson":
        return low, high, (1 + score.level) / 2 >= gate.level
    a, b = score.range
    successes = round((value - a) / (b - a) * score.n)
    lower, _ = clopper_pearson(successes, score.n, gate.level, "lower")
    _, upper = clopper_pearson(successes, score.n, gate.level, "upper")
    return a + (b - a) * lower, a + (b - a) * upper, True


def _unscored(score: Score) -> float:
    """The share of the range that cases left out leave open; for a rate or mean, the share of such cases.

    Where n counts cases, their share is also a bound, and the only one for statistics that any case could turn round.
    """
    total = sum(score.outcomes.values())
    missing = max(0.0, 1 - score.n / total) if total else 0.0
    if score.bounds is None:
        return missing
    return min(missing, (score.bounds[1] - score.bounds[0]) / (score.range[1] - score.range[0]))


def _outcomes(score: Score) -> str:
    return ", ".join(f"{name} {count}" for name, count in score.outcomes.items() if count) or "no cases"
