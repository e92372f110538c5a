"""A scripted dialogue: the case's own messages first, then further user turns that do not depend on the replies."""

from __future__ import annotations

from dataclasses import dataclass

from assay.errors import ProbeError
from assay.protocols import Ask, follow_up
from assay.records import Case, Reply, Request

__all__ = ["Dialogue", "dialogue", "scripted"]


@dataclass(frozen=True)
class Dialogue:
    """Asks the case, then each text of `case.data["turns"]` in order as the user's next turn, each with all that was
    said before. A case without turns is asked once, so that one probe can mix both.

    Stops after the first reply that is not usable (blocked, refused by the provider, or an error).
    """

    calls: int
    max_tokens: int = 128
    temperature: float = 0.0
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """One reply for each user turn. Raises ProbeError where `turns` is no list of texts or has too many."""
        request = Request(messages=case.turns, max_tokens=self.max_tokens, temperature=self.temperature, draw=case.draw)
        replies = [await ask(request)]
        for text in scripted(case, "turns", self.calls - 1):
            if replies[-1].state != "ok":
                break
            request = follow_up(request, replies[-1], text)
            replies.append(await ask(request))
        return replies


def scripted(case: Case, key: str, most: int) -> list[str]:
    """The user turns in `case.data[key]`, none where it is absent. Raises ProbeError where they are no texts, or more
    than `most`."""
    turns = case.data.get(key, [])
    if not isinstance(turns, list | tuple) or not all(isinstance(text, str) and text for text in turns):
        raise ProbeError(f"data['{key}'] of case {case.id} must be a list of texts, none of them empty")
    if len(turns) > most:
        raise ProbeError(
            f"data['{key}'] of case {case.id} has {len(turns)} turns, and its protocol's calls leave room for {most}"
        )
    return list(turns)


def dialogue(turns: int, max_tokens: int = 128, *, temperature: float = 0.0) -> Dialogue:
    """A dialogue of at most `turns` user turns, the case's own among them; each answer has at most `max_tokens`."""
    return Dialogue(turns, max_tokens, temperature)
