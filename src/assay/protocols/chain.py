"""A chain of edits: each further instruction is about the picture that the last one made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from assay.protocols import Ask
from assay.protocols.dialogue import scripted
from assay.records import Case, Media, Message, Picture, Reply, Request

__all__ = ["Chain", "chain"]

_MOST = 20_000_000
"""Bytes of the longest picture that is shown again."""


@dataclass(frozen=True)
class Chain:
    """Asks the case, then each text of `case.data["chain"]` in order, each with the picture of the reply before and nothing else
    of what was said. A picture that is no PNG is made one first; of a film its first frame is taken.

    Stops after the first reply that is not usable, or has no picture that can be shown again.
    """

    calls: int
    max_tokens: int = 128
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """One reply for each instruction. Raises ProbeError where `chain` is no list of texts or has too many."""
        request = Request(messages=case.turns, max_tokens=self.max_tokens, draw=case.draw)
        replies = [await ask(request)]
        for text in scripted(case, "chain", self.calls - 1):
            if replies[-1].state != "ok" or not replies[-1].media:
                break
            png = await asyncio.to_thread(_png, replies[-1].media[0])
            if not png:
                break
            turn = Message("user", text, pictures=(Picture(png=png),))
            request = Request(messages=(turn,), max_tokens=self.max_tokens, draw=case.draw)
            replies.append(await ask(request))
        return replies


def chain(calls: int) -> Chain:
    """At most `calls` edits, the case's own among them, one upon the other."""
    return Chain(calls)


def _png(media: Media) -> bytes:
    """The picture as a PNG that can be sent, b"" where there is none to be made of it."""
    from assay.imaging import encode_picture, read_picture

    if media.name.endswith(".png") and len(media.data) <= _MOST:
        return media.data
    try:
        png = encode_picture(read_picture(media.data))
    except ValueError:
        return b""  # the judge says of such a picture that it cannot be read
    return png if len(png) <= _MOST else b""
