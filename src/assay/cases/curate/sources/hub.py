"""Datasets of the Hugging Face hub, streamed, at a pinned revision."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.cases.curate.record import Provenance, Record
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.sources._mapping import COLUMNS, MAPPED, Columns
from assay.cases.curate.sources._web import at_least
from assay.errors import AssayError, ConfigError, MissingExtraError, SourceError
from assay.uri import SourceURI

if TYPE_CHECKING:
    from huggingface_hub import DatasetInfo

__all__ = ["Hub"]


@source("hub")
class Hub(Source):
    """A dataset of the Hugging Face hub at one commit, read row by row; the fields are mapped as those of a file.

    The revision must be a commit, for a branch moves. The licence is what the dataset's card says, the time that of the
    commit. The server is `$HF_ENDPOINT`, where that is set, and a key is read from `$HF_TOKEN`.
    """

    form = "hub:OWNER/NAME?revision=COMMIT[&config=…&split=train&kind=…&question=COLUMN&…&limit=1000]"
    gives = MAPPED
    extra = "hub"
    network = True

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        columns = dict.fromkeys(COLUMNS, "")
        given = uri.take(revision="", config="", split="train", kind="", licence="", language="", limit=1000, **columns)
        self.revision, self.config, self.split = (str(given[n]) for n in ("revision", "config", "split"))
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", uri.name):
            raise ConfigError(f"{uri}: write the dataset as owner/name")
        if not re.fullmatch("[0-9a-f]{40}", self.revision):
            raise ConfigError(
                f"{uri}: give revision=COMMIT, the 40 hex digits of a commit ('Files and versions' on the dataset's page "
                "shows them); a branch moves, and the run could not be repeated"
            )
        self.limit = at_least(uri, "limit", given["limit"])
        self.licence, self.language, self.kind = (str(given[n]) for n in ("licence", "language", "kind"))
        Columns.of(uri, kind=self.kind, licence="", language="")

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        _not_here(self.uri.name)
        for name in ("HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_PROGRESS_BARS"):
            os.environ.setdefault(name, "1")  # read when the library is imported, and nowhere else to be said
        try:
            import datasets
            from huggingface_hub import HfApi
        except ImportError:
            raise MissingExtraError("hub:", "hub") from None
        try:
            info = HfApi().dataset_info(self.uri.name, revision=self.revision, timeout=60)
            rows = datasets.load_dataset(
                self.uri.name, self.config or None, split=self.split, revision=self.revision, streaming=True
            )
            for record in self._records(rows, info):
                yield record
        except AssayError:
            raise
        except Exception as error:  # the libraries raise whatever the network, a parser or the hub makes of it
            why = " ".join(str(error).split()).partition(" (Request ID")[0]
            raise SourceError(
                f"the dataset {self.uri.name} at {self.revision[:12]} cannot be read: {why[:300]}"
            ) from None

    def _records(self, rows: Any, info: DatasetInfo) -> Iterator[Record]:
        licence = self.licence or _licence(info)
        columns = Columns.of(self.uri, kind=self.kind, licence=licence, language=self.language)
        time = info.last_modified.strftime("%Y-%m-%dT%H:%M:%SZ") if info.last_modified else ""
        for number, row in enumerate(rows):
            if number == self.limit:
                self.notes.append(f"only the first {self.limit:,} rows were read (limit={self.limit})")
                return
            provenance = Provenance(
                url=f"https://huggingface.co/datasets/{self.uri.name}/tree/{self.revision}#{self.split}/{number}",
                licence=licence,
                time=time,
                attribution=self.uri.name.partition("/")[0],
            )
            yield columns.record(row, provenance, f"{self.uri.name}, {self.split}, row {number}")


def _not_here(name: str) -> None:
    if Path(name).exists():
        raise SourceError(f"a folder {name} lies here and would be read in place of the hub's dataset: work elsewhere")


def _licence(info: DatasetInfo) -> str:
    said = getattr(info.card_data, "license", None) or "unknown"
    return " OR ".join(map(str, said)) if isinstance(said, list) else str(said)
