"""Judging by a model: the calls one opinion takes, how an answer is read, and the verdict that a panel comes to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from assay.errors import ProbeError
from assay.judges._outcome import pick, unread
from assay.judges._rubric import SPOKEN, Given, Rubric
from assay.judges._text import answer_part, is_empty
from assay.measure.table import Where, selects, words_of
from assay.records import Case, Message, Opinion, Reply, Request, Verdict

if TYPE_CHECKING:
    from assay.judges._near import Near

__all__ = ["Ask", "ByModel", "by_model", "read_verdict"]

MAX_TOKENS = 256
"""Tokens that an answer may take. One that is held to the schema takes about ten; the rest is for a server that is not."""

QUEUE = "queue"
"""The label of what no step decided: it waits for people."""

Readable = Callable[[Reply], bool]
Ask = Callable[[Request, Readable], Awaitable[Reply]]
"""Asks a judge; the second argument tells whether a reply can be read, and so may be kept for another time."""

_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL)
_OBJECT = re.compile(r"\{[^{}]{0,400}\}")


class _Said(Struct):
    verdict: str


def read_verdict(text: str, names: Sequence[str]) -> str:
    """The option that an answer names, "" where it names none: JSON of the schema, fenced or not, or one such object in prose.
    Two objects that name different options name none."""
    text = answer_part(text)
    whole = _FENCED.fullmatch(text)
    found = set()
    for part in [whole[1] if whole else text.strip(), *_OBJECT.findall(text)]:
        try:
            said = msgspec.json.decode(part, type=_Said).verdict.strip().casefold()
        except msgspec.DecodeError:
            continue
        found.add(next((name for name in names if name.casefold() == said), ""))
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True)
class ByModel:
    """See `by_model`."""

    rubric: Rubric
    turn: int = -1
    where: Where = field(default_factory=dict)
    fields: Mapping[Given, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a verdict's `step` says: the rubric and the start of its hash. Who judged by it stands in the opinions."""
        return f"model:{self.rubric.id}" + (f":turn={self.turn}" if self.turn != -1 else "")

    @cached_property
    def near(self) -> Near | None:
        """How an embedding model judges by this rubric; None where it cannot."""
        from assay.judges._near import near

        return near(self.rubric)

    @property
    def steps(self) -> tuple[str, ...]:
        """What a verdict's `step` may say: what likeness decided, and what a model did."""
        return (*((self.near.name,) if self.near else ()), self.name)

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """Without a model there is no verdict."""
        return unread(self.name, "no model judge was named", QUEUE)

    def asks(self, case: Case) -> bool:
        """Whether the rubric is about cases like this one."""
        return selects(self.where, words_of(case))

    def wants(self, case: Case, replies: Sequence[Reply]) -> bool:
        """Whether the rubric is about the case, and there is something in the reply that a model could judge."""
        return self.asks(case) and not is_empty(answer_part(pick(replies, self.turn)))

    def reply(self, replies: Sequence[Reply]) -> str:
        """The words that are judged."""
        return answer_part(pick(replies, self.turn)).strip()

    def texts(self, case: Case, replies: Sequence[Reply]) -> dict[str, str]:
        """What the judge is given. Raises ProbeError where the case has none of it."""
        asked = "\n\n".join(f"{m.role}: {m.content}" for m in case.turns) if case.messages else case.prompt
        known = {
            "prompt": asked,
            "reply": self.reply(replies),
            "reference": case.reference,
            "context": str(case.data.get("context", "")),
            "other": str(case.data.get("other", "")),
            **{name: str(case.data.get(place, "")) for name, place in self.fields.items()},
        }
        texts: dict[str, str] = {name: known[name] for name in self.rubric.given}
        for name, text in texts.items():
            if not text:
                raise ProbeError(
                    f"the rubric {self.rubric.name} shows the {SPOKEN[name]} of a case, and {case.id} has none"
                )
        return texts

    def requests(
        self, case: Case, replies: Sequence[Reply], *, repeats: int, wordings: bool, schema: bool
    ) -> Iterator[tuple[Request, bool]]:
        """All calls that an opinion may take, and whether the order was swapped in each: every repeat in both orders, then, where
        `wordings` says so, every other wording in both orders."""
        texts = self.texts(case, replies)
        for wording in range(len(self.rubric.wordings) if wordings else 1):
            for draw in range(1 if wording else repeats):
                for swapped in (False, True):
                    text = self.rubric.write(texts, wording=wording, swapped=swapped)
                    form = self.rubric.schema(swapped=swapped) if schema else None
                    yield (
                        Request(
                            messages=(Message("user", text),), max_tokens=MAX_TOKENS, seed=0, draw=draw, schema=form
                        ),
                        swapped,
                    )

    def mine(self, verdict: Verdict) -> tuple[Opinion, ...]:
        """The opinions in a verdict that were given by this very rubric, or by its exemplars."""
        return tuple(
            opinion for opinion in verdict.opinions if opinion.rubric == self.rubric.id or self.by_likeness(opinion)
        )

    def by_likeness(self, opinion: Opinion) -> bool:
        """Whether an embedding model gave it, by the exemplars for this very rubric."""
        return self.near is not None and opinion.rubric == self.near.id

    async def opinion(
        self, judge: str, case: Case, replies: Sequence[Reply], ask: Ask, *, repeats: int, wordings: bool, schema: bool
    ) -> Opinion:
        """What the judge with the URI `judge`, asked by `ask`, thinks of a case. A call that fails ends it with an error."""
        names, answers = self.rubric.names(swapped=False), []
        try:
            calls = list(self.requests(case, replies, repeats=repeats, wordings=wordings, schema=schema))
        except ProbeError as error:
            return Opinion(judge=judge, rubric=self.rubric.id, error=str(error))

        def readable(reply: Reply) -> bool:
            return reply.state == "ok" and bool(read_verdict(reply.text, names))

        for request, swapped in calls:
            reply = await ask(request, readable)
            if reply.state == "error":
                return Opinion(judge=judge, rubric=self.rubric.id, error=reply.error)
            said = read_verdict(reply.text, names) if reply.state == "ok" else ""
            if not said and reply.state == "ok":
                return Opinion(judge=judge, rubric=self.rubric.id, error=_unreadable(reply))
            answers.append(self._turned(said, swapped))
        first, rest = answers[: 2 * repeats], answers[2 * repeats :]
        pairs = [rest[i : i + 2] for i in range(0, len(rest), 2)]
        return Opinion(
            judge=judge,
            rubric=self.rubric.id,
            label=_agreed([_majority(first[0::2]), _majority(first[1::2])]),
            answers=tuple(first),
            wordings=tuple(_agreed(pair) for pair in pairs),
        )

    def _turned(self, said: str, swapped: bool) -> str:
        """Of a comparison, what was said of the replies in the order in which they are meant."""
        if not (swapped and self.rubric.pairwise):
            return said
        return {"first": "second", "second": "first"}.get(said, said)

    def verdict(self, local: Verdict, opinions: Sequence[Opinion]) -> Verdict:
        """What a panel says: the option that more than half of it name. Embedding models are heard first, and the others where
        those are not sure. Where these are not either, it abstains: a `local` verdict that decided something stands, and what rules
        left open is for people."""
        told = tuple(opinions)
        likened = [opinion for opinion in told if self.by_likeness(opinion)]
        asked = [opinion for opinion in told if opinion not in likened]
        for step, how, voices in ((self.steps[0], "by likeness", likened), (self.name, "in both orders", asked)):
            label, count = _most(voices)
            if label:
                option = self.rubric.option(label)
                named = (
                    f"{voices[0].judge} names it" if len(voices) == 1 else f"{count} of {len(voices)} judges name it"
                )
                extra = {**local.extra, **option.extra, **_flips(told)}
                return Verdict(option.outcome, option.value, label, extra, step, f"{named}, {how}", told)
        if local.outcome != "unparsed":
            return msgspec.structs.replace(local, opinions=told)
        why = "; ".join(f"{opinion.judge}: {_why(opinion)}" for opinion in told)
        return Verdict("unparsed", None, QUEUE, {**local.extra, **_flips(told)}, self.name, why, told)


def by_model(
    rubric: Rubric, *, turn: int = -1, where: Where | None = None, fields: Mapping[Given, str] | None = None
) -> ByModel:
    """A judge that asks a model, as the last step of a `cascade`: only where a run names one (`--judge URI`), else it is left out.

    Every question is put twice, with the options (of a comparison: the replies) in the one order and in the other; a
    judge whose answers differ abstains, for it judged the place and not the reply. Answers are held to a JSON schema where the
    judge's server can be. The texts are fenced, so that instructions in a reply are read as data. An embedding model among the
    judges is heard before the others: it names the option whose exemplars the reply is like, where there are some and it is sure.
    `turn` is the number of the reply that is judged, and negative counts from the end. It is asked about the cases that `where`
    selects by their tags, as a metric does: all, if nothing is said. `fields` names, for what the rubric is given, the field of
    `case.data` in which it stands, such as `{"prompt": "request"}` where what was sent hides the request.
    """
    return ByModel(rubric, turn, where or {}, fields or {})


def _agreed(labels: Sequence[str]) -> str:
    """The one label that all give, "" where they differ."""
    return labels[0] if len(set(labels)) == 1 else ""


def _majority(answers: Sequence[str]) -> str:
    label, count = Counter(answers).most_common(1)[0]
    return label if 2 * count > len(answers) else ""


def _most(opinions: Sequence[Opinion]) -> tuple[str, int]:
    """The option that more than half name, and how many do; "" where there is none."""
    votes = Counter(opinion.label for opinion in opinions if opinion.label)
    label, count = next(iter(votes.most_common(1)), ("", 0))
    return (label, count) if 2 * count > len(opinions) else ("", 0)


def _flips(opinions: Sequence[Opinion]) -> dict[str, float]:
    """`judge_flips`: the share of the repeats of a question that were answered otherwise than the first time."""
    again = flips = 0
    for opinion in opinions:
        for order in (opinion.answers[0::2], opinion.answers[1::2]):
            again += max(len(order) - 1, 0)
            flips += sum(said != order[0] for said in order[1:])
    return {"judge_flips": flips / again} if again else {}


def _why(opinion: Opinion) -> str:
    if opinion.error:
        return opinion.error
    if opinion.label:
        return f"names {opinion.label}"
    if not opinion.answers:
        return "is not sure by likeness"
    if not all(opinion.answers):
        return "declines to judge"
    return f"its answer changes with the order of the options ({', '.join(opinion.answers)})"


def _unreadable(reply: Reply) -> str:
    if reply.finish == "length":
        return f"no verdict within {MAX_TOKENS} tokens"
    return f"no verdict can be read in its answer ({' '.join(reply.text.split())[:60]!r})"
