"""Intervals of rates and means: golden values, other libraries, laws, and coverage by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from assay.measure.estimates import (
    bounded_mean,
    clopper_pearson,
    normal_quantile,
    signed_mean,
    square_and_add,
    t_quantile,
    wilson,
)

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.floats(0.5, 0.999)


@given(counts, levels)
def test_wilson_and_clopper_pearson_agree_with_statsmodels(count: tuple[int, int], level: float) -> None:
    k, n = count
    for ours, method in ((wilson, "wilson"), (clopper_pearson, "beta")):
        theirs = proportion_confint(k, n, alpha=1 - level, method=method)
        np.testing.assert_allclose(ours(k, n, level), theirs, atol=1e-9)


@given(counts, levels)
def test_intervals_hold_the_rate_widen_with_the_level_and_mirror(count: tuple[int, int], level: float) -> None:
    k, n = count
    for interval in (wilson, clopper_pearson):
        low, high = interval(k, n, level)
        assert 0.0 <= low <= k / n <= high <= 1.0
        wider = interval(k, n, (1 + level) / 2)
        assert wider[0] <= low and high <= wider[1]
        mirrored = interval(n - k, n, level)
        assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_golden_values_of_the_field() -> None:
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998a, table I
    assert clopper_pearson(81, 263) == pytest.approx((0.2527, 0.3676), abs=1e-4)
    # The rule of three, made exact: 1 − 0.05^(1/n).
    for n in (10, 100, 150, 300):
        assert clopper_pearson(0, n, 0.95, "upper") == (0.0, pytest.approx(1 - 0.05 ** (1 / n)))
        assert clopper_pearson(n, n, 0.95, "lower") == (pytest.approx(0.05 ** (1 / n)), 1.0)
    assert clopper_pearson(0, 100)[1] == pytest.approx(0.0362, abs=1e-4)


def test_one_sided_clopper_pearson_is_a_side_of_the_two_sided_at_twice_the_error() -> None:
    both = clopper_pearson(7, 40, 0.90)
    assert clopper_pearson(7, 40, 0.95, "lower")[0] == pytest.approx(both[0])
    assert clopper_pearson(7, 40, 0.95, "upper")[1] == pytest.approx(both[1])


def test_clopper_pearson_covers_at_least_its_level_at_every_rate() -> None:
    n = 23
    limits = np.array([clopper_pearson(k, n, 0.9) for k in range(n + 1)])
    for p in np.linspace(0.001, 0.999, 97):
        pmf = np.array([math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)])
        assert pmf[(limits[:, 0] <= p) & (p <= limits[:, 1])].sum() >= 0.9


@pytest.mark.parametrize(("k", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_no_proportion_is_an_error(k: int, n: int) -> None:
    for interval in (wilson, clopper_pearson):
        with pytest.raises(ValueError, match="no proportion"):
            interval(k, n)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_a_level_that_is_no_probability_is_an_error(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, level)


def test_quantiles() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959964, abs=1e-6)
    assert t_quantile(0.975, 9) == pytest.approx(2.262157, abs=1e-6)


def test_unclustered_rate_gets_wilson_exactly() -> None:
    y = np.array([1.0] * 3 + [0.0] * 14)
    e = bounded_mean(y, np.arange(17))
    assert e is not None
    assert (e.low, e.high) == wilson(3, 17)
    assert (e.interval, e.n, e.clusters) == ("wilson", 17, 17)


def test_an_empty_mean_has_no_estimate() -> None:
    assert bounded_mean(np.empty(0), np.empty(0, dtype=np.int64)) is None
    assert signed_mean(np.empty(0), np.empty(0, dtype=np.int64)) is None


def test_a_measurement_outside_its_range_is_named() -> None:
    with pytest.raises(ValueError, match=r"measurement of 1\.5 lies outside the declared range 0 to 1"):
        bounded_mean(np.array([0.5, 1.5]), np.arange(2))
    with pytest.raises(ValueError, match="nan"):
        bounded_mean(np.array([0.5, np.nan]), np.arange(2))


def test_wholly_correlated_clusters_are_worth_one_case_each() -> None:
    """Ten copies of each of 30 answers say what 30 answers say, or less."""
    truth = np.array([1.0] * 20 + [0.0] * 10)
    e = bounded_mean(np.repeat(truth, 10), np.repeat(np.arange(30), 10))
    assert e is not None
    low, high = wilson(20, 30)
    assert e.low <= low + 0.01 and e.high >= high - 0.01
    assert (e.interval, e.n, e.clusters) == ("clustered wilson", 300, 30)


def test_clusters_that_do_not_matter_cost_little() -> None:
    y = rng_rate(0.3, 2000, seed=1)
    e = bounded_mean(y, np.repeat(np.arange(1000), 2))
    assert e is not None
    plain = wilson(int(y.sum()), 2000)
    assert e.high - e.low < 1.15 * (plain[1] - plain[0])


def rng_rate(p: float, n: int, seed: int) -> np.ndarray:
    return (np.random.default_rng(seed).random(n) < p).astype(float)


@pytest.mark.parametrize("groups", [1, 2, 3, 10])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_no_interval_is_a_point_at_the_ends(groups: int, value: float) -> None:
    e = bounded_mean(np.full(groups * 10, value), np.repeat(np.arange(groups), 10))
    assert e is not None
    assert e.value == value and e.low <= value <= e.high
    assert e.high - e.low > 0.2


def test_a_mean_without_spread_keeps_an_interval() -> None:
    e = bounded_mean(np.full(50, 0.7), np.arange(50))
    assert e is not None and e.low < 0.69 and e.high > 0.71 and e.interval == "score"
    assert e.high - e.low < wilson(35, 50)[1] - wilson(35, 50)[0]


def test_the_first_failure_hardly_moves_the_upper_limit() -> None:
    """One failure alone in its cluster shows that failures do not come in tens: it may narrow the interval a little."""
    clusters = np.repeat(np.arange(30), 10)
    y = np.zeros(300)
    none = bounded_mean(y, clusters)
    y[0] = 1
    one = bounded_mean(y, clusters)
    assert none is not None and one is not None
    assert none.high < 1.15 * one.high


def test_a_large_score_interval_is_the_t_interval() -> None:
    x = np.random.default_rng(3).beta(2, 5, 5000)
    e = bounded_mean(x, np.arange(5000))
    assert e is not None
    half = t_quantile(0.975, 4999) * x.std(ddof=1) / math.sqrt(5000)
    assert (e.low, e.high) == pytest.approx((x.mean() - half, x.mean() + half), abs=2e-4)


def test_a_large_clustered_interval_is_the_cluster_robust_one() -> None:
    gen = np.random.default_rng(4)
    cluster = np.repeat(np.arange(800), 5)
    y = (gen.random(4000) < np.repeat(gen.beta(2, 2, 800), 5)).astype(float)
    sums = np.bincount(cluster, weights=y - y.mean())
    half = t_quantile(0.975, 799) * math.sqrt((sums**2).sum() * 800 / 799) / 4000
    e = bounded_mean(y, cluster)
    assert e is not None
    assert (e.low, e.high) == pytest.approx((y.mean() - half, y.mean() + half), abs=1e-3)


samples = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6)), min_size=1, max_size=40)


@given(samples, levels, st.floats(-50, 50), st.floats(0.1, 100))
def test_laws_of_the_bounded_mean(sample: list[tuple[float, int]], level: float, a: float, width: float) -> None:
    x, cluster = np.array([s[0] for s in sample]), np.array([s[1] for s in sample])
    e = bounded_mean(x, cluster, level=level)
    assert e is not None
    assert 0.0 <= e.low <= e.value <= e.high <= 1.0 and e.high - e.low > 0
    wider = bounded_mean(x, cluster, level=(1 + level) / 2)
    assert wider is not None and wider.low <= e.low + 1e-12 and wider.high >= e.high - 1e-12
    mirrored = bounded_mean(1 - x, cluster, level=level)
    assert mirrored is not None
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - e.high, 1 - e.low), abs=1e-6)
    moved = bounded_mean(np.clip(a + width * x, a, a + width), cluster, (a, a + width), level)
    assert moved is not None
    assert (moved.low, moved.high) == pytest.approx((a + width * e.low, a + width * e.high), abs=width * 1e-6)
    order = np.random.default_rng(0).permutation(len(x))
    shuffled = bounded_mean(x[order], cluster[order], level=level)
    assert shuffled is not None
    assert (shuffled.low, shuffled.high) == pytest.approx((e.low, e.high), abs=1e-9)


@example([(5.960464477539063e-08, 2), (1e-09, 0), (-1.0, 1)])
@given(st.lists(st.tuples(st.floats(-1, 1), st.integers(0, 6)), min_size=1, max_size=40))
def test_laws_of_the_signed_mean(sample: list[tuple[float, int]]) -> None:
    d, cluster = np.array([s[0] for s in sample]), np.array([s[1] for s in sample])
    e, mirrored = signed_mean(d, cluster), signed_mean(-d, cluster)
    assert e is not None and mirrored is not None
    assert -1.0 <= e.low <= e.value <= e.high <= 1.0 and e.high - e.low > 0
    assert (mirrored.low, mirrored.value, mirrored.high) == pytest.approx((-e.high, -e.value, -e.low), abs=1e-12)


def test_differences_that_are_all_zero_leave_room_for_rare_ones() -> None:
    e = signed_mean(np.zeros(50), np.arange(50))
    assert e is not None
    assert e.high == pytest.approx(wilson(0, 50)[1]) and e.low == -e.high


def test_square_and_add_of_independent_parts_is_newcombe() -> None:
    low, high = square_and_add((0.7, 0.6, 0.78), (0.5, 0.4, 0.6))
    assert low == pytest.approx(0.2 - math.hypot(0.1, 0.1))
    assert high == pytest.approx(0.2 + math.hypot(0.08, 0.1))


@pytest.mark.parametrize(
    ("groups", "size", "p", "icc", "least"),
    [(5, 10, 0.5, 0.3, 0.93), (10, 10, 0.02, 0.3, 0.93), (30, 10, 0.02, 0.3, 0.93), (30, 10, 0.1, 0.0, 0.94)],
)
def test_clustered_rates_are_covered(groups: int, size: int, p: float, icc: float, least: float) -> None:
    """Beta-binomial clusters; the plain clustered t interval covers 0.90, 0.56, 0.75 and 0.95 here."""
    gen = np.random.default_rng(11)
    cluster = np.repeat(np.arange(groups), size)
    covered = 0
    for _ in range(600):
        rate = gen.beta(p * (1 - icc) / icc, (1 - p) * (1 - icc) / icc, groups) if icc else np.full(groups, p)
        y = (gen.random(groups * size) < np.repeat(rate, size)).astype(float)
        e = bounded_mean(y, cluster)
        assert e is not None
        covered += e.low <= p <= e.high
    assert covered / 600 >= least


@pytest.mark.parametrize("n", [10, 100])
def test_skewed_means_are_covered(n: int) -> None:
    """A rare loss: one case in twenty costs a uniform amount; BCa covers 0.36 and 0.92 here."""
    gen = np.random.default_rng(12)
    covered = 0
    for _ in range(600):
        e = bounded_mean((gen.random(n) < 0.05) * gen.random(n), np.arange(n))
        assert e is not None
        covered += e.low <= 0.025 <= e.high
    assert covered / 600 >= 0.94


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.sampled_from([5, 10, 30, 100]),
    st.sampled_from([2, 10]),
    st.sampled_from([0.02, 0.1, 0.5, 0.9]),
    st.sampled_from([0.05, 0.1, 0.3, 0.8]),
)
def test_clustered_rates_are_covered_over_the_whole_grid(groups: int, size: int, p: float, icc: float) -> None:
    gen = np.random.default_rng(13)
    cluster = np.repeat(np.arange(groups), size)
    covered = 0
    for _ in range(1000):
        rate = gen.beta(p * (1 - icc) / icc, (1 - p) * (1 - icc) / icc, groups)
        y = (gen.random(groups * size) < np.repeat(rate, size)).astype(float)
        e = bounded_mean(y, cluster)
        assert e is not None
        covered += e.low <= p <= e.high
    assert covered / 1000 >= 0.90
