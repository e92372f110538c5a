"""What holds for the cases of all four probes, beside what holds for every probe."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assay.records import Case, Reply
from tests.probes_c.support import NAMES
from tests.support.golden import find, judge, run_samples

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


def test_a_refusing_model_is_counted_as_refusing(name: str) -> None:
    outcomes = Counter(v.outcome for _, _, v in run_samples(name, "refuse", 60))
    assert set(outcomes) == {"refused"}
