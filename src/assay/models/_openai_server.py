"""The way to an OpenAI-compatible server: its address, the key, one keep-alive session, and what its errors mean."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from assay._version import __version__
from assay.errors import ConfigError, ModelError
from assay.models import Rejected, Transient
from assay.models import _openai_wire as wire
from assay.models._http import MAX_BODY, OVERLOAD, is_transient, read_body, retry_after
from assay.models._redact import Secret, redact
from assay.uri import ModelURI

if TYPE_CHECKING:
    import aiohttp
    from yarl import URL

__all__ = ["Answer", "Server"]

Answer = tuple[int, Mapping[str, str], bytes]
"""Status, headers and body."""

_DEFAULT = "https://api.openai.com/v1"
_ENV_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_START_SECONDS = 10.0


class Server:
    """The server that a URI names by `base_url`, `key_env` and `organization`. `is_openai` is true of api.openai.com, which alone is
    sent `OPENAI_API_KEY` unasked. No text that leaves it holds the key."""

    def __init__(self, uri: ModelURI, base_url: str, key_env: str, organization: str) -> None:
        self._uri = uri
        self.base = _base_url(uri, base_url or _DEFAULT)
        self._organization = organization
        self.is_openai = str(self.base) == _DEFAULT
        self._key_env = key_env or ("OPENAI_API_KEY" if self.is_openai else "")
        if self._key_env and not _ENV_NAME.match(self._key_env):
            raise ConfigError("openai: key_env must be the name of an environment variable, never a key itself")
        self._key = Secret("")
        self._timeout = 0.0
        self._session: aiohttp.ClientSession | None = None
        self._known: tuple[str, ...] = ()

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        return self.base.host or "", self.base.port or 443

    async def open(self, seconds: float) -> None:
        """Read the key, open the session and ask the server for its models (one that has no such list is fine). `seconds` is how
        long a call may take."""
        import aiohttp

        if self._session is not None:
            return
        self._timeout = seconds
        headers = {"User-Agent": f"assay/{__version__}"}
        self._key = self._read_key()
        if self._key:
            headers["Authorization"] = f"Bearer {self._key.reveal()}"
        if self._organization:
            headers["OpenAI-Organization"] = self._organization
        self._session = aiohttp.ClientSession(
            # the engine bounds the calls; a second bound here would make calls wait on their own time-out
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30),
            timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=min(seconds, _START_SECONDS)),
            headers=headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        try:
            await self._probe_server(self._session)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def post(self, url: URL, body: bytes | aiohttp.FormData, *, limit: int = MAX_BODY) -> Answer:
        """Send bytes as JSON, or a form. Raises Transient where no whole answer came, Rejected where it is longer than `limit`
        bytes."""
        headers = {"Content-Type": "application/json"} if isinstance(body, bytes) else None
        return await self._send("POST", url, limit, data=body, headers=headers)

    async def get(self, url: URL, *, limit: int = MAX_BODY) -> Answer:
        """The same without a body."""
        return await self._send("GET", url, limit)

    async def fetch(self, url: URL, *, limit: int) -> bytes:
        """A file that lies at this server."""
        status, headers, body = await self.get(url, limit=limit)
        if status == 200:
            return body
        text = f"what was made cannot be fetched ({status})"
        raise Transient(text, retry_after=retry_after(headers)) if is_transient(status) else Rejected(text)

    def odd(self, why: str) -> Transient:
        """What an answer that is none is worth: another try."""
        return Transient(self.say(f"a 200, but {why}"))

    async def _send(self, method: str, url: URL, limit: int, **options: Any) -> Answer:
        import aiohttp

        if self._session is None:
            raise RuntimeError("start() the model before the first ask()")
        try:
            async with self._session.request(method, url, allow_redirects=False, **options) as response:
                body = await read_body(response, limit)
                if self._key and (key := self._key.reveal().encode()) in body:
                    body = body.replace(key, b"[redacted]")  # a server that echoes its caller's key
                return response.status, response.headers, body
        except TimeoutError:
            raise Transient(self.say(f"no answer within {self._timeout:g} s"), slow=True) from None
        except (aiohttp.ClientError, OSError) as error:
            raise Transient(self.say(f"the connection failed ({type(error).__name__}: {error})")) from None

    def fail(self, error: wire.ServerError, wait: float | None) -> NoReturn:
        """Raise what an error of the server means."""
        status, why = error.status, f": {error.message}" if error.message else ""
        if error.code == "insufficient_quota" or status == 402:
            self._unusable(f"the account has no credit left{why}")
        if status == 401:
            self._unusable(f"{self._key_advice()} (401{why})")
        if status == 403:
            self._unusable(f"access is denied; check what the key may use (403{why})")
        if status in (404, 405):
            close = difflib.get_close_matches(self._uri.name, self._known, n=1)
            mend = f"did you mean '{close[0]}'?" if close else "check the model's name and base_url"
            self._unusable(f"{self.base} has no such model or path; {mend} ({status}{why})")
        if 300 <= status < 400:
            self._unusable(f"{self.base} redirects elsewhere ({status}); give the final address as base_url")
        text = self.say(f"{status}{why}")
        if is_transient(status) or status < 300:
            raise Transient(text, retry_after=wait, overload=status in OVERLOAD)
        raise Rejected(text)

    async def _probe_server(self, session: aiohttp.ClientSession) -> None:
        """Raise ModelError where nothing answers, or where the server does not take the key."""
        import aiohttp

        limit = aiohttp.ClientTimeout(total=min(self._timeout, _START_SECONDS))
        try:
            async with session.get(self.base / "models", timeout=limit, allow_redirects=False) as response:
                if response.status in (401, 402) or 300 <= response.status < 400:
                    self.fail(wire.read_error(response.status, await read_body(response)), None)
                if response.status == 200:
                    self._known = wire.decode_models(await read_body(response))
        except aiohttp.ClientConnectorDNSError:
            self._unusable(f"the host '{self.base.host}' is not known; correct base_url")
        except aiohttp.ClientSSLError as error:
            self._unusable(f"no secure connection to {self.base} ({error}); correct base_url or its certificate")
        except aiohttp.ClientConnectorError:
            self._unusable(f"nothing listens at {self.base}; start the server or correct base_url")
        except TimeoutError:
            self._unusable(f"{self.base} does not answer within {limit.total:g} s; is the server up?")
        except (aiohttp.ClientError, Rejected, OSError) as error:
            self._unusable(f"{self.base} does not speak HTTP as expected ({error}); correct base_url")

    def _read_key(self) -> Secret:
        if not self._key_env:
            return Secret("")
        key = os.environ.get(self._key_env, "").strip()
        if not key:
            self._unusable(
                f"the environment variable {self._key_env} holds no key; set it, or name a server with base_url=…"
            )
        if not key.isascii() or not key.isprintable():
            self._unusable(
                f"the key in the environment variable {self._key_env} holds characters that no key has; set it again"
            )
        return Secret(key)

    def _key_advice(self) -> str:
        if self._key_env:
            return f"{self.base} does not take the key in {self._key_env}; correct that environment variable"
        return f"{self.base} wants a key; put it in an environment variable and add key_env=ITS_NAME to the URI"

    def say(self, text: str) -> str:
        """`text` fit to be shown: on one line, short, without secrets."""
        return redact(text, self._key)

    def _unusable(self, text: str) -> NoReturn:
        raise ModelError(self.say(f"{self._uri}: {text}")) from None


def _base_url(uri: ModelURI, text: str) -> URL:
    """The server's address. Raises ConfigError, without repeating the text, where it holds credentials."""
    from yarl import URL

    try:
        url = URL(text.rstrip("/"))
    except ValueError:
        url = URL()
    if url.user is not None or url.password is not None:
        raise ConfigError(f"openai:{uri.name}: base_url must hold no user or password; use key_env")
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigError(f"{uri}: base_url must be an address such as http://127.0.0.1:8000/v1")
    if url.query_string or url.fragment:
        raise ConfigError(f"openai:{uri.name}: base_url must end with the path, without '?' or '#'")
    return url
