"""While a run goes on: its journal's new lines, to the store, from a thread beside it; the lease is renewed there too."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from assay.engine.lease import Lease
from assay.engine.segments import JOURNAL, SEGMENT, ship
from assay.engine.store import Store, StoreError
from assay.errors import AssayError, ConfigError

__all__ = ["INTERVAL", "Shipper", "insisting"]

INTERVAL = 30.0
"""Seconds after which lines that are not yet a whole segment are sent."""
TICK = 1.0
"""Seconds between looks at the journal."""
LONGEST = 60.0
"""Seconds between attempts, where a store fails for long."""
LAST_WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds before further attempts at the end of a run, when there will be no later chance."""
_UNREMARKED = 2
"""Failures in a row that are not worth a warning."""

T = TypeVar("T")
_log = logging.getLogger("assay")


def insisting(work: Callable[[], T]) -> T:
    """Do `work`, again after a while where the store fails. Raises StoreError where it fails every time."""
    for wait in LAST_WAITS:
        try:
            return work()
        except StoreError:
            time.sleep(wait)
    return work()


class Shipper(threading.Thread):
    """Sends what follows byte `sent` of the journal in `folder`. Failures are borne: the run goes on, and so does this."""

    def __init__(self, store: Store, folder: Path, sent: int, lease: Lease) -> None:
        super().__init__(name="assay-shipper", daemon=True)
        self.sent = sent
        self._store = store
        self._folder = folder
        self._lease = lease
        self._media = {file for file in folder.glob("media/**/*") if file.is_file()}
        self._lost: ConfigError | None = None
        self._end = threading.Event()

    def run(self) -> None:
        failures, wait, last = 0, TICK, time.monotonic()
        while not self._end.wait(wait):
            try:
                self._lease.renew()
                if self._waiting() >= SEGMENT or time.monotonic() - last >= INTERVAL:
                    self._send()
                    last = time.monotonic()
            except ConfigError as error:
                _log.warning("%s; the run goes on and is kept in %s", error, self._folder)
                self._lost = error
                return
            except (AssayError, OSError) as error:
                failures += 1
                wait = min(LONGEST, TICK * 2**failures)
                if failures == _UNREMARKED + 1:
                    _log.warning("%s; the run goes on, is kept in %s and sent later", error, self._folder)
            else:
                failures, wait = 0, TICK

    def finish(self) -> None:
        """End the thread and send what is left. Raises ConfigError where another writer took the run over, StoreError
        where the store takes nothing more."""
        self._end.set()
        if self.is_alive():
            self.join(LONGEST)
            if self.is_alive():
                raise StoreError(f"{self._store.name} does not answer")
        if self._lost is not None:
            raise self._lost
        insisting(self._lease.renew)
        insisting(self._send)

    def _waiting(self) -> int:
        try:
            return (self._folder / JOURNAL).stat().st_size - self.sent
        except FileNotFoundError:
            return 0

    def _send(self) -> None:
        """Media first: no line in the store names a file that is not there."""
        for file in sorted(self._folder.glob("media/**/*")):
            if file.is_file() and file not in self._media:
                self._store.put(file.relative_to(self._folder).as_posix(), file)
                self._media.add(file)
        while segment := ship(self._store, self._folder / JOURNAL, self.sent):
            self.sent = segment.end
