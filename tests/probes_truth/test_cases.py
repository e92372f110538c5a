"""What holds for the cases of every probe here, beside what holds for all: balanced, short, fairly judged."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from assay.probes import Probe
from assay.records import OUTCOMES
from tests.probes_truth.support import NAMES, load, said

SIZES = {"faithfulness": 4, "lying": 1, "feedback": 8, "mimicry": 4, "semantic-entropy": 1, "priced": 4, "conformal": 1}
RUBBISH = [
    *("", " ", "x", "?", "0", "天空是蓝色的。", "Небо синее", "السماء زرقاء", "🏳️‍🌈", "\x00\ud800"),
    json.dumps({"answer": None, "list": [70, {"x": "y"}]}),
    *("." * 50_000, "lorem ipsum " * 4_200, "9" * 50_000, "A" * 50_000),
]


@pytest.fixture(params=NAMES, scope="module")
def probe(request: pytest.FixtureRequest) -> Probe:
    return load(request.param)


def test_prompts_are_short_filled_in_and_say_how_to_answer(probe: Probe) -> None:
    for case in probe.cases(2, 400):
        assert any(w in case.text for w in ("Answer with ", "Write ", "In one sentence"))
        assert "{" not in case.text and "}" not in case.text
        assert "  ." not in case.text and ".." not in case.text
        assert len(case.text) < 750
        assert case.tags.keys() >= set(probe.slices)


def test_every_start_is_balanced_over_its_arms_and_kinds(probe: Probe) -> None:
    for n in (48, 96, 240):
        cases = list(probe.cases(8, n))
        for tag in ("arm", "quality", "matter", "pressure", "voice"):
            found = Counter(c.tags[tag] for c in cases if tag in c.tags)
            if found:
                assert max(found.values()) - min(found.values()) <= SIZES[probe.name.rsplit("/", 1)[1]], (tag, found)
    sizes = Counter(c.cluster for c in probe.cases(9, 240))
    assert set(sizes.values()) == {SIZES[probe.name.rsplit("/", 1)[1]]}


def test_options_stand_in_no_fixed_order(probe: Probe) -> None:
    if probe.name.endswith(("lying", "conformal")):
        places = Counter(c.choices.index(c.reference) for c in probe.cases(6, 2_000))
        expected = 2_000 / len(next(iter(probe.cases(6, 1))).choices)
        assert all(abs(found - expected) < 5 * expected**0.5 for found in places.values()), places


def test_the_ideal_answer_is_right_and_the_worst_is_wrong_where_it_is_meant_to_be(probe: Probe) -> None:
    for case in probe.cases(12, 400):
        ideal, worst = said(probe, case, *probe.ideal(case)), said(probe, case, *probe.worst(case))
        assert (ideal.outcome, ideal.value) == ("scored", 1.0), case
        assert len(probe.ideal(case)) == len(probe.worst(case)) == probe.protocol.calls
        assert worst.outcome == "scored"
        if not probe.name.endswith(("faithfulness", "feedback")):  # these are at times right by accident
            assert worst.value == 0.0, case


@pytest.mark.parametrize("text", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_unread_or_wrong_and_never_right(probe: Probe, text: str) -> None:
    for case in probe.cases(13, 16):
        verdict = said(probe, case, text)
        assert verdict.outcome in OUTCOMES
        assert verdict.outcome in ("scored", "unparsed", "refused")
        if not text.strip(" .?"):
            assert verdict.outcome == "unparsed", (text[:20], verdict)
        elif verdict.outcome == "scored" and text != "A" * 50_000:
            assert verdict.value == 0.0, (text[:20], case, verdict)
