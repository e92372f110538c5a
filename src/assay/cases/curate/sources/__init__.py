"""Sources: where records come from, one class a URI scheme, one file each; `assay list sources` shows them all.

A source only gives records. What is done with them (doubles, hashes, the snapshot) is `assay.cases.curate.snapshot`'s
work, and when it may be read at all is the engine's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import ClassVar, Protocol

from assay.cases.curate.record import Record, RecordKind
from assay.errors import ConfigError
from assay.records import Reply, Request
from assay.registry import Registry
from assay.uri import SourceURI

__all__ = ["SOURCES", "Desk", "Generator", "Source", "open_source", "source"]


class Generator(Protocol):
    """A started model, as a source sees it. `schema` is whether it can be held to a JSON schema."""

    @property
    def family(self) -> str: ...
    @property
    def schema(self) -> bool: ...
    async def ask(self, request: Request) -> Reply: ...


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a source is handed by the engine: the time (UTC, ISO 8601), where media go (`keep` stores bytes under their
    hash and the suffix, and gives the name), and how a model is opened by its URI."""

    now: str
    keep: Callable[[bytes, str], str]
    generator: Callable[[str], AbstractAsyncContextManager[Generator]]


class Source(ABC):
    """One source behind one URI.

    `form` is how its URI is written, `gives` the kinds of records, `extra` the optional dependencies it needs ("" for
    none), `network` whether it reaches beyond this machine, which `--offline` refuses. `notes` are sentences about what
    was drawn, for whoever reads the snapshot; `family` is that of the model that wrote the records, if one did.
    """

    scheme: ClassVar[str]
    form: ClassVar[str]
    gives: ClassVar[tuple[RecordKind, ...]]
    extra: ClassVar[str] = ""
    network: ClassVar[bool] = False

    def __init__(self, uri: SourceURI) -> None:
        self.uri = uri
        self.notes: list[str] = []
        self.family = ""

    @abstractmethod
    def records(self, desk: Desk) -> AsyncIterator[Record]:
        """All records, in the source's own order. Raises SourceError where it cannot be read."""


SOURCES: Registry[type[Source]] = Registry("source", "assay.cases.curate.sources")


def source(scheme: str) -> Callable[[type[Source]], type[Source]]:
    """Register a `Source` class under a URI scheme."""

    def register(cls: type[Source]) -> type[Source]:
        cls.scheme = scheme
        return SOURCES.add(scheme, cls)

    return register


def open_source(uri: str) -> Source:
    """The source behind `uri`, not yet read. Raises ConfigError for an unknown scheme or parameter."""
    parsed = SourceURI.parse(uri)
    if parsed.scheme not in SOURCES:
        raise ConfigError(f"no source scheme '{parsed.scheme}:' (in '{parsed}'); known schemes: {', '.join(SOURCES)}")
    return SOURCES[parsed.scheme](parsed)
