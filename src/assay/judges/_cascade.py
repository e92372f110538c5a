"""A cascade of judges: each decides what it is sure of and passes the rest on; what none decides is left for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from assay.errors import ProbeError
from assay.judges._model_step import QUEUE, ModelStep
from assay.records import Case, Opinion, Reply, Verdict

if TYPE_CHECKING:
    from assay.judges import Judge

__all__ = ["Cascade", "cascade"]

Then = Callable[[Case, Sequence[Reply], Verdict], Verdict]


@dataclass(frozen=True)
class Cascade:
    """See `cascade`."""

    steps: tuple[Judge, ...]
    model: ModelStep | None
    on: tuple[str, ...]
    then: Then | None = None

    @property
    def name(self) -> str:
        """The names of the steps that need no model; "" for one function alone, which goes by the name of its probe."""
        return " > ".join(map(self._name, self.steps))

    @property
    def heavy(self) -> bool:
        return any(getattr(step, "heavy", False) for step in self.steps)

    def passes(self, verdict: Verdict) -> bool:
        """Whether the next step is asked."""
        return verdict.outcome == "unparsed" or verdict.label in self.on

    def leaves(self, verdict: Verdict, case: Case, replies: Sequence[Reply]) -> bool:
        """Whether a verdict of the steps before leaves something to the model."""
        return self.model is not None and self.passes(verdict) and self.model.wants(case, replies)

    def with_model(self, case: Case, replies: Sequence[Reply], local: Verdict, opinions: Sequence[Opinion]) -> Verdict:
        """The verdict with what models think of a case that the steps before left to them with the verdict `local`."""
        assert self.model is not None  # noqa: S101  (narrows the type)
        verdict = self.model.verdict(local, opinions)
        return self._meant(case, replies, verdict) if verdict.step in self.model.steps else verdict

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """The verdict of the first step that is sure. Where none is, that of the first which decided at all."""
        found = []
        for step in self.steps:
            verdict = self._meant(case, replies, step(case, replies))
            if not verdict.step:
                verdict = msgspec.structs.replace(verdict, step=self._name(step))
            if not self.passes(verdict):
                return verdict
            found.append(verdict)
        stands = next((v for v in found if v.outcome != "unparsed"), found[-1])
        if stands.outcome == "unparsed" and len(found) > 1:
            return msgspec.structs.replace(stands, label=QUEUE)
        return stands

    def _meant(self, case: Case, replies: Sequence[Reply], verdict: Verdict) -> Verdict:
        return verdict if self.then is None or verdict.outcome == "unparsed" else self.then(case, replies, verdict)

    def _name(self, step: Judge) -> str:
        alone = len(self.steps) == 1
        return str(getattr(step, "name", "") or ("" if alone else getattr(step, "__name__", "a judge of its own")))


def cascade(*steps: Judge, on: Sequence[str] = (), then: Then | None = None) -> Cascade:
    """A judge made of several, from the surest to the dearest: an exact rule, a small classifier, a model (`by_model`, or
    `by_looking` for pictures; the last if it is there, and asked only where a run names one).

    A step passes a case on by the outcome `unparsed`, or by one of the labels `on`, which stands where nobody after it
    decides. A verdict's `step` names the step that decided. What no step of several decides stays `unparsed` with the
    label "queue", for people to label; where there is one step, its verdict stays as it is. `then(case, replies, verdict)` says what
    a verdict that decides something means for the case, whichever step gave it: the same reply can be right here and wrong there.
    It keeps the labels of `on`. Raises ProbeError where there is no step before the model, or one after it.
    """
    models = [step for step in steps if isinstance(step, ModelStep)]
    local = tuple(step for step in steps if not isinstance(step, ModelStep))
    if not local or len(models) > 1 or (models and steps[-1] is not models[0]):
        raise ProbeError("a cascade begins with a judge that needs no model, and may end with one that asks a model")
    return Cascade(local, models[0] if models else None, tuple(on), then)
