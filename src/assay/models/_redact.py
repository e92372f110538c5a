"""Keeps secrets out of every text that leaves a model backend: error sentences, reprs, logs."""

from __future__ import annotations

import os
import re

__all__ = ["Secret", "redact"]

_HIDDEN = "[redacted]"
_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|AUTH(?!OR)", re.IGNORECASE)
_SHAPES = (
    # keys of the common providers, whole or masked in the middle by the server
    re.compile(r"\b(?:(?:sk|pk|rk|gsk|hf|xai)[-_]|AIza)(?=\S*[0-9*…])[A-Za-z0-9_*.…-]{6,}"),
    re.compile(r"(?i)(?<=bearer )\S+"),
    re.compile(r"(?i)(?<=api[-_]key[=:])\s*\S+"),
    re.compile(r"(?<=://)[^/@\s]+(?=@)"),
)


class Secret:
    """A key that does not print itself; `reveal()` gives it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return _HIDDEN

    def __bool__(self) -> bool:
        return bool(self._value)


def redact(text: str, *secrets: Secret, limit: int = 300) -> str:
    """`text` on one line, at most `limit` characters, without `secrets`, without the value of any environment
    variable whose name speaks of a key or password, and without whatever looks like a key."""
    values = [secret.reveal() for secret in secrets if secret]
    values += [value for name, value in os.environ.items() if _SECRET_NAME.search(name) and len(value) >= 8]
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, _HIDDEN)
    for shape in _SHAPES:
        text = shape.sub(_HIDDEN, text)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
