"""A folder of images with their labels: in a text beside each, or in one `metadata.csv` or `metadata.jsonl`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from assay.cases.curate.record import ImageRecord, Provenance
from assay.errors import SourceError, reason

__all__ = ["images"]

_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}


def images(folder: Path, keep: Callable[[bytes, str], str], *, licence: str, language: str) -> Iterator[ImageRecord]:
    """Each image under `folder`, in the order of its path, stored by `keep`.

    The label is the text of `NAME.txt` beside `NAME.png`, else the `text` or `label` of its row (by `file_name`) in the
    folder's `metadata.jsonl` or `metadata.csv`. Raises SourceError for a file that is not the image it is named as.
    """
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SIGNATURES and p.is_file())
    labels = _labels(folder) if files else {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        try:
            content = path.read_bytes()
            beside = path.with_suffix(".txt")
            label = beside.read_text(encoding="utf-8-sig").strip() if beside.is_file() else labels.get(name, "")
        except OSError as error:
            raise SourceError(f"cannot read {path}: {reason(error)}") from None
        except UnicodeDecodeError:
            raise SourceError(f"{path.with_suffix('.txt')} is no text in UTF-8") from None
        if not content.startswith(_SIGNATURES[path.suffix.lower()]):
            raise SourceError(f"{path} is not the {path.suffix[1:].upper()} image that its name says")
        yield ImageRecord(
            media=keep(content, path.suffix.lower().replace(".jpeg", ".jpg")),
            label=label,
            title=path.stem,
            language=language,
            provenance=Provenance(url=f"file:{name}", licence=licence),
        )
    strays = sorted(labels.keys() - {p.relative_to(folder).as_posix() for p in files})
    if files and strays:
        raise SourceError(f"the metadata of {folder} names '{strays[0]}', which is no image in it")


def _labels(folder: Path) -> dict[str, str]:
    """Labels by file name, as the image folders of Hugging Face hold them."""
    for path in (folder / "metadata.jsonl", folder / "metadata.csv"):
        if path.is_file():
            break
    else:
        return {}
    found = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file) if path.suffix == ".csv" else map(msgspec.json.decode, filter(str.strip, file))
            for number, row in enumerate(lines, 1):
                label = row.get("text") or row.get("label") if isinstance(row, dict) else None
                if label is None or not row.get("file_name"):
                    raise SourceError(f"{path}, entry {number}: it must have 'file_name' and 'text' (or 'label')")
                found[str(row["file_name"])] = str(label)
    except (OSError, UnicodeDecodeError, csv.Error, msgspec.DecodeError) as error:
        raise SourceError(f"cannot read {path}: {error}") from None
    return found
