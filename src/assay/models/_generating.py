"""A checkpoint in memory: from requests to answers, through transformers' own processor, chat template and `generate`.

All of it runs in one thread, which `assay.models.transformers` keeps for it.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from assay.errors import MissingExtraError, ModelError
from assay.imaging import read_picture
from assay.models import Rejected
from assay.models._text import transcript
from assay.records import Message, Reply, Request, Token

__all__ = ["Generating"]


class Generating:
    """The processor (or tokenizer) and the model of one folder.

    `sees` says which auto class loads it, `seed` draws for requests that bring none. Raises MissingExtraError without torch and
    transformers, ModelError where the folder cannot be loaded; both in a sentence that begins with `said`.
    """

    def __init__(
        self, folder: Path, *, sees: bool, device: str, dtype: str, threads: int, seed: int, said: str
    ) -> None:
        torch, transformers = _libraries(said)
        torch.set_num_threads(threads)  # of this thread
        self._torch, self._said, self._sees, self._seed = torch, said, sees, seed
        self._closing = threading.Event()
        self.versions = f"torch={torch.__version__}&transformers={transformers.__version__}"
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        # 16-bit weights are widened on a CPU, most of which compute with 32 bits faster
        kind: Any = dtype or ("auto" if self.device != "cpu" else "float32")
        auto = transformers.AutoModelForImageTextToText if sees else transformers.AutoModelForCausalLM
        own = {"local_files_only": True, "trust_remote_code": False}
        try:
            loader = transformers.AutoProcessor if sees else transformers.AutoTokenizer
            self._processor: Any = loader.from_pretrained(folder, **own)
            self._tokenizer: Any = self._processor.tokenizer if sees else self._processor
            self._model: Any = auto.from_pretrained(folder, use_safetensors=True, dtype=kind, **own)
            self._model.to(self.device).eval()
        except (
            Exception
        ) as error:  # the library raises whatever its parts raise: OSError, KeyError, safetensors' own, …
            raise ModelError(f"{said}: transformers cannot load {folder} ({_brief(error)})") from None
        self._has_template = bool(self._processor.chat_template or self._tokenizer.chat_template)
        if sees and not self._has_template:
            raise ModelError(f"{said}: {folder} has no chat template; add the model's own as chat_template.jinja")
        self._tokenizer.padding_side = "left"
        stops = self._model.generation_config.eos_token_id
        stops = stops if stops is not None else self._tokenizer.eos_token_id
        self._stops: list[int] = stops if isinstance(stops, list) else [] if stops is None else [stops]
        pad = self._tokenizer.pad_token_id
        if pad is None:
            self._tokenizer.pad_token = self._tokenizer.convert_ids_to_tokens(self._stops[0] if self._stops else 0)
            pad = self._tokenizer.pad_token_id
        # nothing that a checkpoint recommends for sampling: a request says how it is answered
        self._model.generation_config = transformers.GenerationConfig(
            eos_token_id=self._stops or None, pad_token_id=pad, top_k=0
        )
        self._takes_types = "token_type_ids" in inspect.signature(self._model.forward).parameters
        text = self._model.config.get_text_config()
        self._longest = int(getattr(text, "max_position_embeddings", 0) or 0)

    def stop(self) -> None:
        """Let the call under way end with its next token."""
        self._closing.set()

    def answer(self, requests: Sequence[Request]) -> list[Reply | Exception]:
        """The replies to requests that agree in all but their messages and draws; a request that cannot be answered as it
        stands gets its own Rejected."""
        started = perf_counter()
        prompts: list[tuple[str, list[Any]] | Exception] = []
        for request in requests:
            try:
                prompts.append(self._prompt(request))
            except Rejected as error:
                prompts.append(error)
        fine = [prompt for prompt in prompts if not isinstance(prompt, Exception)]
        if not fine:
            return [prompt for prompt in prompts if isinstance(prompt, Exception)]
        answered: Iterator[Reply | Exception]
        try:
            answered = iter(self._generate(requests[0], fine))
        except Rejected as error:
            if len(fine) > 1:  # one too long for all: each by itself
                return [found for request in requests for found in self.answer([request])]
            answered = iter([error])
        seconds = perf_counter() - started
        found: list[Reply | Exception] = []
        for prompt in prompts:
            reply = prompt if isinstance(prompt, Exception) else next(answered)
            found.append(_timed(reply, seconds) if isinstance(reply, Reply) else reply)
        return found

    def _prompt(self, request: Request) -> tuple[str, list[Any]]:
        """The text as the chat template writes it, and the pictures it speaks of."""
        images = [_image(picture.data, self._said) for m in request.messages for picture in m.pictures]
        if images and not self._sees:
            raise Rejected(f"{self._said}: the model sees no pictures")
        if request.raw or not self._has_template:
            return transcript(request), images
        turns = [{"role": m.role, "content": _parts(m) if self._sees else m.content} for m in request.messages]
        try:
            return self._processor.apply_chat_template(turns, tokenize=False, add_generation_prompt=True), images
        except Exception as error:  # a template may raise what it likes: "no system role", "roles must alternate"
            raise Rejected(f"{self._said}: the chat template does not take this dialogue ({_brief(error)})") from None

    def _inputs(self, prompts: list[tuple[str, list[Any]]], *, raw: bool) -> Any:
        texts = [text for text, _ in prompts]
        # a template writes the beginning of a text itself
        options = {"return_tensors": "pt", "padding": True, "add_special_tokens": raw or not self._has_template}
        if not self._sees:
            return self._tokenizer(texts, **options)
        images = [found for _, found in prompts] if prompts[0][1] else None
        return self._processor(text=texts, images=images, **options)

    def _generate(self, request: Request, prompts: list[tuple[str, list[Any]]]) -> list[Reply]:
        torch = self._torch
        try:
            inputs = self._inputs(prompts, raw=request.raw)
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise Rejected(f"{self._said}: the processor does not take this request ({_brief(error)})") from None
        if not self._takes_types:
            inputs.pop("token_type_ids", None)
        inputs = inputs.to(self.device, dtype=self._model.dtype) if self._sees else inputs.to(self.device)
        before = inputs["input_ids"].shape[1]
        if self._longest and before + request.max_tokens > self._longest:
            raise Rejected(
                f"{self._said}: the prompt of {before} tokens and an answer of {request.max_tokens} are more than the "
                f"{self._longest} tokens that the model takes"
            )
        options: dict[str, Any] = {"max_new_tokens": request.max_tokens, "do_sample": request.temperature > 0}
        if request.temperature > 0:
            options |= {"temperature": request.temperature, "top_p": request.top_p, "top_k": 0}
        if request.stop:
            options |= {"stop_strings": list(request.stop), "tokenizer": self._tokenizer}
        asked = request.logprobs or request.top_logprobs > 0
        with torch.inference_mode(), torch.random.fork_rng(enabled=request.temperature > 0):
            if request.temperature > 0:
                torch.manual_seed(request.seed if request.seed is not None else self._seed + request.draw)
            out = self._model.generate(
                **inputs,
                **options,
                return_dict_in_generate=True,
                output_logits=asked,
                stopping_criteria=[lambda *_, **__: self._all(self._closing.is_set(), len(prompts))],
            )
        replies = []
        for row in range(len(prompts)):
            ids = out.sequences[row, before:].tolist()
            end = next((k for k, token in enumerate(ids) if token in self._stops), None)
            kept = ids if end is None else ids[:end]
            logits = [step[row] for step in out.logits[: len(kept)]] if asked else []
            replies.append(
                self._reply(
                    request,
                    kept,
                    logits,
                    ended=end is not None,
                    input_tokens=int(inputs["attention_mask"][row].sum()),
                    output_tokens=len(kept) + (end is not None),
                )
            )
        return replies

    def _reply(
        self,
        request: Request,
        ids: list[int],
        logits: list[Any],
        *,
        ended: bool,
        input_tokens: int,
        output_tokens: int,
    ) -> Reply:
        spelled = self._spelled(ids)
        tokens = [
            self._token(text, chosen, row, request) for text, chosen, row in zip(spelled, ids, logits, strict=False)
        ]
        text = "".join(spelled)
        cut = min((at for at in (text.find(stop) for stop in request.stop) if at >= 0), default=None)
        if cut is not None:
            length, kept = 0, []
            for token in tokens:
                if length >= cut:
                    break
                kept.append(token)
                length += len(token.text)
            text, tokens = text[:cut], kept
        return Reply(
            text=text.strip() if not request.raw else text,
            finish="stop" if ended or cut is not None else "length",
            tokens=tuple(tokens),
            input_tokens=input_tokens,
            output_tokens=output_tokens,
        )

    def _spelled(self, ids: list[int]) -> list[str]:
        """The text of each token; the bytes of one character that several tokens share go to the last of them."""
        spelled, before = [], ""
        for end in range(1, len(ids) + 1):
            text = self._tokenizer.decode(ids[:end], skip_special_tokens=True, clean_up_tokenization_spaces=False)
            whole = text.rstrip("�") if end < len(ids) else text
            spelled.append(whole[len(before) :])
            before = whole if len(whole) > len(before) else before
        return spelled

    def _token(self, text: str, chosen: int, logits: Any, request: Request) -> Token:
        log = self._torch.log_softmax(logits.float(), dim=-1)
        values, others = log.topk(min(request.top_logprobs, len(log)))
        top = tuple((self._tokenizer.decode([i]), v) for i, v in zip(others.tolist(), values.tolist(), strict=True))
        return Token(text, float(log[chosen]), top)

    def _all(self, yes: bool, rows: int) -> Any:
        return self._torch.full((rows,), yes, dtype=self._torch.bool, device=self.device)


def _libraries(said: str) -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ModuleNotFoundError as error:
        if error.name not in ("torch", "transformers"):
            raise
        raise MissingExtraError(said, "torch") from None
    transformers.utils.logging.set_verbosity_error()  # stderr belongs to the user
    transformers.utils.logging.disable_progress_bar()
    return torch, transformers


def _image(data: bytes, said: str) -> Any:
    try:
        return read_picture(data).convert("RGB")
    except ValueError as error:
        raise Rejected(f"{said}: a picture cannot be read ({error})") from None


def _parts(message: Message) -> list[dict[str, str]]:
    return [*({"type": "image"} for _ in message.pictures), {"type": "text", "text": message.content}]


def _timed(reply: Reply, seconds: float) -> Reply:
    return msgspec.structs.replace(reply, seconds=seconds)


def _brief(error: BaseException) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text if len(text) <= 200 else text[:199] + "…"
