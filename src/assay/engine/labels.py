"""People's labels of a run's replies: `labels.jsonl`, one line a label, only ever appended to.

The last label of an annotator for a reply is the one that holds. A torn last line is passed over, and cut off before more is
written. A label says what the judge's stratum of the reply was and how many replies that held, for the inverse of labels ÷
size is what it weighs.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from assay.errors import JournalError, reason
from assay.records import Sample, digest

__all__ = ["ANSWERS", "FILE", "Answer", "Label", "append_labels", "blind_id", "merged", "read_labels", "reply_mark"]

FILE = "labels.jsonl"

Answer = Literal["right", "wrong", "declined", "unsure"]
ANSWERS: tuple[Answer, ...] = ("right", "wrong", "declined", "unsure")
"""`declined`: the reply refuses, or says that it does not know, whether that is right here or not."""


class Label(Struct, frozen=True, kw_only=True):
    """What one person says of one reply. `reply` marks the text that was read; a label of another text is not used."""

    model: str
    probe: str
    case: str
    annotator: str
    label: Answer
    reply: str
    stratum: str
    size: int


_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Label)


def blind_id(run: str, sample: Sample) -> str:
    """A name of the sample that gives neither its model nor its verdict away."""
    return digest(f"{run}/{sample.model}/{sample.probe}/{sample.case.id}".encode())[:12]


def reply_mark(sample: Sample) -> str:
    """A short hash of what the model said."""
    return digest([reply.text for reply in sample.replies])[:12]


def read_labels(folder: Path) -> tuple[Label, ...]:
    """The labels that hold, in the order of their first mention. Raises JournalError for a line that is no label."""
    file = folder / FILE
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise JournalError(f"cannot read {file}: {reason(error)}; mend that, then try again") from None
    found: dict[tuple[str, str, str, str], Label] = {}
    lines = content.split(b"\n")[:-1]  # what follows the last newline is torn, or nothing
    for number, line in enumerate(lines, 1):
        try:
            label = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise JournalError(
                f"{file}:{number} is no label ({error}); delete that line, all others are kept"
            ) from None
        found[label.annotator, label.model, label.probe, label.case] = label
    return tuple(found.values())


def append_labels(folder: Path, labels: Iterable[Label]) -> None:
    """Add labels, which are on the disk when this returns. Raises JournalError where they could not be written."""
    content = b"".join(_encode(label) + b"\n" for label in labels)
    file = folder / FILE
    try:
        with file.open("a+b") as out:
            fcntl.flock(out, fcntl.LOCK_EX)  # another annotator may label in another terminal
            _cut_torn(out.fileno())
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise JournalError(f"cannot write {file}: {reason(error)}; the last label is not kept") from None


def _cut_torn(file: int) -> None:
    size = os.fstat(file).st_size
    tail = os.pread(file, min(size, 1 << 16), max(size - (1 << 16), 0))  # no label is longer than that
    if tail and not tail.endswith(b"\n"):
        os.ftruncate(file, size - len(tail) + tail.rfind(b"\n") + 1)


def merged(there: bytes, ours: bytes) -> bytes:
    """What was labelled on two machines: the whole lines of one file, then those that only the other has."""
    lines = [line for line in there.splitlines(keepends=True) if line.endswith(b"\n")]
    known = set(lines)
    return b"".join(lines + [x for x in ours.splitlines(keepends=True) if x.endswith(b"\n") and x not in known])
