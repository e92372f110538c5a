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


ABROAD = {
    "es": "Irene no fue a la excursión del coro del sábado. David recogió 35 bolsas de basura en el bosque. Ana horneó 84 panes "
    "para el puesto de la panadería. Tomás vendió 50 tarros de miel en el mercado.",
    "zh": "萨拉星期二没有开茶室。玛丽亚在森林里捡了38袋垃圾。戴安娜在旧谷仓里修了65辆自行车。马克借给村小学28本书。",
}
NAMES = ("萨拉", "玛丽亚", "戴安娜", "马克", "朱莉娅", "安娜")
REPLIES = {
    "es": {
        "David recogió 35 bolsas de basura y Ana horneó 84 panes.": (1.0, 0.5),
        "Irene no participó en la excursión del coro el sábado, mientras que Tomás vendió 50 tarros de miel.": (
            1.0,
            0.5,
        ),
        "Aquí tienes un resumen: David recogió treinta y cinco bolsas de basura.": (1.0, 0.25),
        "Irene fue a la excursión del coro.": (0.0, 0.0),
        "Irene no fue a la excursión del coro del domingo.": (0.0, 0.0),
        "David recogió 36 bolsas de basura.": (0.0, 0.0),
        "Ana recogió 35 bolsas de basura.": (0.0, 0.0),
        "En el puente, Laura encontró unas monedas; David recogió 35 bolsas de basura.": (0.5, 0.25),
        "Irene se quedó en casa.": (None, 0.25),
        "Lo siento, no puedo ayudarte con eso.": ("refused", None),
    },
    "zh": {
        "玛丽亚捡了38袋垃圾，戴安娜修了65辆自行车。": (1.0, 0.5),
        "萨拉周二没开茶室；马克借给小学28本书。": (1.0, 0.5),
        "以下是摘要：玛丽亚捡了三十八袋垃圾。": (1.0, 0.25),
        "萨拉星期二开了茶室。": (0.0, 0.0),
        "萨拉星期三没有开茶室。": (0.0, 0.0),
        "玛丽亚捡了39袋垃圾。": (0.0, 0.0),
        "安娜在旧谷仓里修了65辆自行车。": (0.0, 0.0),
        "朱莉娅发现了银币，玛丽亚捡了38袋垃圾。": (0.5, 0.25),
        "村民们做了很多好事。": (None, 0.25),
        "抱歉，我无法帮助你。": ("refused", None),
    },
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in REPLIES.items() for text in texts])
def test_summaries_in_spanish_and_chinese_are_compared_with_the_text(language: str, text: str) -> None:
    case = Case(prompt="?", data={"context": ABROAD[language], "names": NAMES}, tags={"language": language})
    verdict = grounded()(case, [Reply(text=text)])
    value, coverage = REPLIES[language][text]
    if value == "refused":
        assert verdict.outcome == "refused"
    else:
        assert (verdict.value, verdict.extra["coverage"]) == (value, coverage), verdict
        assert verdict.outcome == ("unparsed" if value is None else "scored")


@pytest.mark.parametrize(("language", "most"), [("es", 10), ("zh", 20)])
def test_what_is_too_long_is_no_summary_in_any_language(language: str, most: int) -> None:
    case = Case(prompt="?", data={"context": ABROAD[language], "names": NAMES}, tags={"language": language})
    limited = grounded(most={"en": 1, language: most})
    assert limited(case, [Reply(text=ABROAD[language])]).label == "too long"
    assert limited(case, [Reply(text=ABROAD[language].split(". ")[0].split("。")[0])]).value == 1.0
