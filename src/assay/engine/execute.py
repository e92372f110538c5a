"""Runs the plan: workers take cases from one stream, ask, judge and journal them, until all is done or it must stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from assay.cases.pictures import drawn
from assay.engine.attacking import Attack, Desk
from assay.engine.budget import Spending
from assay.engine.cache import ReplyCache
from assay.engine.calls import Caller, Limits
from assay.engine.halt import Halt, Halted
from assay.engine.index import Call, JournalIndex, Key
from assay.engine.journal import Event, Role, Turn
from assay.engine.judging import judge_aside
from assay.engine.media import drawn_reply, put_by
from assay.engine.rate import gates
from assay.engine.select import Picked
from assay.engine.stopping import Stopper
from assay.errors import AssayError, IncompleteError, Interrupted, ModelError
from assay.models import Model
from assay.probes import Probe
from assay.protocols import attackable
from assay.records import Case, Hint, Media, Reply, Request, Sample, canonical

__all__ = ["APART", "Sink", "Watch", "all_of", "ask_cases", "execute", "until_done"]

Watch = Callable[[Sample], None]
"""Told of every sample when it is journalled, for progress."""

Turns = Mapping[Key, Mapping[Call, Reply]]
"""The replies of dialogues that were not asked to the end, by case, and by who replied to which call."""


class Sink(Protocol):
    """Where events go: the journal, or the way to it."""

    def append(self, event: Event) -> None: ...

    def keep(self, media: Media) -> None:
        """Keep a picture or a film, before the event that names it."""
        ...


APART, RAMP = 0.0005, 0.032
"""Seconds between the starts of a model's workers, and at most between the first start and the last. Calls that start
together come back together and wait for one another ever after: 64 at once to a server that takes 200 ms waited 7 to 12 ms
a call, and 4 to 6 ms where they began apart. More workers than that keep the processor busy anyway."""

_BREATH = 16
"""After so many cases a worker lets the others in: a model that answers without waiting would keep them out."""


class _Stop:
    """Asked to stop by a signal: once means take no new case and finish the calls under way, twice means now."""

    def __init__(self, halt: Halt, say: Callable[[str], None], tasks: Sequence[asyncio.Task[None]]) -> None:
        self.halt = halt
        self.say = say
        self.tasks = tasks
        self.requested = False

    def __call__(self) -> None:
        if self.requested:
            for task in self.tasks:
                task.cancel()
            return
        self.requested = True
        self.say("stopping: finishing the calls under way (again to stop at once)")
        self.halt.stop(Interrupted())


async def execute(
    picked: Sequence[Picked],
    models: Sequence[Model],
    journal: Sink,
    done: JournalIndex,
    *,
    seed: int,
    cache: ReplyCache | None,
    concurrency: Mapping[str, int],
    limits: Limits,
    watch: Watch,
    say: Callable[[str], None],
    spending: Spending | None = None,
    stopper: Stopper | None = None,
    attacker: Model | None = None,
) -> None:
    """Ask every planned case that is not `done` and that the `stopper`, if any, says is needed, of every model (which
    must be started), and journal each once. An `attacker`, started too, words what the probes that can use one say.

    `concurrency` is the number of workers by model URI, and so the most calls it is sent at once; models run side by
    side, and those behind one address share its gate. Raises Interrupted after Ctrl-C or SIGTERM, IncompleteError where a
    model stopped answering or the budget is spent; whatever came back by then is in the journal.
    """
    stopper = stopper or Stopper()
    halt = Halt()
    tasks: list[asyncio.Task[None]] = []
    doors = gates(
        models,
        concurrency,
        halt=halt,
        patience=limits.outage,
        longest=limits.longest,
        rpm=limits.rpm,
        tpm=limits.tpm,
        say=say,
    )

    def told(sample: Sample) -> None:
        watch(sample)
        stopper.take(sample)

    attack = None
    if attacker is not None:
        desk = Desk(attacker, concurrency[str(attacker.uri)], limits, cache, list(zip(models, doors, strict=True)), say)
        attack = desk.attack(halt, spending)
    for model, gate in zip(models, doors, strict=True):
        caller = Caller(model, cache, limits, halt=halt, gate=gate, spending=spending)
        size = concurrency[str(model.uri)]
        work = _work(picked, caller.model, seed, done, stopper)
        apart = min(APART, RAMP / size)
        tasks += [
            asyncio.create_task(ask_cases(work, caller, journal, done.turns, told, attack, after=apart * place))
            for place in range(size)
        ]
    try:
        await until_done(tasks, halt, say, spending)
    finally:
        if cache is not None:
            cache.flush()


async def until_done(
    tasks: Sequence[asyncio.Task[None]], halt: Halt, say: Callable[[str], None], spending: Spending | None
) -> None:
    """Wait for `tasks`, and halt at a signal or when the time of the budget is over. Raises what the run was halted for."""
    loop = asyncio.get_running_loop()
    alarm = None
    if spending is not None and spending.ends < float("inf"):
        alarm = loop.call_at(spending.ends, lambda: halt.stop(IncompleteError(spending.spent(loop.time()))))
    stop = _Stop(halt, say, tasks)
    handled = []
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread: the caller handles it
            loop.add_signal_handler(number, stop)
            handled.append(number)
    try:
        await all_of(tasks)
    finally:
        if alarm is not None:
            alarm.cancel()
        for number in handled:
            loop.remove_signal_handler(number)
    if halt.error is not None:
        raise halt.error


async def all_of(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Wait for all. The first that fails stops the others; its error is raised after they have ended."""
    try:
        finished, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    except asyncio.CancelledError:
        finished = set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    errors = [t.exception() for t in finished if not t.cancelled() and t.exception() is not None]
    if errors:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        error = errors[0]
        assert error is not None  # noqa: S101  (narrows the type)
        raise error


def _work(
    picked: Iterable[Picked], model: Model, seed: int, done: JournalIndex, stopper: Stopper
) -> Iterator[tuple[Probe, Case]]:
    uri = str(model.uri)
    for pick in picked:
        if pick.probe.kind == model.kind:
            for case in pick.cases(seed):
                if not stopper.needs(uri, pick.probe.name, case.id):
                    break  # nor is any after it
                if (uri, pick.probe.name, case.id) not in done:
                    yield pick.probe, case


async def ask_cases(
    work: Iterator[tuple[Probe, Case]],
    caller: Caller,
    journal: Sink,
    turns: Turns,
    watch: Watch,
    attack: Attack | None = None,
    after: float = 0.0,
) -> None:
    """One worker: takes cases from `work`, which it shares with others, until there are none or the run is halted. It
    begins `after` so many seconds."""
    halt = caller.halt
    if after:
        await asyncio.sleep(after)
    for number, (probe, case) in enumerate(work):
        try:
            sample = await _sample(probe, case, caller, journal, turns, attack)
        except Halted:
            return
        except ModelError as error:
            halt.stop(IncompleteError(str(error)))
            return
        journal.append(sample)
        watch(sample)
        if halt.error is not None:
            return
        if number % _BREATH == 0:
            await asyncio.sleep(0)


@dataclass
class _Attacker:
    """The attacker as one case's protocol asks it: what it says is journalled, and what it said before is not asked again."""

    attack: Attack
    earlier: Mapping[Call, Reply]
    keep: Callable[[Role, int, Reply], None]
    turn: int = 0
    halted: bool = False

    @property
    def schema(self) -> bool:
        return self.attack.schema

    async def ask(self, request: Request) -> Reply:
        k, self.turn = self.turn, self.turn + 1
        if ("attacker", k) in self.earlier:
            return self.earlier["attacker", k]
        try:
            reply = await self.attack.ask(request)
        except Halted:
            self.halted = True
            raise
        self.keep("attacker", k, reply)
        return reply


async def _sample(
    probe: Probe, case: Case, caller: Caller, journal: Sink, turns: Turns, attack: Attack | None
) -> Sample:
    """Ask one case. Replies of an earlier, unfinished attempt are taken from the journal, not asked again."""
    model = caller.model
    uri = str(model.uri)
    earlier = turns.get((uri, probe.name, case.id), {})
    several = probe.protocol.calls > 1
    ideal = worst = None
    if model.peeks:
        ideal, worst = list(probe.ideal(case)), list(probe.worst(case))
    turn = 0
    halted = False
    asked: dict[bytes, int] = {}
    media: dict[str, None] = {}

    def keep(role: Role, k: int, reply: Reply) -> None:
        reply = put_by(reply, journal.keep)
        journal.append(Turn(model=uri, probe=probe.name, case=case.id, k=k, reply=reply, role=role))

    async def ask(request: Request) -> Reply:
        nonlocal turn, halted
        k, turn = turn, turn + 1
        again = 0
        if probe.kind != "llm":
            request = await asyncio.to_thread(drawn, request)
            for picture in [p for m in request.messages for p in m.pictures]:
                shown = Media.of(picture.data)
                journal.keep(shown)
                media[shown.name] = None
        if several:
            same = canonical(request)
            again = asked[same] = asked.get(same, -1) + 1
        if ("target", k) in earlier:
            return earlier["target", k]
        hint = None
        if ideal is not None and worst is not None:
            hint = Hint(case=case, turn=k, ideal=ideal[min(k, len(ideal) - 1)], worst=worst[min(k, len(worst) - 1)])
        try:
            reply = await caller.call(request, hint, again)
        except Halted:
            halted = True
            raise
        if model.peeks and probe.kind != "llm":
            reply = await asyncio.to_thread(drawn_reply, reply, probe.kind)
        if several and reply.state != "error":
            keep("target", k, reply)
        return reply

    driven = attackable(probe.protocol) if attack is not None else None
    attacker = _Attacker(attack, earlier, keep) if attack is not None and driven is not None else None
    missing = probe.protocol.needs - model.capabilities
    if missing:
        replies = [Reply(state="error", error=f"the model offers no {', '.join(sorted(missing))}", attempts=0)]
    else:
        try:
            if driven is not None:
                replies = await driven.run(case, ask, model.capabilities, attacker)
            else:
                replies = await probe.protocol.run(case, ask, model.capabilities)
        except (AssayError, asyncio.CancelledError):
            raise
        except Exception as error:  # a protocol may be plugged in; one case must not end the run
            replies = [Reply(state="error", error=f"the protocol failed: {type(error).__name__}: {error}")]
    if halted or (attacker is not None and attacker.halted):
        raise Halted  # whatever a protocol made of it, this case was not asked to the end
    verdict = await judge_aside(probe, case, replies)
    kept = tuple(put_by(reply, journal.keep) for reply in replies)
    return Sample(model=uri, probe=probe.name, case=case, replies=kept, verdict=verdict, media=tuple(media))
