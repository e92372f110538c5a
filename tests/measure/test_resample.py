"""The cluster bootstrap, against scipy and by its laws."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

from assay.measure.resample import (
    bca_mean,
    bootstrap_limits,
    cluster_bootstrap,
    cluster_weights,
    resampled_sums,
    resamples_for,
)
from tests.measure.rows import rng


def test_weights_are_draws_with_replacement() -> None:
    weights = np.concatenate(list(cluster_weights(50, 400, rng())))
    assert weights.shape == (400, 50)
    assert (weights.sum(axis=1) == 50).all()
    assert weights.var() == pytest.approx(1 - 1 / 50, rel=0.05)


def test_many_clusters_come_in_blocks() -> None:
    blocks = list(cluster_weights(1_000_000, 6, rng()))
    assert [len(block) for block in blocks] == [4, 2]


def test_sums_of_many_clusters_have_the_law_of_resampled_ones() -> None:
    """The switch at 2,000 clusters moves neither mean nor covariance."""
    sums = np.column_stack([rng(1).random(2000), rng(2).normal(size=2000), np.ones(2000)])
    few = resampled_sums(sums, 3000, rng(3))
    many = resampled_sums(np.concatenate([sums, sums[:1]]), 3000, rng(3))
    np.testing.assert_allclose(few.mean(axis=0), many.mean(axis=0), atol=3.5)
    np.testing.assert_allclose(few.std(axis=0), many.std(axis=0), rtol=0.06, atol=1e-3)
    assert (few[:, 2] == 2000).all() and many[:, 2] == pytest.approx(np.full(3000, 2001))


def test_bca_agrees_with_scipy() -> None:
    x = rng(4).beta(0.5, 3, 80)
    theirs = scipy.stats.bootstrap((x,), np.mean, n_resamples=20_000, random_state=rng(5), method="BCa")
    ours = bca_mean(x, 0.95, rng(6), resamples=20_000)
    assert ours == pytest.approx(tuple(theirs.confidence_interval), abs=2e-3)
    assert bca_mean(np.full(9, 0.5), 0.95, rng()) is None
    assert bca_mean(np.ones(1), 0.95, rng()) is None


def test_every_row_of_a_drawn_cluster_comes_along() -> None:
    cluster = np.array([7, 3, 7, 3, 3, 9])
    calls = []

    def statistic(rows: np.ndarray, drawn: np.ndarray) -> float:
        calls.append((rows, drawn))
        for number in range(3):
            inside = rows[drawn == number]
            assert sorted(inside) in ([0, 2], [1, 3, 4], [5])
        return float(len(rows))

    sizes = cluster_bootstrap(statistic, cluster, rng(), resamples=200)
    assert len(calls) == 200 and set(sizes) <= set(range(3, 10))
    assert sizes.mean() == pytest.approx(6, abs=0.4)


def test_an_undefined_resample_could_have_been_anything() -> None:
    values = np.linspace(0.4, 0.6, 1000)
    assert bootstrap_limits(0.5, values, (0, 1), 0.95, 500) == pytest.approx((0.405, 0.595), abs=2e-3)
    values[::100] = np.nan  # one in a hundred: the limits move outwards
    low, high = bootstrap_limits(0.5, values, (0, 1), 0.95, 500)
    assert 0.4 < low < 0.404 and 0.596 < high < 0.6
    values[::10] = np.nan
    assert bootstrap_limits(0.5, values, (0, 1), 0.95, 500) == (0, 1)
    assert bootstrap_limits(0.5, np.full(9, np.nan), (0, 1), 0.95, 500) == (0, 1)
    all_the_same = np.array([0.0] * 995 + [np.nan] * 5)
    low, high = bootstrap_limits(0.0, all_the_same, (0, 1), 0.95, 10)
    assert (low, high) == (0.0, pytest.approx(0.278, abs=1e-3)), "a few undefined ones make the others no surer"


def test_few_clusters_widen_and_one_says_nothing() -> None:
    values = rng(7).normal(0.5, 0.05, 4000)
    few = bootstrap_limits(0.5, values, (0, 1), 0.95, 5)
    many = bootstrap_limits(0.5, values, (0, 1), 0.95, 500)
    assert few[1] - few[0] > 1.3 * (many[1] - many[0])
    assert bootstrap_limits(0.5, values, (0, 1), 0.95, 1) == (0, 1)


def test_no_spread_is_no_certainty() -> None:
    low, high = bootstrap_limits(1.0, np.ones(200), (0, 1), 0.95, 20)
    assert high == 1.0 and low == pytest.approx(1 - 0.1611, abs=1e-3)  # Wilson at 20 of 20


def test_limits_hold_the_value() -> None:
    assert bootstrap_limits(0.1, np.linspace(0.4, 0.6, 99), (0, 1), 0.95, 50)[0] == 0.1


def test_resamples_keep_to_a_budget() -> None:
    assert resamples_for(10) == 1000
    assert resamples_for(100_000) == 200
    assert resamples_for(10_000, 5e6) == 500
