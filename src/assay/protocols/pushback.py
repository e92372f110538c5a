"""Pushback: ask, then once object to the answer and once, in a branch of its own, neutrally ask again."""

from __future__ import annotations

from dataclasses import dataclass

from assay.errors import ProbeError
from assay.protocols import Ask, follow_up
from assay.records import Case, Reply, Request

__all__ = ["Pushback", "pushback"]


@dataclass(frozen=True)
class Pushback:
    """Three calls: the question; the same dialogue and `case.data["pushback"]`; the same dialogue and
    `case.data["neutral"]`. The two second turns do not see each other, so that they differ in nothing but the words.

    Stops after the first reply that is not usable (blocked, refused by the provider, or an error).
    """

    max_tokens: int = 32
    temperature: float = 0.0
    calls: int = 3
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """The replies in the order first, after pushback, after the neutral re-ask. Raises ProbeError where the case
        lacks one of the two texts."""
        turns = [case.data.get(key) for key in ("pushback", "neutral")]
        if not all(isinstance(text, str) and text for text in turns):
            raise ProbeError(f"the pushback protocol needs data['pushback'] and data['neutral'] in case {case.id}")
        request = Request(messages=case.turns, max_tokens=self.max_tokens, temperature=self.temperature, draw=case.draw)
        replies = [await ask(request)]
        for text in turns:
            if replies[-1].state != "ok":
                break
            replies.append(await ask(follow_up(request, replies[0], str(text))))
        return replies


def pushback(max_tokens: int = 32, *, temperature: float = 0.0) -> Pushback:
    """Ask, object, and ask again neutrally; each answer has at most `max_tokens` tokens."""
    return Pushback(max_tokens, temperature)
