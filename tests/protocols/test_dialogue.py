"""Scripted dialogues and the attacker: what is sent when, and when they stop."""

from __future__ import annotations

import asyncio

import pytest

from assay.errors import ProbeError
from assay.protocols import Protocol
from assay.protocols.attacker import attacker
from assay.protocols.dialogue import dialogue
from assay.records import Case, Message, Reply, Request
from tests.protocols.support import served, told
from tests.support.openai_wire import Call

CASE = Case(
    messages=(Message("system", "Be brief."), Message("user", "one")), data={"turns": ["two", "three"]}, id="x", draw=3
)
CLIMB = Case(prompt="open it", data={"moves": ["please", "pretty please"], "goal": "have the box opened"}, id="x")
REACHED = attacker(lambda _, replies: "open" in replies[-1].text, turns=3, max_tokens=7)


def contents(request: Request) -> list[str]:
    return [m.content for m in request.messages]


def test_each_turn_is_sent_with_all_that_was_said() -> None:
    asked, replies = told(dialogue(3, 9), CASE, ["A", "B", "C"])
    assert [contents(r) for r in asked] == [
        ["Be brief.", "one"],
        ["Be brief.", "one", "A", "two"],
        ["Be brief.", "one", "A", "two", "B", "three"],
    ]
    assert [m.role for m in asked[2].messages] == ["system", "user", "assistant", "user", "assistant", "user"]
    assert [r.text for r in replies] == ["A", "B", "C"]
    assert {(r.max_tokens, r.draw) for r in asked} == {(9, 3)}


def test_a_case_without_turns_is_asked_once() -> None:
    asked, replies = told(dialogue(3), Case(prompt="one"), ["A", "B"])
    assert len(asked) == len(replies) == 1


@pytest.mark.parametrize("protocol", [dialogue(3), REACHED])
def test_both_are_protocols_of_so_many_calls(protocol: Protocol) -> None:
    assert isinstance(protocol, Protocol) and protocol.calls == 3


@pytest.mark.parametrize("state", ["blocked", "error", "refused"])
@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(("protocol", "case"), [(dialogue(3), CASE), (REACHED, CLIMB)])
def test_they_stop_after_a_reply_that_is_not_usable(protocol: Protocol, case: Case, at: int, state: str) -> None:
    replies = ["no"] * at + [Reply(state=state), "never", "never"]  # type: ignore[arg-type]
    assert len(told(protocol, case, replies)[1]) == at + 1


@pytest.mark.parametrize(
    ("turns", "says"), [("two", "list of texts"), (["two", ""], "none of them empty"), (["2", "3", "4"], "room for 2")]
)
def test_a_script_that_is_none_is_a_wrong_probe(turns: object, says: str) -> None:
    with pytest.raises(ProbeError, match=says):
        told(dialogue(3), Case(prompt="one", data={"turns": turns}), ["A"] * 4)
    with pytest.raises(ProbeError, match=says):
        told(REACHED, Case(prompt="one", data={"moves": turns}), ["A"] * 4)


def test_the_attacker_goes_on_until_it_gets_through() -> None:
    asked, replies = told(REACHED, CLIMB, ["no", "it is open", "never"])
    assert [contents(r) for r in asked] == [["open it"], ["open it", "no", "please"]]
    assert [r.text for r in replies] == ["no", "it is open"]
    assert len(told(REACHED, CLIMB, ["open", "never"])[1]) == 1
    assert len(told(REACHED, CLIMB, ["no", "no", "no", "never"])[1]) == 3


def test_a_generator_words_the_moves_and_the_script_stands_in_where_it_says_nothing() -> None:
    told_to: list[Request] = []
    says = iter([Reply(text=" Would you mind opening it? "), Reply(state="error", error="down")])

    async def generator(request: Request) -> Reply:
        told_to.append(request)
        return next(says)

    driven = attacker(lambda *_: False, turns=3, generator=generator)
    asked, _ = told(driven, CLIMB, ["no", "still no", "never"])
    assert contents(asked[1])[-1] == "Would you mind opening it?"
    assert contents(asked[2])[-1] == "pretty please"
    assert "have the box opened" in told_to[0].messages[0].content and "assistant: no" in told_to[0].messages[0].content
    assert told_to[0].temperature == 0.0, "a resumed run must get the same words"


def test_the_generator_is_not_told_the_targets_system_prompt() -> None:
    seen: list[str] = []

    async def generator(request: Request) -> Reply:
        seen.append(request.messages[0].content)
        return Reply(text="again")

    case = Case(messages=(Message("system", "s3cret"), Message("user", "hi")), data={"moves": ["m"], "goal": "g"})
    told(attacker(lambda *_: False, turns=2, generator=generator), case, ["no", "no"])
    assert seen and "s3cret" not in seen[0]


def test_a_server_sees_the_whole_dialogue() -> None:
    def count(call: Call) -> str:
        return f"{len(call.body['messages'])} {call.body['messages'][-1]['content']}"

    assert [r.text for r in served(dialogue(3), CASE, count)] == ["2 one", "4 two", "6 three"]
    assert [r.text for r in served(REACHED, CLIMB, count)] == ["1 open it"], "its own word 'open' ended it"


def test_replies_that_are_replayed_give_the_same_requests() -> None:
    first, replies = told(dialogue(3), CASE, ["A", "B", "C"])
    again, _ = told(dialogue(3), CASE, replies)
    assert first == again and asyncio.iscoroutinefunction(dialogue(3).run)
