"""Reading a source in a test as the engine does."""

from __future__ import annotations

import asyncio

import pytest

from assay.cases.curate.record import Record
from assay.cases.curate.snapshot import Snapshot
from assay.engine.curating import curate
from assay.errors import AssayError

__all__ = ["NOTHING", "frozen", "read", "refusal"]

NOTHING: tuple[Record, ...] = ()


def frozen(*uris: str, offline: bool = False) -> Snapshot:
    """The snapshot of some sources."""
    return asyncio.run(curate(uris, offline=offline))


def read(*uris: str) -> tuple[Record, ...]:
    """The records of some sources."""
    return frozen(*uris).records


def refusal(*uris: str, offline: bool = False) -> str:
    """The one sentence with which sources are refused."""
    with pytest.raises(AssayError) as found:
        frozen(*uris, offline=offline)
    sentence = str(found.value)
    assert "\n" not in sentence
    return sentence
