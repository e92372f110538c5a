"""Has what is written to a file reach the disk itself, at bounded intervals and off the hot path."""

from __future__ import annotations

import errno
import os
import threading

__all__ = ["Syncing"]

_NO_DISK = (errno.EINVAL, errno.ENOTSUP)
"""What a file says that has no disk behind it: a pipe, a device."""


class Syncing:
    """Syncs an open file from a thread of its own: at most once in `interval` seconds, and only after a write.

    The first failure stays in `error`: after one, a later success would say nothing of what was written before.
    """

    def __init__(self, fd: int, interval: float) -> None:
        self.error: OSError | None = None
        self._fd = fd
        self._interval = interval
        self._due = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def written(self) -> None:
        """Something was written: the disk is told of it within `interval` seconds."""
        if not self._due.is_set():
            self._due.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="assay-sync", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Sync what is left, and end the thread. The file is still open."""
        self._closing.set()
        if self._thread is None:
            return
        left = self._due.is_set()
        self._due.set()
        self._thread.join()
        if left and self.error is None:
            self._sync()

    def _run(self) -> None:
        while self.error is None:
            self._due.wait()
            if self._closing.wait(self._interval):
                return
            self._due.clear()  # before the sync: what is written during it is left for the next one
            self._sync()

    def _sync(self) -> None:
        sync = getattr(os, "fdatasync", os.fsync)  # macOS has only the latter
        try:
            sync(self._fd)
        except OSError as error:
            if error.errno not in _NO_DISK:
                self.error = error
