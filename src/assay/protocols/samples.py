"""Samples: the same question k times, each an independent draw, after a greedy answer where one is wanted."""

from __future__ import annotations

from dataclasses import dataclass

from assay.protocols import Ask
from assay.records import Case, Reply, Request

__all__ = ["Samples", "samples"]


@dataclass(frozen=True)
class Samples:
    """One call at temperature 0 if `greedy`, then `k` calls at `temperature`, each with a draw of its own.

    With `top_logprobs`, a target that gives the log-probabilities of its likeliest tokens is asked once, greedily, in
    place of all this: the distribution is then read and not sampled. Stops after the first reply that is not usable.
    """

    k: int
    max_tokens: int = 32
    temperature: float = 1.0
    greedy: bool = False
    top_logprobs: int = 0
    needs: frozenset[str] = frozenset()

    @property
    def calls(self) -> int:
        return self.k + self.greedy

    @property
    def wants(self) -> frozenset[str]:
        return frozenset({"top_logprobs"} if self.top_logprobs else ())

    def requests(self, case: Case, has: frozenset[str]) -> list[Request]:
        """What is asked of a target with the capabilities `has`, in order."""
        read = self.top_logprobs if "top_logprobs" in has else 0
        plain = Request(messages=case.turns, max_tokens=self.max_tokens, top_logprobs=read, draw=case.draw)
        if read:
            return [plain]
        drawn = [
            Request(
                messages=case.turns,
                max_tokens=self.max_tokens,
                temperature=self.temperature,
                draw=case.draw * self.k + i,
            )
            for i in range(self.k)
        ]
        return [plain, *drawn] if self.greedy else drawn

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """The replies in the order they were asked for: the greedy one first."""
        replies: list[Reply] = []
        for request in self.requests(case, has):
            replies.append(await ask(request))
            if replies[-1].state != "ok":
                break
        return replies


def samples(
    k: int, max_tokens: int = 32, *, temperature: float = 1.0, greedy: bool = False, top_logprobs: int = 0
) -> Samples:
    """`k` independent answers of at most `max_tokens` tokens, after a greedy one if `greedy`; see `Samples`.

    Raises ValueError where the draws could not differ: k under 1, or a temperature of 0 for more than one.
    """
    if k < 1 or (k > 1 and temperature <= 0):
        raise ValueError(f"samples need k ≥ 1 and, for several, a temperature above 0, not k={k} at {temperature:g}")
    return Samples(k, max_tokens, temperature, greedy, top_logprobs)
