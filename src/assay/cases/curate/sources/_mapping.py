"""Rows become records: which column, or which place in a nested value, is which field of a record.

A field that is not mapped is looked for under its own name. A place in a nested value is a path of names and numbers
with dots between them (`answers.text.0`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from assay.cases.curate.record import (
    KINDS,
    FactRecord,
    PersonRecord,
    Provenance,
    QuestionRecord,
    Record,
    RecordKind,
    TextRecord,
)
from assay.errors import ConfigError, SourceError
from assay.uri import SourceURI

__all__ = ["COLUMNS", "MAPPED", "Columns", "look"]

_FIELDS: dict[RecordKind, tuple[str, ...]] = {
    "question": ("question", "answer", "accept", "distractors", "choices", "topic"),
    "fact": ("subject", "relation", "answer", "accept", "alternatives", "rarity", "topic"),
    "text": ("text", "title", "topic"),
    "person": ("name", "topic"),
}
_NEEDED: dict[RecordKind, tuple[str, ...]] = {
    "question": ("question", "answer"),
    "fact": ("subject", "relation", "answer"),
    "text": ("text",),
    "person": ("name",),
}
MAPPED: tuple[RecordKind, ...] = tuple(_FIELDS)
"""The kinds of records that rows can become."""

COLUMNS = tuple(dict.fromkeys(name for names in _FIELDS.values() for name in names))
"""Parameters of a source's URI that name a column."""

_MANY = ("accept", "distractors", "alternatives", "choices")
_TYPES: dict[RecordKind, type[Record]] = {
    "question": QuestionRecord,
    "fact": FactRecord,
    "text": TextRecord,
    "person": PersonRecord,
}
_ABSENT = object()


def look(value: Any, path: str) -> Any:
    """What lies at a dotted path of nested objects and lists, such as `results.0.name`. Raises KeyError, with the part
    that is not there."""
    for part in path.split(".") if path else ():
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, list | tuple) and re.fullmatch(r"\d+", part) and int(part) < len(value):
            value = value[int(part)]
        else:
            raise KeyError(part)
    return value


@dataclass(frozen=True, kw_only=True)
class Columns:
    """How rows are read: `kind` is of which kind the records are (None: the first kind of which a row has what is needed),
    `columns` the place of each mapped field."""

    kind: RecordKind | None
    columns: dict[str, str]
    licence: str
    language: str

    @classmethod
    def of(cls, uri: SourceURI, *, kind: str, licence: str, language: str) -> Columns:
        """Raises ConfigError for a kind that rows cannot be."""
        if kind and kind not in _FIELDS:
            sorts = ", ".join(_FIELDS)
            hint = f"{uri.scheme}: rows can be of kind {sorts}, not '{kind}'"
            raise ConfigError(hint if kind in KINDS else f"'{kind}' is no kind of record ({', '.join(KINDS)}); {hint}")
        chosen = next((k for k in MAPPED if k == kind), None)
        columns = {name: place for name, place in uri.params.items() if name in COLUMNS and place}
        stray = next((n for n in columns if chosen and n not in _FIELDS[chosen]), None)
        if stray:
            raise ConfigError(
                f"{uri}: a {chosen} has no field '{stray}' (it has {', '.join(_FIELDS[chosen or 'text'])})"
            )
        return cls(kind=chosen, columns=columns, licence=licence, language=language)

    def record(self, row: Mapping[str, Any], provenance: Provenance, place: str) -> Record:
        """The record that a row is. Raises SourceError, with `place`, where the row lacks what is needed."""
        kind = self.kind or self._guess(row, place)
        found: dict[str, Any] = {}
        for name in _FIELDS[kind]:
            value = self._value(row, name, place, needed=name in _NEEDED[kind])
            if value is not None:
                found[name] = value
        try:
            if kind == "question":
                found = _with_choices(found)
            if kind == "person":
                rest = {k: v for k, v in row.items() if k != self.columns.get("name", "name") and v not in (None, "")}
                found["attributes"] = {str(k): str(v) for k, v in rest.items() if isinstance(v, str | int | float)}
            for name in found.keys() - {"attributes"}:
                found[name] = tuple(map(_text, found[name])) if name in _MANY else _text(found[name])
            made = {"kind": kind, "provenance": provenance, "language": self.language, **found}
            return msgspec.convert(msgspec.to_builtins(made), _TYPES[kind])
        except (ValueError, msgspec.ValidationError) as error:
            raise SourceError(f"{place}: {error}") from None

    def _guess(self, row: Mapping[str, Any], place: str) -> RecordKind:
        for kind, needed in _NEEDED.items():
            if all(self._place(row, name) is not _ABSENT for name in needed):
                return kind
        for name in self.columns:
            if self._place(row, name) is _ABSENT:
                raise self._lacks(row, name, place)
        raise SourceError(
            f"{place} has the columns {', '.join(map(str, row)) or 'none'}, which are no question (question, answer), fact "
            "(subject, relation, answer), text (text) or person (name): name them, such as ?question=title&answer=key"
        )

    def _lacks(self, row: Mapping[str, Any], name: str, place: str) -> SourceError:
        there = ", ".join(map(str, row)) or "none"
        column = self.columns.get(name, name)
        return SourceError(f"{place} has no column '{column}' (for {name}); it has {there}: name it, such as ?{name}=…")

    def _place(self, row: Mapping[str, Any], name: str) -> Any:
        try:
            return row[self.columns[name]] if self.columns.get(name) in row else look(row, self.columns.get(name, name))
        except KeyError:
            return _ABSENT

    def _value(self, row: Mapping[str, Any], name: str, place: str, *, needed: bool) -> Any:
        value = self._place(row, name)
        if value is _ABSENT and (needed or name in self.columns):
            raise self._lacks(row, name, place)
        if value is _ABSENT or value is None or value == "":
            if needed:
                raise SourceError(f"{place}: '{self.columns.get(name, name)}' is empty")
            return None
        if name in _MANY and isinstance(value, str):
            return [part.strip() for part in value.split("|") if part.strip()]
        return value


def _with_choices(found: dict[str, Any]) -> dict[str, Any]:
    """A question with `choices`: the answer is one of them, else its number from 0, else its letter; the others are wrong.
    A number that is no text, as JSON and Parquet tell them apart, always counts from 0."""
    choices = found.pop("choices", None)
    if choices is None:
        return found
    if isinstance(choices, str) or not isinstance(choices, list | tuple):
        raise ValueError("'choices' is no list")  # noqa: TRY004  (as below)
    options, answer = [_text(c) for c in choices], found["answer"]
    if isinstance(answer, str) and answer.strip() in options:
        right = options.index(str(answer).strip())
    elif re.fullmatch(r"\d+", str(answer).strip()):
        right = int(answer)
    elif re.fullmatch("[A-Za-z]", str(answer).strip()):
        right = ord(str(answer).strip().upper()) - ord("A")
    else:
        raise ValueError(f"the answer '{answer}' is none of the choices {options}")
    if right >= len(options):
        raise ValueError(f"the answer '{answer}' is beyond the {len(options)} choices")
    wrong = [option for i, option in enumerate(options) if i != right]
    return found | {"answer": options[right], "distractors": [*found.get("distractors", ()), *wrong]}


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{str(value)[:60]} is no text")  # noqa: TRY004  (a user's value, not a type of ours)
    return f"{value:g}" if isinstance(value, float) else str(value)
