"""Runs a protocol against replies that a test wrote down, or against a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from assay.models import open_model
from assay.protocols import Protocol
from assay.records import Case, Reply, Request
from tests.support.openai_wire import Call, Said
from tests.support.stub import running

__all__ = ["served", "told"]


def told(
    protocol: Protocol, case: Case, replies: Sequence[Reply | str], has: frozenset[str] = frozenset()
) -> tuple[list[Request], list[Reply]]:
    """What the protocol asks, and gives back, where the target says `replies` in order."""
    asked: list[Request] = []

    async def ask(request: Request) -> Reply:
        asked.append(request)
        said = replies[len(asked) - 1]
        return Reply(text=said) if isinstance(said, str) else said

    return asked, asyncio.run(protocol.run(case, ask, has))


def served(protocol: Protocol, case: Case, answer: Callable[[Call], str | Said], api: str = "chat") -> list[Reply]:
    """What the protocol gives back from a server on a real socket that answers so."""

    async def run(url: str) -> list[Reply]:
        model = open_model(f"openai:any?base_url={url}&api={api}")
        await model.start()
        try:
            return await protocol.run(case, model.ask, model.capabilities)
        finally:
            await model.close()

    with running(answer) as stub:
        return asyncio.run(run(stub.base_url))
