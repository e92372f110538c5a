"""Apart: several dialogues about one matter, none of which sees another."""

from __future__ import annotations

from dataclasses import dataclass

from assay.errors import ProbeError
from assay.protocols import Ask
from assay.records import Case, Message, Reply, Request

__all__ = ["Apart", "apart"]


@dataclass(frozen=True)
class Apart:
    """The case's own dialogue, then one dialogue for each text of `case.data["apart"]`, which must be `calls` − 1.

    Every dialogue starts anew, so that what the model says in one cannot follow from what it said in another. Stops
    after the first reply that is not usable.
    """

    calls: int
    max_tokens: int = 32
    temperature: float = 0.0
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """The replies: to the case itself first. Raises ProbeError where the case has not as many texts as calls."""
        texts = case.data.get("apart")
        if not isinstance(texts, list | tuple) or len(texts) != self.calls - 1:
            raise ProbeError(f"the apart protocol needs {self.calls - 1} texts in data['apart'] of case {case.id}")
        replies: list[Reply] = []
        for turns in (case.turns, *((Message("user", str(text)),) for text in texts)):
            request = Request(messages=turns, max_tokens=self.max_tokens, temperature=self.temperature, draw=case.draw)
            replies.append(await ask(request))
            if replies[-1].state != "ok":
                break
        return replies


def apart(calls: int, max_tokens: int = 32, *, temperature: float = 0.0) -> Apart:
    """The case and `calls` − 1 further dialogues, each answered in at most `max_tokens` tokens."""
    return Apart(calls, max_tokens, temperature)
