"""Reads sources when they may be read, freezes what they give, and keeps the snapshot beside the run that uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace

from assay.cases.curate.askable import left_out
from assay.cases.curate.record import Record, kind_of
from assay.cases.curate.snapshot import Given, Snapshot
from assay.cases.curate.sources import Desk, Generator, Source, open_source
from assay.cases.curate.store import bring_media, keep_media, keep_snapshot, media_file, snapshot_file
from assay.engine.calls import Caller
from assay.engine.folder import RunFolder, write_whole
from assay.engine.offline import started
from assay.engine.plan import SourcesPlan
from assay.engine.roles import GENERATOR, now, same_family
from assay.engine.select import Picked
from assay.errors import ConfigError, JournalError, SourceError, reason
from assay.models import Model, open_model
from assay.probes import PROBES
from assay.records import Reply, Request

__all__ = ["Asked", "curate", "hand_out", "plan_sources", "read_sources", "write_sources"]


_STATIC = ("file:", "hub:", "json:")
"""Sources whose records may be older than the models that are asked."""

_MEMORY = "privacy/memorization/static-set"
"""The probe that tells whether they were trained on them."""


async def curate(uris: Sequence[str], *, offline: bool = False, targets: Sequence[Model] = ()) -> Snapshot:
    """Read every source once, freeze all that they give, and store it in the user's cache.

    Offline, sources on the network are refused. `targets` are the models to be asked: none of them may write its own
    questions, and one of a generator's family is noted. Raises ConfigError and SourceError.
    """
    sources = [open_source(uri) for uri in uris]
    if not sources:
        raise ConfigError("name at least one source (assay list sources)")
    for src in sources:
        if offline and src.network:
            raise ConfigError(
                f"--offline: {src.uri} is read over the network; freeze it before (assay curate '{src.uri}' -o FILE) and "
                "give snapshot:FILE"
            )
        own = next((m for m in targets if getattr(src, "model", None) == str(m.uri)), None)
        if own is not None:
            raise ConfigError(
                f"{own.uri} is asked in this run and cannot write its own questions: name another generator"
            )
    snapshot = await _frozen(sources, _desk(offline=offline), targets)
    if not snapshot.records:
        raise SourceError(f"the sources gave no records: {', '.join(uris)}")
    keep_snapshot(snapshot.content)
    return snapshot


async def _frozen(sources: Sequence[Source], desk: Desk, targets: Sequence[Model]) -> Snapshot:
    whole = getattr(sources[0], "snapshot", None)
    if len(sources) == 1 and whole is not None:  # it is one already, and stays the one that it is
        found: Snapshot = whole()
        return found
    drawn: list[tuple[Given, list[Record]]] = []
    for src in sources:
        records = [record async for record in src.records(desk)]
        notes = (*src.notes, *same_family(GENERATOR, str(src.uri), src.family, targets))
        drawn.append((Given(uri=str(src.uri), notes=notes, family=src.family), records))
    return Snapshot.of(drawn)


def _desk(*, offline: bool) -> Desk:
    def opened(uri: str) -> AbstractAsyncContextManager[Generator]:
        return _generator(uri, offline=offline)

    return Desk(now=now(), keep=keep_media, generator=opened)


@dataclass(frozen=True)
class Asked:
    """A model as a source asks it: with retries and the server's limits, without the cache."""

    caller: Caller

    @property
    def family(self) -> str:
        return self.caller.model.family

    @property
    def schema(self) -> bool:
        return "schema" in self.caller.model.capabilities

    async def ask(self, request: Request) -> Reply:
        return await self.caller.call(request)


@asynccontextmanager
async def _generator(uri: str, *, offline: bool) -> AsyncIterator[Generator]:
    model = open_model(uri)
    async with started([model], offline=offline):
        yield Asked(Caller(model, None))


def hand_out(snapshot: Snapshot, picked: Sequence[Picked]) -> tuple[list[Picked], list[str]]:
    """The probes with the records that the run has for them, and notes on what is used by what. Raises ConfigError where
    no probe uses any."""
    users = [p for p in picked if p.probe.used(snapshot.records)]
    kinds = ", ".join(sorted({kind_of(r) for r in snapshot.records}))
    if not users:
        able = "; ".join(f"{p.name} ({', '.join(p.uses)})" for _, p in PROBES.items() if p.uses)
        raise ConfigError(f"no probe of this run uses what the sources give ({kinds}); these use records: {able}")
    notes = [
        f"the cases of {', '.join(p.probe.name for p in users)} are made of {len(snapshot.records):,} records of "
        f"{', '.join(s.uri for s in snapshot.sources)}"
    ]
    if len(users) < len(picked):
        others = len(picked) - len(users)
        notes.append(f"{others} other probe{'s make' if others > 1 else ' makes'} no use of the sources")
    notes.append(_fixed(snapshot, [p.probe.name for p in users]))
    if any("fact" in p.probe.uses for p in users):
        notes.append(left_out(snapshot.records))
    notes += [f"{s.uri}: {note}" for s in snapshot.sources for note in s.notes]
    return [replace(p, records=snapshot.records) for p in picked], [note for note in notes if note]


def _fixed(snapshot: Snapshot, users: Sequence[str]) -> str:
    """The sentence about a set that is fixed, and how to tell whether a model was trained on it; "" where none is."""
    fixed = [s.uri for s in snapshot.sources if s.uri.startswith(_STATIC)]
    if not fixed:
        return ""
    said = f"what {', '.join(fixed)} hold{'s' if len(fixed) == 1 else ''} is a fixed set, on which a model may have been trained: "
    if _MEMORY in users:
        from assay.cases.worlds.recitals import left_out as untold

        return said + f"how far they know it by heart is measured by {_MEMORY}{untold(snapshot.records)}"
    return (
        said + f"to see how far it is known by heart: assay run {_MEMORY} -m MODEL --source snapshot:{snapshot.sha256}"
    )


def plan_sources(snapshot: Snapshot) -> SourcesPlan:
    """The snapshot's part of the plan."""
    return SourcesPlan(
        sha256=snapshot.sha256,
        uris=tuple(s.uri for s in snapshot.sources),
        records=dict(sorted(Counter(map(kind_of, snapshot.records)).items())),
    )


def write_sources(folder: RunFolder, snapshot: Snapshot) -> None:
    """Copy the snapshot and its media into the run folder."""
    files = {folder.path / "sources" / f"{snapshot.sha256}.jsonl": snapshot.content}
    mend = "nothing was asked yet: mend that, then run again"
    try:
        files |= {folder.media / name: media_file(name).read_bytes() for name in snapshot.media}
        for path in files:
            path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise JournalError(f"cannot copy the sources into {folder.path}: {reason(error)}; {mend}") from None
    for path, content in files.items():
        write_whole(path, content, mend)


def read_sources(folder: RunFolder, *, here: bool = False) -> tuple[Record, ...]:
    """The records that a run was planned with, fetched from nowhere: from its folder, or where they are gone from there and
    not `here` only, from the user's cache. Raises SourceError where they are not the planned ones."""
    if folder.plan.sources is None:
        return ()
    sha256 = folder.plan.sources.sha256
    place = folder.path / "sources" / f"{sha256}.jsonl"
    kept = snapshot_file(sha256)
    found = Snapshot.read(kept if not place.exists() and kept.exists() and not here else place, sha256)
    if not here:
        bring_media(found.media, folder.media)  # of a run that began elsewhere
    return found.records
