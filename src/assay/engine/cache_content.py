"""What the response cache holds, by model, and how it is cleared: for people, beside the runs that use it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct

from assay.engine.cache_file import cache_file, cache_limit, opened, vacuum
from assay.errors import JournalError
from assay.places import cache_url, shown

__all__ = ["CacheContent", "ModelEntries", "cache_content", "clear_cache"]

_CHUNK = 8192
"""Entries that one transaction removes, so that a run beside it need not wait long."""


class ModelEntries(Struct, frozen=True, kw_only=True):
    """A model's replies. `bytes` counts the replies themselves; `oldest` and `newest` are when the first and the last
    of them came, `used` when one was last served, each to the second in UTC. `hits` counts replies served so far."""

    name: str
    identity: str
    entries: int
    bytes: int
    hits: int
    oldest: str
    newest: str
    used: str


class CacheContent(Struct, frozen=True, kw_only=True):
    """The cache as it lies on the disk. `bytes` is the size of its files, `limit` what they may take; `shared` is the URL
    through which others share it, and what lies there is not counted."""

    path: str
    shared: str | None = None
    bytes: int
    limit: int
    entries: int
    hits: int
    oldest: str | None
    newest: str | None
    models: tuple[ModelEntries, ...]


def cache_content(path: Path | None = None) -> CacheContent:
    """What the cache at `path` (None: the user's own) holds, the largest model first; makes no file where none is.

    Raises JournalError where it cannot be read.
    """
    path = path or cache_file()
    models: tuple[ModelEntries, ...] = ()
    if path.exists():
        with _reached(path) as db:
            models = _by_model(db)
    return CacheContent(
        path=str(path),
        shared=shown(url) if (url := cache_url()) else None,
        bytes=sum(f.stat().st_size for f in (path, Path(f"{path}-wal")) if f.exists()),
        limit=cache_limit(),
        entries=sum(m.entries for m in models),
        hits=sum(m.hits for m in models),
        oldest=min((m.oldest for m in models), default=None),
        newest=max((m.newest for m in models), default=None),
        models=models,
    )


def clear_cache(
    path: Path | None = None, *, model: str = "*", older_than: float = 0.0, now: float | None = None
) -> tuple[ModelEntries, ...]:
    """Remove the replies that came more than `older_than` seconds before `now`, of the models whose name or identity
    is `model` or matches it as a glob; gives what was removed, by model, and gives the room back to the disk.

    Raises JournalError where the cache cannot be written.
    """
    path = path or cache_file()
    if not path.exists():
        return ()
    before = int(datetime.now(UTC).timestamp() if now is None else now) - older_than
    with _reached(path) as db:
        everyone = db.execute("SELECT id, identity, name FROM models").fetchall()
        chosen = [i for i, *names in everyone if any(n == model or fnmatchcase(n, model) for n in names)]
        db.execute("CREATE TEMP TABLE doomed (id INTEGER PRIMARY KEY)")
        for number in chosen:
            db.execute("INSERT INTO doomed SELECT id FROM entries WHERE model = ? AND made <= ?", (number, before))
        removed = _by_model(db, "JOIN doomed ON doomed.id = e.id")
        while chunk := [row[0] for row in db.execute("SELECT id FROM doomed ORDER BY id LIMIT ?", (_CHUNK,))]:
            db.execute(
                "DELETE FROM entries WHERE id IN (SELECT id FROM doomed WHERE id BETWEEN ? AND ?)",
                (chunk[0], chunk[-1]),
            )
            db.execute("DELETE FROM doomed WHERE id <= ?", (chunk[-1],))
        db.execute("DELETE FROM models WHERE id NOT IN (SELECT model FROM entries)")
        vacuum(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return removed


@contextmanager
def _reached(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        db = opened(path)
        try:
            yield db
        finally:
            db.close()
    except (OSError, sqlite3.Error) as error:
        raise JournalError(
            f"the response cache {path} cannot be used: {error}; delete the file to start a new one"
        ) from None


def _by_model(db: sqlite3.Connection, join: str = "") -> tuple[ModelEntries, ...]:
    rows = db.execute(
        f"""
        SELECT name, identity, n, bytes, hits, oldest, newest, used FROM models JOIN (
            SELECT e.model AS model, count(*) AS n, sum(e.size) AS bytes, min(e.made) AS oldest, max(e.made) AS newest,
            max(e.used) AS used FROM entries e {join} GROUP BY e.model
        ) ON model = models.id ORDER BY bytes DESC, name, identity
        """  # noqa: S608  (`join` is ours)
    )
    return tuple(
        ModelEntries(
            name=name, identity=identity, entries=n, bytes=size, hits=hits, oldest=_time(a), newest=_time(z), used=_time(u)
        )
        for name, identity, n, size, hits, a, z, u in rows
    )  # fmt: skip


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
