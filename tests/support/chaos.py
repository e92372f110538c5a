"""A server from which everything may come: `python -m tests.support.chaos PORT LEDGER SEED SHARE ATTEMPTS`.

What it has to say to a prompt is fixed; a share of the first so many attempts at it meets one of `TROUBLES` instead, drawn
from (seed, prompt, attempt). Every request is a line of the ledger, written before it is answered, so that a killed server has counted too.
"""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from tests.support import numbers_probe
from tests.support.openai_wire import Call, Said, error, render
from tests.support.stub import serve

__all__ = ["TROUBLES", "Asked", "read_ledger", "says"]

ODD = (
    "a\x00b",
    "\U0001f9ff \u2028 \u202e\u05d0",
    "",
    '```json\n{"a": 1}\n```',
    "word " * 4000,
    "\\ud800 \x7f\x1b[2J",
    "nan",
)
"""Answers that are no trouble to send and may be trouble to keep."""


def says(call: Call) -> str:
    """What the server has to say to a prompt, whenever it is asked."""
    first, last = call.prompt.partition("\n")[0], call.last
    die = hashlib.sha256(call.prompt.encode()).digest()
    if die[1] < 12:
        return ODD[die[2] % len(ODD)]
    number = int(first.split()[0])
    if first.endswith("plus one"):
        return str(number + 1 if numbers_probe.right(number) else number + 2)
    if last.startswith("No, ") and die[0] < 100:
        return str(number + 9)
    return str(number + 2)


def _body(call: Call) -> bytes:
    return render(call, Said(says(call)))


def _usage(**usage: object) -> Callable[[Call], Said]:
    """The right answer with an odd account of its tokens."""

    def reply(call: Call) -> Said:
        body = json.loads(_body(call))
        body.pop("usage")
        return Said(raw=json.dumps(body | usage).encode())

    return reply


def _raw(body: bytes, content_type: str = "application/json", **headers: str) -> Callable[[Call], Said]:
    return lambda _: Said(raw=body, content_type=content_type, headers=headers)


def _status(status: int, message: str = "try again", **headers: str) -> Callable[[Call], Said]:
    return lambda _: error(status, message, kind="server_error", headers=headers)


def _wire(head: str, body: Callable[[bytes], bytes] = lambda body: body) -> Callable[[Call], Said]:
    """A head of one's own before the right answer, or before what `body` makes of it."""
    head = head.replace("\n", "\r\n")
    return lambda call: Said(wire=head.encode("latin-1") + body(_body(call)))


def _padded(size: int) -> Callable[[Call], Said]:
    """The right answer, and a field of so many bytes that nobody asked for."""
    return lambda call: Said(raw=_body(call)[:-1] + b',"padding":"' + b"x" * size + b'"}')


TROUBLES: dict[str, Callable[[Call], Said]] = {
    "429": _status(429),
    "429, wait": _status(429, **{"retry-after": "0.03"}),
    "429, wait in ms": _status(429, **{"retry-after-ms": "20"}),
    "429, wait until a date gone by": lambda _: error(
        429, "slow down", headers={"retry-after": email.utils.formatdate(1e9, usegmt=True)}
    ),
    "429, wait for what": _status(429, **{"retry-after": "1e999 soon"}),
    "500": _status(500),
    "502 in HTML": lambda _: Said(status=502, raw=b"<html><h1>Bad Gateway</h1></html>", content_type="text/html"),
    "503": _status(503),
    "503, wait": _status(503, **{"retry-after": "0.02"}),
    "504, empty": lambda _: Said(status=504, raw=b""),
    "529": _status(529),
    "408": _status(408),
    "409": _status(409),
    "425": _status(425),
    "204": lambda _: Said(status=204, raw=b""),
    "400": _status(400, "the server is confused"),
    "dropped": lambda _: Said(drop=True),
    "dropped in the head": lambda _: Said(wire=b"HTTP/1.1 200 OK\r\ncontent-ty"),
    "dropped in the body": lambda call: Said(truncate=True, raw=_body(call)),
    "no HTTP": lambda _: Said(wire=b"\x16\x03\x01\x02\x00\x01\x00"),
    "an endless header": _wire("HTTP/1.1 200 OK\nx: " + "y" * 20_000 + "\n\n"),
    "a length that is none": _wire("HTTP/1.1 200 OK\ncontent-length: many\n\n"),
    "a length too short": _wire("HTTP/1.1 200 OK\ncontent-length: 40\n\n"),
    "a length too long": _wire("HTTP/1.1 200 OK\ncontent-length: 90000\n\n"),
    "chunks of garbage": _wire("HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n", lambda _: b"zz\r\n\xff\xfe\r\n"),
    "chunks cut off": _wire("HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n", lambda body: b"fff\r\n" + body[:50]),
    "gzip that is none": _wire("HTTP/1.1 200 OK\ncontent-encoding: gzip\n\n"),
    "JSON cut off": lambda call: Said(raw=_body(call)[:-20]),
    "JSON of another shape": _raw(b'{"choices":{"message":"x"}}'),
    "JSON with a number for a text": _raw(b'{"choices":[{"message":{"content":42}}]}'),
    "JSON without choices": _raw(b'{"choices":[]}'),
    "JSON with an empty choice": _raw(b'{"choices":[{}]}'),
    "JSON too deep": _raw(b'{"choices":' + b"[" * 60_000 + b"]" * 60_000 + b"}"),
    "JSON too deep, where nobody looks": lambda call: Said(
        raw=_body(call)[:-1] + b',"padding":' + b"[" * 60_000 + b"]" * 60_000 + b"}"
    ),
    "500, too deep": lambda _: Said(status=500, raw=b'{"error":' + b"[" * 60_000 + b"]" * 60_000 + b"}"),
    "JSON that is null": _raw(b"null"),
    "an error with a 200": _raw(b'{"error":{"message":"overloaded","code":503}}'),
    "a lone surrogate": _raw(b'{"choices":[{"message":{"content":"\\ud800"}}]}'),
    "no UTF-8": _raw(b'{"choices":[{"message":{"content":"\xff\xfe\xc3"}}]}'),
    "HTML with a 200": _raw(b"<html>Please log in</html>", "text/html"),
    "an empty 200": _raw(b""),
    "a body beyond all measure": lambda _: Said(raw=b'{"padding":"' + b"x" * 9_000_000 + b'"}'),
    "too slow": lambda call: Said(says(call), delay=1.5),
    # from here on the answer is a good one
    "slow": lambda call: Said(says(call), delay=0.3),
    "a long body": _padded(1_500_000),
    "no type": lambda call: Said(raw=_body(call), content_type=""),
    "JSON as HTML": lambda call: Said(raw=_body(call), content_type="text/html; charset=latin-1"),
    "gzip": lambda call: Said(raw=gzip.compress(_body(call)), headers={"content-encoding": "gzip"}),
    "chunks": _wire(
        "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n",
        lambda body: b"5\r\n" + body[:5] + b"\r\n%x\r\n" % (len(body) - 5) + body[5:] + b"\r\n0\r\n\r\n",
    ),
    "a length of none": _wire("HTTP/1.1 200 OK\n\n"),
    "nothing left": lambda call: Said(
        says(call), headers={"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "20ms"}
    ),
    "usage left out": _usage(),
    "usage that is null": _usage(usage=None),
    "usage without numbers": _usage(usage={"prompt_tokens": "12", "completion_tokens": None}),
    "usage that is a list": _usage(usage=[1, 2]),
    "usage below zero": _usage(usage={"prompt_tokens": -5, "completion_tokens": -1}),
    "usage beyond 64 bits": _usage(usage={"prompt_tokens": 10**30, "completion_tokens": 2**63 - 1}),
    "usage in fractions": _usage(usage={"prompt_tokens": 1.5, "completion_tokens": 1e300}),
}


class Asked(msgspec.Struct, array_like=True, frozen=True):
    """A line of the ledger: one request, and the trouble it met ("" for none)."""

    prompt: str
    trouble: str


def read_ledger(path: Path) -> list[Asked]:
    """All requests so far. A killed server leaves no half of a line, for a line is one write."""
    return [msgspec.json.decode(line, type=Asked) for line in path.read_bytes().splitlines()] if path.exists() else []


def main(port: int, ledger: str, seed: int, share: float, attempts: int) -> None:
    names = list(TROUBLES)
    book = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def answer(call: Call) -> str | Said:
        draw = random.Random(f"{seed}|{call.prompt}|{call.attempt}")
        trouble = draw.choice(names) if call.attempt <= attempts and draw.random() < share else ""
        os.write(book, msgspec.json.encode(Asked(call.prompt, trouble)) + b"\n")
        return TROUBLES[trouble](call) if trouble else says(call)

    serve(answer, port)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
