"""One server's gate: decides when each call of a run may be sent, for all probes and all models behind one address.

Where a server pushes back (429, 503, a time-out, `Retry-After`, an `x-ratelimit-*` allowance that runs out) fewer are sent;
where it stops answering, none for a while. Where it does not, the gate costs a comparison.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping, Sequence

from assay.engine.halt import Halt, Halted
from assay.engine.lane import Lane, Ticket
from assay.engine.outage import Breaker
from assay.engine.pace import Left, Pace
from assay.engine.window import Window
from assay.errors import IncompleteError
from assay.models import Allowance, Model

__all__ = ["Gate", "Lane", "Ticket", "gates"]

BREAKER = 8
"""So many failed attempts in a row, at least, open the breaker; with many calls at once two rounds of them."""


class Gate:
    """What is known of one server, and the calls that wait for it.

    `ceiling` is how many may be in flight at once, `rpm` and `tpm` are requests and tokens a minute (None: no limit),
    `patience` is how long a server that gives no answer is waited for, `longest` the longest wait that it may ask for, both
    in seconds. Among models the next place goes to the
    one with the fewest calls in flight, so that none starves another.
    """

    def __init__(
        self,
        name: str,
        ceiling: int,
        *,
        halt: Halt,
        patience: float = 600.0,
        longest: float = 600.0,
        rpm: float | None = None,
        tpm: float | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.name = name
        self.window = Window(ceiling)
        self.breaker = Breaker(name, max(BREAKER, 2 * ceiling), patience, say)
        self.in_flight = 0
        self.sent = 0
        self._rpm = Pace(rpm) if rpm is not None else None
        self._tpm = Pace(tpm) if tpm is not None else None
        self.counts_tokens = tpm is not None
        """Whether a call must say how many tokens it may take."""
        self._longest = longest
        self._halt = halt
        self._lanes: list[Lane] = []
        self._waiting = 0
        self._not_before = -math.inf
        self._requests = Left()
        self._tokens = Left()
        self._largest = 1
        self._told: Allowance | None = None
        self._probing = False
        self._timer: asyncio.TimerHandle | None = None
        self._plain = rpm is None and tpm is None
        halt.tell(self._wake_all)

    def lane(self) -> Lane:
        """A lane for one more model."""
        self._lanes.append(Lane())
        return self._lanes[-1]

    def take(self, lane: Lane) -> Ticket | None:
        """Leave to send at once, or None where the call has to `wait`: the whole cost of a gate that stands open."""
        if self._plain and not self._waiting and self.in_flight + 1 <= self.window.size:
            self.sent += 1
            self.in_flight += 1
            lane.in_flight += 1
            return Ticket(lane, self.sent, self.window.round, 0, False)
        return None

    async def wait(self, lane: Lane, tokens: int) -> Ticket:
        """Leave to send a call of at most about `tokens` tokens, when there is. Raises Halted where the run ends."""
        self._halt.check()
        future: asyncio.Future[Ticket] = asyncio.get_running_loop().create_future()
        entry = (future, tokens)
        lane.waiting.append(entry)
        self._waiting += 1
        self._pump()
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self.unsent(future.result())
            elif entry in lane.waiting:
                lane.waiting.remove(entry)
                self._waiting -= 1
            raise

    def answered(self, ticket: Ticket, tokens: int = 0) -> None:
        """The server answered, with `tokens` used in all (0: it did not say)."""
        self.window.answered()
        if tokens > self._largest:
            self._largest = tokens
        if self._tpm is not None and tokens:
            self._tpm.settle(tokens - ticket.tokens)
        breaker = self.breaker
        if breaker.failures and breaker.answered(_now()):
            self.window.restart()
        self._hand_back(ticket)

    def refused(self, ticket: Ticket, reason: str, asked: float = 0.0) -> None:
        """The server had too much to do. `asked` is how long it wants to be left alone: nobody is
        sent until then. It counts as failing only where calls go one by one already."""
        self.window.refused(ticket.round, self.in_flight)
        now = _now()
        if asked:
            self._not_before = max(self._not_before, now + asked)
            self._plain = False
        if asked > self._longest:
            self._halt.stop(IncompleteError(f"{self.name} asks to wait {asked:.0f} s ({reason})"))
        if self.window.size <= 1.0 or self.breaker.open:
            self._failed(ticket, now, reason, asked)
        self._hand_back(ticket)

    def failed(self, ticket: Ticket, reason: str, *, slow: bool = False) -> None:
        """No usable answer came: a 5xx, a lost connection, a malformed body. `slow`: none in time, and so fewer are sent."""
        if slow:
            self.window.refused(ticket.round, self.in_flight)
        self._failed(ticket, _now(), reason, 0.0)
        self._hand_back(ticket)

    def unsent(self, ticket: Ticket) -> None:
        """The attempt was given up for reasons of our own and says nothing of the server."""
        self._hand_back(ticket)

    def allow(self, allowance: Allowance) -> None:
        """What the server says it will still take (`x-ratelimit-*`): it came with the ticket handed back next."""
        self._told = allowance

    def _note(self, told: Allowance, ticket: Ticket) -> None:
        now = _now()
        others = self.in_flight - 1
        for left, count, reset, each in (
            (self._requests, told.requests, told.requests_reset, 1),
            (self._tokens, told.tokens, told.tokens_reset, self._largest),
        ):
            if count is not None:
                until = now + reset if reset is not None and reset <= self._longest else None
                left.note(count, others * each, until, ticket.number, self.sent)
        self._plain = self._is_plain(now)

    def _failed(self, ticket: Ticket, now: float, reason: str, asked: float) -> None:
        end = self.breaker.failed(now, reason, asked, probe=ticket.probe)
        if end:
            self._halt.stop(IncompleteError(f"{end}; the run was stopped"))
        self._plain = self._plain and not self.breaker.open

    def _hand_back(self, ticket: Ticket) -> None:
        if self._told is not None:
            self._note(self._told, ticket)
            self._told = None
        self.in_flight -= 1
        ticket.lane.in_flight -= 1
        if ticket.probe:
            self._probing = False
        if self._waiting:
            self._pump()

    def _pump(self) -> None:
        """Send whoever may be sent; where only time is missing, look again when it has passed."""
        now = _now()
        self._plain = self._is_plain(now)
        while self._waiting and self._has_room():
            lane = min((each for each in self._lanes if each.waiting), key=lambda each: each.in_flight)
            future, tokens = lane.waiting[0]
            pause = self._pause(now, tokens)
            if pause > 0:
                self._look_again(pause)
                return
            lane.waiting.popleft()
            self._waiting -= 1
            if not future.done():
                self._send(future, lane, tokens, now)

    def _has_room(self) -> bool:
        if self.breaker.open:
            return not self._probing
        return self.in_flight + 1 <= self.window.size

    def _send(self, future: asyncio.Future[Ticket], lane: Lane, tokens: int, now: float) -> None:
        for pace, units in ((self._rpm, 1), (self._tpm, tokens)):
            if pace is not None:
                pace.spend(now, units)
        self._requests.left -= 1
        self._tokens.left -= self._largest
        self.sent += 1
        self.in_flight += 1
        lane.in_flight += 1
        self._lanes.remove(lane)
        self._lanes.append(lane)  # among equals the one that has waited longest is next
        self._probing = self.breaker.open
        future.set_result(Ticket(lane, self.sent, self.window.round, tokens, self._probing))

    def _pause(self, now: float, tokens: int) -> float:
        """Seconds until the next call may go, as far as time alone is in its way."""
        pause = self._not_before - now
        if self.breaker.open:
            pause = max(pause, self.breaker.next_try - now)
        for pace, units in ((self._rpm, 1), (self._tpm, tokens)):
            if pace is not None and units:
                pause = max(pause, pace.wait(now, units))
        # where nothing is in flight a call may try its luck with few tokens left: the next may be a small one
        needed = self._largest if self.in_flight else 1
        return max(pause, self._requests.wait(now, 1), self._tokens.wait(now, needed))

    def _is_plain(self, now: float) -> bool:
        return (
            self._rpm is None
            and self._tpm is None
            and not self.breaker.open
            and now >= self._not_before
            and self._requests.ample(now, 2 * self.window.ceiling)
            and self._tokens.ample(now, 2 * self.window.ceiling * self._largest)
        )

    def _look_again(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._pump)

    def dismiss(self, lane: Lane) -> None:
        """Nobody sends through this lane any more: those who wait in it are told that they are halted."""
        self._waiting -= len(lane.waiting)
        for future, _ in lane.waiting:
            if not future.done():
                future.set_exception(Halted())
        lane.waiting.clear()
        if lane in self._lanes:
            self._lanes.remove(lane)

    def _wake_all(self) -> None:
        """The run ends: nobody waits any longer."""
        if self._timer is not None:
            self._timer.cancel()
        for lane in list(self._lanes):
            self.dismiss(lane)


def gates(
    models: Sequence[Model],
    sizes: Mapping[str, int],
    *,
    halt: Halt,
    patience: float = 600.0,
    longest: float = 600.0,
    rpm: float | None = None,
    tpm: float | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> list[Gate]:
    """A gate for each model, the same one for all behind one address; a model without any has its own. Its ceiling is the
    sum of the models' `sizes` (by URI). Each model's allowances are passed on to its gate."""
    places: dict[object, list[Model]] = {}
    for model in models:
        places.setdefault(model.addresses or str(model.uri), []).append(model)
    found: dict[str, Gate] = {}
    for group in places.values():
        first = group[0]
        host = ":".join(map(str, first.addresses[0])) if first.addresses else ""
        name = f"{first.uri}" if len(group) == 1 else f"{host} ({len(group)} models)"
        ceiling = sum(sizes[str(model.uri)] for model in group)
        gate = Gate(name, ceiling, halt=halt, patience=patience, longest=longest, rpm=rpm, tpm=tpm, say=say)
        for model in group:
            model.on_allowance = gate.allow
            found[str(model.uri)] = gate
    return [found[str(model.uri)] for model in models]


def _now() -> float:
    return asyncio.get_running_loop().time()
