"""Fetches over HTTP with manners and with care: one request at a time to a host, with a pause; limits of size, time and
type; robots.txt where pages are read; and no private address, at no redirect."""

from __future__ import annotations

import asyncio
import codecs
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
import msgspec
from yarl import URL

from assay._version import __version__
from assay.cases.curate.sources._addresses import PrivateAddressError, PublicResolver, refuse_private
from assay.cases.curate.sources._robots import Robots
from assay.errors import SourceError

__all__ = ["MAX_BYTES", "FetchError", "Fetcher", "Page", "unusable", "user_agent"]

MAX_BYTES = 4 * 2**20
"""The longest body that is read, unpacked, in bytes."""

_REDIRECTS = 5
_LONGEST_WAIT = 60.0
_AGAIN = frozenset({429, 502, 503, 504})
_REDIRECT = frozenset({301, 302, 303, 307, 308})


class FetchError(Exception):
    """A page could not be had; the text says why, without its address and without any secret. `status` is the HTTP status,
    0 where none came."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Page:
    """What came: the address it came from, after all redirects, the body, and the charset its header names ("" for none)."""

    url: str
    content: bytes
    content_type: str
    charset: str

    @property
    def text(self) -> str:
        return self.content.decode(self.charset or "utf-8", errors="replace")


def user_agent() -> str:
    """Who asks. `$ASSAY_CONTACT`, a page or mail address, is added: the operators of some sites ask for one."""
    contact = os.environ.get("ASSAY_CONTACT", "").strip()
    return f"assay/{__version__} (evaluation of generative models{f'; {contact}' if contact.isprintable() and contact else ''})"


class Fetcher:
    """A client for one source, to be used as an async context manager, by one task.

    `allow_private` lets private addresses through. `delay` is the pause between two requests to one host and `timeout` the
    time for one request, body included, in seconds. `robots` asks each site's robots.txt first; its crawl delay counts
    where it is longer. `attempts` is how often a server that is busy (429, 502 to 504) is asked.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        robots: bool = False,
        delay: float = 1.0,
        timeout: float = 20.0,
        attempts: int = 1,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.allow_private = allow_private
        self.delay = delay
        self.timeout = timeout
        self.attempts = attempts
        self.max_bytes = max_bytes
        self._robots = Robots(self._load_robots) if robots else None
        self._next: dict[str, float] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        resolver = None if self.allow_private else PublicResolver()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self.timeout),
            headers={"User-Agent": user_agent()},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(
        self,
        url: str,
        *,
        types: tuple[str, ...],
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """The page at `url`, of one of the content types `types`. `headers` go to the first host only, so that no key ever
        follows a redirect to another. Raises FetchError."""
        target = _parsed(url)
        target = target.update_query(params) if params else target
        origin = target.origin()
        for _ in range(_REDIRECTS + 1):
            self._check(target)
            if self._robots is not None:
                forbidden = await self._robots.forbids(target)
                if forbidden:
                    raise FetchError(forbidden)
            given = headers if target.origin() == origin else None
            answer = await self._patiently(target, types, given)
            if isinstance(answer, Page):
                return answer
            target = answer
        raise FetchError(f"more than {_REDIRECTS} redirects")

    async def json(
        self, url: str, *, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The JSON that an API answers. Raises FetchError, also where it is none."""
        types = ("application/json", "application/sparql-results+json", "text/json", "application/problem+json")
        page = await self.get(
            url, types=types, params=params, headers={"Accept": ", ".join(types[:2]), **(headers or {})}
        )
        try:
            return msgspec.json.decode(page.content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise FetchError(f"the answer is no JSON: {error}") from None

    def _check(self, target: URL) -> None:
        if target.scheme not in ("http", "https"):
            raise FetchError(f"it is neither http nor https but '{target.scheme}'")
        if target.user or target.password:
            raise FetchError("it holds a user name or password")
        if not target.host:
            raise FetchError("it names no host")
        if not self.allow_private:
            try:
                refuse_private(target.host)
            except PrivateAddressError as error:
                raise FetchError(f"{error}, which is refused") from None

    async def _patiently(self, target: URL, types: tuple[str, ...], headers: Mapping[str, str] | None) -> Page | URL:
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._once(target, types, headers)
            except _BusyError as busy:
                if attempt >= self.attempts or busy.wait > _LONGEST_WAIT:
                    raise
                self._next[str(target.origin())] = asyncio.get_running_loop().time() + max(busy.wait, self.delay)

    async def _once(self, target: URL, types: tuple[str, ...], headers: Mapping[str, str] | None) -> Page | URL:
        """One request when it is this host's turn: a page, or where it has moved to."""
        if self._session is None:
            raise RuntimeError("a Fetcher is used within 'async with'")
        host = str(target.origin())
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next.get(host, 0.0) - loop.time()))
        try:
            async with self._session.get(target, headers=headers, allow_redirects=False) as response:
                if response.status in _REDIRECT and "Location" in response.headers:
                    return target.join(_parsed(response.headers["Location"]))
                return await self._read(target, response, types)
        except PrivateAddressError as error:
            raise FetchError(f"{error}, which is refused") from None
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, PrivateAddressError):
                raise FetchError(f"{error.os_error}, which is refused") from None
            raise FetchError(f"nothing can be reached there ({error.os_error.strerror or error.os_error})") from None
        except aiohttp.InvalidURL:
            raise FetchError("it is no address") from None
        except TimeoutError:
            raise FetchError(f"it took longer than {self.timeout:g} s") from None
        except (aiohttp.ClientError, ValueError) as error:
            raise FetchError(f"the answer broke off or is no HTTP ({type(error).__name__})") from None
        finally:
            pause = self.delay
            if self._robots is not None:
                pause = max(pause, min(self._robots.delay(target), _LONGEST_WAIT))
            self._next[host] = loop.time() + pause

    async def _read(self, target: URL, response: aiohttp.ClientResponse, types: tuple[str, ...]) -> Page:
        if response.status in _AGAIN:
            raise _BusyError(response.status, _seconds(response.headers.get("Retry-After", "")))
        if response.status != 200:
            raise FetchError(f"it answers {response.status}", response.status)
        if response.content_type not in types:
            raise FetchError(f"it is {response.content_type}, not {types[0]}", response.status)
        parts, left = [], self.max_bytes
        while part := await response.content.read(65536):
            left -= len(part)
            if left < 0:
                response.close()
                raise FetchError(f"it is longer than {self.max_bytes:,} bytes")
            parts.append(part)
        return Page(str(target), b"".join(parts), response.content_type, _known(response.charset))

    async def _load_robots(self, site: URL) -> tuple[int, str]:
        """The status and text of a site's robots.txt, wherever it redirects to; status 0 where nothing answers."""
        target = site
        for _ in range(_REDIRECTS + 1):
            try:
                self._check(target)
                answer = await self._once(target, ("text/plain",), None)
            except FetchError as error:
                # A page of another type in its place: the site has none.
                return (404 if error.status == 200 else error.status), ""
            if isinstance(answer, Page):
                return 200, answer.text
            target = answer
        return 404, ""


class _BusyError(FetchError):
    """The server asks to be asked later."""

    def __init__(self, status: int, wait: float) -> None:
        super().__init__(f"it answers {status}", status)
        self.wait = wait


def _parsed(url: str) -> URL:
    try:
        return URL(url)
    except ValueError:
        raise FetchError("it is no address") from None


def _known(charset: str | None) -> str:
    try:
        return codecs.lookup(charset).name if charset else ""
    except LookupError:
        return ""


def _seconds(text: str) -> float:
    return float(text) if text.strip().isdecimal() and text.isascii() else 0.0


def unusable(what: str, url: str, error: FetchError) -> SourceError:
    """The sentence about a server that a user named and that cannot be used."""
    place = URL(url)
    hint = "; allow_private=true lets it through" if "private address" in str(error) else ""
    return SourceError(f"{what} at {place.origin() if place.host else url} cannot be used: {error}{hint}")
