"""`openai:` sends what the API wants and reads what servers answer, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from assay.models import Rejected
from assay.records import Message, Request, Token, ToolCall
from tests.models.calls import ask, dialogue, one_turn, using
from tests.support.openai_wire import Call, Said, content_filter_400, error
from tests.support.stub import Stub, running


class Server:
    """A stub that keeps the calls it was sent."""

    def __init__(self, answer: Callable[[Call], str | Said]) -> None:
        self.calls: list[Call] = []
        self._answer = answer

    def __call__(self, call: Call) -> str | Said:
        self.calls.append(call)
        return self._answer(call)

    @property
    def sent(self) -> list[dict[str, Any]]:
        return [dict(call.body) for call in self.calls]


def uri(stub: Stub, query: str = "", name: str = "stub") -> str:
    return f"openai:{name}?base_url={stub.base_url}{query}"


def test_chat_sends_the_request_and_reads_text_finish_and_usage() -> None:
    server = Server(lambda call: Said("Paris.", finish="length"))
    request = Request(
        messages=(Message("system", "Be brief."), Message("user", "Capital of France?")),
        max_tokens=5,
        temperature=0.7,
        top_p=0.9,
        stop=("\n",),
        seed=3,
        draw=2,
    )
    with running(server) as stub:
        reply = ask(uri(stub), request)
    assert (reply.text, reply.state, reply.finish) == ("Paris.", "ok", "length")
    assert reply.input_tokens > 0
    assert reply.output_tokens == 2
    assert reply.seconds > 0
    assert server.sent == [
        {
            "model": "stub",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Capital of France?"},
            ],
            "max_tokens": 5,
            "temperature": 0.7,
            "top_p": 0.9,
            "stop": ["\n"],
            "seed": 5,
        }
    ]


def test_chat_logprobs_are_asked_for_and_read() -> None:
    server = Server(lambda call: "It is")
    with running(server) as stub:
        reply = ask(uri(stub), one_turn(top_logprobs=2))
    assert server.sent[0]["logprobs"] is True
    assert server.sent[0]["top_logprobs"] == 2
    assert reply.tokens == (
        Token("It", -0.25, (("It", -0.25), ("alt1", -1.25))),
        Token(" is", -0.25, ((" is", -0.25), ("alt1", -1.25))),
    )


def test_legacy_completions_send_a_prompt_and_read_parallel_logprobs() -> None:
    server = Server(lambda call: "It is")
    with running(server) as stub:
        reply = ask(uri(stub, "&api=completions"), one_turn("Say:", top_logprobs=2, raw=True))
    assert server.calls[0].path == "/v1/completions"
    assert server.sent[0]["prompt"] == "Say:"
    assert server.sent[0]["logprobs"] == 2
    assert reply.text == "It is"
    assert reply.tokens[1] == Token(" is", -0.25, ((" is", -0.25), ("alt1", -1.25)))


def test_legacy_completions_write_a_dialogue_as_a_transcript() -> None:
    server = Server(lambda call: "ok")
    with running(server) as stub:
        ask(uri(stub, "&api=completions"), dialogue(("user", "Hi"), ("assistant", "Hello"), ("user", "Sure?")))
    assert server.sent[0]["prompt"] == "User: Hi\nAssistant: Hello\nUser: Sure?\nAssistant:"


def test_tools_go_out_and_tool_calls_come_back() -> None:
    tool = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}
    server = Server(lambda call: Said(None, finish="tool_calls", tools=(("weather", '{"city": "Oslo"}'),)))
    past = ToolCall(id="c0", name="weather", arguments="{}")
    request = Request(
        messages=(
            Message("user", "Weather?"),
            Message("assistant", "", (past,)),
            Message("tool", "rain", tool_call_id="c0"),
        ),
        tools=(tool,),
    )
    with running(server) as stub:
        reply = ask(uri(stub), request)
    assert server.sent[0]["tools"] == [tool]
    function = {"name": "weather", "arguments": "{}"}
    assert server.sent[0]["messages"][1]["tool_calls"] == [{"id": "c0", "type": "function", "function": function}]
    assert server.sent[0]["messages"][2]["tool_call_id"] == "c0"
    assert reply.tool_calls == (ToolCall(id="call_0", name="weather", arguments='{"city": "Oslo"}'),)
    assert reply.text == ""


def test_structured_output_is_asked_for_strictly(stub: Stub) -> None:
    schema = {"type": "object", "properties": {"answer": {"enum": ["yes", "no"]}}, "required": ["answer"]}
    assert ask(uri(stub), one_turn(schema=schema)).text == '{"answer":"yes"}'


@pytest.mark.parametrize(
    ("said", "state", "text"),
    [
        (Said(None, refusal="I can't help with that."), "refused", "I can't help with that."),
        (Said("Half an", finish="content_filter"), "blocked", "Half an"),
        (content_filter_400(), "blocked", ""),
        (error(403, "Your input was flagged", code="moderation_blocked"), "blocked", ""),
        (Said(None), "ok", ""),
        (Said("plain", content_type="text/plain"), "ok", "plain"),
        (Said(raw=b'{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"text":"b"}]}}]}'), "ok", "ab"),
        (Said(raw=b'{"choices":[{"message":{"content":"x"},"logprobs":null}],"usage":null,"error":null}'), "ok", "x"),
    ],
)  # fmt: skip
def test_what_is_no_plain_answer_is_a_state_of_the_reply(said: Said, state: str, text: str) -> None:
    with running(lambda call: said) as stub:
        reply = ask(uri(stub))
    assert (reply.state, reply.text) == (state, text)


@pytest.mark.parametrize("name", ["temperature", "logprobs", "seed"])
def test_an_unsupported_parameter_is_left_out_from_then_on(name: str) -> None:
    def answer(call: Call) -> str | Said:
        if name in call.body:
            return error(400, f"Unsupported value: '{name}'.", code="unsupported_value", param=name)
        return "fine"

    async def twice(target: Any) -> tuple[str, ...]:
        for _ in range(2):
            reply = await target.ask(one_turn(seed=1, top_logprobs=1))
            assert reply.text == "fine"
        return target.notes  # type: ignore[no-any-return]

    server = Server(answer)
    with running(server) as stub:
        notes = using(uri(stub), twice)
    assert len(server.calls) == 3
    assert len(notes) == 1
    assert f"'{name}'" in notes[0]


def test_max_tokens_is_renamed_once_by_calls_that_run_side_by_side() -> None:
    def answer(call: Call) -> str | Said:
        if "max_tokens" in call.body:
            message = (
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens'."
            )
            return error(400, message, code="unsupported_parameter", param="max_tokens")
        return "fine"

    async def many(target: Any) -> list[str]:
        return [r.text for r in await asyncio.gather(*(target.ask(one_turn(f"{i}")) for i in range(20)))]

    server = Server(answer)
    with running(server, latency=0.02) as stub:
        assert using(uri(stub), many) == ["fine"] * 20
    assert len(server.calls) <= 40
    assert server.sent[-1]["max_completion_tokens"] == 128


def test_a_server_that_rejects_both_names_is_not_asked_for_ever() -> None:
    def answer(call: Call) -> Said:
        name = "max_tokens" if "max_tokens" in call.body else "max_completion_tokens"
        return error(400, f"Unsupported parameter: '{name}'", param=name, code="unsupported_parameter")

    server = Server(answer)
    with running(server) as stub, pytest.raises(Rejected, match="Unsupported parameter"):
        ask(uri(stub))
    assert len(server.calls) == 2


def test_500_calls_at_once_each_get_their_own_answer() -> None:
    async def many(target: Any) -> list[str]:
        replies = await asyncio.gather(*(target.ask(one_turn(f"number {i}")) for i in range(500)))
        return [reply.text for reply in replies]

    with running(lambda call: call.last[::-1], latency=0.2) as stub:
        texts = using(uri(stub), many)
        stats = stub.stats()
    assert texts == [f"number {i}"[::-1] for i in range(500)]
    assert stats.per_prompt == {f"number {i}": 1 for i in range(500)}
    assert stats.peak > 100, "the calls must overlap"


def test_connections_are_kept_alive() -> None:
    async def in_turn(target: Any) -> None:
        for i in range(20):
            await target.ask(one_turn(str(i)))

    with running() as stub:
        using(uri(stub), in_turn)
        assert stub.stats().connections == 2, "one for the model, one for these statistics"
