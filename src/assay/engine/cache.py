"""The response cache: replies by the hash of (what the model is, what it was asked), shared by all runs of a user.

Only usable replies are kept. The draw number is part of the request, so that k samples of one prompt are k entries and
none is served for another. SQLite in WAL mode makes it safe under several processes.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

import msgspec

from assay.records import Reply, Request, canonical, digest

__all__ = ["ReplyCache", "cache_dir"]

_BATCH = 256
_decoder = msgspec.json.Decoder(Reply)
_log = logging.getLogger("assay")


def cache_dir() -> Path:
    """The user's cache folder: `$ASSAY_CACHE`, or the platform's own place."""
    import platformdirs

    return Path(os.environ.get("ASSAY_CACHE") or platformdirs.user_cache_path("assay", appauthor=False))


class ReplyCache:
    """Replies on disk. A cache that cannot be opened or is damaged costs speed and nothing else: it is left out,
    with one warning."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or cache_dir() / "replies.sqlite"
        self._pending: dict[bytes, bytes] = {}
        self._db: sqlite3.Connection | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("CREATE TABLE IF NOT EXISTS replies (key BLOB PRIMARY KEY, reply BLOB) WITHOUT ROWID")
            self._db = db
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        _log.warning("the response cache %s is left out: %s; delete the file to start a new one", self.path, error)
        self._db = None
        self._pending.clear()

    @staticmethod
    def key(identity: str, request: Request) -> bytes:
        """32 bytes that name a model and a request."""
        return bytes.fromhex(digest(identity.encode() + b"\n" + canonical(request)))

    def get(self, key: bytes) -> Reply | None:
        """The reply stored under `key`, marked as cached."""
        if self._db is None:
            return None
        body = self._pending.get(key)
        if body is None:
            try:
                row = self._db.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
                if row is None:
                    return None
                body = row[0]
                return msgspec.structs.replace(_decoder.decode(body), cached=True)
            except (sqlite3.Error, msgspec.DecodeError) as error:
                self._give_up(error)
                return None
        return msgspec.structs.replace(_decoder.decode(body), cached=True)

    def put(self, key: bytes, reply: Reply) -> None:
        """Keep `reply`, if it is one worth keeping."""
        if self._db is None or reply.state not in ("ok", "refused"):
            return
        self._pending[key] = msgspec.json.encode(reply)
        if len(self._pending) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is pending."""
        if self._db is None or not self._pending:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR REPLACE INTO replies VALUES (?, ?)", list(self._pending.items()))
            self._db.execute("COMMIT")
            self._pending.clear()
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Write what is pending and close."""
        self.flush()
        if self._db is not None:
            self._db.close()
            self._db = None
