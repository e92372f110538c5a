"""A journal in a store that cannot append: whole lines as numbered objects, until the run is done and one object holds all.

`journal/START-END-SHA.jsonl` holds the bytes from START to END of the journal, and SHA says whether it does. So an object
is never written over, a torn one is seen, and what two machines wrote apart can be put together again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from assay.engine.index import index_journal
from assay.engine.store import Store

__all__ = ["JOURNAL", "SEGMENT", "Segment", "Whole", "gather", "segments_in", "ship"]

JOURNAL = "journal.jsonl"
SEGMENT = 8 * 2**20
"""Bytes of a segment, unless one line is longer."""

_NAME = re.compile(r"journal/(\d{15})-(\d{15})-([0-9a-f]{64})\.jsonl")
_CHUNK = 1 << 20


class Segment(NamedTuple):
    """The lines of a journal from byte `start` to byte `end`."""

    start: int
    end: int
    sha256: str

    @property
    def name(self) -> str:
        return f"journal/{self.start:015d}-{self.end:015d}-{self.sha256}.jsonl"

    def is_in(self, journal: Path) -> bool:
        """Whether the journal has these very lines at this place."""
        return _sha256(journal, self.start, self.end) == self.sha256


class Whole(Struct, frozen=True, kw_only=True):
    """A whole journal in a store: its size and hash, and the store's own mark of that version."""

    size: int
    sha256: str
    version: str

    @classmethod
    def of(cls, journal: Path, version: str) -> Whole:
        size = journal.stat().st_size
        return cls(size=size, sha256=_sha256(journal, 0, size), version=version)


def segments_in(names: Iterable[str]) -> list[Segment]:
    """The segments among the objects of a run folder, in order."""
    found = (_NAME.fullmatch(name) for name in names)
    return sorted(Segment(int(m[1]), int(m[2]), m[3]) for m in found if m)


def ship(store: Store, journal: Path, start: int) -> Segment | None:
    """Write the lines that follow byte `start` as a segment, 8 MB of them at most; None where no line is whole yet."""
    try:
        with journal.open("rb") as file:
            file.seek(start)
            lines = file.read(SEGMENT)
            if (end := lines.rfind(b"\n") + 1) or len(lines) < SEGMENT:
                lines = lines[:end]
            else:
                lines += file.readline()
    except FileNotFoundError:
        return None
    if not lines.endswith(b"\n"):
        return None
    segment = Segment(start, start + len(lines), hashlib.sha256(lines).hexdigest())
    store.write(segment.name, lines)
    return segment


def gather(store: Store, names: Mapping[str, int], journal: Path, known: Whole | None) -> tuple[int, Whole | None]:
    """Make `journal` hold all that it and the store hold, the store's part first. `names` is what lies in the store,
    `known` the whole journal that it held when this was last done.

    Gives how many bytes of the file the store holds, and the whole journal there. Cases that both hold are kept once, as
    the store has them.
    """
    whole = None
    if JOURNAL in names:
        version = store.version(JOURNAL)
        if known is not None and known.version == version:
            whole = known
    segments = segments_in(names)
    if (JOURNAL not in names or whole is not None) and _agrees(journal, whole, segments):
        return _reach(whole.size if whole else 0, segments), whole
    part = journal.with_name(f"{JOURNAL}.part")
    part.write_bytes(b"")
    if JOURNAL in names:
        store.get(JOURNAL, part)
        whole = Whole.of(part, version)
        _cut(part)
    apart = []
    with part.open("ab") as out:
        for segment in segments:
            if segment.start > out.tell():
                apart.append(segment)
            elif segment.start < out.tell():
                out.flush()
                if not segment.is_in(part):
                    apart.append(segment)
            elif hashlib.sha256(lines := store.read(segment.name)).hexdigest() == segment.sha256:
                out.write(lines)
            else:
                apart.append(segment)
        end = out.tell()
    for segment in apart:
        _add(part, store.read(segment.name).splitlines(keepends=True))
    if journal.exists():
        with journal.open("rb") as ours:
            _add(part, ours)
    part.replace(journal)
    return end, whole


def _agrees(journal: Path, whole: Whole | None, segments: Iterable[Segment]) -> bool:
    """Whether the file holds all that the store does, at the same places."""
    if not journal.exists():
        return False
    if whole is not None and _sha256(journal, 0, whole.size) != whole.sha256:
        return False
    return all(segment.is_in(journal) for segment in segments)


def _reach(at: int, segments: Iterable[Segment]) -> int:
    for segment in segments:
        if segment.start <= at:
            at = max(at, segment.end)
    return at


def _add(journal: Path, lines: Iterable[bytes]) -> None:
    """Append what the journal lacks."""
    index = index_journal(journal)
    with journal.open("ab") as out:
        out.writelines(line for line in lines if line.endswith(b"\n") and index.lacks(line))


def _sha256(file: Path, start: int, end: int) -> str:
    """The SHA-256 of a part of a file; of less, and so another one, where the file is shorter."""
    sha, left = hashlib.sha256(), end - start
    with file.open("rb") as content:
        content.seek(start)
        while left > 0 and (chunk := content.read(min(left, _CHUNK))):
            sha.update(chunk)
            left -= len(chunk)
    return sha.hexdigest()


def _cut(file: Path) -> None:
    """Drop what follows the last newline."""
    content_end = file.stat().st_size
    with file.open("r+b") as content:
        at = content_end
        while at:
            start = max(0, at - _CHUNK)
            content.seek(start)
            found = content.read(at - start).rfind(b"\n")
            if found >= 0:
                at = start + found + 1
                break
            at = start
        content.truncate(at)
