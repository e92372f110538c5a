"""The sequential test as a calculation: values by hand, numerical integration, laws, and what it refuses."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad

from assay.measure.sequential import (
    SequentialDecision,
    SequentialTest,
    holm_verdicts,
    mean_limits,
    rate_evidence,
    rate_limits,
)

Floats = NDArray[np.float64]

bits = st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=60)
units = st.lists(st.floats(0, 1), min_size=1, max_size=25)
limits = st.sampled_from([0.02, 0.05, 0.3, 0.5, 0.9, 0.98])


def decided(e_pass: float, e_fail: float) -> SequentialDecision:
    return SequentialDecision(verdict="undecided", n=9, decided_at=None, e_pass=e_pass, e_fail=e_fail, level=0.95)


# The evidence


@pytest.mark.parametrize(
    ("k", "n", "limit", "above"),
    [  # ∫₀¹ (1 − u² + u²/m)ᵏ (1 − u²)ⁿ⁻ᵏ du, worked out by hand
        (0, 0, 0.5, 1.0),
        (1, 1, 0.5, 4 / 3),
        (0, 1, 0.5, 2 / 3),
        (1, 2, 0.5, 4 / 5),
        (2, 2, 0.5, 28 / 15),
        (1, 1, 0.05, 1 + 19 / 3),
        (0, 3, 0.9, 1 - 1 + 3 / 5 - 1 / 7),
    ],
)
def test_evidence_by_hand(k: int, n: int, limit: float, above: float) -> None:
    assert np.exp(rate_evidence(k, n, limit)[0]) == pytest.approx(above, rel=1e-12)
    assert np.exp(rate_evidence(n - k, n, 1 - limit)[1]) == pytest.approx(above, rel=1e-12)


@pytest.mark.parametrize(
    ("k", "n", "limit"),
    [(3, 10, 0.2), (22, 100, 0.05), (400, 1000, 0.5), (560, 1000, 0.5), (5150, 10_000, 0.5), (2, 300, 0.05)],
)
def test_evidence_is_the_mixture_integral(k: int, n: int, limit: float) -> None:
    """Against scipy's adaptive quadrature of the likelihood ratio over the rates q above the limit, with the density of
    q = limit + (1 − limit)·s for s of Beta(1/2, 1)."""

    def integral(k: int, n: int, m: float) -> float:
        def ratio(u: float) -> float:
            q = m + (1 - m) * u * u
            return float(np.exp(k * np.log(q / m) + (n - k) * np.log((1 - q) / (1 - m))))

        peak = (max(k / n - m, 1e-4) / (1 - m)) ** 0.5
        return float(quad(ratio, 0, 1 - 1e-12, points=[peak * f for f in (0.6, 0.8, 1.0, 1.2)], limit=400)[0])

    above, below = rate_evidence(k, n, limit)
    assert np.exp(above) == pytest.approx(integral(k, n, limit), rel=2e-3)
    assert np.exp(below) == pytest.approx(integral(n - k, n, 1 - limit), rel=2e-3)


@given(st.integers(1, 400), limits)
@settings(deadline=None)
def test_evidence_is_worth_one_at_the_limit_and_less_inside_the_null(n: int, limit: float) -> None:
    """Σ P(k)·e(k) is exactly 1 at the limit, and at most 1 under every rate of the composite null."""
    from scipy.stats import binom

    k = np.arange(n + 1)
    above, below = rate_evidence(k, n, limit)

    def worth(evidence: Floats, rate: float) -> float:
        return float(np.exp(binom.logpmf(k, n, rate) + evidence).sum())

    assert worth(above, limit) == pytest.approx(1, rel=1e-8)
    assert worth(below, limit) == pytest.approx(1, rel=1e-8)
    for share in (1e-9, 0.3, 0.9, 0.999):
        assert worth(above, limit * share) <= 1 + 1e-8
        assert worth(below, 1 - (1 - limit) * share) <= 1 + 1e-8


@given(st.integers(1, 300), limits)
def test_evidence_grows_with_successes(n: int, limit: float) -> None:
    above, below = rate_evidence(np.arange(n + 1), n, limit)
    assert (np.diff(above) > 0).all() and (np.diff(below) < 0).all()


@given(st.integers(0, 50), st.integers(0, 50))
def test_evidence_falls_as_the_limit_rises(k: int, misses: int) -> None:
    above, below = rate_evidence(k, k + misses, np.linspace(0.01, 0.99, 25))
    assert (np.diff(above) <= 1e-12).all() and (np.diff(below) >= -1e-12).all()


# The test


@pytest.mark.parametrize("demand", [{"at_most": 0.1}, {"at_least": 0.9}, {"at_least": 0.2, "at_most": 0.8}])
def test_nothing_seen_is_undecided(demand: dict[str, float]) -> None:
    found = SequentialTest(**demand).decision
    assert found == SequentialTest(**demand).add([])
    assert (found.verdict, found.n, found.decided_at, found.e_pass, found.e_fail) == ("undecided", 0, None, 1.0, 1.0)


@pytest.mark.parametrize(
    ("demand", "value", "verdict"),
    [
        ({"at_most": 0.3}, 0.0, "pass"),
        ({"at_most": 0.3}, 1.0, "fail"),
        ({"at_least": 0.3}, 1.0, "pass"),
        ({"at_least": 0.3}, 0.0, "fail"),
        ({"at_least": 0.3, "at_most": 0.7}, 0.5, "pass"),
        ({"at_least": 0.3, "at_most": 0.7}, 0.0, "fail"),
        ({"at_least": 0.3, "at_most": 0.7}, 1.0, "fail"),
        ({"at_most": 0.5}, 0.5, "undecided"),
    ],
)
def test_the_verdict_is_on_the_right_side(demand: dict[str, float], value: float, verdict: str) -> None:
    assert SequentialTest(**demand).add([value] * 300).verdict == verdict
    shifted = {name: 20 * limit - 10 for name, limit in demand.items()}
    assert SequentialTest(**shifted, span=(-10, 10)).add([20 * value - 10] * 300).verdict == verdict


def test_a_golden_decision() -> None:
    """At most 0.05, and no success ever: by exact fractions, Σ C(n, j)/19ʲ/(2j + 1) first passes 2/0.05 = 40 at n = 118
    and 2/0.01 at n = 156."""
    found = SequentialTest(at_most=0.05).add(np.zeros(200))
    assert (found.verdict, found.decided_at, found.n) == ("pass", 118, 200)
    assert SequentialTest(at_most=0.05, level=0.99).add(np.zeros(200)).decided_at == 156


@given(bits, limits)
@settings(deadline=None)
def test_rates_are_the_special_case_of_means(values: list[float], limit: float) -> None:
    counts = np.cumsum(values), np.arange(1, len(values) + 1)
    above, below = (max(0.0, float(e.max())) for e in rate_evidence(*counts, limit))
    found = SequentialTest(at_most=limit).add(values)
    assert np.log([found.e_pass, found.e_fail]) == pytest.approx([below, above], abs=1e-9)


@given(units, limits, st.data())
@settings(deadline=None)
def test_batches_change_nothing(values: list[float], limit: float, data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0, 1), min_size=len(values), max_size=len(values)))
    cut = data.draw(st.integers(0, len(values)))
    whole, parts = SequentialTest(at_least=limit, level=0.6), SequentialTest(at_least=limit, level=0.6)
    parts.add(values[:cut], weights[:cut])
    assert parts.add(values[cut:], weights[cut:]) == whole.add(values, weights)


def test_a_large_batch_is_cut_without_a_trace() -> None:
    values = np.random.default_rng(1).random(3000)
    whole, single = SequentialTest(at_most=0.51), SequentialTest(at_most=0.51)
    for value in values:
        found = single.add(value)
    assert whole.add(values) == found


@given(bits, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_limits_do_not_know_the_order(values: list[float], random: Any) -> None:
    before = mean_limits(values)
    random.shuffle(values)
    assert mean_limits(values) == before


@given(units, limits, st.floats(0, 1))
@settings(deadline=None)
def test_a_greater_value_never_speaks_for_less(values: list[float], limit: float, lift: float) -> None:
    less = SequentialTest(at_most=limit).add(values)
    more = SequentialTest(at_most=limit).add([v + (1 - v) * lift for v in values])
    assert more.e_fail >= less.e_fail * (1 - 1e-9) and more.e_pass <= less.e_pass * (1 + 1e-9)


def test_a_verdict_stays_and_weightless_values_say_nothing() -> None:
    test = SequentialTest(at_most=0.3)
    first = test.add(np.zeros(60))
    later = test.add(np.ones(500))
    assert first.verdict == later.verdict == "pass" and first.decided_at == later.decided_at
    assert later.e_fail > first.e_fail and later.e_pass == first.e_pass
    silent = SequentialTest(at_most=0.3).add(np.ones(100), np.zeros(100))
    assert (silent.n, silent.e_pass, silent.e_fail) == (100, 1.0, 1.0)


def test_a_single_event_refutes_never() -> None:
    found = SequentialTest(at_most=0.0).add([0.0] * 50)
    assert found.verdict == "undecided"
    assert SequentialTest(at_most=0.0).add([0.0, 0.0, 1.0]).verdict == "fail"


def test_a_decision_can_be_journalled() -> None:
    found = SequentialTest(at_most=0.01).add(np.ones(5000))
    assert found.e_fail > 1e250 and found.p_fail < 1e-250 and found.p_pass == 1.0
    assert msgspec.json.decode(msgspec.json.encode(found), type=SequentialDecision) == found


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({}, "nothing is demanded"),
        ({"at_most": 1.2}, "within the range 0 to 1"),
        ({"at_least": 0.6, "at_most": 0.5}, "in order"),
        ({"at_most": 0.5, "level": 1.0}, "confidence level"),
    ],
)
def test_bad_demands_are_refused(made: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        SequentialTest(**made)


@pytest.mark.parametrize(
    ("values", "weights", "said"),
    [
        ([0.5, 1.5], None, "1.5 lies outside"),
        ([float("nan")], None, "nan lies outside"),
        ([0.5], [1.5], "a weight lies"),
        ([0.5], [float("nan")], "a weight lies"),
        ([0.5, 0.5], [1.0], "one length"),
        ([[0.5]], None, "one length"),
    ],
)
def test_bad_values_are_refused_and_leave_no_trace(values: Any, weights: Any, said: str) -> None:
    test = SequentialTest(at_most=0.5)
    before = test.decision
    with pytest.raises(ValueError, match=said):
        test.add(values, weights)
    assert test.decision == before


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="successes"):
        rate_evidence(5, 4, 0.5)
    with pytest.raises(ValueError, match="limit of a rate"):
        rate_evidence(1, 4, 1.5)


# The confidence sequence


def test_limits_of_nothing_are_the_range() -> None:
    assert mean_limits([]) == (0.0, 1.0)
    assert mean_limits([], span=(-1, 3)) == (-1.0, 3.0)
    assert [float(side) for side in rate_limits(0, 0)] == [0.0, 1.0]


@given(bits)
@settings(deadline=None)
def test_limits_of_a_rate_and_of_a_mean_agree(values: list[float]) -> None:
    low, high = rate_limits(sum(values), len(values))
    assert mean_limits(values) == pytest.approx((float(low), float(high)), abs=1e-9)
    assert low <= sum(values) / len(values) <= high


@given(st.integers(0, 200), st.integers(0, 200), limits)
@settings(deadline=None)
def test_limits_hold_what_the_test_does_not_refute(k: int, misses: int, m: float) -> None:
    low, high = rate_limits(k, k + misses)
    above, below = rate_evidence(k, k + misses, m)
    if abs(m - low) > 1e-9:
        assert (m < low) == (above >= np.log(40))
    if abs(m - high) > 1e-9:
        assert (m > high) == (below >= np.log(40))


@given(units, st.data())
@settings(deadline=None, max_examples=40)
def test_what_lies_outside_the_limits_of_a_weighted_mean_was_refuted(values: list[float], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0, 1), min_size=len(values), max_size=len(values)))
    low, high = mean_limits(values, weights, level=0.5)
    if low > 1e-6:
        assert SequentialTest(at_most=low * (1 - 1e-9), level=0.5).add(values, weights).e_fail >= 4 * (1 - 1e-6)
    if high < 1 - 1e-6:
        assert SequentialTest(at_least=high + 1e-9, level=0.5).add(values, weights).e_fail >= 4 * (1 - 1e-6)
    if sum(weights) > 1e-3:
        assert low - 1e-9 <= np.average(values, weights=weights) <= high + 1e-9


def test_limits_narrow_with_n_level_and_variance() -> None:
    low, high = rate_limits([3, 30, 300, 3000, 300_000], [10, 100, 1000, 10_000, 1_000_000])
    assert (np.diff(high - low) < 0).all() and high[-1] - low[-1] < 0.004
    wide, narrow = (rate_limits(30, 100, level=level) for level in (0.99, 0.8))
    assert wide[0] < low[1] < narrow[0] < narrow[1] < high[1] < wide[1]
    spread, close = mean_limits([0.0, 1.0] * 50), mean_limits([0.4, 0.6] * 50)
    assert spread[0] < close[0] < 0.5 < close[1] < spread[1]
    assert close[1] - close[0] < 0.6 * (spread[1] - spread[0])


def test_a_weighted_mean_is_that_of_its_cases() -> None:
    low, high = mean_limits([1.0] * 40 + [0.0] * 40, [1.0] * 40 + [0.25] * 40)
    assert low < 0.8 < high and low > 0.5
    assert mean_limits([0.3] * 90, [1.0] * 90) == mean_limits([0.3] * 90)


# Several gates


def test_holm_asks_more_of_many_gates() -> None:
    strong, weak, none = decided(200.0, 1.0), decided(50.0, 1.0), decided(1.0, 1.0)
    assert holm_verdicts([]) == []
    assert holm_verdicts([weak]) == ["pass"]
    # 50 is short of 2·40 with another gate open, and enough when that one is settled by its 200.
    assert holm_verdicts([weak, none]) == ["undecided", "undecided"]
    assert holm_verdicts([weak, strong]) == ["pass", "pass"]
    assert holm_verdicts([weak, strong, none]) == ["undecided", "pass", "undecided"]
    assert holm_verdicts([weak, strong], level=0.99) == ["undecided", "undecided"]


def test_holm_keeps_passes_and_fails_apart() -> None:
    assert holm_verdicts([decided(1.0, 90.0), decided(90.0, 1.0)]) == ["fail", "pass"]
    assert holm_verdicts([decided(60.0, 70.0)]) == ["fail"]


@given(st.lists(st.tuples(st.floats(1, 1e4), st.floats(1, 1e4)), min_size=1, max_size=6))
def test_holm_never_decides_what_one_gate_alone_would_not(pairs: list[tuple[float, float]]) -> None:
    for (e_pass, e_fail), verdict in zip(pairs, holm_verdicts([decided(*pair) for pair in pairs]), strict=True):
        if verdict != "undecided":
            assert (e_pass if verdict == "pass" else e_fail) >= 40 * (1 - 1e-12)
