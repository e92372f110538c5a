"""A film in the making at a server that speaks the OpenAI API: the job that `POST videos` opens, followed to its end."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from assay.models import Rejected, Transient
from assay.models import _openai_wire as wire
from assay.models._http import is_transient, retry_after
from assay.models._openai_server import Server

if TYPE_CHECKING:
    from yarl import URL

__all__ = ["finished"]

_POLL_SECONDS = 5.0
"""How long between two looks, where the server does not say."""

_PATIENCE = 5
"""Looks in a row that may fail before a film is given up."""

_ID = re.compile(r"^[\w.:-]{1,200}$")
_OVER = frozenset({"failed", "cancelled", "canceled", "expired", "error"})


class _Job(Struct):
    id: str
    status: str = ""
    error: msgspec.Raw = msgspec.Raw()


_job = msgspec.json.Decoder(_Job)


async def finished(server: Server, body: bytes, seconds: float) -> URL | wire.ServerError:
    """Where the film of the job in `body` lies, or the error of a filter that stopped it.

    Raises Rejected where the job fails, is not done within `seconds` or cannot be followed: another try would be another film,
    to be paid again. Raises Transient where `body` opens none.
    """
    job = _read(server, body)
    place = server.base / "videos" / job.id
    until = perf_counter() + seconds
    wait, failed = 0.0, 0
    while job.status != "completed":
        if job.status in _OVER:
            error = wire.read_error(400, b'{"error":' + (bytes(job.error) or b"null") + b"}")
            if error.filtered:
                return error
            raise Rejected(server.say(f"the film's job ended as {job.status}: {error.message or 'no reason given'}"))
        if perf_counter() + wait > until:
            raise Rejected(server.say(f"no film within {seconds:g} s: its job is still {job.status or 'open'}"))
        await asyncio.sleep(wait)
        try:
            status, headers, answer = await server.get(place)
            wait = _wait(headers)
            if status == 200:
                job, failed = _read(server, answer), 0
                continue
            why, lost = str(status), not is_transient(status)
        except Transient as error:
            why, lost = str(error), False
        failed += 1
        if lost or failed > _PATIENCE:
            raise Rejected(server.say(f"the film's job cannot be followed ({why})"))
    return place / "content"


def _read(server: Server, body: bytes) -> _Job:
    try:
        job = _job.decode(body)
    except wire.UNREADABLE as error:
        raise server.odd(f"the body tells of no job ({error})") from None
    if not _ID.match(job.id):
        raise server.odd("the job has no id that can be asked for")
    return job


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds until the next look."""
    try:
        return min(max(float(headers["openai-poll-after-ms"]) / 1000, 0.0), 60.0)
    except (KeyError, ValueError):
        return min(_POLL_SECONDS if (asked := retry_after(headers)) is None else asked, 60.0)
