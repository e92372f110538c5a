"""Hands shards out to the workers, journals what they hand over, and starts another where one has died."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from assay._version import __version__
from assay.cases.curate.record import PhotographRecord
from assay.cases.pictures import data_of
from assay.engine.budget import Spending
from assay.engine.cache import ReplyCache
from assay.engine.calls import Limits
from assay.engine.execute import Watch, until_done
from assay.engine.halt import Halt, Halted
from assay.engine.index import JournalIndex
from assay.engine.journal import Journal, decode_event, media_of
from assay.engine.plan import Plan
from assay.engine.select import Picked
from assay.engine.spread.cluster import Cluster
from assay.engine.spread.purse import Purse
from assay.engine.spread.seats import Seat, seats_for
from assay.engine.spread.shards import Shard, Shards
from assay.engine.spread.wire import End, decode_end, encode
from assay.engine.spread.worker import Worker
from assay.engine.stopping import Stopper
from assay.errors import ConfigError, IncompleteError, JournalError
from assay.models import Model
from assay.records import Media, Picture, Sample

__all__ = ["Spread"]

T = TypeVar("T")

AHEAD = 2
"""Shards that a worker has of each model at a time, so that it need not wait between them."""

DEATHS = 3
"""So many workers may die one after another without a case recorded between them; then something is wrong."""

NOTICE = 30.0
"""Seconds to wait for a worker to start before people are told."""

GOODBYE = 10.0
"""Seconds that a worker has to free its models at the end."""


class Spread:
    """Carries a plan out over the workers of a cluster. `execute` does what its namesake does in one process."""

    def __init__(self, cluster: Cluster, plan: Plan) -> None:
        self.cluster = cluster
        self.plan = plan
        self.ray = cluster.ray

    async def execute(
        self,
        picked: Sequence[Picked],
        models: Sequence[Model],
        journal: Journal,
        done: JournalIndex,
        *,
        seed: int,
        cache: ReplyCache | None,
        concurrency: Mapping[str, int],
        limits: Limits,
        watch: Watch,
        say: Callable[[str], None],
        spending: Spending,
        stopper: Stopper,
        attacker: Model | None = None,
    ) -> None:
        """Ask every planned case that is not `done` and that the `stopper` says is needed, of every model, and journal each once.

        `models` and the `attacker`, which were started to make the plan, are closed: each worker opens its own. `concurrency`, requests and
        tokens a minute are divided among the workers, and the budget is lent to them. Raises as `execute` does, and
        ConfigError where a worker cannot work.
        """
        self.models = {str(model.uri): model for model in models}
        everyone = [*models, *([attacker] if attacker else [])]
        for model in everyone:
            await model.close()
        shared = [concurrency[str(model.uri)] for model in everyone if not model.in_process]
        at_once = min([*shared, *([max(1, int(limits.rpm))] if limits.rpm else [])], default=2**20)
        workers = self.cluster.workers(in_process=any(m.in_process for m in everyone), at_once=at_once)
        self.stopper = stopper
        self.journal, self.watch, self.say, self.halt = journal, watch, say, Halt()
        self.shards = Shards(self.plan, done, workers, stopper)
        self.purse = Purse(spending, workers * len(models) * AHEAD)
        self.seats = seats_for(
            workers,
            picked,
            models,
            seed=seed,
            cache=cache is not None,
            offline=self.plan.offline,
            concurrency=concurrency,
            limits=limits,
            prices=spending.prices,
            attacker=attacker,
        )
        self.photographs = sorted(
            {r.media for p in picked for r in p.probe.used(p.records) if isinstance(r, PhotographRecord)}
        )
        self.deaths = 0
        self.halt.tell(self._stop_all)
        say(f"asking from {workers} Ray worker{'s' if workers > 1 else ''}")
        # the first shard of every worker before the second of any
        tasks = [
            asyncio.create_task(self._lane(seat, uri))
            for _ in range(AHEAD)
            for seat in self.seats
            for uri in self.models
        ]
        in_peace = False
        try:
            await until_done(tasks, self.halt, say, spending)
            in_peace = not any(task.cancelled() for task in tasks)
        finally:
            await self._goodbye(in_peace=in_peace)
        if self.halt.error is not None:
            raise self.halt.error

    async def _lane(self, seat: Seat, model: str) -> None:
        """One shard after another of one model, for one worker."""
        while self.halt.error is None and (shard := self.shards.take(model, seat.part[model])) is not None:
            loan = await self.purse.lend()
            if loan is None:
                self.shards.put_back(shard)
                self.halt.stop(IncompleteError(self.purse.spending.spent(0.0)))
                return
            try:
                actor = await self._filled(seat)
            except Halted:
                self.purse.unused(loan)
                return
            except self.ray.exceptions.RayError as error:
                self.purse.unused(loan)
                self.shards.put_back(shard)
                self._died(seat, None, error)
                continue
            piece = shard.piece(loan, media_of(self.journal.path))
            try:
                end = await self._follow(actor, shard, actor.ask.remote(encode(piece)))
            except self.ray.exceptions.RayTaskError:
                raise  # our own mistake, with its traceback
            except self.ray.exceptions.RayError as error:
                self.purse.lost(loan)
                self.shards.put_back(shard)
                self._died(seat, actor, error)
                continue
            self.purse.settle(loan, end)
            if end.why == "done" and shard.left:
                raise JournalError(
                    f"a Ray worker said that it had asked {len(shard.left)} cases that it did not hand over"
                )
            self.shards.put_back(shard)
            self._note(model, end.notes)
            if end.why == "failed":
                self.halt.stop(IncompleteError(end.text))

    async def _follow(self, actor: Any, shard: Shard, stream: Any) -> End:
        """Journal what a worker hands over of a shard until it says that it has ended."""
        async for parcel in stream:
            kind, content = await parcel
            if kind == "lines":
                self._record(shard, content)
            elif kind == "media":
                self.journal.keep(Media.of(content))
            elif kind == "say":
                self.say(content.decode())
            else:
                return decode_end(content)
        raise JournalError("a Ray worker ended a shard without a word")

    def _record(self, shard: Shard, lines: bytes) -> None:
        samples = []
        for line in lines.splitlines(keepends=True):
            event = decode_event(line)
            shard.record(event)
            if isinstance(event, Sample):
                samples.append(event)
        self.journal.append_lines(lines)
        for sample in samples:
            self.deaths = 0
            self.watch(sample)
            self.stopper.take(sample)

    def _note(self, model: str, notes: tuple[str, ...]) -> None:
        known = self.models[model]
        known.notes = tuple(dict.fromkeys((*known.notes, *notes)))

    async def _filled(self, seat: Seat) -> Any:
        """The seat's worker, started where there is none. Raises Halted where the run ends before."""
        async with seat.filling:
            self.halt.check()
            if seat.actor is None:
                remote = self.ray.remote(Worker).options(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")
                seat.actor = remote.remote()
                try:
                    await self._started(seat.actor, seat.job)
                except BaseException:
                    self._kill(seat.actor)
                    seat.actor = None
                    raise
        return seat.actor

    async def _started(self, actor: Any, job: bytes) -> None:
        """Wait until a worker is ready. Raises Halted, ConfigError, or IncompleteError where its model cannot be used: it
        could when the run was planned."""

        async def ready() -> tuple[str, str]:
            found: tuple[str, str] = await actor.start.remote(__version__, job)
            for name in [] if found[1] else self.photographs:
                if trouble := await actor.keep.remote(await asyncio.to_thread(data_of, Picture(media=name))):
                    return "setup", trouble
            return found

        waiting = asyncio.create_task(ready())
        try:
            what, trouble = await self._patiently(waiting)
        except self.ray.exceptions.RayError as error:
            if "import" in str(error):
                raise ConfigError(f"a Ray worker cannot import assay {__version__}; install it on all nodes") from None
            raise
        finally:
            waiting.cancel()
        if trouble:
            raise (IncompleteError if what == "model" else ConfigError)(f"a Ray worker cannot work: {trouble}")

    async def _patiently(self, waiting: asyncio.Task[T]) -> T:
        """What comes of a task, with a word to people where that takes long. Raises Halted where the run ends before."""
        began, told = time.monotonic(), False
        while not waiting.done():
            self.halt.check()
            await asyncio.wait([waiting], timeout=0.1)
            if not told and time.monotonic() - began > NOTICE:
                told = True
                self.say("a Ray worker has not started yet: it waits for a free CPU of the cluster, or loads its model")
        return waiting.result()

    def _died(self, seat: Seat, actor: Any, error: Exception) -> None:
        """A worker is gone. Told once by each of its shards; the first empties the seat."""
        if actor is not None and seat.actor is not actor:
            return
        self._kill(actor)
        seat.actor = None
        self.deaths += 1
        reason = next((line.strip() for line in str(error).splitlines() if "Worker exit" in line), str(error))[:200]
        if self.deaths > DEATHS:
            self.halt.stop(
                IncompleteError(
                    f"{self.deaths} Ray workers died one after another without an answer ({reason}); "
                    "see whether the machines have memory enough, or use fewer with --ray-workers"
                )
            )
        else:
            self.say("a Ray worker died; another takes over what it had not handed in")

    def _stop_all(self) -> None:
        for seat in self.seats:
            if seat.actor is not None:
                seat.actor.stop.remote()

    def _kill(self, actor: Any) -> None:
        if actor is not None:
            with suppress(self.ray.exceptions.RayError):
                self.ray.kill(actor)

    async def _goodbye(self, *, in_peace: bool) -> None:
        """End the workers; in peace after they have written their caches and freed their models."""
        actors = [seat.actor for seat in self.seats if seat.actor is not None]

        async def close(actor: Any) -> None:
            with suppress(self.ray.exceptions.RayError):  # it has died by itself: so much the quicker
                await actor.close.remote()

        try:
            async with asyncio.timeout(GOODBYE if in_peace else 0):
                await asyncio.gather(*(close(actor) for actor in actors))
        except TimeoutError:
            if in_peace:
                self.say("a Ray worker did not free its model in time and was ended")
        finally:
            for actor in actors:
                self._kill(actor)
