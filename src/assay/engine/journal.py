"""The journal: an append-only file of JSON lines, one for each event that must not be lost.

Four events: a `sample` (a case with its replies and verdict), a `turn` (one reply of a dialogue not yet finished), a
`verdict` (a later judgement of a sample) and a `note` (what a reader should know of a model). The last event of a case
is the one that holds. Lines reach the operating system at once, so that a killed process loses none; a torn last line
is what a crash leaves, and is cut off before more is written.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec
from msgspec import Struct

from assay.errors import JournalError
from assay.records import Reply, Sample, Verdict

__all__ = ["Event", "Journal", "Note", "Turn", "VerdictEvent", "damaged", "open_journal", "read_journal"]


class Turn(Struct, frozen=True, kw_only=True, tag="turn", tag_field="t"):
    """The reply to call number `k` of a case that takes several calls."""

    model: str
    probe: str
    case: str
    k: int
    reply: Reply


class VerdictEvent(Struct, frozen=True, kw_only=True, tag="verdict", tag_field="t"):
    """A new verdict over a journalled sample (from `assay rescore`)."""

    model: str
    probe: str
    case: str
    verdict: Verdict


class Note(Struct, frozen=True, kw_only=True, tag="note", tag_field="t"):
    """A sentence that a model had to say of itself, such as a parameter that its server does not know."""

    model: str
    text: str


Event = Sample | Turn | VerdictEvent | Note

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


class Journal:
    """The open journal of one run folder; one writer at a time holds its lock."""

    def __init__(self, path: Path) -> None:
        """Open `path` for appending, creating it. Raises JournalError where it cannot be written or where another
        process is writing it."""
        self.path = path
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            raise JournalError(f"cannot write the journal {path}: {error.strerror}") from None
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._fd)
            raise JournalError(f"another process is writing {path}; wait for it or stop it") from None
        self._cut_torn_line()

    def _cut_torn_line(self) -> None:
        """Drop what follows the last newline: the line a crash left unfinished."""
        end = size = os.fstat(self._fd).st_size
        while end:
            start = max(0, end - 65536)
            found = os.pread(self._fd, end - start, start).rfind(b"\n")
            if found >= 0:
                end = start + found + 1
                break
            end = start
        if end < size:
            os.ftruncate(self._fd, end)

    def append(self, event: Event) -> None:
        """Write one event. Raises JournalError where the disk does not take it; what was written before stays."""
        line = _encoder.encode(event) + b"\n"
        try:
            written = os.write(self._fd, line)
            while written < len(line):
                written += os.write(self._fd, line[written:])
        except OSError as error:
            what = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror
            raise JournalError(
                f"cannot write the journal {self.path}: {what}; all before it is kept: "
                f"mend that, then: assay resume {self.path.parent}"
            ) from None

    def close(self) -> None:
        """Flush to the disk and release the lock."""
        if self._fd >= 0:
            os.fsync(self._fd)
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def read_journal(path: Path) -> Iterator[Event]:
    """All events in order. A torn last line is passed over; any other unreadable line raises JournalError."""
    try:
        file = open_journal(path)
    except FileNotFoundError:
        return
    with file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield _decoder.decode(line)
            except msgspec.DecodeError as error:
                raise damaged(path, number, error) from None


def open_journal(path: Path) -> BinaryIO:
    """The journal, open for reading. Raises FileNotFoundError where there is none yet, else JournalError."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise JournalError(f"cannot read the journal {path}: {error.strerror}") from None


def damaged(path: Path, number: int, error: Exception) -> JournalError:
    """The sentence for a line that cannot be read."""
    return JournalError(
        f"{path}, line {number} is damaged ({error}); delete that line, then "
        f"'assay resume {path.parent}' asks its case again"
    )
