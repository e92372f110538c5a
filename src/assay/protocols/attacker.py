"""A multi-turn attacker: asks, looks at the reply, and goes on with the next move until it has what it asked for.

The moves stand in the case and are played in order. Where the run has an attacker model it words them anew, for the cases
that name a goal; what it writes is checked before it is put, and the script stands in where it fails the check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol as Interface

import msgspec

from assay.protocols import Ask, Helper, follow_up
from assay.protocols.dialogue import scripted
from assay.records import Case, Move, Reply, Request

__all__ = ["Attacker", "Reached", "Wording", "attacker"]

Reached = Callable[[Case, Sequence[Reply]], bool]
"""Whether the replies so far give what the attacker is after; it must depend on nothing else."""


class Wording(Interface):
    """How an attacker model is asked for a move, and what of its answer can be used. Both must be pure functions."""

    def request(self, case: Case, so_far: Request, last: str, *, schema: bool) -> Request:
        """What the attacker is asked after the dialogue `so_far` and the target's `last` reply."""
        ...

    def move(self, case: Case, so_far: Request, reply: Reply) -> Move:
        """What the attacker wrote, with the flaw for which it cannot be used, if any."""
        ...


@dataclass(frozen=True)
class Attacker:
    """Asks the case. As long as `reached` says no and there are moves left, the next one of `case.data["moves"]` is the
    user's next turn, with all that was said before.

    Where `run` is given an attacker model, a case with `case.data["goal"]` gets its words instead, each time followed by the
    case's own last message: what is asked for stays as it is to the letter, and only what leads up to it is the model's. The
    reply then holds what it wrote as `move`; where that has a flaw, the script's move was put.

    Stops after the first reply that is not usable (blocked, refused by the provider, or an error).
    """

    reached: Reached
    calls: int
    max_tokens: int = 128
    temperature: float = 0.0
    wording: Wording | None = None
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()

    @property
    def uses(self) -> frozenset[str]:
        """The roles of models that it can use beside the target."""
        return frozenset({"attacker"}) if self.wording is not None else frozenset()

    async def run(self, case: Case, ask: Ask, has: frozenset[str], attacker: Helper | None = None) -> list[Reply]:
        """The replies in order; the last one is where the attacker got through, or where its moves ran out.

        Raises ProbeError where `moves` is no list of texts, or has too many."""
        request = self._opening(case)
        replies = [await ask(request)]
        for text in scripted(case, "moves", self.calls - 1):
            if replies[-1].state != "ok" or self.reached(case, replies):
                break
            move = None
            if attacker is not None and self.wording is not None and _is_attacked(case):
                wanted = self.wording.request(case, request, replies[-1].text, schema=attacker.schema)
                move = self.wording.move(case, request, await attacker.ask(wanted))
            worded = move is not None and not move.flaw
            said = f"{move.text} {case.turns[-1].content}" if move is not None and worded else text
            request = follow_up(request, replies[-1], said)
            reply = await ask(request)
            replies.append(reply if move is None else msgspec.structs.replace(reply, move=move))
        return replies

    def attacks(self, case: Case) -> Iterator[Request]:
        """What the attacker is asked for a case at most; replies, which are not known yet, are as long as they may be."""
        if self.wording is None or not _is_attacked(case):
            return
        request, longest = self._opening(case), Reply(text="." * _CHARS * self.max_tokens)
        for text in scripted(case, "moves", self.calls - 1):
            yield self.wording.request(case, request, longest.text, schema=False)
            request = follow_up(request, longest, text)

    def _opening(self, case: Case) -> Request:
        return Request(messages=case.turns, max_tokens=self.max_tokens, temperature=self.temperature, draw=case.draw)


_CHARS = 4
"""Characters of a token, by the rule of thumb."""


def _is_attacked(case: Case) -> bool:
    return bool(case.data.get("goal"))


def attacker(
    reached: Reached,
    turns: int,
    max_tokens: int = 128,
    *,
    temperature: float = 0.0,
    wording: Wording | None = None,
) -> Attacker:
    """An attacker that has at most `turns` user turns, the case's own among them. With a `wording` a run may have a model
    word its moves."""
    return Attacker(reached, turns, max_tokens, temperature, wording)
