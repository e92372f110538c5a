"""The journal: an append-only file of JSON lines, one for each event that must not be lost.

Four events: a `sample` (a case with its replies and verdict), a `turn` (one reply of a dialogue not yet finished), a
`verdict` (a later judgement of a sample) and a `note` (what a reader should know of a model). The last event of a case
is the one that holds.

What is lost when: a line is with the operating system before `append` returns, so that a killed process loses none. It is
on the disk about `SYNC_SECONDS` later at the latest, and all are when the journal is closed, so that a power cut loses no
more than that. A torn last line is what a crash leaves: every reader passes over it, and it is cut off before more is
written. After a write that failed the journal takes nothing more until it is opened anew, for the next line would be
glued to what the failed one left.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, NoReturn

import msgspec
from msgspec import Struct

from assay.engine.syncing import Syncing
from assay.errors import JournalError, reason
from assay.records import Media, Reply, Sample, Verdict

__all__ = [
    "SYNC_SECONDS",
    "Event",
    "Journal",
    "Note",
    "Role",
    "Turn",
    "VerdictEvent",
    "damaged",
    "decode_event",
    "encode_event",
    "media_of",
    "open_journal",
    "read_journal",
]

SYNC_SECONDS = 1.0
"""The longest that a line waits to be sent to the disk."""

Role = Literal["target", "attacker"]
"""Who replies in a dialogue."""


class Turn(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="turn", tag_field="t"):
    """The reply to call number `k` of a case that takes several calls. `role` is whose: the calls of each are numbered from
    0. `model` is the target, whoever replied."""

    model: str
    probe: str
    case: str
    k: int
    reply: Reply
    role: Role = "target"

    @property
    def usable(self) -> bool:
        """Whether the call need not be made again. An attacker's error is kept too: the target has been asked without it."""
        return self.reply.state != "error" or self.role != "target"


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


_KEPT = "all before it is kept"


def encode_event(event: Event) -> bytes:
    """The event as a line of the journal, newline and all."""
    return _encoder.encode(event) + b"\n"


def decode_event(line: bytes) -> Event:
    """The event of a line. Raises msgspec.DecodeError where it is none."""
    return _decoder.decode(line)


class Journal:
    """The open journal of one run folder; one writer at a time holds its lock."""

    def __init__(self, path: Path) -> None:
        """Open `path` for appending, creating it. Raises JournalError where it cannot be written or where another
        process is writing it."""
        self.path = path
        self._failed: str | None = None
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            raise JournalError(self._sentence(error)) from None
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._cut_torn_line()
        except BlockingIOError:
            os.close(self._fd)
            raise JournalError(f"another process is writing {path}; wait for it or stop it") from None
        except OSError as error:
            os.close(self._fd)
            raise JournalError(self._sentence(error)) from None
        self._syncing = Syncing(self._fd, SYNC_SECONDS)

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
        """Write one event. Raises JournalError where the disk does not take it, or did not take an earlier one; what was
        written before stays."""
        self.append_lines(encode_event(event))

    def append_lines(self, lines: bytes) -> None:
        """Write events that are encoded already, each a whole line. Raises JournalError as `append` does."""
        if self._failed or self._syncing.error:
            self._fail(self._syncing.error, kept="the last lines may be lost")
        try:
            written = os.write(self._fd, lines)
            while written < len(lines):
                written += os.write(self._fd, lines[written:])
        except OSError as error:
            self._fail(error)
        self._syncing.written()

    def keep(self, media: Media) -> None:
        """Put a picture or a film beside the journal, in `media/`, unless it lies there. Raises JournalError as `append` does."""
        file = media_of(self.path) / media.name
        if not file.exists():
            part = self.path.with_name("media.part")  # not in media/, whose files are sent on as they stand
            try:
                file.parent.mkdir(exist_ok=True)
                part.write_bytes(media.data)
                part.replace(file)
            except OSError as error:
                self._fail(error)

    def close(self) -> None:
        """Flush to the disk and release the lock. Raises JournalError where the disk did not take all, unless an
        `append` has said so already."""
        if self._fd < 0:
            return
        self._syncing.close()
        os.close(self._fd)
        self._fd = -1
        if self._syncing.error and not self._failed:
            self._fail(self._syncing.error, kept="the last lines may be lost")

    def _fail(self, error: OSError | None, kept: str = _KEPT) -> NoReturn:
        """Raise JournalError for `error`; every later use of the journal raises the first one again."""
        if self._failed is None:
            assert error is not None  # noqa: S101  (narrows the type)
            self._failed = self._sentence(error, kept)
        raise JournalError(self._failed) from None

    def _sentence(self, error: OSError, kept: str = _KEPT) -> str:
        why = reason(error)
        return f"cannot write the journal {self.path}: {why}; {kept}: mend that, then: assay resume {self.path.parent}"

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def media_of(journal: Path) -> Path:
    """The folder of the pictures and films that a journal names."""
    return journal.parent / "media"


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
        raise JournalError(
            f"cannot read the journal {path}: {error.strerror}; mend that, then: assay resume {path.parent}"
        ) from None


def damaged(path: Path, number: int, error: Exception) -> JournalError:
    """The sentence for a line that cannot be read."""
    return JournalError(
        f"{path}, line {number} is damaged ({error}); delete that line, then "
        f"'assay resume {path.parent}' asks its case again"
    )
