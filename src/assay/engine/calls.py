"""One call of a model, made to succeed: cache, budget, the server's gate, retries with jitter, a time limit; an error at
the end."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

import msgspec

from assay.engine.budget import Spending, rough_tokens
from assay.engine.cache import ReplyCache
from assay.engine.halt import Halt, Halted
from assay.engine.rate import Gate, Lane, Ticket
from assay.errors import IncompleteError
from assay.models import Model, Rejected, Transient
from assay.records import Hint, Reply, Request

__all__ = ["Caller", "Limits"]


@dataclass(frozen=True)
class Limits:
    """How patient and how fast a run is. `timeout`: seconds for one attempt. `attempts`: tries of one call. Waits between
    tries are drawn from [0, min(cap, base·2^i)] seconds (full jitter) and are never shorter than the server asks for."""

    attempts: int = 8
    timeout: float = 300.0
    base: float = 0.25
    cap: float = 20.0
    patience: float = 120.0
    """The longest Retry-After of a failed call that is waited for, in seconds; a longer one ends the call as an error."""
    outage: float = 600.0
    """How long a server that answers nothing, or asks to be left alone, is waited for, in seconds, before the run ends."""
    rpm: float | None = None
    """Requests a minute, for each server; None: as many as it takes."""
    tpm: float | None = None
    """Tokens a minute, input and output, for each server."""

    @property
    def longest(self) -> float:
        """The longest wait that an overloaded server may ask for."""
        return max(self.patience, self.outage)


@dataclass
class Caller:
    """Calls one model, through the gate of its server. By default it has a gate of its own and no budget."""

    model: Model
    cache: ReplyCache | None
    limits: Limits = Limits()
    jitter: random.Random = field(default_factory=random.Random)
    halt: Halt = field(default_factory=Halt)
    gate: Gate | None = None
    spending: Spending | None = None
    retries: int = 0
    lane: Lane | None = None

    async def call(self, request: Request, hint: Hint | None = None, again: int = 0) -> Reply:
        """The reply to `request`; state `error`, with the last reason, where no attempt succeeded. `again` is how often
        its case has asked the very same before: that is for another sample, and not for the first one's reply.

        Raises ModelError where the model cannot be used at all any more, and Halted where the run ends before.
        """
        key = None
        if self.cache and self.model.cacheable:
            key = ReplyCache.key(self.model.identity, request, str(self.model.uri), again)
        if key is not None and self.cache is not None and (hit := self.cache.get(key)) is not None:
            return hit
        gate, lane = self._gate()
        loop = asyncio.get_running_loop()
        reason = ""
        for attempt in range(1, self.limits.attempts + 1):
            ticket = await self._leave(gate, lane, request)
            started = loop.time()
            overload, slow, asked = False, False, 0.0
            try:
                async with asyncio.timeout(self.limits.timeout):
                    reply = await self.model.ask(request, hint)
            except Rejected as error:
                gate.answered(ticket)
                return Reply(state="error", error=str(error), attempts=attempt)
            except TimeoutError:
                reason, slow = f"no answer within {self.limits.timeout:g} s", True
            except Transient as error:
                reason, asked = str(error), error.retry_after or 0.0
                overload, slow = error.overload, error.slow
            except BaseException:
                gate.unsent(ticket)
                raise
            else:
                gate.answered(ticket, reply.input_tokens + reply.output_tokens)
                reply = msgspec.structs.replace(reply, seconds=loop.time() - started, attempts=attempt)
                if self.spending is not None:
                    self.spending.charge(str(self.model.uri), request, reply)
                if key is not None and self.cache is not None:
                    self.cache.put(key, reply)
                return reply
            if overload:
                gate.refused(ticket, reason, asked)
            else:
                gate.failed(ticket, reason, slow=slow)
            if asked > (self.limits.longest if overload else self.limits.patience):
                return Reply(state="error", error=f"{reason}; it asks to wait {asked:.0f} s", attempts=attempt)
            if attempt < self.limits.attempts:
                self.retries += 1
                await self._back_off(gate, attempt, 0.0 if overload else asked, held=overload and asked > 0)
        return Reply(
            state="error",
            error=f"gave up after {self.limits.attempts} attempts: {reason}",
            attempts=self.limits.attempts,
        )

    def _gate(self) -> tuple[Gate, Lane]:
        if self.gate is None:
            size, limits = self.model.concurrency, self.limits
            self.gate = Gate(
                str(self.model.uri),
                size,
                halt=self.halt,
                patience=limits.outage,
                longest=limits.longest,
                rpm=limits.rpm,
                tpm=limits.tpm,
            )
        if self.lane is None:
            self.lane = self.gate.lane()
        return self.gate, self.lane

    async def _leave(self, gate: Gate, lane: Lane, request: Request) -> Ticket:
        """Wait for leave to send one attempt and count it against the budget. Raises Halted where the run ends."""
        self.halt.check()
        ticket = gate.take(lane)
        if ticket is None:
            tokens = rough_tokens(request) + request.max_tokens if gate.counts_tokens else 0
            ticket = await gate.wait(lane, tokens)
        if self.spending is not None:
            spent = self.spending.spent(asyncio.get_running_loop().time())
            if spent:
                self.halt.stop(IncompleteError(spent))
                gate.unsent(ticket)
                raise Halted
            self.spending.sent()
        return ticket

    async def _back_off(self, gate: Gate, attempt: int, asked: float, *, held: bool) -> None:
        """Wait before another try: not where the gate holds all calls back, for it knows until when."""
        if not held and not gate.breaker.open:
            pause = self.jitter.uniform(0, min(self.limits.cap, self.limits.base * 2**attempt))
            await self.halt.sleep(max(pause, asked))
