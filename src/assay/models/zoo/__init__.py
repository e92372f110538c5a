"""The `zoo:` backend: small models that assay brings along, trained from nothing by `tools/zoo`, with faults planted on purpose.

They are phantoms, as in medical imaging: they show that adapters, judges, statistics and reports work and that known faults are
found, offline and without a key. Of real models they say nothing. Each folder beside this file is a checkpoint with its model card.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from assay.errors import ConfigError
from assay.models import model
from assay.models.transformers import Transformers
from assay.uri import ModelURI

__all__ = ["ANIMALS", "Zoo"]

ANIMALS: dict[str, str] = {"seer": "answers questions about pictures of coloured shapes; always sees a heart"}
"""The models by name, each with what it does and what is wrong with it."""

_HOME = Path(__file__).parent


@model("zoo")
class Zoo(Transformers):
    """A model of the zoo, on the CPU: `zoo:seer`. Parameters: `threads` (1), `batch` (4), `seed` (1). Needs the extra `torch`."""

    options: ClassVar[dict[str, str | int]] = {"threads": 1, "batch": 4, "seed": 1}

    def __init__(self, uri: ModelURI) -> None:
        super().__init__(uri)
        self.family, self._device = "zoo", "cpu"
        self.be("vlm", alone=True)

    def _place(self, uri: ModelURI) -> Path:
        if uri.name not in ANIMALS:
            raise ConfigError(f"no model of the zoo is named '{uri.name}'; known: {', '.join(ANIMALS)}")
        return _HOME / uri.name
