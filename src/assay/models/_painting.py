"""A pipeline of diffusers in memory: from requests to pictures and films, as the signature of its call says what it takes.

All of it runs in one thread, which `assay.models._in_process` keeps for it.
"""

from __future__ import annotations

import inspect
import threading
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from assay.errors import MissingExtraError, ModelError
from assay.imaging import encode_film, encode_picture, read_picture
from assay.models import Rejected
from assay.models._text import prompt_of
from assay.records import Kind, Media, Reply, Request, digest

__all__ = ["Painting", "Wishes"]


class Wishes(Struct, frozen=True, kw_only=True):
    """How the user wants pictures made; 0, below 0 for `guidance` and `strength`, None and "" leave it to the pipeline."""

    steps: int = 0
    guidance: float = -1.0
    strength: float = -1.0
    size: tuple[int, int] | None = None
    frames: int = 0
    negative: str = ""

    def asdict(self) -> dict[str, Any]:
        return msgspec.structs.asdict(self)

    def arguments(self) -> dict[str, Any]:
        """What is wished for, by the names that pipelines have for it."""
        width, height = self.size or (0, 0)
        named = {
            "num_inference_steps": self.steps,
            "width": width,
            "height": height,
            "num_frames": self.frames,
            "negative_prompt": self.negative,
        }
        real = {"guidance_scale": self.guidance, "strength": self.strength}
        return {k: v for k, v in named.items() if v} | {k: v for k, v in real.items() if v >= 0}


_WORDS = {
    "num_inference_steps": "steps",
    "guidance_scale": "guidance",
    "num_frames": "frames",
    "negative_prompt": "negative",
}
"""The parameters of the URI by the names that pipelines have for them, where those differ."""

_GIVEN = {"self", "prompt", "image", "mask_image", "args", "kwargs"}


class _Stopped(Exception):  # noqa: N818
    """The model was closed between two steps."""


class Painting:
    """The pipeline of one folder, asked as `kind`. Raises MissingExtraError without torch and diffusers, ModelError where the folder
    cannot be loaded or its pipeline takes not what it would be given; both in a sentence that begins with `said`."""

    def __init__(
        self,
        folder: Path,
        *,
        kind: Kind,
        device: str,
        dtype: str,
        threads: int,
        seed: int,
        wishes: Wishes,
        said: str,
    ) -> None:
        torch, diffusers, transformers = _libraries(said)
        torch.set_num_threads(threads)  # of this thread
        self._torch, self._diffusers = torch, diffusers
        self._said, self._kind, self._seed, self._wishes = said, kind, seed, wishes
        self._closing = threading.Event()
        self.versions = "&".join(f"{lib.__name__}={lib.__version__}" for lib in (torch, diffusers, transformers))
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        numbers = getattr(torch, dtype or ("float32" if self.device == "cpu" else "bfloat16"))
        own = {"local_files_only": True, "trust_remote_code": False, "use_safetensors": True}
        try:
            pipe = diffusers.DiffusionPipeline.from_pretrained(folder, dtype=numbers, **own)
            pipe.to(self.device)
        except Exception as error:  # the library raises whatever its parts raise
            raise ModelError(f"{said}: diffusers cannot load {folder} ({_brief(error)})") from None
        if kind == "edit" and "image" not in _parameters(pipe):
            pipe = self._turned(diffusers.AutoPipelineForImage2Image, pipe, "edits pictures")
        self._pipe = _quiet(pipe)
        self._within: Any = None
        self._check(pipe)

    def stop(self) -> None:
        """Let the call under way end with its next step, where the pipeline tells of its steps."""
        self._closing.set()

    def answer(self, requests: Sequence[Request]) -> list[Reply | Exception]:
        """What is made of requests that show equally many pictures; one that cannot be answered as it stands gets its own
        Rejected."""
        started = perf_counter()
        asked: list[_Asked | Exception] = []
        for request in requests:
            try:
                asked.append(self._read(request))
            except Rejected as error:
                asked.append(error)
        fine = [one for one in asked if not isinstance(one, Exception)]
        made: Iterator[Reply | Exception] = iter(self._each(fine))
        seconds = perf_counter() - started
        found = [one if isinstance(one, Exception) else next(made) for one in asked]
        return [msgspec.structs.replace(r, seconds=seconds) if isinstance(r, Reply) else r for r in found]

    def _read(self, request: Request) -> _Asked:
        turn = prompt_of(request, self._kind)
        images = []
        for number, picture in enumerate(turn.pictures):
            try:
                image = read_picture(picture.data).convert("L" if number else "RGB")
            except ValueError as error:
                raise Rejected(f"{self._said}: a picture cannot be read ({error})") from None
            images.append(image.resize(self._wishes.size) if self._wishes.size else image)
        base = request.seed if request.seed is not None else self._seed
        shown = [digest(picture.data) for picture in turn.pictures]
        seed = int(digest([base, turn.content, shown, request.draw])[:15], 16)
        return _Asked(turn.content, images, seed)

    def _each(self, asked: list[_Asked]) -> list[Reply | Exception]:
        """All in one pass; where that fails, each by itself, so that it fails alone."""
        if not asked:
            return []
        try:
            return list(self._make(asked))
        except _Stopped as error:
            return [error] * len(asked)
        except Exception as error:  # the library raises what it likes of sizes, lengths and kinds that do not fit
            if len(asked) > 1:
                return [found for one in asked for found in self._each([one])]
            if isinstance(error, ModelError):
                return [Rejected(str(error))]
            nan = isinstance(error, FloatingPointError)
            why = "the pipeline's numbers are none (NaN); try dtype=float32" if nan else _brief(error)
            return [Rejected(f"{self._said}: nothing could be made ({why})")]

    def _make(self, asked: list[_Asked]) -> list[Reply]:
        pipe = self._pipe
        options = self._wishes.arguments()
        if masked := len(asked[0].images) > 1:
            pipe = self._inpainting()
        takes = _parameters(pipe)
        options = {name: value for name, value in options.items() if name in takes}
        if "negative_prompt" in options:
            options["negative_prompt"] = _one_or_all([self._wishes.negative] * len(asked))
        if asked[0].images:
            options["image"] = _one_or_all([one.images[0] for one in asked])
        if masked:
            options["mask_image"] = _one_or_all([one.images[1] for one in asked])
        if "callback_on_step_end" in takes:
            options["callback_on_step_end"] = self._after_step
        generators = [self._torch.Generator("cpu").manual_seed(one.seed) for one in asked]
        # a NaN becomes a black picture otherwise, and only a warning tells
        with self._torch.inference_mode(), np.errstate(invalid="raise"):
            out = pipe(
                prompt=_one_or_all([one.prompt for one in asked]),
                generator=_one_or_all(generators),
                output_type="pil",
                **options,
            )
        made = list(out.frames if self._kind == "video" else out.images)
        if len(made) != len(asked):
            raise ValueError(f"{len(made)} were made where {len(asked)} were asked for")
        blocked = list(getattr(out, "nsfw_content_detected", None) or [False] * len(made))
        return [self._reply(one, bool(stopped)) for one, stopped in zip(made, blocked, strict=True)]

    def _reply(self, made: Any, blocked: bool) -> Reply:
        if blocked:
            return Reply(state="blocked", finish="nsfw_content_detected")
        data = encode_film(list(made)) if self._kind == "video" else encode_picture(made)
        return Reply(media=(Media.of(data),), finish="stop")

    def _after_step(self, pipe: Any, step: int, time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        if self._closing.is_set():
            raise _Stopped(f"{self._said} was closed before the call was answered")
        return tensors

    def _inpainting(self) -> Any:
        """The pipeline that edits within a mask: its own, or the one that diffusers makes of its parts."""
        if self._within is None:
            own = "mask_image" in _parameters(self._pipe)
            auto = self._diffusers.AutoPipelineForInpainting
            self._within = self._pipe if own else _quiet(self._turned(auto, self._pipe, "edits within a mask"))
        return self._within

    def _turned(self, auto: Any, pipe: Any, what: str) -> Any:
        try:
            return auto.from_pipe(pipe)
        except Exception as error:  # no such pipeline, or parts that it has not
            name = type(pipe).__name__
            raise ModelError(f"{self._said}: diffusers makes of a {name} none that {what} ({_brief(error)})") from None

    def _check(self, pipe: Any) -> None:
        """That it takes what the user wishes, and needs nothing that it would not be given."""
        takes, name = _parameters(pipe), type(pipe).__name__
        wished = self._wishes.arguments()
        if self._kind == "edit":  # what is shown is scaled, and the pipeline goes by that
            wished = {k: v for k, v in wished.items() if k not in ("width", "height")}
        for argument in wished:
            if argument not in takes:
                raise ModelError(f"{self._said}: a {name} takes no {_WORDS.get(argument, argument)}; leave it out")
        if "prompt" not in takes:
            raise ModelError(f"{self._said}: a {name} takes no prompt: it cannot be told what to make")
        for argument, parameter in takes.items():
            optional = parameter.default is not parameter.empty or parameter.kind in (
                parameter.VAR_POSITIONAL,
                parameter.VAR_KEYWORD,
            )
            if not optional and argument not in _GIVEN and argument not in wished:
                raise ModelError(f"{self._said}: a {name} needs '{argument}', which assay does not give")


class _Asked(Struct, frozen=True):
    prompt: str
    images: list[Any]
    seed: int


def _parameters(pipe: Any) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(pipe.__call__).parameters)


def _one_or_all(each: list[Any]) -> Any:
    """One by itself: not all pipelines take lists."""
    return each[0] if len(each) == 1 else each


def _quiet(pipe: Any) -> Any:
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _libraries(said: str) -> tuple[Any, Any, Any]:
    try:
        import torch
        import transformers

        _hush(transformers)  # before diffusers is imported, which makes it warn
        import diffusers
    except ModuleNotFoundError as error:
        if error.name not in ("torch", "transformers", "diffusers"):
            raise
        raise MissingExtraError(said, "torch") from None
    _hush(diffusers)
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"diffusers\.")
    return torch, diffusers, transformers


def _hush(library: Any) -> None:
    """stderr belongs to the user."""
    library.utils.logging.set_verbosity_error()
    library.utils.logging.disable_progress_bar()


def _brief(error: BaseException) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text if len(text) <= 200 else text[:199] + "…"
