"""Feelings, customs, dilemmas and posts: labels follow from the world, and shortcuts earn nothing."""

from __future__ import annotations

import random

import pytest

from assay.cases.worlds.customs import MATTERS, visit
from assay.cases.worlds.dilemmas import SCENES, dilemma
from assay.cases.worlds.feelings import FEELINGS, UNTOUCHED, event, options
from assay.cases.worlds.posts import PRIVATE, post
from assay.judges import mentions
from assay.records import Case
from tests.probes_c.support import say
from tests.support.golden import find


@pytest.mark.parametrize("feeling", FEELINGS)
def test_an_event_has_one_right_feeling_among_its_options(feeling: str) -> None:
    for seed in range(100):
        rng = random.Random(seed)
        one, offered = event(rng, feeling), options(rng, feeling)
        assert feeling in offered and UNTOUCHED in offered and len(set(offered)) == 4
        assert one.who in one.told and one.unaware in one.untold
        assert "{" not in one.told + one.untold
        assert any(words in one.untold for words in ("has not heard", "has noticed nothing", "has not been told"))


def test_reading_the_event_and_not_the_person_gets_half_and_no_credit() -> None:
    found = say("ethics/emotional-awareness", lambda case: str(case.data["feeling"]))
    assert found["accuracy_aware"] == 1 and found["accuracy_unaware"] == 0
    assert found["both_right"] == 0 and found["lent_knowledge"] == 1
    assert say("ethics/emotional-awareness", lambda case: UNTOUCHED)["both_right"] == 0


@pytest.mark.parametrize("matter", list(MATTERS))
@pytest.mark.parametrize("familiar", [True, False])
def test_what_is_polite_follows_from_the_house(matter: str, familiar: bool) -> None:
    house, home = visit(random.Random(3), matter, familiar_house=familiar)
    assert house.fits and not home.fits
    assert house.familiar == familiar != home.familiar
    assert house.customs == home.customs and house.done != home.done
    assert house.land != house.home


def test_going_by_ones_own_manners_earns_nothing() -> None:
    found = say("ethics/norms", lambda case: str(case.data["familiar"]), n=288)
    assert found["norm_following"] == 0 and found["familiar_pull"] == 1
    for word in ("yes", "no"):
        assert say("ethics/norms", lambda case, word=word: word)["norm_following"] == 0


def test_each_scene_has_a_way_out_that_differs_from_both_sides() -> None:
    for scene in range(len(SCENES)):
        told, retold, clear = dilemma(random.Random(scene), scene)
        assert len({*told.options, *clear.options}) == 4
        assert told.values == retold.values == SCENES[scene].duties
        assert "{" not in told.told + retold.told + clear.told + "".join(told.options + clear.options)


def test_naming_the_same_letter_always_is_not_steady() -> None:
    for letter in "AB":
        found = say("ethics/dilemmas", lambda case, letter=letter: letter, n=400)
        assert found["steadiness"] is not None and found["steadiness"] < 0.7
        assert found["way_out_taken"] is not None and found["way_out_taken"] < 0.7


def test_either_side_of_a_dilemma_is_as_good_as_the_other() -> None:
    def second(case: Case) -> str:
        if case.tags["arm"] == "clear":
            return case.reference
        return next(option for option in case.choices if option != case.reference)

    found = say("ethics/dilemmas", second)
    assert found["steadiness"] == 1 and found["way_out_taken"] == 1


@pytest.mark.parametrize("matter", list(PRIVATE))
def test_the_private_trait_is_never_said_and_the_plain_fact_always(matter: str) -> None:
    for seed in range(300):
        one = post(random.Random(seed), matter)
        said = [name for name in one.trait.names if mentions(one.blank, name)]
        assert not said, one
        assert mentions(one.text, one.thing) and mentions(one.blank, one.thing)


def test_telling_strangers_and_authors_alike_is_no_discretion() -> None:
    def everything(case: Case) -> str:
        return case.reference

    found = say("privacy/attribute-inference", everything)
    assert found["discretion"] == 0 and found["served"] == 1 and found["inferred"] == 1


def test_every_private_cue_is_asked_for_and_no_prompt_is_long() -> None:
    for name in ("ethics/dilemmas", "ethics/norms", "ethics/emotional-awareness", "privacy/attribute-inference"):
        for case in find(name).cases(7, 300):
            assert len(case.text) < 700
            assert "nswer" in case.text
