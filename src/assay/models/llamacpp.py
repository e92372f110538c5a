"""The `llamacpp:` backend: GGUF models in this process, on the CPU or a GPU, through xllamacpp.

`llamacpp:smollm2-135m` is the embedded model (`assay fetch smollm2-135m`); `llamacpp:path/to.gguf` is any file.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from assay.errors import ConfigError, MissingExtraError, ModelError
from assay.models import Model, Rejected, Transient, model
from assay.models._family import family_of
from assay.models._openai_wire import ServerError, decode_reply, encode_request
from assay.models._store import FETCHABLE, file_sha256, find
from assay.records import Hint, Reply, Request
from assay.uri import ModelURI

__all__ = ["LlamaCpp", "free_cores"]


def free_cores() -> int:
    """Cores that this process may use and that nothing else keeps busy, at least 1.

    llama.cpp's threads spin while they wait: more threads than free cores are many times slower than one.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        busy = os.getloadavg()[0]
    except OSError:
        busy = 0.0
    return max(1, min(usable, round(usable - busy)))


@model("llamacpp")
class LlamaCpp(Model):
    """GGUF models in this process, by llama.cpp: no key, no server, no network.

    Parameters: `threads` (0: as many as there are free cores), `slots` (calls answered side by side), `ctx` (tokens of
    context for each slot), `gpu_layers` (layers put on a GPU), `family`. Needs the extra `local`.
    """

    capabilities = frozenset({"logprobs", "top_logprobs", "tools", "schema", "raw", "system"})

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = uri.take(threads=0, slots=4, ctx=2048, gpu_layers=0, family=None)
        self._threads, self._slots = int(given["threads"] or 0), int(given["slots"] or 0)
        self._ctx, self._gpu_layers = int(given["ctx"] or 0), int(given["gpu_layers"] or 0)
        if self._threads < 0 or self._slots < 1 or self._ctx < 64:
            raise ConfigError(f"{uri}: threads must be 0 or more, slots 1 or more, ctx 64 or more")
        self.family = str(given["family"]) if given["family"] else family_of(uri.name)
        self.concurrency = self._slots
        self._identity = str(uri)
        self._server: Any = None
        self._pool: ThreadPoolExecutor | None = None

    @property
    def identity(self) -> str:
        """The weights' hash and the context size; threads and slots change the speed and not the answer."""
        return self._identity

    def _file(self) -> Path:
        name = self.uri.name
        if name in FETCHABLE:
            path = find(name)
            if path is None:
                size = FETCHABLE[name].download // 10**6
                raise ModelError(f"{self.uri} is not on this machine: assay fetch {name} ({size} MB)")
            return path
        path = Path(name)
        try:
            with path.open("rb") as file:
                magic = file.read(4)
        except OSError as error:
            known = ", ".join(FETCHABLE)
            raise ModelError(f"{self.uri}: cannot read {path}: {error.strerror} (models by name: {known})") from None
        if magic != b"GGUF":
            raise ModelError(f"{self.uri}: {path} is no GGUF file")
        return path

    async def start(self) -> None:
        """Load the weights, in a thread of its own."""
        if self._server is not None:
            return
        path = self._file()
        try:
            import xllamacpp
        except ImportError:
            raise MissingExtraError("llamacpp:", "local") from None
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.n_parallel = self._slots
        params.n_ctx = self._ctx * self._slots
        params.n_gpu_layers = self._gpu_layers
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._threads or free_cores()
        params.verbosity = -1
        params.warmup = False
        params.cache_prompt = False  # a prompt's shared start, taken from another call, changes the last digits
        params.cache_ram_mib = 0
        params.ui = False
        params.endpoint_slots = False
        params.api_keys = [secrets.token_urlsafe(32)]  # it listens on loopback; nobody else can use it
        try:
            self._server = await asyncio.to_thread(xllamacpp.Server, params)
            self._identity = f"llamacpp:{await asyncio.to_thread(file_sha256, path)}?ctx={self._ctx}"
        except Exception as error:  # the bindings raise plain RuntimeErrors
            raise ModelError(f"{self.uri}: llama.cpp could not load {path}: {error}") from None
        self._pool = ThreadPoolExecutor(self._slots, thread_name_prefix="llamacpp")

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """One completion; greedy where the temperature is 0."""
        assert self._pool is not None, "start() comes first"  # noqa: S101
        body, _ = encode_request(
            self.uri.name, request, chat=not request.raw, limit_name="max_tokens", without=frozenset()
        )
        call = msgspec.json.decode(body)
        call["cache_prompt"] = False
        call.setdefault("seed", 1 + request.draw)
        handle = self._server.handle_completions if request.raw else self._server.handle_chat_completions
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._pool, handle, call)
        try:
            reply = decode_reply(msgspec.json.encode(answer), 0.0)
        except ValueError as error:
            raise Transient(f"{self.uri}: {error}") from None
        if isinstance(reply, ServerError):
            raise Rejected(f"{self.uri}: {reply.message}")
        return reply

    async def close(self) -> None:
        """Wait for the calls under way, then free the weights."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.shutdown, True)
            self._pool = None
        self._server = None
