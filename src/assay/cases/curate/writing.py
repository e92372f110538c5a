"""Has a generator model write drafts: to a schema, checked by rule, sent back once with the reason, and no two alike."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from assay.cases.curate.drafts import Draft, alike
from assay.cases.curate.record import Provenance, Record
from assay.cases.curate.snapshot import Given
from assay.cases.curate.sources import Generator
from assay.errors import SourceError
from assay.records import Message, Reply, Request

__all__ = ["FORM", "MAX_TOKENS", "SCHEMA", "TRIES", "Written", "first_request", "read", "write"]

TRIES = 2
"""Requests for one draft, at most: it is asked for, and sent back once with the reason for which it cannot be used."""
MAX_TOKENS = 160
_AT_ONCE = 8
_IDLE = 12
"""Drafts in a row of which none can be used, after which the generator is asked no more."""
_NAMED = 2
"""How many accepted texts are named to be avoided."""


class _Text(msgspec.Struct, forbid_unknown_fields=True):
    text: str


SCHEMA = msgspec.json.schema(_Text)["$defs"]["_Text"]
"""An object with one text, for servers that can be held to a schema."""
FORM = 'Answer with one JSON object, {"text": "…"}, and nothing else.'
"""The same in words."""
_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL)


@dataclass
class Written:
    """What came of it: the records, and the counts by which a reader can judge them. `asked` is the number of requests,
    `rejected` the candidates by reason, `ended` why the rest was not asked for ("": all was)."""

    wanted: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    ended: str = ""
    records: list[Record] = field(default_factory=list)

    def notes(self) -> list[str]:
        """Sentences for whoever reads the run."""
        counts = ", ".join(f"{self.used[kind]:,} of {n:,} {kind}s" for kind, n in self.wanted.items())
        said = [f"asked {self.asked:,} times, {counts} can be used; where there is none, cases are made by rule alone"]
        said += [f"{n:,} rejected: {why}" for why, n in sorted(self.rejected.items())]
        return [*said, *([f"asked no more: {self.ended}"] if self.ended else [])]

    def given(self, uri: str, family: str, more: Sequence[str] = ()) -> Given:
        """This as a source of a snapshot."""
        return Given(uri=uri, family=family, notes=(*self.notes(), *more))


def first_request(draft: Draft, *, schema: bool, draw: int = 0) -> Request:
    """The first request for a draft."""
    return _request((Message("user", f"{draft.ask}\n{FORM}"),), schema, draw)


def _request(messages: tuple[Message, ...], schema: bool, draw: int) -> Request:
    return Request(
        messages=messages, max_tokens=MAX_TOKENS, temperature=0.9, seed=draw, draw=draw, schema=SCHEMA if schema else None
    )  # fmt: skip


async def write(drafts: Sequence[Draft], model: Generator, provenance: Provenance) -> Written:
    """Ask for all drafts, a few at once. A generator that cannot be asked any more (`ask` raises SourceError), or that writes
    nothing of use for long, ends it early; what it wrote until then is kept."""
    found = Written(Counter(draft.kind for draft in drafts))
    desk = _Desk(model, provenance, found)
    for start in range(0, len(drafts), _AT_ONCE):
        tasks = [desk.one(draft, start + i) for i, draft in enumerate(drafts[start : start + _AT_ONCE])]
        failed = next((e for e in await asyncio.gather(*tasks, return_exceptions=True) if e is not None), None)
        if isinstance(failed, SourceError):
            found.ended = str(failed)
        elif failed is not None:
            raise failed
        elif desk.idle >= _IDLE:
            found.ended = f"none of the last {desk.idle} could be used"
        if found.ended:
            break
    return found


@dataclass
class _Desk:
    model: Generator
    provenance: Provenance
    found: Written
    texts: dict[str, list[str]] = field(default_factory=dict)
    idle: int = 0

    async def one(self, draft: Draft, draw: int) -> None:
        request = first_request(draft, schema=self.model.schema, draw=draw)
        for _ in range(TRIES):
            self.found.asked += 1
            reply = await self.model.ask(request)
            text = read(reply)
            reason, mend = self._flaw(draft, reply, text)
            if not reason:
                self.found.records.append(draft.record(text, self.provenance))
                self.found.used[draft.kind] += 1
                self.texts.setdefault(draft.kind, []).append(text)
                self.idle = 0
                return
            self.found.rejected[f"{draft.kind}: {reason}"] += 1
            if reply.state != "ok":
                break
            back = Message("user", f"This cannot be used: {mend}. Write another one. {FORM}")
            request = _request((*request.messages, Message("assistant", reply.text), back), self.model.schema, draw)
        self.idle += 1

    def _flaw(self, draft: Draft, reply: Reply, text: str) -> tuple[str, str]:
        """Why a candidate cannot be used: in words to count by, and in words for the model."""
        if reply.state != "ok":
            said = "the generator refused or was blocked" if reply.state != "error" else "no answer came"
            return said, said
        if not text:
            said = "it is no JSON of the schema"
            return said, said
        if said := draft.flaw(text):
            return said, said
        near = sorted(((alike(text, other), other) for other in self.texts.get(draft.kind, ())), reverse=True)
        if near and near[0][0] >= draft.closest:
            said = "it is too much like one written before"
            return said, f"{said}; it must differ from these: {' '.join(other for _, other in near[:_NAMED])}"
        return "", ""


def read(reply: Reply) -> str:
    """The text of an answer that is JSON of the schema, fenced or not, as one line; "" for any other."""
    fenced = _FENCED.fullmatch(reply.text)
    try:
        found = msgspec.json.decode(fenced.group(1) if fenced else reply.text, type=_Text)
    except msgspec.DecodeError:
        return ""
    return found.text.strip()
