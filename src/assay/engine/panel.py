"""The model judges of a run: opened and checked before anything is spent, and what they may take at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assay.engine.budget import rough_tokens
from assay.engine.plan import JudgePlan, ModelPlan, Plan
from assay.engine.planning import CHARS_PER_TOKEN, plan_model
from assay.engine.prices import Price, about
from assay.engine.roles import JUDGE, open_helper
from assay.engine.select import Picked
from assay.errors import ConfigError
from assay.measure.gates import Gate
from assay.models import Model, open_model
from assay.probes import PROBES, Probe
from assay.records import Case, Reply, digest

if TYPE_CHECKING:
    from assay.judges import Cascade

__all__ = ["Panel", "check_stops", "drawn", "mark_of_judge", "open_panel", "panel_of", "reworded"]

_REWORDED = 5
"""Of so many cases one is judged by all wordings of its rubric."""


@dataclass(frozen=True)
class Panel:
    """The judges of a run, and how often each repeats its questions. A case is decided by more than half of them."""

    models: tuple[Model, ...]
    repeats: int = 1

    def plans(self, picked: Iterable[Picked], concurrency: int | None = None) -> list[ModelPlan]:
        """The started judges' parts of the plan."""
        rubrics = tuple(dict.fromkeys(c.model.rubric.id for p in picked if (c := p.probe.cascade) and c.model))
        return [
            plan_model(
                m, role="judge", concurrency=concurrency, judging=JudgePlan(rubrics=rubrics, repeats=self.repeats)
            )
            for m in self.models
        ]

    def told(self, picked: Sequence[Picked], targets: Sequence[Model], seed: int, prices: Mapping[str, Price]) -> str:
        """One line on what the judges may take at most, before anything is asked: as if rules could read no reply."""
        calls = took = 0
        for pick in picked:
            times = sum(target.kind == pick.probe.kind for target in targets)
            cascade = pick.probe.cascade
            if cascade is None or cascade.model is None or not times:
                continue
            reply = Reply(text="x" * CHARS_PER_TOKEN * pick.probe.protocol.max_tokens)
            for case in filter(cascade.model.asks, pick.cases(seed)):
                more, tokens = self.takes(pick.probe, cascade, seed, case, [reply])
                calls, took = calls + times * more, took + times * tokens
        return self.line(f"judge what rules cannot, at most {calls * len(self.models):,} calls", calls, took, prices)

    def takes(self, probe: Probe, cascade: Cascade, seed: int, case: Case, replies: Sequence[Reply]) -> tuple[int, int]:
        """The calls and, roughly, the input tokens that one judge's opinion of a case may take."""
        assert cascade.model is not None  # noqa: S101  (narrows the type)
        more = reworded(seed, probe.name, case)
        requests = cascade.model.requests(case, replies, repeats=self.repeats, wordings=more, schema=False)
        tokens = [rough_tokens(request) for request, _ in requests]
        return len(tokens), sum(tokens)

    def line(self, said: str, calls: int, took: int, prices: Mapping[str, Price]) -> str:
        """A sentence on so many calls of each judge, with what they cost where that is known."""
        cost = about(self.models, prices, took, calls * _ANSWER)
        who = ", ".join(str(m.uri) for m in self.models)
        return f"{who} (role judge): asked to {said}, {took * len(self.models):,} tokens in{cost}"


_ANSWER = 16
"""Tokens that an answer held to the schema takes, roughly."""


def open_panel(uris: Sequence[str], repeats: int, picked: Sequence[Picked], targets: Sequence[str]) -> Panel | None:
    """The judges behind these URIs, not yet started; None where none is named. Raises ConfigError where one of them cannot
    judge, or where there is nothing for them to judge."""
    if repeats < 1:
        raise ConfigError(f"--judge-repeats must be 1 or more, not {repeats}")
    if not uris:
        return None
    models = [open_helper(uri, JUDGE, targets) for uri in uris]
    if len({str(m.uri) for m in models}) < len(models):
        raise ConfigError("one judge is named twice; each --judge needs a URI of its own (--judge-repeats asks again)")
    if not any(p.probe.cascade for p in picked):
        able = ", ".join(p.name for _, p in PROBES.items() if p.cascade)
        raise ConfigError(f"no probe of this run leaves anything to a model judge; these can: {able}")
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
