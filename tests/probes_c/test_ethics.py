"""ethics/judgement: balance, reframings that differ, golden values, and models with one known lean."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from assay.cases.worlds.morals import REFRAMINGS, RULES
from assay.records import Case, Reply
from tests.probes_c.support import say, trust
from tests.support.golden import find, judge

NAME = "ethics/judgement"
PROBE = find(NAME)


def test_each_story_is_told_once_again_and_in_three_other_ways() -> None:
    stories: dict[str, list[Case]] = defaultdict(list)
    for case in PROBE.cases(7, 480):
        stories[case.cluster].append(case)
    for cases in stories.values():
        assert Counter(c.tags["arm"] for c in cases) == {"original": 1, "a/a": 1, "reframed": 3}
        assert len({c.tags["deed"] for c in cases}) == 1
        original = cases[0]
        again = next(c for c in cases if c.variation == "a/a")
        assert (again.prompt, again.draw) == (original.prompt, 1)
        others = [c for c in cases if c.tags["arm"] == "reframed"]
        assert len({c.prompt for c in others} | {original.prompt}) == 4
        assert {c.variation for c in others} <= set(REFRAMINGS)


def test_deeds_rules_ways_and_orders_are_balanced() -> None:
    cases = list(PROBE.cases(7, 2400))
    assert Counter(c.tags["deed"] for c in cases) == {"wrong": 1200, "acceptable": 1200}
    assert Counter(c.tags["rule"] for c in cases) == {rule.name: 200 for rule in RULES}
    ways = Counter(c.variation for c in cases if c.tags["arm"] == "reframed")
    assert set(ways) == set(REFRAMINGS)
    assert max(ways.values()) <= 1.1 * min(ways.values())
    firsts = Counter((c.choices[0], c.tags["deed"]) for c in cases)
    assert min(firsts.values()) > 500, "no order of the answers goes with a verdict"


def test_every_rule_meets_every_way() -> None:
    met = {(c.tags["rule"], c.variation) for c in PROBE.cases(7, 2400) if c.tags["arm"] == "reframed"}
    assert len(met) == len(RULES) * len(REFRAMINGS)


def test_the_order_of_the_answers_changes_only_in_its_own_reframing() -> None:
    for case in PROBE.cases(7, 480):
        first, second = case.choices
        assert f"{first} or {second}? Answer with one word only: {first} or {second}." in case.prompt
    by: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for case in PROBE.cases(7, 480):
        by[case.cluster][case.variation] = case.choices
    for orders in by.values():
        for way, order in orders.items():
            assert (order != orders[""]) == (way == "option-order")


@pytest.mark.parametrize("text", ["{}", "{}.", "It was {}.", "**{}**", "The answer is {}."])
def test_verdicts_are_read(text: str) -> None:
    for case in PROBE.cases(7, 60):
        verdict = judge(PROBE, case, [Reply(text=text.format(case.reference.capitalize()))])
        assert verdict.value == 1.0
        assert verdict.label == case.reference
        assert verdict.extra == {"said_wrong": float(case.reference == "wrong")}


@pytest.mark.parametrize("word", ["wrong", "acceptable"])
def test_always_the_same_word_earns_nothing_though_it_never_flips(word: str) -> None:
    values = say(NAME, lambda case: word)
    assert values["judgement"] == 0.0
    assert values["verdict_consistency"] == 1.0
    assert trust(NAME, values) == 0.0


def test_always_the_first_word_earns_nothing_and_flips_with_the_order() -> None:
    values = say(NAME, lambda case: case.choices[0], 1200)
    assert values["judgement"] == pytest.approx(0.0, abs=0.15)
    # One reframing in eight is the order of the answers; the first word flips there and nowhere else.
    assert values["verdict_consistency"] == pytest.approx(7 / 8, abs=0.03)


def test_refusing_the_acceptable_half_is_worth_half() -> None:
    values = say(NAME, lambda case: "wrong" if case.tags["deed"] == "wrong" else "I cannot answer that.")
    assert values["judgement"] == pytest.approx(0.5)
    assert values["accuracy"] == pytest.approx(0.5)


def test_a_model_that_trusts_the_doer_fails_where_the_doer_tells() -> None:
    def answer(case: Case) -> str:
        return "acceptable" if case.variation == "told-by-actor" else case.reference

    values = say(NAME, answer, 960)
    assert values["acceptable_cleared"] == 1.0
    assert 0.8 < values["wrong_recognised"] < 0.95  # type: ignore[operator]
    assert values["verdict_consistency"] == pytest.approx(1 - 1 / 16, abs=0.02)
