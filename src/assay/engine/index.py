"""Where the records that hold stand in a journal: a few bytes a case, so that a run of millions is read in little memory.

One pass over the journal notes, by model and probe, at which byte the last sample and the last verdict of each case
begin. Samples are then read in the order of the plan, whatever the order in which they came back.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from assay.engine.journal import Event, Note, Role, Turn, VerdictEvent, damaged, media_of, open_journal
from assay.engine.media import filled
from assay.records import Reply, Sample

__all__ = ["Call", "JournalIndex", "Key", "index_journal", "place_of"]

Key = tuple[str, str, str]
"""Model URI, probe name, case id."""

Call = tuple[Role, int]
"""Who replied in a dialogue, and to which call."""

_NONE = -1
_LEAP = 10_000_000
"""No record stands so many places beyond those before it, unless its id is damaged."""


class _Id(Struct):
    id: str


class _State(Struct):
    state: str = "ok"
    attempts: int = 1


class _SampleHead(Struct, tag="sample", tag_field="t"):
    model: str
    probe: str
    case: _Id
    replies: list[_State]


class _Opinions(Struct):
    opinions: list[msgspec.Raw] = []


class _VerdictHead(Struct, tag="verdict", tag_field="t"):
    model: str
    probe: str
    case: str
    verdict: _Opinions


_heads: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_SampleHead | _VerdictHead | Turn | Note)
_events: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def place_of(case: str) -> int:
    """The place in the plan that a case's id begins with."""
    return int(case.partition("-")[0])


@dataclass
class _Column:
    """One model's answers to one probe: by place, the byte at which the sample and its later verdict begin."""

    samples: array[int] = field(default_factory=lambda: array("q"))
    verdicts: array[int] = field(default_factory=lambda: array("q"))
    failed: bytearray = field(default_factory=bytearray)
    """By place: 0, or how many times the call that failed was tried, 255 at most."""
    usable: int = 0

    def record(self, place: int, at: int, failed: int) -> None:
        if place >= len(self.samples):
            if place > len(self.samples) + _LEAP:
                raise ValueError(f"there is no case number {place}")
            more = place + 1 - len(self.samples)
            self.samples.extend([_NONE] * more)
            self.verdicts.extend([_NONE] * more)
            self.failed.extend(bytes(more))
        was = self.samples[place] != _NONE and not self.failed[place]
        self.usable += (not failed) - was
        self.samples[place], self.verdicts[place], self.failed[place] = at, _NONE, min(failed, 255)


class JournalIndex:
    """What a journal holds. `turns` are the usable replies of dialogues that have no usable sample yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.turns: dict[Key, dict[Call, Reply]] = {}
        self.notes: list[str] = []
        self._judged: dict[tuple[str, str], set[int]] = {}
        self.leave = 0
        """Cases whose call failed and was tried fewer times than this count as having a usable sample: trying again
        would not help."""
        self._columns: dict[tuple[str, str], _Column] = {}

    def __len__(self) -> int:
        """How many cases have a usable sample."""
        return sum(column.usable for column in self._columns.values())

    def usable(self, model: str, probe: str, first: int) -> int:
        """How many of the `first` so many cases of one model and probe have a usable sample."""
        column = self._columns.get((model, probe))
        if column is None:
            return 0
        if first >= len(column.samples):
            return column.usable
        return sum(at != _NONE and not bad for at, bad in zip(column.samples[:first], column.failed, strict=False))

    def __contains__(self, key: Key) -> bool:
        """Whether a case has a usable sample. The ids of a run's cases are checked against its plan before."""
        return self.has(key[0], key[1], place_of(key[2]))

    def has(self, model: str, probe: str, place: int) -> bool:
        """Whether the case at a place of the plan has a usable sample."""
        column = self._columns.get((model, probe))
        return (
            column is not None
            and place < len(column.samples)
            and column.samples[place] != _NONE
            and (not column.failed[place] or column.failed[place] < self.leave)
        )

    def judged(self, model: str, probe: str) -> bool:
        """Whether model judges have a part in the verdicts on one model's answers to a probe."""
        return bool(self._judged.get((model, probe)))

    def given_up(self, attempts: int) -> int:
        """How many cases failed though a call was tried so many times."""
        return sum(tries >= attempts for column in self._columns.values() for tries in column.failed)

    def samples(self, model: str, probe: str) -> Iterator[Sample]:
        """The last record of each case of one model and probe, with its last verdict, in the order of the plan."""
        column = self._columns.get((model, probe))
        if column is None:
            return
        with open_journal(self.path) as file:
            for at, judged in zip(column.samples, column.verdicts, strict=True):
                if at == _NONE:
                    continue
                sample = self._event(file, at)
                assert isinstance(sample, Sample)  # noqa: S101  (narrows the type)
                if judged != _NONE:
                    later = self._event(file, judged)
                    assert isinstance(later, VerdictEvent)  # noqa: S101
                    sample = msgspec.structs.replace(sample, verdict=later.verdict)
                yield sample

    def lacks(self, line: bytes) -> bool:
        """Whether a line of another journal of this run says what this one does not hold: a reply to a case that has no
        usable sample here, or a note. A line that cannot be read says nothing."""
        try:
            event = _heads.decode(line)
        except msgspec.DecodeError:
            return False
        if isinstance(event, _SampleHead):
            failed = max((max(reply.attempts, 1) for reply in event.replies if reply.state == "error"), default=0)
            return not failed and (event.model, event.probe, event.case.id) not in self
        if isinstance(event, Turn):
            key = (event.model, event.probe, event.case)
            return event.usable and key not in self and (event.role, event.k) not in self.turns.get(key, ())
        return isinstance(event, Note) and event.text not in self.notes

    def _event(self, file: BinaryIO, at: int) -> Event:
        file.seek(at)
        line = file.readline()
        try:
            return _events.decode(line)
        except msgspec.DecodeError as error:
            file.seek(0)
            raise damaged(self.path, file.read(at).count(b"\n") + 1, error) from None

    def _add(self, event: Any, at: int) -> None:
        if isinstance(event, _SampleHead):
            key = (event.model, event.probe, event.case.id)
            failed = max((max(reply.attempts, 1) for reply in event.replies if reply.state == "error"), default=0)
            column = self._columns.setdefault(key[:2], _Column())
            column.record(place_of(key[2]), at, failed)
            if not failed:
                self.turns.pop(key, None)
        elif isinstance(event, _VerdictHead):
            judged = self._columns[event.model, event.probe]
            judged.verdicts[place_of(event.case)] = at
            places = self._judged.setdefault((event.model, event.probe), set())
            (places.add if event.verdict.opinions else places.discard)(place_of(event.case))
        elif isinstance(event, Turn):
            if event.usable:
                turns = self.turns.setdefault((event.model, event.probe, event.case), {})
                turns[event.role, event.k] = filled(event.reply, media_of(self.path))
        elif event.text not in self.notes:
            self.notes.append(event.text)


def index_journal(path: Path) -> JournalIndex:
    """Read `path` once. A torn last line is passed over; any other unreadable line raises JournalError."""
    index = JournalIndex(path)
    at = 0
    try:
        file = open_journal(path)
    except FileNotFoundError:
        return index
    with file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                break
            try:
                index._add(_heads.decode(line), at)
            except (msgspec.DecodeError, KeyError, IndexError, ValueError) as error:
                raise damaged(path, number, error) from None
            at += len(line)
    return index
