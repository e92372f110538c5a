"""Scripted dialogues and the attacker: what is sent when, and when they stop."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from assay.errors import ProbeError
from assay.protocols import Protocol, attackable
from assay.protocols.attacker import attacker
from assay.protocols.dialogue import dialogue
from assay.records import Case, Message, Move, Reply, Request
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


class Words:
    """A wording for the tests: the attacker is sent the goal and the last reply, and may say anything but "rude"."""

    def request(self, case: Case, so_far: Request, last: str, *, schema: bool) -> Request:
        return Request(messages=(Message("user", f"{case.data['goal']}|{len(so_far.messages)}|{last}|{schema}"),))

    def move(self, case: Case, so_far: Request, reply: Reply) -> Move:
        return Move(reply.text, "rude" if reply.text == "rude" or reply.state != "ok" else "")


class Foe:
    """An attacker that says what a test wrote down."""

    schema = True

    def __init__(self, *says: Reply | str) -> None:
        self.says, self.asked = list(says), []  # type: ignore[var-annotated]

    async def ask(self, request: Request) -> Reply:
        self.asked.append(request.messages[0].content)
        said = self.says.pop(0)
        return Reply(text=said) if isinstance(said, str) else said


def attacked_by(foe: Foe, case: Case, replies: list[str]) -> tuple[list[Request], list[Reply]]:
    asked: list[Request] = []

    async def ask(request: Request) -> Reply:
        asked.append(request)
        return Reply(text=replies[len(asked) - 1])

    driven = attacker(lambda _, said: "open" in said[-1].text, turns=4, wording=Words())
    return asked, asyncio.run(driven.run(case, ask, frozenset(), foe))


LONG_CLIMB = msgspec.structs.replace(CLIMB, data={**CLIMB.data, "moves": ["please", "pretty please", "so please"]})


def test_an_attacker_words_what_leads_up_to_the_request_and_the_script_stands_in_where_it_cannot_be_used() -> None:
    foe = Foe("I lost the key.", "rude", Reply(state="error", error="down"))
    asked, replies = attacked_by(foe, LONG_CLIMB, ["no", "still no", "no!", "never"])
    assert [contents(r)[-1] for r in asked] == ["open it", "I lost the key. open it", "pretty please", "so please"]
    assert [r.move for r in replies] == [None, Move("I lost the key."), Move("rude", "rude"), Move("", "rude")]
    assert foe.asked == ["have the box opened|1|no|True", "have the box opened|3|still no|True",
                         "have the box opened|5|no!|True"]  # fmt: skip


def test_an_attacker_is_not_asked_once_the_target_gives_way_nor_for_a_case_without_a_goal() -> None:
    foe = Foe("I lost the key.")
    assert len(attacked_by(foe, LONG_CLIMB, ["no", "it is open"])[1]) == 2
    assert len(attacked_by(foe, LONG_CLIMB, ["open"])[1]) == 1
    plain = msgspec.structs.replace(LONG_CLIMB, data={"moves": ["please"]})
    assert [r.move for r in attacked_by(foe, plain, ["no", "no"])[1]] == [None, None]
    assert len(foe.asked) == 1


def test_without_a_wording_an_attacker_protocol_can_use_no_model() -> None:
    assert attackable(REACHED) is None and attackable(dialogue(3)) is None
    assert attackable(attacker(lambda *_: False, turns=3, wording=Words())) is not None


def test_what_an_attacker_may_be_asked_is_known_before_and_is_as_long_as_it_can_be() -> None:
    driven = attacker(lambda *_: False, turns=4, max_tokens=5, wording=Words())
    assert [r.messages[0].content for r in driven.attacks(LONG_CLIMB)] == [
        f"have the box opened|{n}|{'.' * 20}|False" for n in (1, 3, 5)
    ]
    assert not list(driven.attacks(CASE))


def test_a_server_sees_the_whole_dialogue() -> None:
    def count(call: Call) -> str:
        return f"{len(call.body['messages'])} {call.body['messages'][-1]['content']}"

    assert [r.text for r in served(dialogue(3), CASE, count)] == ["2 one", "4 two", "6 three"]
    assert [r.text for r in served(REACHED, CLIMB, count)] == ["1 open it"], "its own word 'open' ended it"


def test_replies_that_are_replayed_give_the_same_requests() -> None:
    first, replies = told(dialogue(3), CASE, ["A", "B", "C"])
    again, _ = told(dialogue(3), CASE, replies)
    assert first == again and asyncio.iscoroutinefunction(dialogue(3).run)
