"""The file of the response cache: where it lies, how large it may be, its tables, and how it is opened."""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assay.errors import ConfigError
from assay.places import cache_dir, cache_url, mark_of

__all__ = [
    "DEFAULT_LIMIT",
    "cache_file",
    "cache_limit",
    "is_busy",
    "is_damage",
    "opened",
    "pages",
    "vacuum",
]

DEFAULT_LIMIT = 2 * 2**30
"""Bytes that the cache may take on disk, where `$ASSAY_CACHE_MAX` does not say otherwise."""

LAST_PATIENCE = 30_000
"""Milliseconds to wait for another process's write where there will be no later chance."""

_SCHEMA = 2
_TABLES = (
    "CREATE TABLE IF NOT EXISTS models (id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, name TEXT NOT NULL, "
    "hits INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, model INTEGER NOT NULL, "
    "made INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL, crc INTEGER NOT NULL, reply BLOB NOT NULL)",
    # wide enough that eviction and `assay cache` read this index alone, and not the replies
    "CREATE INDEX IF NOT EXISTS by_use ON entries (used, made, model, size)",
    f"PRAGMA user_version = {_SCHEMA}",
)
_UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}


def cache_file() -> Path:
    """Where the response cache lies; one that is shared through a URL has a file of its own, so that nothing else is."""
    url = cache_url()
    return (cache_dir() / "shared" / mark_of(url) if url else cache_dir()) / "replies.sqlite"


def cache_limit() -> int:
    """The size limit in bytes: `$ASSAY_CACHE_MAX` (bytes, or with K, M, G or T, binary), else 2 GiB. Zero keeps nothing.

    Raises ConfigError where the variable is no size.
    """
    said = os.environ.get("ASSAY_CACHE_MAX", "").strip()
    if not said:
        return DEFAULT_LIMIT
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", said, re.IGNORECASE)
    if not found:
        raise ConfigError(f"ASSAY_CACHE_MAX must be a size such as 500M or 2G, not '{said}'")
    return int(float(found[1]) * _UNITS[found[2].lower()])


def opened(path: Path) -> sqlite3.Connection:
    """A connection that commits by itself and may be used from any thread; the tables are made where they are not there.

    Raises OSError or sqlite3.Error where the file cannot be opened, is damaged, or comes from a newer assay.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent):
        db = sqlite3.connect(path, timeout=LAST_PATIENCE / 1000, isolation_level=None, check_same_thread=False)
        try:
            _prepare(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time: two that turn a new file to WAL at once are told that it is locked, without a wait.
    Where folders cannot be locked, the later of the two does without the cache."""
    place = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def _prepare(db: sqlite3.Connection) -> None:
    version = _version(db)
    if version > _SCHEMA:
        raise sqlite3.DatabaseError("a newer assay wrote it")
    if version < _SCHEMA:
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")  # heeded as long as there is no table
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA journal_size_limit = {64 * 2**20}")
    if version < _SCHEMA:
        db.execute("BEGIN IMMEDIATE")
        if _version(db) < _SCHEMA:  # another process may have been quicker
            for statement in _TABLES:
                db.execute(statement)
        db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def pages(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Pages of the file, those of them that are free, bytes of one."""
    pages, free, size = db.execute(
        "SELECT page_count, freelist_count, page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
    ).fetchone()
    return pages, free, size


def vacuum(db: sqlite3.Connection, most: int = 0) -> None:
    """Give free pages back to the disk, `most` of them (0: all)."""
    db.executescript(f"PRAGMA incremental_vacuum({most})")  # a script is stepped to its end, a page a step


def is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
