"""Fixtures for every stage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.stub import Stub, running


@pytest.fixture
def stub() -> Iterator[Stub]:
    """An OpenAI-compatible server with the default answers; for others use `tests.support.stub.running`."""
    with running() as server:
        yield server
