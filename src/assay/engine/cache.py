"""The response cache: replies by the hash of (what the model is, what it was asked), shared by all runs of a user.

Only usable replies are kept. The draw number is part of the request, so that k samples of one prompt are k entries and
none is served for another. One SQLite file in WAL mode holds them, safe under several processes. A read is one indexed
SELECT; writes, recency and eviction go in batches, and never wait long for another process's.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec

from assay.engine.cache_file import (
    LAST_PATIENCE,
    cache_file,
    cache_limit,
    is_busy,
    is_damage,
    opened,
    pages,
    vacuum,
)
from assay.records import Reply, Request, canonical, digest

__all__ = ["Key", "ReplyCache", "checksum"]

_BATCH = 256
_EVICT = 4 * _BATCH
_ROUNDS = 4
"""Rounds of eviction that a batch pays for at most; what is over the limit then goes with the next ones."""
_FILL = 15 / 16
"""Entries may take this share of the limit: the rest is room for the pages that eviction frees, so that they are
filled again and the file need not be cut and grown all the time."""
_STALE = 3600
"""Seconds after which a hit is worth noting for recency; within them the entry counts as just used."""
_PATIENCE = 50
"""Milliseconds to wait for another process's write in the middle of a run."""
_MOST_PENDING = 64 * _BATCH

_decoder = msgspec.json.Decoder(Reply)
_log = logging.getLogger("assay")


class Key(NamedTuple):
    """What a reply is kept under, and whose it is, so that the cache can be inspected."""

    sha256: bytes
    identity: str
    name: str


class _Entry(NamedTuple):
    key: Key
    made: int
    body: bytes


class ReplyCache:
    """Replies on disk. A cache that cannot be opened or is damaged costs speed and nothing else: it is left out,
    with one warning. One that cannot be written (a full disk, a file without write permission) is still read from."""

    def __init__(
        self, path: Path | None = None, *, limit: int | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """Open or create the file at `path`, `limit` bytes at most (None: the user's own place and limit). `clock`
        gives the seconds since 1970 that entries are dated with."""
        self.path = path or cache_file()
        self.limit = cache_limit() if limit is None else limit
        self._clock = clock
        self._keeps = self.limit > 0
        self._pending: dict[bytes, _Entry] = {}
        self._flush_at = _BATCH
        self._used: dict[int, int] = {}
        self._hits: Counter[str] = Counter()
        self._db: sqlite3.Connection | None = None
        try:
            self._db = opened(self.path)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    @staticmethod
    def key(identity: str, request: Request, name: str = "", again: int = 0) -> Key:
        """The key of a model and a request. `name` is what people call the model; only `identity` decides. `again`
        tells the independent samples of a case that asks one request several times apart."""
        body = identity.encode() + b"\n" + canonical(request) + (b"\n%d" % again if again else b"")
        return Key(bytes.fromhex(digest(body)), identity, name or identity)

    def get(self, key: Key) -> Reply | None:
        """The reply stored under `key`, marked as cached."""
        if self._db is None:
            return None
        waiting = self._pending.get(key.sha256)
        if waiting is not None:
            body = waiting.body
        else:
            try:
                row = self._db.execute(
                    "SELECT id, used, crc, reply FROM entries WHERE key = ?", (key.sha256,)
                ).fetchone()
            except sqlite3.Error as error:
                if not is_busy(error):
                    self._give_up(error)
                return None
            if row is None:
                return None
            number, used, crc, body = row
            if not isinstance(body, bytes) or checksum(key.sha256, body) != crc:
                self._give_up(sqlite3.DatabaseError("a reply does not match its checksum"))
                return None
            now = int(self._clock())
            if now - used >= _STALE:
                self._used[number] = now
        try:
            reply = _decoder.decode(body)
        except msgspec.DecodeError:  # whole, but from another version of assay: asked and written anew
            return None
        self._hits[key.identity] += 1
        if len(self._used) >= _EVICT:
            self.flush()
        return msgspec.structs.replace(reply, cached=True)

    def put(self, key: Key, reply: Reply) -> None:
        """Keep `reply`, if it is one worth keeping."""
        if self._db is None or not self._keeps or reply.state not in ("ok", "refused"):
            return
        self._pending[key.sha256] = _Entry(key, int(self._clock()), msgspec.json.encode(reply))
        if len(self._pending) >= self._flush_at:
            self.flush()

    def flush(self, *, wait: bool = False) -> None:
        """Write what is pending, and evict what is over the limit. While another process writes, what is pending
        waits for a later call, unless `wait` says that there will be none."""
        if self._db is None or not (self._pending or self._used or self._hits):
            return
        if not self._keeps:
            self._forget()
            return
        wait = wait or len(self._pending) >= _MOST_PENDING
        try:
            self._db.execute(f"PRAGMA busy_timeout = {LAST_PATIENCE if wait else _PATIENCE}")
            self._db.execute("BEGIN IMMEDIATE")
            self._write(self._db)
            self._db.execute("COMMIT")
            self._forget()
            self._evict(self._db, _ROUNDS)
        except sqlite3.Error as error:
            if is_busy(error) and not wait and not self._db.in_transaction:
                self._flush_at = len(self._pending) + _BATCH
                if len(self._used) >= _EVICT:
                    self._used.clear()  # only recency is lost
            else:
                self._keep_no_more(error)

    def _write(self, db: sqlite3.Connection) -> None:
        """Pending entries, recency and hits, in an open transaction. Few large statements: each is one call into
        SQLite, so that the lock is held as short as can be."""
        models: dict[str, int] = {}
        names = {e.key.identity: e.key.name for e in self._pending.values()}
        for identity, name in names.items():
            models[identity] = db.execute(
                "INSERT INTO models (identity, name) VALUES (?, ?) "
                "ON CONFLICT (identity) DO UPDATE SET name = excluded.name RETURNING id",
                (identity, name),
            ).fetchone()[0]
        db.executemany("UPDATE models SET hits = hits + ? WHERE identity = ?", [(n, i) for i, n in self._hits.items()])
        entries = list(self._pending.values())
        for start in range(0, len(entries), _BATCH):
            part = entries[start : start + _BATCH]
            values = [
                x
                for e in part
                for x in (
                    e.key.sha256, models[e.key.identity], e.made, e.made, len(e.body), checksum(e.key.sha256, e.body), e.body
                )
            ]  # fmt: skip
            db.execute(
                f"INSERT INTO entries (key, model, made, used, size, crc, reply) "  # noqa: S608  (question marks only)
                f"VALUES {', '.join(['(?, ?, ?, ?, ?, ?, ?)'] * len(part))} ON CONFLICT (key) DO UPDATE SET "
                "model = excluded.model, made = excluded.made, used = excluded.used, size = excluded.size, "
                "crc = excluded.crc, reply = excluded.reply",
                values,
            )
        if self._used:
            marks = ", ".join("?" * len(self._used))
            db.execute(
                f"UPDATE entries SET used = ? WHERE id IN ({marks})",  # noqa: S608  (question marks only)
                (max(self._used.values()), *self._used),
            )

    def _evict(self, db: sqlite3.Connection, rounds: int) -> None:
        """Drop the least recently used entries until the limit is kept, in `rounds` short transactions at most."""
        for _ in range(rounds):
            count, free, size = pages(db)
            if (count - free) * size <= self.limit * _FILL:
                break
            gone = db.execute(
                "DELETE FROM entries WHERE id IN (SELECT id FROM entries ORDER BY used, made LIMIT ?)", (_EVICT,)
            )
            if not gone.rowcount:
                break
        count, free, size = pages(db)
        over = count - int(self.limit // size)
        if over > 0 and free:
            vacuum(db, min(over, free, _EVICT))

    def close(self) -> None:
        """Write what is pending, keep the limit, and close."""
        self.flush(wait=True)
        if self._db is None:
            return
        try:
            if self._keeps:
                self._evict(self._db, 2**31)
        except sqlite3.Error as error:
            self._keep_no_more(error)
        self._db.close()
        self._db = None

    def _forget(self) -> None:
        self._pending.clear()
        self._used.clear()
        self._hits.clear()
        self._flush_at = _BATCH

    def _keep_no_more(self, error: sqlite3.Error) -> None:
        """The file takes no more: what it holds is still served, unless it is the file itself that is damaged."""
        if self._db is not None and self._db.in_transaction:
            try:
                self._db.execute("ROLLBACK")
            except sqlite3.Error as worse:
                error = worse
        if isinstance(error, sqlite3.OperationalError) and not is_damage(error):
            _log.warning("the response cache %s cannot be written and keeps nothing new: %s", self.path, error)
            self._keeps = False
            self._forget()
        else:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        _log.warning("the response cache %s is left out: %s; delete the file to start a new one", self.path, error)
        if self._db is not None:
            self._db.close()
        self._db = None
        self._forget()


def checksum(sha256: bytes, body: bytes) -> int:
    """The CRC-32 that an entry is kept with, over its key and its reply."""
    return crc32(body, crc32(sha256))
