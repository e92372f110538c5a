"""Brings up llama.cpp: how many threads it gets, how it waits, and the settings that decide what it answers."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import msgspec

from assay.errors import MissingExtraError, ModelError

__all__ = ["ANSWER_SETTINGS", "call", "free_cores", "load_library", "make_params", "serve", "usable_cores"]

ANSWER_SETTINGS = "fa=0,reuse=0"
"""The settings of `make_params` that move the last digits of a probability, as they stand in a model's identity."""


def usable_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_cores() -> int:
    """Cores that this process may use and that nothing else keeps busy, and at least 2 where it may use 2.

    llama.cpp splits each product over its threads and waits for the slowest, so a thread without a core of its own
    holds up the others. Still, with threads that sleep 2 beat 1 even on 2 busy cores: 48 s against 56 s.
    """
    usable = usable_cores()
    try:
        busy = os.getloadavg()[0]
    except OSError:
        busy = 0.0
    return min(usable, max(2, round(usable - busy)))


def load_library() -> ModuleType:
    """Import xllamacpp, such that its threads spin for a moment only before they sleep.

    By default libgomp's threads spin for long while they wait for one another. On 2 idle cores 30 demo prompts with
    answers of up to 24 tokens took 20.5 s sleeping at once, 15.8 s after 1,000 spins and 15.5 s after 100,000; beside
    three busy programs 50 s, 48 s and, already after 20,000, 61 s. libgomp reads the setting once, when it is loaded; a
    user's own OMP_WAIT_POLICY or GOMP_SPINCOUNT stays as it is, and nothing is left in the environment.
    """
    ours = "OMP_WAIT_POLICY" not in os.environ and "GOMP_SPINCOUNT" not in os.environ
    if ours:
        os.environ["GOMP_SPINCOUNT"] = "1000"
    try:
        import xllamacpp
    except ModuleNotFoundError as error:
        if error.name != "xllamacpp":
            raise
        raise MissingExtraError("llamacpp:", "local") from None
    except ImportError as error:
        mend = "; install the system package libgomp1" if "libgomp" in str(error) else ""
        raise ModelError(f"xllamacpp is installed and cannot be loaded ({error}){mend}") from None
    finally:
        if ours:
            os.environ.pop("GOMP_SPINCOUNT", None)
    return xllamacpp  # type: ignore[no-any-return,unused-ignore]


def make_params(
    path: Path,
    *,
    eye: Path | None,
    slots: int,
    ctx: int,
    threads: int,
    gpu_layers: int,
    chat_template: str,
    pooling: Literal["", "own", "mean"] = "",
) -> Any:
    """The settings of a quiet server whose answer to a request does not hang on the requests beside it.

    Continuous batching computes several calls in one product, and kernels that choose their path by the number of
    rows then differ in the last digits: enough to change a greedy answer at a near tie. Measured with SmolLM2-135M,
    4 slots against 1 and other orders: flash attention changed up to 3 of 40 answers, without it none changed; reuse
    of a prompt that a slot still holds changed the digits of 3 of 20 long prompts (20 to 330 words), one cache for
    all slots those of 24 of 24, reading in steps of 512 tokens those of 1 of 40. None of them is used, and then not
    one digit of 40 long and 48 short prompts changed. That is a measurement and no promise: with pictures the
    seventh digit changed, and only with `slots=1` does the same computation happen every time.

    `pooling` makes it embed texts, their tokens' vectors brought together as the file says (`own`) or by the mean.
    """
    xllamacpp = load_library()
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_parallel, params.n_ctx = slots, ctx * slots
    params.n_batch = max(2048, ctx)
    params.n_ubatch = 512 if gpu_layers else params.n_batch  # the larger buffer is touched only where it is used
    params.n_gpu_layers = gpu_layers
    if eye is not None:
        params.mmproj.path, params.mmproj_use_gpu = str(eye), gpu_layers > 0
    for cpu in (params.cpuparams, params.cpuparams_batch):
        cpu.n_threads = threads
        cpu.poll = 0  # where llama.cpp is built without OpenMP, its own threads sleep too
    if chat_template:
        params.chat_template = chat_template
    if pooling:
        params.embedding = True
        if pooling == "mean":
            params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    params.kv_unified = False
    params.cache_prompt = False
    params.cache_ram_mib = 0
    params.fit_params = False  # never a smaller context than asked for
    params.warmup = False
    params.verbosity = -1  # nothing on stderr, which belongs to the user
    params.ui = False
    params.endpoint_slots = False
    # It cannot be told not to listen. It does so on loopback, on a free port, with a key that nobody knows.
    params.hostnames = ["127.0.0.1"]
    params.api_keys = [secrets.token_urlsafe(32)]
    return params


def serve(library: Any, params: Any) -> Any:
    """A server whose loop runs. llama.cpp waits forever for the end of a loop that it told to end before it had begun, as
    where a run finds every answer in the cache and closes the model at once; one answer, whatever it is, shows that it has."""
    server = library.Server(params)
    call(server.handle_completions, msgspec.json.encode({"prompt": "a", "max_tokens": 1, "cache_prompt": False}))
    return server


def call(handle: Any, body: bytes) -> bytes:
    """Run one call to its end, without the interpreter's lock; give the answer's JSON as it is."""
    parts: list[bytes] = []
    handle(body, parts.append)
    return b"".join(parts)
