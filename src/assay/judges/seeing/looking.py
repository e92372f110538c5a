"""Judging pictures by a model that sees: which questions it is asked about a picture that was made, and what its answers amount to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

from assay.errors import ProbeError
from assay.imaging import encode_photograph, read_picture
from assay.judges._model_step import Ask, ModelStep
from assay.judges._outcome import scored
from assay.judges.seeing.asked import Asked, asked_of
from assay.judges.seeing.questions import PARTS, WORDINGS, Pair, pairs, read
from assay.measure.table import Where
from assay.records import Case, Kind, Message, Opinion, Outcome, Picture, Reply, Request, Verdict, digest

__all__ = ["ByLooking", "by_looking"]

_SIDE = 1024
"""Pixels of the longer side as which a picture is shown to a judge, at most."""
_MAX_TOKENS = 32
_SHOWN, _NOT_SHOWN = "shown", "not shown"


@dataclass(frozen=True)
class ByLooking(ModelStep):
    """See `by_looking`."""

    kind: ClassVar[Kind] = "vlm"
    of: str = "asked"
    turn: int = -1
    where: Where = field(default_factory=dict)

    @property
    def id(self) -> str:
        return _id()

    @property
    def outcomes(self) -> frozenset[Outcome]:
        return frozenset({"scored"})

    @property
    def measures(self) -> frozenset[str]:
        return frozenset({*PARTS, "share"})

    def wants(self, case: Case, replies: Sequence[Reply]) -> bool:
        return self.asks(case) and -len(replies) <= self.turn < len(replies) and bool(replies[self.turn].media)

    def requests(
        self, case: Case, replies: Sequence[Reply], *, repeats: int, wordings: bool, schema: bool
    ) -> Iterator[tuple[Request, bool]]:
        """Three or four calls a question: about drawings of what is right and of what is not, and about the picture that was made,
        for which another stands in here."""
        for wording in range(len(WORDINGS) if wordings else 1):
            for pair in pairs(asked_of(case, self.of), wording):
                for picture, question, _ in _calls(pair, pair.own):
                    for draw in range(1 if wording else repeats):
                        yield _request(picture, question, draw), False

    async def opinion(
        self, judge: str, case: Case, replies: Sequence[Reply], ask: Ask, *, repeats: int, wordings: bool, schema: bool
    ) -> Opinion:
        try:
            asked, shown = asked_of(case, self.of), _shown(replies[self.turn])
        except (ProbeError, ValueError) as error:
            return Opinion(judge=judge, rubric=self.id, error=str(error))
        looks = []
        for wording in range(len(WORDINGS) if wordings else 1):
            look = _Look(ask, shown, 1 if wording else repeats)
            for pair in pairs(asked, wording):
                if failed := await look.at(pair):
                    return Opinion(judge=judge, rubric=self.id, error=failed)
            looks.append(look)
        first, *rest = looks
        return Opinion(
            judge=judge,
            rubric=self.id,
            label=first.label,
            wordings=tuple(look.label for look in rest),
            seen=tuple(first.seen),
            parts=first.parts,
        )

    def decided(self, label: str, opinions: Sequence[Opinion]) -> Verdict:
        names = dict.fromkeys(name for opinion in opinions for name in opinion.parts)
        found = {name: [o.parts[name] for o in opinions if name in o.parts] for name in names}
        extra = {name: sum(parts) / len(parts) for name, parts in found.items()}
        wrong = [name for name in PARTS if extra.get(name, 1.0) < 1]
        why = f"not as asked: {', '.join(wrong)}" if wrong else "as asked, and no foil"
        return scored(self.name, label == _SHOWN, label, why, extra)

    def why_not(self, opinion: Opinion) -> str:
        return (
            f"sees it {opinion.label}" if opinion.label else "cannot tell on drawings what it is asked, or is not sure"
        )


class _Look:
    """One judge's look at one picture, question by question."""

    def __init__(self, ask: Ask, shown: Picture, repeats: int) -> None:
        self.ask, self.shown, self.repeats = ask, shown, repeats
        self.seen: list[tuple[str, str]] = []
        self.right: dict[str, list[bool]] = {}
        self.untold: set[str] = set()

    async def at(self, pair: Pair) -> str:
        """Ask one question, with its foil, of the drawings first; why it cannot be asked, "" where it was. What it answers wrongly on a
        drawing, or is not sure of, it is not believed of the picture."""
        if pair.part == "relation" and self.right.get("attribute") != [True, True]:
            return ""
        for picture, question, wanted in _calls(pair, self.shown)[:2]:
            said, failed = await self._said(pair, picture, question)
            if failed:
                return failed
            if said != wanted:
                self.untold.add(pair.part)
                self.seen.append((f"{question} (on a drawing: {wanted})", said))
                return ""
        found = []
        for picture, question, wanted in _calls(pair, self.shown)[2:]:
            said, failed = await self._said(pair, picture, question)
            if failed:
                return failed
            self.seen.append((question, said))
            if said == "unsure":
                self.untold.add(pair.part)
                return ""
            found.append(said == wanted)
        self.right.setdefault(pair.part, []).append(all(found))
        return ""

    async def _said(self, pair: Pair, picture: Picture, question: str) -> tuple[str, str]:
        """What most of the repeats say; and why there is no answer."""
        answers = []
        for draw in range(self.repeats):
            reply = await self.ask(
                _request(picture, question, draw), lambda r: r.state == "ok" and bool(read(pair, r.text))
            )
            said = read(pair, reply.text) if reply.state == "ok" else "unsure"
            if reply.state == "error":
                return "", reply.error
            if not said:
                return "", f"no answer can be read in what it says ({' '.join(reply.text.split())[:60]!r})"
            answers.append(said)
        most, count = Counter(answers).most_common(1)[0]
        return (most if 2 * count > len(answers) else "unsure"), ""

    @property
    def parts(self) -> dict[str, float]:
        parts = {name: sum(held) / len(held) for name in PARTS if (held := self.right.get(name))}
        every = [one for held in self.right.values() for one in held]
        return parts | ({"share": sum(every) / len(every)} if every else {})

    @property
    def label(self) -> str:
        """One wrong part is enough for "not shown"; for "shown" all must be told, and right. What is there in its colour is there."""
        if not all(one for held in self.right.values() for one in held):
            return _NOT_SHOWN
        return _SHOWN if "attribute" in self.right and not self.untold - {"object"} else ""


def by_looking(*, of: str = "asked", turn: int = -1, where: Where | None = None) -> ByLooking:
    """A judge that asks a model that sees about the picture that was made, as the last step of a `cascade`: only where a run names one
    of kind vlm (`--judge URI`), else it is left out.

    Of what `case.data[of]` asks for (see `asks`) every thing, colour, number and place is asked about by itself, yes or no, and beside it a
    foil, which must be denied: a part is right where both answers are. "shown", 1, is where all is right, "not shown", 0, where a part is
    wrong; `extra` has the share that is right of each part, and of all (`share`), in [0, 1]. Each question is first put to two drawings, of
    what is right and of the foil: a judge that answers these wrongly (for it always says yes, or cannot count) is not believed in that
    part, and where nothing else is wrong it abstains.
    """
    return ByLooking(of, turn, where or {})


@lru_cache(1)
def _id() -> str:
    """Hashes the words of the questions, their foils and what the drawings show, by two examples that have all of them."""
    related = Asked(things=(("red", "circle", 1), ("blue", "square", 1)), relation="above")
    examples = (related, Asked(things=(("green", "star", 4),)))
    asked = [list(pairs(example, wording)) for example in examples for wording in range(len(WORDINGS))]
    return f"asked@{digest([_SIDE, asked])[:8]}"


_Call = tuple[Picture, str, str]


def _calls(pair: Pair, shown: Picture) -> list[_Call]:
    """Picture, question and right answer: two drawings first, then what was made."""
    calls = [
        (pair.own, pair.question, pair.answer),
        (pair.other, pair.question, pair.otherwise),
        (shown, pair.question, pair.answer),
    ]
    return calls if pair.foil is None else [*calls, (shown, pair.foil, "no")]


def _request(picture: Picture, question: str, draw: int) -> Request:
    message = Message("user", question, pictures=(picture,))
    return Request(messages=(message,), max_tokens=_MAX_TOKENS, seed=0, draw=draw)


def _shown(reply: Reply) -> Picture:
    """What was made, as a judge is shown it: not too large, and its pixels alone. Raises ValueError."""
    data, suffix = encode_photograph(read_picture(reply.media[0].data), _SIDE)
    return Picture(png=data) if suffix == ".png" else Picture(jpeg=data)
