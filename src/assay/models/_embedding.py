"""Embeddings on the wire: a text as a request for its vector, and an answer as a reply whose text is that vector.

So an embedding is a call like any other: it is retried, limited, paid for and cached by the engine.
"""

from __future__ import annotations

import base64
import math
from array import array
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from assay.models._openai_wire import UNREADABLE, ServerError, count, read_error
from assay.records import Reply, Request

__all__ = ["decode_embedding", "encode_embedding", "pack", "unpack"]

_MOST = 1 << 16
"""More numbers than a vector has."""


class _Row(Struct):
    embedding: list[float]  # of llama.cpp without pooling: a list of lists, which is no embedding of a text


class _Answer(Struct):
    data: list[_Row] | None = None
    usage: dict[str, object] | None = None


_answer = msgspec.json.Decoder(_Answer, strict=False)


def encode_embedding(model: str, request: Request) -> bytes:
    """The body of a call. What is embedded is the last message."""
    body = {"model": model, "input": request.messages[-1].content, "encoding_format": "float"}
    return msgspec.json.encode(body)


def decode_embedding(body: bytes, seconds: float) -> Reply | ServerError:
    """The vector as a reply. Raises ValueError where the body is neither an answer nor an error."""
    try:
        answer = _answer.decode(body)
    except UNREADABLE as error:
        failed = read_error(200, body)
        if failed.message:
            return failed
        raise ValueError(f"no embeddings: {error}") from None
    if answer.data is None:
        return read_error(200, body)
    vector = answer.data[0].embedding if len(answer.data) == 1 else []
    if not 1 <= len(vector) <= _MOST or not all(map(math.isfinite, vector)) or not any(vector):
        raise ValueError(f"no vector of finite numbers in it ({len(answer.data)} embeddings, {len(vector)} numbers)")
    took = count(answer.usage, "prompt_tokens")
    return Reply(text=pack(vector), finish="stop", seconds=seconds, input_tokens=took)


def pack(vector: Sequence[float]) -> str:
    """A vector as text: 32-bit floats, base64."""
    return base64.b64encode(array("f", vector).tobytes()).decode()


def unpack(text: str) -> array[float]:
    """The vector of a text made by `pack`. Raises ValueError where it is none."""
    vector = array("f")
    vector.frombytes(base64.b64decode(text, validate=True))
    return vector
