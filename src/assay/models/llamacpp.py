"""The `llamacpp:` backend: GGUF models in this process, on the CPU or a GPU, through xllamacpp.

`llamacpp:smollm2-135m` is the embedded model (`assay fetch smollm2-135m`); `llamacpp:path/to.gguf` is any file;
`llamacpp:path/to.gguf?mmproj=path/to/mmproj.gguf` is one that sees.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

import msgspec

from assay.errors import ConfigError, ModelError
from assay.imaging import read_picture
from assay.models import Model, Rejected, Transient, model
from assay.models._embedding import decode_embedding, encode_embedding
from assay.models._family import family_of
from assay.models._gguf import check_eye, read_header
from assay.models._llama import ANSWER_SETTINGS, call, free_cores, load_library, make_params, serve
from assay.models._openai_wire import ServerError, decode_reply, encode_request
from assay.models._store import FETCHABLE, file_sha256, find
from assay.records import Hint, Kind, Reply, Request, Token
from assay.uri import ModelURI

__all__ = ["LlamaCpp"]

CTX_STEP = 256
"""llama.cpp rounds a context up to a multiple of this, in tokens."""

_encode = msgspec.json.Encoder().encode


@model("llamacpp")
class LlamaCpp(Model):
    """GGUF models in this process, by llama.cpp: no key, no server, no network. With an mmproj file they see.

    Parameters: `mmproj` (the file of the eye that came with the model, which is then asked as a `vlm`), `threads` (0: as
    many as there are free cores), `slots` (calls answered side by side), `ctx` (tokens of prompt, pictures and answer in
    each slot, in steps of 256), `gpu_layers` (layers put on a GPU, and the eye with them), `seed` (of requests that bring
    none), `chat_template` (a file with a Jinja template in place of the model's own), `api` (`embeddings` of a model that judges
    by likeness: pooled as its file says, or the mean over tokens), `kind`, `family`. Needs the extra `local`.

    Four slots by default: 40 prompts of 25 to 110 tokens with answers of 32 took 0.77 of the time that one slot took,
    on 2 cores. With eight the gain over four was within the noise.
    """

    in_process = True
    kinds: tuple[Kind, ...] = ("llm", "vlm")

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = uri.take(
            mmproj=None,
            threads=0,
            slots=4,
            ctx=2048,
            gpu_layers=0,
            seed=1,
            chat_template=None,
            api="chat",
            kind=None,
            family=None,
        )
        self._threads, self._slots = int(given["threads"] or 0), int(given["slots"] or 0)
        self._ctx, self._gpu_layers = int(given["ctx"] or 0), int(given["gpu_layers"] or 0)
        self._seed = int(given["seed"] or 0)
        self._template_file = str(given["chat_template"] or "")
        self._eye_file = str(given["mmproj"] or "")
        if self._threads < 0 or not 1 <= self._slots <= 64 or self._ctx < 64 or self._seed < 0:
            raise ConfigError(f"{uri}: threads and seed are 0 or more, slots 1 to 64, ctx 64 or more")
        self._ctx = -(-self._ctx // CTX_STEP) * CTX_STEP
        if given["api"] not in ("chat", "embeddings") or (given["api"] == "embeddings" and self._eye_file):
            raise ConfigError(f"{uri}: api is chat or embeddings, and embeddings go without an mmproj")
        self.embeds = given["api"] == "embeddings"
        if self._eye_file:
            self.be("vlm")
        if given["kind"]:
            self.be(str(given["kind"]), alone=True)
        self._family_given = str(given["family"] or "")
        self.family = self._family_given or family_of(Path(uri.name).name)
        able = {"logprobs", "top_logprobs", "schema", "raw", "system"}
        self.capabilities = frozenset(() if self.embeds else able)
        self.concurrency = self._slots
        self._identity = str(uri)
        self._server: Any = None
        self._library: Any = None
        self._pool: ThreadPoolExecutor | None = None
        self._binds: dict[str, bool] = {}

    def be(self, kind: str, *, alone: bool = False) -> None:
        """Ask it as a model of `kind`. Raises ConfigError where it can be none, as a model without an mmproj sees nothing."""
        if kind == "vlm" and not self._eye_file:
            raise ConfigError(
                f"{self.uri}: a GGUF model sees pictures with its mmproj file alone: name that too, llamacpp:FILE?mmproj=FILE"
            )
        super().be(kind, alone=alone)

    @property
    def identity(self) -> str:
        """The weights' hash and the settings that decide an answer; threads and slots change the speed only."""
        return self._identity

    async def start(self) -> None:
        """Check the files, then load the weights. `tools` becomes a capability where the chat template knows them.

        Raises MissingExtraError, or ModelError where a file is not there, damaged or not for llama.cpp.
        """
        if self._server is not None:
            return
        path = self._file()
        header = await asyncio.to_thread(read_header, path)
        eye = self._eye()
        template = self._template()
        if not self.embeds and "tools" in (template or str(header.get("tokenizer.chat_template", ""))):
            self.capabilities |= {"tools"}
        if not self._family_given and self.family == "unknown":
            self.family = family_of(f"{header.get('general.name', '')} {header.get('general.architecture', '')}")
        pooling: Literal["own", "mean"] = (
            "own" if f"{header.get('general.architecture')}.pooling_type" in header else "mean"
        )
        library = load_library()
        sha256 = await asyncio.to_thread(file_sha256, path)
        params = make_params(
            path,
            eye=eye,
            slots=self._slots,
            ctx=self._ctx,
            threads=self._threads or free_cores(),
            gpu_layers=self._gpu_layers,
            chat_template=template,
            pooling=pooling if self.embeds else "",
        )
        try:
            self._server = await asyncio.to_thread(serve, library, params)
        except Exception as error:  # the bindings raise plain RuntimeErrors, and the reason is in none of them
            arch = header.get("general.architecture", "unknown")
            what = f"{path} with {eye}" if eye else str(path)
            why = "the files do not belong together, or one is" if eye else "the file is"
            raise ModelError(
                f"{self.uri}: llama.cpp could not load {what} (architecture {arch}, ctx {self._ctx} in {self._slots} "
                f"slots): {why} damaged, of a kind it does not know, or too large for the memory ({error})"
            ) from None
        self._library = library
        settings = f"ctx={self._ctx}&seed={self._seed}&gpu_layers={self._gpu_layers}&{ANSWER_SETTINGS}"
        if eye:
            settings += f"&mmproj={await asyncio.to_thread(file_sha256, eye)}"
        if self.embeds:
            settings += "&api=embeddings"
        if template:
            import hashlib

            settings += f"&chat_template={hashlib.sha256(template.encode()).hexdigest()}"
        self._identity = f"llamacpp:{sha256}?{settings}&xllamacpp={library.__version__}"
        self._pool = ThreadPoolExecutor(self._slots, thread_name_prefix="llamacpp")

    async def ask(self, request: Request, hint: Hint | None = None) -> Reply:
        """One completion; greedy where the temperature is 0. Raises Rejected where the request cannot be answered
        as it stands (too long for `ctx`, a schema that no grammar can say, a picture that cannot be read), Transient
        where no answer came out."""
        if self._pool is None:
            raise ModelError(f"{self.uri} was asked before it was started, or after it was closed")
        if request.tools and "tools" not in self.capabilities:
            raise Rejected(f"{self.uri}: the model's chat template has no place for tools")
        if self.embeds:
            return await self._answer(msgspec.json.decode(encode_embedding(self.uri.name, request)), raw=False)
        self._check_pictures(request)
        body = self._body(request)
        if request.schema is not None and not await self._is_bound_by(body["grammar"]):
            raise Rejected(f"{self.uri}: llama.cpp cannot hold an answer to this JSON schema: {_brief(request.schema)}")
        reply = await self._answer(body, raw=request.raw)
        return msgspec.structs.replace(reply, tokens=_asked(reply.tokens, request.top_logprobs))

    async def close(self) -> None:
        """Wait for the calls under way, drop those that wait for a slot, then free the weights and the threads.

        llama.cpp must not be freed under a call, and a call ends with its answer: at most `max_tokens` away.
        """
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)
        self._server = None

    async def _answer(self, body: dict[str, Any], *, raw: bool) -> Reply:
        if self._pool is None:
            raise Transient(f"{self.uri} was closed before the call's turn came")
        server, loop = self._server, asyncio.get_running_loop()
        if self.embeds:
            answering = loop.run_in_executor(self._pool, server.handle_embeddings, _encode(body))
        else:
            handle = server.handle_completions if raw else server.handle_chat_completions
            answering = loop.run_in_executor(self._pool, call, handle, _encode(body))
        decode = decode_embedding if self.embeds else decode_reply
        started = time.monotonic()
        try:
            answer = await answering
        except (ValueError, RuntimeError) as error:
            raise Rejected(f"{self.uri}: {error}") from None
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise Transient(f"{self.uri} was closed before the call's turn came") from None  # `close` dropped it
        try:
            reply = decode(answer, time.monotonic() - started)
        except ValueError as error:
            raise Transient(f"{self.uri}: {error}") from None
        if isinstance(reply, ServerError):
            raise self._refusal(reply)
        return reply

    async def _is_bound_by(self, grammar: str) -> bool:
        """Whether llama.cpp understands a grammar: one that it does not, it leaves out without a word.

        A token that no JSON begins with is made the likeliest by far; only a grammar in force keeps it out. One token
        is asked for, once for each grammar.
        """
        if grammar not in self._binds:
            body = {
                "prompt": "#",
                "max_tokens": 1,
                "temperature": 0.0,
                "logit_bias": [["#", 1000.0]],
                "grammar": grammar,
            }
            reply = await self._answer(body, raw=True)
            self._binds[grammar] = "#" not in reply.text
        return self._binds[grammar]

    def _check_pictures(self, request: Request) -> None:
        """llama.cpp reads some damaged pictures as well as it can, which would be another picture."""
        shown = [picture for message in request.messages for picture in message.pictures]
        if shown and (request.raw or not self._eye_file):
            raise Rejected(f"{self.uri}: the model sees no pictures{' in a raw prompt' if self._eye_file else ''}")
        for picture in shown:
            try:
                read_picture(picture.data)
            except ValueError as error:
                raise Rejected(f"{self.uri}: a picture cannot be read ({error})") from None

    def _body(self, request: Request) -> dict[str, Any]:
        plain = msgspec.structs.replace(request, schema=None)
        encoded, _ = encode_request(
            self.uri.name, plain, chat=not request.raw, limit_name="max_tokens", without=frozenset()
        )
        body: dict[str, Any] = msgspec.json.decode(encoded)
        body["cache_prompt"] = False
        body.setdefault("seed", self._seed + request.draw)
        if request.raw and request.logprobs:
            body["logprobs"] = max(1, request.top_logprobs)  # 0 gives none at all here
        if request.schema is not None:
            # A grammar, and not `response_format`: that lets the model open a code fence, and cuts it from the text
            # only, so that the tokens no longer spell the text.
            try:
                body["grammar"] = self._library.json_schema_to_grammar(request.schema)
            except (ValueError, RuntimeError) as error:
                raise Rejected(f"{self.uri}: the JSON schema cannot be made a grammar: {error}") from None
        return body

    def _refusal(self, error: ServerError) -> Rejected | Transient:
        if "context size" in error.message:
            return Rejected(
                f"{self.uri}: the prompt is too long for a context of {self._ctx} tokens ({error.message}); "
                "set ctx in the model URI, e.g. ?ctx=8192"
            )
        if error.status >= 500:
            return Transient(f"{self.uri}: {error.message}")
        return Rejected(f"{self.uri}: {error.message}")

    def _file(self) -> Path:
        name = self.uri.name
        if name in FETCHABLE:
            path = find(name)
            if path is None:
                raise ModelError(
                    f"{self.uri} is not on this machine: assay fetch {name} ({FETCHABLE[name].download // 10**6} MB)"
                )
            return path
        path = Path(name).expanduser()
        if not path.is_file():
            known = ", ".join(FETCHABLE)
            what = "is a folder" if path.is_dir() else "does not exist"
            raise ModelError(f"{self.uri}: {path} {what}; give the path of a GGUF file or one of: {known}")
        return path

    def _eye(self) -> Path | None:
        if not self._eye_file:
            return None
        path = Path(self._eye_file).expanduser()
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "does not exist"
            raise ModelError(f"{self.uri}: the mmproj {path} {what}; give the mmproj file that came with the model")
        check_eye(path)
        return path

    def _template(self) -> str:
        if not self._template_file:
            return ""
        path = Path(self._template_file).expanduser()
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(f"{self.uri}: cannot read the chat template {path}: {error}") from None


def _asked(tokens: tuple[Token, ...], top: int) -> tuple[Token, ...]:
    """The tokens of the answer as other backends give them: without the one that ends the turn, and with no more
    alternatives than asked for (llama.cpp gives 20 where none are)."""
    if tokens and not tokens[-1].text:
        tokens = tokens[:-1]
    return tuple(Token(t.text, t.logprob, t.top[:top]) for t in tokens)


def _brief(schema: dict[str, Any]) -> str:
    text = _encode(schema).decode()
    return text if len(text) <= 100 else text[:99] + "…"
