"""A certificate is given to metrics that respond to a planted fault, and to no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

import assay
from assay.certify.crosstalk import holm
from assay.certify.make import DOSES, certify
from assay.certify.plant import estimate, faulty, perfect
from assay.certify.response import Curve, detectable, response, trend
from assay.engine.certificates import Certificate
from assay.errors import ConfigError, ProbeError
from assay.measure import rate
from assay.measure.estimates import wilson
from assay.probes import PROBES
from assay.records import Estimate
from tests.certify.probes import CONSTANT, SUMS, TURNED, TWO_SIDED, Sums, probe_of


def made(probe: object, **given: object) -> Certificate:
    return certify(probe, **({"n": 60, "seeds": 3, "made": "2026-11-21"} | given))  # type: ignore[arg-type]


def test_a_sound_probe_is_certified_and_its_response_is_a_straight_line() -> None:
    certificate = made(SUMS)
    found = certificate.of("accuracy")
    assert found is not None
    assert found.certified, found.why
    assert found.fault == "worst"
    assert [p.dose for p in found.curve] == list(DOSES)
    assert (found.curve[0].value, found.curve[-1].value) == (1.0, 0.0)
    assert found.slope is not None
    assert found.slope[1] is not None
    assert found.slope[2] is not None
    assert found.slope[1] < 1.0 < found.slope[2] + 0.05
    assert found.linearity == pytest.approx(1.0, abs=0.15)
    assert (certificate.n, certificate.cases, certificate.seeds) == (60, 180, (1, 2, 3))


def test_a_judge_that_says_the_same_of_everything_is_not_certified() -> None:
    found = made(CONSTANT).of("accuracy")
    assert found is not None
    assert not found.certified
    assert "moves it for the worse" in found.why


def test_a_judge_that_is_turned_round_is_not_certified() -> None:
    named = replace(TURNED, faults={"worst": ("accuracy",)})
    for probe, why in ((TURNED, "moves it for the worse"), (named, "'worst' moves it the wrong way")):
        found = made(probe).of("accuracy")
        assert found is not None
        assert not found.certified
        assert why in found.why


def test_an_unrelated_fault_that_moves_a_metric_is_crosstalk() -> None:
    certificate = made(TWO_SIDED)
    accuracy, answered = certificate.of("accuracy"), certificate.of("answered")
    assert accuracy is not None
    assert answered is not None
    assert accuracy.certified
    assert answered.certified
    assert {m.fault for m in accuracy.moved_by} == {"refuses", "random"}
    assert all(m.trust < 0 for m in accuracy.moved_by)
    assert answered.moved_by == ()


def test_a_dose_is_what_the_engine_gets_of_the_planted_model(tmp_path: Path) -> None:
    """The mixture of two columns of verdicts is the model's own, cluster by cluster."""
    for name in ("safety/refusal", "truthfulness/sycophancy/caving"):
        probe = PROBES[f"llm:{name}"]
        fault = next(iter(probe.faults))
        clean = perfect(probe, 5, 40)
        mixed = faulty(clean, fault).dosed(clean, 0.5, draw=9)
        model = f"planted:{fault}?dose=0.5&seed=9"
        done = assay.run([name], models=[model], seed=5, limit=40, output=tmp_path / fault, cache=False)
        whole = {s.metric: s.value for s in done.scores if s.slice == "all"}
        assert whole == {m.name: (e.value if (e := estimate(m, mixed)) else None) for m in probe.metrics}
        assert whole[probe.faults[fault][0]] not in (estimate(probe.metrics[0], clean.rows).value, None)


def test_a_seed_decides_everything() -> None:
    assert msgspec.json.encode(made(SUMS)) == msgspec.json.encode(made(SUMS))
    assert made(SUMS).id != made(SUMS, seed=2).id


def test_what_cannot_show_a_response_is_one_clear_sentence() -> None:
    with pytest.raises(ConfigError, match=r"--doses must be 0, 1 and at least one number between them, not 0, 0.5"):
        made(SUMS, doses=(0.0, 0.5))
    with pytest.raises(ProbeError, match=r"no fault is named 'sloth'"):
        made(replace(SUMS, faults={"sloth": ("accuracy",)}))
    with pytest.raises(ProbeError, match="'faults' names 'speed', which is none of its metrics: accuracy"):
        probe_of(type("Wrong", (Sums,), {"faults": {"worst": ("speed",)}}))


RATE = rate("failures", better="lower")


def curve(values: list[list[float]], n: int = 100) -> Curve:
    """A rate by seed and dose."""
    pooled = []
    for mean in np.mean(values, axis=0):
        low, high = wilson(float(mean) * n * len(values), n * len(values))
        pooled.append(Estimate(value=float(mean), low=low, high=high, interval="wilson", n=n * len(values)))
    doses = tuple(np.linspace(0, 1, len(values[0])).tolist())
    return Curve(RATE, "x", doses, tuple(pooled), tuple(map(tuple, values)), n, n * len(values))


def test_a_curve_that_turns_back_is_not_monotone() -> None:
    up_and_back = [[0.0, 0.5, 0.9, 0.95, 0.6]] * 5
    found = response(curve(up_and_back))
    assert not found.certified
    assert found.why.startswith("not monotone: better at dose 1 of 'x' than at 0.5")
    assert response(curve([[0.0, 0.5, 0.9, 0.85, 0.9]] * 5)).certified, "noise within the intervals is no turn"


def test_the_trend_test_keeps_its_level_and_sees_nothing_in_a_flat_curve() -> None:
    rng = np.random.default_rng(3)
    p = [trend(curve(rng.binomial(40, 0.3, size=(3, 6)) / 40)) for _ in range(600)]
    assert np.mean([x is not None and x < 0.05 for x in p]) < 0.075
    flat = trend(curve([[0.2] * 6] * 3))
    assert flat is not None
    assert flat > 0.4


@pytest.mark.parametrize(("p", "n"), [(0.5, 100), (0.5, 400), (0.2, 100), (0.05, 200)])
def test_the_least_effect_is_found_four_times_in_five(p: float, n: int) -> None:
    """At a rate of one half, where the interval is widest; elsewhere oftener. Without an effect 1 time in 20."""
    cases = 5 * n
    low, high = wilson(cases / 2, cases)
    effect = detectable((high - low) / 2, cases, n)
    rng = np.random.default_rng(11)

    def found(shift: float) -> float:
        a, b = (rng.binomial(n, min(max(q, 0), 1), 20_000) / n for q in (p - shift / 2, p + shift / 2))
        error = np.sqrt((a * (1 - a) + b * (1 - b)) / n)
        return float(np.mean(np.abs(a - b) > 1.96 * np.maximum(error, 1e-12)))

    power = found(effect)
    if p == 0.5:
        assert 0.78 < power < 0.86
    else:
        assert power > 0.8
    assert found(0.0) < 0.07


def test_holm_is_that_of_adjusted_p_values() -> None:
    """Holm (1979): the adjusted p is the running maximum of (m − k) p over the sorted ones."""
    rng = np.random.default_rng(5)
    for _ in range(200):
        p = np.concatenate([np.round(rng.uniform(0, 1, 12) ** 4, 4), np.ones(30)])
        order = np.argsort(p, kind="stable")
        adjusted = np.empty(42)
        adjusted[order] = np.maximum.accumulate(p[order] * (42 - np.arange(42)))
        assert holm(p[:12].tolist(), 0.05, 42) == (adjusted[:12] <= 0.05).tolist()
