"""One call of a model, made to succeed: cache, retries with jitter, Retry-After, a time limit; an error at the end."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

import msgspec

from assay.engine.cache import ReplyCache
from assay.models import Model, Rejected, Transient
from assay.records import Hint, Reply, Request

__all__ = ["Caller", "Limits"]


@dataclass(frozen=True)
class Limits:
    """How patient a run is. `timeout`: seconds for one attempt. `attempts`: tries of one call. Waits between tries
    are drawn from [0, min(cap, base·2^i)] seconds (full jitter) and are never shorter than the server asks for."""

    attempts: int = 8
    timeout: float = 300.0
    base: float = 0.25
    cap: float = 20.0
    patience: float = 120.0
    """The longest Retry-After that is waited for, in seconds; a longer one ends the call as an error."""


@dataclass
class Caller:
    """Calls one model. After a rate limit all calls to it wait until the time that the server named."""

    model: Model
    cache: ReplyCache | None
    limits: Limits = Limits()
    jitter: random.Random = field(default_factory=random.Random)
    retries: int = 0
    _not_before: float = 0.0

    async def call(self, request: Request, hint: Hint | None = None, again: int = 0) -> Reply:
        """The reply to `request`; state `error`, with the last reason, where no attempt succeeded. `again` is how often
        its case has asked the very same before: that is for another sample, and not for the first one's reply.

        Raises ModelError where the model cannot be used at all any more.
        """
        key = None
        if self.cache and self.model.cacheable:
            key = ReplyCache.key(self.model.identity, request, str(self.model.uri), again)
        if key is not None and self.cache is not None and (hit := self.cache.get(key)) is not None:
            return hit
        loop = asyncio.get_running_loop()
        reason = ""
        for attempt in range(1, self.limits.attempts + 1):
            while (wait := self._not_before - loop.time()) > 0:  # noqa: ASYNC110  (a time, not an event)
                await asyncio.sleep(wait + self.jitter.uniform(0, 0.05))
            started = loop.time()
            try:
                async with asyncio.timeout(self.limits.timeout):
                    reply = await self.model.ask(request, hint)
            except Rejected as error:
                return Reply(state="error", error=str(error), attempts=attempt)
            except TimeoutError:
                reason, asked, overload = f"no answer within {self.limits.timeout:g} s", 0.0, False
            except Transient as error:
                reason, asked, overload = str(error), error.retry_after or 0.0, error.overload
                if asked > self.limits.patience:
                    return Reply(state="error", error=f"{reason}; it asks to wait {asked:.0f} s", attempts=attempt)
            else:
                reply = msgspec.structs.replace(reply, seconds=loop.time() - started, attempts=attempt)
                if key is not None and self.cache is not None:
                    self.cache.put(key, reply)
                return reply
            if attempt < self.limits.attempts:
                self.retries += 1
                if overload and asked:
                    self._not_before = max(self._not_before, loop.time() + asked)
                else:
                    pause = self.jitter.uniform(0, min(self.limits.cap, self.limits.base * 2**attempt))
                    await asyncio.sleep(max(pause, asked))
        return Reply(
            state="error",
            error=f"gave up after {self.limits.attempts} attempts: {reason}",
            attempts=self.limits.attempts,
        )
