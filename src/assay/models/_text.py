"""A dialogue in the shapes that backends want: one plain text, or a list of dicts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from assay.models import Rejected
from assay.records import Kind, Message, Picture, Request

__all__ = ["as_dicts", "prompt_of", "transcript"]


def prompt_of(request: Request, kind: Kind) -> Message:
    """The one turn that a model takes which makes pictures or films: with a picture to edit and perhaps a mask, else with none.
    Raises Rejected where there is more, or less."""
    if len(request.messages) != 1:
        raise Rejected(f"a model asked as {kind} takes one prompt, not a dialogue of {len(request.messages)} turns")
    [turn] = request.messages
    if len(turn.pictures) not in ((1, 2) if kind == "edit" else (0,)):
        wanted = "a picture to edit, and perhaps a mask" if kind == "edit" else "words alone"
        raise Rejected(f"a model asked as {kind} takes {wanted}, and was shown {len(turn.pictures)} pictures")
    return turn


def transcript(request: Request) -> str:
    """The text for a model without a chat template: one turn (or `raw`) as it is, a dialogue as a plain
    transcript that ends where the assistant's turn begins."""
    if request.raw or len(request.messages) == 1:
        return "\n".join(m.content for m in request.messages)
    return "\n".join(f"{m.role.capitalize()}: {m.content}" for m in request.messages) + "\nAssistant:"


def as_dicts(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages as OpenAI writes them: `role` and `content`, and tool calls where there are some. The content of one that shows
    pictures is a list of parts: each picture as a data URL, then the text."""
    return [_as_dict(m) for m in messages]


def _as_dict(message: Message) -> dict[str, Any]:
    out: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.pictures:
        urls = [_url(picture) for picture in message.pictures]
        parts: list[dict[str, Any]] = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
        out["content"] = [*parts, {"type": "text", "text": message.content}]
    if message.tool_calls:
        out["tool_calls"] = [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": c.arguments}}
            for c in message.tool_calls
        ]
    if message.tool_call_id:
        out["tool_call_id"] = message.tool_call_id
    return out


def _url(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"
