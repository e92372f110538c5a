"""So much a minute, requests or tokens: what the user allows, spread evenly, and what a server says is left."""

from __future__ import annotations

import math

__all__ = ["Left", "Pace"]

_TICK = 1e-9
"""Seconds; what is shorter is a rounding error."""


class Pace:
    """At most `limit` units in any `window` seconds: the generic cell rate algorithm (ITU-T I.371), a leaky bucket
    that keeps one number.

    A second's worth may go at once, and never less than one call. Whole units are counted exactly: no window, wherever
    it begins, holds more than `limit`. A single call of more than half the limit waits until nothing is owed and is
    followed by a pause of at least a window; only such a call can make a window hold more, by its own size.
    """

    def __init__(self, limit: float, window: float = 60.0) -> None:
        self.limit = limit
        self.window = window
        self._burst = max(1.0, limit / window)
        self._due = -math.inf

    @property
    def _each(self) -> float:
        """Seconds that one unit takes. With a burst of b, a window holds less than window/each + b units."""
        return self.window / (self.limit - self._burst + 1)

    def wait(self, now: float, units: float = 1.0) -> float:
        """The seconds until `units` may be spent: 0 where they may be now."""
        burst = min(units, self.limit / 2)
        if burst > self._burst:
            more, self._burst = burst - self._burst, burst
            if self._due > -math.inf:  # what went at the faster rate until now is owed, so that no window holds more
                self._due = max(self._due, now) + more * self._each
        wait = max(self._due - now, 0.0) + (min(units, self._burst) - self._burst) * self._each
        return wait if wait > _TICK else 0.0

    def spend(self, now: float, units: float = 1.0) -> None:
        """Count `units` as spent."""
        self._due = max(self._due, now) + units * self._each

    def settle(self, units: float) -> None:
        """Correct what was spent by `units` (negative: less came to be used than was counted)."""
        self._due += units * self._each


class Left:
    """What a server still takes until a time that it named; without end where it named none.

    Answers overtake one another, so that of those to calls that were in flight together the lowest count holds; one to a
    call sent after them all begins afresh. Calls in flight may be counted already, or not yet: they are taken off.
    """

    def __init__(self) -> None:
        self.left = math.inf
        self._count = math.inf
        self._until = -math.inf
        self._sent = 0

    def note(self, count: int, in_flight: int, until: float | None, number: int, sent: int) -> None:
        """The answer to call `number`, of `sent` until now, says that `count` units are left until `until` (None: it does
        not say, or is too far away to be waited for; a 429 will say when to come again). `in_flight`: units under way."""
        if until is None:
            self.left = math.inf
            return
        if number > self._sent:
            self._count, self._sent = count, sent
        else:
            self._count = min(self._count, count)
        self.left, self._until = self._count - in_flight, until

    def wait(self, now: float, units: int) -> float:
        """The seconds until `units` may be used: 0 where they may be now."""
        if self.left >= units:
            return 0.0
        if now >= self._until:
            self.left = self._count = math.inf
            return 0.0
        return self._until - now

    def ample(self, now: float, units: float) -> bool:
        """Whether so many are left that nobody need count."""
        return self.left >= units or now >= self._until
