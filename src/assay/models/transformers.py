"""The `transformers:` backend: checkpoints in this process through Hugging Face's transformers, models that see and others.

`transformers:path/to/folder`; from the hub only at one commit: `transformers:owner/name?revision=COMMIT`.
"""

from __future__ import annotations

import msgspec

from assay.errors import ModelError
from assay.models import model
from assay.models._checkpoint import read_config
from assay.models._family import family_of
from assay.models._in_process import InProcess, Weights
from assay.records import Kind, Request, canonical
from assay.uri import ModelURI

__all__ = ["Transformers"]


@model("transformers")
class Transformers(InProcess):
    """A checkpoint in this process: any with a chat template that `AutoModelForImageTextToText` loads, and language models.

    Only safetensors are read, and no code that a checkpoint brings is run. Parameters: `revision` (the commit of a hub's model),
    `device` (`cpu`, `cuda`, …; by default a GPU where there is one), `dtype` (by default 32 bits on a CPU, else the checkpoint's
    own), `threads` (of the CPU, 1), `batch` (calls answered in one pass, 4), `seed` (of requests that bring none), `kind`,
    `family`. Needs the extra `torch`.

    Calls that agree in how they are to be answered go through the model together; the last digits of a probability then hang on
    the calls beside it, and do not with `batch=1`. Sampled answers are drawn one by one, so that each hangs on its seed alone;
    at temperature 0 they are greedy.
    """

    kinds: tuple[Kind, ...] = ("vlm", "llm")

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        self.family = self._family_given or family_of(self._folder.name)
        self.capabilities = frozenset({"logprobs", "top_logprobs", "system"})
        self._sees = False
        self._settle(str(self.given["kind"]))

    def _settle(self, kind: str) -> None:
        """Of what kind it is: what was said, else what the folder tells where it is there already."""
        if kind:
            self.be(kind, alone=True)
        elif self._folder.is_dir():
            found = read_config(self._folder, str(self.uri)).kind
            self.kind, self.kinds = found, (("vlm", "llm") if found == "vlm" else ("llm",))

    def _look(self) -> None:
        said = str(self.uri)
        config = read_config(self._folder, said)
        if self.kind == "vlm" and config.kind != "vlm":
            raise ModelError(f"{said}: the model sees no pictures ({config.model_type}); ask it as ?kind=llm")
        if config.kind == "llm":
            self.capabilities |= {"raw"}
        if not self._family_given and self.family == "unknown":
            self.family = family_of(config.model_type)
        self._sees = config.kind == "vlm"

    def _load(self) -> Weights:
        from assay.models._generating import Generating

        return Generating(
            self._folder,
            sees=self._sees,
            device=self._device,
            dtype=self._dtype,
            threads=self._threads,
            seed=self._seed,
            said=str(self.uri),
        )

    def _settings(self, weights: Weights) -> str:
        return f"device={weights.device}&dtype={self._dtype}&seed={self._seed}&batch={self._batch}"

    def _alike(self, request: Request) -> object:
        """All but words and draws, and the number of pictures."""
        pictures = sum(len(m.pictures) for m in request.messages)
        return canonical(msgspec.structs.replace(request, messages=(), draw=0)), pictures

    def _most(self, request: Request) -> int:
        return 1 if request.temperature > 0 else self._batch
