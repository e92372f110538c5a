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


@pytest.fixture
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that read no interval of a metric: what resampling takes is saved."""
    monkeypatch.setattr("assay.measure.metrics.resamples_for", lambda n, budget=0.0: 40)
