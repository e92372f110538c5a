"""The first half of `assay check`: whether the journal holds the planned cases, each once, and judged as the judge does."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from assay._version import __version__
from assay.engine.folder import RunFolder
from assay.engine.journal import Event, Note, VerdictEvent, read_journal
from assay.engine.judging import judge_again
from assay.engine.plan import Plan, ProbePlan
from assay.engine.select import Picked
from assay.probes import Probe
from assay.records import Case, Sample, canonical

__all__ = ["Examples", "Records", "cases_differ", "digests", "read_records", "verdicts_differ"]

_WIDTH = 16
"""Bytes kept of a planned case's hash."""

_NONE, _USABLE, _ERROR, _SEVERAL = range(4)


@dataclass
class Examples:
    """A count, with the first few places to look at."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, model: str, probe: str, case: str) -> None:
        self.count += 1
        if len(self.first) < 3:
            self.first.append(f"{case} of {probe}, {model}")

    def __str__(self) -> str:
        return "; ".join(self.first) + (" …" if self.count > len(self.first) else "")


def _short(case: Case) -> bytes:
    return hashlib.sha256(canonical(case)).digest()[:_WIDTH]


def digests(plan: Plan, picked: Sequence[Picked]) -> tuple[dict[tuple[str, str], bytes], list[str]]:
    """Make all cases again from the seed. Gives 16 bytes of hash for each, in order, by probe and kind, and the names
    of the probes whose cases are not those of the plan."""
    was = {(p.name, p.kind): p for p in plan.probes}
    made: dict[tuple[str, str], bytes] = {}
    other = []
    for pick in picked:
        probe = pick.probe
        sha, short, count = hashlib.sha256(), bytearray(), 0
        for case in pick.cases(plan.seed):
            sha.update(canonical(case) + b"\n")
            short += _short(case)
            count += 1
        planned = was[(probe.name, probe.kind)]
        if (sha.hexdigest(), count) == (planned.cases_sha256, planned.n):
            made[(probe.name, probe.kind)] = bytes(short)
        else:
            other.append(probe.name)
    return made, other


def cases_differ(plan: Plan, names: Sequence[str]) -> str:
    """The sentence about probes that make other cases now."""
    return (
        f"the cases of {', '.join(names)} are not those of the plan (planned with assay {plan.assay}, this is "
        f"{__version__}): what the journal holds of them cannot be compared"
    )


@dataclass
class _Place:
    """A model's records of one probe: a byte of state for each planned case."""

    probe: ProbePlan
    planned: bytes | None
    states: bytearray


class Records:
    """What a journal holds for each planned case, a byte of state and 16 of hash each, whatever the cases' length.

    `doubled`: cases with a record after a usable one. `edited`: records whose case is not the planned one.
    `stray`: events about no planned case. `errors`: cases whose last record is an error. `missing`: without any.
    `media`: the names of all pictures and films that samples name.
    """

    def __init__(self, plan: Plan, made: dict[tuple[str, str], bytes]) -> None:
        self.places = {
            (m.uri, p.name): _Place(p, made.get((p.name, p.kind)), bytearray(p.n))
            for m in plan.targets
            for p in plan.probes
            if p.kind == m.kind
        }
        self.doubled, self.edited, self.stray = Examples(), Examples(), Examples()
        self.media: set[str] = set()

    @property
    def planned(self) -> int:
        return sum(len(p.states) for p in self.places.values())

    @property
    def missing(self) -> int:
        return sum(p.states.count(_NONE) for p in self.places.values())

    @property
    def errors(self) -> int:
        return sum(p.states.count(_ERROR) for p in self.places.values())

    @property
    def missing_by_place(self) -> list[str]:
        return [
            f"{missing:,} of {probe}, {model}"
            for (model, probe), place in self.places.items()
            if (missing := place.states.count(_NONE))
        ]

    @property
    def sizes(self) -> dict[tuple[str, str], int]:
        """How many cases are planned, by model and probe."""
        return {key: len(place.states) for key, place in self.places.items()}

    def only(self, model: str, probe: str, first: int) -> None:
        """Count the `first` so many cases of a probe as planned, and none after them."""
        del self.places[model, probe].states[first:]

    def add(self, event: Event) -> None:
        """Take in the next event of the journal."""
        if isinstance(event, Note):
            return
        case = event.case.id if isinstance(event, Sample) else event.case
        place = self.places.get((event.model, event.probe))
        index = _index(case)
        if place is None or index is None or index >= len(place.states):
            self.stray.add(event.model, event.probe, case)
            return
        if isinstance(event, Sample):
            self.media.update(event.media, (media.name for reply in event.replies for media in reply.media))
            if place.planned is not None and _short(event.case) != place.planned[_WIDTH * index : _WIDTH * (index + 1)]:
                self.edited.add(event.model, event.probe, case)
            before = place.states[index]
            if before in (_USABLE, _SEVERAL):
                place.states[index] = _SEVERAL
                self.doubled.add(event.model, event.probe, case)
            else:
                failed = any(reply.state == "error" for reply in event.replies)
                place.states[index] = _ERROR if failed else _USABLE
        elif isinstance(event, VerdictEvent) and place.states[index] == _NONE:
            self.stray.add(event.model, event.probe, case)


def _index(case: str) -> int | None:
    """The place of a case in its probe, which its id begins with."""
    number = case.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else None


def read_records(folder: RunFolder, made: dict[tuple[str, str], bytes]) -> Records:
    """One pass over the journal. Raises JournalError where a whole line of it cannot be read."""
    records = Records(folder.plan, made)
    for event in read_journal(folder.journal):
        records.add(event)
    return records


def verdicts_differ(folder: RunFolder, picked: Sequence[Picked]) -> Examples:
    """The cases whose journalled verdict is not what the judge says of the journalled replies today."""
    kinds = {m.uri: m.kind for m in folder.plan.targets}
    probes: dict[tuple[str, str], Probe] = {(p.probe.name, p.probe.kind): p.probe for p in picked}
    found = Examples()
    for sample in folder.samples():
        probe = probes.get((sample.probe, kinds.get(sample.model, "")))
        if probe is not None and judge_again(probe, sample, folder.media) != sample.verdict:
            found.add(sample.model, sample.probe, sample.case.id)
    return found
