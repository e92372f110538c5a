"""The stub server as the bench sees it: a process of its own, configured and counted over HTTP."""

from __future__ import annotations

import http.client
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from bench.process import ROOT, python
from bench.stub import Settings

__all__ = ["Stats", "Stub", "running"]


@dataclass(frozen=True)
class Stats:
    """Counts since the last `configure`. `window` is the time from the first request to the last answer and `cpu` the
    server's own processor time, in seconds; `peak` the most calls open at once."""

    requests: int
    questions: int
    answers: int
    faults: dict[str, int]
    connections: int
    peak: int
    window: float
    cpu: float


@dataclass(frozen=True)
class Stub:
    """A running stub server."""

    port: int

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def configure(self, settings: Settings) -> None:
        """Set latency and faults, and forget all counts."""
        self._call("POST", "/__config", json.dumps(asdict(settings)))

    def stats(self) -> Stats:
        return Stats(**self._call("GET", "/__stats"))

    def counts(self) -> dict[int, int]:
        """How often each question was asked."""
        return {int(key): n for key, n in self._call("GET", "/__counts").items()}

    def _call(self, method: str, path: str, body: str | None = None) -> Any:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            link.request(method, path, body=body)
            return json.loads(link.getresponse().read())
        finally:
            link.close()


@contextmanager
def running() -> Iterator[Stub]:
    """A stub that listens on a free loopback port until the block ends."""
    child = subprocess.Popen(python("-m", "bench.stub"), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None  # noqa: S101  (narrows the type)
        line = child.stdout.readline()
        if not line.strip().isdigit():
            raise RuntimeError("the stub server did not start")
        yield Stub(int(line))
    finally:
        child.terminate()
        child.wait(10)
        if child.stdout is not None:
            child.stdout.close()
