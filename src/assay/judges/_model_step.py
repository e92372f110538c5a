"""The last step of a cascade, which asks models: what a run must know of it, whatever it asks them, and how a panel decides."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

import msgspec

from assay.judges._outcome import unread
from assay.measure.table import Where, selects, words_of
from assay.records import Case, Kind, Opinion, Outcome, Reply, Request, Verdict

if TYPE_CHECKING:
    from assay.judges._near import Near

__all__ = ["QUEUE", "Ask", "ModelStep", "Readable"]

QUEUE = "queue"
"""The label of what no step decided: it waits for people."""

Readable = Callable[[Reply], bool]
Ask = Callable[[Request, Readable], Awaitable[Reply]]
"""Asks a judge; the second argument tells whether a reply can be read, and so may be kept for another time."""


class ModelStep(ABC):
    """A step that asks models of one `kind`. `id` names what they are asked and hashes all of it; `where` selects the cases that it
    is about, by their tags. `outcomes` and `measures` are what its verdicts may be and hold in `extra`."""

    kind: ClassVar[Kind]
    turn: int
    where: Where

    @property
    @abstractmethod
    def id(self) -> str: ...

    @property
    @abstractmethod
    def outcomes(self) -> frozenset[Outcome]: ...

    @property
    @abstractmethod
    def measures(self) -> frozenset[str]: ...

    @property
    def near(self) -> Near | None:
        """How an embedding model judges the same; None where it cannot."""
        return None

    def reply(self, replies: Sequence[Reply]) -> str:
        """The words that an embedding model is given."""
        raise NotImplementedError

    @abstractmethod
    def wants(self, case: Case, replies: Sequence[Reply]) -> bool:
        """Whether the step is about the case, and there is something in the reply that a model could judge."""

    @abstractmethod
    def requests(
        self, case: Case, replies: Sequence[Reply], *, repeats: int, wordings: bool, schema: bool
    ) -> Iterator[tuple[Request, bool]]:
        """All calls that an opinion may take, and whether the order was swapped in each."""

    @abstractmethod
    async def opinion(
        self, judge: str, case: Case, replies: Sequence[Reply], ask: Ask, *, repeats: int, wordings: bool, schema: bool
    ) -> Opinion:
        """What the judge with the URI `judge`, asked by `ask`, thinks of a case. A call that fails ends it with an error."""

    @abstractmethod
    def decided(self, label: str, opinions: Sequence[Opinion]) -> Verdict:
        """The verdict that a label stands for, with what those `opinions` measure that name it."""

    @abstractmethod
    def why_not(self, opinion: Opinion) -> str:
        """Why an opinion names nothing, or what it names."""

    @property
    def name(self) -> str:
        """What a verdict's `step` says: what was asked, and the start of its hash. Who judged by it stands in the opinions."""
        return f"model:{self.id}" + (f":turn={self.turn}" if self.turn != -1 else "")

    @property
    def steps(self) -> tuple[str, ...]:
        """What a verdict's `step` may say: what likeness decided, and what a model did."""
        return (*((self.near.name,) if self.near else ()), self.name)

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        """Without a model there is no verdict."""
        return unread(self.name, "no model judge was named", QUEUE)

    def asks(self, case: Case) -> bool:
        """Whether the step is about cases like this one."""
        return selects(self.where, words_of(case))

    def mine(self, verdict: Verdict) -> tuple[Opinion, ...]:
        """The opinions in a verdict that were given by this very step, or by its exemplars."""
        return tuple(opinion for opinion in verdict.opinions if opinion.rubric == self.id or self.by_likeness(opinion))

    def by_likeness(self, opinion: Opinion) -> bool:
        """Whether an embedding model gave it, by the exemplars for this very step."""
        return self.near is not None and opinion.rubric == self.near.id

    def verdict(self, local: Verdict, opinions: Sequence[Opinion]) -> Verdict:
        """What a panel says: what more than half of it name. Embedding models are heard first, and the others where those are not
        sure. Where these are not either, it abstains: a `local` verdict that decided something stands, and what rules left open is for
        people."""
        told = tuple(opinions)
        likened = [opinion for opinion in told if self.by_likeness(opinion)]
        asked = [opinion for opinion in told if opinion not in likened]
        for step, how, voices in ((self.steps[0], "by likeness", likened), (self.name, "", asked)):
            label, count = _most(voices)
            if label:
                found = self.decided(label, [opinion for opinion in voices if opinion.label == label])
                named = (
                    f"{voices[0].judge} names it" if len(voices) == 1 else f"{count} of {len(voices)} judges name it"
                )
                extra = {**local.extra, **found.extra, **_flips(told)}
                why = f"{named}, {how or found.why}"
                return Verdict(found.outcome, found.value, label, extra, step, why, told)
        if local.outcome != "unparsed":
            return msgspec.structs.replace(local, opinions=told)
        why = "; ".join(f"{opinion.judge}: {opinion.error or self.why_not(opinion)}" for opinion in told)
        return Verdict("unparsed", None, QUEUE, {**local.extra, **_flips(told)}, self.name, why, told)


def _most(opinions: Sequence[Opinion]) -> tuple[str, int]:
    """The option that more than half name, and how many do; "" where there is none."""
    votes = Counter(opinion.label for opinion in opinions if opinion.label)
    label, count = next(iter(votes.most_common(1)), ("", 0))
    return (label, count) if 2 * count > len(opinions) else ("", 0)


def _flips(opinions: Iterable[Opinion]) -> dict[str, float]:
    """`judge_flips`: the share of the repeats of a question that were answered otherwise than the first time."""
    again = found = 0
    for opinion in opinions:
        for order in (opinion.answers[0::2], opinion.answers[1::2]):
            again += max(len(order) - 1, 0)
            found += sum(said != order[0] for said in order[1:])
    return {"judge_flips": found / again} if again else {}
