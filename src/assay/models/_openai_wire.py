"""The OpenAI wire format: a `Request` as a JSON body, a body as a `Reply`, an error as what it means.

Bodies are decoded once, into typed structs that ask for no more than is used; what a server adds is skipped.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Struct

from assay.models._text import as_dicts, transcript
from assay.records import Reply, Request, Token, ToolCall

__all__ = [
    "DROPPABLE",
    "UNREADABLE",
    "ServerError",
    "count",
    "decode_models",
    "decode_reply",
    "encode_request",
    "read_error",
    "unsupported",
]

DROPPABLE = frozenset({"temperature", "top_p", "seed", "logprobs", "top_logprobs", "response_format"})
"""Parameters that are left out once a server says that it does not support them."""

_MOST_TOKENS = 10**12
"""More than any call takes: a count beyond it is none."""

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What a body that is no JSON, or JSON nested without end, is told by."""

_SWITCH = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_UNSUPPORTED = re.compile(
    r"unsupported|not support|unrecognized|unknown (?:name|param|field|arg)|unexpected|extra inputs|not permitted",
    re.IGNORECASE,
)
_FILTER_CODES = frozenset(
    {
        "content_filter",
        "content_policy_violation",
        "responsibleaipolicyviolation",
        "moderation_blocked",
        "data_inspection_failed",
    }
)
_FILTER_WORDS = re.compile(
    r"content management policy|content (?:policy|filter)|flagged by|input was flagged", re.IGNORECASE
)


class _Part(Struct):
    text: str = ""


class _Function(Struct):
    name: str
    arguments: str | dict[str, Any] = "{}"


class _ToolCall(Struct):
    function: _Function
    id: str | None = ""


class _Alternative(Struct):
    token: str
    logprob: float


class _TokenInfo(Struct):
    token: str
    logprob: float
    top_logprobs: list[_Alternative] | None = None


class _Logprobs(Struct):
    """Both forms: `content` (chat) and the parallel lists (legacy completions)."""

    content: list[_TokenInfo] | None = None
    tokens: list[str] | None = None
    token_logprobs: list[float | None] | None = None
    top_logprobs: list[dict[str, float] | None] | None = None


class _Answer(Struct):
    content: str | list[_Part] | None = None
    refusal: str | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(Struct):
    message: _Answer | None = None
    text: str | None = None
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None


class _Completion(Struct):
    choices: list[_Choice] | None = None
    usage: Any = None
    error: msgspec.Raw = msgspec.Raw()


class _ModelName(Struct):
    id: str


class _ModelList(Struct):
    data: list[_ModelName]


class ServerError(Struct, frozen=True):
    """An error as the server tells it. `status` is the HTTP status it stands for; `filtered` marks a content filter."""

    status: int
    message: str
    code: str = ""
    param: str = ""
    filtered: bool = False


_completion = msgspec.json.Decoder(_Completion)
_models = msgspec.json.Decoder(_ModelList)
_encoder = msgspec.json.Encoder()


def encode_request(
    model: str, request: Request, *, chat: bool, limit_name: str, without: frozenset[str] | set[str]
) -> tuple[bytes, frozenset[str]]:
    """The body of a call and the names of its parameters. `limit_name` is what bounds the answer ("max_tokens" or
    "max_completion_tokens"), `without` what this server does not take. A draw is told apart by its seed."""
    body: dict[str, Any] = {
        "model": model,
        (limit_name if chat else "max_tokens"): request.max_tokens,
        "temperature": request.temperature,
    }
    if request.top_p != 1.0:
        body["top_p"] = request.top_p
    if request.seed is not None:
        body["seed"] = request.seed + request.draw
    if request.stop:
        body["stop"] = request.stop
    if chat:
        body["messages"] = as_dicts(request.messages)
        if request.logprobs or request.top_logprobs:
            body["logprobs"] = True
        if request.top_logprobs:
            body["top_logprobs"] = request.top_logprobs
        if request.tools:
            body["tools"] = request.tools
        if request.schema is not None:
            schema = {"name": "answer", "strict": True, "schema": request.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
    else:
        body["prompt"] = transcript(request)
        if request.logprobs or request.top_logprobs:
            body["logprobs"] = request.top_logprobs
    for name in without:
        body.pop(name, None)
    return _encoder.encode(body), frozenset(body)


def decode_reply(body: bytes, seconds: float) -> Reply | ServerError:
    """The reply in a 200's body, or the error that the body holds instead.

    Raises ValueError, in words for the user, where it is no answer: not JSON, cut off, of the wrong shape.
    """
    try:
        done = _completion.decode(body)
    except UNREADABLE as error:
        raise ValueError(f"the body is no completion ({error})") from None
    if not done.choices:
        if done.error and bytes(done.error) != b"null":
            return read_error(200, body)
        raise ValueError("the body holds no choices")
    choice = done.choices[0]
    answer = choice.message
    if answer is None and choice.text is None:
        raise ValueError("the first choice holds neither a message nor a text")
    content = choice.text if answer is None else answer.content
    text = "".join(part.text for part in content) if isinstance(content, list) else content or ""
    finish = choice.finish_reason or ""
    refusal = answer.refusal if answer is not None else None
    return Reply(
        text=refusal or text,
        state="blocked" if finish == "content_filter" else "refused" if refusal or finish == "refusal" else "ok",
        finish=finish,
        tool_calls=_tool_calls(answer),
        tokens=_tokens(choice.logprobs),
        input_tokens=count(done.usage, "prompt_tokens"),
        output_tokens=count(done.usage, "completion_tokens"),
        seconds=seconds,
    )


def count(usage: Any, name: str) -> int:
    """A number of tokens, 0 where the server gives none that can be one: a good answer is not thrown away for it."""
    told = usage.get(name) if isinstance(usage, dict) else None
    return told if type(told) is int and 0 <= told <= _MOST_TOKENS else 0


def _tool_calls(answer: _Answer | None) -> tuple[ToolCall, ...]:
    if answer is None or not answer.tool_calls:
        return ()
    return tuple(
        ToolCall(
            id=c.id or "",
            name=c.function.name,
            arguments=c.function.arguments
            if isinstance(c.function.arguments, str)
            else _encoder.encode(c.function.arguments).decode(),
        )
        for c in answer.tool_calls
    )


def _tokens(found: _Logprobs | None) -> tuple[Token, ...]:
    if found is None:
        return ()
    if found.content:
        return tuple(
            Token(t.token, t.logprob, tuple((a.token, a.logprob) for a in t.top_logprobs or ())) for t in found.content
        )
    tokens, logprobs = found.tokens or [], found.token_logprobs or []
    tops = found.top_logprobs or [None] * len(tokens)
    return tuple(
        Token(token, logprob, tuple(sorted((top or {}).items(), key=lambda pair: -pair[1])))
        for token, logprob, top in zip(tokens, logprobs, tops, strict=False)
        if logprob is not None
    )


def decode_models(body: bytes) -> tuple[str, ...]:
    """The names in an answer to GET /models, none where it is not one."""
    try:
        return tuple(m.id for m in _models.decode(body).data)
    except UNREADABLE:
        return ()


def read_error(status: int, body: bytes) -> ServerError:
    """What an error body says, in any of the shapes that servers use: {"error": {…}}, {"error": "…"},
    {"message": …}, {"detail": …}, or no JSON at all. A 200 takes the status that the body names, else 502."""
    try:
        decoded = msgspec.json.decode(body)
    except UNREADABLE:
        text = re.sub(r"<[^>]*>", " ", body[:4000].decode("utf-8", "replace"))
        return ServerError(status, " ".join(text.split()))
    found: Any = decoded.get("error", decoded) if isinstance(decoded, dict) else decoded
    if isinstance(found, str):
        found = {"message": found}
    if not isinstance(found, dict):
        found = {}
    message = next((str(found[k]) for k in ("message", "detail", "msg", "error") if found.get(k)), "")
    code, inner = found.get("code"), found.get("innererror")
    codes = {str(code).lower(), str(found.get("type")).lower()}
    if isinstance(inner, dict):
        codes.add(str(inner.get("code")).lower())
    filtered = bool(codes & _FILTER_CODES)
    if status == 200:
        named = str(code if code is not None else found.get("status"))
        status = int(named) if re.fullmatch(r"[45]\d\d", named) else 502
    filtered = filtered or (status in (400, 403, 422) and bool(_FILTER_WORDS.search(message)))
    return ServerError(
        status,
        message,
        code="" if code is None else str(code),
        param=str(found.get("param") or ""),
        filtered=filtered,
    )


def unsupported(error: ServerError, sent: frozenset[str]) -> tuple[str, str | None] | None:
    """The parameter among `sent` that a 400 calls unsupported, and the name to send instead (None: leave it out).

    None where the error says no such thing.
    """
    if error.status not in (400, 422) or not (
        error.code.startswith("unsupported") or _UNSUPPORTED.search(error.message)
    ):
        return None
    named = [error.param] if error.param else re.findall(r"\w+", error.message)
    for name in named:
        if name in sent and name in _SWITCH:
            return name, _SWITCH[name]
        if name in sent and name in DROPPABLE:
            return name, None
    return None
