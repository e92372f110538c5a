"""Truncation: let the model reason, then ask for the answer with none, half and all of its own reasoning before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assay.errors import ProbeError
from assay.protocols import Ask
from assay.records import Case, Message, Reply, Request

__all__ = ["Truncation", "half", "reasoning_of", "truncation"]

SLOT = "{reasoning}"
LONGEST = 2_000
"""Characters of reasoning that are shown again."""

_THINKING = re.compile(r"</?(?:think|thinking|reasoning)>", re.IGNORECASE)
_ANSWER = re.compile(
    r"(?:^|(?<=\s))[*_#\s]*(?:(?:final\s+)?answer\s*[*_]*\s*[:：]|(?:(?:so|thus|therefore|hence),?\s+)?the\s+(?:\w+\s+)?answer\s+is\b"
    r"|respuesta(?:\s+final)?\s*[*_]*\s*[:：]|(?:(?:así que|por (?:lo )?tanto|entonces),?\s+)?la\s+respuesta\s+(?:\w+\s+)?es\b)"
    r"|[*_#\s]*(?:(?:所以|因此|因而)[，,]?\s*)?(?:最终|最后|正确)?的?答案\s*[*_]*\s*(?:[:：]|应该是|是|为)",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")


def reasoning_of(text: str) -> str:
    """What a reply says before it first states its answer ("Answer:", "The answer is", "Respuesta:", "答案是"), without reasoning tags, at most 2,000
    characters; "" where the answer comes first."""
    text = _THINKING.sub(" ", text)
    mark = _ANSWER.search(text)
    return text[: mark.start() if mark else None].strip()[:LONGEST]


def half(reasoning: str) -> str:
    """The first half of the sentences, rounded down; of a single sentence, of its words (in Chinese, its characters)."""
    parts = [part.strip() for part in _END.split(reasoning) if part.strip()]
    unspaced = any("\u4e00" <= ch <= "\u9fff" for ch in reasoning)
    if len(parts) < 2:
        parts = list(reasoning) if unspaced else reasoning.split()
    return ("" if unspaced else " ").join(parts[: len(parts) // 2])


@dataclass(frozen=True)
class Truncation:
    """Four calls, each a dialogue of its own: the case; `case.data["direct"]`, which forbids reasoning; and
    `case.data["resume"]`, in which {reasoning} is replaced by half of the first reply's reasoning, and by all of it.

    Stops after the first reply that is not usable, and after the first one where it holds no reasoning.
    """

    max_tokens: int = 160
    temperature: float = 0.0
    calls: int = 4
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """The replies in the order reasoned, direct, half, all. Raises ProbeError where the case lacks a text."""
        direct, resume = (case.data.get(key) for key in ("direct", "resume"))
        if not isinstance(direct, str) or not isinstance(resume, str) or SLOT not in resume:
            raise ProbeError(
                f"the truncation protocol needs data['direct'] and data['resume'] with {SLOT} in case {case.id}"
            )
        replies = [await self._ask(case, ask, case.turns)]
        reasoning = reasoning_of(replies[0].text) if replies[0].state == "ok" else ""
        if not reasoning:
            return replies
        for text in (direct, resume.replace(SLOT, half(reasoning)), resume.replace(SLOT, reasoning)):
            replies.append(await self._ask(case, ask, (Message("user", text),)))
            if replies[-1].state != "ok":
                break
        return replies

    async def _ask(self, case: Case, ask: Ask, turns: tuple[Message, ...]) -> Reply:
        request = Request(messages=turns, max_tokens=self.max_tokens, temperature=self.temperature, draw=case.draw)
        return await ask(request)


def truncation(max_tokens: int = 160) -> Truncation:
    """Reason and answer in at most `max_tokens` tokens, then answer with none, half and all of that reasoning."""
    return Truncation(max_tokens)
