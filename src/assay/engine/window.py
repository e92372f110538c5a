"""How many calls a server is sent at once: all that the user allows until it pushes back, then what it takes."""

from __future__ import annotations

import math

__all__ = ["Window"]

_NEAR = 8.0
"""Near the place of the last refusal the window grows so many times slower: few calls are refused to learn nothing new."""


class Window:
    """Additive increase, multiplicative decrease (Chiu and Jain 1989), with `size` never above `ceiling` or below 1.

    A round is what was sent between two decreases. The first refusal in a round takes a tenth of what was in flight,
    every further one a place more, down to half: a server that takes 8 of 64 is found in three rounds, and one that
    refuses a single call too many costs a single place. Refusals of calls sent before the last round say nothing new.
    Each round of answers adds one; after `restart` each answer does, as in TCP's slow start.
    """

    def __init__(self, ceiling: float) -> None:
        self.ceiling = ceiling
        self.size = ceiling
        self.round = 0
        self._sent = ceiling
        self._lost = 0
        self._refused_at = math.inf
        self._doubling = False

    def answered(self) -> None:
        """A call was answered."""
        if self.size >= self.ceiling:
            return
        if self._doubling:
            step = 1.0
        else:
            step = 1.0 / self.size
            if abs(self.size - self._refused_at) < 1.0:
                step /= _NEAR
        self.size = min(self.ceiling, self.size + step)

    def refused(self, sent_in: int, in_flight: int) -> None:
        """A call that was sent in round `sent_in` was refused when `in_flight` were, itself included."""
        if sent_in == self.round:
            self.round += 1
            self._sent = self._refused_at = min(self.size, float(in_flight))
            self._lost = 1
            self._doubling = False
            self.size = max(1.0, 0.9 * self._sent)
        elif sent_in == self.round - 1:
            self._lost += 1
            self.size = max(1.0, self._sent / 2, min(self.size, self._sent - self._lost))

    def restart(self) -> None:
        """Begin again with one call, after an outage."""
        self.round += 1
        self._refused_at = math.inf
        self._doubling = True
        self.size = 1.0
