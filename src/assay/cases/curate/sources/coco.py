"""Photographs with labelled objects, as detection data sets write them: one COCO JSON file and a folder of pictures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
from msgspec import Struct

from assay.cases.curate.record import PhotographRecord, Provenance, Record
from assay.cases.curate.sources import Desk, Source, source
from assay.errors import ConfigError, SourceError, reason
from assay.imaging import encode_photograph, read_picture
from assay.uri import SourceURI

__all__ = ["Coco"]

SIDE = 1024
"""Pixels of the longer side of a photograph as it is kept; a larger one is made smaller."""

MOST_JSON, MOST_PICTURE = 512 * 2**20, 32 * 2**20
"""The longest JSON and picture files that are read, in bytes."""

LONGEST_NAME = 60
"""Characters of a category's name: it stands in a question."""


class _Image(Struct):
    id: int | str
    file_name: str
    license: int | str | None = None


class _Annotation(Struct):
    image_id: int | str
    category_id: int | str
    iscrowd: int | bool = 0


class _Named(Struct):
    """A category or a licence."""

    id: int | str
    name: str = ""
    url: str = ""


class _Instances(Struct):
    """What is used of a COCO detection file (cocodataset.org/#format-data)."""

    images: list[_Image]
    annotations: list[_Annotation]
    categories: list[_Named]
    licenses: list[_Named] = []


@source("coco")
class Coco(Source):
    """Photographs with the objects labelled in them, from a COCO detection file (`instances_*.json`) and its pictures.

    Each is kept as a JPEG (a PNG stays one) of at most 1,024 pixels a side, upright and without what the camera wrote into it, such
    as a place. A label means that one is there and no label that none is: every category must be labelled in every picture.
    Objects of a category that has a crowd (`iscrowd`) are there and not counted. Pictures without labels are passed over. The
    licence is the parameter's, else what the file says of the picture. `images` starts at the working folder, and is
    the folder of the JSON file where it is not given.
    """

    form = "coco:INSTANCES.json[?images=FOLDER&limit=500&licence=SPDX]"
    gives = ("photograph",)
    extra = "vision"

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        given = uri.take(images="", limit=500, licence="")
        self.path = Path(uri.name).expanduser()
        self.folder = Path(str(given["images"])).expanduser() if given["images"] else self.path.parent
        self.limit, self.licence = int(given["limit"] or 0), str(given["licence"])
        if self.limit < 1:
            raise ConfigError(f"{uri}: the limit must be 1 or more")

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        found = self._read()
        counts = self._counts(found)
        labelled = [image for image in found.images if image.id in counts]
        if not labelled:
            raise SourceError(f"{self.path} has no annotations: no object is labelled in any of its pictures")
        if bare := len(found.images) - len(labelled):
            self.notes.append(f"{bare:,} pictures without labels were passed over")
        if len(labelled) > self.limit:
            self.notes.append(
                f"only the first {self.limit:,} of {len(labelled):,} photographs were read (limit={self.limit})"
            )
        licences = {one.id: one.url or one.name for one in found.licenses}
        for image in labelled[: self.limit]:
            content, suffix = self._picture(image.file_name)
            declared = licences.get(image.license) if image.license is not None else None
            yield PhotographRecord(
                media=desk.keep(content, suffix),
                objects=dict(sorted(counts[image.id].items())),
                title=Path(image.file_name).stem,
                language="en",
                provenance=Provenance(url=f"file:{image.file_name}", licence=self.licence or declared or "unknown"),
            )

    def _read(self) -> _Instances:
        content = _bytes(self.path, MOST_JSON, f"there is no file {self.path} ({self.uri})")
        try:
            return msgspec.json.decode(content, type=_Instances)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SourceError(
                f"{self.path} is no COCO detection file, with images, annotations and categories: {error}"
            ) from None

    def _counts(self, found: _Instances) -> dict[int | str, Counter[str]]:
        """How many of each category are labelled, by picture; 0 where there is a crowd of them."""
        names = {}
        for category in found.categories:
            names[category.id] = name = category.name.strip()
            if not name or len(name) > LONGEST_NAME or not name.isprintable():
                raise SourceError(
                    f"{self.path}: the category with id {category.id} must have a name of 1 to {LONGEST_NAME} "
                    f"characters in one line, not {name[:LONGEST_NAME]!r}"
                )
        ids = {image.id for image in found.images}
        counts: dict[int | str, Counter[str]] = defaultdict(Counter)
        crowds = []
        for number, one in enumerate(found.annotations, 1):
            if one.category_id not in names:
                raise SourceError(f"{self.path}, annotation {number}: no category has the id {one.category_id}")
            if one.image_id not in ids:
                raise SourceError(f"{self.path}, annotation {number}: no image has the id {one.image_id}")
            counts[one.image_id][names[one.category_id]] += 1
            if one.iscrowd:
                crowds.append((one.image_id, names[one.category_id]))
        for image, name in crowds:
            counts[image][name] = 0
        return counts

    def _picture(self, name: str) -> tuple[bytes, str]:
        """A picture of the folder as it is kept, and its suffix. Raises SourceError."""
        try:
            folder = self.folder.resolve()
            file = (folder / name).resolve()
        except (OSError, ValueError) as error:  # a loop of links, a null byte
            raise SourceError(f"{self.path} names {name[:200]!r}, which is no file's name: {error}") from None
        if not file.is_relative_to(folder):
            raise SourceError(f"{self.path} names {name[:200]!r}, which lies outside the folder {self.folder}")
        content = _bytes(
            file,
            MOST_PICTURE,
            f"{self.path} names {name[:200]!r}, which is not in {self.folder}: name the folder, such as ?images=val2017",
        )
        try:
            return encode_photograph(read_picture(content), SIDE)
        except ValueError as error:
            raise SourceError(f"{file} is no picture that can be read: {error}") from None


def _bytes(file: Path, most: int, missing: str) -> bytes:
    """The bytes of a file. Raises SourceError where there is none, `missing`, or it cannot be read or is too long."""
    if not file.is_file():
        raise SourceError(missing)
    try:
        with file.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise SourceError(f"cannot read {file}: {reason(error)}") from None
    if len(content) > most:
        raise SourceError(f"{file} is longer than {most:,} bytes, the most that is read")
    return content
