"""The `transformers:` backend: checkpoints in this process through Hugging Face's transformers, models that see and others.

`transformers:path/to/folder`; from the hub only at one commit: `transformers:owner/name?revision=COMMIT`.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

from assay.errors import ConfigError, ModelError
from assay.models import Model, Rejected, Transient, model
from assay.models._checkpoint import find_snapshot, folder_sha256, read_config
from assay.models._family import family_of
from assay.records import Hint, Reply, Request, canonical
from assay.uri import ModelURI

if TYPE_CHECKING:
    from assay.models._generating import Generating

__all__ = ["Transformers"]

_Waiting = tuple[Request, "asyncio.Future[Reply]"]


@model("transformers")
class Transformers(Model):
    """A checkpoint in this process: any with a chat template that `AutoModelForImageTextToText` loads, and language models.

    Only safetensors are read, and no code that a checkpoint brings is run. Parameters: `revision` (the commit of a hub's model),
    `device` (`cpu`, `cuda`, …; by default a GPU where there is one), `dtype` (by default 32 bits on a CPU, else the checkpoint's
    own), `threads` (of the CPU, 1), `batch` (calls answered in one pass, 4), `seed` (of requests that bring none), `kind`,
    `family`. Needs the extra `torch`.

    Calls that agree in how they are to be answered go through the model together; the last digits of a probability then hang on
    the calls beside it, and do not with `batch=1`. Sampled answers are drawn one by one, so that each hangs on its seed alone.
    """

    in_process = True
    options: ClassVar[dict[str, str | int]] = {
        "revision": "",
        "device": "",
        "dtype": "",
        "threads": 1,
        "batch": 4,
        "seed": 1,
        "kind": "",
        "family": "",
    }
    """The parameters of the URI, with what they are where it does not name them."""

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = Transformers.options | uri.take(**self.options)
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
        self.family = self._family_given or family_of(self._folder.name)
        self.capabilities = frozenset({"logprobs", "top_logprobs", "system"})
        self.concurrency = 2 * self._batch
        self._settle(str(given["kind"]))
        self._identity = str(uri)
        self._pool: ThreadPoolExecutor | None = None
        self._generating: Generating | None = None
        self._waiting: list[_Waiting] = []
        self._worker: asyncio.Task[None] | None = None

    def _place(self, uri: ModelURI) -> Path:
        """The folder that the URI names."""
        if not uri.name:
            raise ConfigError(f"{uri.scheme}: needs a folder, such as transformers:path/to/checkpoint")
        return Path(uri.name).expanduser()

    def _settle(self, kind: str) -> None:
        """Of what kind it is: what was said, else what the folder tells where it is there already."""
        self.kinds = ("vlm", "llm")
        if kind:
            self.be(kind, alone=True)
        elif self._folder.is_dir():
            found = read_config(self._folder, str(self.uri)).kind
            self.kind, self.kinds = found, (("vlm", "llm") if found == "vlm" else ("llm",))

    @property
    def identity(self) -> str:
        """The hash of the checkpoint, the settings that decide an answer, and the versions of what computes it."""
        return self._identity

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        return (("huggingface.co", 443),) if self._revision and not self._folder.is_dir() else ()

    async def start(self) -> None:
        """Check the folder, then load it. Raises MissingExtraError, or ModelError where it cannot be used."""
        if self._generating is not None:
            return
        said = str(self.uri)
        if not self._folder.is_dir() and (self._revision or self._looks_like_hub()):
            self._folder = await asyncio.to_thread(find_snapshot, self.uri.name, self._revision, said)
        config = read_config(self._folder, said)
        if self.kind == "vlm" and config.kind != "vlm":
            raise ModelError(f"{said}: the model sees no pictures ({config.model_type}); ask it as ?kind=llm")
        if config.kind == "llm":
            self.capabilities |= {"raw"}
        if not self._family_given and self.family == "unknown":
            self.family = family_of(config.model_type)
        sha256 = await asyncio.to_thread(folder_sha256, self._folder)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="transformers")
        try:
            self._generating = await asyncio.get_running_loop().run_in_executor(
                self._pool, self._load, config.kind == "vlm"
            )
        except BaseException:
            await self.close()
            raise
        found = self._generating
        settings = f"device={found.device}&dtype={self._dtype}&seed={self._seed}&batch={self._batch}"
        self._identity = f"transformers:{sha256}?{settings}&{found.versions}"

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """One answer; greedy where the temperature is 0. Raises Rejected where the request cannot be answered as it stands (too
        long, a dialogue that the chat template does not take, a picture that cannot be read)."""
        if self._generating is None:
            raise ModelError(f"{self.uri} was asked before it was started, or after it was closed")
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(self._generating))
        return await future

    async def close(self) -> None:
        """End the call under way with its next token, drop those that wait, free the weights and the thread."""
        generating, self._generating = self._generating, None
        if generating is not None:
            generating.stop()
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)

    def _looks_like_hub(self) -> bool:
        """owner/name, and neither a path of more parts nor one that says so."""
        return self.uri.name.count("/") == 1 and self.uri.name[0] not in "/.~"

    def _load(self, sees: bool) -> Generating:
        from assay.models._generating import Generating

        return Generating(
            self._folder,
            sees=sees,
            device=self._device,
            dtype=self._dtype,
            threads=self._threads,
            said=str(self.uri),
        )

    async def _work(self, generating: Generating) -> None:
        """Answer what waits, as many at once as agree and `batch` allows, until nothing does."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            together = self._take()
            requests = [request for request, _ in together]
            seed = requests[0].seed if requests[0].seed is not None else self._seed + requests[0].draw
            found: list[Reply | Exception]
            if self._generating is not generating or self._pool is None:
                found = [Transient(f"{self.uri} was closed before the call was answered")] * len(together)
            else:
                try:
                    found = await loop.run_in_executor(self._pool, generating.answer, requests, seed)
                except (
                    Exception
                ) as error:  # whatever the library raises goes to the callers, and the next ones are answered
                    found = [Rejected(f"{self.uri}: {type(error).__name__}: {error}")] * len(together)
                if self._generating is not generating:
                    found = [Transient(f"{self.uri} was closed before the call was answered")] * len(together)
            for (_, future), reply in zip(together, found, strict=True):
                if future.done():  # cancelled by who asked
                    continue
                if isinstance(reply, Exception):
                    future.set_exception(reply)
                else:
                    future.set_result(reply)

    def _take(self) -> list[_Waiting]:
        first = self._waiting[0]
        most = 1 if first[0].temperature > 0 else self._batch
        alike = [one for one in self._waiting if _settings(one[0]) == _settings(first[0])][:most]
        taken = {id(future) for _, future in alike}
        self._waiting = [one for one in self._waiting if id(one[1]) not in taken]
        return alike


def _settings(request: Request) -> tuple[bytes, int]:
    """What requests must agree in to be answered together: all but words and draws, and the number of pictures."""
    pictures = sum(len(m.pictures) for m in request.messages)
    return canonical(msgspec.structs.replace(request, messages=(), draw=0)), pictures
