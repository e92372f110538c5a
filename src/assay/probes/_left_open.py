"""Reads an answer among options of which one leaves the question open: where nothing settles it, and where something does."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from assay import judges
from assay.records import Case, Outcome, Reply, Verdict

__all__ = ["NOT_RIGHT", "NO_ANSWER", "read"]

NOT_RIGHT: dict[Outcome, float] = {"refused": 1.0, "unparsed": 0.5}
"""What counts as `against`: declining where the question is settled is not going by what settles it."""

NO_ANSWER: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
"""What counts as `right` where the question is settled."""

_CHOICE = judges.choice()


def read(case: Case, replies: Sequence[Reply], *, settled: bool) -> Verdict:
    """`right`: the right option; `against`: that where nothing settles the question, else its opposite; `named`: where nothing
    does, whether something was named all the same. Declining is then leaving it open."""
    verdict = _CHOICE(case, replies)
    if verdict.outcome == "refused" and not settled:
        label = judges.answer_key(case.reference)
        verdict = Verdict("scored", 1.0, label, {}, verdict.step, "declines to choose")
    if verdict.outcome != "scored" or verdict.value is None:
        return verdict
    right = verdict.value
    extra = (
        {"right": right, "against": 1 - right} if settled else {"right": right, "against": right, "named": 1 - right}
    )
    return replace(verdict, extra=extra)
