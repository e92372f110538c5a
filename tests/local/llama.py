"""What the tests of the llamacpp: backend share: the embedded model, started once, and asked from plain functions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.models import open_model
from assay.models.llamacpp import LlamaCpp
from assay.records import Message, Reply, Request

__all__ = ["EMBEDDED", "Asked", "asking", "on_one_worker", "one_turn"]

EMBEDDED = "llamacpp:smollm2-135m"

on_one_worker = pytest.mark.xdist_group("llama")
"""On everything that runs a model: two at once would share the cores, and time-outs would follow."""


def one_turn(text: str, **fields: object) -> Request:
    fields.setdefault("max_tokens", 16)
    return Request(messages=(Message("user", text),), **fields)  # type: ignore[arg-type]


class Asked:
    """A started model with `ask` for plain functions: all requests at once, the replies in their order."""

    def __init__(self, model: LlamaCpp) -> None:
        self.model = model

    def __call__(self, *requests: Request) -> list[Reply]:
        async def together() -> list[Reply]:
            return await asyncio.gather(*map(self.model.ask, requests))

        return asyncio.run(together())

    def one(self, text: str, **fields: object) -> Reply:
        """The reply to one user turn."""
        return self(one_turn(text, **fields))[0]


def asking(path: Path, options: str = "") -> Iterator[Asked]:
    """The embedded model, started and in the end closed. `path` is where it lies: it must be fetched before."""
    assert path.is_file()
    model = open_model(EMBEDDED + options)
    assert isinstance(model, LlamaCpp)
    asyncio.run(model.start())
    try:
        yield Asked(model)
    finally:
        asyncio.run(model.close())
