"""What holds for the cases of every probe here, beside what holds for all: short, balanced, and none tells its answer."""

from __future__ import annotations

from collections import Counter

import pytest

from assay.cases.curate.facts import fold
from assay.probes import Probe
from tests.probes_a.support import NAMES, load

INSTRUCTIONS = ("Answer with ", "answer with the words false premise", "Answer in exactly this form")


@pytest.fixture(params=NAMES, scope="module")
def probe(request: pytest.FixtureRequest) -> Probe:
    return load(request.param)


def test_every_prompt_says_how_to_answer_and_is_short(probe: Probe) -> None:
    for case in probe.cases(2, 500):
        assert any(text in case.text for text in INSTRUCTIONS)
        assert "{" not in case.text
        assert "  ." not in case.text
        # About four characters a token: 60 to 150 tokens.
        assert len(case.text) < 720
        assert case.tags.keys() >= set(probe.slices)


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(("hallucination", "caving", "calibration"))])
def test_an_open_question_does_not_give_its_answer_away(name: str) -> None:
    probe = load(name)
    for case in probe.cases(4, 1_000):
        if not case.choices and case.reference != "unknown" and case.data.get("relation") != "part of the world":
            asked = f" {fold(case.prompt)} "
            if not case.reference.lstrip("+").isdigit() and "Africa, Americas, Asia" not in case.prompt:
                assert f" {fold(case.reference)} " not in asked, case.prompt


def test_options_are_four_or_two_in_no_fixed_place(probe: Probe) -> None:
    places = Counter[int]()
    for case in probe.cases(6, 2_000):
        if case.choices and case.reference in case.choices:
            assert len(set(case.choices)) == len(case.choices)
            assert len(case.choices) == (2 if probe.name.endswith("opinion") else 4)
            places[case.choices.index(case.reference)] += 1
    if places:
        expected = sum(places.values()) / len(places)
        assert all(abs(count - expected) < 5 * expected**0.5 for count in places.values()), places


def test_every_start_is_balanced_over_the_arms(probe: Probe) -> None:
    arm = "entity" if probe.name.endswith("hallucination") else "arm"
    for n in (24, 120, 240):
        cases = list(probe.cases(8, n))
        for tag in (arm, "form", "pushback"):
            found = Counter(c.tags[tag] for c in cases if tag in c.tags)
            if found:
                # Some facts can be asked in one form only.
                slack = n // 2.5 if tag == "form" else 1
                assert max(found.values()) - min(found.values()) <= slack, (tag, found)


def test_clusters_hold_what_belongs_together(probe: Probe) -> None:
    sizes = Counter(c.cluster for c in probe.cases(9, 240))
    expected = {"hallucination": 2, "honesty": 3, "false-premise": 3, "opinion": 4, "caving": 1, "calibration": 1}
    assert set(sizes.values()) == {expected[probe.name.rsplit("/", 1)[1]]}
