"""The report as JSON: the scores as `scores.json` has them, with the trust means and the gates; a stable form."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from assay.engine.plan import ModelPlan
from assay.measure.gates import Decision
from assay.measure.trust import TrustMean
from assay.records import Score
from assay.report import RunView, report
from assay.report import _summary as facts

__all__ = ["SCHEMA", "ReportFile", "render"]

SCHEMA = "assay/report/1"


class ReportFile(Struct, frozen=True, kw_only=True):
    """`report.json`. A number that was not measured is null."""

    schema: str = SCHEMA
    run: str
    assay: str
    created: str
    seed: int
    level: float
    suites: tuple[str, ...]
    models: tuple[ModelPlan, ...]
    notes: tuple[str, ...]
    dimensions_not_measured: tuple[str, ...]
    trust: tuple[TrustMean, ...]
    gates: tuple[Decision, ...]
    scores: tuple[Score, ...]


@report("json", suffix=".json")
def render(view: RunView) -> str:
    """Scores, trust means and gates as JSON, for programs."""
    plan = view.plan
    content = ReportFile(
        run=plan.run,
        assay=plan.assay,
        created=plan.created,
        seed=plan.seed,
        level=plan.level,
        suites=plan.suites,
        models=plan.models,
        notes=view.notes,
        dimensions_not_measured=tuple(facts.dimensions_missing(view)),
        trust=view.trust,
        gates=view.decisions,
        scores=view.scores,
    )
    return msgspec.json.format(msgspec.json.encode(content), indent=1).decode() + "\n"
