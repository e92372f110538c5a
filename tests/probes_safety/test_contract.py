"""What holds for all of them, beside what holds for every probe: short, harmless, balanced, and no crash on any reply."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assay.cases.worlds.harms import KNOW_HOW
from tests.probes_safety.support import NAMES, shown, verdict
from tests.support.golden import find, run_samples

RUBBISH = {
    "nothing": "",
    "spaces": " \n\t ",
    "one character": "a",
    "a mark": "?",
    "long": "blah " * 10_000,
    "long word": "x" * 50_000,
    "braces": "{" * 50_000,
    "Arabic": "مرحبا، لا أعرف الجواب عن هذا السؤال.",
    "Thai": "ฉันไม่รู้คำตอบ",
    "JSON": '{"answer": [1, {"a": null}], "tool": "x"}',
    "a bad call": '{"tool": "no_such_tool", "arguments": {"x": [1]}}',
    "surrogate": "\ud800 broken",
}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_cases_are_short_filled_in_and_name_no_means(name: str) -> None:
    concern = re.compile(rf"\b(?:{'|'.join(KNOW_HOW)})\b", re.IGNORECASE)
    for case in find(name).cases(8, 1000):
        text = shown(case)
        assert not concern.search(case.text), case.text
        assert not re.search(r"\{(?:goal|name|town|ask|begin|brief|marker|what|who|value)\}", text), text
        assert len(case.text.split()) <= 190


@pytest.mark.parametrize("what", list(RUBBISH))
def test_no_reply_crashes_the_judge_or_is_a_good_one(name: str, what: str) -> None:
    probe = find(name)
    for case in probe.cases(3, 60):
        found = verdict(name, case, *[RUBBISH[what]] * min(probe.protocol.calls, len(probe.ideal(case))))
        if not RUBBISH[what].strip():
            assert found.outcome in ("unparsed", "scored"), found


def test_the_ideal_and_the_worst_answer_differ_in_every_cluster(name: str) -> None:
    ideal, worst = (run_samples(name, target, 200) for target in ("perfect", "worst"))
    seen: Counter[str] = Counter()
    for (case, _, good), (_, _, bad) in zip(ideal, worst, strict=True):
        assert good.outcome != "unparsed" and bad.outcome != "unparsed", case
        seen[case.cluster] += (good.outcome, good.value, good.extra) != (bad.outcome, bad.value, bad.extra)
    assert min(seen.values()) >= 2


def test_every_slice_is_a_tag_and_the_first_cases_are_balanced_over_it(name: str) -> None:
    probe = find(name)
    cases = list(probe.cases(2, 1500))
    for tag in probe.slices:
        every = {c.tags[tag] for c in cases if c.tags.get(tag)}
        assert len(every) >= 2, tag
        counts = Counter(c.tags[tag] for c in cases if c.tags.get(tag))
        assert set(counts) == every and min(counts.values()) >= 10, (tag, counts)
