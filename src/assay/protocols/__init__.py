"""How a target is asked: a protocol turns one case into calls and gives back their replies, in order.

A protocol gets `ask`, which sends one request through the engine's limits, cache, retries and journal; it must be a
deterministic function of the case and the replies, so that a resumed run can replay journalled replies through it.
After a reply that is not usable (blocked or an error) it stops and returns what it has.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol as Interface
from typing import runtime_checkable

from assay.records import Case, Message, Reply, Request

__all__ = ["Ask", "Attackable", "Helper", "Protocol", "Single", "attackable", "follow_up", "single"]

Ask = Callable[[Request], Awaitable[Reply]]
"""Sends one request to the target and awaits its reply."""


@runtime_checkable
class Protocol(Interface):
    """`calls`: how many calls a case takes at most. `needs`: the model capabilities it cannot do without.
    `wants`: those it uses where the target has them. `max_tokens`: the longest answer, for estimates."""

    @property
    def calls(self) -> int: ...
    @property
    def max_tokens(self) -> int: ...
    @property
    def needs(self) -> frozenset[str]: ...
    @property
    def wants(self) -> frozenset[str]: ...

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """Ask `case`; `has` are the target's capabilities."""
        ...


class Helper(Interface):
    """Another model that a protocol asks beside the target. What it says is journalled too, so that a resumed run goes the
    same way; an `ask` that fails gives a reply of state `error`. `schema`: whether it can be held to a JSON schema."""

    @property
    def schema(self) -> bool: ...
    async def ask(self, request: Request) -> Reply: ...


@runtime_checkable
class Attackable(Interface):
    """A protocol that can use models beside the target: `uses` names their roles."""

    @property
    def uses(self) -> frozenset[str]: ...

    async def run(self, case: Case, ask: Ask, has: frozenset[str], attacker: Helper | None = None) -> list[Reply]:
        """Ask `case`, where there is one with an attacker."""
        ...

    def attacks(self, case: Case) -> Iterable[Request]:
        """What an attacker is asked for `case` at most, each request as long as it may be."""
        ...


def attackable(protocol: Protocol) -> Attackable | None:
    """The protocol where it can use an attacker, else None."""
    return protocol if isinstance(protocol, Attackable) and "attacker" in protocol.uses else None


@dataclass(frozen=True)
class Single:
    """One turn, greedy unless `temperature` says otherwise. `logprobs` is used where the target offers them."""

    max_tokens: int = 128
    temperature: float = 0.0
    logprobs: bool = False
    top_logprobs: int = 0
    stop: tuple[str, ...] = ()
    calls: int = 1
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = field(default=frozenset())

    def request(self, case: Case, has: frozenset[str]) -> Request:
        """The one request of a case."""
        return Request(
            messages=case.turns,
            max_tokens=self.max_tokens,
            temperature=self.temperature,
            stop=self.stop,
            logprobs=self.logprobs and "logprobs" in has,
            top_logprobs=self.top_logprobs if "top_logprobs" in has else 0,
            draw=case.draw,
        )

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        return [await ask(self.request(case, has))]


def single(
    max_tokens: int = 128,
    *,
    temperature: float = 0.0,
    logprobs: bool = False,
    top_logprobs: int = 0,
    stop: tuple[str, ...] = (),
) -> Single:
    """One turn with at most `max_tokens` tokens of answer."""
    wants = {"logprobs"} if logprobs else set()
    if top_logprobs:
        wants.add("top_logprobs")
    return Single(max_tokens, temperature, logprobs, top_logprobs, stop, wants=frozenset(wants))


def follow_up(request: Request, reply: Reply, text: str) -> Request:
    """The same request one exchange later: the model's own reply, then `text` as the user's next turn."""
    history = (*request.messages, Message("assistant", reply.text), Message("user", text))
    return Request(
        messages=history,
        max_tokens=request.max_tokens,
        temperature=request.temperature,
        stop=request.stop,
        draw=request.draw,
    )
