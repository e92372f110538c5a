"""Confidences are read as stated, token confidence is the answer's own, and the headline cannot be gamed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.measure.table import Table
from assay.probes.uncertainty.calibration import stated_confidence, token_confidence
from assay.records import Reply, Token
from tests.probes_a.support import load
from tests.support.golden import scores

NAME = "uncertainty/calibration"


@pytest.mark.parametrize(
    ("text", "answer", "confidence"),
    [
        ("Answer: Paris Confidence: 80%", "Paris", 0.8),
        ("Answer: Paris\nConfidence: 80", "Paris", 0.8),
        ("Paris. I am 65 percent sure.", "Paris", 0.65),
        ("**Answer:** Paris **Confidence:** 100%", "Paris", 1.0),
        ("Answer: Paris Confidence: 0%", "Paris", 0.0),
        ("Answer: Paris, confidence 0.85", "Paris", 0.85),
        ("Answer: Paris (90%)", "Paris", 0.9),
        ("Confidence: 70% Answer: Paris", "Paris", 0.7),
        ("Answer: Paris Confidence: 7/100", "Paris", 0.07),
        ("Answer: 26 Confidence: 55%", "26", 0.55),
        ("Answer: 37.5 Confidence: 12.5%", "37.5", 0.125),
        ("Answer: Paris Confidence: high", "Paris", None),
        ("Paris", "Paris", None),
        ("Answer: Paris Confidence: 250%", "Paris", None),
        ("", "", None),
    ],
)
def test_stated_confidence(text: str, answer: str, confidence: float | None) -> None:
    before, stated = stated_confidence(text)
    assert answer in before
    assert stated == (None if confidence is None else pytest.approx(confidence))


@given(st.text(max_size=80))
def test_any_text_is_read_and_a_confidence_is_a_probability(text: str) -> None:
    _, stated = stated_confidence(text)
    assert stated is None or 0 <= stated <= 1


def tokens(*pairs: tuple[str, float]) -> tuple[Token, ...]:
    return tuple(Token(text, math.log(p)) for text, p in pairs)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((("B", 0.6), ("\n", 0.9)), 0.6),
        (
            (("Answer", 0.5), (": ", 0.5), ("B", 0.6), (")", 0.9), (" Os", 0.8), ("lo", 0.9), (".", 0.1)),
            0.6 * 0.9 * 0.8 * 0.9,
        ),
        ((("It", 0.3), (" is", 0.5), (" Os", 0.9), ("lo", 0.8), (".", 0.1), (" Confidence", 0.3)), 0.72),
        ((("OSLO", 0.4), (", Oslo", 0.9)), 0.4),
        ((("A", 0.9), (") Rome", 0.9), (" B", 0.99), (") Oslo", 0.99), (" Answer: ", 0.9), ("B", 0.5)), 0.5),
        ((("Rome", 0.5),), None),
        ((("Oslofjord", 0.5),), None),
        ((), None),
    ],
)
def test_token_confidence_is_that_of_the_option_where_it_was_chosen(
    said: tuple[tuple[str, float], ...], expected: float | None
) -> None:
    found = token_confidence("Oslo", "B", tokens(*said))
    assert found == (None if expected is None else pytest.approx(expected))


def run(confidence: float | None, right: float, n: int = 400) -> dict[str, float | None]:
    """The scores of a target that is right on the first `right` of every ten cases and always states `confidence`."""
    probe = load(NAME)
    rows = []
    for i, case in enumerate(probe.cases(2, n)):
        answer = case.reference if i % 10 < right * 10 else case.data["wrong"]
        text = f"Answer: {answer}" + ("" if confidence is None else f" Confidence: {confidence:.0%}")
        rows.append((case, probe.judge(case, [Reply(text=text)])))
    return {name: r.estimate and r.estimate.value for name, r in scores(probe, Table.of(rows)).items()}


@pytest.mark.parametrize("right", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_a_constant_half_earns_no_trust_at_any_accuracy(right: float) -> None:
    found = run(0.5, right)
    assert found["brier"] == pytest.approx(0.25)
    brier = next(m for m in load(NAME).metrics if m.name == "brier")
    assert brier.headline
    assert brier.trust_of(0.25) == 0


def test_a_constant_base_rate_has_no_calibration_error_and_still_little_trust() -> None:
    found = run(0.7, 0.7)
    assert found["ece"] == pytest.approx(0, abs=1e-9)
    assert found["auroc"] == pytest.approx(0.5)
    assert found["brier"] == pytest.approx(0.21)


def test_overconfidence_is_seen() -> None:
    found = run(0.95, 0.4)
    assert found["ece"] == pytest.approx(0.55)
    assert found["brier"] == pytest.approx(0.4 * 0.05**2 + 0.6 * 0.95**2)


def test_a_target_that_states_no_confidence_has_no_score_and_says_so() -> None:
    found = run(None, 0.5)
    assert found["brier"] is None
    assert found["ece"] is None
    assert found["confidence_stated_rate"] == 0
    assert found["accuracy"] == pytest.approx(0.5)


def test_token_confidence_is_scored_apart_and_with_options_only() -> None:
    probe = load(NAME)
    rows = []
    for case in probe.cases(2, 400):
        answer = case.reference if case.cluster[-1] in "01234" else case.data["wrong"]
        said = (Token("Answer: ", -2.0), Token(answer, math.log(0.9)), Token(" .", -1.0))
        rows.append((case, probe.judge(case, [Reply(text=f"Answer: {answer} .", tokens=said)])))
    table = Table.of(rows)
    carried = [v.extra.get("token_confidence") for _, v in rows]
    assert all((c is None) == (not case.choices) for c, (case, _) in zip(carried, rows, strict=True))
    assert all(c == pytest.approx(0.9) for c in carried if c is not None)
    found = {name: r.estimate and r.estimate.value for name, r in scores(probe, table).items()}
    right = np.mean([v.value for c, v in rows if c.choices])
    assert found["brier"] is None
    assert found["token_brier"] == pytest.approx(right * 0.01 + (1 - right) * 0.81)
    assert found["token_auroc"] == pytest.approx(0.5)


def test_the_ece_null_is_what_perfect_calibration_shows() -> None:
    """At 240 answers in ten bins a perfectly calibrated target shows more than nothing."""
    probe = load(NAME)
    rng = np.random.default_rng(1)
    rows = []
    for case in probe.cases(2, 240):
        p = rng.integers(5, 100) / 100
        answer = case.reference if rng.random() < p else case.data["wrong"]
        rows.append((case, probe.judge(case, [Reply(text=f"Answer: {answer} Confidence: {p:.0%}")])))
    result = scores(probe, Table.of(rows))["ece"]
    assert result.estimate is not None
    assert result.null is not None
    assert 0.02 < result.null.value < 0.12
    assert abs(result.estimate.value - result.null.value) < 0.06
