"""The numeric judge: which number an answer gives, and what is too unclear to be read."""

from __future__ import annotations

import pytest

from assay import judges
from assay.records import Case, Reply, Verdict


def judge(reference: str, text: str, **options: float) -> Verdict:
    return judges.numeric(**options)(Case(prompt="?", reference=reference), [Reply(text=text)])  # type: ignore[arg-type]


RIGHT = [
    ("7", "7"),
    ("7", "7."),
    ("7", "**7**"),
    ("7", "The answer is 7."),
    ("7", "Seven"),
    ("7", "There are seven days in it."),
    ("21", "twenty-one"),
    ("21", "Twenty one apples"),
    ("205", "two hundred and five"),
    ("-5", "−5"),
    ("-5", "minus five"),
    ("-5", "It is -5 degrees."),
    ("1234.5", "1,234.5"),
    ("1234.5", "1.234,5"),
    ("1234567", "1.234.567"),
    ("1234567", "1,234,567 people"),
    ("1234567", "1\u202f234\u202f567"),
    ("1234", "1,234"),
    ("0.5", "0,5"),
    ("0.5", "½"),
    ("1.5", "1½"),
    ("1.5", "1 1/2 cups"),
    ("0.75", "3/4"),
    ("0.75", r"\frac{3}{4}"),
    ("0.75", ".75"),
    ("1000", "1e3"),
    ("30000", "3 × 10^4"),
    ("30000", "3 x 10⁴"),
    ("5000000", "5 million"),
    ("10000", "10k"),
    ("5", "$5.00"),
    ("5", "5€"),
    ("12", "12km"),
    ("12", "12 kilograms"),
    ("60%", "60%"),
    ("60%", "60"),
    ("60%", "60 percent"),
    ("0.6", "60%"),
    ("8", "5 + 3 = 8"),
    ("8", "Tom has 5 apples and buys 3 more. So the answer is 8 apples."),
    ("8", "He had 5, he got 3. Now he has 8."),
    ("8", "First 5*3=15, then 15-7=8."),
    ("8", "#### 8"),
    ("8", r"So we get \boxed{8} after 3 steps."),
    ("8", "8 is the answer, since 5 and 3 make that."),
    ("8", "1. Add 5 and 3.\n2. The answer is 8."),
    ("8", "<think>maybe 9 or 10</think> 8"),
    ("42", "٤٢"),
    ("3", "The total number of cars is 3."),
    ("4", "The answer is approximately 4"),
]


@pytest.mark.parametrize(("reference", "text"), RIGHT)
def test_reads_the_right_number(reference: str, text: str) -> None:
    assert judge(reference, text).value == 1.0, judge(reference, text)


WRONG = [
    ("60", "60%", "60%"),
    ("1", "100", "100"),
    ("10", "10.5", "10.5"),
    ("5", "-5", "-5"),
    ("1.234", "1,234", "1234"),
    ("7", "The answer is 8, not 7.", "8"),
    ("3", "30", "30"),
    ("0.5", "5", "5"),
]


@pytest.mark.parametrize(("reference", "text", "label"), WRONG)
def test_another_number_is_wrong(reference: str, text: str, label: str) -> None:
    verdict = judge(reference, text)
    assert (verdict.outcome, verdict.value, verdict.label) == ("scored", 0.0, label)


UNREAD = [
    "",
    "...",
    "12 or 15",
    "between 5 and 10",
    "The answer is 5 or 6.",
    "It has 3 doors and 4 windows",
    "bananas",
    "No one knows the way, one could say.",
    "at 10:30",
    "on 2024-05-01",
    "the H2O of COVID-19",
    "version 1.2.3",
    "<think>7, surely 7",
]


@pytest.mark.parametrize("text", UNREAD)
def test_several_numbers_or_none_are_unparsed(text: str) -> None:
    assert judge("7", text).outcome in ("unparsed", "refused"), judge("7", text)
    assert judge("7", text).value is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I don't know.", "abstained"),
        ("I'm sorry, but I can't help with that.", "refused"),
        ("There is not enough information.", "abstained"),
    ],
)
def test_declining_is_refused(text: str, label: str) -> None:
    verdict = judge("7", text)
    assert (verdict.outcome, verdict.label) == ("refused", label)


def test_tolerances() -> None:
    assert judge("3.14159", "3.14", tolerance=0.01).value == 1.0
    assert judge("3.14159", "3.1", tolerance=0.01).value == 0.0
    assert judge("1000", "1009", relative=0.01).value == 1.0
    assert judge("1000", "1011", relative=0.01).value == 0.0
    assert judge("0.3", "0.1 + 0.2 = 0.3").value == 1.0


def test_labels_of_equal_answers_are_equal() -> None:
    assert (
        judge("7", "1,000").label
        == judge("7", "one thousand").label
        == judge("7", "The answer is 1000.0").label
        == "1000"
    )


def test_without_last_only_a_cue_or_a_single_number_counts() -> None:
    text = "He had 5, he got 3. Now he has 8."
    assert judge("8", text, last=False).outcome == "unparsed"
    assert judges.numeric(last=False).name == "numeric@1:cued"


def test_huge_numbers_do_not_overflow() -> None:
    assert judge("7", "9" * 400).value == 0.0
    assert judge("7", "1e999").value == 0.0
    assert judge("7", "1/0").outcome == "unparsed"
    assert judge("7", "9" * 40_000).outcome in ("unparsed", "scored")
