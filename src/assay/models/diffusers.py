"""The `diffusers:` backend: pipelines of Hugging Face's diffusers in this process, that make pictures, edit them or make films.

`diffusers:path/to/folder`; from the hub only at one commit: `diffusers:owner/name?revision=COMMIT`.
"""

from __future__ import annotations

import re
from typing import ClassVar

from assay.errors import ConfigError, ModelError
from assay.models import model
from assay.models._checkpoint import Pipeline, read_pipeline
from assay.models._family import family_of
from assay.models._in_process import InProcess, Weights
from assay.models._painting import Painting, Wishes
from assay.records import Kind, Request
from assay.uri import ModelURI

__all__ = ["Diffusers"]

_SIZE = re.compile(r"^(\d{1,5})(?:x(\d{1,5}))?$")


@model("diffusers")
class Diffusers(InProcess):
    """A pipeline in this process: any that `DiffusionPipeline` loads and that makes pictures or films of words.

    Of what kind it is follows from its class; one that makes pictures of words edits too with `kind=edit`, where diffusers knows how
    (image to image, or within a mask). Only safetensors are read, and no code that a folder brings is run.

    Parameters: `revision` (the commit of a hub's model), `device` (`cpu`, `cuda`, …; by default a GPU where there is one), `dtype`
    (by default 32 bits on a CPU, bfloat16 elsewhere), `threads` (of the CPU, 1), `batch` (made in one pass, 1), `seed` (of
    requests that bring none), `kind`, `family`; and what the pipeline is called with, each by default as the pipeline has it:
    `steps`, `guidance`, `strength` (of an edit, 0 to 1), `size` (pixels, `512x512` or `512`; what is shown for an edit is scaled
    to it), `frames` (of a film), `negative` (what not to show). Needs the extra `torch`.

    Each picture's noise hangs on the seed, the words, the pictures shown and the draw alone. With a `batch` above 1 the last
    digits of a computation hang on the pictures beside it, and so may a shade of a pixel.
    """

    kinds: tuple[Kind, ...] = ("t2i", "edit", "video")
    options: ClassVar[dict[str, str | int | float]] = {
        **InProcess.options,
        "batch": 1,
        "steps": 0,
        "guidance": -1.0,
        "strength": -1.0,
        "size": "",
        "frames": 0,
        "negative": "",
    }

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        given = self.given
        size = _SIZE.match(str(given["size"]))
        if given["size"] and size is None:
            raise ConfigError(f"{uri}: size is WIDTHxHEIGHT in pixels, such as 512x512, not '{given['size']}'")
        self._wishes = Wishes(
            steps=int(given["steps"] or 0),
            guidance=float(given["guidance"] or 0),
            strength=float(given["strength"] or 0),
            size=(int(size[1]), int(size[2] or size[1])) if size else None,
            frames=int(given["frames"] or 0),
            negative=str(given["negative"]),
        )
        if self._wishes.steps < 0 or self._wishes.frames < 0 or self._wishes.strength > 1:
            raise ConfigError(f"{uri}: steps and frames are 1 or more, strength 0 to 1")
        self.kind = "t2i"
        self.family = self._family_given or family_of(self._folder.name)
        self._pipeline: Pipeline | None = None
        if self._folder.is_dir():
            self._pipeline = read_pipeline(self._folder, str(uri))
            self.kind, self.kinds = self._pipeline.kind, _can_be(self._pipeline)
        if given["kind"]:
            self.be(str(given["kind"]), alone=True)

    def _look(self) -> None:
        said = str(self.uri)
        found = self._pipeline = read_pipeline(self._folder, said)
        if self.kind not in _can_be(found):
            raise ModelError(f"{said}: a {found.name} cannot be asked as {self.kind}; ask it as ?kind={found.kind}")
        if not self._family_given and self.family == "unknown":
            self.family = family_of(found.name)

    def _load(self) -> Weights:
        return Painting(
            self._folder,
            kind=self.kind,
            device=self._device,
            dtype=self._dtype,
            threads=self._threads,
            seed=self._seed,
            wishes=self._wishes,
            said=str(self.uri),
        )

    def _settings(self, weights: Weights) -> str:
        wishes = "&".join(f"{name}={value}" for name, value in self._wishes.asdict().items())
        dtype = f"device={weights.device}&dtype={self._dtype}"
        return f"kind={self.kind}&{dtype}&seed={self._seed}&batch={self._batch}&{wishes}"

    def _alike(self, request: Request) -> object:
        return sum(len(m.pictures) for m in request.messages)

    def _most(self, request: Request) -> int:
        # some of the others take several pictures as one request's own, and would mix those of many
        stable = self._pipeline is not None and self._pipeline.name.startswith("StableDiffusion")
        return self._batch if self.kind != "edit" or stable else 1


def _can_be(pipeline: Pipeline) -> tuple[Kind, ...]:
    return ("t2i", "edit") if pipeline.kind == "t2i" else (pipeline.kind,)
