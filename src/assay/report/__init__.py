"""Reports: one format a file, each a function from a finished run to a text; the last stage of the way of the data.

A report reads the run's plan, its scores and its samples, and needs neither probe code nor a model. What is judged
from the scores (gate decisions, trust means) is worked out by `assay.measure` and only shown here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assay.engine.plan import ModelPlan, Plan, ProbePlan
from assay.errors import ConfigError, JournalError, reason
from assay.records import Sample, Score
from assay.registry import Registry

if TYPE_CHECKING:
    from assay.engine.certificates import Certificate
    from assay.measure.gates import Decision, Evidence
    from assay.measure.trust import TrustMean
    from assay.report._ideal import Yardstick
    from assay.report._samples import Tally

__all__ = ["REPORTS", "Folder", "Format", "RunView", "is_whole", "report", "trust_ends", "view", "write_report"]


def is_whole(score: Score) -> bool:
    """Whether a score is over all cases of its probe, not over a slice of them."""
    return score.slice in ("", "all")


class Folder(Protocol):
    """What a report needs of a run folder; `assay.engine.folder.RunFolder` is one."""

    @property
    def path(self) -> Path: ...

    @property
    def plan(self) -> Plan: ...

    def read_scores(self) -> tuple[Score, ...]:
        """Every score of the run, slices included."""
        ...

    def read_evidence(self) -> tuple[Evidence, ...]:
        """Where the gates that may stop a probe early stand."""
        ...

    def scored(self) -> Iterable[Sample]:
        """Every judged case that the scores are made of, one after the other."""
        ...

    def notes(self) -> Iterable[str]:
        """Sentences a reader should know, those that came up while asking too."""
        ...


@dataclass(frozen=True, kw_only=True)
class RunView:
    """All that a report shows of one run.

    `samples` starts a fresh pass over the judged cases each time it is called; they are never held in memory at once.
    `decisions` are those of the gates, in the order they were written; `trust` the means by model and dimension.
    `yardstick` gives the ideal answer to a case, where it is known. `notes` are sentences a reader should know, `evidence` is
    where gates that may stop a probe early stand, `certificates` those of the probes, by kind and name. `media` is the
    folder of the pictures that samples name.
    """

    plan: Plan
    scores: tuple[Score, ...]
    samples: Callable[[], Iterable[Sample]]
    decisions: tuple[Decision, ...] = ()
    trust: tuple[TrustMean, ...] = ()
    yardstick: Yardstick | None = None
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    certificates: Mapping[tuple[str, str], Certificate] = field(default_factory=dict)
    media: Path | None = None

    @property
    def stops(self) -> dict[tuple[str, str], Evidence]:
        """The probes that early gates stopped, by model and probe, with how many cases it took."""
        return {(e.model, e.probe): e for e in self.evidence if e.stopped}

    @property
    def targets(self) -> tuple[ModelPlan, ...]:
        """The models under test, in the order of the plan."""
        return self.plan.targets

    @property
    def probes(self) -> tuple[ProbePlan, ...]:
        """The probes, grouped by dimension in the order of the taxonomy."""
        from assay.taxonomy import DIMENSIONS

        order = {name: place for place, name in enumerate(DIMENSIONS)}
        return tuple(sorted(self.plan.probes, key=lambda p: (order.get(p.dimension, len(order)), p.name, p.kind)))

    @cached_property
    def tally(self) -> Tally:
        """Counts and sample cases, from one pass over the run; made when first asked for."""
        from assay.report._samples import Tally

        return Tally.of(self)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, str, str], list[Score]]:
        out: dict[tuple[str, str, str, str], list[Score]] = {}
        for score in self.scores:
            out.setdefault((score.kind, score.probe, score.model, score.metric), []).append(score)
        return out

    def score(self, probe: ProbePlan, model: str, metric: str) -> Score | None:
        """The score over all cases, or None where the run has none."""
        found = self._by_place.get((probe.kind, probe.name, model, metric), ())
        return next((s for s in found if is_whole(s)), None)

    def sliced(self, probe: ProbePlan, model: str, metric: str) -> tuple[Score, ...]:
        """The scores of the slices."""
        found = self._by_place.get((probe.kind, probe.name, model, metric), ())
        return tuple(s for s in found if not is_whole(s))


@dataclass(frozen=True)
class Format:
    """A registered format: `render(view)` gives the file's content, `file` is what it is called in the run folder."""

    name: str
    suffix: str
    file: str
    render: Callable[[RunView], str]

    @property
    def origin(self) -> Callable[[RunView], str]:
        return self.render

    @property
    def description(self) -> str:
        return (self.render.__doc__ or "").strip().partition("\n")[0]


REPORTS: Registry[Format] = Registry("report", "assay.report")

Render = Callable[[RunView], str]


def report(name: str, *, suffix: str, file: str = "") -> Callable[[Render], Render]:
    """Register a function as the report format `name`. Its file is called `file`, or "report" with `suffix`."""

    def register(render: Render) -> Render:
        REPORTS.add(name, Format(name, suffix, file or f"report{suffix}", render))
        return render

    return register


def trust_ends(plan: Plan) -> dict[tuple[str, str, str], tuple[float, float]]:
    """The values of each metric that map to trust 0 and 1, as the plan declares them."""
    return {(p.kind, p.name, m.name): m.trust for p in plan.probes for m in p.metrics}


def view(folder: Folder, decisions: Iterable[Decision] = ()) -> RunView:
    """The view of a run folder: its trust means are worked out here, its gates were decided before."""
    from assay.measure.trust import trust_means
    from assay.report._certificates import certificates_of
    from assay.report._ideal import yardstick

    scores = tuple(folder.read_scores())
    return RunView(
        plan=folder.plan,
        scores=scores,
        samples=folder.scored,
        decisions=tuple(decisions),
        trust=trust_means(scores, trust_ends(folder.plan)),
        yardstick=yardstick(folder.plan),
        notes=tuple(folder.notes()),
        evidence=tuple(folder.read_evidence()),
        certificates=certificates_of(folder.plan),
        media=folder.path / "media",
    )


def write_report(
    folder: Folder, path: Path, decisions: Iterable[Decision] = (), *, report: Format | None = None
) -> Path:
    """Write one report to `path`, whole or not at all, and return the path. Where `report` is not given, the suffix of
    `path` says which. Raises ConfigError for a suffix of none, JournalError where the file cannot be written."""
    chosen = report or _by_suffix(path)
    made = chosen.render(view(folder, decisions)).encode()
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(made)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise JournalError(
            f"cannot write {path}: {reason(error)}; the run is whole: mend that, then write it again with assay report"
        ) from None
    return path


def _by_suffix(path: Path) -> Format:
    formats = [REPORTS[name] for name in REPORTS]
    for found in formats:
        if path.name.endswith(found.suffix):
            return found
    known = ", ".join(f"{found.suffix} ({found.name})" for found in formats)
    raise ConfigError(f"no report format ends in '{path.suffix}' ({path}); known endings: {known}")
