"""Cuts a plan into shards, large at first and small at the end, so that all workers finish together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from assay.engine.budget import Budget
from assay.engine.index import JournalIndex, place_of
from assay.engine.journal import Event, Turn
from assay.engine.media import filled
from assay.engine.plan import Plan
from assay.engine.spread.wire import Piece
from assay.engine.stopping import Stopper
from assay.errors import JournalError
from assay.records import Sample

__all__ = ["LARGEST", "Shard", "Shards"]

LARGEST = 2_000
"""Cases of a shard at most: so many are held in a worker's memory at once."""

_ROUNDS = 4
"""A shard is this part of what one worker has left to do: guided self-scheduling (Polychronopoulos and Kuck 1987)."""


class Shard:
    """Cases of one model and one probe, and which of them are not recorded yet."""

    def __init__(self, model: str, probe: str, places: Sequence[int], turns: Mapping[int, list[Turn]]) -> None:
        self.model = model
        self.probe = probe
        self.left = dict.fromkeys(places)
        self.turns = {place: list(turns[place]) for place in places if place in turns}

    def piece(self, budget: Budget, media: Path) -> Piece:
        """What is left of it, to be sent: with the pictures and films of its turns, which lie in `media`."""
        turns = tuple(
            msgspec.structs.replace(turn, reply=filled(turn.reply, media))
            for some in self.turns.values()
            for turn in some
        )
        return Piece(model=self.model, probe=self.probe, places=tuple(self.left), turns=turns, budget=budget)

    def record(self, event: Event) -> None:
        """Note what a worker has handed over. Raises JournalError where it does not belong here, or came before."""
        if not isinstance(event, Sample | Turn):
            raise JournalError(f"a Ray worker handed over a {type(event).__name__}, which is not its to write")
        place = place_of(event.case if isinstance(event, Turn) else event.case.id)
        if (event.model, event.probe) != (self.model, self.probe) or place not in self.left:
            raise JournalError(f"a Ray worker handed over case {place} of {event.probe}, which is not its to ask")
        if isinstance(event, Turn):
            self.turns.setdefault(place, []).append(event)
        else:
            del self.left[place]
            self.turns.pop(place, None)


class Shards:
    """What is still to be asked, by model, cut into shards as they are taken."""

    def __init__(self, plan: Plan, done: JournalIndex, workers: int, stopper: Stopper) -> None:
        self._workers = workers
        self._done = done
        self._stopper = stopper
        self._careful = any(gate.stop for gate in plan.gates)
        self._turns: dict[tuple[str, str], dict[int, list[Turn]]] = {}
        for (uri, probe, case), replies in done.turns.items():
            turns = [
                Turn(model=uri, probe=probe, case=case, k=k, reply=reply, role=role)
                for (role, k), reply in replies.items()
            ]
            self._turns.setdefault((uri, probe), {})[place_of(case)] = turns
        self._left: dict[str, int] = {}
        self._probes: dict[str, deque[tuple[str, Iterator[int]]]] = {}
        self._back: dict[str, deque[Shard]] = {}
        for model in plan.targets:
            probes = [p for p in plan.probes if p.kind == model.kind]
            self._left[model.uri] = sum(stopper.left(done, model.uri, p) for p in probes)
            self._probes[model.uri] = deque((p.name, self._places(model.uri, p.name, p.n)) for p in probes)
            self._back[model.uri] = deque()

    def __len__(self) -> int:
        """How many cases are not taken yet."""
        return sum(self._left.values()) + sum(len(s.left) for back in self._back.values() for s in back)

    def take(self, model: str, least: int) -> Shard | None:
        """The next shard of a model, of at least so many cases where there are; None where nothing is left."""
        while self._back[model]:
            shard = self._back[model].popleft()
            for place in [p for p in shard.left if not self._stopper.needs(model, shard.probe, str(p))]:
                del shard.left[place]
            if shard.left:
                return shard
        # where a gate may decide at any time, few cases are on their way when it does
        size = least if self._careful else min(max(self._left[model] // (_ROUNDS * self._workers), least), LARGEST)
        probes = self._probes[model]
        while probes:
            name, places = probes[0]
            some = list(islice(places, size))
            if len(some) < size:
                probes.popleft()
            if some:
                self._left[model] -= len(some)
                return Shard(model, name, some, self._turns.get((model, name), {}))
        return None

    def put_back(self, shard: Shard) -> None:
        """What is left of a shard waits for another worker."""
        if shard.left:
            self._back[shard.model].append(shard)

    def _places(self, model: str, probe: str, n: int) -> Iterator[int]:
        for place in range(n):
            if not self._stopper.needs(model, probe, str(place)):
                return  # nor is any after it
            if not self._done.has(model, probe, place):
                yield place
