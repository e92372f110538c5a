"""Metrics of confidence, against scikit-learn, hand examples, identities and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, roc_auc_score

from assay import measure
from assay.errors import ProbeError
from assay.measure.base import Metric, Result
from assay.measure.calibration import ece_null
from assay.records import Estimate
from tests.measure.rows import confident, rng, row, table

judged = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 1.0]), st.sampled_from([0.0, 1.0])),
    min_size=2,
    max_size=40,
)


def result(metric: Metric, confidence: list[float], correct: list[float], seed: int = 0) -> Result:
    return metric.estimate(confident(confidence, correct), rng=rng(seed))


def estimate(metric: Metric, confidence: list[float], correct: list[float], seed: int = 0) -> Estimate:
    found = result(metric, confidence, correct, seed).estimate
    assert found is not None
    return found


def split(sample: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [c for c, _ in sample], [y for _, y in sample]


# ECE


def test_ece_by_hand() -> None:
    # Bin 0.8–0.9: confidence 0.85, accuracy 0.5; bin 0.2–0.3: 0.25 against 0. 2/4·0.35 + 2/4·0.25.
    assert estimate(measure.ece(), [0.85, 0.85, 0.25, 0.25], [1, 0, 0, 0]).value == pytest.approx(0.3)
    # A confidence of 1.0 shares the last bin with 0.95.
    assert estimate(measure.ece(), [1.0, 0.95], [0, 1]).value == pytest.approx((1.95 - 1) / 2)


def test_adaptive_ece_by_hand() -> None:
    adaptive = measure.ece(adaptive=True, bins=2)
    assert estimate(adaptive, [0.9, 0.92, 0.94, 0.96], [1, 1, 0, 0]).value == pytest.approx((0.18 + 1.9) / 4)
    # Ties stay together, whatever their order.
    tied = [0.5, 0.5, 0.5, 0.9]
    assert estimate(adaptive, tied, [1, 0, 0, 1]).value == estimate(adaptive, tied, [0, 0, 1, 1]).value


@given(judged)
@settings(max_examples=40, deadline=None)
def test_one_bin_is_the_gap_of_the_means(sample: list[tuple[float, float]]) -> None:
    c, y = split(sample)
    gap = abs(np.mean(c) - np.mean(y))
    for adaptive in (False, True):
        assert estimate(measure.ece(bins=1, adaptive=adaptive), c, y).value == pytest.approx(gap)


@pytest.mark.parametrize("n", [100, 300, 1000])
def test_the_null_of_ece_is_its_exact_expectation(n: int) -> None:
    """With one confidence of 0.75, n·ECE is |X − 0.75n| of a binomial X."""
    from scipy.stats import binom

    k = np.arange(n + 1)
    exact = float((np.abs(k - 0.75 * n) * binom.pmf(k, n, 0.75)).sum()) / n
    null = ece_null(np.full(n, 0.75), rng=rng(), draws=20_000)
    assert null.value == pytest.approx(exact, rel=0.02)
    assert null.n == n and null.low < null.value < null.high


@pytest.mark.parametrize(("n", "expected"), [(100, 0.089), (300, 0.051), (1000, 0.028)])
def test_a_calibrated_model_does_not_read_zero(n: int, expected: float) -> None:
    """The order of size to expect with ten bins; the confidences here are Beta(5, 2)."""
    nulls = [ece_null(rng(s).beta(5, 2, n), rng=rng(s), draws=200).value for s in range(10)]
    assert np.mean(nulls) == pytest.approx(expected, rel=0.12)


def test_the_null_is_what_calibrated_models_read() -> None:
    gen = rng(2)
    c = gen.random(200)
    for order in (np.floor(c * 10), np.argsort(np.argsort(c)) // 20):  # ten bins of equal width, of equal mass
        within = order[:, None] == np.arange(10)
        gaps = ((gen.random((2000, 200)) < c).astype(float) - c) @ within
        read = np.abs(gaps).sum(axis=1) / 200
        null = ece_null(c, adaptive=order.dtype.kind == "i", rng=rng(3))
        assert null.value == pytest.approx(read.mean(), rel=0.04)
        assert (null.low, null.high) == pytest.approx(np.quantile(read, [0.025, 0.975]), rel=0.12)


def test_the_null_of_very_many_confidences_agrees_with_that_of_many() -> None:
    c = rng(4).random(10_001)
    normal = ece_null(c, rng=rng(5))
    drawn = ece_null(np.round(c, 4)[:10_000], rng=rng(6))
    assert (normal.value, normal.high) == pytest.approx((drawn.value, drawn.high), rel=0.05)


def test_ece_reaches_zero_only_where_a_calibrated_model_could_read_as_much() -> None:
    gen = rng(7)
    c = gen.random(200)
    assert estimate(measure.ece(), list(c), list((gen.random(200) < c).astype(float))).low == 0.0
    sure = estimate(measure.ece(), [0.95] * 200, [1.0] * 100 + [0.0] * 100)
    assert sure.value == pytest.approx(0.45) and 0.35 < sure.low < 0.42 and 0.48 < sure.high < 0.55


@pytest.mark.parametrize(("gap", "least"), [(0.0, 0.93), (0.05, 0.91), (0.2, 0.91)])
def test_ece_is_covered_at_every_gap(gap: float, least: float) -> None:
    """Confidence even on [0.5, 1], accuracy `gap` below it; 100 runs of n = 80."""
    gen = rng(8)
    covered = 0
    for _ in range(100):
        c = 0.5 + 0.5 * gen.random(80)
        e = estimate(measure.ece(), list(c), list((gen.random(80) < c - gap).astype(float)))
        covered += e.low <= gap <= e.high
    assert covered / 100 >= least


def test_ece_bounds_move_by_one_gap_a_case() -> None:
    rows = [row(i, float(i < 5), extra={"confidence": 0.5}) for i in range(10)]
    rows += [row(10, None, outcome="error"), row(11, 1.0)]  # no answer; no confidence
    found = measure.ece().estimate(table(rows), rng=rng())
    assert found.estimate is not None and (found.estimate.value, found.estimate.n) == (0.0, 10)
    assert found.bounds == (0.0, pytest.approx(2 / 12))
    assert found.outcomes["scored"] == 11
    assert measure.ece(adaptive=True).estimate(table(rows), rng=rng()).bounds == (0.0, 1.0)


# Brier


@given(judged)
def test_brier_agrees_with_scikit_learn(sample: list[tuple[float, float]]) -> None:
    c, y = split(sample)
    assert estimate(measure.brier(), c, y).value == pytest.approx(brier_score_loss(y, c, pos_label=1), abs=1e-12)


def test_the_null_of_brier_is_the_accuracy_stated_throughout() -> None:
    found = result(measure.brier(), [0.9, 0.6, 0.4, 0.2], [1, 1, 1, 0])
    assert found.null is not None and found.null.value == pytest.approx(0.75 * 0.25)
    told = result(measure.brier(), [0.75] * 4, [1, 1, 1, 0])
    assert told.estimate is not None and told.estimate.value == pytest.approx(0.75 * 0.25)


# AUROC


@given(judged)
def test_auroc_agrees_with_scikit_learn(sample: list[tuple[float, float]]) -> None:
    c, y = split(sample)
    found = result(measure.auroc(), c, y)
    if len(set(y)) < 2:
        assert found.estimate is None and found.null is None
    else:
        assert found.estimate is not None
        assert found.estimate.value == pytest.approx(roc_auc_score(y, c), abs=1e-12)


def test_auroc_of_one_class_is_undefined() -> None:
    for y in (0.0, 1.0):
        found = result(measure.auroc(), [0.2, 0.9], [y, y])
        assert found.estimate is None and found.bounds is None


def test_auroc_takes_any_scale_and_mirrors() -> None:
    c, y = list(rng(1).normal(-20, 5, 60)), list((rng(2).random(60) < 0.4).astype(float))
    up, down = estimate(measure.auroc(), c, y), estimate(measure.auroc(), [-x for x in c], y)
    assert (down.value, down.low, down.high) == pytest.approx((1 - up.value, 1 - up.high, 1 - up.low))


def test_auroc_of_many_cases_has_delongs_variance() -> None:
    """DeLong's variance from its definition, over all pairs."""
    gen = rng(3)
    y = (gen.random(1200) < 0.5).astype(float)
    c = gen.normal(y, 1.0)
    right, wrong = c[y == 1], c[y == 0]
    wins = (right[:, None] > wrong[None, :]).astype(float)
    variance = wins.mean(axis=1).var(ddof=1) / len(right) + wins.mean(axis=0).var(ddof=1) / len(wrong)
    e = estimate(measure.auroc(), list(c), list(y))
    assert e.high - e.low == pytest.approx(2 * 1.96 * variance**0.5, rel=0.02)


def test_auroc_at_one_is_not_certain() -> None:
    e = estimate(measure.auroc(), [0.9] * 5 + [0.1] * 20, [1] * 5 + [0] * 20)
    assert e.value == e.high == 1.0 and e.low == pytest.approx(0.5655, abs=1e-3)  # Wilson at 5 of 5


def test_the_null_of_auroc_is_where_idle_confidence_reads() -> None:
    gen = rng(4)
    y = [1.0] * 30 + [0.0] * 70
    found = result(measure.auroc(), list(gen.random(100)), y)
    assert found.null is not None
    read = [result(measure.auroc(), list(gen.random(100)), y).estimate.value for _ in range(1000)]  # type: ignore[union-attr]
    assert (found.null.low, found.null.high) == pytest.approx(np.quantile(read, [0.025, 0.975]), abs=0.02)


def test_auroc_bounds_are_those_of_every_completion() -> None:
    """One case left out: it may be right or wrong and rank anywhere."""
    rows = [row(i, y, extra={"confidence": c}) for i, (c, y) in enumerate([(0.9, 1.0), (0.4, 1.0), (0.6, 0.0)])]
    found = measure.auroc().estimate(table([*rows, row(9, None, outcome="error")]), rng=rng())
    every = [roc_auc_score([1, 1, 0, y], [0.9, 0.4, 0.6, c]) for c in (0.0, 0.5, 0.7, 1.0) for y in (0, 1)]
    assert found.bounds == (pytest.approx(min(every)), pytest.approx(max(every)))


@pytest.mark.parametrize("n", [30, 100])
def test_auroc_is_covered_where_few_are_wrong(n: int) -> None:
    """Confidence normal, one higher where right; one answer in ten is wrong: Φ(1/√2) = 0.760."""
    gen = rng(5)
    covered = defined = 0
    for _ in range(400):
        y = (gen.random(n) < 0.9).astype(float)
        found = result(measure.auroc(), list(gen.normal(y, 1.0)), list(y)).estimate
        if found:
            defined += 1
            covered += found.low <= 0.7602 <= found.high
    assert defined > 300 and covered / defined >= 0.94


# AURC and AUGRC


def test_aurc_by_hand() -> None:
    # Surest first: right, wrong, right: risks 0, 1/2, 1/3.
    assert estimate(measure.aurc(), [0.9, 0.8, 0.7], [1, 0, 1]).value == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_aurc_runs_from_all_right_to_all_wrong() -> None:
    for y, aurc, augrc in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.5)):
        c = [0.1, 0.5, 0.5, 0.9]
        assert estimate(measure.aurc(), c, [y] * 4).value == pytest.approx(aurc)
        assert estimate(measure.augrc(), c, [y] * 4).value == pytest.approx(augrc)


@given(judged)
def test_augrc_is_made_of_auroc_and_accuracy(sample: list[tuple[float, float]]) -> None:
    """Traub et al. 2024: (1 − AUROC)·a·(1 − a) + (1 − a)²/2."""
    c, y = split(sample)
    a = float(np.mean(y))
    expected = (1 - a) ** 2 / 2
    if 0 < a < 1:
        expected += (1 - roc_auc_score(y, c)) * a * (1 - a)
    assert estimate(measure.augrc(), c, y).value == pytest.approx(expected, abs=1e-12)


def test_ties_are_averaged_over_their_orders() -> None:
    from itertools import permutations

    c, y = [0.9, 0.5, 0.5, 0.5, 0.1], [1.0, 0.0, 1.0, 0.0, 1.0]
    by_order = []
    for order in permutations(range(1, 4)):
        loss = np.array([1 - y[i] for i in (0, *order, 4)])
        by_order.append((np.cumsum(loss) / np.arange(1, 6)).mean())
    assert estimate(measure.aurc(), c, y).value == pytest.approx(np.mean(by_order))


def test_confidence_that_says_nothing_reads_the_null() -> None:
    found, half = (
        result(measure.aurc(), [0.5] * 10, [1.0] * 7 + [0.0] * 3),
        result(measure.augrc(), [0.5] * 10, [1.0] * 7 + [0.0] * 3),
    )
    for one, value in ((found, 0.3), (half, 0.15)):
        assert one.estimate is not None and one.null is not None
        assert one.estimate.value == pytest.approx(value) == one.null.value


@given(judged)
@settings(max_examples=40)
def test_the_influence_of_a_case_is_what_its_weight_changes(sample: list[tuple[float, float]]) -> None:
    """Doubling every case changes neither value nor the direction of influence: both are functionals of the law."""
    c, y = split(sample)
    for metric in (measure.augrc(), measure.auroc()):
        once, twice = result(metric, c, y).estimate, result(metric, c * 2, y * 2).estimate
        if once and twice:
            assert twice.value == pytest.approx(once.value, abs=1e-12)
            assert twice.high - twice.low <= once.high - once.low


@pytest.mark.parametrize("make", [measure.aurc, measure.augrc])
def test_risk_coverage_areas_are_covered(make: type) -> None:
    """Calibrated confidence, even on [0, 1]; the areas at n → ∞ are 1/4 and 1/6."""
    gen = rng(9)
    truth = {"aurc": 0.25, "augrc": 1 / 6}[make().name]
    covered = 0
    for _ in range(300):
        c = gen.random(50)
        e = estimate(make(), list(c), list((gen.random(50) < c).astype(float)))
        covered += e.low <= truth <= e.high
    assert covered / 300 >= 0.92


def test_aurc_bounds_put_what_was_left_out_first() -> None:
    rows = [row(i, y, extra={"confidence": c}) for i, (c, y) in enumerate([(0.9, 1.0), (0.4, 0.0)])]
    found = measure.aurc().estimate(table([*rows, row(9, None, outcome="unparsed")]), rng=rng())
    assert found.bounds == (pytest.approx((0 + 0 + 1 / 3) / 3), pytest.approx((1 + 1 / 2 + 2 / 3) / 3))


# shared


def test_clusters_are_respected() -> None:
    """Ten copies of each answer are worth no more than the answers."""
    gen = rng(10)
    c = gen.random(40)
    y = (gen.random(40) < c).astype(float)
    of = confident(np.repeat(c, 10), np.repeat(y, 10), np.repeat(np.arange(40), 10))
    for metric in (measure.ece(), measure.brier(), measure.auroc(), measure.aurc(), measure.augrc()):
        many, alone = metric.estimate(of, rng=rng()).estimate, estimate(metric, list(c), list(y))
        assert many is not None and many.clusters == 40 and many.n == 400
        assert many.high - many.low > 0.7 * (alone.high - alone.low), metric.name


def test_refusals_count_as_told_where_they_state_a_confidence_and_else_are_left_out() -> None:
    rows = [row(0, 1.0, extra={"confidence": 0.9}), row(1, None, outcome="refused", extra={"confidence": 0.2})]
    rows.append(row(2, None, outcome="refused"))
    found = measure.brier(counts={"refused": 0.0}).estimate(table(rows), rng=rng())
    assert found.estimate is not None and found.estimate.n == 2
    assert found.estimate.value == pytest.approx((0.01 + 0.04) / 2)


def test_bad_measurements_are_the_probes_mistake() -> None:
    with pytest.raises(ProbeError, match="ece: a confidence of 90 lies outside 0 to 1"):
        result(measure.ece(), [90.0], [1.0])
    with pytest.raises(ProbeError, match=r"auroc: correctness must be 0 or 1, not 0\.5"):
        result(measure.auroc(), [0.9], [0.5])
    with pytest.raises(ValueError, match="0 bins"):
        measure.ece(bins=0)
