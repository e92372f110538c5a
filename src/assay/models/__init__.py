"""How assay talks to a model: one class a backend, registered under its URI scheme, one file each.

A backend turns a `Request` into a `Reply`. It neither retries nor limits nor caches nor journals: the engine does.
What went wrong is said by the exception: `Transient` is worth another try, `Rejected` is not and becomes the
reply's error, `ModelError` means that nothing can be asked of this model at all. A refusal or a block is no exception
but a state of the reply.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from assay.errors import ConfigError
from assay.records import Hint, Kind, Reply, Request
from assay.registry import Registry
from assay.uri import ModelURI

__all__ = ["MODELS", "Allowance", "Model", "Rejected", "Transient", "model", "open_model"]


class Transient(Exception):  # noqa: N818  (a state of the world, not a fault of the code)
    """The call failed in a way that another try may mend: 408, 409, 429, 5xx, a dropped connection, a time-out, a
    malformed body. `retry_after` is what the server asked for, in seconds; `overload` marks a rate limit, `slow` a time-out."""

    def __init__(
        self, message: str, *, retry_after: float | None = None, overload: bool = False, slow: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.overload = overload
        self.slow = slow


class Rejected(Exception):  # noqa: N818
    """The call can never succeed as it stands (a 400, a context that is too long)."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a server says it will still take, in requests and in tokens, and in how many seconds that is reset."""

    requests: int | None = None
    requests_reset: float | None = None
    tokens: int | None = None
    tokens_reset: float | None = None


class Model(ABC):
    """One model behind one URI. Construct it with a parsed URI; `start` before the first `ask`, `close` at the end.

    `kind` is what it is asked as, one of the `kinds` that its backend can be: the first, unless the run is of another one.
    `capabilities` says what a request may ask for: `logprobs`, `top_logprobs`, `tools`, `schema`, `raw`, `system`.
    `concurrency` is how many calls it takes at once unless the user says otherwise. `cacheable` is false where the
    same request may rightly give another answer (a user's function). `identity` is what the response cache keys on:
    everything that decides the answer, weights included, and no secret. `family` names the lineage, for the
    check that target, judge and generator are not of one family. `notes` are sentences that a reader of the run should
    know, such as a parameter that the server refused; they may grow with every call. `on_allowance`, where the engine
    has set it, is told what a server says of its rate limits. `peeks` is true only for planted models: the engine
    then passes the `Hint`. `embeds` is true of a model whose replies are vectors (`assay.models._embedding`): it can judge by likeness
    and nothing else. `in_process` is true where the weights lie in this process: each process that starts the model
    then has a copy of its own, with all of `concurrency` for itself.
    """

    scheme: ClassVar[str]
    uri: ModelURI
    kind: Kind = "llm"
    kinds: tuple[Kind, ...] = ("llm",)
    family: str = "unknown"
    capabilities: frozenset[str] = frozenset()
    concurrency: int = 16
    cacheable: bool = True
    peeks: bool = False
    embeds: bool = False
    in_process: bool = False
    notes: tuple[str, ...] = ()
    on_allowance: Callable[[Allowance], None] | None = None

    def __init__(self, uri: ModelURI) -> None:
        self.uri = uri

    def be(self, kind: str, *, alone: bool = False) -> None:
        """Ask it as a model of `kind`, from now on of that kind `alone`. Raises ConfigError where its backend can be none."""
        known = next((each for each in (self.kind, *self.kinds) if each == kind), None)
        if known is None:
            raise ConfigError(f"{self.uri}: its kind can be {' or '.join(self.kinds)}, not '{kind}'")
        self.kind = known
        if alone:
            self.kinds = (known,)

    @property
    def identity(self) -> str:
        """What the response cache keys on. Known after `start`."""
        return str(self.uri)

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Host and port of every server this model needs: what `--offline` lets through."""
        return ()

    async def start(self) -> None:  # noqa: B027
        """Load weights, open connections, check that the model can be used. Raises ModelError where it cannot."""

    @abstractmethod
    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """One attempt at one call. Raises Transient or Rejected."""

    async def close(self) -> None:  # noqa: B027
        """Free what `start` took. Safe to call twice."""


MODELS: Registry[type[Model]] = Registry("model", "assay.models")


def model(scheme: str) -> Callable[[type[Model]], type[Model]]:
    """Register a `Model` class under a URI scheme."""

    def register(cls: type[Model]) -> type[Model]:
        cls.scheme = scheme
        return MODELS.add(scheme, cls)

    return register


def open_model(uri: str | ModelURI, kind: Kind | None = None) -> Model:
    """The model behind `uri`, not yet started, to be asked as a model of `kind` (None: as its URI or its backend says).
    Raises ConfigError for an unknown scheme or parameter, and where it cannot be of that kind."""
    parsed = uri if isinstance(uri, ModelURI) else ModelURI.parse(uri)
    if parsed.scheme not in MODELS:
        known = ", ".join(MODELS)
        raise ConfigError(f"no model scheme '{parsed.scheme}:' (in '{parsed}'); known schemes: {known}")
    found = MODELS[parsed.scheme](parsed)
    if kind is not None:
        found.be(kind)
    return found
