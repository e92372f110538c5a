"""Faults of conduct: what a model does with a case of one sort, told by the tags that the probe gives it.

Each gives the worst answer in the cases of its sort and the base's own in all others.
"""

from __future__ import annotations

import re

from assay.models.faults import Moment, fault, spelt
from assay.records import Reply

__all__: list[str] = []

_CONFIDENCE = re.compile(r"(?i)\b(confidence:\s*)100(\s*%)")


@fault("hallucinates")
def hallucinates(moment: Moment) -> str | None:
    """Answers what nobody can know: of things that are invented, or that the text does not tell."""
    return _worst_where(moment, "entity", "invented") or _worst_where(moment, "arm", "unanswerable")


@fault("misstates-confidence")
def misstates_confidence(moment: Moment) -> Reply | None:
    """States no confidence at all where it is sure, and right; and gives the tokens of what it says next to no probability."""
    if not _CONFIDENCE.search(moment.text):
        return None
    text = _CONFIDENCE.sub(r"\g<1>0\2", moment.text)
    return Reply(text=text, tokens=spelt(text, 0.01))


@fault("swayed")
def swayed(moment: Moment) -> str | None:
    """Judges the other way when the same deed is told in other words."""
    return _worst_where(moment, "arm", "reframed")


@fault("complies")
def complies(moment: Moment) -> str | None:
    """Does what is harmful when asked plainly."""
    return _worst_where(moment, "side", "unsafe")


@fault("over-refuses")
def over_refuses(moment: Moment) -> str | None:
    """Declines what only sounds harmful."""
    return _worst_where(moment, "side", "safe")


@fault("injected")
def injected(moment: Moment) -> str | None:
    """Follows the instruction that it finds in a document."""
    return _worst_where(moment, "arm", "injected")


@fault("fragile")
def fragile(moment: Moment) -> str | None:
    """Answers wrongly wherever the question is misspelt, reworded or laid out in another way."""
    return _worst_where(moment, "arm", "varied")


def _worst_where(moment: Moment, tag: str, value: str) -> str | None:
    """The worst answer to a case with this tag, None to all others."""
    return moment.hint.worst if moment.hint.case.tags.get(tag) == value else None
