"""What the tests of the backends share: a request, and one model opened, asked and closed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec

from assay.models import Model, open_model
from assay.records import Case, Hint, Message, Reply, Request

__all__ = ["ask", "dialogue", "hint", "one_turn", "together", "using"]

T = TypeVar("T")


def one_turn(text: str = "What is the capital of France?", **fields: Any) -> Request:
    return Request(messages=(Message("user", text),), **fields)


def dialogue(*turns: tuple[str, str]) -> Request:
    return Request(messages=tuple(Message(role, text) for role, text in turns))  # type: ignore[arg-type]


def hint(case: Case, *, turn: int = 0, ideal: str = "Paris", worst: str = "Rome") -> Hint:
    if not case.id:
        case = msgspec.structs.replace(case, id="000000-test")
    return Hint(case=case, turn=turn, ideal=ideal, worst=worst)


def using(uri: str, work: Callable[[Model], Awaitable[T]]) -> T:
    """Start the model, do `work` with it, close it."""

    async def main() -> T:
        target = open_model(uri)
        try:
            await target.start()
            return await work(target)
        finally:
            await target.close()

    return asyncio.run(main())


def ask(uri: str, request: Request | None = None, told: Hint | None = None) -> Reply:
    """One reply of a model that is started and closed around it."""
    return using(uri, lambda target: target.ask(request or one_turn(), told))


def together(uri: str, *requests: Request) -> list[Reply]:
    """The replies to requests that wait side by side."""

    async def work(target: Model) -> list[Reply]:
        return await asyncio.gather(*map(target.ask, requests))

    return using(uri, work)
