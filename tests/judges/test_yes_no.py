"""The yes/no judge: polarity, denial, contradiction and hedges."""

from __future__ import annotations

import pytest

from assay import judges
from assay.records import Case, Reply, Verdict


def judge(text: str, reference: str = "yes") -> Verdict:
    return judges.yes_no()(Case(prompt="?", reference=reference), [Reply(text=text)])


YES = [
    "Yes",
    "yes.",
    "**Yes**",
    "YES!",
    "Yes, it is.",
    "Yeah",
    "Yep, sure.",
    "True",
    "True.",
    "Correct.",
    "That is correct.",
    "That's right.",
    "The statement is true.",
    "It is not false.",
    "Of course.",
    "Absolutely!",
    "The answer is yes.",
    "Answer: Yes",
    "I thought no at first. The answer is yes.",
    "Well, yes.",
    "Sí",
    "Sí, claro.",
    "Oui.",
    "Ja",
    "Ja, das stimmt.",
    "是",
    "是的。",
    "对",
    "Indeed, it does.",
    "Yes. No other river is longer.",
    "I believe the answer is yes",
]
NO = [
    "No",
    "no.",
    "**No**",
    "No, it is not.",
    "Nope",
    "False",
    "False.",
    "Incorrect.",
    "Not correct.",
    "That is not correct.",
    "That's wrong.",
    "This isn't true.",
    "The statement is false.",
    "The claim is incorrect.",
    "Not at all.",
    "Certainly not.",
    "Of course not.",
    "The answer is no.",
    "Answer: No",
    "No, that's not right.",
    "No, that is wrong.",
    "Nein.",
    "Non",
    "Falso",
    "不是",
    "不",
    "否",
    "不对。",
    "No. Yesterday it rained.",
]
NEITHER = [
    "",
    "...",
    "The sky is blue.",
    "No, that's right.",
    "Yes, that's wrong.",
    "Yes. No.",
    "I know it.",
    "Nobody came.",
    "No problem, let me look at it.",
    "Right now it rains.",
    "Knowledge is power.",
    "Yesterday it rained.",
    "Noon",
    "是不是",
    "True or false?",
    "Yes or no?",
    "<think>yes",
]
HEDGE = [
    "It depends.",
    "Yes and no.",
    "Maybe.",
    "Perhaps it is.",
    "It depends on the city.",
    "Partly.",
    "Yes and no, really",
    "Depende.",
    "不一定",
]


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    verdict = judge(text)
    assert (verdict.label, verdict.value, verdict.extra) == ("yes", 1.0, {"yes": 1.0}), verdict
    assert judge(text, "no").value == 0.0


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    verdict = judge(text, "no")
    assert (verdict.label, verdict.value, verdict.extra) == ("no", 1.0, {"yes": 0.0}), verdict
    assert judge(text, "yes").value == 0.0


@pytest.mark.parametrize("text", NEITHER)
def test_neither_or_both_is_unparsed(text: str) -> None:
    assert judge(text).outcome == "unparsed", judge(text)
    assert judge(text).label == "", judge(text)


@pytest.mark.parametrize("text", HEDGE)
def test_a_hedge_is_unparsed_and_says_so(text: str) -> None:
    assert (judge(text).outcome, judge(text).label) == ("unparsed", "hedge")


@pytest.mark.parametrize(
    "text", ["I don't know.", "I'm not sure.", "I can't answer that.", "I'm sorry, but I can't help with that."]
)
def test_declining_is_refused(text: str) -> None:
    assert judge(text).outcome == "refused"


def test_no_is_not_read_from_know_or_none() -> None:
    for text in ("I know that.", "Know that it rains", "None", "Nothing", "Notice the rain"):
        assert judge(text, "no").value is None, text


@pytest.mark.parametrize("reference", ["yes", "Yes.", "true", "correct", "sí"])
def test_the_reference_is_read_the_same_way(reference: str) -> None:
    assert judge("Yes", reference).value == 1.0
    assert judge("No", reference).value == 0.0
