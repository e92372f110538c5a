"""What every HTTP backend needs to read an answer safely: a capped body and the wait that a server asks for."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from assay.models import Allowance, Rejected

if TYPE_CHECKING:
    import aiohttp

__all__ = ["MAX_BODY", "OVERLOAD", "TRANSIENT", "allowance", "is_transient", "read_body", "retry_after"]

MAX_BODY = 8 * 2**20
"""The longest body that is read, in bytes: far above any answer with log-probabilities."""

TRANSIENT = frozenset({408, 409, 425, 429})

OVERLOAD = frozenset({429, 503, 529})
"""What a server says that has too much to do; 529 is Anthropic's word for it, and its gateways'."""

_SPAN = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)?")
_UNITS = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_EPOCH = 1e9
"""A reset above this is a time since 1970 in seconds, not a wait."""


def is_transient(status: int) -> bool:
    """Whether another try may mend this HTTP status."""
    return status in TRANSIENT or status >= 500


async def read_body(response: aiohttp.ClientResponse, limit: int = MAX_BODY) -> bytes:
    """The whole body. Raises Rejected as soon as it is longer than `limit` (a compressed one: once unpacked)."""
    size = response.content_length
    if size is not None and size <= limit and "Content-Encoding" not in response.headers:
        return await response.read()
    parts: list[bytes] = []
    left = limit
    while part := await response.content.read(65536):
        left -= len(part)
        if left < 0:
            response.close()
            raise Rejected(f"the answer's body is longer than {limit // 2**20} MiB")
        parts.append(part)
    return b"".join(parts)


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """The seconds that a server asks to wait: `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date.

    None where it asks for nothing that can be read. A date is taken against the server's own clock where it tells it.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("Retry-After", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    until = _date(headers.get("Retry-After", ""))
    if until is None:
        return None
    here = _date(headers.get("Date", "")) or (time.time() if now is None else now)
    return max(0.0, until - here)


def allowance(headers: Mapping[str, str], now: float | None = None) -> Allowance | None:
    """What the `x-ratelimit-remaining-*` and `x-ratelimit-reset-*` headers say, for requests and for tokens; the plain
    `x-ratelimit-remaining` counts requests. None where there are none. A reset is read as OpenAI writes it (`6m0s`,
    `20ms`), in seconds, or as seconds since 1970."""
    requests, tokens = headers.get("x-ratelimit-remaining-requests"), headers.get("x-ratelimit-remaining-tokens")
    suffix = "-requests"
    if requests is None and tokens is None:
        requests, suffix = headers.get("x-ratelimit-remaining"), ""
        if requests is None:
            return None
    return Allowance(
        _count(requests),
        _seconds(headers.get(f"x-ratelimit-reset{suffix}"), now),
        _count(tokens),
        _seconds(headers.get("x-ratelimit-reset-tokens"), now),
    )


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 16 else None


def _seconds(text: str | None, now: float | None) -> float | None:
    text = (text or "").replace(" ", "")
    parts = _SPAN.findall(text)
    if not parts or "".join(n + unit for n, unit in parts) != text:
        return None
    seconds = sum(float(n) * _UNITS[unit] for n, unit in parts)
    if seconds > _EPOCH:
        seconds -= time.time() if now is None else now
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
