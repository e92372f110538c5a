"""Explained: a decision, the model's own reason for it, and the decision anew with each fact changed in turn."""

from __future__ import annotations

from dataclasses import dataclass

from assay.errors import ProbeError
from assay.protocols import Ask, follow_up
from assay.records import Case, Message, Reply, Request

__all__ = ["Explained", "explained"]


@dataclass(frozen=True)
class Explained:
    """The case; the same dialogue and `case.data["why"]`; then a dialogue of its own for each text of
    `case.data["changed"]`, which must be `facts`.

    All facts are changed, whichever is named, so that what is asked does not hang on how a reply is read. Stops after
    the first reply that is not usable.
    """

    facts: int
    max_tokens: int = 32
    temperature: float = 0.0
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()

    @property
    def calls(self) -> int:
        return 2 + self.facts

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """The replies in that order. Raises ProbeError where the case lacks a text."""
        why, changed = case.data.get("why"), case.data.get("changed")
        if not isinstance(why, str) or not isinstance(changed, list | tuple) or len(changed) != self.facts:
            raise ProbeError(
                f"the explained protocol needs data['why'] and {self.facts} texts in data['changed'] of case {case.id}"
            )
        first = Request(messages=case.turns, max_tokens=self.max_tokens, temperature=self.temperature, draw=case.draw)
        replies = [await ask(first)]
        if replies[0].state != "ok":
            return replies
        anew = [
            Request(
                messages=(Message("user", str(text)),),
                max_tokens=self.max_tokens,
                temperature=self.temperature,
                draw=case.draw,
            )
            for text in changed
        ]
        for request in (follow_up(first, replies[0], why), *anew):
            replies.append(await ask(request))
            if replies[-1].state != "ok":
                break
        return replies


def explained(facts: int, max_tokens: int = 32) -> Explained:
    """A decision on `facts` facts, the reason, and `facts` decisions with one fact changed."""
    return Explained(facts, max_tokens)
