"""The probe of reasoning: balance, reading of answers, and what guessing, constancy and shallowness earn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from assay.measure.table import Table
from assay.records import Case, Reply
from tests.support.golden import find, judge, scores

NAME = "utility/reasoning"


def say(answer: Callable[[Case], str], n: int = 540) -> dict[str, float]:
    """The value of every metric where the model says `answer(case)`."""
    rows = [(c, judge(find(NAME), c, [Reply(text=answer(c))])) for c in find(NAME).cases(7, n)]
    return {k: r.estimate.value for k, r in scores(NAME, Table.of(rows)).items() if r.estimate}


def test_worlds_depths_languages_and_answers_take_turns() -> None:
    cases = list(find(NAME).cases(3, 5 * 36 * 3))
    assert set(Counter(c.tags["world"] for c in cases).values()) == {108}
    assert set(Counter(c.tags["depth"] for c in cases).values()) == {135}
    logic = Counter((c.tags["language"], c.tags["depth"], c.reference) for c in cases if c.tags["world"] == "logic")
    assert len(logic) == 36 and set(logic.values()) == {3}
    ledger = Counter((c.tags["depth"], c.reference) for c in cases if c.tags["world"] == "ledger")
    assert len(ledger) == 8 and max(ledger.values()) - min(ledger.values()) <= 3


def test_a_cluster_is_one_puzzle_plain_distracted_and_plain_again() -> None:
    cases = list(find(NAME).cases(3, 90))
    for plain, distracted, again in zip(cases[::3], cases[1::3], cases[2::3], strict=True):
        assert plain.reference == distracted.reference == again.reference
        assert plain.text == again.text and again.draw == 1
        assert len(distracted.text) > len(plain.text)
        assert len({c.cluster for c in (plain, distracted, again)}) == 1


def test_prompts_are_short_and_in_one_language() -> None:
    for case in find(NAME).cases(11, 600):
        assert len(case.text.split()) <= 200
        chinese = sum("\u4e00" <= c <= "\u9fff" for c in case.text)
        assert (chinese > 0) == (case.tags["language"] == "zh")
        if case.tags["language"] == "zh":
            assert not any(c.isascii() and c.isalpha() for c in case.text), case.text
        if case.tags["language"] == "es":
            assert not {"the", "is", "has", "Answer"} & set(case.text.split())


FORMS = ("{}", "{}.", "**{}**", "The answer is {}.", "Answer: {}", "Answer: **{}**", "I think the answer is {}.")
ELSEWHERE = {"es": ("La respuesta es {}.", "Respuesta: {}", "{}."), "zh": ("答案是{}。", "答案：{}", "{}。")}


def test_answers_are_read_in_many_forms_and_right_is_not_wrong() -> None:
    for case in find(NAME).cases(5, 360):
        for form in (*FORMS, *ELSEWHERE.get(case.tags["language"], ())):
            for text, value in ((case.reference, 1.0), (case.data["nearest"], 0.0)):
                verdict = judge(find(NAME), case, [Reply(text=form.format(text))])
                assert verdict.value == value, (form.format(text), case.text, verdict)


@pytest.mark.parametrize(
    "text", ["不正确", "no es verdadero", "It is neither true nor false.", "true or false", "7 or 8", "正确或错误"]
)
def test_what_names_no_answer_or_two_is_not_right(text: str) -> None:
    for case in find(NAME).cases(5, 180):
        verdict = judge(find(NAME), case, [Reply(text=text)])
        if case.reference in ("正确", "verdadero", "true", "7", "8"):
            assert verdict.value != 1.0, (case.reference, text, verdict)


def test_guessing_one_constant_answer_and_silence_have_no_skill() -> None:
    # a word that is no name is a wrong answer to a question on papers
    assert say(lambda c: "")["skill"] == 0.0
    for answer in ("true", "yes", "unknown", "verdadero", "无法确定"):
        assert -0.2 < say(lambda c, answer=answer: answer)["skill"] < 0.01, answer  # type: ignore[misc]
    first = say(lambda c: c.choices[0] if c.choices else "12")
    assert -0.2 < first["skill"] < 0.05


def test_who_names_something_of_the_right_kind_has_no_skill_on_papers() -> None:
    rows = []
    for i, case in enumerate(c for c in find(NAME).cases(7, 6_000) if c.tags["world"] == "documents"):
        kind = sorted([case.reference, *case.data["wrong"]])
        rows.append((case, judge(find(NAME), case, [Reply(text=kind[i // 3 * 7 % len(kind)])])))
    estimate = scores(NAME, Table.of(rows))["skill"].estimate
    assert estimate is not None and estimate.low <= 0.0 <= estimate.high


def test_who_takes_one_step_loses_all_depth_and_who_is_distracted_pays_for_it() -> None:
    shallow = say(lambda c: c.data.get("shallow", c.reference))
    assert shallow["deep_skill"] < 0 and shallow["depth_cost"] == pytest.approx(0.5, abs=0.02)
    assert shallow["distraction_cost"] == 0.0
    distracted = say(lambda c: c.data["nearest"] if c.tags["arm"] == "distracted" else c.reference)
    assert distracted["distraction_cost"] == 1.0 and distracted["depth_cost"] == pytest.approx(0.0, abs=1e-9)
