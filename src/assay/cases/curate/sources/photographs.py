"""The photographs that scikit-image ships, with what is to be seen in them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from assay.cases.curate.record import PhotographRecord, Provenance, Record
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.sources.coco import SIDE
from assay.errors import MissingExtraError, SourceError, reason
from assay.imaging import encode_photograph, read_picture
from assay.uri import SourceURI

__all__ = ["PHOTOGRAPHS", "Photographs", "shipped"]


class Photograph(NamedTuple):
    """How many of what it shows, 0 where something is there and not counted."""

    licence: str
    objects: Mapping[str, int]


PHOTOGRAPHS: Mapping[str, Photograph] = {
    "astronaut.png": Photograph("public domain", {"person": 1, "flag": 1, "helmet": 1, "space suit": 1}),
    "brick.png": Photograph("CC0-1.0", {"brick wall": 1}),
    "camera.png": Photograph("CC0-1.0", {"person": 1, "camera": 1, "tripod": 1, "grass": 0}),
    "chelsea.png": Photograph("CC0-1.0", {"cat": 1}),
    "coffee.png": Photograph("CC0-1.0", {"cup": 1, "saucer": 1, "spoon": 1}),
    "coins.png": Photograph("no known copyright restrictions", {"coin": 24}),
    "grass.png": Photograph("CC0-1.0", {"grass": 0}),
    "gravel.png": Photograph("CC0-1.0", {"pebble": 0}),
    "hubble_deep_field.jpg": Photograph("public domain", {"galaxy": 0}),
    "moon.png": Photograph("unknown", {"crater": 0}),
    "motorcycle_left.png": Photograph("unknown", {"motorcycle": 1, "shelf": 0, "cardboard box": 0}),
    "page.png": Photograph("unknown", {"page of a book": 1}),
    "rocket.jpg": Photograph("public domain", {"rocket on a launch pad": 1, "lattice tower": 0}),
}
"""By file, as scikit-image tells where they come from. Labelled by hand: what is named for one is not in any that does not name it."""


@source("photographs")
class Photographs(Source):
    """The photographs that scikit-image ships, thirteen, labelled by hand: a cat, coins, a rocket, an astronaut.

    They are few and well known, and a model may have them by heart: for trying things out without a folder of one's own.
    """

    form = "photographs:"
    gives = ("photograph",)
    extra = "photographs"

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        uri.take()

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        package = f"pkg:pypi/scikit-image@{version('scikit-image')}"
        for name, (licence, objects) in PHOTOGRAPHS.items():
            file = shipped(name)
            try:
                content, suffix = encode_photograph(read_picture(file.read_bytes()), SIDE)
            except (OSError, ValueError) as error:
                why = reason(error) if isinstance(error, OSError) else error
                raise SourceError(f"cannot read {file}: {why}; install scikit-image anew") from None
            yield PhotographRecord(
                media=desk.keep(content, suffix),
                objects=dict(sorted(objects.items())),
                title=Path(name).stem,
                language="en",
                provenance=Provenance(url=package, licence=licence),
            )


def shipped(name: str) -> Path:
    """Where scikit-image keeps a picture. It is not imported, which takes a second. Raises MissingExtraError without it."""
    spec = find_spec("skimage")
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError("photographs that scikit-image ships", "photographs")
    return Path(next(iter(spec.submodule_search_locations))) / "data" / name
