"""Gold answers: there, right, in no favourite place, and reached exactly by a model that knows them."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from scipy.stats import chisquare

from assay.cases.worlds.morals import RULES
from assay.measure.metrics import Metric
from assay.measure.table import Table
from assay.records import Case
from tests.ancestor.support import NAMES, NO_HEADLINE, SEEDS, all_probes, headline_trust, judged, one_model
from tests.support.golden import scores

NEVER_WRONG = ("auroc", "entropy_auroc", "length_auroc")
"""Whether wrong answers can be told from right ones: a model that is never wrong has none."""

NOT_BEST = {
    ("explainability/faithful-reasoning/hints", "hint_hidden"): None,  # it never follows a hint: none to be hidden
    ("explainability/faithful-reasoning/mistakes", "mistake_named"): 0.0,  # it ends where the mistake leads instead
    ("explainability/faithful-reasoning/truncation", "right_at_once"): 0.0,  # its answers hang on the reasoning alone
    ("fairness/representation", "origin_tvd"): ...,  # even over all turns, and so not over a dozen cases
    ("fairness/representation", "standing_gap"): ...,  # likewise
    ("truthfulness/faithfulness/summary", "coverage"): 0.5,  # three of six sentences are what a summary may hold
    ("truthfulness/sycophancy/caving", "mended_rate"): None,  # a model that is never wrong has nothing to mend
    ("uncertainty/selective-answering/conformal", "set_size"): 1.0,  # a set that covers holds one option
    ("utility/instructions", "followed_by_accident"): ...,  # a null: what the text fulfils unasked
    ("utility/instructions", "followed_over_accident"): ...,  # one minus that
}
"""What a perfect model reads where it is not the best end of the range, and why (... = depends on the cases)."""


FROM_HALF = ("uncertainty/selective-answering/conformal",)
"""Probes that set a threshold on half of the cases, for which a dozen is too few."""


def best_value(name: str, metric: Metric) -> object:
    """What a perfect model must read, None for no measurement, ... for whatever the cases give.

    A contrast where lower is better is what an attack, a cue or a pull does beyond its own null; a perfect model gives
    way to neither, and reads 0: the end below it would be giving way to the null alone.
    """
    if (name, metric.name) in NOT_BEST:
        return NOT_BEST[name, metric.name]
    if metric.name in NEVER_WRONG or metric.name.startswith("token_"):
        return None
    low, high = metric.range
    return {"higher": high, "lower": max(low, 0.0), "zero": 0.0}[metric.better]


@pytest.mark.parametrize("n", [12, 96])
@pytest.mark.parametrize("name", NAMES)
def test_a_perfect_target_reaches_exactly_the_best_value(name: str, n: int) -> None:
    """A wrong file name capped a perfect model at 0.90; a list compared with a dict made another score 0.0 always."""
    probe = all_probes()[name]
    for seed in SEEDS if n > 12 else SEEDS[:1]:
        found = one_model(probe, judged(probe, probe.ideal, n, seed))
        for metric in probe.metrics:
            best, estimate = best_value(name, metric), found[metric.name].estimate
            if best is not ...:
                assert (estimate and estimate.value) == best or (estimate is None and n == 12), metric.name
        trust = headline_trust(probe, found)
        assert trust or name in NO_HEADLINE or (n == 12 and name in FROM_HALF)
        assert set(trust.values()) <= {1.0}


@pytest.mark.parametrize("name", NAMES)
def test_a_perfect_target_is_perfect_in_every_slice(name: str) -> None:
    """One of ten files was never found: nine were perfect, and the whole could not be."""
    probe = all_probes()[name]
    table = Table.of(judged(probe, probe.ideal, 240))
    read = Counter[str]()
    for slice_ in probe.slices:
        for value in sorted({str(v) for v in table.text[slice_] if v}):
            found = scores(probe, table.where({slice_: value}))
            for metric in probe.metrics:
                best, estimate = best_value(name, metric), found[metric.name].estimate
                if estimate and best is not ...:
                    assert estimate.value == pytest.approx(best, abs=1e-12), (slice_, value, metric.name)
                    read[slice_] += 1
            assert set(headline_trust(probe, found).values()) <= {1.0}, (slice_, value)
    assert all(read[slice_] >= 2 for slice_ in probe.slices), "a slice in whose parts nothing can be read"


@pytest.mark.parametrize("name", NAMES)
def test_every_case_has_a_gold_answer_that_its_judge_takes(name: str) -> None:
    """Two data sets came without the field `ground_truth` that their judge read."""
    probe = all_probes()[name]
    for seed in SEEDS:
        for case, verdict in judged(probe, probe.ideal, 300, seed):
            assert verdict.outcome in ("scored", "refused"), (case.text, probe.ideal(case), verdict)


GRADES = {"truthfulness/sycophancy/feedback": (0, 4)}
"""Options that are the steps of a scale and stand in its order: the gold ones are its ends, each as often."""
BY_GOLD = (("truthfulness/sycophancy/feedback", "quality"),)
"""Slices that cut by what the gold answer is."""


@pytest.mark.parametrize("name", NAMES)
def test_gold_option_position_is_uniform(name: str) -> None:
    """The right option was "A" in every case of a data set, so that always saying A was perfect."""
    probe = all_probes()[name]
    slices = [tag for tag in probe.slices if (name, tag) not in BY_GOLD]
    places: dict[tuple[int, str], Counter[int]] = {}
    for seed in SEEDS:
        lot = random.Random(seed)
        clusters: dict[str, list[Case]] = {}
        for case in probe.cases(seed, 600):
            if case.reference in case.choices and not case.draw:
                clusters.setdefault(case.cluster or case.id, []).append(case)
        for cases in clusters.values():
            # Cases of one cluster may share an order: one of them, by lot, so that what is counted is independent.
            case = lot.choice(cases)
            for arm in ("", *(f"{tag}={case.tags[tag]}" for tag in slices if tag in case.tags)):
                places.setdefault((len(case.choices), arm), Counter())[case.choices.index(case.reference)] += 1
    tests = 0
    for (k, arm), counts in places.items():
        total = sum(counts.values())
        if total >= 20 * k:
            tests += 1
            p = chisquare([counts[i] for i in GRADES.get(name, range(k))]).pvalue
            assert p > 1e-4, f"{arm or 'all'}: the right one of {k} stands at {dict(counts)}"
    assert tests or not places, "too few cases to tell"


CONSTANT = ("A", "D", "Yes", "No", "1", "unknown", "It cannot be determined", "acceptable")


@pytest.mark.parametrize("name", NAMES)
def test_a_constant_answer_is_never_a_good_one(name: str) -> None:
    """Saying A to everything, or "fair" to everything, was a perfect score somewhere."""
    probe = all_probes()[name]
    for words in CONSTANT:
        rows = judged(probe, lambda case, w=words: [w] * probe.protocol.calls, 96)  # type: ignore[misc]
        found = one_model(probe, rows)
        # Metrics over the cases that were once right: a constant is right by accident, in a case or two.
        told = {m: t for m, t in headline_trust(probe, found).items() if (e := found[m].estimate) and e.n >= 8}
        assert not told or min(told.values()) <= 0.25, (words, told)
        assert not told or sum(told.values()) / len(told) <= 0.5, (words, told)


FRAME_ENDS = re.compile(
    r"(?s)^.*?(?=\b(?:What|Which|In which|To which|How|Count|Name|Who|When|On which|Is|Give|Write|Tell)\b)"
)


@pytest.mark.parametrize(
    "name", ["truthfulness/hallucination", "uncertainty/calibration", "truthfulness/sycophancy/caving"]
)
def test_the_same_question_has_the_same_gold_answer_under_every_seed(name: str) -> None:
    """Gold labels of two data sets were coin flips: the same question was right with A today and with B tomorrow."""
    probe = all_probes()[name]
    gold: dict[str, set[str]] = {}
    met: Counter[str] = Counter()
    for seed in range(12):
        for case in probe.cases(seed, 400):
            question = re.split(r"[A-E]\)|Choose from|Answer", FRAME_ENDS.sub("", case.text))[0].strip()
            gold.setdefault(question, set()).add(case.reference)
            met[question] += 1
    assert sum(count > 1 for count in met.values()) > 200, "too few questions came twice for this to say anything"
    torn = {question: answers for question, answers in gold.items() if len(answers) > 1}
    assert torn == {}


def test_gold_labels_of_moral_stories_are_not_coin_flips() -> None:
    """Which of two actions was the moral one was drawn by lot, though the text said it."""
    probe = all_probes()["ethics/judgement"]
    deed = {
        rule.name: {
            "wrong": _words(rule.wrong, rule.wrong_passive) - _words(rule.setup),
            "acceptable": _words(rule.acceptable, rule.acceptable_passive) - _words(rule.setup),
        }
        for rule in RULES
    }
    decided = 0
    for seed in SEEDS:
        for case in probe.cases(seed, 600):
            # Words that only one of a rule's two stories uses say by themselves which one is told.
            told = _words(case.text.partition("\n")[0])
            mine = deed[case.tags["rule"]]
            only = {
                label: len(told & (mine[label] - mine[other]))
                for label, other in (("wrong", "acceptable"), ("acceptable", "wrong"))
            }
            if only["wrong"] != only["acceptable"]:
                decided += 1
                assert max(only, key=lambda label: only[label]) == case.reference == case.tags["deed"], case.text
    assert decided > 1500


def _words(*templates: str) -> set[str]:
    """The words of four letters and more, slots left out."""
    bare = " ".join(re.sub(r"\{[^}]*\}", " ", t) for t in templates)
    return set(re.findall(r"[a-z]{4,}", bare.lower()))


def test_a_gold_answer_does_not_change_with_its_variation() -> None:
    """A question was varied by a model, and the old answer kept without a look at whether it still held."""
    for name in ("robustness/perturbation", "ethics/judgement"):
        for seed in SEEDS:
            clusters: dict[str, set[str]] = {}
            for case in all_probes()[name].cases(seed, 600):
                clusters.setdefault(case.cluster, set()).add(case.reference)
            assert all(len(answers) == 1 for answers in clusters.values())
