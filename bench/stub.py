"""An OpenAI-compatible server that is never the bottleneck: `python -m bench.stub` prints its port and serves.

It does as little as can be done for a request: it looks for the question's number in the bytes and fills a template.
The answer and the faults depend on the question and the attempt alone, so that every program meets the same.
`POST /__config` sets latency and faults and forgets all counts, `GET /__stats` and `GET /__counts` read them.
tests/support/stub.py knows far more of the API and costs three times as much a call.
"""

from __future__ import annotations

import asyncio
import json
import re
import selectors
import time
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from bench import job

__all__ = ["Settings"]

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NUMBER = re.compile(job.QUESTION + rb"(\d+):")
_HEAD = b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%s\r\n%s"
_MODELS = b'{"object":"list","data":[{"id":"stub","object":"model","created":1,"owned_by":"stub"}]}'
_TAIL = b'"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}'
_CHAT = (
    b'{"id":"stub-%d","object":"chat.completion","created":1700000000,"model":"stub","choices":[{"index":0,'
    b'"message":{"role":"assistant","content":"%s","refusal":null},"logprobs":null,' + _TAIL
)
_TEXT = (
    b'{"id":"stub-%d","object":"text_completion","created":1700000000,"model":"stub","choices":[{"index":0,'
    b'"text":"%s","logprobs":null,' + _TAIL
)
_429 = b'{"error":{"message":"Rate limit reached","type":"rate_limit_error","code":"rate_limit_exceeded"}}'
_500 = b'{"error":{"message":"The server had an error","type":"server_error"}}'


@dataclass
class Settings:
    """`latency` and `retry_after` in seconds; each fault is a share of the calls."""

    latency: float = 0.0
    rate_limited: float = 0.0
    server_error: float = 0.0
    dropped: float = 0.0
    malformed: float = 0.0
    retry_after: float = 0.05
    seed: int = 1

    def fault(self, key: int, attempt: int) -> str:
        """The fault that this attempt at this question meets, "" for none."""
        if not (self.rate_limited or self.server_error or self.dropped or self.malformed):
            return ""
        u = int.from_bytes(blake2b(b"%d|%d|%d" % (self.seed, key, attempt), digest_size=6).digest(), "big") / 2**48
        for name in ("rate_limited", "server_error", "dropped", "malformed"):
            u -= getattr(self, name)
            if u < 0:
                return name
        return ""


@dataclass
class _State:
    """Settings and counts. Times are of the monotonic clock; `first` is the first request, `last` the last answer."""

    settings: Settings = field(default_factory=Settings)
    asked: dict[int, int] = field(default_factory=dict)
    answered: dict[int, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    connections: int = 0
    busy: int = 0
    peak: int = 0
    first: float = 0.0
    last: float = 0.0
    cpu: float = field(default_factory=time.process_time)

    def stats(self) -> dict[str, Any]:
        return {
            "requests": sum(self.asked.values()),
            "questions": len(self.asked),
            "answers": sum(self.answered.values()),
            "faults": self.faults,
            "connections": self.connections,
            "peak": self.peak,
            "window": self.last - self.first,
            "cpu": time.process_time() - self.cpu,
        }


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive and content-length: what clients of such an API speak."""

    __slots__ = ("buffer", "loop", "server", "transport")

    def __init__(self, server: _Server) -> None:
        self.server = server
        self.loop = asyncio.get_running_loop()
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.server.state.connections += 1

    def data_received(self, data: bytes) -> None:
        if self.buffer:
            data = self.buffer + data
        while (end := data.find(b"\r\n\r\n")) >= 0:
            found = _LENGTH.search(data, 0, end)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(data) < whole:
                break
            self.handle(data[: data.find(b" ", 5)], data[end + 4 : whole])
            data = data[whole:]
        self.buffer = data

    def handle(self, start: bytes, body: bytes) -> None:
        """`start` is method and path."""
        if start == b"POST /v1/chat/completions":
            self.complete(_CHAT, body)
        elif start == b"POST /v1/completions":
            self.complete(_TEXT, body)
        elif start == b"GET /v1/models":
            self.send(b"200 OK", _MODELS)
        elif start == b"POST /__config":
            self.server.state = _State(Settings(**json.loads(body or b"{}")))
            self.send(b"200 OK", b"{}")
        elif start == b"GET /__stats":
            self.send(b"200 OK", json.dumps(self.server.state.stats()).encode())
        elif start == b"GET /__counts":
            self.send(b"200 OK", json.dumps(self.server.state.asked).encode())
        else:
            self.send(b"404 Not Found", b'{"error":{"message":"no such path"}}')

    def complete(self, template: bytes, body: bytes) -> None:
        found = _NUMBER.search(body)
        if found is None:
            self.send(b"400 Bad Request", b'{"error":{"message":"that is not a question of this job"}}')
            return
        state, key = self.server.state, int(found[1])
        if not state.first:
            state.first = time.monotonic()
        attempt = state.asked[key] = state.asked.get(key, 0) + 1
        state.busy += 1
        state.peak = max(state.peak, state.busy)
        if state.settings.latency:
            self.loop.call_later(state.settings.latency, self.finish, state, template, key, attempt)
        else:
            self.finish(state, template, key, attempt)

    def finish(self, state: _State, template: bytes, key: int, attempt: int) -> None:
        state.busy -= 1
        state.last = time.monotonic()
        if self.transport.is_closing():
            return
        fault = state.settings.fault(key, attempt)
        if fault:
            state.faults[fault] = state.faults.get(fault, 0) + 1
        if not fault:
            state.answered[key] = state.answered.get(key, 0) + 1
            self.send(b"200 OK", template % (key, job.answer(key).encode()))
        elif fault == "rate_limited":
            wait = f"retry-after: {state.settings.retry_after:g}\r\n".encode()
            self.send(b"429 Too Many Requests", _429, wait)
        elif fault == "server_error":
            self.send(b"500 Internal Server Error", _500)
        elif fault == "dropped":
            self.transport.abort()
        else:
            self.send(b"200 OK", b'{"id":"stub-1","choices":[{"ind')

    def send(self, status: bytes, body: bytes, extra: bytes = b"") -> None:
        self.transport.write(_HEAD % (status, len(body), extra, body))


class _Server:
    """Holds the state that a reconfiguration replaces."""

    def __init__(self) -> None:
        self.state = _State()


async def _serve() -> None:
    state = _Server()
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(state), "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    # asyncio's default selector rounds a wait up to a whole millisecond: a server meant to take 200 ms took 201.
    # select() keeps microseconds; it can hold some 1,000 connections, twice what the bench opens.
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.SelectSelector())) as runner:
        runner.run(_serve())
