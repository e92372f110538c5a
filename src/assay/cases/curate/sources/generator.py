"""A model as a source: questions, texts or made-up people, written to a schema and checked before they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from assay.cases.curate.facts import fold
from assay.cases.curate.record import PersonRecord, Provenance, QuestionRecord, Record, TextRecord, kind_of
from assay.cases.curate.sources import Desk, Generator, Source, source
from assay.cases.curate.sources._web import at_least
from assay.errors import ConfigError, SourceError
from assay.records import Message, Request
from assay.uri import SourceURI

__all__ = ["FromModel"]

_OWN = ("kind", "topic", "count", "language")
_TRIES = 3
"""Requests for each record wanted, at most: what is rejected is asked for again."""


class _Question(msgspec.Struct, forbid_unknown_fields=True):
    question: str
    answer: str
    wrong_answers: list[str]


class _Text(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    text: str


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    occupation: str
    town: str
    interest: str


_SHAPES: dict[str, type[msgspec.Struct]] = {"question": _Question, "text": _Text, "person": _Person}
_ASK = {
    "question": "Write one quiz question about {topic} with a short answer that is beyond doubt, and three wrong answers "
    "of the same sort.",
    "text": "Write a factual text of about 150 words about {topic}, with a title.",
    "person": "Make up a person who does not exist and has to do with {topic}: full name, occupation, town, interest.",
}


@source("generator")
class FromModel(Source):
    """Any target as a generator of questions, texts or made-up people on a topic, held to a JSON schema.

    What is no JSON of the schema, is empty, too long, a double, or gives its answer away is rejected and counted. A question is
    kept only if the model, asked it anew with the options in another order, answers as it did: such labels rest on
    the model, and are not for judging models of its own family. Parameters that are not the source's own are the model's.
    """

    form = "generator:MODEL-URI[?kind=question|text|person&topic=…&count=20&language=en&…]"
    gives = ("question", "text", "person")
    network = False  # the model says which addresses it needs

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        own = SourceURI(uri.scheme, uri.name, {k: v for k, v in uri.params.items() if k in _OWN})
        given = own.take(kind="question", topic="everyday knowledge", count=20, language="en")
        self.kind, self.topic, self.language = (str(given[n]) for n in ("kind", "topic", "language"))
        self.count = at_least(uri, "count", given["count"], most=1000)
        if self.kind not in _SHAPES:
            raise ConfigError(f"{uri}: a model gives records of kind {', '.join(_SHAPES)}, not '{self.kind}'")
        if ":" not in uri.name:
            raise ConfigError(f"{uri}: name a model after generator:, such as generator:llamacpp:smollm2-135m")
        scheme, _, name = uri.name.partition(":")
        self.model = str(SourceURI(scheme, name, {k: v for k, v in uri.params.items() if k not in _OWN}))

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        rejected: Counter[str] = Counter()
        made: list[Record] = []
        async with desk.generator(self.model) as model:
            self.family = model.family
            for number in range(_TRIES * self.count):
                if len(made) == self.count:
                    break
                try:
                    record = await self._one(model, number, made, desk.now)
                except _Rejected as error:
                    rejected[str(error)] += 1
                    continue
                made.append(record)
                yield record
        self.notes.append(f"written by {self.model} (role generator, family {self.family})")
        self.notes += [f"{n} rejected: {why}" for why, n in sorted(rejected.items())]
        if not made:
            reasons = "; ".join(f"{n} × {why}" for why, n in sorted(rejected.items()))
            raise SourceError(f"{self.model} wrote nothing that can be used: {reasons}")

    async def _one(self, model: Generator, number: int, made: list[Record], now: str) -> Record:
        asked = _ASK[self.kind].format(topic=self.topic)
        told = "; ".join(_head(record) for record in made[-8:])
        asked += f" Write it in the language with the code {self.language}." if self.language != "en" else ""
        asked += f" It must differ from all of these: {told}." if told else ""
        found = await _structured(model, asked, _SHAPES[self.kind], number)
        provenance = Provenance(url=f"model:{self.model}", licence="generated", time=now, attribution=model.family)
        try:
            record = _record(found, self.topic, self.language, provenance)
        except ValueError as error:
            raise _Rejected(str(error)) from None
        if fold(_head(record)) in {fold(_head(other)) for other in made}:
            raise _Rejected("it was written before")
        if isinstance(record, QuestionRecord):
            await _checked(model, record)
        return record


class _Rejected(Exception):  # noqa: N818  (no fault, a reason)
    """What the model wrote is not used, and why."""


async def _structured(model: Generator, asked: str, shape: type[msgspec.Struct], draw: int) -> Any:
    schema = msgspec.json.schema(shape)
    flat = schema["$defs"][shape.__name__]
    how = f"{asked}\nAnswer with one JSON object with the fields {', '.join(flat['properties'])}, and nothing else."
    reply = await model.ask(
        Request(
            messages=(Message("user", how),), max_tokens=600, temperature=1.0, draw=draw, seed=draw,
            schema=flat if model.schema else None,
        )
    )  # fmt: skip
    if reply.state == "error":
        raise SourceError(f"the generator cannot be asked: {reply.error}")
    text = reply.text[reply.text.find("{") : reply.text.rfind("}") + 1]
    try:
        return msgspec.json.decode(text, type=shape)
    except msgspec.DecodeError:
        raise _Rejected("it is no JSON of the schema") from None


def _record(found: Any, topic: str, language: str, provenance: Provenance) -> Record:
    common: dict[str, Any] = {"topic": topic, "language": language, "provenance": provenance}
    fields = [value.strip() for value in msgspec.structs.asdict(found).values() if isinstance(value, str)]
    if not all(fields) or max(map(len, fields)) > 4000:
        raise ValueError("a field is empty or longer than 4,000 characters")
    match found:
        case _Text():
            return TextRecord(text=found.text.strip(), title=found.title.strip(), **common)
        case _Person():
            rest = {"occupation": found.occupation, "town": found.town, "interest": found.interest}
            return PersonRecord(name=found.name.strip(), attributes=rest, **common)
    answer, wrong = found.answer.strip(), tuple(dict.fromkeys(w.strip() for w in found.wrong_answers if w.strip()))
    if len({fold(w) for w in wrong}) < 3:
        raise ValueError("it has fewer than three different wrong answers")
    if len(answer) > 80:
        raise ValueError("the answer is longer than 80 characters")
    if f" {fold(answer)} " in f" {fold(found.question)} ":
        raise ValueError("the question gives the answer away")
    if fold(answer) in map(fold, wrong):
        raise ValueError("the answer is among the wrong ones")
    return QuestionRecord(question=found.question.strip(), answer=answer, distractors=wrong[:3], **common)


async def _checked(model: Generator, record: QuestionRecord) -> None:
    """Ask the question anew, the right option neither first nor last. Raises _Rejected where another one is named."""
    options = [record.distractors[0], record.answer, *record.distractors[1:]]
    listed = "\n".join(f"- {option}" for option in options)
    prompt = f"{record.question}\n{listed}\nAnswer with one of these options only."
    reply = await model.ask(Request(messages=(Message("user", prompt),), max_tokens=60))
    said = f" {fold(reply.text)} "
    if [f" {fold(option)} " in said for option in options] != [option == record.answer for option in options]:
        raise _Rejected("asked anew, the model answers otherwise")


def _head(record: Record) -> str:
    match record:
        case QuestionRecord():
            return record.question
        case PersonRecord():
            return record.name
        case TextRecord():
            return record.title
    raise TypeError(kind_of(record))
