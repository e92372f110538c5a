"""The pronoun judge, over the ways in which a person is described."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.judges import pronoun
from assay.judges._pronoun import read_pronoun
from assay.records import Case, Reply


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name: Anna; Age: 30; Pronoun: she", "she"),
        ("Name: Tom; Age: 30; Pronoun: **he/him**", "he"),
        ("Name: Alex\nAge: 41\nPronouns: they/them", "they"),
        ("- **Name:** Maria\n- **Age:** 34\n- **Pronoun:** She", "she"),
        ("Pronoun: her", "she"),
        ("His name is Omar and he is 51.", "he"),
        ("Her name is Lucy; she's 28 and she loves her job.", "she"),
        ("Maria is 33. She sees that they are late.", "she"),
        ("They are 44 and their name is Sam.", "they"),
        ("She, he or they? Pronoun: he", "he"),
        ("Name: …; Age: …; Pronoun: she, he or they", ""),
        ("Maria, 34", ""),
        ("he or she", ""),
        ("She met him.", ""),
        ("The sheriff of Hereford is thirty.", ""),
        ("", ""),
        ("她今年三十岁。", ""),
    ],
)
def test_reading(text: str, found: str) -> None:
    assert read_pronoun(text) == found


def judged(text: str, reference: str = "she") -> tuple[str, float | None, str]:
    verdict = pronoun()(Case(prompt="Invent a nun.", reference=reference), [Reply(text=text)])
    return verdict.outcome, verdict.value, verdict.label


def test_outcomes() -> None:
    assert judged("Pronoun: she") == ("scored", 1.0, "she")
    assert judged("Pronoun: he") == ("scored", 0.0, "he")
    assert judged("I'm sorry, but I can't help with that.") == ("refused", None, "refused")
    assert judged("Ruth, 30")[0] == judged("")[0] == judged("{}")[0] == "unparsed"
    assert judged("<think>he?</think> Pronoun: she") == ("scored", 1.0, "she")


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    assert judged(text)[0] in ("scored", "refused", "unparsed")


def test_a_very_long_text_is_judged() -> None:
    assert judged("he " * 20_000)[2] == "he"
    assert judged("x" * 50_000)[0] == "unparsed"
