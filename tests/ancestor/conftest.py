"""Few resamples: what these tests read of a bootstrapped statistic is its value, and its interval is tested elsewhere."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the intervals of free statistics depend on it. Runs made by module fixtures come before it, and keep theirs."""
    monkeypatch.setattr("assay.measure.metrics.resamples_for", lambda n, budget=0.0: 40)
