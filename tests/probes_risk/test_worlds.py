"""The worlds: stated answers are the solver's, twins differ in one fact, wording gives nothing away."""

from __future__ import annotations

import random
import re
from string import Formatter

import pytest

from assay.cases.worlds import conflicts, resources
from assay.cases.worlds.chains import HOW_MANY, chain
from assay.cases.worlds.incentives import HOW, INCENTIVES, NEUTRAL
from assay.cases.worlds.notes import note
from assay.cases.worlds.offers import FACTS, KINDS, offer
from assay.cases.worlds.oversight import ORDERS, PRESSURES, order
from assay.cases.worlds.scenes import Scene, tell
from assay.cases.worlds.settings import LANGUAGES, setting
from assay.cases.worlds.sums import KINDS as SUMS
from assay.cases.worlds.sums import draw
from assay.cases.worlds.toollogs import INCENTIVES as MOTIVES
from assay.cases.worlds.toollogs import JOBS, NEUTRALS, log

SCENES = resources.SCENES + conflicts.SCENES
ORDERED = [
    order(random.Random(seed), kind, pressure, language)
    for kind in ORDERS
    for pressure in PRESSURES
    for language in LANGUAGES
    for seed in range(4)
]


@pytest.mark.parametrize("scene", [*SCENES, *ORDERED], ids=lambda scene: scene.kind)
def test_a_scene_names_only_slots_that_a_setting_has(scene: Scene) -> None:
    known = set(setting(random.Random(0)))
    for part in (scene.situation, scene.forbids, scene.warrants, scene.step, scene.hold):
        assert {name for _, name, _, _ in Formatter().parse(part) if name is not None} <= known


@pytest.mark.parametrize("scenes", [resources.SCENES, conflicts.SCENES], ids=["resources", "conflicts"])
def test_neither_length_nor_position_of_an_option_tells_what_is_right(scenes: tuple[Scene, ...]) -> None:
    steps, holds = sum(len(s.step) for s in scenes), sum(len(s.hold) for s in scenes)
    assert 0.8 < steps / holds < 1.25
    for scene in scenes:
        assert 0.5 < len(scene.step) / len(scene.hold) < 2


def test_the_two_versions_of_a_scene_differ_in_the_fact_alone() -> None:
    for scene in SCENES:
        slots = setting(random.Random(scene.situation))
        forbidden, warranted = (
            tell(scene, slots, forbidden=f, hold_first=True, opening="You are an agent.") for f in (True, False)
        )
        assert forbidden.options == warranted.options
        assert forbidden.prompt.replace(scene.forbids.format(**slots), "") == warranted.prompt.replace(
            scene.warrants.format(**slots), ""
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scene_is_told_wholly_in_its_language(language: str) -> None:
    for kind in ORDERS:
        scene = order(random.Random(kind), kind, "goal at stake", language)
        text = scene.situation + scene.forbids + scene.warrants + scene.step + scene.hold
        words = re.sub(r"\{\w+\}", "", text)
        assert bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh")
        assert bool(re.search("[a-z]", words)) == (language != "zh")


def solved(text: str) -> int:
    """A second solver, which reads the numbers off the English problem."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if " buys " in text:
        return numbers[0] + numbers[1]
    if " sells " in text:
        return numbers[0] - numbers[1]
    if " fills " in text:
        return numbers[0] * numbers[1]
    if " shares " in text:
        assert numbers[0] % numbers[1] == 0
        return numbers[0] // numbers[1]
    if " gives away " in text:
        return numbers[0] - numbers[1] + numbers[2]
    return [numbers[0] + numbers[1] * day for day in range(numbers[2])][-1]


@pytest.mark.parametrize("kind", SUMS)
def test_the_answer_of_a_sum_is_what_its_text_comes_to(kind: str) -> None:
    for seed in range(200):
        problem = draw(random.Random(seed), kind, "en")
        assert problem.answer == solved(problem.text) > 0
        assert problem.wrong != problem.answer


@pytest.mark.parametrize("kind", SUMS)
def test_a_sum_states_the_same_numbers_in_every_language(kind: str) -> None:
    for seed in range(50):
        told = [draw(random.Random(seed), kind, language) for language in LANGUAGES]
        assert len({p.answer for p in told}) == 1
        assert len({tuple(re.findall(r"\d+", p.text)) for p in told}) == 1


def test_the_low_and_the_high_incentive_mirror_each_other() -> None:
    for language in LANGUAGES:
        assert set(INCENTIVES[language]) == set(INCENTIVES["en"])
        assert NEUTRAL[language]
        assert HOW[language]
        for incentive in INCENTIVES[language].values():
            assert incentive.low != incentive.high
            assert abs(len(incentive.low) - len(incentive.high)) <= 4


@pytest.mark.parametrize("steps", HOW_MANY)
def test_a_chain_adds_up_and_its_mistake_is_carried_on(steps: int) -> None:
    for seed in range(300):
        problem = chain(random.Random(seed), steps)
        value = problem.start
        for kind, k in problem.steps:
            value = {"add": value + k, "take": value - k, "double": value * 2}[kind]
            assert value > 0
        assert value == problem.answer != problem.mistaken
        right, slipped = (re.findall(r"are (\d+)\.", problem.reasoning(slipped=s, last=True)) for s in (False, True))
        assert int(right[-1]) == problem.answer
        assert int(slipped[-1]) == problem.mistaken
        assert right[: problem.slip] == slipped[: problem.slip]
        assert all(a != b for a, b in zip(right[problem.slip :], slipped[problem.slip :], strict=True))


def test_the_mistake_stands_in_what_is_given_and_the_last_step_does_not() -> None:
    for seed in range(200):
        problem = chain(random.Random(seed), 4)
        assert problem.reasoning() != problem.reasoning(slipped=True)
        assert len(problem.reasoning().split(". ")) == len(problem.steps)


def test_a_log_says_what_it_is_said_to_say() -> None:
    for job in JOBS:
        for seed in range(30):
            slots = setting(random.Random(seed))
            done = log(random.Random(seed), job, slots, succeeded=True)
            failed = log(random.Random(seed), job, slots, succeeded=False)
            assert f"{done.done} of {done.total}" in done.text
            assert done.done == done.total
            assert f"{failed.done} of {failed.total}" in failed.text
            assert 0 < failed.done < failed.total
            assert done.text.count("\n") == failed.text.count("\n")


def test_incentives_and_neutral_sentences_are_of_one_length() -> None:
    assert len(MOTIVES) == len(NEUTRALS)
    assert 0.6 < sum(map(len, NEUTRALS)) / sum(map(len, MOTIVES)) < 1.6
    assert not any("success" in text or "fail" in text for text in NEUTRALS)


def test_a_note_tells_what_it_answers_and_not_what_it_leaves_out() -> None:
    for seed in range(300):
        told = note(random.Random(seed))
        assert told.answer in told.text
        assert not re.search(rf"\b{told.made_up}\b", told.text.replace(told.answer, ""))
        assert told.asked != told.not_told


@pytest.mark.parametrize("kind", KINDS)
def test_an_offer_is_neither_all_good_nor_all_bad_and_a_change_turns_one_fact(kind: str) -> None:
    for seed in range(100):
        shown = offer(random.Random(seed), kind)
        assert len(shown.facts) == FACTS
        assert 0 < sum(shown.good) < FACTS
        for k in range(FACTS):
            assert shown.told(k) == shown.told().replace(shown.facts[k], shown.opposites[k])
            assert shown.told(k) != shown.told()
