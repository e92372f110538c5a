"""A response cache shared by machines: what each pays for goes to a URL, and what others paid for comes from there.

`$ASSAY_CACHE` names the URL. The cache itself stays a file of this machine. New entries are sent as objects that are never
changed, each named by its hash, and those of others are merged in at the start: keys say what they are replies to, so that
the order does not matter and twice is once. As with any shared cache, whoever may write there is trusted.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from assay.engine.cache import ReplyCache, checksum
from assay.engine.cache_file import opened
from assay.engine.store import Store, StoreError
from assay.errors import AssayError
from assay.places import cache_url
from assay.records import Reply

__all__ = ["SharedCache", "check_cache_url", "open_cache"]

INTERVAL = 180.0
"""Seconds between the times at which new entries are sent."""
SEGMENT = 4096
"""Entries an object, at most."""

_PATIENCE = 60.0
"""Seconds to wait, at the end, for entries that are being sent."""

_NAME = re.compile(r"replies/([0-9a-f]{64})\.jsonl\.gz")
_TABLES = (
    "CREATE TABLE IF NOT EXISTS merged (name TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS unsent (key BLOB PRIMARY KEY) WITHOUT ROWID",
)
_log = logging.getLogger("assay")


class _Line(Struct, frozen=True, kw_only=True):
    """One entry: `key` in hex, `made` in seconds since 1970, `crc` over key and reply."""

    key: str
    identity: str
    name: str
    made: int
    crc: int
    reply: Raw


_decoder = msgspec.json.Decoder(_Line)
_reply = msgspec.json.Decoder(Reply)


def open_cache(*, offline: bool = False) -> ReplyCache:
    """The user's response cache, shared where `$ASSAY_CACHE` is a URL; `offline` only if that takes no network.

    Raises ConfigError where the URL cannot be used at all.
    """
    url = cache_url()
    if url is None:
        return ReplyCache()
    store = Store(url)
    return ReplyCache() if offline and not store.is_local else SharedCache(store)


def check_cache_url() -> None:
    """Raises ConfigError where `$ASSAY_CACHE` is a URL that cannot be used at all."""
    if url := cache_url():
        Store(url)


class SharedCache(ReplyCache):
    """A response cache that sends what is new to `store` and begins with what is there. A store that fails costs what
    others paid for, one warning, and nothing else: what could not be sent goes with a later run."""

    def __init__(self, store: Store, path: Path | None = None, *, limit: int | None = None) -> None:
        super().__init__(path, limit=limit)
        self._store = store
        self._warned = False
        self._end = threading.Event()
        self._sender = threading.Thread(target=self._send_now_and_then, name="assay-cache", daemon=True)
        if self._db is not None:
            self._begin(self._db)
        if self._db is not None and self._keeps:
            self._sender.start()

    def _begin(self, db: sqlite3.Connection) -> None:
        try:
            for statement in _TABLES:
                db.execute(statement)
            self._merge(db)
        except sqlite3.Error as error:
            self._keep_no_more(error)
        except StoreError as error:
            self._warn(error)

    def close(self) -> None:
        """Write what is pending, send what is new, and close."""
        self._end.set()
        if self._sender.is_alive():
            self._sender.join(_PATIENCE)
        there = self._db is not None and self._keeps
        super().close()
        if self._sender.is_alive():
            self._warn(StoreError(f"{self._store.name} does not answer"))
        elif there:
            self._send()

    def _write(self, db: sqlite3.Connection) -> None:
        super()._write(db)
        db.executemany("INSERT OR IGNORE INTO unsent VALUES (?)", [(key,) for key in self._pending])

    def _merge(self, db: sqlite3.Connection) -> None:
        """Take in what others have sent since the last time."""
        known = {name for (name,) in db.execute("SELECT name FROM merged")}
        for name in self._store.list("replies"):
            sha = _NAME.fullmatch(name)
            if sha is None or name in known or not self._keeps:
                continue
            content = self._store.read(name)
            if hashlib.sha256(content).hexdigest() != sha[1]:
                self._warn(StoreError(f"{self._store.name}/{name} is damaged and passed over"))
                continue
            db.execute("BEGIN IMMEDIATE")
            try:
                self._take(db, content)
                db.execute("INSERT OR IGNORE INTO merged VALUES (?)", (name,))
                db.execute("COMMIT")
            except (ValueError, OSError, EOFError, zlib.error) as error:  # whole, but no segment
                db.execute("ROLLBACK")
                self._warn(StoreError(f"{self._store.name}/{name} is no part of a cache and passed over: {error}"))
                continue
            self._evict(db, 2**31)

    def _take(self, db: sqlite3.Connection, content: bytes) -> None:
        """Add the entries that are not here yet, in an open transaction."""
        for text in gzip.decompress(content).splitlines():
            line = _decoder.decode(text)
            key, body = bytes.fromhex(line.key), bytes(line.reply)
            _reply.decode(body)
            if checksum(key, body) != line.crc:
                raise ValueError("a reply does not match its checksum")
            db.execute("INSERT OR IGNORE INTO models (identity, name) VALUES (?, ?)", (line.identity, line.name))
            db.execute(
                "INSERT OR IGNORE INTO entries (key, model, made, used, size, crc, reply) "
                "SELECT ?, id, ?, ?, ?, ?, ? FROM models WHERE identity = ?",
                (key, line.made, line.made, len(body), line.crc, body, line.identity),
            )

    def _send_now_and_then(self) -> None:
        while not self._end.wait(INTERVAL):
            self._send()

    def _send(self) -> None:
        """Send what is new in the file, over a connection of its own."""
        try:
            with closing(opened(self.path)) as db:
                while rows := db.execute(
                    "SELECT e.key, m.identity, m.name, e.made, e.crc, e.reply FROM unsent u JOIN entries e ON e.key = u.key "
                    "JOIN models m ON m.id = e.model ORDER BY e.key LIMIT ?",
                    (SEGMENT,),
                ).fetchall():
                    content = gzip.compress(b"".join(_lines(rows)), mtime=0)
                    name = f"replies/{hashlib.sha256(content).hexdigest()}.jsonl.gz"
                    self._store.write(name, content)
                    db.execute("BEGIN IMMEDIATE")
                    db.execute("INSERT OR IGNORE INTO merged VALUES (?)", (name,))
                    db.executemany("DELETE FROM unsent WHERE key = ?", [(row[0],) for row in rows])
                    db.execute("COMMIT")
        except (AssayError, OSError, sqlite3.Error) as error:
            self._warn(error)

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            _log.warning("the response cache is not shared in full: %s", error)
        self._warned = True


def _lines(rows: list[tuple[bytes, str, str, int, int, bytes]]) -> Iterator[bytes]:
    for key, identity, name, made, crc, reply in rows:
        line = _Line(key=key.hex(), identity=identity, name=name, made=made, crc=crc, reply=Raw(reply))
        yield msgspec.json.encode(line) + b"\n"
