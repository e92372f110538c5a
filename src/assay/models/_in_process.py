"""What the backends share that compute in this process: calls wait in a line, and one thread answers as many at once as agree."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar, Protocol

from assay.errors import ConfigError, ModelError
from assay.models import Model, Rejected, Transient
from assay.models._checkpoint import find_snapshot, folder_sha256
from assay.records import Hint, Reply, Request
from assay.uri import ModelURI

__all__ = ["InProcess", "Weights"]

_Waiting = tuple[Request, "asyncio.Future[Reply]"]


class Weights(Protocol):
    """A checkpoint in memory. All of it runs in the thread that loaded it, `stop` apart."""

    device: str
    versions: str

    def answer(self, requests: Sequence[Request]) -> list[Reply | Exception]:
        """The replies to requests that agree in how they are to be answered, in order."""

    def stop(self) -> None:
        """Let the call under way end at its next step. From any thread."""


class InProcess(Model):
    """A folder of weights in this process, or (`revision`) one of the hub's at one commit. A backend says what it takes the
    folder for (`_look`), how it is loaded (`_load`) and which calls go together (`_alike`, `_most`)."""

    in_process = True
    options: ClassVar[dict[str, str | int | float]] = {
        "revision": "",
        "device": "",
        "dtype": "",
        "threads": 1,
        "batch": 4,
        "seed": 1,
        "kind": "",
        "family": "",
    }
    """The parameters that the URI may name, with what they are where it does not."""

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        defaults = self._defaults()
        given = self.given = defaults | uri.take(**{name: defaults[name] for name in self.options})
        self._folder = self._place(uri)
        self._revision = str(given["revision"])
        self._device, self._dtype = str(given["device"]), str(given["dtype"])
        self._threads, self._batch = int(given["threads"] or 0), int(given["batch"] or 0)
        self._seed = int(given["seed"] or 0)
        if self._threads < 1 or not 1 <= self._batch <= 256 or self._seed < 0:
            raise ConfigError(f"{uri}: threads is 1 or more, batch 1 to 256, seed 0 or more")
        if self._dtype not in ("", "float32", "float16", "bfloat16"):
            raise ConfigError(f"{uri}: dtype must be float32, float16 or bfloat16, not '{self._dtype}'")
        self._family_given = str(given["family"])
        self.concurrency = 2 * self._batch
        self._identity = str(uri)
        self._pool: ThreadPoolExecutor | None = None
        self._weights: Weights | None = None
        self._waiting: list[_Waiting] = []
        self._worker: asyncio.Task[None] | None = None

    def _defaults(self) -> dict[str, str | int | float | bool | None]:
        """What each parameter is where the URI does not name it, those included that the URI of this backend cannot name."""
        return {k: v for cls in reversed(type(self).__mro__) for k, v in vars(cls).get("options", {}).items()}

    def _place(self, uri: ModelURI) -> Path:
        """The folder that the URI names."""
        if not uri.name:
            raise ConfigError(f"{uri.scheme}: needs a folder, such as {uri.scheme}:path/to/checkpoint")
        return Path(uri.name).expanduser()

    @abstractmethod
    def _look(self) -> None:
        """Look at the folder before anything heavy is loaded. Raises ModelError where it cannot be used."""

    @abstractmethod
    def _load(self) -> Weights:
        """Load the folder, in the thread that will compute."""

    @abstractmethod
    def _settings(self, weights: Weights) -> str:
        """All that decides an answer beside the weights and what was asked, for `identity`."""

    @abstractmethod
    def _alike(self, request: Request) -> object:
        """What requests must agree in to be answered together."""

    def _most(self, request: Request) -> int:
        """How many may be answered together with this one."""
        return self._batch

    @property
    def identity(self) -> str:
        """The hash of the checkpoint, the settings that decide an answer, and the versions of what computes it."""
        return self._identity

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        return (("huggingface.co", 443),) if self._revision and not self._folder.is_dir() else ()

    async def start(self) -> None:
        """Check the folder, then load it. Raises MissingExtraError, or ModelError where it cannot be used."""
        if self._weights is not None:
            return
        if not self._folder.is_dir() and (self._revision or self._looks_like_hub()):
            self._folder = await asyncio.to_thread(find_snapshot, self.uri, self._revision)
        self._look()
        sha256 = await asyncio.to_thread(folder_sha256, self._folder)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=self.scheme)
        try:
            self._weights = await asyncio.get_running_loop().run_in_executor(self._pool, self._load)
        except BaseException:
            await self.close()
            raise
        self._identity = f"{self.scheme}:{sha256}?{self._settings(self._weights)}&{self._weights.versions}"

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """One answer. Raises Rejected where the request cannot be answered as it stands (too long, a dialogue that the model does
        not take, a picture that cannot be read)."""
        if self._weights is None:
            raise ModelError(f"{self.uri} was asked before it was started, or after it was closed")
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(self._weights))
        return await future

    async def close(self) -> None:
        """End the call under way at its next step, drop those that wait, free the weights and the thread."""
        weights, self._weights = self._weights, None
        if weights is not None:
            weights.stop()
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)

    def _looks_like_hub(self) -> bool:
        """owner/name, and neither a path of more parts nor one that says so."""
        return self.uri.name.count("/") == 1 and self.uri.name[0] not in "/.~"

    async def _work(self, weights: Weights) -> None:
        """Answer what waits, as many at once as agree and may, until nothing does."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            together = self._take()
            requests = [request for request, _ in together]
            found: list[Reply | Exception]
            if self._weights is not weights or self._pool is None:
                found = [Transient(f"{self.uri} was closed before the call was answered")] * len(together)
            else:
                try:
                    found = await loop.run_in_executor(self._pool, weights.answer, requests)
                except (
                    Exception
                ) as error:  # whatever the library raises goes to the callers, and the next ones are answered
                    found = [Rejected(f"{self.uri}: {type(error).__name__}: {error}")] * len(together)
                if self._weights is not weights:
                    found = [Transient(f"{self.uri} was closed before the call was answered")] * len(together)
            for (_, future), reply in zip(together, found, strict=True):
                if future.done():  # cancelled by who asked
                    continue
                if isinstance(reply, Exception):
                    future.set_exception(reply)
                else:
                    future.set_result(reply)

    def _take(self) -> list[_Waiting]:
        first = self._waiting[0][0]
        agreed = self._alike(first)
        alike = [one for one in self._waiting if self._alike(one[0]) == agreed][: self._most(first)]
        taken = {id(future) for _, future in alike}
        self._waiting = [one for one in self._waiting if id(one[1]) not in taken]
        return alike
