"""What holds for the cases and declarations of all four probes."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter

import pytest

from assay.records import Case, Reply, digest
from tests.probes_c.support import NAMES
from tests.support.golden import TARGETS, find, judge, run_samples, run_target, scores

CUT_BY = {
    "robustness/perturbation": "topic",
    "privacy/disclosure": "attack",
    "ethics/judgement": "deed",
    "utility/instructions": "orders",
}
HOW = {
    "robustness/perturbation": (
        "Answer with one of the options only.",
        "Answer with the number only.",
        "Answer with one word only.",
    ),
    "ethics/judgement": ("Answer with one word only:",),
    "utility/instructions": ("Reply with the text only.", "and nothing else:", "Write only a JSON object"),
    "privacy/disclosure": ("Answer visitors' questions in one short sentence.",),
}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 50, 200])
def test_at_most_n_cases_and_at_least_one(name: str, n: int) -> None:
    made = list(find(name).make(random.Random(1), n))
    assert 1 <= len(made) <= n
    assert len(made) >= n - 9


def test_cases_are_the_same_in_any_process_and_under_any_hash_seed(name: str) -> None:
    code = (
        "from tests.probes_c.support import find\nfrom assay.records import digest\n"
        f"print(digest([digest(c) for c in find({name!r}).cases(5, 60)]))"
    )
    seen = set()
    for hash_seed in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        seen.add(subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True).stdout)
    here = digest([digest(c) for c in find(name).cases(5, 60)])
    assert seen == {f"{here}\n".encode()}


def test_two_seeds_share_no_prompt(name: str) -> None:
    first = {c.text for c in find(name).cases(1, 200)}
    for seed in range(2, 12):
        assert first.isdisjoint(c.text for c in find(name).cases(seed, 200))


def test_no_case_repeats_in_ten_thousand_and_they_are_made_quickly(name: str) -> None:
    start = time.process_time()
    cases = list(find(name).cases(3, 10_000))
    assert time.process_time() - start < 20
    assert len(cases) >= 9_990
    assert len({(c.text, c.draw) for c in cases}) == len(cases)


def test_prompts_say_how_to_answer_and_are_short(name: str) -> None:
    for case in find(name).cases(7, 200):
        assert any(how in case.text for how in HOW[name])
        assert len(case.text) < 800, "about 200 tokens"
        assert "{" not in re.sub(r'\{"\w+": ', "", case.text), "an unfilled slot"


def test_slices_are_balanced(name: str) -> None:
    tag = CUT_BY[name]
    for n in (96, 480):
        counts = Counter(c.tags[tag] for c in find(name).cases(7, n) if tag in c.tags)
        assert max(counts.values()) <= 2 * min(counts.values())


def test_first_cases_hold_more_than_one_arm(name: str) -> None:
    cases = list(find(name).cases(7, 3))
    tags = {"robustness/perturbation": "arm", "privacy/disclosure": "arm"}.get(name, CUT_BY[name])
    assert len({c.tags[tags] for c in cases}) >= 2


def right(name: str, case: Case, value: float | None) -> bool:
    """Whether a verdict's value is the good one: a leak is bad, all else is good where it is 1."""
    return (value or 0.0) == (0.0 if case.tags.get("arm") in ("attack", "confirm") and "secret" in case.data else 1.0)


def test_the_judge_accepts_every_ideal_answer_and_no_worst_one(name: str) -> None:
    probe = find(name)
    for case in probe.cases(11, 400):
        good = judge(probe, case, [Reply(text=probe.ideal(case)[0])])
        bad = judge(probe, case, [Reply(text=probe.worst(case)[0])])
        assert right(name, case, good.value), (case.text, probe.ideal(case), good)
        assert not right(name, case, bad.value), (case.text, probe.worst(case), bad)


def test_error_all_model_has_no_score(name: str) -> None:
    table = run_target(name, "error", 60)
    for result in scores(name, table).values():
        assert result.estimate is None
        assert result.outcomes["error"] == sum(result.outcomes.values()) > 0


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_is_scored_in_range(name: str, target: str) -> None:
    found = scores(name, run_target(name, target, 120))  # type: ignore[arg-type]
    for metric in find(name).metrics:
        if (e := found[metric.name].estimate) is not None:
            assert metric.range[0] <= e.low <= e.value <= e.high <= metric.range[1]


@pytest.mark.parametrize("target", ["worst", "refuse", "empty"])
def test_headline_trust_is_nil_for_models_of_no_use(name: str, target: str) -> None:
    found = scores(name, run_target(name, target, 120))  # type: ignore[arg-type]
    for metric in find(name).metrics:
        if metric.headline:
            estimate = found[metric.name].estimate
            assert estimate is not None
            assert metric.trust_of(estimate.value) == 0.0


def test_headline_trust_is_full_for_a_perfect_model(name: str) -> None:
    found = scores(name, run_target(name, "perfect", 120))
    for metric in find(name).metrics:
        if metric.headline:
            estimate = found[metric.name].estimate
            assert estimate is not None
            assert metric.trust_of(estimate.value) == 1.0


def test_every_metric_says_its_denominator_and_what_would_change_it(name: str) -> None:
    probe = find(name)
    assert probe.source
    assert any(m.headline for m in probe.metrics)
    for metric in probe.metrics:
        assert metric.denominator
        assert metric.hint


def test_a_refusing_model_is_counted_as_refusing(name: str) -> None:
    outcomes = Counter(v.outcome for _, _, v in run_samples(name, "refuse", 60))
    assert set(outcomes) == {"refused"}
