"""A package index on loopback with tiny packages in it, and the faults that real ones have.

It speaks the simple repository API (PEP 503) over real sockets, so that the user's own pip is what downloads.
"""

from __future__ import annotations

import hashlib
import io
import random
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

from assay.models._store import Fetchable, Part

__all__ = ["PAYLOAD", "TERMS", "TINY", "TWO", "Fault", "Index", "serving", "wheel", "wheels_of"]

Fault = Literal["", "no page", "no file", "500", "stops half-way", "length too small", "hangs", "other hash", "no hash"]
"""What the server does wrong: it knows no such package; names a file it does not have; fails; announces the whole
length and closes the connection half-way; announces half of the length; sends half and then nothing; names a hash
that is not the file's; names no hash, and closes the connection half-way."""

PAYLOAD = random.Random(1).randbytes(200_000)
"""The bytes of the tiny model."""


def _entry(name: str, members: dict[str, bytes], *, terms: str = "") -> Fetchable:
    return Fetchable(
        name=name,
        parts=tuple(
            Part(f"{name}-part{i}", "1.0", f"{name}_part{i}/data/{member}", len(content))
            for i, (member, content) in enumerate(members.items())
        ),
        sha256=hashlib.sha256(b"".join(members.values())).hexdigest(),
        download=sum(map(len, members.values())) + 2_000,
        licence="Apache-2.0",
        description="Random bytes.",
        terms=terms,
    )


TINY = _entry("tiny", {"model.gguf": PAYLOAD})
"""In one package."""

_PIECES = {"model.gguf.part00": PAYLOAD[:150_000], "model.gguf.part01": PAYLOAD[150_000:]}
TWO = _entry("two", _PIECES)
"""In two packages, to be joined."""

TERMS = _entry("guarded", {"model.gguf": PAYLOAD}, terms="Be kind.")
"""Under terms that must be accepted."""


def wheel(package: str, version: str, members: dict[str, bytes]) -> bytes:
    """A wheel that pip takes, with `members` beside its metadata."""
    stem = package.replace("-", "_")
    info = f"{stem}-{version}.dist-info"
    files = members | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def wheels_of(entry: Fetchable, content: bytes = PAYLOAD) -> dict[str, bytes]:
    """Package → wheel, with `content` cut as the parts of `entry` say; its last part takes what is left."""
    found, at = {}, 0
    for i, part in enumerate(entry.parts):
        end = None if i + 1 == len(entry.parts) else at + part.size
        found[part.package] = wheel(part.package, part.version, {part.member: content[at:end]})
        at += part.size
    return found


@dataclass
class Index:
    """A running index: what it offers, what is wrong with it, and the paths that it was asked for."""

    url: str
    wheels: dict[str, bytes] = field(default_factory=dict)
    fault: Fault = ""
    asked: list[str] = field(default_factory=list)
    halfway: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    def offer(self, *entries: Fetchable) -> None:
        """Offer the packages of `entries` as they should be."""
        for entry in entries:
            self.wheels |= wheels_of(entry)


class _Handler(BaseHTTPRequestHandler):
    index: Index

    def do_GET(self) -> None:
        self.index.asked.append(self.path)
        kind, _, name = self.path.strip("/").partition("/")
        package = name.split("-1.0-")[0].replace("_", "-")
        content = self.index.wheels.get(package)
        if self.index.fault == "500":
            self._send(500, b"broken")
        elif kind == "simple" and content is not None and self.index.fault != "no page":
            self._send(200, self._page(package, content), "text/html")
        elif kind == "files" and content is not None and self.index.fault != "no file":
            self._file(content)
        else:
            self._send(404, b"not here")

    def _page(self, package: str, content: bytes) -> bytes:
        file = f"{package.replace('-', '_')}-1.0-py3-none-any.whl"
        digest = "0" * 64 if self.index.fault == "other hash" else hashlib.sha256(content).hexdigest()
        fragment = "" if self.index.fault == "no hash" else f"#sha256={digest}"
        link = f'<a href="/files/{file}{fragment}">{file}</a>'
        return f"<!DOCTYPE html><html><body>{link}</body></html>".encode()

    def _file(self, content: bytes) -> None:
        half = len(content) // 2
        if self.index.fault == "length too small":
            self._send(200, content, length=half)
        elif self.index.fault in ("stops half-way", "hangs", "no hash"):
            self._send(200, content[:half], length=len(content))
            self.index.halfway.set()
            if self.index.fault == "hangs":
                self.index.closing.wait(60)
        else:
            self._send(200, content)

    def _send(self, status: int, body: bytes, kind: str = "application/octet-stream", length: int = -1) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length < 0 else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the test's own output is what matters."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is what some of the tests are about."""


@contextmanager
def serving() -> Iterator[Index]:
    """An empty index on a free port."""
    index = Index(url="")
    handler = type("Handler", (_Handler,), {"index": index})
    with _Server(("127.0.0.1", 0), handler) as server:
        index.url = f"http://127.0.0.1:{server.server_address[1]}/simple"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield index
        finally:
            index.closing.set()
            server.shutdown()
            thread.join()
