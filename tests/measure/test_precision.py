"""Planned precision: numbers of the normal approximation's tables, the least n that keeps its word, and pilots."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.measure.estimates import wilson
from assay.measure.precision import planned_cases


def half(k: float, n: int, level: float = 0.95) -> float:
    low, high = wilson(k, n, level)
    return (high - low) / 2


@pytest.mark.parametrize(
    ("half_width", "rate", "n"),
    [(0.02, None, 2398), (0.05, None, 381), (0.05, 0.1, 141), (0.05, 0.9, 141), (0.02, 0.02, 223), (0.01, 0.5, 9600)],
)
def test_golden_plans(half_width: float, rate: float | None, n: int) -> None:
    assert planned_cases(half_width, rate=rate) == n


def test_the_worst_case_closes_in_on_the_textbook() -> None:
    """z²/4h² of the normal approximation, less Wilson's z²."""
    for width in (0.01, 0.03, 0.1):
        assert planned_cases(width) == pytest.approx(1.959964**2 / 4 / width**2 - 1.959964**2, abs=1)


@given(st.floats(0.01, 0.4), st.floats(0.5, 0.999), st.data())
def test_the_worst_case_keeps_the_width_whatever_is_observed_and_one_less_does_not(
    width: float, level: float, data: st.DataObject
) -> None:
    n = planned_cases(width, level=level)
    assert half(data.draw(st.integers(0, n)), n, level) <= width + 1e-12
    assert n == 1 or half((n - 1) / 2, n - 1, level) > width


@given(st.floats(0.01, 0.4), st.floats(0, 1))
def test_an_expected_rate_never_asks_for_more_than_the_worst_case(width: float, rate: float) -> None:
    assert planned_cases(width, rate=rate) <= planned_cases(width)
    assert planned_cases(width, rate=rate, design_effect=3.7) == np.ceil(3.7 * planned_cases(width, rate=rate))


def test_a_pilot_is_taken_at_its_limit_nearest_one_half() -> None:
    _, high = wilson(2, 50)
    assert planned_cases(0.03, pilot=(2, 50)) == planned_cases(0.03, rate=high)
    low, _ = wilson(95, 100)
    assert planned_cases(0.03, pilot=(95, 100)) == planned_cases(0.03, rate=low)
    assert planned_cases(0.03, pilot=(5, 10)) == planned_cases(0.03)


def test_a_plan_from_a_pilot_keeps_the_width_nearly_always() -> None:
    rng = np.random.default_rng(0)
    kept = []
    for _ in range(300):
        n = planned_cases(0.04, pilot=(int(rng.binomial(60, 0.1)), 60))
        kept.append(half(int(rng.binomial(n, 0.1)), n) <= 0.04)
    assert np.mean(kept) > 0.95


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"half_width": 0.5}, "half-width"),
        ({"half_width": 0.0}, "half-width"),
        ({"half_width": 0.1, "rate": 1.2}, "a rate lies"),
        ({"half_width": 0.1, "rate": 0.2, "pilot": (1, 5)}, "not both"),
        ({"half_width": 0.1, "pilot": (1, 0)}, "no proportion"),
        ({"half_width": 0.1, "design_effect": 0.0}, "design effect"),
        ({"half_width": 0.1, "level": 1.0}, "confidence level"),
    ],
)
def test_bad_plans_are_refused(made: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        planned_cases(**made)  # type: ignore[arg-type]
