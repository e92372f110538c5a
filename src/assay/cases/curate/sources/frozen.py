"""A snapshot as a source: what `assay curate` froze, or an earlier run."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

from assay.cases.curate.record import Record
from assay.cases.curate.snapshot import Snapshot
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.store import bring_media, snapshot_file
from assay.uri import SourceURI

__all__ = ["Frozen"]


@source("snapshot")
class Frozen(Source):
    """A snapshot file that assay made, or one of the user's cache by its SHA-256; `sha256` also checks a file."""

    form = "snapshot:FILE|SHA256[?sha256=…]"
    gives = ("fact", "question", "text", "image", "photograph", "person")

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        given = uri.take(sha256="")
        by_hash = re.fullmatch("[0-9a-f]{64}", uri.name)
        self.path = snapshot_file(uri.name) if by_hash else Path(uri.name)
        self.sha256 = uri.name if by_hash else str(given["sha256"])

    def snapshot(self) -> Snapshot:
        """The snapshot itself. Raises SourceError where it is not there or has changed."""
        found = Snapshot.read(self.path, self.sha256)
        bring_media(found.media, self.path.parent.parent / "media")  # where it is that of a run folder
        return found

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        snapshot = self.snapshot()
        self.notes += [f"it holds {given.uri}" for given in snapshot.sources]
        for record in snapshot.records:
            yield record
