"""Local files as a source: tables of questions, facts, texts or people, texts, and folders of images."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import msgspec

from assay.cases.curate.record import Provenance, Record, TextRecord
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.sources._images import images
from assay.cases.curate.sources._mapping import COLUMNS, Columns
from assay.errors import ConfigError, SourceError, reason
from assay.uri import SourceURI

__all__ = ["File", "rows"]

TEXTS = (".txt", ".md")


@source("file")
class File(Source):
    """A local file, one record a row: JSONL, CSV, TSV or Parquet; a text; or a folder of images or texts.

    Columns are named as the fields of a record (question, answer, distractors …) or mapped by parameters; lists stand in
    one cell with "|" between them. The licence is what the parameter says. Relative paths start at the working folder.
    """

    form = "file:PATH[?kind=question|fact|text|person&question=COLUMN&…&licence=SPDX&language=TAG&limit=N]"
    gives = ("question", "fact", "text", "image", "person")

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        given = uri.take(kind="", licence="unknown", language="", limit=0, **dict.fromkeys(COLUMNS, ""))
        self.path = Path(uri.name).expanduser()
        self.limit = int(given["limit"] or 0)
        if self.limit < 0:
            raise ConfigError(f"{uri}: the limit must be 1 or more")
        self.kind, self.licence, self.language = (str(given[name]) for name in ("kind", "licence", "language"))

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        for number, record in enumerate(self._records(desk)):
            if number == self.limit > 0:
                self.notes.append(f"only the first {self.limit:,} records were read (limit={self.limit})")
                return
            yield record

    def _records(self, desk: Desk) -> Iterator[Record]:
        if not self.path.exists():
            raise SourceError(f"there is no file or folder {self.path} ({self.uri})")
        if self.path.is_dir():
            texts = sorted(p for p in self.path.rglob("*") if p.suffix in TEXTS)
            found = False
            for image in images(self.path, desk.keep, licence=self.licence, language=self.language):
                found = True
                yield image
            if not found and not texts:
                raise SourceError(f"the folder {self.path} holds no images (PNG, JPEG, GIF, WebP) and no texts")
            for path in () if found else texts:  # beside images, a text is a label
                yield self._text(path, path.relative_to(self.path).as_posix())
        elif self.path.suffix in TEXTS:
            yield self._text(self.path, self.path.name)
        else:
            columns = Columns.of(self.uri, kind=self.kind, licence=self.licence, language=self.language)
            for place, row in rows(self.path):
                # Only the file's name: where it lies on one machine says nothing elsewhere.
                provenance = Provenance(url=f"file:{self.path.name}#{place}", licence=self.licence)
                yield columns.record(row, provenance, f"{self.path}, {place}")

    def _text(self, path: Path, name: str) -> Record:
        try:
            return TextRecord(
                text=path.read_text(encoding="utf-8-sig").strip(),
                title=path.stem,
                language=self.language,
                provenance=Provenance(url=f"file:{name}", licence=self.licence),
            )
        except OSError as error:
            raise SourceError(f"cannot read {path}: {reason(error)}") from None
        except ValueError as error:  # not UTF-8, or empty
            raise SourceError(f"{path} is no text to use: {error}") from None


def rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a table, each with its place ("line 3"). Raises SourceError with the file and the line."""
    readers = {".jsonl": _jsonl, ".ndjson": _jsonl, ".csv": _csv, ".tsv": _csv, ".parquet": _parquet}
    if path.suffix not in readers:
        raise SourceError(
            f"{path}: files of type '{path.suffix}' are not read (known: {', '.join((*readers, *TEXTS))})"
        )
    try:
        yield from readers[path.suffix](path)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {reason(error)}") from None


def _jsonl(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield f"line {number}", decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise SourceError(f"{path}, line {number}: {error}; each line must be one JSON object") from None


def _csv(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",", strict=True)
        try:
            for row in reader:
                place = f"line {reader.line_num}"
                if None in row:
                    raise SourceError(f"{path}, {place} has more cells than the heading has columns")
                if None in row.values():
                    raise SourceError(f"{path}, {place} has fewer cells than the heading has columns")
                yield place, dict(row)
        except (csv.Error, UnicodeDecodeError) as error:
            raise SourceError(f"{path}, after line {reader.line_num}: {error}; it must be CSV in UTF-8") from None


def _parquet(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as db:
        try:
            found = db.execute("SELECT * FROM read_parquet(?)", [str(path)])
        except duckdb.Error as error:
            raise SourceError(f"{path} is no Parquet file that can be read: {str(error).splitlines()[0]}") from None
        names = [column[0] for column in found.description or ()]
        number = 0
        while batch := found.fetchmany(1000):
            for row in batch:
                number += 1
                yield f"row {number}", dict(zip(names, row, strict=True))
