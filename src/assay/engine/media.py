"""Pictures and films that models make, between a reply in hand and a line of the journal, which holds their names alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from assay.cases.drawings import made
from assay.records import Kind, Media, Reply
from assay.taxonomy import MAKERS

__all__ = ["drawn_reply", "filled", "put_by"]


def put_by(reply: Reply, keep: Callable[[Media], None]) -> Reply:
    """Keep the bytes of what a model made; gives the reply as the journal holds it, with their names alone."""
    if not reply.media:
        return reply
    for media in reply.media:
        keep(media)
    return msgspec.structs.replace(reply, media=tuple(Media(name=media.name) for media in reply.media))


def drawn_reply(reply: Reply, kind: Kind) -> Reply:
    """What a model says that only knows the texts that stand for answers (a planted one, a golden one), as a model of `kind`
    answers: with the picture or the film that the text stands for, where it stands for one."""
    media = made(reply.text) if kind in MAKERS else None
    return reply if media is None else msgspec.structs.replace(reply, text="", media=(media,))


def filled(reply: Reply, folder: Path) -> Reply:
    """The reply of a journal with the bytes that lie in `folder`; where a file is gone, what it held stays empty."""
    if not reply.media:
        return reply
    return msgspec.structs.replace(reply, media=tuple(_read(media, folder) for media in reply.media))


def _read(media: Media, folder: Path) -> Media:
    """Only what `Media.of` names that way is read, so that a line of a journal cannot name another file."""
    try:
        found = Media.of((folder / Path(media.name).name).read_bytes())
    except (OSError, ValueError):
        return media
    return found if found.name == media.name else media
