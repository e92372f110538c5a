"""The `openai:` backend: any server that speaks the OpenAI API, chat or legacy completions, at any base URL.

`openai:gpt-5-mini`, `openai:my-model?base_url=http://127.0.0.1:8000/v1`. One keep-alive session a model, one encode and
one decode a call.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn

from assay._version import __version__
from assay.errors import ConfigError, ModelError
from assay.models import Model, Rejected, Transient, model
from assay.models import _openai_wire as wire
from assay.models._family import family_of
from assay.models._http import OVERLOAD, allowance, is_transient, read_body, retry_after
from assay.models._redact import Secret, redact
from assay.records import Hint, Kind, Reply, Request
from assay.uri import ModelURI

if TYPE_CHECKING:
    import aiohttp
    from yarl import URL

__all__ = ["OpenAI"]

_DEFAULT = "https://api.openai.com/v1"
_ENV_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_START_SECONDS = 10.0


@model("openai")
class OpenAI(Model):
    """A model behind an OpenAI-compatible server.

    Parameters: `base_url` (http or https, up to and with `/v1`), `api` (`chat` or `completions`), `key_env` (the name
    of the environment variable that holds the key), `timeout` (seconds a call may take), `family`, `organization`, `kind` (`llm`,
    or `vlm`: one that sees; without it, what the probes of the run are for).
    `OPENAI_API_KEY` is sent to api.openai.com only; another server gets a key only where `key_env` names one.

    What a server calls unsupported (`max_tokens`, `temperature`, `logprobs`, …) is switched or left out from then on;
    `notes` says so. Proxies named in the environment are not used. A body in JSON is read whatever its declared type.
    """

    concurrency = 32
    kinds: tuple[Kind, ...] = ("llm", "vlm")

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = uri.take(base_url=_DEFAULT, api="chat", key_env="", timeout=60.0, family="", organization="", kind="")
        self._base = _base_url(uri, str(given["base_url"]))
        self._timeout = float(given["timeout"] or 0)
        self._organization = str(given["organization"])
        self._default_server = str(self._base) == _DEFAULT
        self._key_env = str(given["key_env"]) or ("OPENAI_API_KEY" if self._default_server else "")
        if not uri.name:
            raise ConfigError("openai: needs the name of a model, such as openai:gpt-5-mini")
        if given["api"] not in ("chat", "completions"):
            raise ConfigError(f"{uri}: api must be chat or completions, not '{given['api']}'")
        if not 0 < self._timeout < float("inf"):
            raise ConfigError(f"{uri}: timeout must be a number of seconds above 0")
        if self._key_env and not _ENV_NAME.match(self._key_env):
            raise ConfigError("openai: key_env must be the name of an environment variable, never a key itself")
        self._chat = given["api"] == "chat"
        if not self._chat:
            self.kinds = ("llm",)
        if given["kind"]:
            self.be(str(given["kind"]), alone=True)
        self.family = str(given["family"]) or family_of(uri.name)
        self.capabilities = frozenset({"system", "logprobs", "top_logprobs"}) | (
            {"tools", "schema"} if self._chat else {"raw"}
        )
        self._url: URL = self._base / ("chat/completions" if self._chat else "completions")
        self._key = Secret("")
        self._session: aiohttp.ClientSession | None = None
        self._known: tuple[str, ...] = ()
        # OpenAI's newer models take max_completion_tokens only, most other servers know max_tokens only
        self._limit_name = "max_completion_tokens" if self._default_server else "max_tokens"
        self._switched = False
        self._without: set[str] = set()

    @property
    def identity(self) -> str:
        """Name, server and API: not how long to wait or where the key is."""
        return f"openai:{self.uri.name}?base_url={self._base}&api={'chat' if self._chat else 'completions'}"

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        return ((self._base.host or "", self._base.port or 443),)

    async def start(self) -> None:
        """Read the key, open the session and ask the server for its models (one that has no such list is fine)."""
        import aiohttp

        if self._session is not None:
            return
        headers = {"Content-Type": "application/json", "User-Agent": f"assay/{__version__}"}
        self._key = self._read_key()
        if self._key:
            headers["Authorization"] = f"Bearer {self._key.reveal()}"
        if self._organization:
            headers["OpenAI-Organization"] = self._organization
        self._session = aiohttp.ClientSession(
            # the engine bounds the calls; a second bound here would make calls wait on their own time-out
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30),
            timeout=aiohttp.ClientTimeout(total=self._timeout, sock_connect=min(self._timeout, _START_SECONDS)),
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

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """One call. It is sent again only where the server refused a parameter, without that parameter."""
        while True:
            body, sent = wire.encode_request(
                self.uri.name, request, chat=self._chat, limit_name=self._limit_name, without=self._without
            )
            started = perf_counter()
            status, headers, answer = await self._post(body)
            if self.on_allowance is not None and (left := allowance(headers)) is not None:
                self.on_allowance(left)
            if self._key and (key := self._key.reveal().encode()) in answer:
                answer = answer.replace(key, b"[redacted]")  # a server that echoes its caller's key
            found: Reply | wire.ServerError
            if status == 200:
                try:
                    found = wire.decode_reply(answer, perf_counter() - started)
                except ValueError as error:
                    kind = headers.get("Content-Type", "no type")
                    raise Transient(self._say(f"a 200 of type {kind}, but {error}")) from None
            else:
                found = wire.read_error(status, answer)
            if isinstance(found, Reply):
                return found
            if found.filtered:
                return Reply(state="blocked", finish="content_filter", seconds=perf_counter() - started)
            if not self._adapt(found, sent):
                self._fail(found, retry_after(headers))

    async def _post(self, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body. Raises Transient where no whole answer came."""
        import aiohttp

        if self._session is None:
            raise RuntimeError("start() the model before the first ask()")
        try:
            async with self._session.post(self._url, data=body, allow_redirects=False) as response:
                return response.status, response.headers, await read_body(response)
        except TimeoutError:
            raise Transient(self._say(f"no answer within {self._timeout:g} s"), slow=True) from None
        except (aiohttp.ClientError, OSError) as error:
            raise Transient(self._say(f"the connection failed ({type(error).__name__}: {error})")) from None

    def _adapt(self, error: wire.ServerError, sent: frozenset[str]) -> bool:
        """Remember a parameter that the server does not support; true where the call is worth sending so."""
        change = wire.unsupported(error, sent)
        if change is None:
            return False
        name, instead = change
        if instead is None:
            self._without |= {"logprobs", "top_logprobs"} if name == "logprobs" else {name}
            note = f"{self.uri} does not support '{name}': it is not sent"
        elif not self._chat or (self._switched and name == self._limit_name):
            return False
        else:
            # a call that was under way when another one switched finds the name changed already
            if name == self._limit_name:
                self._limit_name, self._switched = instead, True
            note = f"{self.uri} does not support '{name}': '{instead}' is sent"
        if note not in self.notes:
            self.notes = (*self.notes, note)
        return True

    def _fail(self, error: wire.ServerError, wait: float | None) -> NoReturn:
        """Raise what an error of the server means."""
        status, why = error.status, f": {error.message}" if error.message else ""
        if error.code == "insufficient_quota" or status == 402:
            self._unusable(f"the account has no credit left{why}")
        if status == 401:
            self._unusable(f"{self._key_advice()} (401{why})")
        if status == 403:
            self._unusable(f"access is denied; check what the key may use (403{why})")
        if status in (404, 405):
            close = difflib.get_close_matches(self.uri.name, self._known, n=1)
            mend = f"did you mean '{close[0]}'?" if close else "check the model's name and base_url"
            self._unusable(f"{self._base} has no such model or path; {mend} ({status}{why})")
        if 300 <= status < 400:
            self._unusable(f"{self._base} redirects elsewhere ({status}); give the final address as base_url")
        text = self._say(f"{status}{why}")
        if is_transient(status) or status < 300:
            raise Transient(text, retry_after=wait, overload=status in OVERLOAD)
        raise Rejected(text)

    async def _probe_server(self, session: aiohttp.ClientSession) -> None:
        """Raise ModelError where nothing answers, or where the server does not take the key."""
        import aiohttp

        limit = aiohttp.ClientTimeout(total=min(self._timeout, _START_SECONDS))
        try:
            async with session.get(self._base / "models", timeout=limit, allow_redirects=False) as response:
                if response.status in (401, 402) or 300 <= response.status < 400:
                    self._fail(wire.read_error(response.status, await read_body(response)), None)
                if response.status == 200:
                    self._known = wire.decode_models(await read_body(response))
        except aiohttp.ClientConnectorDNSError:
            self._unusable(f"the host '{self._base.host}' is not known; correct base_url")
        except aiohttp.ClientSSLError as error:
            self._unusable(f"no secure connection to {self._base} ({error}); correct base_url or its certificate")
        except aiohttp.ClientConnectorError:
            self._unusable(f"nothing listens at {self._base}; start the server or correct base_url")
        except TimeoutError:
            self._unusable(f"{self._base} does not answer within {limit.total:g} s; is the server up?")
        except (aiohttp.ClientError, Rejected, OSError) as error:
            self._unusable(f"{self._base} does not speak HTTP as expected ({error}); correct base_url")

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
            return f"{self._base} does not take the key in {self._key_env}; correct that environment variable"
        return f"{self._base} wants a key; put it in an environment variable and add key_env=ITS_NAME to the URI"

    def _say(self, text: str) -> str:
        return redact(text, self._key)

    def _unusable(self, text: str) -> NoReturn:
        raise ModelError(self._say(f"{self.uri}: {text}")) from None


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
