"""The `openai:` backend: any server that speaks the OpenAI API, at any base URL: chat or legacy completions, embeddings,
pictures and films.

`openai:gpt-5-mini`, `openai:my-model?base_url=http://127.0.0.1:8000/v1`, `openai:gpt-image-1?kind=t2i&size=1024x1024`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from time import perf_counter

from assay.errors import ConfigError, MissingExtraError
from assay.models import Model, Transient, model
from assay.models import _openai_wire as wire
from assay.models._embedding import decode_embedding, encode_embedding
from assay.models._family import family_of
from assay.models._http import allowance, retry_after
from assay.models._openai_making import Making, Settings
from assay.models._openai_server import Server
from assay.records import Hint, Kind, Reply, Request
from assay.taxonomy import KINDS, MAKERS
from assay.uri import ModelURI

__all__ = ["OpenAI"]

_SECONDS: dict[Kind, float] = {"llm": 60.0, "vlm": 60.0, "t2i": 300.0, "edit": 300.0, "video": 1800.0}
"""How long a call may take where the user does not say."""


@model("openai")
class OpenAI(Model):
    """A model behind an OpenAI-compatible server.

    Parameters: `base_url` (http or https, up to and with `/v1`), `api` (`chat`, `completions`, or `embeddings` of a model that judges by
    likeness), `key_env` (the name
    of the environment variable that holds the key), `timeout` (seconds a call may take: 60, for a picture 300, for a film 1800),
    `family`, `organization`, `kind` (`llm`; `vlm`, one that sees; `t2i`, `edit`, `video`, one that makes pictures, edits them, makes
    films; without it, what the probes of the run are for). `OPENAI_API_KEY` is sent to api.openai.com only; another server gets a
    key only where `key_env` names one.

    Of those that make pictures or films, where they are given: `size` (`1024x1024`), `quality`, `moderation`, `seconds` (of a film),
    and what servers of open weights add: `steps`, `guidance`, `negative`, `seed` (one more for each further draw).

    What a server calls unsupported (`max_tokens`, `temperature`, `logprobs`, …) is switched or left out from then on;
    `notes` says so. Proxies named in the environment are not used. A body in JSON is read whatever its declared type.
    """

    concurrency = 32
    kinds: tuple[Kind, ...] = KINDS

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = uri.take(
            base_url="",
            api="chat",
            key_env="",
            timeout=-1.0,
            family="",
            organization="",
            kind="",
            **Settings().asdict(),
        )
        self._settings = Settings(**{name: given[name] for name in Settings.__struct_fields__})  # type: ignore[arg-type]
        self._timeout = float(given["timeout"] or 0)
        if not uri.name:
            raise ConfigError("openai: needs the name of a model, such as openai:gpt-5-mini")
        self._api = str(given["api"])
        if self._api not in ("chat", "completions", "embeddings"):
            raise ConfigError(f"{uri}: api must be chat, completions or embeddings, not '{self._api}'")
        if "timeout" in uri.params and not 0 < self._timeout < float("inf"):
            raise ConfigError(f"{uri}: timeout must be a number of seconds above 0")
        self._server = Server(uri, str(given["base_url"]), str(given["key_env"]), str(given["organization"]))
        self._chat, self.embeds = self._api == "chat", self._api == "embeddings"
        if not self._chat:
            self.kinds = ("llm",)
        if given["kind"]:
            self.be(str(given["kind"]), alone=True)
            self._settings.check(uri, self.kind)
        self.family = str(given["family"]) or family_of(uri.name)
        able = {"system", "logprobs", "top_logprobs"} | ({"tools", "schema"} if self._chat else {"raw"})
        self.capabilities = frozenset(() if self.embeds else able)
        self._url = self._server.base / ("chat/completions" if self._chat else self._api)
        # OpenAI's newer models take max_completion_tokens only, most other servers know max_tokens only
        self._limit_name = "max_completion_tokens" if self._server.is_openai else "max_tokens"
        self._switched = False
        self._without: set[str] = set()
        self._making: Making | None = None

    @property
    def identity(self) -> str:
        """Name, server and API, and how pictures are to be made: not how long to wait or where the key is."""
        api = f"kind={self.kind}&{self._settings}" if self.kind in MAKERS else f"api={self._api}"
        return f"openai:{self.uri.name}?base_url={self._server.base}&{api}"

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        return (self._server.address,)

    async def start(self) -> None:
        """Read the key, open the session and ask the server for its models (one that has no such list is fine)."""
        self._settings.check(self.uri, self.kind)
        timeout = self._timeout if self._timeout > 0 else _SECONDS[self.kind]
        if self.kind in MAKERS:
            if find_spec("PIL") is None:
                raise MissingExtraError(str(self.uri), "vision")
            self._making = Making(self.uri.name, self.kind, self._server, self._settings, timeout)
        await self._server.open(timeout)

    async def close(self) -> None:
        await self._server.close()

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """One call. It is sent again only where the server refused a parameter, without that parameter."""
        while True:
            started = perf_counter()
            if self._making is not None:
                found, sent, headers = await self._making.ask(request, self._without)
            else:
                found, sent, headers = await self._complete(request)
            if self.on_allowance is not None and (left := allowance(headers)) is not None:
                self.on_allowance(left)
            if isinstance(found, Reply):
                return found
            if found.filtered:
                return Reply(state="blocked", finish="content_filter", seconds=perf_counter() - started)
            if not self._adapt(found, sent):
                self._server.fail(found, retry_after(headers))

    async def _complete(self, request: Request) -> tuple[Reply | wire.ServerError, frozenset[str], Mapping[str, str]]:
        """What the server says in words (or as a vector), the names of the parameters that it was sent, and its headers."""
        if self.embeds:
            body, sent = encode_embedding(self.uri.name, request), frozenset[str]()
        else:
            body, sent = wire.encode_request(
                self.uri.name, request, chat=self._chat, limit_name=self._limit_name, without=self._without
            )
        decode = decode_embedding if self.embeds else wire.decode_reply
        started = perf_counter()
        status, headers, answer = await self._server.post(self._url, body)
        if status != 200:
            return wire.read_error(status, answer), sent, headers
        try:
            return decode(answer, perf_counter() - started), sent, headers
        except ValueError as error:
            kind = headers.get("Content-Type", "no type")
            raise Transient(self._server.say(f"a 200 of type {kind}, but {error}")) from None

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
