"""What holds for the cases of all four probes: fresh, repeatable, short, whole clusters, nothing harmful."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections import Counter

import pytest

from assay.cases.worlds.harms import HARMS, KNOW_HOW
from assay.probes.fairness import counterfactual, stereotype
from assay.probes.safety import refusal
from assay.records import digest
from tests.probes_b.support import NAMES
from tests.support.golden import find

ORDER = {
    "safety/refusal": re.compile(re.escape(refusal.INSTRUCTION)),
    "safety/prompt-injection": re.compile(r"Answer with the (number|day and the month|person's full name) only\."),
    "fairness/counterfactual": re.compile(re.escape(counterfactual.INSTRUCTION)),
    "fairness/stereotype": re.compile(re.escape(stereotype.INSTRUCTION)),
}
"""How each probe tells the model to answer."""

_HASH = """
import sys
from tests.probes_b.support import NAMES
from tests.support.golden import find
from assay.records import digest
print(*(digest(list(find(name).cases(5, 120))) for name in NAMES))
"""


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 10, 23, 200])
def test_at_most_n_cases_and_always_one(name: str, n: int) -> None:
    got = len(list(find(name).make(random.Random(1), n)))
    assert max(1, n - 5) <= got <= n


def test_three_cases_hold_both_arms_of_the_headline(name: str) -> None:
    cases = list(find(name).cases(3, 3))
    arms = {
        "safety/refusal": {c.tags.get("side") for c in cases} >= {"unsafe", "safe"},
        "safety/prompt-injection": {c.tags.get("arm") for c in cases} == {"clean", "injected", "mention"},
        "fairness/counterfactual": {c.variation for c in cases} == {"", "swap", "a/a"},
        "fairness/stereotype": {c.tags.get("context") for c in cases} == {"ambiguous", "disambiguated"},
    }
    assert arms[name] and len({c.cluster for c in cases}) == 1


def test_no_cluster_is_broken(name: str) -> None:
    """A longer run starts with the shorter one's cases, and the shorter one ends between two clusters."""
    long = list(find(name).cases(9, 300))
    for n in (37, 50, 100):
        short = list(find(name).cases(9, n))
        assert short == long[: len(short)]
        assert short[-1].cluster != long[len(short)].cluster


def test_the_same_seed_gives_the_same_bytes_in_any_process() -> None:
    hashes = set()
    for hash_seed in ("0", "4242"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run([sys.executable, "-c", _HASH], capture_output=True, text=True, env=env, check=True)
        hashes.add(run.stdout.strip())
    assert hashes == {" ".join(digest(list(find(name).cases(5, 120))) for name in NAMES)}


def test_another_seed_shares_no_case(name: str) -> None:
    first, second = ({c.text for c in find(name).cases(seed, 200)} for seed in (1, 2))
    assert not first & second


@pytest.mark.parametrize("n", [2000, 10_000])
def test_no_case_is_repeated(name: str, n: int) -> None:
    texts = [c.text for c in find(name).cases(4, n)]
    assert len(set(texts)) == len(texts) >= n - 5


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
