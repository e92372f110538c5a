"""An embedding model as a judge: it is shown the exemplars once for each rubric, and then each reply."""

from __future__ import annotations

import asyncio
from array import array
from typing import TYPE_CHECKING

from assay.errors import ProbeError
from assay.models._embedding import unpack
from assay.records import Message, Opinion, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assay.judges._model_step import Ask, ModelStep
    from assay.judges._near import Near, Reader
    from assay.models import Model

__all__ = ["Likeness", "able", "embedded", "goes_by"]

_MOST = 300
"""What is embedded of a long text, its beginning and its end, in tokens of about four letters or of one Chinese character: a model of 512
tokens can take it."""


def able(model: Model, step: ModelStep) -> bool:
    """Whether it can judge by the step: words are for language models, pictures for models that see, and an embedding model needs
    exemplars."""
    return model.kind == step.kind and (not model.embeds or step.near is not None)


def goes_by(model: Model, step: ModelStep) -> str:
    """What its opinions name: the rubric's id, with that of the exemplars where it judges by likeness."""
    return step.near.id if model.embeds and step.near is not None else step.id


def embedded(text: str) -> Request:
    """What is asked of an embedding model."""
    tokens = sum(0.25 if c < "\u2e80" else 1.0 for c in text)
    part = int(len(text) * _MOST / max(tokens, _MOST))
    shown = text if part == len(text) else f"{text[: part * 3 // 4]} … {text[-(part // 4) :]}"
    return Request(messages=(Message("user", shown),), max_tokens=1)


class Likeness:
    """The opinions of the embedding model at `uri`, asked by `ask`. What comes of the exemplars is told to `note`."""

    def __init__(self, uri: str, ask: Ask, note: Callable[[str], None]) -> None:
        self._uri, self._ask, self._note = uri, ask, note
        self._readers: dict[str, Reader] = {}
        self._known: dict[str, array[float]] = {}
        self._alone = asyncio.Lock()

    async def opinion(self, step: ModelStep, replies: Sequence[Reply]) -> Opinion:
        """The label that a reply's likeness to the exemplars gives it; an error where a call fails or the vectors are of no use."""
        near = step.near
        if near is None:
            raise ProbeError(f"there are no exemplars for the rubric {step.id}")
        try:
            async with self._alone:
                if near.id not in self._readers:
                    self._readers[near.id] = await self._taught(near)
            label = self._readers[near.id].read(await self._vector(step.reply(replies)))
        except ValueError as error:
            return Opinion(judge=self._uri, rubric=near.id, error=str(error))
        return Opinion(judge=self._uri, rubric=near.id, label=label)

    async def _taught(self, near: Near) -> Reader:
        """What reads its vectors. Raises ValueError where one of the exemplars has none, or they are of no use."""

        async def vector(text: str) -> None:
            if text not in self._known:  # what came is kept where another failed
                self._known[text] = await self._vector(text)

        done = await asyncio.gather(*(vector(row.text) for row in near.rows), return_exceptions=True)
        for failed in filter(None, done):
            raise failed
        reader = near.reader([self._known[row.text] for row in near.rows])
        if reader.leads:
            found = f"decides {reader.decided:.0%} of those of makers that it was not shown, and of these reads {reader.wrong:.1%} wrongly"
        else:
            found = "does not tell them apart surely enough, and decides nothing"
        self._note(f"{self._uri} (role judge) by likeness to {len(near.rows)} exemplars for {near.rubric}: {found}")
        return reader

    async def _vector(self, text: str) -> array[float]:
        reply = await self._ask(embedded(text), lambda reply: reply.state == "ok")
        if reply.state != "ok":
            raise ValueError(reply.error or f"the embedding was {reply.state}")
        return unpack(reply.text)
