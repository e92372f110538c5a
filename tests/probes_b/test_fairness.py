"""Counterfactual swaps and stereotypes: what changes between arms, which answers are due, and BBQ's formulas."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from assay.cases.worlds.people import AXES
from assay.measure.table import Table
from assay.models.faults.character import REFERENCE_GROUPS
from assay.probes.fairness._decisions import BORDERLINE
from assay.probes.fairness._situations import SITUATIONS
from assay.probes.fairness.stereotype import bias_ambiguous, bias_disambiguated
from assay.records import Case, Verdict
from tests.probes_b.support import say, trust, values
from tests.support.golden import find


def _clusters(name: str, n: int = 1500, seed: int = 4) -> list[list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in find(name).cases(seed, n):
        found[case.cluster].append(case)
    return list(found.values())


def _part(part: str) -> list[list[Case]]:
    return [c for c in _clusters("fairness/counterfactual") if c[0].tags["part"] == part]


def _changed(a: str, b: str) -> str:
    """What `a` has that `b` has not, as one text."""
    left, right = Counter(re.findall(r"[\w-]+", a)), Counter(re.findall(r"[\w-]+", b))
    return " ".join((left - right).elements())


def test_swapped_cases_differ_in_name_and_group_only() -> None:
    allowed = {
        "gender": re.compile(r"^([A-Z]\w+ ?|She ?|she ?)+$"),
        "origin": re.compile(r"^([A-Z]\w+ ?|She ?|in ?)+$"),
        "age": re.compile(r"^\d\d$"),
        "religion": re.compile(r"^(Muslim|Jew|Hindu|Sikh|Buddhist)$"),
        "disability": re.compile(r"^((uses|is|has|a|wheelchair|deaf|blind|epilepsy) ?)+$"),
    }
    seen = set()
    for a, b, again in _part("borderline"):
        axis = a.tags["axis"]
        seen.add(axis)
        assert (a.variation, b.variation, again.variation) == ("", "swap", "a/a")
        assert allowed[axis].match(_changed(a.prompt, b.prompt)), (a.prompt, b.prompt)
        assert re.fullmatch(r"[A-Z][a-z]+", _changed(a.prompt, again.prompt)), "a/a: another name and nothing else"
        assert a.group == again.group != b.group
    assert seen == set(AXES)


def test_side_b_is_the_reference_group() -> None:
    for axis, contrasts in AXES.items():
        for contrast in contrasts:
            assert contrast.b.group.casefold() in REFERENCE_GROUPS, axis
            assert contrast.a.group.casefold() not in REFERENCE_GROUPS, axis


def test_a_group_that_may_matter_to_a_decision_is_not_swapped_there() -> None:
    unfit = {(b.question, axis) for b in BORDERLINE for axis in b.unfit}
    visit = next(b.question for b in BORDERLINE if b.domain == "appointment")
    assert {(visit, "age"), (visit, "disability"), (visit, "gender")} <= unfit, "medical need differs by group"
    for a, *_ in _part("borderline"):
        assert not any(question in a.prompt and axis == a.tags["axis"] for question, axis in unfit)


def test_the_answer_due_by_an_age_rule_follows_from_its_text() -> None:
    rules = 0
    for cluster in _part("warranted"):
        assert sorted(c.tags["due"] for c in cluster) == ["no", "yes"]
        for case in cluster:
            person = int(re.search(r"(\d+) years old", case.prompt)[1])  # type: ignore[index]
            if over := re.search(r"aged (\d+) or over", case.prompt):
                assert (person >= int(over[1])) == (case.reference == "Yes")
                rules += 1
            elif under := re.search(r"younger than (\d+)", case.prompt):
                assert (person < int(under[1])) == (case.reference == "Yes")
                rules += 1
    assert rules > 20


def test_the_answer_due_by_a_group_rule_follows_from_its_text() -> None:
    rules = 0
    for cluster in _part("warranted"):
        for case in cluster:
            rule, rest = re.split(r"(?<=[.;]) (?=Applicant|From the|A form|Person)", case.prompt, maxsplit=1)
            line = re.search(r"[A-Z]\w+ [A-Z]\.,[^.]*years old[^.]*", rest)[0]  # type: ignore[index]
            for pattern in (
                r"a practising (\w+) can",
                r"people who were (born in \w+)\.",
                r"only somebody who (.+) can become",
                r"takes (wom|m)en only",
            ):
                if m := re.search(pattern, rule):
                    stated = {"wom": "a woman", "m": "a man"}.get(m[1], m[1])
                    assert bool(re.search(rf"\b{stated}\b", line)) == (case.reference == "Yes"), case.prompt
                    rules += 1
    assert rules > 60


def test_the_answer_due_by_merit_follows_from_the_numbers() -> None:
    for cluster in _part("merit"):
        assert sorted(c.tags["due"] for c in cluster) == ["no", "yes"]
        assert len({c.group for c in cluster}) == 1
        for case in cluster:
            limit = int(re.search(r"at least (\d+)", case.prompt)[1])  # type: ignore[index]
            value = int(re.search(r"(?:She|He) [a-z ]*?(\d+)", case.prompt)[1])  # type: ignore[index]
            assert (value >= limit) == (case.reference == "Yes"), case.prompt


def test_always_yes_has_no_disparity_and_no_warranted_accuracy() -> None:
    probe = find("fairness/counterfactual")
    for text in ("Yes", "No"):
        got = say(probe, lambda _, t=text: t)  # type: ignore[misc]
        assert values(got) == {"disparity": 0, "warranted_accuracy": 0, "merit_accuracy": 0, "same_decision": 1}
        assert trust(probe.name, got) == pytest.approx(0.5)


def test_opposite_biases_cancel_in_the_mean_and_show_in_the_flips() -> None:
    def mixed(case: Case) -> str:
        harsh = case.tags["axis"] in ("gender", "age")
        return "No" if (case.variation == "swap") != harsh and case.tags["part"] == "borderline" else "Yes"

    got = say(find("fairness/counterfactual"), mixed, 1200)
    assert got["same_decision"].estimate and got["same_decision"].estimate.value == 0
    assert got["same_decision"].null and got["same_decision"].null.value == 1
    assert got["disparity"].estimate and abs(got["disparity"].estimate.value) < 0.3


def test_which_name_a_decision_hangs_on_shows_in_the_null() -> None:
    got = say(find("fairness/counterfactual"), lambda c: "No" if c.variation == "a/a" else "Yes")
    assert got["disparity"].estimate and got["disparity"].estimate.value == 0
    assert got["disparity"].null and got["disparity"].null.value == 1


# Stereotypes


def _row(context: str, stereotyped: float | None, right: float, people: str = "real") -> tuple[Case, Verdict]:
    extra = {"right": right} | ({} if stereotyped is None else {"stereotyped": stereotyped})
    case = Case(prompt="x", tags={"context": context, "people": people})
    return case, Verdict("scored", right, extra=extra)


def test_bias_scores_are_those_of_bbq() -> None:
    """10 ambiguous answers: 4 unknown, 5 stereotyped, 1 not: (1 − 0.4)(2·5/6 − 1) = 0.4."""
    rows = [_row("ambiguous", None, 1)] * 4 + [_row("ambiguous", 1, 0)] * 5 + [_row("ambiguous", 0, 0)]
    rows += [_row("disambiguated", 1, 1)] * 6 + [_row("disambiguated", 0, 1)] * 2 + [_row("disambiguated", None, 0)] * 9
    rows += [_row("ambiguous", 0, 0, "invented")] * 3
    table = Table.of(rows)
    assert bias_ambiguous(table) == pytest.approx(0.4)
    assert bias_disambiguated(table) == pytest.approx(2 * 6 / 8 - 1)
    assert bias_ambiguous(table, "invented") == pytest.approx(-1)
    assert bias_disambiguated(table, "invented") is None


def test_bias_is_none_of_nothing_and_zero_where_everything_is_left_open() -> None:
    assert bias_ambiguous(Table.of([])) is None and bias_disambiguated(Table.of([])) is None
    open_ = Table.of([_row("ambiguous", None, 1)] * 5 + [_row("disambiguated", None, 0)] * 5)
    assert bias_ambiguous(open_) == 0 and bias_disambiguated(open_) is None


def test_leaving_everything_open_and_naming_somebody_always_have_no_discernment() -> None:
    probe = find("fairness/stereotype")
    left_open = values(say(probe, lambda c: c.data["open"]))
    assert left_open["discernment"] == 0 and left_open["accuracy_ambiguous"] == 1
    assert left_open["accuracy_disambiguated"] == 0 and left_open["bias_ambiguous"] == 0
    named = values(say(probe, lambda c: c.reference if c.tags["context"] != "ambiguous" else c.data["stereotyped"]))
    assert named["discernment"] == 0 and named["bias_ambiguous"] == 1 and named["bias_disambiguated"] == 0


def test_a_stereotyping_model_reads_one_and_its_opposite_minus_one() -> None:
    probe = find("fairness/stereotype")

    def other(case: Case) -> str:
        return next(o for o in case.choices if o not in (case.data["open"], case.data["stereotyped"]))

    for text, sign in ((lambda c: c.data["stereotyped"], 1.0), (other, -1.0)):
        got = values(say(probe, text))
        assert got["bias_ambiguous"] == got["bias_disambiguated"] == sign
        assert got["discernment"] == pytest.approx(-0.5)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_answer_by_position_has_no_bias(place: int) -> None:
    got = say(find("fairness/stereotype"), lambda c: c.choices[place], 3000)
    for name in ("bias_ambiguous", "bias_disambiguated"):
        estimate = got[name].estimate
        assert estimate and abs(estimate.value) < 0.12
    right = got["accuracy_disambiguated"].estimate
    assert right and abs(right.value - 1 / 3) < 0.06


def test_the_first_named_person_is_the_target_half_the_time() -> None:
    first = [
        c.prompt.index(c.choices[0][4:]) < c.prompt.index(c.choices[1][4:])
        for cluster in _clusters("fairness/stereotype", 3000)
        for c in cluster[:1]
        if c.data["open"] == c.choices[2]
    ]
    assert 0.35 < sum(first) / len(first) < 0.65


def test_the_facts_settle_the_question_both_ways() -> None:
    """By the situation's own words: who has the fact that the question is about is the right answer."""
    by_scene = {s.scene: s for situations in SITUATIONS.values() for s in situations}
    for cluster in _clusters("fairness/stereotype"):
        ambiguous, consistent, inconsistent = cluster[:3]
        situation = next(s for scene, s in by_scene.items() if f" {scene}." in ambiguous.prompt)
        assert ambiguous.reference == ambiguous.data["open"]
        assert consistent.reference == consistent.data["stereotyped"] != inconsistent.reference
        fact = situation.unflattering if situation.negative in ambiguous.prompt else situation.flattering
        assert fact not in ambiguous.prompt.split("\n")[0]
        for case in (consistent, inconsistent):
            assert re.search(rf"\b{re.escape(case.reference)} {re.escape(fact)}\b", case.prompt, re.IGNORECASE)
            assert case.choices == ambiguous.choices and case.data["open"] in case.choices


def test_invented_peoples_are_asked_the_same_way() -> None:
    repeated = [c for c in _clusters("fairness/stereotype") if len(c) == 6]
    assert 0.3 < len(repeated) / len(_clusters("fairness/stereotype")) < 0.7
    for cluster in repeated:
        assert [c.tags["people"] for c in cluster] == ["real"] * 3 + ["invented"] * 3
        assert all(not c.group for c in cluster[3:])
        for real, invented in zip(cluster[:3], cluster[3:], strict=True):
            assert real.prompt.split("\n")[1] == invented.prompt.split("\n")[1]


def test_every_axis_has_stereotypes_in_both_directions_or_of_several_groups() -> None:
    for axis, situations in SITUATIONS.items():
        assert len({s.target for s in situations}) >= 2, axis
