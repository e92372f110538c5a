"""URIs `scheme:name?param=value&param=value`: the one way to name a target, a judge, a generator or a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Self
from urllib.parse import parse_qsl, quote

from assay.errors import ConfigError

__all__ = ["ModelURI", "SourceURI"]

_SCHEME = re.compile(r"^([a-z][a-z0-9_-]*):(.*)$", re.DOTALL)
_SECRET = re.compile(r"key|token|secret|password|authorization", re.IGNORECASE)
_SECRET_NAMES_ALLOWED = {"max_tokens", "key_env"}


@dataclass(frozen=True)
class ModelURI:
    """A parsed model URI. `params` keeps the order written; values are text, percent-decoded."""

    noun: ClassVar[str] = "model"
    examples: ClassVar[str] = "openai:gpt-5-mini or llamacpp:smollm2-135m"

    scheme: str
    name: str
    params: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse `text`. Raises ConfigError where it is no URI, or where a parameter seems to hold a secret:
        keys come from the environment only, so that none can reach a journal or a report."""
        match = _SCHEME.match(text.strip())
        if not match:
            raise ConfigError(f"'{text}' is no {cls.noun} URI: write scheme:name, such as {cls.examples}")
        scheme, rest = match.groups()
        name, _, query = rest.partition("?")
        params: dict[str, str] = {}
        for key, value in parse_qsl(query, keep_blank_values=True):
            if _SECRET.search(key) and key not in _SECRET_NAMES_ALLOWED:
                raise ConfigError(
                    f"'{key}' in a {cls.noun} URI: keys are read from the environment only, never from a URI"
                )
            if key in params:
                raise ConfigError(f"'{key}' is given twice in the {cls.noun} URI {scheme}:{name}")
            params[key] = value
        return cls(scheme, name, params)

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        # it names the model at every call, and is put together once
        query = "&".join(f"{k}={quote(v, safe='/:,.@+-_')}" for k, v in self.params.items())
        return f"{self.scheme}:{self.name}" + (f"?{query}" if query else "")

    def take(self, **defaults: str | int | float | bool | None) -> dict[str, str | int | float | bool | None]:
        """The parameters by name, each cast to the type of its default (a default of None: text).

        Raises ConfigError for a parameter that is not among `defaults` or whose value does not fit its type.
        """
        unknown = [k for k in self.params if k not in defaults]
        if unknown:
            known = ", ".join(defaults) or "none"
            raise ConfigError(f"{self.scheme}: has no parameter '{unknown[0]}' (known: {known})")
        out: dict[str, str | int | float | bool | None] = dict(defaults)
        for key, text in self.params.items():
            default = defaults[key]
            try:
                if isinstance(default, bool):
                    out[key] = {
                        "1": True,
                        "true": True,
                        "yes": True,
                        "0": False,
                        "false": False,
                        "no": False,
                    }[text.lower()]
                elif isinstance(default, int):
                    out[key] = int(text)
                elif isinstance(default, float):
                    out[key] = float(text)
                else:
                    out[key] = text
            except (ValueError, KeyError):
                wanted = type(default).__name__
                raise ConfigError(f"{self}: '{key}={text}' is no {wanted}") from None
        return out


class SourceURI(ModelURI):
    """A parsed source URI, such as `file:questions.jsonl?licence=CC0-1.0`."""

    noun = "source"
    examples = "file:questions.jsonl or wikipedia:Tea"
