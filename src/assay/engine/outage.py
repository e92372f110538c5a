"""The circuit breaker: a server that has stopped answering is left alone, asked again by single calls after growing
pauses, and given up only after a stated patience."""

from __future__ import annotations

import math
from collections.abc import Callable

__all__ = ["Breaker"]

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


class Breaker:
    """Counts failed attempts since the last answer and opens at `threshold` of them; times are in seconds.

    While it is open one call at a time may try, after 1, 2, 4, … seconds, at most 60. Any answer closes it. It is
    spent when nothing has come back for `patience` seconds since it opened.
    """

    def __init__(self, name: str, threshold: int, patience: float, say: Callable[[str], None]) -> None:
        self.name = name
        self.threshold = threshold
        self.patience = patience
        self.say = say
        self.failures = 0
        self.next_try = 0.0
        self.open = False
        self._opened = self._pause = 0.0

    def answered(self, now: float) -> bool:
        """The server answers. True where it had been given up for the time being."""
        self.failures = 0
        if not self.open:
            return False
        self.open = False
        self.say(f"{self.name} answers again after {_span(now - self._opened)}; going on")
        return True

    def failed(self, now: float, reason: str, asked: float = 0.0, *, probe: bool = False) -> str:
        """An attempt failed, and the server asked to be left alone for `asked` seconds. Gives the sentence with which
        the run has to end where the patience is spent, else ""."""
        self.failures += 1
        if self.open:
            if not probe:  # it was sent before the breaker opened and says nothing new
                return ""
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        elif self.failures >= self.threshold:
            self.open, self._opened, self._pause = True, now, FIRST_PAUSE
        else:
            return ""
        end = self._opened + self.patience
        if now >= end or now + asked > end:
            waited = f", nor in {_span(now - self._opened)} since" if now > self._opened else ""
            wait = f"; it asks to wait {_span(asked)}" if asked else ""
            return f"{self.name} gave no answer to {self.failures:,} calls in a row{waited} ({reason}{wait})"
        self.next_try = min(end, now + max(self._pause, asked))
        what = "still gives no answer" if probe else f"gave no answer to {self.failures:,} calls in a row ({reason})"
        left = "" if probe else f", for {_span(self.patience)} at most"
        self.say(f"{self.name} {what}; pausing, next try in {_span(self.next_try - now)}{left}")
        return ""


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{math.ceil(seconds)} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
