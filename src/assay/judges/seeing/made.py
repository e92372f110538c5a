"""The picture or film in a reply, and the verdict where there is none to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from assay.judges._outcome import declined, unread
from assay.judges.seeing.pixels import Unreadable
from assay.records import Reply, Verdict

__all__ = ["each_seen", "seen_in"]

T = TypeVar("T")


def seen_in(replies: Sequence[Reply], turn: int, name: str, read: Callable[[bytes], T]) -> T | Verdict:
    """What `read` makes of the first picture or film of reply number `turn`; a verdict of the judge `name` instead where it is words
    alone ("refused"), nothing at all ("unparsed"), or cannot be read ("error", with the reason)."""
    reply = replies[turn] if -len(replies) <= turn < len(replies) else Reply()
    if not reply.media:
        return declined(name, "refused", "words and no picture") if reply.text.strip() else unread(name, "no picture")
    try:
        return read(reply.media[0].data)
    except Unreadable as why:
        return Verdict("error", step=name, why=str(why))


def each_seen(replies: Sequence[Reply], name: str, read: Callable[[bytes], T]) -> list[T] | Verdict:
    """The same of every reply; of the first that has nothing to be looked at, the verdict."""
    found = []
    for turn in range(len(replies)):
        one = seen_in(replies, turn, name, read)
        if isinstance(one, Verdict):
            return one
        found.append(one)
    return found
