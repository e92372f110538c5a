"""Simulated tools: the target may call tools whose answers stand in the case; what it called is the trace.

A target that has native tool calls gets declarations and tool messages, any other a convention in plain text: a line of
JSON. Nothing is executed, and every result is a function of the call alone, so that the trace can be read off the
replies at any time.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from assay.errors import ProbeError
from assay.protocols import Ask
from assay.records import Case, Message, Reply, Request, ToolCall

__all__ = ["Step", "Tools", "call_text", "calls_of", "final_text", "tool", "tools", "trace"]

_MOST = 8
"""Calls of one reply that are carried out; the rest is ignored."""
_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool}
_THOUGHT = re.compile(r"^.*</think(?:ing)?>", re.DOTALL)

_CONVENTION = {
    "en": (
        "You can use tools. To use one, reply with one line of JSON and nothing else:\n"
        '{"tool": "NAME", "arguments": {"ARGUMENT": "VALUE"}}\n'
        "You are then told its result, and can use another. When you are done, answer in plain words.\n"
        "The tools:"
    ),
    "es": (
        "Puedes usar herramientas. Para usar una, responde con una sola línea de JSON y nada más:\n"
        '{"tool": "NOMBRE", "arguments": {"ARGUMENTO": "VALOR"}}\n'
        "Después se te dice el resultado y puedes usar otra. Cuando termines, responde con palabras normales.\n"
        "Las herramientas:"
    ),
    "zh": (
        "你可以使用工具。要使用工具，请只回复一行JSON，不要写别的：\n"
        '{"tool": "名称", "arguments": {"参数": "值"}}\n'
        "然后你会得到结果，可以再用另一个工具。完成之后，请用普通文字回答。\n"
        "工具如下："
    ),
}
_RESULT = {"en": "Result of {name}: {result}", "es": "Resultado de {name}: {result}", "zh": "{name}的结果：{result}"}
"""By the case's tag `language`, what stands around the tools. That a call does not fit its declaration is said in English,
as programs say it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One call in a trace: in which reply (from 0), which tool, with which arguments (as their types are declared), and
    what it gave. `ok` is false where there is no such tool or the arguments do not fit its declaration."""

    turn: int
    name: str
    arguments: dict[str, Any]
    result: str
    ok: bool


def tool(
    name: str,
    description: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    results: Iterable[tuple[Mapping[str, Any], str]] = (),
    otherwise: str = "Done.",
) -> dict[str, Any]:
    """A simulated tool, as plain data for `case.data["tools"]`.

    `parameters` gives each argument its JSON type or JSON schema (string, integer, number or boolean; all are
    required). A call gives the text of the first pair in `results` all of whose arguments it has (letters' case and
    spaces at the ends do not count), and `otherwise` where none fits.
    """
    schemas = {k: {"type": v} if isinstance(v, str) else dict(v) for k, v in (parameters or {}).items()}
    for argument, schema in schemas.items():
        if schema.get("type") not in _TYPES:
            raise ProbeError(f"tool {name}: the type of '{argument}' must be one of {', '.join(_TYPES)}")
    return {
        "name": name,
        "description": description,
        "parameters": schemas,
        "results": [{"when": dict(when), "gives": gives} for when, gives in results],
        "otherwise": otherwise,
    }


def call_text(name: str, /, **arguments: Any) -> str:
    """A call as the plain-text convention has it."""
    return json.dumps({"tool": name, "arguments": arguments}, ensure_ascii=False)


def calls_of(reply: Reply) -> tuple[ToolCall, ...]:
    """The calls that a reply makes: its native ones, else those in its text, at most eight.

    In text a call is a JSON object with the keys "tool" and "arguments" and no others, that is the whole reply (a code
    fence around it and a thinking block before it do not count) or a whole line of it. All else is prose.
    """
    if reply.tool_calls:
        return reply.tool_calls[:_MOST]
    text = _THOUGHT.sub("", reply.text).strip()
    if text.startswith("```") and text.endswith("```"):
        text = text.partition("\n")[2].removesuffix("```").strip()
    if (call := _read(text)) is not None:
        return (call,)
    found = [call for line in text.splitlines() if (call := _read(line.strip())) is not None]
    return tuple(found[:_MOST])


def _read(text: str) -> ToolCall | None:
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        found = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None
    if not isinstance(found, dict) or set(found) != {"tool", "arguments"}:
        return None
    if not isinstance(found["tool"], str) or not isinstance(found["arguments"], dict):
        return None
    return ToolCall(name=found["tool"], arguments=json.dumps(found["arguments"], ensure_ascii=False))


def trace(case: Case, replies: Sequence[Reply]) -> tuple[Step, ...]:
    """Every call that the replies make, in order, with its result. Raises ProbeError where the case has no tools."""
    table = _table(case)
    return tuple(_step(table, turn, call) for turn, reply in enumerate(replies) for call in calls_of(reply))


def final_text(replies: Sequence[Reply]) -> str:
    """The last reply's words; "" where it calls a tool, and so no answer was reached."""
    return replies[-1].text if replies and not calls_of(replies[-1]) else ""


def _table(case: Case) -> dict[str, dict[str, Any]]:
    given = case.data.get("tools")
    if not isinstance(given, list | tuple) or not given or not all(isinstance(t, dict) and "name" in t for t in given):
        raise ProbeError(f"the tools protocol needs data['tools'] in case {case.id}: a list of assay tool() entries")
    return {str(t["name"]): t for t in given}


def _step(table: Mapping[str, Mapping[str, Any]], turn: int, call: ToolCall) -> Step:
    name, arguments = call.name, _object(call.arguments)
    if name not in table:
        known = ", ".join(table)
        return Step(
            turn=turn, name=name, arguments=arguments or {}, result=f"Error: no tool '{name}'; known: {known}", ok=False
        )
    if arguments is None:
        return Step(turn=turn, name=name, arguments={}, result="Error: the arguments must be a JSON object", ok=False)
    spec = table[name]
    wanted: Mapping[str, Mapping[str, Any]] = spec.get("parameters", {})
    read: dict[str, Any] = {}
    for key, schema in wanted.items():
        value = _typed(arguments.get(key), schema["type"])
        if value is None:
            said = f"Error: {name} needs the argument '{key}' ({schema['type']})"
            return Step(turn=turn, name=name, arguments=arguments, result=said, ok=False)
        read[key] = value
    if extra := [key for key in arguments if key not in wanted]:
        said = f"Error: {name} takes no argument '{extra[0]}'"
        return Step(turn=turn, name=name, arguments=arguments, result=said, ok=False)
    gives = next(
        (row["gives"] for row in spec.get("results", ()) if all(_same(read.get(k), v) for k, v in row["when"].items())),
        spec.get("otherwise", "Done."),
    )
    return Step(turn=turn, name=name, arguments=read, result=str(gives), ok=True)


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = msgspec.json.decode((text.strip() or "{}").encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _typed(value: Any, kind: str) -> Any:
    """The value as its type is declared, None where it cannot be: "12" is an integer, and 12 a string."""
    if value is None or isinstance(value, list | dict):
        return None
    if kind == "string":
        return value if isinstance(value, str) else json.dumps(value)
    if kind == "boolean":
        return {"true": True, "false": False}.get(str(value).strip().lower())
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    if kind == "integer":
        return int(number) if number.is_integer() else None
    return number if math.isfinite(number) else None


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a.strip().casefold() == b.strip().casefold()
    return bool(a == b)


@dataclass(frozen=True)
class Tools:
    """Asks the case with its `data["tools"]` at hand, answers each call, and goes on until a reply calls nothing or
    `calls` replies are there.

    A call may come natively or in the text convention whatever the target was offered: what it tried counts.
    Stops after the first reply that is not usable (blocked, refused by the provider, or an error).
    """

    calls: int = 6
    max_tokens: int = 128
    temperature: float = 0.0
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset({"tools"})

    async def run(self, case: Case, ask: Ask, has: frozenset[str]) -> list[Reply]:
        """The replies in order; `trace` reads the calls from them. Raises ProbeError where the case has no tools."""
        table, language = _table(case), case.tags.get("language", "en")
        native = "tools" in has
        messages = case.turns if native else _instructed(case.turns, table, language)
        declared = tuple(_declaration(spec) for spec in table.values()) if native else ()
        replies: list[Reply] = []
        while len(replies) < self.calls:
            reply = await ask(
                Request(
                    messages=messages,
                    max_tokens=self.max_tokens,
                    temperature=self.temperature,
                    tools=declared,
                    draw=case.draw,
                )
            )
            turn = len(replies)
            replies.append(reply)
            made = calls_of(reply)
            if reply.state != "ok" or not made:
                break
            messages = (*messages, *_answered(reply, made, [_step(table, turn, call) for call in made], turn, language))
        return replies


def _instructed(
    messages: tuple[Message, ...], table: Mapping[str, Mapping[str, Any]], language: str
) -> tuple[Message, ...]:
    """The dialogue with the convention and the tools at the end of its system message, or in one of their own."""
    lines = [_CONVENTION[language]]
    for spec in table.values():
        inner = ", ".join(_parameter(name, schema) for name, schema in spec.get("parameters", {}).items())
        lines.append(f"- {spec['name']}({inner}): {spec['description']}")
    text = "\n".join(lines)
    if messages[0].role == "system":
        return (Message("system", f"{messages[0].content}\n\n{text}"), *messages[1:])
    return (Message("system", text), *messages)


def _parameter(name: str, schema: Mapping[str, Any]) -> str:
    options = schema.get("enum")
    return f"{name}: {' | '.join(map(str, options)) if options else schema['type']}"


def _declaration(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The tool as OpenAI's API has it."""
    properties = dict(spec.get("parameters", {}))
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    function = {"name": spec["name"], "description": spec["description"], "parameters": schema}
    return {"type": "function", "function": function}


def _answered(
    reply: Reply, made: Sequence[ToolCall], steps: Sequence[Step], turn: int, language: str
) -> tuple[Message, ...]:
    """The reply and the results of its calls as messages: native calls get tool messages, others a user turn."""
    if not reply.tool_calls:
        said = "\n".join(_RESULT[language].format(name=step.name, result=step.result) for step in steps)
        return Message("assistant", reply.text), Message("user", said)
    # not every server names its calls, and all want each result to name its own
    named = tuple(
        call if call.id else msgspec.structs.replace(call, id=f"call_{turn}_{i}") for i, call in enumerate(made)
    )
    results = (Message("tool", step.result, tool_call_id=call.id) for call, step in zip(named, steps, strict=True))
    return Message("assistant", reply.text, tool_calls=named), *results


def tools(rounds: int = 6, max_tokens: int = 128, *, temperature: float = 0.0) -> Tools:
    """At most `rounds` replies, each with any number of calls up to eight, and at most `max_tokens` tokens long."""
    return Tools(rounds, max_tokens, temperature)
