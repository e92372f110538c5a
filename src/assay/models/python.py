"""The `python:` backend: any sync or async function of the user's, by module or by file.

`python:package.module:function`, `python:path/to/file.py:function`.
"""

from __future__ import annotations

import asyncio
import contextvars
import hashlib
import importlib
import importlib.util
import inspect
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any, NoReturn

import msgspec

from assay.errors import ConfigError, ModelError
from assay.imaging import checked, media_of
from assay.models import Model, Rejected, Transient, model
from assay.models._redact import redact
from assay.models._text import as_dicts, transcript
from assay.records import Hint, Kind, Reply, Request
from assay.taxonomy import KINDS, MAKERS
from assay.uri import ModelURI

__all__ = ["PythonFunction"]

OPTIONS = ("max_tokens", "temperature", "top_p", "seed", "stop", "tools", "schema", "logprobs", "top_logprobs", "draw")
"""The fields of a request that a function may ask for by naming a parameter so."""

_CAPABILITIES = {"tools", "schema", "logprobs", "top_logprobs"}


@dataclass(frozen=True)
class _Signature:
    """How to call the user's function: `first` takes the dialogue, as one text or as messages; `options` are passed."""

    first: str | None
    as_text: bool
    options: tuple[str, ...]

    def arguments(self, request: Request) -> tuple[tuple[Any, ...], dict[str, Any]]:
        given = transcript(request) if self.as_text else as_dicts(request.messages)
        options: dict[str, Any] = {}
        for name in self.options:
            value = getattr(request, name)
            options[name] = list(value) if isinstance(value, tuple) else value
        return ((given,), options) if self.first is None else ((), {self.first: given, **options})


@model("python")
class PythonFunction(Model):
    """A function as a model.

    What it is given: a function with a parameter named `prompt` gets one text (a single turn as it is, a dialogue as
    a plain transcript); any other gets the dialogue as a list of {"role", "content"} in its first parameter. Of
    `max_tokens`, `temperature`, `top_p`, `seed`, `stop`, `tools`, `schema`, `logprobs`, `top_logprobs` and `draw` it
    gets those that it names, and the first five where it takes `**kwargs`. Naming `tools`, `schema`, `logprobs` or
    `top_logprobs` declares that capability.

    What it gives back: a str, a `Reply`, or a dict with the fields of a Reply. One of a kind that makes pictures or films (`t2i`,
    `edit`, `video`) gives the bytes of a file (PNG, JPEG, WebP, GIF; of a film also MP4), an image of Pillow or an array of height ×
    width × 3 whole numbers from 0 to 255, and for a film a list of those, its frames; a str of it is words in place of a picture. A
    sync function runs in a thread. An exception becomes the reply's error, with its type and message; `assay.models.Transient` asks for another try.

    A function of kind `vlm` or `edit` is given pictures as OpenAI writes them: the content of a message is then a list of parts, such
    as {"type": "image_url", "image_url": {"url": "data:image/png;base64,…"}} and {"type": "text", "text": …}.

    Parameters: `kind` (`llm`, `vlm`, `t2i`, `edit` or `video`; without it, what the probes of the run are for),
    `family`, `concurrency` (calls at once, 16), `timeout` (seconds a call may take, 300; a thread cannot
    be stopped, so a sync function that is late still ends in its own time).
    """

    cacheable = False
    kinds: tuple[Kind, ...] = KINDS

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = uri.take(family="", concurrency=16, timeout=300.0, kind="")
        if given["kind"]:
            self.be(str(given["kind"]), alone=True)
        self._place, _, self._name = uri.name.rpartition(":")
        if not self._place or not self._name:
            raise ConfigError(f"{uri}: write python:package.module:function or python:path/to/file.py:function")
        self.family = str(given["family"]) or "unknown"
        self.concurrency = int(given["concurrency"] or 0)
        self._timeout = float(given["timeout"] or 0)
        if self.concurrency < 1 or self._timeout <= 0:
            raise ConfigError(f"{uri}: concurrency and timeout must be above 0")
        self.capabilities = frozenset({"system"})
        self._function: Callable[..., Any] | None = None
        self._signature = _Signature(None, False, ())
        self._pool: ThreadPoolExecutor | None = None
        self._source = ""

    @property
    def identity(self) -> str:
        """The place, and the hash of the source file where there is one."""
        return f"python:{self.uri.name}" + (f"#sha256={self._source}" if self._source else "")

    async def start(self) -> None:
        """Import the function and read its signature. Raises ModelError where either fails."""
        if self._function is not None:
            return
        function: Any = self._load()
        for part in self._name.split("."):
            if not hasattr(function, part):
                self._unusable(f"{self._place} has no '{part}'; check the name after the last ':'")
            function = getattr(function, part)
        if not callable(function):
            self._unusable(f"'{self._name}' is a {type(function).__name__}, not a function")
        self._signature = self._read(function)
        if self.kind in ("vlm", "edit") and self._signature.as_text:
            self._unusable(f"'{self._name}' takes a `prompt`, a text: to be shown pictures it must take `messages`")
        self.capabilities |= _CAPABILITIES & set(self._signature.options)
        self._source = _source_hash(function)
        if not _is_async(function):
            self._pool = ThreadPoolExecutor(self.concurrency, thread_name_prefix="assay-python")
        self._function = function

    async def close(self) -> None:
        pool, self._pool, self._function = self._pool, None, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        if self._function is None:
            raise RuntimeError("start() the model before the first ask()")
        started = perf_counter()
        try:
            said = await asyncio.wait_for(self._call(self._function, request), self._timeout)
        except TimeoutError:
            raise Transient(f"{self._name} gave no answer within {self._timeout:g} s") from None
        seconds = perf_counter() - started
        if self.kind in MAKERS and not isinstance(said, str):
            return await asyncio.to_thread(self._made, said, seconds)
        return self._reply(said, seconds)

    async def _call(self, function: Callable[..., Any], request: Request) -> Any:
        args, options = self._signature.arguments(request)

        def guarded() -> Any:
            try:
                return function(*args, **options)
            except (Exception, SystemExit) as error:
                raise _as_rejected(error) from error

        if self._pool is None:
            said = guarded()
        else:
            # the caller's context goes along, so that a tracer or a logger set up around the run works in the thread
            context = contextvars.copy_context()
            said = await asyncio.get_running_loop().run_in_executor(self._pool, context.run, guarded)
        return await _awaited(said) if inspect.isawaitable(said) else said

    def _reply(self, said: Any, seconds: float) -> Reply:
        if isinstance(said, str):
            return Reply(text=said, finish="stop", seconds=seconds)
        if isinstance(said, Reply):
            return said
        if isinstance(said, dict):
            unknown = next((name for name in said if name not in Reply.__struct_fields__), None)
            if unknown is not None:
                fields = ", ".join(Reply.__struct_fields__)
                raise Rejected(f"{self._name} returned a dict with '{unknown}', which no Reply has (it has {fields})")
            try:
                return msgspec.convert({"seconds": seconds, **said}, Reply)
            except (msgspec.ValidationError, TypeError) as error:
                raise Rejected(redact(f"{self._name} returned a dict that is no Reply: {error}")) from None
        raise Rejected(f"{self._name} returned {type(said).__name__}; it must return a str, a dict or a Reply")

    def _made(self, said: Any, seconds: float) -> Reply:
        try:
            if isinstance(said, dict | Reply):
                reply = self._reply(said, seconds)
                for each in reply.media:
                    checked(each.data, self.kind)
                return reply
            media = media_of(said, self.kind)
        except ValueError as error:
            raise Rejected(redact(f"{self._name} returned what cannot be used: {error}")) from None
        if media is None:
            wanted = "a list of pictures or the bytes of a film" if self.kind == "video" else "a picture or its bytes"
            raise Rejected(
                f"{self._name} returned {type(said).__name__}; it must return {wanted}, or a str in its place"
            )
        return Reply(media=(media,), finish="stop", seconds=seconds)

    def _load(self) -> ModuleType:
        """Import the module or the file, with the folder it is found from on the import path."""
        path = Path(self._place).expanduser()
        is_file = path.suffix == ".py" or os.sep in self._place
        if is_file and not path.is_file():
            self._unusable(f"there is no file {self._place}")
        folder = str(path.resolve().parent if is_file else Path.cwd())
        if folder not in sys.path:
            sys.path.insert(0, folder)
        try:
            if not is_file:
                return importlib.import_module(self._place)
            return _import_file(path.resolve())
        except ModuleNotFoundError as error:
            if error.name is not None and f"{self._place}.".startswith(f"{error.name}."):
                self._unusable(f"there is no module '{self._place}' on the import path or under {folder}")
            self._unusable(f"{self._place} cannot be imported ({error}); install what it needs")
        except (Exception, SystemExit) as error:
            self._unusable(f"{self._place} cannot be imported ({type(error).__name__}: {error})")

    def _read(self, function: Callable[..., Any]) -> _Signature:
        try:
            parameters = inspect.signature(function).parameters
        except (ValueError, TypeError):
            self._unusable(f"the parameters of '{self._name}' cannot be read; wrap it in a plain function")
        kinds = inspect.Parameter
        named = [p for p in parameters.values() if p.kind not in (kinds.VAR_POSITIONAL, kinds.VAR_KEYWORD)]
        any_name = any(p.kind is kinds.VAR_KEYWORD for p in parameters.values())
        names = [p.name for p in named]
        first = next((n for n in ("prompt", "messages") if n in names), None)
        takes_one = any(p.kind not in (kinds.KEYWORD_ONLY, kinds.VAR_KEYWORD) for p in parameters.values())
        if first is None and not takes_one:
            self._unusable(f"'{self._name}' takes no argument; it needs one for the messages")
        taken = first or (names[0] if named and named[0].kind is not kinds.KEYWORD_ONLY else "")
        missing = [p.name for p in named if p.default is kinds.empty and p.name not in (taken, *OPTIONS)]
        if missing:
            known = ", ".join(OPTIONS)
            self._unusable(f"'{self._name}' needs an argument '{missing[0]}', and assay gives only {known}")
        options = tuple(n for i, n in enumerate(OPTIONS) if n != taken and (n in names or (any_name and i < 5)))
        by_position = first is None or parameters[first].kind is kinds.POSITIONAL_ONLY
        return _Signature(None if by_position else first, first == "prompt", options)

    def _unusable(self, text: str) -> NoReturn:
        raise ModelError(redact(f"{self.uri}: {text}")) from None


async def _awaited(said: Awaitable[Any]) -> Any:
    try:
        return await said
    except (Exception, SystemExit) as error:
        raise _as_rejected(error) from error


def _as_rejected(error: BaseException) -> Exception:
    """What the user's exception means: its own word where it is one of ours, else that the call cannot succeed."""
    if isinstance(error, Transient | Rejected | ModelError):
        return error
    return Rejected(redact(f"{type(error).__name__}: {error}"))


def _is_async(function: Callable[..., Any]) -> bool:
    """Functions and objects whose call is async; a partial is looked through."""
    inner = getattr(function, "func", function)
    return inspect.iscoroutinefunction(inner) or inspect.iscoroutinefunction(getattr(inner, "__call__", None))  # noqa: B004


def _import_file(path: Path) -> ModuleType:
    """The module of a file, under a name of its own so that two files of one name do not meet."""
    name = f"assay_user_{path.stem}_{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _source_hash(function: Callable[..., Any]) -> str:
    try:
        source = inspect.getsourcefile(function)
    except TypeError:
        source = inspect.getsourcefile(type(function))
    return hashlib.sha256(Path(source).read_bytes()).hexdigest()[:16] if source and Path(source).is_file() else ""
