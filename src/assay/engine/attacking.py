"""The attacker of a run: a model that words the user's next turns, checked before anything is spent and asked as targets are.

It may fail without the run: where it gives no answer the script of a case stands in. So it has a gate of its own, which
nobody else waits at, unless it is served from where a target is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assay.engine.budget import Spending, rough_tokens
from assay.engine.cache import ReplyCache
from assay.engine.calls import Caller, Limits
from assay.engine.halt import Halt, Halted
from assay.engine.plan import Plan
from assay.engine.prices import Price, about
from assay.engine.rate import Gate
from assay.engine.roles import patient
from assay.engine.select import Picked
from assay.errors import ConfigError, ModelError
from assay.models import Model
from assay.probes import PROBES
from assay.protocols import attackable
from assay.records import Reply, Request, Sample

__all__ = ["Attack", "Desk", "attacked", "counted", "told"]


def attacked(picked: Sequence[Picked]) -> list[Picked]:
    """The probes as a run with an attacker asks them. Raises ConfigError where none can use one."""
    if not any(p.probe.can_be_attacked for p in picked):
        able = ", ".join(p.name for _, p in PROBES.items() if p.can_be_attacked)
        raise ConfigError(f"no probe of this run can use an attacker; these can: {able}")
    return [p.attacked() for p in picked]


def told(
    model: Model, picked: Sequence[Picked], targets: Sequence[Model], seed: int, prices: Mapping[str, Price]
) -> str:
    """One line on what the attacker is asked for at most, before it is. Raises ConfigError where no case is for it."""
    calls = took = gave = 0
    for pick in picked:
        protocol = attackable(pick.probe.protocol)
        times = sum(target.kind == pick.probe.kind for target in targets)
        if protocol is None or not times:
            continue
        for case in pick.cases(seed):
            for request in protocol.attacks(case):
                calls += times
                took += times * rough_tokens(request)
                gave += times * request.max_tokens
    if not calls:
        raise ConfigError("no case of this run is for the attacker: ask more cases of each probe (--limit)")
    line = f"{model.uri} is asked to word turns of attacks: at most {calls:,} calls, {took:,} tokens in, {gave:,} tokens out"
    return line + about([model], prices, took, gave)


@dataclass(frozen=True)
class Attack:
    """A run's attacker as one worker asks it: under the halt and the budget that the worker's own calls are under."""

    desk: Desk
    caller: Caller

    @property
    def schema(self) -> bool:
        return "schema" in self.caller.model.capabilities

    async def ask(self, request: Request) -> Reply:
        """Its reply; one of state `error` where it gives none. Raises Halted where the run itself ends."""
        desk = self.desk
        if desk.lost:
            return Reply(state="error", error=desk.lost, attempts=0)
        try:
            reply = await self.caller.call(request)
        except Halted:
            if self.caller.halt.error is not None:
                raise
            desk.lose(str(desk.halt.error))
            return Reply(state="error", error=desk.lost, attempts=0)
        except ModelError as error:
            desk.lose(str(error))
            return Reply(state="error", error=desk.lost, attempts=0)
        if reply.state == "error":
            desk.complain(reply.error)
        return reply

    def leave(self) -> None:
        """The workers have ended."""
        if self.caller.gate is not None and self.caller.lane is not None:
            self.caller.gate.dismiss(self.caller.lane)


class Desk:
    """What all workers of a process share of the attacker: its gate, and whether it is lost."""

    def __init__(
        self,
        model: Model,
        concurrency: int,
        limits: Limits,
        cache: ReplyCache | None,
        doors: Sequence[tuple[Model, Gate]],
        say: Callable[[str], None],
    ) -> None:
        """`doors` are the gates of the targets: it goes through that of one behind the same address."""
        self.model, self.cache = model, cache
        self.limits = patient(limits)
        self.halt = Halt()
        self.lost = ""
        self._complained = False
        shared = (gate for target, gate in doors if model.addresses and target.addresses == model.addresses)
        self.gate = next(shared, None) or Gate(
            f"{model.uri} (role attacker)",
            concurrency,
            halt=self.halt,
            patience=self.limits.outage,
            longest=self.limits.longest,
            rpm=limits.rpm,
            tpm=limits.tpm,
            say=say,
        )
        model.on_allowance = self.gate.allow

    def attack(self, halt: Halt, spending: Spending | None) -> Attack:
        """For workers that end with `halt` and spend of `spending`. Who waits for the attacker then is woken."""
        lane = self.gate.lane()
        halt.tell(lambda: self.gate.dismiss(lane))
        caller = Caller(self.model, self.cache, self.limits, halt=halt, gate=self.gate, spending=spending, lane=lane)
        return Attack(self, caller)

    def lose(self, why: str) -> None:
        """Ask it no more."""
        self.lost = self.lost or why
        self.complain(why)

    def complain(self, why: str) -> None:
        """Note, once, that the script stands in for it: what is told at the end, and in the report."""
        if not self._complained:
            self._complained = True
            text = f"{self.model.uri} (role attacker): {why}; where it gives no answer, the script stands in"
            self.model.notes = tuple(dict.fromkeys((*self.model.notes, text)))


def counted(plan: Plan, samples: Iterable[Sample]) -> str:
    """How many turns the attacker was asked for, and how many were put in its words; why not the others."""
    moves = [reply.move for sample in samples for reply in sample.replies if reply.move is not None]
    flaws = Counter(move.flaw for move in moves)
    used = flaws.pop("", 0)
    uri = plan.attacker.uri if plan.attacker else ""
    said = f"{uri} (role attacker): {used:,} of the {len(moves):,} turns that it was asked for are in its words"
    why = ", ".join(f"{n:,} {flaw}" for flaw, n in sorted(flaws.items(), key=lambda item: (-item[1], item[0])))
    return f"{said}; for the others the script stood in: {why}" if why else said
