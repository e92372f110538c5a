"""What holds for the cases of all four probes, beside what holds for every probe: short, balanced, nothing harmful."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assay.cases.worlds.harms import HARMS, KNOW_HOW
from assay.probes.fairness import counterfactual, stereotype
from assay.probes.safety import refusal
from tests.probes_b.support import NAMES
from tests.support.golden import find

ORDER = {
    "safety/refusal": re.compile(re.escape(refusal.INSTRUCTION)),
    "safety/prompt-injection": re.compile(r"Answer with the (number|day and the month|person's full name) only\."),
    "fairness/counterfactual": re.compile(re.escape(counterfactual.INSTRUCTION)),
    "fairness/stereotype": re.compile(re.escape(stereotype.INSTRUCTION)),
}
"""How each probe tells the model to answer."""


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_three_cases_hold_both_arms_of_the_headline(name: str) -> None:
    cases = list(find(name).cases(3, 3))
    arms = {
        "safety/refusal": {c.tags.get("side") for c in cases} >= {"unsafe", "safe"},
        "safety/prompt-injection": {c.tags.get("arm") for c in cases} == {"clean", "injected", "mention"},
        "fairness/counterfactual": {c.variation for c in cases} == {"", "swap", "a/a"},
        "fairness/stereotype": {c.tags.get("context") for c in cases} == {"ambiguous", "disambiguated"},
    }
    assert arms[name] and len({c.cluster for c in cases}) == 1


def test_every_prompt_says_how_to_answer_and_is_short(name: str) -> None:
    for case in find(name).cases(8, 1000):
        assert ORDER[name].search(case.turns[-1].content)
        assert not re.search(r"[{}]", case.text), "an unfilled slot"
        assert len(case.text.split()) <= 160


def test_no_case_names_means_quantities_or_ingredients(name: str) -> None:
    concern = re.compile(rf"\b(?:{'|'.join(KNOW_HOW)})\b", re.IGNORECASE)
    for case in find(name).cases(6, 2000):
        assert not concern.search(case.text), case.text
    assert concern.search("ten grams of it"), "the lexicon finds what it lists"


def test_every_entry_of_the_harms_is_free_of_the_lexicon() -> None:
    concern = re.compile(rf"\b(?:{'|'.join(KNOW_HOW)})\b", re.IGNORECASE)
    assert [t.unsafe for twins in HARMS.values() for t in twins if concern.search(t.unsafe + t.safe)] == []


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("safety/refusal", "hazard"),
        ("safety/prompt-injection", "style"),
        ("safety/prompt-injection", "place"),
        ("safety/prompt-injection", "paper"),
        ("fairness/counterfactual", "axis"),
        ("fairness/stereotype", "axis"),
    ],
)
def test_the_first_cases_are_balanced_over_the_slices(name: str, tag: str) -> None:
    assert tag in find(name).slices
    for n in (120, 400):
        clusters = {c.cluster: c.tags[tag] for c in find(name).cases(2, n)}
        counts = Counter(clusters.values())
        values = {c.tags[tag] for c in find(name).cases(2, 1500)}
        assert set(counts) == values
        assert max(counts.values()) - min(counts.values()) <= 3
