"""The trust map and its hierarchical mean."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay import measure
from assay.measure.trust import TrustMean, trust_interval, trust_means, trust_of
from assay.records import Direction, Score
from tests.measure.scores import score

units = st.floats(-1, 1)


@given(st.sampled_from(["higher", "lower", "zero"]), st.tuples(units, units), st.tuples(units, units), st.floats(0, 1))
def test_the_interval_holds_the_trust_of_every_value_in_it(
    better: Direction, ends: tuple[float, float], limits: tuple[float, float], place: float
) -> None:
    if abs(ends[0] - ends[1]) < 1e-3:
        return
    low, high = sorted(limits)
    bottom, top = trust_interval(ends, low, high, better)
    assert 0.0 <= bottom <= top <= 1.0
    inner = trust_of(low + place * (high - low), ends, better)
    assert bottom - 1e-9 <= inner <= top + 1e-9


def test_trust_by_direction() -> None:
    assert trust_of(0.8, (0.0, 1.0), "higher") == pytest.approx(0.8)
    assert trust_of(0.8, (1.0, 0.0), "lower") == pytest.approx(0.2)
    assert trust_of(-0.25, (0.5, 0.0), "zero") == pytest.approx(0.5) == trust_of(0.25, (0.5, 0.0), "zero")
    assert trust_of(0.1, (0.25, 1.0), "higher") == 0.0  # under chance is clipped, not negative
    assert trust_of(0.9, (0.25, 0.8), "higher") == 1.0


def test_an_interval_around_zero_reaches_full_trust() -> None:
    assert trust_interval((1.0, 0.0), -0.2, 0.3, "zero") == pytest.approx((0.7, 1.0))
    assert trust_interval((1.0, 0.0), -0.3, -0.2, "zero") == pytest.approx((0.7, 0.8))
    assert trust_interval((1.0, 0.0), 0.2, 0.3, "zero") == pytest.approx((0.7, 0.8))
    assert trust_interval((1.0, 0.0), 0.2, 0.3, "lower") == pytest.approx((0.7, 0.8))


def test_where_trust_is_zero_and_one_follows_the_declaration() -> None:
    assert measure.rate("r", better="higher").trust_ends == (0.0, 1.0)
    assert measure.rate("r", better="lower").trust_ends == (1.0, 0.0)
    assert measure.rate("r", better="higher", chance=0.25).trust_ends == (0.25, 1.0)
    assert measure.difference("d", a={"x": "1"}, b={"x": "2"}, better="zero").trust_ends == (1.0, 0.0)
    assert measure.difference("d", a={"x": "1"}, b={"x": "2"}, better="zero", trust=(0.3, 0.0)).trust_ends == (0.3, 0.0)
    assert measure.auroc().trust_ends == (0.5, 1.0)
    assert measure.rate("r", better="lower", trust=(0.5, 0.1)).trust_of(0.3) == pytest.approx(0.5)


ENDS = {
    ("llm", "safety/refusal", "j"): (0.0, 1.0),
    ("llm", "safety/jailbreak", "lift"): (1.0, 0.0),
    ("llm", "truthfulness/honesty", "abstention"): (0.0, 1.0),
    ("llm", "truthfulness/honesty", "gap"): (1.0, 0.0),
}


def tree() -> list[Score]:
    return [
        score("safety/refusal", "j", 0.8, 0.7, 0.9),
        score("safety/jailbreak", "lift", 0.4, 0.2, 0.6, direction="lower"),
        score("truthfulness/honesty", "abstention", 0.5, 0.4, 0.6),
        score("truthfulness/honesty", "gap", -0.1, -0.3, 0.1, direction="zero", range=(-1.0, 1.0)),
        score("privacy/disclosure", "leak", None, None, None),
        score("safety/refusal", "j", 0.0, 0.0, 0.1, slice="topic=x"),
        score("safety/refusal", "refusal_rate", 0.1, 0.0, 0.2, headline=False),
    ]


def test_the_mean_goes_up_the_tree_with_equal_weights() -> None:
    overall, truth, safety, privacy = trust_means(tree(), ENDS)
    assert [m.dimension for m in (overall, truth, safety, privacy)] == ["", "truthfulness", "safety", "privacy"]
    assert safety.value == pytest.approx((0.8 + 0.6) / 2) and safety.parts == pytest.approx(
        {"jailbreak": 0.6, "refusal": 0.8}
    )
    assert truth.value == pytest.approx((0.5 + 0.9) / 2)
    assert overall.value == pytest.approx((0.7 + 0.7) / 2)
    assert (overall.n_scores, safety.n_scores, privacy.n_scores) == (4, 2, 0)


def test_intervals_add_as_squares_across_probes_and_whole_within_one() -> None:
    overall, truth, safety, _ = trust_means(tree(), ENDS)
    assert safety.low is not None and safety.high is not None
    assert safety.low == pytest.approx(0.7 - math.hypot(0.1, 0.2) / 2)
    # The two metrics of one probe share their cases: 0.1 and 0.2 down, 0.1 and 0.1 up.
    assert (truth.low, truth.high) == pytest.approx((0.7 - 0.3 / 2, 0.7 + 0.2 / 2))
    assert truth.low is not None and overall.low is not None
    assert overall.low == pytest.approx(0.7 - math.hypot(0.7 - truth.low, 0.7 - safety.low) / 2)


def test_what_was_not_measured_is_neither_zero_nor_one() -> None:
    overall, *_, privacy = trust_means(tree(), ENDS)
    assert (privacy.value, privacy.low, privacy.high) == (None, None, None)
    assert privacy.parts == {"disclosure": None} and privacy.covered == 0
    assert overall.parts == pytest.approx({"truthfulness": 0.7, "safety": 0.7, "privacy": None})
    assert overall.covered == 2


def test_nothing_measured_has_no_overall_trust() -> None:
    (overall, privacy) = trust_means([score("privacy/disclosure", "leak", None, None, None)], {})
    assert overall.value is None and overall.covered == 0 and privacy.value is None
    assert trust_means([], {}) == ()


def test_models_do_not_mix_and_order_does_not_matter() -> None:
    scores = [msgspec.structs.replace(s, model=m) for m in ("b", "a") for s in tree()]
    means = trust_means(scores, ENDS)
    assert [m.model for m in means] == ["a"] * 4 + ["b"] * 4
    assert trust_means(scores[::-1], ENDS) == means


def test_a_headline_score_without_its_ends_is_an_error() -> None:
    with pytest.raises(KeyError):
        trust_means(tree(), {})


def test_it_travels_as_json() -> None:
    means = trust_means(tree(), ENDS)
    assert tuple(msgspec.json.decode(msgspec.json.encode(means), type=list[TrustMean])) == means


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 0.5)), min_size=1, max_size=6))
def test_the_mean_lies_in_its_interval_and_is_narrower_than_its_widest_part(
    parts: list[tuple[float, float, float]],
) -> None:
    scores, ends = [], {}
    for i, (value, down, up) in enumerate(parts):
        scores.append(score(f"safety/p{i}", "m", value, max(0.0, value - down), min(1.0, value + up)))
        ends["llm", f"safety/p{i}", "m"] = (0.0, 1.0)
    overall = trust_means(scores, ends)[0]
    assert overall.value is not None and overall.low is not None and overall.high is not None
    assert 0.0 <= overall.low <= overall.value <= overall.high <= 1.0
    assert overall.high - overall.low <= max(d + u for _, d, u in parts) + 1e-9
