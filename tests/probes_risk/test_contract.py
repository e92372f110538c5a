"""What holds for the cases and judges of all probes of risk and explainability, beside what holds for every probe."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.probes_risk.support import EXPLAIN, NAMES, ask
from tests.support.golden import find, judge

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


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


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


@pytest.mark.parametrize("name", EXPLAIN)
def test_a_failed_call_in_the_middle_is_an_error_and_no_crash(name: str) -> None:
    from assay.records import Reply

    probe = find(name)
    case = next(iter(probe.cases(7, 1)))
    replies = [Reply(text=probe.ideal(case)[0]), Reply(state="error", error="gone")]
    assert judge(probe, case, replies).outcome == "error"
