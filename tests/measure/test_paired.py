"""Comparisons of two arms, against published tables and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar as their_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from assay.measure.estimates import t_quantile
from assay.measure.paired import (
    benjamini_hochberg,
    holm,
    mcnemar,
    newcombe,
    newcombe_paired,
    paired_difference,
    unpaired_difference,
)

pairs = st.tuples(*[st.integers(0, 60)] * 4).filter(lambda c: sum(c) > 0)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:2635, method 10
        ((36, 12, 2, 0), 0.0569, 0.3404),
        ((18, 12, 2, 18), 0.0562, 0.3290),
        ((53, 0, 0, 1), -0.0729, 0.0729),
        ((0, 30, 0, 0), 0.8395, 1.0),
        # Fagerland, Lydersen & Laake 2014: airway hyper-responsiveness; a paired table with R's contingencytables
        ((1, 1, 7, 12), -0.5069, -0.0256),
        ((59, 6, 16, 80), -0.1186, -0.0046),
    ],
)
def test_newcombe_paired_gives_the_published_limits(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    assert newcombe_paired(*counts) == pytest.approx((low, high), abs=6e-5)


@given(pairs)
def test_newcombe_paired_mirrors_and_holds_the_difference(counts: tuple[int, int, int, int]) -> None:
    both, first, second, neither = counts
    low, high = newcombe_paired(*counts)
    value = (first - second) / sum(counts)
    assert -1 <= low <= value + 1e-12 and value - 1e-12 <= high <= 1 and high > low
    assert newcombe_paired(both, second, first, neither) == pytest.approx((-high, -low), abs=1e-12)


def test_no_pairs_are_an_error() -> None:
    with pytest.raises(ValueError, match="no counts of pairs"):
        newcombe_paired(0, 0, 0, 0)


@given(st.integers(1, 80), st.integers(1, 80), st.data())
def test_newcombe_agrees_with_statsmodels(n: int, m: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    theirs = confint_proportions_2indep(x, n, y, m, method="newcomb")
    assert newcombe((x, n), (y, m)) == pytest.approx(theirs, abs=1e-9)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_agrees_with_statsmodels(first: int, second: int) -> None:
    table = [[5, first], [second, 9]]
    assert mcnemar(first, second, mid_p=False) == pytest.approx(their_mcnemar(table, exact=True).pvalue, abs=1e-9)


def test_mid_p_is_the_exact_p_less_half_of_what_was_seen_twice() -> None:
    assert mcnemar(1, 7, mid_p=False) == pytest.approx(0.0703125)
    assert mcnemar(1, 7) == pytest.approx(0.0390625)  # Fagerland 2013: 0.039
    assert mcnemar(0, 0) == mcnemar(0, 0, mid_p=False) == 1.0
    assert mcnemar(4, 4) <= 1.0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_agree_with_statsmodels(p: list[float]) -> None:
    assert holm(p) == pytest.approx(list(multipletests(p, method="holm")[1]), abs=1e-12)
    assert benjamini_hochberg(p) == pytest.approx(list(multipletests(p, method="fdr_bh")[1]), abs=1e-12)


def test_nothing_to_adjust() -> None:
    assert holm([]) == benjamini_hochberg([]) == []


def test_binary_pairs_get_newcombe_and_graded_pairs_do_not() -> None:
    a, b = np.array([1.0, 1, 1, 0]), np.array([1.0, 0, 0, 0])
    e = paired_difference(a, b, np.arange(4))
    assert e is not None
    assert (e.value, e.interval, e.n) == (0.5, "newcombe paired", 4)
    assert (e.low, e.high) == newcombe_paired(1, 2, 0, 1)
    graded = paired_difference(a, b / 2, np.arange(4))
    assert graded is not None and graded.interval == "paired score"
    shared = paired_difference(a, b, np.array([0, 0, 1, 1]))
    assert shared is not None and shared.interval == "clustered paired score" and shared.clusters == 2


def test_many_graded_pairs_get_the_paired_t_interval() -> None:
    gen = np.random.default_rng(5)
    a, b = gen.beta(4, 2, 3000), gen.beta(2, 4, 3000)
    d = a - b
    half = t_quantile(0.975, 2999) * d.std(ddof=1) / 3000**0.5
    e = paired_difference(a, b, np.arange(3000))
    assert e is not None
    assert (e.low, e.high) == pytest.approx((d.mean() - half, d.mean() + half), abs=2e-4)


def test_pairing_narrows_where_arms_agree() -> None:
    gen = np.random.default_rng(6)
    a = (gen.random(300) < 0.5).astype(float)
    b = np.where(gen.random(300) < 0.1, 1 - a, a)
    paired = paired_difference(a, b, np.arange(300))
    apart = unpaired_difference((a, np.arange(300)), (b, np.arange(300)))
    assert paired is not None and apart is not None
    assert paired.high - paired.low < 0.6 * (apart.high - apart.low)


def test_independent_rates_get_newcombe() -> None:
    a, b = np.array([1.0] * 7 + [0.0] * 27), np.array([1.0] + [0.0] * 33)
    e = unpaired_difference((a, np.arange(34)), (b, np.arange(34)))
    assert e is not None
    assert (e.low, e.high) == pytest.approx((0.019, 0.34), abs=1e-3)  # Perondi 2004, in Fagerland 2017
    assert (e.interval, e.n) == ("newcombe", 68)


def test_an_empty_arm_has_no_difference() -> None:
    none = (np.empty(0), np.empty(0, dtype=np.int64))
    assert unpaired_difference(none, (np.ones(3), np.arange(3))) is None
    assert paired_difference(*none[:1], *none) is None


def test_paired_differences_are_covered_where_the_t_interval_fails() -> None:
    """Thirty pairs with a rare one-sided difference: the paired t interval covers 0.69 here."""
    gen = np.random.default_rng(8)
    covered = 0
    for _ in range(500):
        d = gen.choice([-1.0, 0.0, 1.0], 30, p=[0.01, 0.96, 0.03])
        e = paired_difference((d > 0).astype(float), (d < 0).astype(float), np.arange(30))
        assert e is not None
        covered += e.low <= 0.02 <= e.high
    assert covered / 500 >= 0.95
