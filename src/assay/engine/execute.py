"""Runs the plan: workers take cases from one stream, ask, judge and journal them, until all is done or it must stop."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from assay.engine.cache import ReplyCache
from assay.engine.calls import Caller, Limits
from assay.engine.index import JournalIndex
from assay.engine.journal import Journal, Turn
from assay.engine.judging import judge
from assay.engine.select import Picked
from assay.errors import AssayError, IncompleteError, Interrupted, ModelError
from assay.models import Model
from assay.probes import Probe
from assay.records import Case, Hint, Reply, Request, Sample, canonical

__all__ = ["Watch", "execute"]

Watch = Callable[[Sample], None]
"""Told of every sample when it is journalled, for progress."""

BREAKER = 20
"""So many cases in a row without a usable reply, at least, end the run: the model is gone."""


@dataclass
class _Breaker:
    """Stops asking a model that has stopped answering. Counts errors since the last usable reply."""

    threshold: int
    errors: int = 0
    reason: str = ""

    def note(self, sample: Sample) -> None:
        failed = next((r for r in sample.replies if r.state == "error"), None)
        if failed is None:
            self.errors = 0
        elif "gave up" in failed.error or "asks to wait" in failed.error:
            self.errors += 1
            self.reason = failed.error
        if self.errors >= self.threshold:
            raise IncompleteError(
                f"{sample.model} gave no answer to {self.errors} cases in a row ({self.reason}); the run was stopped"
            )


@dataclass
class _Stop:
    """Asked to stop: once means take no new case and finish those under way, twice means now."""

    requested: bool = False
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    say: Callable[[str], None] = lambda _: None

    def __call__(self) -> None:
        if self.requested:
            for task in self.tasks:
                task.cancel()
            return
        self.requested = True
        self.say("stopping: finishing the calls under way (again to stop at once)")


async def execute(
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
) -> None:
    """Ask every planned case that is not `done`, of every model (which must be started), and journal each once.

    `concurrency` is the number of workers by model URI; models run side by side. Raises Interrupted after Ctrl-C or
    SIGTERM, IncompleteError where a model stopped answering; whatever came back by then is in the journal.
    """
    stop = _Stop(say=say)
    callers = [Caller(model, cache, limits) for model in models]
    for caller in callers:
        size = concurrency[str(caller.model.uri)]
        breaker = _Breaker(max(BREAKER, 2 * size))
        work = _work(picked, caller.model, seed, done)
        stop.tasks += [
            asyncio.create_task(_worker(work, caller, journal, done, breaker, stop, watch)) for _ in range(size)
        ]
    loop = asyncio.get_running_loop()
    handled = []
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread: the caller handles it
            loop.add_signal_handler(number, stop)
            handled.append(number)
    try:
        await _all(stop)
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
        if cache is not None:
            cache.flush()
    if stop.requested:
        raise Interrupted


async def _all(stop: _Stop) -> None:
    """Wait for the workers. The first that fails stops the others; its error is raised after they have ended."""
    try:
        finished, _ = await asyncio.wait(stop.tasks, return_when=asyncio.FIRST_EXCEPTION)
    except asyncio.CancelledError:
        finished = set()
        for task in stop.tasks:
            task.cancel()
        await asyncio.gather(*stop.tasks, return_exceptions=True)
        raise
    errors = [t.exception() for t in finished if not t.cancelled() and t.exception() is not None]
    if errors:
        for task in stop.tasks:
            task.cancel()
        await asyncio.gather(*stop.tasks, return_exceptions=True)
        error = errors[0]
        assert error is not None  # noqa: S101  (narrows the type)
        if isinstance(error, ModelError):
            raise IncompleteError(str(error)) from None
        raise error


def _work(picked: Iterable[Picked], model: Model, seed: int, done: JournalIndex) -> Iterator[tuple[Probe, Case]]:
    uri = str(model.uri)
    for pick in picked:
        if pick.probe.kind == model.kind:
            for case in pick.probe.cases(seed, pick.n):
                if (uri, pick.probe.name, case.id) not in done:
                    yield pick.probe, case


async def _worker(
    work: Iterator[tuple[Probe, Case]],
    caller: Caller,
    journal: Journal,
    done: JournalIndex,
    breaker: _Breaker,
    stop: _Stop,
    watch: Watch,
) -> None:
    for probe, case in work:
        sample = await _sample(probe, case, caller, journal, done)
        journal.append(sample)
        watch(sample)
        breaker.note(sample)
        if stop.requested:
            return


async def _sample(probe: Probe, case: Case, caller: Caller, journal: Journal, done: JournalIndex) -> Sample:
    """Ask one case. Replies of an earlier, unfinished attempt are taken from the journal, not asked again."""
    model = caller.model
    uri = str(model.uri)
    earlier = done.turns.get((uri, probe.name, case.id), {})
    several = probe.protocol.calls > 1
    ideal = worst = None
    if model.peeks:
        ideal, worst = list(probe.ideal(case)), list(probe.worst(case))
    turn = 0
    asked: Counter[bytes] = Counter()

    async def ask(request: Request) -> Reply:
        nonlocal turn
        k, turn = turn, turn + 1
        again = 0
        if several:
            same = canonical(request)
            again, asked[same] = asked[same], asked[same] + 1
        if k in earlier:
            return earlier[k]
        hint = None
        if ideal is not None and worst is not None:
            hint = Hint(case=case, turn=k, ideal=ideal[min(k, len(ideal) - 1)], worst=worst[min(k, len(worst) - 1)])
        reply = await caller.call(request, hint, again)
        if several and reply.state != "error":
            journal.append(Turn(model=uri, probe=probe.name, case=case.id, k=k, reply=reply))
        return reply

    missing = probe.protocol.needs - model.capabilities
    if missing:
        replies = [Reply(state="error", error=f"the model offers no {', '.join(sorted(missing))}", attempts=0)]
    else:
        try:
            replies = await probe.protocol.run(case, ask, model.capabilities)
        except (AssayError, asyncio.CancelledError):
            raise
        except Exception as error:  # a protocol may be plugged in; one case must not end the run
            replies = [Reply(state="error", error=f"the protocol failed: {type(error).__name__}: {error}")]
    return Sample(model=uri, probe=probe.name, case=case, replies=tuple(replies), verdict=judge(probe, case, replies))
