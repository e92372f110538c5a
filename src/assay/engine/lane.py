"""What a gate hands out: a lane for each model that sends through it, a ticket for each attempt."""

from __future__ import annotations

import asyncio
from collections import deque

__all__ = ["Lane", "Ticket"]


class Lane:
    """One model's calls at a gate: those in flight and those that wait, first come first served."""

    __slots__ = ("in_flight", "waiting")

    def __init__(self) -> None:
        self.in_flight = 0
        self.waiting: deque[tuple[asyncio.Future[Ticket], int]] = deque()


class Ticket:
    """Leave for one attempt; to be handed back by exactly one of `answered`, `refused`, `failed` and `unsent`."""

    __slots__ = ("lane", "number", "probe", "round", "tokens")

    def __init__(self, lane: Lane, number: int, sent_in: int, tokens: int, probe: bool) -> None:
        self.lane = lane
        self.number = number
        self.round = sent_in
        self.tokens = tokens
        self.probe = probe
