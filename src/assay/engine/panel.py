"""The model judges of a run: opened and checked before anything is spent, and what they may take at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assay.engine.bill import Bill
from assay.engine.likeness import able, goes_by
from assay.engine.plan import JudgePlan, ModelPlan, Plan
from assay.engine.planning import CHARS_PER_TOKEN, plan_model
from assay.engine.prices import Price
from assay.engine.roles import JUDGE, open_helper
from assay.engine.select import Picked
from assay.errors import ConfigError
from assay.measure.gates import Gate
from assay.models import Model, open_model
from assay.probes import PROBES
from assay.records import Case, Reply, digest

__all__ = ["Panel", "check_stops", "drawn", "mark_of_judge", "open_panel", "panel_of", "reworded"]

_REWORDED = 5
"""Of so many cases one is judged by all wordings of its rubric."""


@dataclass(frozen=True)
class Panel:
    """The judges of a run, and how often each repeats its questions. A case is decided by more than half of those that can judge it."""

    models: tuple[Model, ...]
    repeats: int = 1

    def plans(self, picked: Iterable[Picked], concurrency: int | None = None) -> list[ModelPlan]:
        """The started judges' parts of the plan."""
        steps = [c.model for p in picked if (c := p.probe.cascade) and c.model]

        def judging(model: Model) -> JudgePlan:
            rubrics = tuple(dict.fromkeys(goes_by(model, step) for step in steps if able(model, step)))
            return JudgePlan(rubrics=rubrics, repeats=self.repeats)

        return [plan_model(m, role="judge", concurrency=concurrency, judging=judging(m)) for m in self.models]

    def told(self, picked: Sequence[Picked], targets: Sequence[Model], seed: int, prices: Mapping[str, Price]) -> str:
        """One line on what the judges may take at most, before anything is asked: as if rules could read no reply."""
        bill = Bill(self.models, self.repeats)
        for pick in picked:
            probe, times = pick.probe, sum(target.kind == pick.probe.kind for target in targets)
            step = probe.cascade.model if probe.cascade else None
            if step is None or not times:
                continue
            reply = Reply(text="x" * CHARS_PER_TOKEN * probe.protocol.max_tokens)
            for case in filter(step.asks, pick.cases(seed)):
                bill.add(step, case, [reply], wordings=reworded(seed, probe.name, case), times=times)
        return bill.line("judge what rules cannot", prices)


def open_panel(uris: Sequence[str], repeats: int, picked: Sequence[Picked], targets: Sequence[str]) -> Panel | None:
    """The judges behind these URIs, not yet started; None where none is named. Raises ConfigError where one of them cannot
    judge, or where there is nothing for them to judge."""
    if repeats < 1:
        raise ConfigError(f"--judge-repeats must be 1 or more, not {repeats}")
    if not uris:
        return None
    steps = [p.probe.cascade.model for p in picked if p.probe.cascade and p.probe.cascade.model]
    kinds = {step.kind for step in steps}
    models = [open_helper(uri, JUDGE, targets, kinds or {"llm"}) for uri in uris]
    if len({str(m.uri) for m in models}) < len(models):
        raise ConfigError("one judge is named twice; each --judge needs a URI of its own (--judge-repeats asks again)")
    if not steps:
        others = ", ".join(p.name for _, p in PROBES.items() if p.cascade)
        raise ConfigError(f"no probe of this run leaves anything to a model judge; these can: {others}")
    for model in models:
        if not any(able(model, step) for step in steps):
            named = ", ".join(dict.fromkeys(step.id.partition("@")[0] for step in steps))
            raise ConfigError(
                f"{model.uri} judges by likeness, and there are no exemplars for what this run's probes ask ({named}): name a model "
                "that answers"
            )
    return Panel(tuple(models), repeats)


def check_stops(panel: Panel | None, gates: Iterable[Gate], picked: Iterable[Picked]) -> None:
    """Raises ConfigError where a gate could stop the asking before a model has judged what it decides by."""
    judged = [p.probe for p in picked if p.probe.cascade] if panel else []
    for gate in gates:
        for probe in judged:
            if gate.stop and any(gate.speaks_of(gate.model, probe.name, metric.name) for metric in probe.metrics):
                raise ConfigError(
                    f"the gate on {gate.probe} {gate.metric} may stop early, and {probe.name} is judged by a model after all "
                    "has been asked: leave out 'stop: early', or --judge"
                )


def panel_of(plan: Plan) -> Panel | None:
    """The judges with which a run was planned, not yet started."""
    judges = plan.judges
    if not judges:
        return None
    repeats = next((j.judging.repeats for j in judges if isinstance(j.judging, JudgePlan)), 1)
    return Panel(tuple(open_model(j.uri) for j in judges), repeats)


def mark_of_judge(model: Model) -> str:
    """Eight hex digits for a started model's family and identity: by these its opinions and certificates name it."""
    return digest(f"{model.family}/{model.identity}")[:8]


def reworded(seed: int, probe: str, case: Case) -> bool:
    """Whether this case is one of those that are judged by all wordings."""
    return drawn(f"{seed}/{probe}/{case.id}/wordings")


def drawn(name: str) -> bool:
    """Whether what goes by this name is among those that are judged by all wordings: one in five."""
    return int(digest(name.encode())[:8], 16) % _REWORDED == 0
