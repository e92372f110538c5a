"""Semantic entropy groups by meaning; priced answering pays what it says; conformal probabilities are read rightly."""

from __future__ import annotations

import math
import random

import pytest

from assay.probes.uncertainty._meanings import DECLINED, meaning
from assay.probes.uncertainty.selective_answering.conformal import letter_probabilities
from assay.records import Case, Reply, Token
from tests.probes_truth.support import load, results, said, values

ENTROPY = "uncertainty/semantic-entropy"
PRICED = "uncertainty/selective-answering/priced"
CONFORMAL = "uncertainty/selective-answering/conformal"

CITY = Case(
    prompt="Exercise 7. What is the capital of Peru? Answer with the city's name only.",
    reference="Lima",
    data={"wrong": ["Quito", "La Paz"]},
)
DAYS = Case(prompt="How many days is it from 1 May to 9 July? Answer with the number only.", reference="69")
DATE = Case(
    prompt="What day and month is it 13 days after 14 October 1990? Answer with the day and month only.",
    reference="27 October",
    accept=("October 27",),
)


@pytest.mark.parametrize(
    ("case", "same"),
    [
        (CITY, ["Lima", "lima.", "The capital of Peru is Lima.", "**Lima**", "Answer: Lima", "Lima!"]),
        (CITY, ["Quito", "It's Quito, I think.", "The capital is Quito.", "QUITO"]),
        (
            CITY,
            ["Cusco", "The capital of Peru is Cusco.", "cusco.", "I believe it is Cusco", "Probably Cusco", "Cuscó"],
        ),
        (CITY, ["I don't know.", "unknown", "I'm not sure.", "I'm sorry, but I can't help with that."]),
        (DAYS, ["69", "69 days", "sixty-nine", "It is 69 days.", "69.0"]),
        (
            DAYS,
            [
                "70",
                "70 days",
                "seventy",
                "The answer is 70.",
                "It is 70 days from 1 May to 9 July, so the answer is 70",
            ],
        ),
        (DATE, ["27 October", "October 27", "October 27."]),
        (DATE, ["28 October", "October 28", "October 28th", "the 28th of October", "It is 28 October."]),
    ],
)
def test_the_same_meaning_has_one_key(case: Case, same: list[str]) -> None:
    assert len({meaning(case, text) for text in same}) == 1, [meaning(case, t) for t in same]


@pytest.mark.parametrize(
    ("case", "different"),
    [
        (CITY, ["Lima", "Quito", "La Paz", "Cusco", "I don't know.", "Santiago de Chile", "Santiago de Cuba"]),
        (DAYS, ["69", "70", "6", "-69", "unknown", "69.5"]),
        (DATE, ["27 October", "28 October", "27 November", "7 October"]),
    ],
)
def test_different_meanings_have_different_keys(case: Case, different: list[str]) -> None:
    assert len({meaning(case, text) for text in different}) == len(different), [meaning(case, t) for t in different]


def test_nothing_means_nothing_and_abstaining_is_one_meaning() -> None:
    assert meaning(CITY, " ... ") == ""
    assert meaning(CITY, "I do not know.") == DECLINED


def test_right_answers_of_real_cases_mean_the_same_in_all_their_spellings() -> None:
    for case in load(ENTROPY).cases(4, 300):
        keys = {meaning(case, form) for text in (case.reference, *case.accept) for form in (text, f"It is {text}.")}
        assert keys == {case.reference}, case
        assert not {meaning(case, wrong) for wrong in case.data["wrong"]} & keys
        assert len({meaning(case, wrong) for wrong in case.data["wrong"]}) == 3, case


def test_the_entropy_of_a_case_is_that_of_its_samples_and_not_of_the_greedy_answer() -> None:
    case = next(load(ENTROPY).cases(4, 1))
    right, (a, b, _) = case.reference, case.data["wrong"]
    verdict = said(load(ENTROPY), case, a, right, right, b, b, b)
    assert verdict.value == 0.0
    assert verdict.extra["entropy"] == pytest.approx(-(0.4 * math.log(0.4) + 0.6 * math.log(0.6)))
    assert verdict.extra["certainty"] == pytest.approx(1 - verdict.extra["entropy"] / math.log(5))
    assert verdict.extra["sure_and_wrong"] == 0.0
    assert said(load(ENTROPY), case, a, *[a] * 5).extra["sure_and_wrong"] == 1.0
    assert said(load(ENTROPY), case, a, right, "", "", "", "").outcome == "unparsed"


def test_entropy_that_knows_what_is_wrong_is_told_from_entropy_that_does_not() -> None:
    rng = random.Random(1)

    def scatters(case: Case) -> list[str]:
        """Wrong on rare things, and then never twice the same."""
        wrong = case.data["wrong"]
        return [case.reference] * 6 if case.tags["rarity"] != "rare" else [wrong[0], *wrong, case.reference, "unknown"]

    def sure(case: Case) -> list[str]:
        return [case.reference if case.tags["rarity"] != "rare" else case.data["wrong"][0]] * 6

    def noise(case: Case) -> list[str]:
        return [rng.choice((case.reference, *case.data["wrong"])) for _ in range(6)]

    probe = load(ENTROPY)
    found = {f.__name__: results(probe, probe.cases(3, 300), f) for f in (scatters, sure, noise)}
    auroc = {name: r["entropy_auroc"].estimate for name, r in found.items()}
    assert auroc["scatters"] is not None and auroc["scatters"].value == 1.0
    assert auroc["sure"] is not None and auroc["sure"].value == 0.5
    assert auroc["noise"] is not None and auroc["noise"].low < 0.5 < auroc["noise"].high
    aurc = {name: r["entropy_aurc"] for name, r in found.items()}
    assert aurc["scatters"].estimate and aurc["scatters"].null
    assert aurc["scatters"].estimate.value < aurc["scatters"].null.value / 2


def test_a_price_is_told_with_its_threshold_and_utility_is_accuracy_less_the_threshold() -> None:
    probe = load(PRICED)
    cases = list(probe.cases(3, 240))
    for case in cases:
        if case.tags["arm"] != "unpriced":
            t = int(case.tags["arm"]) / 100
            assert f"more than {case.tags['arm']}% sure" in case.prompt
            assert f"costs {t / (1 - t):.0f} point" in case.prompt
        assert "unknown" in case.prompt
    right = {case.cluster: i % 4 < 3 for i, case in enumerate(cases)}  # three answers in four, by chance of the order
    accuracy = sum(right[c.cluster] for c in cases) / len(cases)
    found = values(probe, cases, lambda c: [c.reference if right[c.cluster] else c.data["wrong"]])
    for threshold in ("50", "75", "90"):
        assert found[f"utility_{threshold}"] == pytest.approx(accuracy - int(threshold) / 100)


def test_who_heeds_the_price_gains_over_who_does_not_and_the_null_shows_it() -> None:
    probe = load(PRICED)

    def heeds(case: Case) -> list[str]:
        """Knows what is not rare; elsewhere is right four times in ten, and says so where that does not pay."""
        known = case.tags["rarity"] != "rare" or int(case.cluster.split("-")[1]) % 5 < 2
        if case.tags["arm"] in ("50", "75", "90") and case.tags["rarity"] == "rare":
            return ["unknown"]
        return [case.reference if known else case.data["wrong"]]

    for threshold in ("50", "75", "90"):
        result = results(probe, probe.cases(3, 400), heeds)[f"utility_{threshold}"]
        assert result.estimate is not None and result.null is not None
        assert result.estimate.value > result.null.value
        assert result.estimate.value > 0


def token(text: str, **others: float) -> Token:
    top = tuple((k.replace("_", " "), math.log(p)) for k, p in others.items())
    return Token(text, dict(top).get(text, math.log(0.5)), top)


def test_letter_probabilities_are_those_at_the_letter_added_up_over_its_writings() -> None:
    at = token(" B", _B=0.5, B=0.1, _A=0.2, _b=0.05, _the=0.1, _D=0.05)
    found = letter_probabilities([token("Answer", Answer=0.9, B=0.1), token(":"), at], "ABCD")
    assert found == pytest.approx([0.2 / 0.9, 0.65 / 0.9, 0.0, 0.05 / 0.9])
    assert letter_probabilities([token("Oslo", Oslo=0.9, B=0.1)], "ABCD") is None
    assert letter_probabilities([], "ABCD") is None


def test_a_target_with_likeliest_tokens_and_one_without_give_the_same_columns() -> None:
    probe = load(CONFORMAL)
    case = next(probe.cases(3, 1))
    letter = "ABCD"[case.choices.index(case.reference)]
    read = probe.judge(case, [Reply(text=letter, tokens=(Token(letter, 0.0, ((letter, 0.0),)),))])
    drawn = said(probe, case, *probe.ideal(case))
    assert read.extra == drawn.extra
    assert (read.value, drawn.value) == (1.0, 1.0)
    assert sum(drawn.extra[f"p{i}"] for i in range(4)) == 1.0


def test_samples_are_shares_of_those_that_name_an_option() -> None:
    probe = load(CONFORMAL)
    case = next(probe.cases(3, 1))
    truth = case.choices.index(case.reference)
    wrong = next(c for c in case.choices if c != case.reference)
    verdict = said(probe, case, case.reference, case.reference, wrong, wrong, "I don't know.", "")
    assert verdict.extra[f"p{truth}"] == 0.5
    assert verdict.value == 0.5  # two are likeliest, one of them right
    assert said(probe, case, case.reference, *["I don't know."] * 5).outcome == "refused"
    assert said(probe, case, case.reference, *[""] * 5).outcome == "unparsed"


def test_sure_where_it_does_not_know_is_seen_under_the_shift_alone() -> None:
    """Right on common facts and wrong on others, always sure: coverage holds in a mixture and breaks under the shift."""
    probe = load(CONFORMAL)
    found = values(
        probe,
        probe.cases(3, 300),
        lambda c: [c.reference if c.tags["rarity"] == "common" else c.data["wrong"]] * 6,
    )
    assert found["coverage"] == 1.0
    assert found["set_size"] == 4.0
    assert found["coverage_shifted"] == 0.0
    assert found["certain_and_right"] == 0.0
