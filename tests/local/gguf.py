"""Writes GGUF headers, good ones and broken ones."""

from __future__ import annotations

import struct
from typing import Any

__all__ = ["array", "header", "pair", "text"]

KINDS = {"u8": (0, "<B"), "i8": (1, "<b"), "u16": (2, "<H"), "i16": (3, "<h"), "u32": (4, "<I"), "i32": (5, "<i"),
         "f32": (6, "<f"), "bool": (7, "<?"), "u64": (10, "<Q"), "i64": (11, "<q"), "f64": (12, "<d")}  # fmt: skip


def text(value: str) -> bytes:
    """A length and the UTF-8 bytes."""
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def array(kind: int, count: int, content: bytes) -> bytes:
    """An array's value: the kind of its items, how many it says there are, and what is there."""
    return struct.pack("<IQ", kind, count) + content


def pair(key: str, kind: str, value: Any) -> bytes:
    """A key with its value; `value` is bytes where `kind` is "array"."""
    if kind == "str":
        return text(key) + struct.pack("<I", 8) + text(value)
    if kind == "array":
        return text(key) + struct.pack("<I", 9) + bytes(value)
    number, form = KINDS[kind]
    return text(key) + struct.pack("<I", number) + struct.pack(form, value)


def header(*pairs: bytes, magic: bytes = b"GGUF", version: int = 3, count: int | None = None) -> bytes:
    """A header of no tensors that says to hold `count` pairs, by default as many as it holds."""
    said = len(pairs) if count is None else count
    return magic + struct.pack("<IQQ", version, 0, said) + b"".join(pairs)
