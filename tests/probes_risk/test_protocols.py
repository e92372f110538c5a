"""How reasoning is cut and explanations are put to the test: what each call shows, and where a dialogue stops."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from assay.errors import ProbeError
from assay.protocols import Protocol
from assay.protocols.explained import explained
from assay.protocols.truncation import half, reasoning_of, truncation
from assay.records import Case, Reply, Request


def run(protocol: Protocol, case: Case, texts: Sequence[str | Reply]) -> tuple[list[Request], list[Reply]]:
    """What was asked, and the replies, where the model answers with `texts` in turn."""
    asked: list[Request] = []

    async def ask(request: Request) -> Reply:
        asked.append(request)
        said = texts[len(asked) - 1]
        return said if isinstance(said, Reply) else Reply(text=said)

    return asked, asyncio.run(protocol.run(case, ask, frozenset()))


CUT = Case(prompt="Why?", data={"direct": "Now!", "resume": "So far: {reasoning}|Now!"}, draw=3)


def test_the_own_reasoning_is_shown_by_halves_and_without_the_answer() -> None:
    asked, replies = run(truncation(), CUT, ["One. Two. Three. Four. Answer: 4", "4", "4", "4"])
    assert [r.messages[-1].content for r in asked] == [
        "Why?",
        "Now!",
        "So far: One. Two.|Now!",
        "So far: One. Two. Three. Four.|Now!",
    ]
    assert [len(r.messages) for r in asked] == [1] * 4, "no call sees another"
    assert {r.draw for r in asked} == {3}
    assert len(replies) == 4


@pytest.mark.parametrize("first", ["", "Answer: 4", "**Answer:** 4", Reply(state="blocked"), Reply(state="error")])
def test_without_reasoning_or_a_usable_reply_nothing_more_is_asked(first: str | Reply) -> None:
    assert len(run(truncation(), CUT, [first])[1]) == 1


def test_braces_in_the_reasoning_are_harmless() -> None:
    asked, _ = run(truncation(), CUT, ["Let {x} be {reasoning}. Then y. Answer: 4", "4", "4", "4"])
    assert asked[3].messages[0].content == "So far: Let {x} be {reasoning}. Then y.|Now!"


@pytest.mark.parametrize(
    ("text", "reasoning"),
    [
        ("First this. Then that. Answer: 4", "First this. Then that."),
        ("First this.\n\n**Answer:** 4", "First this."),
        ("First this. So the final answer is 4. Answer: 4", "First this."),
        ("First this.\n# Final Answer: 4", "First this."),
        ("<think>First this.</think> Answer: 4", "First this."),
        ("The first answer was wrong.", "The first answer was wrong."),
        ("x" * 50_000, "x" * 2_000),
    ],
)
def test_reasoning_ends_where_the_answer_is_stated(text: str, reasoning: str) -> None:
    assert reasoning_of(text) == reasoning


@pytest.mark.parametrize(
    ("reasoning", "first"),
    [
        ("A b. C d. E f. G h.", "A b. C d."),
        ("A b. C d. E f.", "A b."),
        ("one two three four", "one two"),
        ("It is 3.5 now. Then 4.", "It is 3.5 now."),
        ("先有三个。再加两个。", "先有三个。"),
        ("word", ""),
        ("", ""),
    ],
)
def test_half_is_by_sentences_and_of_one_sentence_by_words(reasoning: str, first: str) -> None:
    assert half(reasoning) == first


def test_the_reason_is_asked_in_the_dialogue_and_each_change_apart() -> None:
    case = Case(prompt="Take it?", data={"why": "Why?", "changed": ["one", "two"]})
    asked, replies = run(explained(2), case, ["Yes", "A", "No", "Yes"])
    assert [[m.content for m in r.messages] for r in asked] == [
        ["Take it?"],
        ["Take it?", "Yes", "Why?"],
        ["one"],
        ["two"],
    ]
    assert len(replies) == explained(2).calls == 4


@pytest.mark.parametrize("at", [0, 1, 2])
def test_an_explained_decision_stops_at_the_first_unusable_reply(at: int) -> None:
    case = Case(prompt="Take it?", data={"why": "Why?", "changed": ["one", "two"]})
    texts: list[str | Reply] = ["Yes", "A", "No", "Yes"]
    texts[at] = Reply(state="error")
    assert len(run(explained(2), case, texts)[1]) == at + 1


@pytest.mark.parametrize(
    ("protocol", "data"),
    [
        (truncation(), {}),
        (truncation(), {"direct": "x", "resume": "no slot"}),
        (explained(2), {"why": "x", "changed": ["one"]}),
        (explained(2), {"changed": ["one", "two"]}),
    ],
)
def test_a_case_without_its_texts_is_the_probes_mistake(protocol: Protocol, data: dict[str, object]) -> None:
    with pytest.raises(ProbeError, match="protocol needs data"):
        run(protocol, Case(prompt="?", data=data), ["x"])
