"""When a probe needs no further case: a run's early gates, fed with its samples in the planned order of cases.

What is decided depends on the plan and the verdicts alone, not on how many workers there were or which reply came
first. A model's answers to a probe are looked at up to the first case that is not finished, in whole clusters, and the
looking ends at the first cluster that decides; what was in flight then is journalled and enters no score. Gates about
several models and probes are decided together: each in the light of what those before it in the plan came to, once
they have come to their end, and of nothing after it. A run that goes on before that may ask a few cases more than the
same looking, repeated over the journal, then finds were needed; never fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

import msgspec

from assay.engine.index import JournalIndex, place_of
from assay.engine.plan import Plan, ProbePlan
from assay.engine.select import Picked
from assay.engine.trial import BATCH, Course, Trial, course_of
from assay.measure.gates import Evidence
from assay.measure.sequential import SequentialDecision, holm_verdicts
from assay.records import Sample

__all__ = ["Stopper"]


class Stopper:
    """The early gates of a run. It is told of every sample, and says which cases need not be asked.

    `told`, where it is set, hears of each probe that is decided: the model's URI, the probe's name, and how many of
    the planned cases are not begun.
    """

    def __init__(self, courses: Mapping[tuple[str, str], Course] | None = None, level: float = 0.95) -> None:
        self.told: Callable[[str, str, int], None] | None = None
        self._courses = dict(courses or {})
        self._level = level

    @classmethod
    def of(cls, plan: Plan, picked: Sequence[Picked]) -> Stopper:
        """The early gates of a plan, before any sample. Goes through the cases of the probes they are about. Raises
        ConfigError for a gate on a slice in which no case is planned."""
        early = [gate for gate in plan.gates if gate.stop]
        courses = {}
        for model in plan.targets:
            for pick in picked:
                probe = pick.probe
                if probe.kind != model.kind:
                    continue
                about = [
                    (gate, metric)
                    for gate in plan.gates
                    for metric in probe.metrics
                    if gate.speaks_of(model.uri, probe.name, metric.name)
                ]
                trials = [(gate, metric) for gate, metric in about if gate.stop]
                if trials:
                    courses[model.uri, probe.name] = course_of(
                        pick, plan.seed, trials, stoppable=len(trials) == len(about)
                    )
        return cls(courses, early[0].level if early else 0.95)

    def load(self, index: JournalIndex, *, errors: bool = True) -> Stopper:
        """Look at what a journal holds, from the beginning. Without `errors`, cases that ended in an error count as not
        finished, for they are to be asked again, save in a probe that is decided without them. Gives itself."""
        for (model, probe), course in self._courses.items():
            failed = self._load(index, model, probe, errors=True)
            if failed and not errors and not course.stopped:
                self._load(index, model, probe, errors=False)
        return self

    def _load(self, index: JournalIndex, model: str, probe: str, *, errors: bool) -> bool:
        """Look at one probe from the beginning; gives whether there were errors."""
        course, failed = self._courses[model, probe], False
        course.reset()
        for number, sample in enumerate(index.samples(model, probe), 1):
            error = any(reply.state == "error" for reply in sample.replies)
            failed |= error
            if errors or not error:
                course.take(place_of(sample.case.id), sample)
            if number % BATCH == 0:
                self._look(model, probe, course)
        self._look(model, probe, course)
        return failed

    def take(self, sample: Sample) -> None:
        """A sample was journalled."""
        course = self._courses.get((sample.model, sample.probe))
        if course is None or course.stopped:
            return
        course.take(place_of(sample.case.id), sample)
        if self._look(sample.model, sample.probe, course) and self.told is not None:
            self.told(sample.model, sample.probe, course.planned - max(course.begun, course.cases))

    def needs(self, model: str, probe: str, case: str) -> bool:
        """Whether a case is to be asked, if it is not journalled; to be told so is to begin it."""
        course = self._courses.get((model, probe))
        if course is None:
            return True
        place = place_of(case)
        if course.stopped and place >= course.cases:
            return False
        course.begun = max(course.begun, place + 1)
        return True

    def due(self, model: str, probe: str, planned: int) -> int:
        """How many of the planned cases are needed: the first so many."""
        course = self._courses.get((model, probe))
        return course.cases if course is not None and course.stopped else planned

    def left(self, done: JournalIndex, model: str, probe: ProbePlan) -> int:
        """How many cases of a probe are needed and have no usable reply yet."""
        due = self.due(model, probe.name, probe.n)
        return due - done.usable(model, probe.name, due)

    def state(self, model: str, probe: str) -> str:
        """Why the cases of a probe are as many as they are: `complete` (all that were planned), `decided` (the gates
        needed no more), or `interrupted` (neither yet)."""
        course = self._courses.get((model, probe))
        if course is None or not course.stoppable:
            return "complete"
        if course.stopped:
            return "decided"
        return "complete" if course.finished else "interrupted"

    @property
    def reopened(self) -> bool:
        """Whether cases that were left out are needed after all, when all others are there."""
        return any(self.state(model, probe) == "interrupted" for model, probe in self._courses)

    def trial(self, model: str, probe: str, metric: str, cut: str) -> Trial | None:
        """The values by which a score could be stopped, None for one that no early gate could stop."""
        course = self._courses.get((model, probe))
        if course is None or not course.stoppable:
            return None
        return next((t for t in course.trials if (t.metric.name, t.gate.slice) == (metric, cut)), None)

    def cuts(self, model: str, probe: str) -> set[str]:
        """The slices that early gates are about."""
        course = self._courses.get((model, probe))
        return {t.gate.slice for t in course.trials} - {"all"} if course is not None else set()

    def evidence(self) -> tuple[Evidence, ...]:
        """Where every early gate stands, in the order of the plan."""
        courses = [(key, course, trial) for key, course in self._courses.items() for trial in course.trials]
        decisions = [trial.test.decision for _, _, trial in courses]
        verdicts = holm_verdicts(decisions, self._level)
        return tuple(
            Evidence(
                gate=msgspec.structs.replace(trial.gate, place=""),
                model=model,
                probe=probe,
                verdict=verdict,
                cases=course.cases,
                planned=course.planned,
                e_pass=found.e_pass,
                e_fail=found.e_fail,
                together=len(decisions),
                stopped=course.stopped,
            )
            for ((model, probe), course, trial), found, verdict in zip(courses, decisions, verdicts, strict=True)
        )

    def _look(self, model: str, probe: str, course: Course) -> bool:
        """Look at what is new of one probe; gives whether it is stopped now."""
        course.look(lambda: self._decided(model, probe))
        return course.stopped

    def _decided(self, model: str, probe: str) -> bool:
        """Whether Holm's procedure decides all gates about a probe, from its own evidence and that of those before it
        which have ended; the others are taken to have none yet."""
        here = self._courses[model, probe]
        own = [trial.test.decision for trial in here.trials]
        if any(decision.verdict == "undecided" for decision in own):
            return False  # together a gate needs at least what it needs alone
        keys = list(self._courses)
        place = keys.index((model, probe))
        others = [
            [trial.test.decision if number < place and course.finished else _NOTHING for trial in course.trials]
            for number, course in enumerate(self._courses.values())
            if number != place
        ]
        verdicts = holm_verdicts([*own, *chain.from_iterable(others)], self._level)
        return "undecided" not in verdicts[: len(own)]


_NOTHING = SequentialDecision(verdict="undecided", n=0, decided_at=None, e_pass=1.0, e_fail=1.0, level=0.95)
