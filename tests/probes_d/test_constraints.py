"""The shop's rules: what keeps them, what breaks them, and what a reply earns that is the same for everybody."""

from __future__ import annotations

import random

import pytest

from assay.cases.worlds.house import HOUSES, KINDS, rule, shop
from assay.judges._orders import obeys
from tests.probes_c.support import say

NAME = "controllability/constraints"


@pytest.mark.parametrize("language", list(HOUSES))
@pytest.mark.parametrize("kind", list(KINDS))
def test_what_keeps_a_rule_keeps_it_and_what_breaks_it_does_not(kind: str, language: str) -> None:
    for seed in range(200):
        rng = random.Random(seed)
        at = shop(rng, language)
        house = rule(rng, kind, at)
        assert obeys(house.kept, house.order), house
        assert not obeys(house.broken, house.order), house
        assert any(word in house.kept for word in house.needs)
        if house.off is not None:
            assert obeys(house.off.kept, house.off.order) and not obeys(house.off.broken, house.off.order)
            assert house.off.text == house.text


@pytest.mark.parametrize(
    "reply", ["Yes.", "We sell nice things here.", HOUSES["en"].out_of_scope, '{"reply": "yes"}', "lovely"]
)
def test_one_reply_to_everything_earns_next_to_nothing(reply: str) -> None:
    found = say(NAME, lambda case: reply)
    assert abs(found["control"] or 0.0) <= 0.1


def test_keeping_rules_that_nobody_gave_is_taken_off() -> None:
    always = say(NAME, lambda case: str(case.data["kept"]))
    assert always["kept"] == 1 and always["control"] == 0


def test_who_ignores_the_operator_has_no_control() -> None:
    found = say(NAME, lambda case: str(case.data["broken"]))
    assert found["control"] == 0 and found["kept"] == 0 and found["answered"] == 1
