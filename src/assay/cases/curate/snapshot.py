"""Snapshots: records without doubles, in one canonical JSONL file named by its own hash.

The first line says which sources gave how much under which licences, each further line is a record. Everything that is
made of records is made of a snapshot, so that nothing is ever fetched twice for one run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from assay.cases.curate.record import ImageRecord, PhotographRecord, Record, kind_of, sealed
from assay.errors import SourceError, reason
from assay.records import canonical, digest

__all__ = ["Given", "Snapshot"]


class Given(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one source gave: its URI, how many records of it are kept by kind and by licence, and sentences a reader
    should know (rows passed over, private addresses let through). `family` is that of a model as source."""

    uri: str
    kinds: dict[str, int] = {}
    licences: dict[str, int] = {}
    notes: tuple[str, ...] = ()
    family: str = ""


class _Header(Struct, frozen=True, kw_only=True):
    schema: Literal["assay/sources/1"] = "assay/sources/1"
    sources: tuple[Given, ...]


@dataclass(frozen=True)
class Snapshot:
    """Records, frozen. `sha256` is the hash of the file's bytes, `content`."""

    sources: tuple[Given, ...]
    records: tuple[Record, ...]

    @classmethod
    def of(cls, drawn: Sequence[tuple[Given, Iterable[Record]]]) -> Snapshot:
        """Freeze what was drawn from each source: of records with the same content the first is kept, and the order is
        that of kind and hash, whatever order a server answered in."""
        found: dict[str, Record] = {}
        sources = []
        for given, records in drawn:
            kept = []
            for record in map(sealed, records):
                if record.sha256 not in found:
                    found[record.sha256] = record
                    kept.append(record)
            sources.append(
                msgspec.structs.replace(
                    given,
                    kinds=dict(sorted(Counter(map(kind_of, kept)).items())),
                    licences=dict(sorted(Counter(r.provenance.licence for r in kept).items())),
                )
            )
        ordered = sorted(found.values(), key=lambda r: (kind_of(r), r.sha256))
        return cls(tuple(sources), tuple(ordered))

    def __add__(self, other: Snapshot) -> Snapshot:
        """Both in one: the records of this one and those that only the other has."""
        own = {record.sha256 for record in self.records}
        records = (*self.records, *(r for r in other.records if r.sha256 not in own))
        return Snapshot((*self.sources, *other.sources), tuple(sorted(records, key=lambda r: (kind_of(r), r.sha256))))

    @cached_property
    def content(self) -> bytes:
        return b"".join(canonical(line) + b"\n" for line in (_Header(sources=self.sources), *self.records))

    @cached_property
    def sha256(self) -> str:
        return digest(self.content)

    @property
    def media(self) -> tuple[str, ...]:
        """The names of the media files that the records speak of."""
        return tuple(dict.fromkeys(r.media for r in self.records if isinstance(r, ImageRecord | PhotographRecord)))

    @classmethod
    def read(cls, path: Path, sha256: str = "") -> Snapshot:
        """The snapshot in a file. Raises SourceError where it cannot be read, is none, or is not the one of `sha256`."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise SourceError(f"cannot read the snapshot {path}: {reason(error)}") from None
        if sha256 and digest(content) != sha256:
            raise SourceError(
                f"the snapshot {path} has SHA-256 {digest(content)}, not {sha256}: it was changed; put the right file back"
            )
        return cls.decoded(content, str(path))

    @classmethod
    def decoded(cls, content: bytes, place: str) -> Snapshot:
        """The snapshot that `content` holds; `place` is named where it holds none, with the line."""
        lines = content.split(b"\n")
        if lines[-1]:
            raise SourceError(f"the snapshot {place} is cut off: its last line has no end; make it anew (assay curate)")
        number, records = 1, []
        try:
            header = msgspec.json.decode(lines[0], type=_Header)
            decoder = msgspec.json.Decoder(Record)
            for number, line in enumerate(lines[1:-1], 2):
                record: Record = decoder.decode(line)
                if sealed(record).sha256 != record.sha256:
                    raise SourceError(f"the snapshot {place}, line {number}: the record is not what its sha256 says")
                records.append(record)
        except msgspec.DecodeError as error:
            raise SourceError(f"the snapshot {place}, line {number}: {error}; make it anew (assay curate)") from None
        return cls(header.sources, tuple(records))
