"""A fast OpenAI-compatible server on a free loopback port, in a thread or a process of its own.

    with running(lambda call: call.last.upper()) as stub:
        open_model(f"openai:any?base_url={stub.base_url}")

What it answers is any function of the call; whether a call meets a fault depends on (seed, prompt, attempt)
alone, not on the order of arrival, so that every run meets the same faults. `process=True` keeps it off the
client's core: use it for measurements (the function must then be importable). It needs no fixed port and no
sleep: `running` yields once the socket listens.
"""

from __future__ import annotations

import asyncio
import http.client
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import msgspec

from tests.support.openai_wire import Call, Said, error, example_of, read_form, render

__all__ = ["Answer", "Faults", "Stats", "Stub", "plain", "running", "serve"]

Answer = Callable[[Call], str | Said]
"""What the stub says to a call: a text, or a `Said` for all the rest."""


class Faults(msgspec.Struct, frozen=True, kw_only=True):
    """The share of calls that meet each fault. `retry_after` (seconds) goes with a 429 unless it is None."""

    rate_limited: float = 0.0
    server_error: float = 0.0
    dropped: float = 0.0
    malformed: float = 0.0
    retry_after: float | None = 0.0
    seed: int = 1

    def met_by(self, prompt: str, attempt: int) -> str:
        """The fault that this attempt at this prompt meets, "" for none."""
        key = blake2b(f"{self.seed}|{prompt}|{attempt}".encode(), digest_size=8).digest()
        u = int.from_bytes(key, "big") / 2**64
        for name in ("rate_limited", "server_error", "dropped", "malformed"):
            u -= getattr(self, name)
            if u < 0:
                return name
        return ""


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """Counters since the start. `per_prompt` counts the requests by prompt, `answered` the good answers sent;
    `peak` is the most calls that were open at once."""

    requests: int
    connections: int
    peak: int
    faults: dict[str, int]
    per_prompt: dict[str, int]
    answered: dict[str, int]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the server behaves beside its answers: `key` is the bearer key it wants, `models` what it knows
    (None: any), `lists_models` whether it has GET /models, `latency` is in seconds. Beyond `at_once` calls (None: any
    number) it says 429 at once."""

    latency: float = 0.0
    faults: Faults = Faults()
    key: str | None = None
    models: tuple[str, ...] | None = None
    lists_models: bool = True
    at_once: int | None = None
    port: int = 0


@dataclass
class Stub:
    """A running stub."""

    port: int

    @property
    def base_url(self) -> str:
        """What goes into a model URI."""
        return f"http://127.0.0.1:{self.port}/v1"

    def stats(self) -> Stats:
        """The counters, asked of the server itself."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            link.request("GET", "/__stats")
            return msgspec.json.decode(link.getresponse().read(), type=Stats)
        finally:
            link.close()


def plain(call: Call) -> str:
    """The default answer: an instance of the schema where one is given, else the prompt's length."""
    form = call.body.get("response_format") or {}
    if form.get("type") == "json_schema":
        return msgspec.json.encode(example_of(form["json_schema"]["schema"])).decode()
    return f"answer {len(call.last)}"


@contextmanager
def running(
    answer: Answer = plain,
    *,
    process: bool = False,
    latency: float = 0.0,
    faults: Faults | None = None,
    key: str | None = None,
    models: tuple[str, ...] | None = None,
    lists_models: bool = True,
    at_once: int | None = None,
) -> Iterator[Stub]:
    """A stub that listens until the block ends."""
    settings = Settings(
        latency=latency,
        faults=faults or Faults(),
        key=key,
        models=models,
        lists_models=lists_models,
        at_once=at_once,
    )
    if process:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=_serve_process, args=(answer, settings, theirs), daemon=True)
        child.start()
        theirs.close()
        try:
            yield Stub(ours.recv())
        finally:
            child.terminate()
            child.join(10)
        return
    loop = asyncio.new_event_loop()
    ready: list[int] = []
    listening = threading.Event()

    def tell(port: int) -> None:
        ready.append(port)
        listening.set()

    worker = threading.Thread(target=_serve, args=(loop, answer, settings, tell), daemon=True)
    worker.start()
    if not listening.wait(10):
        raise RuntimeError("the stub server did not start")
    try:
        yield Stub(ready[0])
    finally:
        loop.call_soon_threadsafe(loop.stop)
        worker.join(10)


def _serve_process(answer: Answer, settings: Settings, pipe: Any) -> None:
    _serve(asyncio.new_event_loop(), answer, settings, pipe.send)


def _serve(loop: asyncio.AbstractEventLoop, answer: Answer, settings: Settings, tell: Callable[[int], None]) -> None:
    desk = _Desk(loop, answer, settings)
    server = loop.run_until_complete(
        loop.create_server(lambda: _Connection(desk), "127.0.0.1", settings.port, backlog=2048)
    )
    tell(server.sockets[0].getsockname()[1])
    try:
        loop.run_forever()
    finally:
        server.close()
        for connection in list(desk.open):
            connection.transport.abort()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


class _Desk:
    """Counts calls and decides what each is told."""

    def __init__(self, loop: asyncio.AbstractEventLoop, answer: Answer, settings: Settings) -> None:
        self.loop = loop
        self.answer = answer
        self.settings = settings
        self.open: set[_Connection] = set()
        self.requests = self.connections = self.busy = self.peak = 0
        self.faults: dict[str, int] = {}
        self.per_prompt: dict[str, int] = {}
        self.answered: dict[str, int] = {}

    def handle(self, connection: _Connection, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        if path == "/__stats":
            stats = Stats(
                requests=self.requests,
                connections=self.connections,
                peak=self.peak,
                faults=self.faults,
                per_prompt=self.per_prompt,
                answered=self.answered,
            )
            connection.send(Said(raw=msgspec.json.encode(stats)))
            return
        key = self.settings.key
        if key is not None and headers.get("authorization") != f"Bearer {key}":
            given = headers.get("authorization", "").removeprefix("Bearer ")
            connection.send(error(401, f"Incorrect API key provided: {given}.", code="invalid_api_key"))
        elif method == "GET" and path == "/v1/models" and self.settings.lists_models:
            names = self.settings.models or ("stub",)
            data = [{"id": name, "object": "model"} for name in names]
            connection.send(Said(raw=msgspec.json.encode({"object": "list", "data": data})))
        elif method == "POST" and path in ("/v1/chat/completions", "/v1/completions"):
            self._complete(connection, path, headers, msgspec.json.decode(body))
        elif method == "POST" and path == "/v1/embeddings":
            sent = msgspec.json.decode(body)
            self._complete(connection, path, headers, sent | {"prompt": sent["input"]})
        elif path.startswith(("/v1/images/", "/v1/videos")):
            self._complete(connection, path, headers, {"prompt": f"{method} {path}"} | read_form(headers, body))
        else:
            connection.send(error(404, f"Invalid URL ({method} {path})"))

    def _complete(self, connection: _Connection, path: str, headers: Mapping[str, str], sent: dict[str, Any]) -> None:
        texts = [_text(m.get("content")) for m in sent["messages"]] if "messages" in sent else [sent["prompt"]]
        prompt = "\n".join(texts)
        attempt = self.per_prompt.get(prompt, 0) + 1
        self.per_prompt[prompt] = attempt
        self.requests += 1
        if self.settings.at_once is not None and self.busy >= self.settings.at_once:
            self.faults["too_many"] = self.faults.get("too_many", 0) + 1
            connection.send(error(429, "Too many requests at once", code="rate_limit_exceeded"))
            return
        self.busy += 1
        self.peak = max(self.peak, self.busy)
        call = Call(path, sent, headers, prompt, texts[-1], attempt)
        fault = self.settings.faults.met_by(prompt, attempt)
        if fault:
            self.faults[fault] = self.faults.get(fault, 0) + 1
            said = self._fault(fault)
        elif self.settings.models is not None and sent.get("model") not in self.settings.models:
            message = f"The model `{sent.get('model')}` does not exist or you do not have access to it."
            said = error(404, message, code="model_not_found")
        else:
            told = self.answer(call)
            said = Said(told) if isinstance(told, str) else told
        delay = self.settings.latency + said.delay
        if delay:
            self.loop.call_later(delay, self._finish, connection, call, said)
        else:
            self._finish(connection, call, said)

    def _finish(self, connection: _Connection, call: Call, said: Said) -> None:
        self.busy -= 1
        good = said.raw is None and said.wire is None and not said.drop and not said.truncate
        if said.raw is None:
            said = Said(**{**vars(said), "raw": render(call, said)})
        if connection.send(said) and good:
            self.answered[call.prompt] = self.answered.get(call.prompt, 0) + 1

    def _fault(self, name: str) -> Said:
        if name == "rate_limited":
            wait = self.settings.faults.retry_after
            headers = {} if wait is None else {"retry-after": f"{wait:g}"}
            return error(429, "Rate limit reached", code="rate_limit_exceeded", headers=headers)
        if name == "server_error":
            return error(500, "The server had an error", kind="server_error")
        if name == "dropped":
            return Said(drop=True)
        return Said(raw=b'{"id":"stub-1","choices":[{"ind')


def _text(content: str | list[dict[str, Any]] | None) -> str:
    """The words of a message; a picture among its parts counts by its URL."""
    if not isinstance(content, list):
        return content or ""
    return "\n".join(part["text"] if part["type"] == "text" else part["image_url"]["url"] for part in content)


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive and content-length, as much of it as API clients use."""

    transport: asyncio.Transport

    def __init__(self, desk: _Desk) -> None:
        self.desk = desk
        self.buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.desk.connections += 1
        self.desk.open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.desk.open.discard(self)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.buffer[:1].isalpha():  # not HTTP: a TLS handshake, say
            self.transport.abort()
            return
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            first, *lines = bytes(self.buffer[:end]).decode("latin-1").split("\r\n")
            headers = {}
            for line in lines:
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            size = int(headers.get("content-length", 0))
            if len(self.buffer) < end + 4 + size:
                return
            body = bytes(self.buffer[end + 4 : end + 4 + size])
            del self.buffer[: end + 4 + size]
            method, target, _ = first.split(" ")
            self.desk.handle(self, method, target.partition("?")[0], headers, body)

    def send(self, said: Said) -> bool:
        """Write the answer; false where the client has gone."""
        if self.transport.is_closing():
            return False
        if said.drop:
            self.transport.abort()
            return True
        if said.wire is not None:
            self.transport.write(said.wire)
            self.transport.close()
            return True
        body = said.raw or b""
        fields = {"content-type": said.content_type, "content-length": len(body), **said.headers}
        head = f"HTTP/1.1 {said.status} Stub\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
        if said.truncate:
            self.transport.write(head.encode() + body[: len(body) // 2])
            self.transport.close()
            return True
        self.transport.write(head.encode() + body)
        return True


def serve(answer: Answer = plain, port: int = 0) -> None:
    """Serve until interrupted, in this process; the first line on stdout is the address. Port 0 means any free one."""
    with suppress(KeyboardInterrupt):
        _serve(
            asyncio.new_event_loop(),
            answer,
            Settings(port=port),
            lambda port: print(f"http://127.0.0.1:{port}/v1", flush=True),
        )


if __name__ == "__main__":
    serve()
