"""What a sequential verdict risks and saves: exact probabilities on the lattice of counts, and seeded simulation.

Each guarantee stands beside a control that breaks it on the same data, so that a test which could not see an error
would fail.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.measure.estimates import wilson
from assay.measure.sequential import SequentialDecision, SequentialTest, holm_verdicts, rate_evidence, rate_limits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PLANS = {0.05: 807, 0.5: 298, 0.9: 531}
"""Limit → the fixed n that finds a gap of 0.03, 0.1 and 0.05 with 90 % power."""


class Course(NamedTuple):
    below: float
    above: float
    mean_n: float


def edges(limit: float, n: int, level: float = 0.95) -> tuple[Ints, Ints]:
    """For 1 … n cases, the fewest successes that decide "above" and the fewest failures that decide "below"."""
    total = np.arange(1, n + 1)

    def fewest(side: int) -> Ints:
        low, high = np.full(n, -1), total + 1
        while (high - low > 1).any():
            middle = (low + high) // 2
            hits = middle if side == 0 else total - middle
            enough = rate_evidence(np.clip(hits, 0, total), total, limit)[side] >= np.log(2 / (1 - level))
            enough &= (middle >= 0) & (middle <= total)
            open_ = high - low > 1
            low, high = np.where(open_ & ~enough, middle, low), np.where(open_ & enough, middle, high)
        return high

    return fewest(0), fewest(1)


def course(limit: float, rate: float, n: int) -> Course:
    """Exactly, for 0/1 cases of this rate looked at one by one up to n: the chance of each verdict and the mean n used."""
    above, below = edges(limit, n)
    alive = np.zeros(n + 2)  # by number of successes
    alive[0] = 1.0
    up = down = used = 0.0
    for i in range(1, n + 1):
        used += alive.sum()
        alive[1 : i + 1] = alive[1 : i + 1] * (1 - rate) + alive[:i] * rate
        alive[0] *= 1 - rate
        up += alive[above[i - 1] : i + 1].sum()
        alive[above[i - 1] : i + 1] = 0
        fewest = i - below[i - 1] + 1  # so many successes or more do not decide "below"
        down += alive[: max(fewest, 0)].sum()
        alive[: max(fewest, 0)] = 0
    return Course(down, up, used)


def share_decided(limit: float, rate: float, runs: int, n: int, seed: int) -> Course:
    rng = np.random.default_rng(seed)
    found = [SequentialTest(at_most=limit).add((rng.random(n) < rate).astype(float)) for _ in range(runs)]
    verdicts = [f.verdict for f in found]
    used = float(np.mean([f.decided_at or n for f in found]))
    return Course(verdicts.count("pass") / runs, verdicts.count("fail") / runs, used)


# The error


@pytest.mark.parametrize("limit", [0.01, 0.05, 0.5, 0.9, 0.98])
def test_at_the_limit_the_chance_of_any_verdict_ever_is_below_the_level(limit: float) -> None:
    """Exactly, over 2,000 looks, also counting as false the verdict that a limit reached demands."""
    found = course(limit, limit, 2000)
    assert 0.005 < found.below + found.above <= 0.05
    assert found.below <= 0.025 and found.above <= 0.025


@pytest.mark.parametrize("limit", [0.05, 0.5, 0.9])
def test_a_false_verdict_is_rarer_the_farther_from_the_limit(limit: float) -> None:
    over = [course(limit, limit + gap, 1000).below for gap in (0.0, 0.005, 0.02)]
    under = [course(limit, limit - gap, 1000).above for gap in (0.0, 0.005, 0.02)]
    assert over == sorted(over, reverse=True) and under == sorted(under, reverse=True)
    assert over[-1] < 0.02 and under[-1] < 0.02


def test_in_400_runs_of_2000_cases_at_the_limit_the_error_keeps_below_the_level() -> None:
    found = share_decided(0.05, 0.05, runs=400, n=2000, seed=1)
    exact = course(0.05, 0.05, 2000)
    assert found.below + found.above <= 0.05
    assert found.below + found.above == pytest.approx(exact.below + exact.above, abs=3.3 * (0.03 / 400) ** 0.5)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0.05, 0.5, 0.9])
def test_in_2000_runs_of_2000_cases_at_the_limit_the_error_keeps_below_the_level(limit: float) -> None:
    found = share_decided(limit, limit, runs=2000, n=2000, seed=2)
    exact = course(limit, limit, 2000)
    assert found.below + found.above <= 0.05
    assert found.below + found.above == pytest.approx(exact.below + exact.above, abs=3.3 * (0.03 / 2000) ** 0.5)


@pytest.mark.parametrize("end", [0.3, 0.7])
def test_a_demanded_range_keeps_its_error_at_both_ends(end: float) -> None:
    rng = np.random.default_rng(5)
    runs = [
        SequentialTest(at_least=0.3, at_most=0.7).add((rng.random(600) < end).astype(float)).verdict for _ in range(120)
    ]
    assert runs.count("pass") + runs.count("fail") <= 0.05 * 120
    inside = SequentialTest(at_least=0.3, at_most=0.7).add((rng.random(600) < 0.5).astype(float))
    assert inside.verdict == "pass"


def test_means_of_a_skewed_law_keep_the_error() -> None:
    """Beta(0.05, 0.95): most values near 0, a mean of 0.05 carried by few. Nothing is known of the law but its range."""
    rng = np.random.default_rng(6)
    runs = [SequentialTest(at_most=0.05).add(rng.beta(0.05, 0.95, 500)).verdict for _ in range(300)]
    assert runs.count("pass") + runs.count("fail") <= 0.05 * 300
    assert SequentialTest(at_most=0.05).add(rng.beta(0.2, 0.8, 500)).verdict == "fail"
    assert SequentialTest(at_most=0.05).add(rng.beta(0.01, 0.99, 500)).verdict == "pass"


def test_clusters_of_unequal_size_keep_the_error_and_lone_cases_do_not() -> None:
    """150 clusters of 1 or 19 cases, correlation 0.5 inside; the size goes with the rate, so that the mean over clusters
    differs from the mean over cases, which is what the gate is about."""
    rng = np.random.default_rng(7)
    sizes = np.array([1, 19])
    rates = {1: 0.05, 19: 0.25}
    truth = (1 * 0.05 + 19 * 0.25) / 20
    clustered = naive = unweighted = 0
    for _ in range(200):
        size = rng.choice(sizes, 150)
        mean = np.vectorize(rates.__getitem__)(size)
        hits = rng.binomial(size, rng.beta(mean, 1 - mean))
        clustered += SequentialTest(at_most=truth).add(hits / size, size / 19).verdict != "undecided"
        unweighted += SequentialTest(at_most=truth).add(hits / size).verdict != "undecided"
        cases = np.concatenate([np.arange(s) < h for s, h in zip(size, hits, strict=True)]).astype(float)
        naive += SequentialTest(at_most=truth).add(cases).verdict != "undecided"
    assert clustered <= 0.05 * 200
    assert naive > 0.2 * 200 and unweighted > 0.2 * 200


def test_arms_in_turn_keep_the_error_as_one_value_a_cycle() -> None:
    """Cases of rates 0.02 and 0.18 in turn, a mean of 0.1: no case is a fair bet, each pair is."""
    rng = np.random.default_rng(8)
    runs = []
    for _ in range(300):
        pairs = (rng.random((300, 2)) < [0.02, 0.18]).mean(axis=1)
        runs.append(SequentialTest(at_most=0.1).add(pairs).verdict)
    assert runs.count("pass") + runs.count("fail") <= 0.05 * 300


# The saving


@pytest.mark.parametrize(
    ("limit", "rate", "at_least"),
    [
        (0.05, 0.005, 0.80),
        (0.05, 0.02, 0.50),
        (0.05, 0.1, 0.66),
        (0.05, 0.2, 0.95),
        (0.5, 0.2, 0.90),
        (0.5, 0.8, 0.90),
        (0.9, 0.98, 0.81),
        (0.9, 0.95, 0.49),
        (0.9, 0.7, 0.93),
    ],
)
def test_calls_saved_against_the_fixed_plan(limit: float, rate: float, at_least: float) -> None:
    """Exact mean of the cases used when the plan's n is the cap; the clear cases save 60 % and more."""
    n = PLANS[limit]
    found = course(limit, rate, n)
    assert 1 - found.mean_n / n >= at_least
    right, wrong = (found.above, found.below) if rate > limit else (found.below, found.above)
    assert right > 0.92 and wrong < 1e-3


@pytest.mark.parametrize(("limit", "rate"), [(0.05, 0.2), (0.5, 0.8), (0.9, 0.98)])
def test_the_test_itself_saves_what_the_lattice_says(limit: float, rate: float) -> None:
    n = PLANS[limit]
    found, exact = share_decided(limit, rate, runs=60, n=n, seed=3), course(limit, rate, n)
    assert 1 - found.mean_n / n >= 0.6
    assert found.mean_n == pytest.approx(exact.mean_n, rel=0.25)
    assert (found.above if rate > limit else found.below) == 1.0


# The confidence sequence


def test_limits_hold_the_rate_at_all_times_together_and_wilson_does_not() -> None:
    n = 60
    low, high = np.zeros((n, n + 1)), np.ones((n, n + 1))
    i, k = np.tril_indices(n, 1, n + 1)
    low[i, k], high[i, k] = rate_limits(k, i + 1)
    theirs = np.array([[wilson(min(k, i), i) for k in range(n + 1)] for i in range(1, n + 1)])
    rng = np.random.default_rng(9)
    for rate in (0.05, 0.3, 0.5):
        k = np.cumsum(rng.random((1000, n)) < rate, axis=1)
        look = np.arange(n)
        inside = ((low[look, k] <= rate) & (rate <= high[look, k])).all(axis=1)
        peeked = ((theirs[look, k, 0] <= rate) & (rate <= theirs[look, k, 1])).all(axis=1)
        assert inside.mean() >= 0.95
        assert peeked.mean() < 0.9


# Several gates


def test_over_six_gates_any_false_verdict_is_rare_with_holm_and_common_without() -> None:
    """Six gates, each at its limit, on 300 cases; evidence at its greatest over all looks, as Holm takes it."""
    rng = np.random.default_rng(10)
    gates, n, runs, limit = 6, 300, 400, 0.3
    k = np.cumsum(rng.random((runs, gates, n)) < limit, axis=-1)
    table = [rate_evidence(np.minimum(np.arange(n + 1), i), i, limit) for i in range(1, n + 1)]
    above, below = (np.array([row[side] for row in table])[np.arange(n), k].max(axis=-1) for side in (0, 1))
    e_fail, e_pass = np.exp(np.maximum(above, 0)), np.exp(np.maximum(below, 0))
    any_holm = any_alone = 0
    for run in range(runs):
        found = [
            SequentialDecision(
                verdict="undecided", n=n, decided_at=None, e_pass=e_pass[run, g], e_fail=e_fail[run, g], level=0.95
            )
            for g in range(gates)
        ]
        any_holm += any(v != "undecided" for v in holm_verdicts(found))
        any_alone += any(max(f.e_pass, f.e_fail) >= 40 for f in found)
    assert any_holm <= 0.05 * runs
    assert any_alone > 0.06 * runs
