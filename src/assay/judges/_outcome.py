"""How judges say what they found: the reply they look at, and the three verdicts they build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.records import Reply, Verdict

__all__ = ["declined", "label_of", "pick", "scored", "unread"]

LABEL_LENGTH = 120
"""Characters of an answer kept as a label: enough to compare answers, short enough to journal."""


def pick(replies: Sequence[Reply], turn: int) -> str:
    """The text of reply number `turn` (negative counts from the end); "" where the dialogue did not get there."""
    return replies[turn].text if -len(replies) <= turn < len(replies) else ""


def label_of(text: str) -> str:
    """`text` cut to the length of a label."""
    return text[:LABEL_LENGTH]


def scored(
    step: str, right: bool | float, label: str = "", why: str = "", extra: Mapping[str, float] | None = None
) -> Verdict:
    """An answer was read: 1 = right or present, 0 = not."""
    return Verdict("scored", float(right), label_of(label), dict(extra or {}), step, why)


def declined(step: str, label: str, why: str = "") -> Verdict:
    """The model refused ("refused") or said that it does not know ("abstained")."""
    return Verdict("refused", None, label, {}, step, why)


def unread(step: str, why: str, label: str = "") -> Verdict:
    """There is a reply and no answer can be read from it."""
    return Verdict("unparsed", None, label_of(label), {}, step, why)
