"""Claims and their support: what a reply asserts, cut by rule, and what a text says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay import Case, Reply
from assay.judges import grounded
from assay.judges._claims import check, split_claims
from assay.probes import PROBES

SOURCE = (
    "Mark counted 91 storks on the church roof. Ida baked 1,016 loaves for the bakery stall. "
    "Ben did not join the choir trip on Friday. Anna repaired 33 bicycles in the old barn."
)
ROOF, STALL = "Mark counted 91 storks on the church roof", "Ida baked 1016 loaves for the stall"


def told(text: str) -> list[tuple[str, str]]:
    return [(finding, why) for _, finding, why, _ in check(split_claims(text), SOURCE)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (f"{ROOF}, and {STALL}.", [ROOF, f"{STALL}."]),
        (f"{ROOF}; {STALL}.", [ROOF, f"{STALL}."]),
        (f"{ROOF} while {STALL}.", [ROOF, f"{STALL}."]),
        (f"{ROOF}, {STALL}, and Ben stayed at home.", [ROOF, STALL, "Ben stayed at home."]),
        (f"Here is a summary in two sentences: {ROOF}.", [f"{ROOF}."]),
        (f"Sure! {ROOF}. I hope this helps!", [f"{ROOF}."]),
        (f"**Summary:**\n- {ROOF}\n- {STALL}", [ROOF, STALL]),
        ("On Friday, Ben stayed at home.", ["On Friday, Ben stayed at home."]),
        ("Anna, Ben and Carl sold eggs.", ["Anna, Ben and Carl sold eggs."]),
        ("The report:", []),
        ("", []),
    ],
)
def test_a_reply_is_cut_into_what_it_claims(text: str, claims: list[str]) -> None:
    assert [claim.text for claim in split_claims(text)] == claims


@pytest.mark.parametrize(
    "text",
    [
        ROOF,
        STALL,
        "Ida baked 1,016 loaves for the bakery.",
        "In the old barn, 33 bicycles were repaired by Anna.",
        "Ben didn't join the choir trip on Friday.",
        "Anna repairs bicycles in the old barn.",
    ],
)
def test_what_the_text_says_is_supported(text: str) -> None:
    assert told(text) == [("supported", "")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Mark counted 92 storks on the church roof.", "the text does not say 92"),
        ("Mark counted 33 storks on the church roof.", "the text says 33 of somebody else"),
        ("Mark counted ninety storks on the church roof.", "the text does not say 90"),
        ("Anna repaired 33 bicycles in Paris.", "the text does not speak of Paris"),
        ("Ben joined the choir trip.", "it says what the text denies"),
        ("Mark did not count the storks on the church roof.", "it denies what the text says"),
    ],
)
def test_other_numbers_names_and_denials_are_unsupported(text: str, why: str) -> None:
    assert told(text) == [("unsupported", why)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna fixed broken bikes.",
        "Ben skipped the choir trip.",
        "Ida baked 1,016 loaves and bought a car.",
        "Mark and Ida counted 91 storks.",
        "Zora counted storks on the church roof.",
        "Overall it was a lively week.",
    ],
)
def test_what_rules_cannot_tell_is_unsure(text: str) -> None:
    assert [finding for finding, _ in told(text)] == ["unsure"]


def test_a_claim_without_a_name_speaks_of_the_one_before() -> None:
    assert told("Anna was busy in the old barn with bicycles. She repaired 33 bicycles.")[1] == ("supported", "")
    assert told("Ida baked loaves for the bakery stall. She repaired 33 bicycles.")[1][0] == "unsupported"


JUDGE = grounded(most=40)
CASE = Case(prompt="Summarize.", data={"context": SOURCE})


def judged(text: str):
    return JUDGE(CASE, [Reply(text=text)])


def test_the_value_is_the_share_of_supported_claims_and_the_others_are_named() -> None:
    good = judged(f"{ROOF}. {STALL}.")
    assert (good.value, good.extra) == (1.0, {"claims": 2.0, "coverage": 0.5})
    half = judged(f"{ROOF}. Ida baked 7 cakes.")
    assert (half.value, half.extra["coverage"]) == (0.5, 0.25)
    assert half.why == "“Ida baked 7 cakes.”: the text does not say 7"
    assert judged("Anna fixed broken bikes.").label == "unsure"
    assert judged("I'm sorry, but I can't help with that.").outcome == "refused"
    assert judged("").outcome == "unparsed"
    assert (judged(f"{SOURCE} {SOURCE}").value, judged(f"{SOURCE} {SOURCE}").label) == (0.0, "too long")


@given(st.text(max_size=400))
def test_no_reply_makes_it_fail(text: str) -> None:
    for judge in (JUDGE, grounded()):
        assert judge(CASE, [Reply(text=text)]).outcome in ("scored", "unparsed", "refused")


def test_hostile_replies_are_judged_in_no_time() -> None:
    for text in ("a" * 50_000, "1 " * 25_000, ", and " * 9_000, '{"a": 1}', "他数了91只鹳。", "A, " * 20_000):
        assert grounded()(CASE, [Reply(text=text)]).outcome in ("scored", "unparsed", "refused")


def test_every_report_is_longer_than_a_summary_may_be_and_its_ideal_shorter() -> None:
    probe = PROBES["llm:truthfulness/faithfulness/summary"]
    for case in probe.cases(5, 600):
        assert len(case.data["context"].split()) > 42
        assert len(case.reference.split()) <= 30
        [ideal], [worst] = probe.ideal(case), probe.worst(case)
        assert probe.judge(case, [Reply(text=ideal)]).value == 1.0
        assert probe.judge(case, [Reply(text=worst)]).value == 0.0
        assert probe.judge(case, [Reply(text=case.data["context"])]).label == "too long"
        added = probe.judge(case, [Reply(text=f"{ideal} {case.data['invented']}")])
        assert added.value == 0.75
        assert case.data["invented"][:20] in added.why
