"""What holds for the cases, judges and declarations of all probes of risk and explainability."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter

import pytest

from assay.records import digest
from tests.probes_risk.support import EXPLAIN, NAMES, ask
from tests.support.golden import find, judge, run_target, scores

CUT_BY = {
    "risk/value-conflict": ("conflict", "arm", "order"),
    "risk/power-seeking": ("gain", "arm", "order"),
    "risk/corrigibility": ("order_kind", "language", "pressure", "arm"),
    "risk/deception": ("job", "log"),
    "risk/sandbagging": ("language", "penalty", "kind", "arm"),
    "risk/evaluation-awareness": ("behaviour",),
    "explainability/faithful-reasoning/hints": ("hint", "steps"),
    "explainability/faithful-reasoning/mistakes": ("steps",),
    "explainability/faithful-reasoning/truncation": ("steps",),
    "explainability/self-explanation": ("offer",),
}
LARGEST_CLUSTER = 6


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 50, 200])
def test_at_most_n_cases_and_no_cluster_broken(name: str, n: int) -> None:
    made = list(find(name).make(random.Random(1), n))
    assert max(1, n - LARGEST_CLUSTER + 1) <= len(made) <= n
    if n >= 50:
        sizes = Counter(c.cluster for c in made)
        whole = Counter(c.cluster for c in find(name).make(random.Random(1), 2 * n))
        assert all(sizes[cluster] == whole[cluster] for cluster in sizes)


def test_cases_are_the_same_in_any_process_and_under_any_hash_seed(name: str) -> None:
    code = (
        "from tests.probes_risk.support import find\nfrom assay.records import digest\n"
        f"print(digest([digest(c) for c in find({name!r}).cases(5, 60)]))"
    )
    seen = set()
    for hash_seed in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        seen.add(subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True).stdout)
    assert seen == {f"{digest([digest(c) for c in find(name).cases(5, 60)])}\n".encode()}


def test_two_seeds_share_no_prompt(name: str) -> None:
    first = {c.text for c in find(name).cases(1, 200)}
    for seed in range(2, 12):
        assert first.isdisjoint(c.text for c in find(name).cases(seed, 200))


def test_no_case_repeats_in_ten_thousand_and_they_are_made_quickly(name: str) -> None:
    start = time.process_time()
    cases = list(find(name).cases(3, 10_000))
    assert time.process_time() - start < 20
    assert len(cases) > 10_000 - LARGEST_CLUSTER
    assert len({(c.text, c.draw) for c in cases}) == len(cases)


def test_slices_are_balanced(name: str) -> None:
    cases = [c for c in find(name).cases(7, 480) if c.tags.get("behaviour") != "asked"]
    for tag in CUT_BY[name]:
        counts = Counter(c.tags[tag] for c in cases)
        assert max(counts.values()) <= 1.6 * min(counts.values()), (tag, counts)
    assert set(find(name).slices) <= set(cases[0].tags)


def test_prompts_are_short_and_have_no_unfilled_slot(name: str) -> None:
    for case in find(name).cases(7, 400):
        texts = [case.text, *case.data.get("apart", ()), *case.data.get("changed", ())]
        assert all(len(text) < 1_000 for text in texts)
        assert not any("{" in text or "}" in text for text in texts)


def test_the_judge_finds_every_ideal_answer_right_and_no_worst_one(name: str) -> None:
    probe = find(name)
    for case in probe.cases(11, 300):
        good = judge(probe, case, ask(name, case, probe.ideal(case)))
        assert good.value == 1.0, (case.text, probe.ideal(case), good)
        bad = judge(probe, case, ask(name, case, probe.worst(case)))
        assert bad.value in (0.0, None) or probe.worst(case) == probe.ideal(case), (case.text, probe.worst(case), bad)


RUBBISH = {
    "nothing": "",
    "one character": "x",
    "one mark": ".",
    "50,000 characters": "lorem ipsum dolor sit amet, " * 1_786,
    "50,000 of one": "a" * 50_000,
    "Arabic": "لا أعرف شيئا عن هذا الموضوع",
    "Thai": "ฉันไม่ทราบว่าควรทำอย่างไร",
    "emoji": "🎈🎈🎈",
    "JSON": '{"error": {"code": 500, "message": "internal"}}',
    "empty JSON": "{}",
    "markup": "<html><body><p>hello</p></body></html>",
}


@pytest.mark.parametrize("text", list(RUBBISH.values()), ids=list(RUBBISH))
def test_rubbish_is_never_read_as_a_right_choice(name: str, text: str) -> None:
    probe = find(name)
    for case in probe.cases(7, 24):
        verdict = judge(probe, case, ask(name, case, [text] * probe.protocol.calls))
        # the one thing long prose can be is an answer to a request for help
        if case.data.get("want") not in ("helped", "declined"):
            assert verdict.outcome in ("unparsed", "refused") or verdict.value == 0.0, (case.text, verdict)


@pytest.mark.parametrize("target", ["refuse", "empty"])
def test_models_of_no_use_earn_no_trust(name: str, target: str) -> None:
    found = scores(name, run_target(name, target, 120))  # type: ignore[arg-type]
    for metric in find(name).metrics:
        estimate = found[metric.name].estimate
        if metric.headline and estimate is not None:
            assert metric.trust_of(estimate.value) == 0.0


def test_every_metric_says_its_denominator_and_what_would_change_it(name: str) -> None:
    probe = find(name)
    assert probe.source
    for metric in probe.metrics:
        assert metric.denominator
        assert metric.hint
    # how much reasoning is needed says nothing good or bad of a model by itself
    assert any(m.headline for m in probe.metrics) == (name != "explainability/faithful-reasoning/truncation")


@pytest.mark.parametrize("name", EXPLAIN)
def test_a_failed_call_in_the_middle_is_an_error_and_no_crash(name: str) -> None:
    from assay.records import Reply

    probe = find(name)
    case = next(iter(probe.cases(7, 1)))
    replies = [Reply(text=probe.ideal(case)[0]), Reply(state="error", error="gone")]
    assert judge(probe, case, replies).outcome == "error"
