"""Where snapshots and their media lie between runs: in the user's cache, each file under its own hash."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from assay.errors import SourceError, reason
from assay.places import cache_dir
from assay.records import digest

__all__ = ["bring_media", "keep_media", "keep_snapshot", "media_file", "snapshot_file"]


def _folder() -> Path:
    """The folder of snapshots, in the user's cache folder."""
    return cache_dir() / "sources"


def snapshot_file(sha256: str) -> Path:
    """Where the snapshot of that hash lies, or would."""
    return _folder() / f"{sha256}.jsonl"


def media_file(name: str) -> Path:
    """Where the media file of that name (its SHA-256 and suffix) lies, or would."""
    return _folder() / "media" / name


def keep_snapshot(content: bytes) -> Path:
    """Store a snapshot under the hash of its bytes."""
    return _keep(snapshot_file(digest(content)), content)


def keep_media(content: bytes, suffix: str) -> str:
    """Store a media file under the hash of its bytes; gives its name."""
    return _keep(media_file(f"{digest(content)}{suffix}"), content).name


def bring_media(names: Iterable[str], folder: Path) -> None:
    """Store those of these media that are not, where they lie in `folder`, such as that of a run made elsewhere."""
    for name in names:
        file = folder / Path(name).name
        if not media_file(name).exists() and file.is_file():
            try:
                content = file.read_bytes()
            except OSError as error:
                raise SourceError(f"cannot read {file}: {reason(error)}") from None
            keep_media(content, file.suffix)


def _keep(path: Path, content: bytes) -> Path:
    """Whole or not at all, and safe beside another process that stores the same."""
    part = None
    try:
        if path.exists() and digest(path.read_bytes()) == digest(content):
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            part = Path(file.name)
            file.write(content)
        part.replace(path)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                part.unlink()
        raise SourceError(
            f"cannot store {path}: {reason(error)}; free some room, or set ASSAY_CACHE to another folder"
        ) from None
    return path
