"""The area under the ROC curve: its value as scikit-learn's, its variance as DeLong's, and the coverage of its interval."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from assay.measure.estimates import normal_quantile
from assay.measure.ranking import area


def alone(n: int) -> np.ndarray:
    return np.arange(n)


@pytest.mark.parametrize("seed", range(5))
def test_the_value_is_scikit_learns_with_ties(seed: int) -> None:
    rng = np.random.default_rng(seed)
    positive = rng.random(60) < 0.4
    scores = np.round(rng.normal(positive, 1.0), 0 if seed % 2 else 6)
    found = area(scores, positive, alone(60))
    assert found.value == pytest.approx(roc_auc_score(positive, scores))
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_the_width_is_delongs_on_many_cases() -> None:
    rng = np.random.default_rng(3)
    positive = np.arange(4000) < 1600
    scores = rng.normal(positive, 1.0)
    x, y = scores[positive], scores[~positive]
    above = (x[:, None] > y[None, :]).astype(float)
    delong = above.mean(1).var(ddof=1) / len(x) + above.mean(0).var(ddof=1) / len(y)
    found = area(scores, positive, alone(4000))
    assert found.high - found.low == pytest.approx(2 * normal_quantile(0.975) * delong**0.5, rel=0.02)


def test_without_an_error_the_interval_stays_open_and_narrows_with_n() -> None:
    def low(n: int) -> float:
        found = area(np.arange(2.0 * n), np.arange(2 * n) >= n, alone(2 * n))
        assert found.value == found.high == 1.0
        return found.low

    assert low(10) < low(40) < low(160) < 1.0


def test_replies_of_one_template_count_once() -> None:
    positive, scores = np.repeat([True, False], 50), np.repeat([0.9, 0.1], 50)
    many = area(scores, positive, alone(100))
    few = area(scores, positive, np.repeat(np.arange(10), 10))
    assert few.low < many.low - 0.2
    assert few.interval == "clustered score"


@pytest.mark.parametrize(("shift", "m", "n"), [(0.0, 20, 30), (1.0, 30, 20), (2.5, 40, 40)])
def test_coverage(shift: float, m: int, n: int) -> None:
    from statistics import NormalDist

    true = NormalDist().cdf(shift / 2**0.5)
    rng = np.random.default_rng(7)
    positive = np.arange(m + n) < m
    hits = 0
    for _ in range(600):
        found = area(rng.normal(shift * positive, 1.0), positive, alone(m + n))
        hits += found.low <= true <= found.high
    assert hits / 600 >= 0.93
