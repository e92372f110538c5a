"""Who writes a run folder at a URL: a small object that its writer renews, and that others respect until it runs out.

A store has no locks. The lease keeps two machines apart that each look before they write; two that take it in the same
instant are told apart by reading it back, which a store that lists late may still get wrong. The journal's segments bear
that too (see `segments`): nothing is lost, at worst a few cases are asked by both.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from assay.engine.store import Store
from assay.errors import ConfigError, JournalError

__all__ = ["LEASE", "LEASE_FILE", "Lease"]

LEASE_FILE = "writer.json"
LEASE = 180.0
"""Seconds that a lease holds after it was last renewed."""


class _Held(Struct, frozen=True, kw_only=True):
    """`writer.json`: `until` in seconds since 1970, `folder` the working folder, `token` drawn anew for each lease."""

    host: str
    pid: int
    folder: str
    token: str
    until: float

    def __str__(self) -> str:
        return f"{self.host} (process {self.pid}) until {datetime.fromtimestamp(self.until, UTC):%Y-%m-%d %H:%M:%S} UTC"


class Lease:
    """Leave to write what lies in `store`, for the process that works in `folder`."""

    def __init__(self, store: Store, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock
        self._token = secrets.token_hex(8)
        self._until = 0.0

    def take(self) -> None:
        """Take the lease. Raises ConfigError where another writer holds it. The caller must hold the working folder's
        lock: then a lease of this very folder is one that a killed process left."""
        there, ours = self._read(), (socket.gethostname(), str(self._folder))
        if there is not None and there.until > self._clock() and (there.host, there.folder) != ours:
            raise self._taken(there)
        with suppress(FileExistsError):  # somebody was quicker: whose it is now is read below
            self._write(new=there is None)
        there = self._read()
        if there is None or there.token != self._token:
            raise self._taken(there)

    def renew(self) -> None:
        """Hold it for longer, where a third of it is over. Raises ConfigError where another writer has taken it since."""
        if self._until - self._clock() > LEASE * 2 / 3:
            return
        there = self._read()
        if there is not None and there.token != self._token:
            raise self._taken(there)
        self._write()

    def release(self) -> None:
        """Give it back, if it is still ours."""
        there = self._read()
        if there is not None and there.token == self._token:
            self._store.remove(LEASE_FILE)

    def _taken(self, by: _Held | None) -> ConfigError:
        return ConfigError(
            f"{self._store.name} is being written by {by or 'another process'}; wait until then, or, if that process is "
            f"dead for sure, remove {self._store.name}/{LEASE_FILE}"
        )

    def _read(self) -> _Held | None:
        try:
            return msgspec.json.decode(self._store.read(LEASE_FILE), type=_Held)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError:
            place = f"{self._store.name}/{LEASE_FILE}"
            raise JournalError(f"{place} is damaged: remove it, if no process writes that run") from None

    def _write(self, *, new: bool = False) -> None:
        self._until = self._clock() + LEASE
        held = _Held(
            host=socket.gethostname(), pid=os.getpid(), folder=str(self._folder), token=self._token, until=self._until
        )
        self._store.write(LEASE_FILE, msgspec.json.encode(held), new=new)
