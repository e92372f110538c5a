"""The `zoo:` backend: small models that assay brings along, trained from nothing by `tools/zoo`, with faults planted on purpose.

They are phantoms, as in medical imaging: they show that adapters, judges, statistics and reports work and that known faults are
found, offline and without a key. Of real models they say nothing. Each folder beside this file is a checkpoint with its model card.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from msgspec import Struct

from assay.errors import ConfigError
from assay.models import model
from assay.models._in_process import InProcess
from assay.models.diffusers import Diffusers
from assay.models.transformers import Transformers
from assay.records import Kind
from assay.uri import ModelURI

__all__ = ["ANIMALS", "Animal", "Zoo"]


class Animal(Struct, frozen=True):
    """A model of the zoo: what it is asked as, what it does and what is wrong with it, and how its pictures are made."""

    kind: Kind
    does: str
    settings: Mapping[str, str | int | float] = {}


ANIMALS: dict[str, Animal] = {
    "seer": Animal("vlm", "answers questions about pictures of coloured shapes; always sees a heart"),
    "painter": Animal(
        "t2i",
        "paints coloured shapes and portraits; gives roles a tone of skin, and paints one picture from memory",
        {"size": "64x64", "steps": 15, "guidance": 2.0},
    ),
    "editor": Animal(
        "edit", "recolours, reshapes and removes coloured shapes", {"size": "64x64", "steps": 15, "guidance": 1.0}
    ),
    "animator": Animal("video", "moves a coloured shape", {"size": "64x64", "steps": 15, "guidance": 2.0, "frames": 8}),
}
"""The models by name."""

_HOME = Path(__file__).parent


@model("zoo")
class Zoo(InProcess):
    """A model of the zoo, on the CPU: `zoo:seer`. Parameters: `threads` (1), `batch` (4, and 1 of those that make pictures),
    `seed` (1), and `steps` and `guidance` of those that make pictures. Needs the extra `torch`."""

    options: ClassVar[dict[str, str | int | float]] = {"threads": 1, "batch": 4, "seed": 1}

    def __new__(cls, uri: ModelURI) -> Zoo:
        """The class that serves this animal."""
        if uri.name not in ANIMALS:
            raise ConfigError(f"no model of the zoo is named '{uri.name}'; known: {', '.join(ANIMALS)}")
        return super().__new__(_Seeing if ANIMALS[uri.name].kind == "vlm" else _Making)

    def _defaults(self) -> dict[str, str | int | float | bool | None]:
        animal = ANIMALS[self.uri.name]
        return super()._defaults() | {"device": "cpu", "family": "zoo", "kind": animal.kind} | dict(animal.settings)

    def _place(self, uri: ModelURI) -> Path:
        return _HOME / uri.name


class _Seeing(Zoo, Transformers):
    pass


class _Making(Zoo, Diffusers):
    # one at a time, so that the same picture has the same name in every run
    options: ClassVar[dict[str, str | int | float]] = {**Zoo.options, "batch": 1, "steps": 0, "guidance": -1.0}
