"""Records: what a source knows, one small typed record each, with where it comes from and the hash of its content."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

import msgspec
from msgspec import Struct

from assay.records import canonical, digest

__all__ = [
    "KINDS",
    "FactRecord",
    "ImageRecord",
    "ParaphraseRecord",
    "PersonRecord",
    "PhotographRecord",
    "Provenance",
    "QuestionRecord",
    "Rarity",
    "Record",
    "RecordKind",
    "SettingRecord",
    "TextRecord",
    "kind_of",
    "sealed",
]

RecordKind = Literal["fact", "text", "question", "image", "photograph", "person", "paraphrase", "setting"]
Rarity = Literal["common", "middling", "rare"]
KINDS: tuple[RecordKind, ...] = get_args(RecordKind)
"""What a record can be of."""


class Provenance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a record comes from. `url` names the place: a web address, a package (`pkg:pypi/name@version`), a file and
    line, a model. `licence` is an SPDX id or URL where it is known. `time` is when it was fetched or, of a pinned
    revision, made (UTC, ISO 8601); empty where the content lies on this machine and decides alone. `attribution` is
    whom the licence asks to be named."""

    url: str
    licence: str = "unknown"
    time: str = ""
    attribution: str = ""


class _Base(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """`sha256` is the hash of the content, provenance aside; `sealed` sets it. `language` is a BCP 47 tag, "" where it
    is not known. `topic` is what scores may be sliced by."""

    provenance: Provenance
    language: str = ""
    topic: str = ""
    sha256: str = ""


class FactRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="fact"):
    """`answer` is the `relation` of `subject` ("Paris", "capital", "France"). `accept` are other right spellings or other
    right answers, `alternatives` wrong ones of the same sort. `rarity` is `common`, `middling` or `rare`."""

    subject: str
    relation: str
    answer: str
    accept: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    rarity: Rarity = "middling"

    def __post_init__(self) -> None:
        _filled(subject=self.subject, relation=self.relation, answer=self.answer)
        _apart(self.answer, self.accept, self.alternatives, "alternatives")


class QuestionRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="question"):
    """A question in its own words, with its right answer, other spellings of it, and wrong answers."""

    question: str
    answer: str
    accept: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _filled(question=self.question, answer=self.answer)
        _apart(self.answer, self.accept, self.distractors, "distractors")


class TextRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="text"):
    """A text, such as the main part of a page."""

    text: str
    title: str = ""

    def __post_init__(self) -> None:
        _filled(text=self.text)


class ImageRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="image"):
    """An image: `media` is the name it is stored under, its SHA-256 and suffix; `label` says what it shows."""

    media: str
    label: str = ""
    title: str = ""


class PhotographRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="photograph"):
    """A photograph: `media` is the PNG or JPEG it is stored as, `objects` how many of each kind are labelled in it, 0 for some that
    were not counted."""

    media: str
    objects: dict[str, int]
    title: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{64}\.(png|jpg)", self.media):
            raise ValueError(f"'{self.media[:80]}' is no name of a media file: its SHA-256 and .png or .jpg")
        if not self.objects or min(self.objects.values()) < 0:
            raise ValueError("'objects' must name what the photograph shows, each with its number or 0")


class PersonRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="person"):
    """A synthetic person: a name and what else is made up about them, by field."""

    name: str
    attributes: dict[str, str] = {}

    def __post_init__(self) -> None:
        _filled(name=self.name)


class ParaphraseRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="paraphrase"):
    """The stem of a question that a run asks, and the same in other words."""

    stem: str
    paraphrase: str

    def __post_init__(self) -> None:
        _filled(stem=self.stem, paraphrase=self.paraphrase)


class SettingRecord(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="setting"):
    """A sentence that sets a scene and decides nothing, and the attributes that it was written to."""

    text: str
    attributes: dict[str, str] = {}

    def __post_init__(self) -> None:
        _filled(text=self.text)


Record: TypeAlias = (
    FactRecord
    | QuestionRecord
    | TextRecord
    | ImageRecord
    | PhotographRecord
    | PersonRecord
    | ParaphraseRecord
    | SettingRecord
)

_NOWHERE = Provenance(url="")


def kind_of(record: Record) -> RecordKind:
    """The kind of a record, as its JSON says it."""
    kind: RecordKind = record.__struct_config__.tag  # type: ignore[assignment]
    return kind


def sealed(record: Record) -> Record:
    """The record with the hash of its content: of all but where it comes from."""
    content = msgspec.structs.replace(record, provenance=_NOWHERE, sha256="")
    return msgspec.structs.replace(record, sha256=digest(canonical(content)))


def _filled(**fields: str) -> None:
    for name, text in fields.items():
        if not text.strip():
            raise ValueError(f"'{name}' is empty")


def _apart(answer: str, accept: tuple[str, ...], wrong: tuple[str, ...], name: str) -> None:
    right = {text.casefold().strip() for text in (answer, *accept)}
    both = next((text for text in wrong if text.casefold().strip() in right), None)
    if both is not None:
        raise ValueError(f"'{both}' is right and among the {name}")
