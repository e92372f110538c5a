"""What runs in a Ray actor: opens the models once, then asks shard after shard as a local run does, and hands events over.

It knows nothing of the run folder. Of Ray it only knows that its methods are called from elsewhere and that what it
yields is carried there.
"""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from assay._version import __version__
from assay.cases.curate.record import Record
from assay.cases.curate.store import keep_media
from assay.engine.attacking import Desk
from assay.engine.budget import Spending
from assay.engine.cache import ReplyCache
from assay.engine.calls import Caller
from assay.engine.execute import all_of, ask_cases
from assay.engine.halt import Halt
from assay.engine.index import Call, Key, place_of
from assay.engine.journal import Event, encode_event
from assay.engine.offline import only_to
from assay.engine.planning import case_packages
from assay.engine.rate import Gate, gates
from assay.engine.select import find_probes, load_probe_file
from assay.engine.spread.wire import End, Job, Piece, ProbeJob, decode_job, decode_piece, encode
from assay.errors import AssayError, ConfigError, IncompleteError, Interrupted, ModelError
from assay.models import Allowance, Model, open_model
from assay.probes import Probe
from assay.records import Case, Media, Reply

__all__ = ["HAND_OVER", "Worker"]

HAND_OVER = 0.2
"""Seconds after which what came back is handed over: what a killed worker has not is asked again."""


@dataclass
class _Open:
    """A model that is ready, and the gate of its server."""

    model: Model
    gate: Gate
    concurrency: int


class _Outbox:
    """The journal's stand-in: lines that wait to be handed over, and pictures, which go before the lines that name them."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._media: list[Media] = []
        self._kept: set[str] = set()

    def append(self, event: Event) -> None:
        self._lines.append(encode_event(event))

    def keep(self, media: Media) -> None:
        if media.name not in self._kept:
            self._kept.add(media.name)
            self._media.append(media)

    def take(self) -> tuple[list[Media], bytes]:
        """The pictures and films and the lines since the last time."""
        media, self._media = self._media, []
        lines, self._lines = b"".join(self._lines), []
        return media, lines


class _Cases:
    """One probe's cases, made from the first on and kept only where they are asked for. Shards come in the plan's order, so
    that each case is made once by each worker, except where a shard comes back from another."""

    def __init__(self, probe: Probe, seed: int, n: int, records: tuple[Record, ...], language: str) -> None:
        self.probe = probe
        self._seed, self._n, self._records, self._language = seed, n, records, language
        self._made: Iterator[Case] = iter(())
        self._next = n

    def at(self, places: tuple[int, ...]) -> list[Case]:
        """The cases at these places, which must rise. Raises ProbeError, or ConfigError where there are fewer."""
        if places[0] < self._next:
            self._made, self._next = self.probe.cases(self._seed, self._n, self._records, self._language), 0
        wanted, found = deque(places), []
        for case in self._made:
            self._next = place_of(case.id) + 1
            if self._next > wanted[0]:
                found.append(case)
                wanted.popleft()
                if not wanted:
                    return found
        self._next = self._n
        raise ConfigError(f"{self.probe.name}: it makes no case number {wanted[0]} here; start a new run")


class Worker:
    """One process of a spread run."""

    def __init__(self) -> None:
        self._open: dict[str, _Open] = {}
        self._cases: dict[tuple[str, str], _Cases] = {}
        self._making = asyncio.Lock()
        self._running: list[Halt] = []
        self._said: list[str] = []
        self._attacker: Desk | None = None
        self._ends = ExitStack()
        self.halt = Halt()
        self.halt.tell(self._halt_all)

    async def start(self, version: str, job: bytes) -> tuple[str, str]:
        """Make ready. Gives what stands in the way, a `model` or a `setup`, and that in words; both "" where nothing does."""
        if version != __version__:
            return "setup", f"it has assay {__version__}, this is assay {version}; install the same on all nodes"
        try:
            await self._start(decode_job(job))
        except ModelError as error:
            return "model", str(error)
        except AssayError as error:
            return "setup", str(error)
        return "", ""

    async def keep(self, photograph: bytes) -> str:
        """Put a photograph of the run's sources where cases look for it. Gives what stands in the way, "" where nothing does."""
        try:
            await asyncio.to_thread(keep_media, photograph, Path(Media.of(photograph).name).suffix)
        except AssayError as error:
            return str(error)
        return ""

    async def ask(self, piece: bytes) -> AsyncIterator[tuple[str, bytes]]:
        """Ask a shard. Yields what came back as whole lines of the journal (`lines`), before them the
        pictures that they name (`media`), what people should know (`say`) and
        at last an `end`."""
        box = _Outbox()
        task = asyncio.create_task(self._ask(decode_piece(piece), box))
        ended = False
        while not ended:
            await asyncio.wait([task], timeout=HAND_OVER)
            ended = task.done()  # looked at before what is taken: the task goes on while a parcel is on its way
            made, lines = box.take()
            for media in made:
                yield "media", media.data
            if lines:
                yield "lines", lines
            while self._said:
                yield "say", self._said.pop(0).encode()
        yield "end", encode(task.result())

    async def stop(self) -> None:
        """Send no further call; those under way come back, and all shards end."""
        self.halt.stop(Interrupted())

    async def close(self) -> None:
        """Free the models and write what the cache has not written yet."""
        for each in self._open.values():
            await each.model.close()
        if self._attacker is not None:
            await self._attacker.model.close()
        self._ends.close()

    async def _start(self, job: Job) -> None:
        self.job = job
        _work_in(job.folder)
        if (here := case_packages({probe.kind for probe in job.probes})) != job.packages:
            wrong = sorted(name for name in {*here, *job.packages} if here.get(name) != job.packages.get(name))
            raise ConfigError(f"it has another version of {', '.join(wrong)}; install the same on all nodes")
        for probe in job.probes:
            self._cases[probe.kind, probe.name] = _Cases(
                _find(probe, attacked=job.attacker is not None), job.seed, probe.n, job.records, probe.language
            )
        self.cache = ReplyCache() if job.cache else None
        if self.cache is not None:
            self._ends.callback(self.cache.close)
        jobs = (*job.models, *([job.attacker] if job.attacker else []))
        models = [open_model(each.uri, each.kind) for each in jobs]
        if job.offline:
            self._ends.enter_context(only_to([address for model in models for address in model.addresses]))
        for model, each in zip(models, jobs, strict=True):
            await model.start()
            if model.identity != each.identity:
                raise ConfigError(f"{each.uri} is another model there than here: its weights or settings differ")
        limits, targets = job.limits, models[: len(job.models)]

        def say(text: str) -> None:
            self._said.append(f"{socket.gethostname()}: {text}")

        doors = gates(
            targets,
            {each.uri: each.concurrency for each in job.models},
            halt=self.halt,
            patience=limits.outage,
            longest=limits.longest,
            rpm=limits.rpm,
            tpm=limits.tpm,
            say=say,
        )
        if job.attacker is not None:
            self._attacker = Desk(
                models[-1], job.attacker.concurrency, limits, self.cache, list(zip(targets, doors, strict=True)), say
            )
            models[-1].on_allowance = _sharing(self._attacker.gate, job.workers)
        for model, gate, each in zip(targets, doors, job.models, strict=True):
            model.on_allowance = _sharing(gate, job.workers)
            self._open[each.uri] = _Open(model, gate, each.concurrency)

    async def _ask(self, piece: Piece, box: _Outbox) -> End:
        loop = asyncio.get_running_loop()
        open_ = self._open[piece.model]
        spending = Spending(piece.budget, self.job.prices, loop.time())
        halt, lane = Halt(), open_.gate.lane()
        halt.tell(lambda: open_.gate.dismiss(lane))
        attack = self._attacker.attack(halt, spending) if self._attacker else None
        self._running.append(halt)
        if self.halt.error is not None:
            halt.stop(self.halt.error)
        try:
            probe, cases = await self._make(piece)
            work = iter([(probe, case) for case in cases])
            caller = Caller(
                open_.model, self.cache, self.job.limits, halt=halt, gate=open_.gate, spending=spending, lane=lane
            )
            size = min(open_.concurrency, len(cases), piece.budget.calls or len(cases))
            tasks = [
                asyncio.create_task(ask_cases(work, caller, box, _turns(piece), lambda _: None, attack))
                for _ in range(size)
            ]
            await all_of(tasks)
        except AssayError as error:
            halt.stop(IncompleteError(str(error)))
        finally:
            self._running.remove(halt)
            open_.gate.dismiss(lane)
            if attack is not None:
                attack.leave()
            if self.cache is not None:
                self.cache.flush()
        end = End(
            why="done",
            calls=spending.calls,
            tokens=spending.tokens,
            usd=spending.usd,
            notes=(*open_.model.notes, *(self._attacker.model.notes if self._attacker else ())),
        )
        return _ended(end, halt.error, spending.spent(loop.time()))

    async def _make(self, piece: Piece) -> tuple[Probe, list[Case]]:
        """The shard's cases; in a thread, for the calls of another shard are under way."""
        cases = self._cases[self._open[piece.model].model.kind, piece.probe]
        async with self._making:
            return cases.probe, await asyncio.to_thread(cases.at, piece.places)

    def _halt_all(self) -> None:
        if self.halt.error is not None:
            for halt in list(self._running):
                halt.stop(self.halt.error)


def _find(job: ProbeJob, *, attacked: bool) -> Probe:
    if job.file:
        with tempfile.TemporaryDirectory(prefix="assay-probe-") as folder:
            path = Path(folder) / Path(job.file).name
            path.write_bytes(job.content)
            candidates = load_probe_file(path)
    else:
        candidates = find_probes(job.name)
    found = next((p for p in candidates if (p.name, p.kind) == (job.name, job.kind)), None)
    if found is None:
        raise ConfigError(f"it has no probe {job.name}; install the same packages on all nodes")
    if found.version != job.version:
        raise ConfigError(f"it has version {found.version} and not version {job.version} of {job.name}")
    return found.with_attacker() if attacked and found.can_be_attacked else found


def _work_in(folder: str) -> None:
    """So that a relative path in a model URI means what it means to the driver, where both see the same files."""
    if Path(folder).is_dir():
        os.chdir(folder)


def _ended(end: End, error: AssayError | None, spent: str) -> End:
    if error is None:
        return end
    if isinstance(error, Interrupted):
        return msgspec.structs.replace(end, why="stopped")
    if spent:
        return msgspec.structs.replace(end, why="budget")
    return msgspec.structs.replace(end, why="failed", text=str(error))


def _turns(piece: Piece) -> dict[Key, dict[Call, Reply]]:
    found: dict[Key, dict[Call, Reply]] = {}
    for turn in piece.turns:
        found.setdefault((turn.model, turn.probe, turn.case), {})[turn.role, turn.k] = turn.reply
    return found


def _sharing(gate: Gate, workers: int) -> Callable[[Allowance], None]:
    """What a server says that it will still take is for all workers: each counts on its part."""

    def note(told: Allowance) -> None:
        requests = None if told.requests is None else told.requests // workers
        tokens = None if told.tokens is None else told.tokens // workers
        gate.allow(replace(told, requests=requests, tokens=tokens))

    return note
