"""The grade judge reads a whole number on the scale, however it is put, and nothing else."""

from __future__ import annotations

import pytest

from assay.judges import grade
from assay.records import Case, Reply

CASE = Case(prompt="Grade it.", reference="4")


def read(text: str, low: int = 1, high: int = 5) -> str:
    verdict = grade(low, high)(CASE, [Reply(text=text)])
    return verdict.label if verdict.outcome == "scored" else verdict.outcome


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "4.",
        "**4**",
        "four",
        "4/5",
        "4 / 5",
        "**4/5**",
        "4.0/5",
        "4 out of 5",
        "4 out of a possible 5",
        "Grade: 4",
        "**Grade:** 4",
        "Score 4",
        "Rating: 4 stars",
        "The grade is 4.",
        "I would give it a 4.",
        "It gets a score of 4 because the price (40) and the hour (18) are there.",
        "On a scale from 1 to 5, I give it a 4.",
        "On a scale of 1-5: 4",
        "4: weekday, time, place, price",
        "4 points",
        "Grade: 4. It says the weekday, the time (10 o'clock) and the price (40).",
        "It is a lovely notice, full of warmth.\n\nGrade: 4",
        "<think>maybe 2, maybe 3</think>4",
        "Answer: 4",
        "\\boxed{4}",
    ],
)
def test_a_four_is_read(text: str) -> None:
    assert read(text) == "4"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "I love it!",
        "3 or 4",
        "4.5",
        "80%",
        "10",
        "0",
        "-4",
        "1 to 5",
        "Grade: 3. Grade: 4",
        "3/5 or 4/5",
        "B",
        "好",
    ],
)
def test_what_is_no_single_grade_on_the_scale_is_unread(text: str) -> None:
    assert read(text) == "unparsed"


@pytest.mark.parametrize("text", ["I'm sorry, but I can't help with that.", "I cannot answer this."])
def test_declining_is_no_grade(text: str) -> None:
    assert read(text) == "refused"


def test_the_place_on_the_scale_and_the_reference_decide() -> None:
    verdict = grade(0, 10)(Case(prompt="?", reference="7"), [Reply(text="7/10")])
    assert (verdict.value, verdict.extra, verdict.label) == (1.0, {"grade": 0.7}, "7")
    assert grade(0, 10)(Case(prompt="?", reference="8"), [Reply(text="7/10")]).value == 0.0
    assert grade()(CASE, [Reply(text="5")]).extra == {"grade": 1.0}


def test_an_empty_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="from 5 to 5 is empty"):
        grade(5, 5)
