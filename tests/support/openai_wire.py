"""What an OpenAI-compatible server writes: bodies of answers and errors, for the stub server to send."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import msgspec

__all__ = [
    "Call",
    "Said",
    "content_filter_400",
    "embedded",
    "error",
    "example_of",
    "job",
    "pictured",
    "read_form",
    "render",
]


@dataclass(frozen=True)
class Call:
    """One request as the stub read it. `prompt` is the text of all messages, one a line; `last` that of the
    last message; `attempt` counts, from 1, how often this prompt was asked."""

    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    prompt: str
    last: str
    attempt: int


@dataclass(frozen=True)
class Said:
    """What the stub answers to one call. `raw` replaces the whole body, `wire` the status line and the headers too, and the
    connection is closed after it. `truncate` promises all of the body and closes after half of it; `drop` closes without
    a word; `delay` is in seconds."""

    text: str | None = ""
    finish: str = "stop"
    refusal: str | None = None
    tools: tuple[tuple[str, str], ...] = ()
    status: int = 200
    raw: bytes | None = None
    wire: bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: bool = False
    truncate: bool = False


def error(
    status: int,
    message: str,
    *,
    code: str | None = None,
    param: str | None = None,
    kind: str = "invalid_request_error",
    headers: Mapping[str, str] | None = None,
) -> Said:
    """An error as api.openai.com writes it."""
    body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
    return Said(status=status, raw=msgspec.json.encode(body), headers=headers or {})


def content_filter_400() -> Said:
    """The 400 with which Azure OpenAI says that its filter stopped the prompt."""
    inner = {
        "code": "ResponsibleAIPolicyViolation",
        "content_filter_result": {"violence": {"filtered": True, "severity": "medium"}},
    }
    body = {
        "error": {
            "message": "The response was filtered due to the prompt triggering the content policy.",
            "type": None,
            "param": "prompt",
            "code": "content_filter",
            "status": 400,
            "innererror": inner,
        }
    }
    return Said(status=400, raw=msgspec.json.encode(body))


def read_form(headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """The fields of a body, JSON or a form of parts: a part with a file name as bytes, any other as text."""
    kind = headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return dict(msgspec.json.decode(body)) if body else {}
    parts = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).iter_parts()
    found = {}
    for part in parts:
        content = part.get_payload(decode=True)
        name = part.get_param("name", header="content-disposition")
        found[name] = content if part.get_filename() else content.decode()
    return found


def pictured(data: bytes, **fields: Any) -> Said:
    """A picture as `images/generations` and `images/edits` give it; `fields` add to its datum or, as `usage`, stand beside."""
    usage = {"usage": fields.pop("usage")} if "usage" in fields else {}
    datum = {"b64_json": b64encode(data).decode(), **fields}
    return Said(raw=msgspec.json.encode({"created": 1700000000, "data": [datum], **usage}))


def embedded(vector: Sequence[float], tokens: int = 1) -> Said:
    """A vector as `embeddings` gives it."""
    row = {"object": "embedding", "index": 0, "embedding": vector}
    body = {"object": "list", "data": [row], "usage": {"prompt_tokens": tokens, "total_tokens": tokens}}
    return Said(raw=msgspec.json.encode(body))


def job(status: str, *, poll_ms: int = 1, **fields: Any) -> Said:
    """The job of a film, which is to be looked at again after `poll_ms` milliseconds."""
    body = {"id": "video_1", "object": "video", "status": status, "progress": 0, **fields}
    return Said(raw=msgspec.json.encode(body), headers={"openai-poll-after-ms": str(poll_ms)})


def render(call: Call, said: Said) -> bytes:
    """The JSON body of an answer, chat or legacy, with log-probabilities where the call asked for them."""
    text = said.text
    shown = text or ""
    usage = {"prompt_tokens": len(call.prompt) // 4 + 1, "completion_tokens": len(shown) // 4 + 1}
    head = {"id": "stub-1", "created": 1700000000, "model": call.body.get("model", "stub")}
    if call.path.endswith("/chat/completions"):
        message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": said.refusal}
        if said.tools:
            message["tool_calls"] = [
                {"id": f"call_{i}", "type": "function", "function": {"name": name, "arguments": arguments}}
                for i, (name, arguments) in enumerate(said.tools)
            ]
        logprobs = _chat_logprobs(call, shown)
        choice: dict[str, Any] = {"message": message, "logprobs": logprobs}
        head["object"] = "chat.completion"
    else:
        choice = {"text": text, "logprobs": _legacy_logprobs(call, shown)}
        head["object"] = "text_completion"
    choice |= {"index": 0, "finish_reason": said.finish}
    return msgspec.json.encode(head | {"choices": [choice], "usage": usage})


def example_of(schema: Mapping[str, Any]) -> Any:
    """The plainest value that satisfies a schema of the common sort: what the stub answers to one."""
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {name: example_of(part) for name, part in schema.get("properties", {}).items()}
        case "array":
            return [example_of(schema.get("items", {}))]
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "boolean":
            return True
        case _:
            return "text"


def _pieces(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text)


def _chat_logprobs(call: Call, text: str) -> dict[str, Any] | None:
    if not call.body.get("logprobs"):
        return None
    k = call.body.get("top_logprobs", 0)
    return {
        "content": [
            {
                "token": piece,
                "logprob": -0.25,
                "bytes": None,
                "top_logprobs": [{"token": piece if i == 0 else f"alt{i}", "logprob": -0.25 - i} for i in range(k)],
            }
            for piece in _pieces(text)
        ]
    }


def _legacy_logprobs(call: Call, text: str) -> dict[str, Any] | None:
    k = call.body.get("logprobs")
    if k is None:
        return None
    pieces = _pieces(text)
    return {
        "tokens": pieces,
        "token_logprobs": [-0.25] * len(pieces),
        "top_logprobs": [{piece: -0.25, **{f"alt{i}": -0.25 - i for i in range(1, k)}} for piece in pieces],
        "text_offset": [],
    }
