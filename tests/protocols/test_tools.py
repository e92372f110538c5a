"""Simulated tools: reading calls strictly, answering them from the case, natively and in plain text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assay.errors import ProbeError
from assay.protocols import Protocol
from assay.protocols.tools import call_text, calls_of, final_text, tool, tools, trace
from assay.records import Case, Message, Reply, ToolCall
from tests.protocols.support import served, told
from tests.support.openai_wire import Call, Said

TOOLS = [
    tool(
        "look_up",
        "Finds an order.",
        {"order": "integer"},
        results=[({"order": 17}, "Order 17: a lamp."), ({"order": 18}, "Order 18: a chair.")],
        otherwise="There is no such order.",
    ),
    tool("refund", "Pays an order back.", {"order": "integer", "how": {"type": "string", "enum": ["card", "cash"]}}),
    tool("now", "Tells the time.", otherwise="It is noon."),
]
CASE = Case(messages=(Message("system", "Help."), Message("user", "Pay order 17 back.")), data={"tools": TOOLS}, id="x")
LOOK, PAY = call_text("look_up", order=17), call_text("refund", order=17, how="card")
NATIVE = frozenset({"tools"})


def test_it_goes_on_until_a_reply_calls_nothing() -> None:
    asked, replies = told(tools(5, 9), CASE, [LOOK, PAY, "Done.", "never"])
    assert [r.text for r in replies] == [LOOK, PAY, "Done."]
    assert [m.content for m in asked[2].messages[1:]] == [
        "Pay order 17 back.",
        LOOK,
        "Result of look_up: Order 17: a lamp.",
        PAY,
        "Result of refund: Done.",
    ]
    assert not any(r.tools for r in asked)
    assert isinstance(tools(), Protocol) and tools(5).calls == 5


def test_the_convention_names_every_tool_after_the_cases_own_system_message() -> None:
    system = told(tools(), CASE, ["ok"])[0][0].messages[0]
    assert system.role == "system" and system.content.startswith("Help.\n\n")
    for line in (
        "look_up(order: integer): Finds an order.",
        "refund(order: integer, how: card | cash)",
        "now(): Tells",
    ):
        assert line in system.content
    bare = Case(prompt="hi", data={"tools": TOOLS})
    assert [m.role for m in told(tools(), bare, ["ok"])[0][0].messages] == ["system", "user"]


def test_the_convention_reads_its_own_example() -> None:
    example = next(
        line for line in told(tools(), CASE, ["ok"])[0][0].messages[0].content.split("\n") if line[:1] == "{"
    )
    assert calls_of(Reply(text=example))[0].name == "NAME"


def test_no_more_rounds_than_allowed_are_asked() -> None:
    assert len(told(tools(3), CASE, [LOOK] * 9)[1]) == 3
    assert final_text([Reply(text=LOOK)]) == "" and final_text([Reply(text=LOOK), Reply(text="Bye.")]) == "Bye."


@pytest.mark.parametrize("state", ["blocked", "error", "refused"])
def test_it_stops_after_a_reply_that_is_not_usable(state: str) -> None:
    assert len(told(tools(), CASE, [LOOK, Reply(text=PAY, state=state), "never"])[1]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        LOOK,
        f"  {LOOK}\n",
        f"```json\n{LOOK}\n```",
        f"```\n{LOOK}```",
        f"I look it up first.\n{LOOK}",
        f"<think>\n{PAY}\nNo, look first.</think>{LOOK}",
        json.dumps(json.loads(LOOK), indent=2),
        f"```json\n{json.dumps(json.loads(LOOK), indent=2)}\n```",
    ],
)
def test_a_call_is_a_line_or_the_whole_reply(text: str) -> None:
    assert [(c.name, json.loads(c.arguments)) for c in calls_of(Reply(text=text))] == [("look_up", {"order": 17})]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "I would call look_up with order 17.",
        f"I could send {LOOK} but I will not.",
        '{"tool": "look_up"}',
        '{"tool": "look_up", "arguments": "17"}',
        '{"tool": "look_up", "arguments": {}, "note": "x"}',
        '{"tool": 1, "arguments": {}}',
        '{"answer": 17}',
        "{" * 50_000,
        "{}" * 25_000,
        "```\n" + " " * 50_000 + "x",
        '{"tool": "a", "arguments": ' + "[" * 20_000 + "]" * 20_000 + "}",
        "你好，我不能这样做。",
    ],
)
def test_nothing_else_is_a_call(text: str) -> None:
    assert calls_of(Reply(text=text)) == ()


def test_several_calls_of_one_reply_are_carried_out_in_order_up_to_eight() -> None:
    steps = trace(CASE, [Reply(text="\n".join([LOOK, PAY])), Reply(text="Done.")])
    assert [(s.turn, s.name, s.ok) for s in steps] == [(0, "look_up", True), (0, "refund", True)]
    assert len(calls_of(Reply(text="\n".join([LOOK] * 20)))) == 8
    assert len(calls_of(Reply(tool_calls=(ToolCall(name="now"),) * 20))) == 8


@pytest.mark.parametrize(
    ("name", "arguments", "ok", "result"),
    [
        ("look_up", {"order": 18}, True, "Order 18: a chair."),
        ("look_up", {"order": "18"}, True, "Order 18: a chair."),
        ("look_up", {"order": 18.0}, True, "Order 18: a chair."),
        ("look_up", {"order": 99}, True, "There is no such order."),
        ("look_up", {}, False, "Error: look_up needs the argument 'order' (integer)"),
        ("look_up", {"order": "a lot"}, False, "Error: look_up needs the argument 'order' (integer)"),
        ("look_up", {"order": 1.5}, False, "Error: look_up needs the argument 'order' (integer)"),
        ("look_up", {"order": "1e999"}, False, "Error: look_up needs the argument 'order' (integer)"),
        ("look_up", {"order": 10**400}, False, "Error: look_up needs the argument 'order' (integer)"),
        ("look_up", {"order": [17]}, False, "Error: look_up needs the argument 'order' (integer)"),
        ("look_up", {"order": 17, "all": True}, False, "Error: look_up takes no argument 'all'"),
        ("now", {}, True, "It is noon."),
        ("delete", {}, False, "Error: no tool 'delete'; known: look_up, refund, now"),
    ],
)
def test_a_result_is_a_function_of_the_call_alone(name: str, arguments: dict[str, Any], ok: bool, result: str) -> None:
    call = ToolCall(name=name, arguments=json.dumps(arguments))
    (step,) = trace(CASE, [Reply(tool_calls=(call,))])
    assert (step.ok, step.result) == (ok, result)


@pytest.mark.parametrize("arguments", ["", "{}", "[1]", "{", "null", '"x"'])
def test_arguments_that_are_no_object_are_an_error_told_to_the_model(arguments: str) -> None:
    (step,) = trace(CASE, [Reply(tool_calls=(ToolCall(name="look_up", arguments=arguments),))])
    assert not step.ok and step.result.startswith("Error: ")


def test_letters_case_and_spaces_do_not_keep_a_row_from_matching() -> None:
    case = Case(prompt="?", data={"tools": [tool("f", "F.", {"k": "string"}, results=[({"k": "Ada"}, "yes")])]})
    steps = trace(case, [Reply(text=call_text("f", k=" ada")), Reply(text=call_text("f", k="Adam"))])
    assert [s.result for s in steps] == ["yes", "Done."]


def test_native_calls_get_declarations_and_tool_messages() -> None:
    calls = (ToolCall(id="a", name="look_up", arguments='{"order": 17}'), ToolCall(name="now"))
    asked, _ = told(tools(), CASE, [Reply(tool_calls=calls), "Done."], NATIVE)
    assert asked[0].messages == CASE.turns, "no convention is stated"
    assert [t["function"]["name"] for t in asked[0].tools] == ["look_up", "refund", "now"]
    assert asked[0].tools[1]["function"]["parameters"]["required"] == ["order", "how"]
    assistant, first, second = asked[1].messages[2:]
    assert [c.id for c in assistant.tool_calls] == ["a", "call_0_1"]
    assert (first.role, first.tool_call_id, first.content) == ("tool", "a", "Order 17: a lamp.")
    assert (second.role, second.tool_call_id, second.content) == ("tool", "call_0_1", "It is noon.")


def test_a_call_written_as_text_counts_for_a_target_with_native_calls_too() -> None:
    asked, replies = told(tools(), CASE, [PAY, "Done."], NATIVE)
    assert [s.name for s in trace(CASE, replies)] == ["refund"]
    assert asked[1].messages[-1] == Message("user", "Result of refund: Done.")


def _agent(call: Call) -> str | Said:
    """Looks the order up, pays it back, and says so, natively where it was given tools."""
    steps = [("look_up", {"order": 17}), ("refund", {"order": 17, "how": "card"})]
    done = sum(m["role"] == "assistant" for m in call.body["messages"])
    if done == len(steps):
        return f"Paid back after: {call.body['messages'][-1]['content']}"
    name, arguments = steps[done]
    if "tools" in call.body:
        return Said(text=None, finish="tool_calls", tools=((name, json.dumps(arguments)),))
    return call_text(name, **arguments)


@pytest.mark.parametrize("api", ["chat", "completions"])
def test_a_server_with_tools_and_one_without_leave_the_same_trace(api: str) -> None:
    """The legacy API has no tools, and gets the plain-text convention."""

    def answer(call: Call) -> str | Said:
        if api == "chat":
            assert "tools" in call.body
            return _agent(call)
        assert "tools" not in call.body
        turns = [line for line in call.prompt.split("\n") if line.startswith("Assistant: ")]
        steps = [LOOK, PAY]
        return steps[len(turns)] if len(turns) < 2 else "Paid back."

    replies = served(tools(), CASE, answer, api)
    assert len(replies) == 3 and replies[-1].text.startswith("Paid back")
    assert [(s.name, s.arguments, s.result) for s in trace(CASE, replies)] == [
        ("look_up", {"order": 17}, "Order 17: a lamp."),
        ("refund", {"order": 17, "how": "card"}, "Done."),
    ]


@pytest.mark.parametrize("given", [None, [], "look_up", [{"description": "?"}]])
def test_a_case_without_tools_is_a_wrong_probe(given: object) -> None:
    with pytest.raises(ProbeError, match=r"data\['tools'\]"):
        told(tools(), Case(prompt="?", data={"tools": given}), ["ok"])


def test_a_tool_with_an_unknown_type_is_a_wrong_probe() -> None:
    with pytest.raises(ProbeError, match="the type of 'x' must be one of string, integer, number, boolean"):
        tool("f", "F.", {"x": "list"})
