"""Run folders at URLs: every command works in a folder of this machine, which is filled before and sent after.

A run's replies are sent while it goes on (see `shipping`), so that little is asked twice where its machine is lost; where
only the process is, its working folder still has all of them.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct

from assay.engine.corrections import CARD
from assay.engine.folder import write_whole
from assay.engine.labels import FILE as LABELS
from assay.engine.labels import merged
from assay.engine.lease import LEASE_FILE, Lease
from assay.engine.segments import JOURNAL, Segment, Whole, gather, segments_in
from assay.engine.shipping import Shipper, insisting
from assay.engine.store import Store, StoreError
from assay.errors import AssayError, ConfigError, IncompleteError, JournalError
from assay.places import cache_dir, is_url, mark_of, shown

__all__ = ["Place", "in_run_folder", "run_folder"]

_PLAN = "run.json"
_CONTENT = ("media/", "sources/")
"""Folders of files that are named by their hash."""
_ORIGIN = "remote.json"
_LAST = "scores.json"
"""What is sent last: a run that has it has all else."""
_OWN = {_PLAN, _ORIGIN, JOURNAL, LEASE_FILE}
"""What is fetched and sent by rules of its own, or not at all."""

_MEND = "mend that, then give the same command again"

F = TypeVar("F", bound=Callable[..., Any])
_log = logging.getLogger("assay")


class _Origin(Struct, frozen=True, kw_only=True):
    """`remote.json`, in a working folder: of which URL it is, and the whole journal there when it was last the same."""

    url: str
    whole: Whole | None = None


class _Plan(Struct):
    run: str
    offline: bool = False


class Place:
    """Where a command works: `path`, a folder of this machine. `name` is what people call it, its URL where it has one."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or str(path)

    def begin(self) -> None:
        """A new run's plan has been written: nothing may be asked before this."""


@contextmanager
def run_folder(
    where: str | Path, *, new: bool = False, writes: bool = True, all_files: bool = False, offline: bool = False
) -> Iterator[Place]:
    """The run folder `where`, a path or a URL, as a folder of this machine, within this block.

    `new`: there must be no run yet. `writes`: its journal may be written, so that others are kept from it. `all_files`:
    fetch those too that are made anew from the journal. Raises ConfigError where it may not be used so, StoreError where
    it cannot be reached, and at the end IncompleteError where not all could be sent.
    """
    if not is_url(where):
        origin = None if new else _read_origin(Path(where))
        if origin is None:
            yield Place(Path(where))
            return
        where = origin.url
    session = _Session(str(where), offline)
    with session.locked():
        session.start(new, writes, all_files)
        try:
            yield session
        except BaseException as error:
            session.stop(error)
            raise
        session.publish()


def in_run_folder(function: F) -> F:
    """Have a function that works in a run folder, its first argument `path`, take a URL as well."""

    @wraps(function)
    def inside(path: str | Path, **options: Any) -> Any:
        with run_folder(path) as place:
            return function(place.path, **options)

    return cast(F, inside)


class _Session(Place):
    """One command's work on the run folder at a URL."""

    def __init__(self, url: str, offline: bool) -> None:
        self._store = Store(url)
        super().__init__(cache_dir() / "runs" / mark_of(url), self._store.name)
        if offline:
            self._refuse_offline("--offline was given")
        self._url = url
        self._lease = Lease(self._store, self.path)
        self._shipper: Shipper | None = None
        self._sent = 0
        self._gathered: set[Segment] = set()
        self._whole: Whole | None = None
        self._before: dict[str, tuple[int, int]] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One command at a time in the working folder."""
        lock = self.path.with_suffix(".lock")
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise JournalError(f"cannot make the working folder {self.path}: {error.strerror}") from None
        try:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise JournalError(f"another process here works on {self.name}; wait for it or stop it") from None
            yield
        finally:
            os.close(held)

    def start(self, new: bool, writes: bool, all_files: bool) -> None:
        """Take the lease and fetch what there is."""
        names = self._store.list()
        if new == (_PLAN in names):
            raise ConfigError(
                f"{self.name} already holds a run; 'assay resume {self.name}' goes on with it, or give another -o"
                if new
                else f"{self.name} is no run folder: it has no run.json"
            )
        if writes:
            self._lease.take()
        try:
            if new:
                self._put_aside()
                self.path.mkdir(parents=True, exist_ok=True)
            else:
                self._fetch(names, all_files)
                if writes:
                    if _decoded((self.path / _PLAN).read_bytes(), self.name).offline:
                        self._refuse_offline("the run was begun with --offline")
                    self._ship(self._sent)
        except BaseException:
            if writes:
                self._release()
            raise

    def begin(self) -> None:
        plan = (self.path / _PLAN).read_bytes()
        for name in self._files():  # the plan names the snapshot of its sources: that is there first
            if name.startswith(_CONTENT):
                self._store.put(name, self.path / name)
        try:
            self._store.write(_PLAN, plan, new=True)
        except FileExistsError:  # our own, where the answer to a first attempt was lost
            if self._store.read(_PLAN) != plan:
                raise ConfigError(f"{self.name} already holds a run, begun just now; give another -o") from None
        self._note()
        self._ship(0)

    def stop(self, error: BaseException) -> None:
        """The command failed: send what is journalled, and say what could not be."""
        if isinstance(error, AssayError):
            local = re.compile(rf"(assay \w+ ){re.escape(str(self.path))}(?![\w/])")
            error.args = (local.sub(lambda m: m[1] + self.name, str(error)),)
        if self._shipper is None:
            self._release()
            return
        try:
            self._shipper.finish()
            self._release()
        except AssayError as worse:
            unsent = f"Not all is there yet ({worse}): the rest is kept in {self.path}"
            if isinstance(error, AssayError):
                error.args = (f"{error}. {unsent}",)
            else:
                _log.warning("%s", unsent)

    def publish(self) -> None:
        """The command is done: send what it made, and put the journal in one piece."""
        changed = [name for name, mark in self._files().items() if self._before.get(name) != mark]
        if self._shipper is None:
            for name in changed:
                self._store.put(name, self.path / name)
            return
        try:
            self._shipper.finish()
            insisting(self._compact)
            for name in sorted(changed, key=lambda name: name == _LAST):
                insisting(partial(self._store.put, name, self.path / name))
            self._release()
        except AssayError as error:
            raise self._unsent(error) from None

    def _compact(self) -> None:
        """Send the journal whole, see that it arrived, and remove the segments that it holds."""
        journal = self.path / JOURNAL
        if not journal.exists():
            return
        segments = segments_in(self._store.list("journal"))
        if self._whole is None or segments or journal.stat().st_size != self._whole.size:
            self._store.put(JOURNAL, journal)
            self._whole = Whole.of(journal, self._store.version(JOURNAL))
            if self._store.sha256(JOURNAL) != self._whole.sha256:
                raise StoreError(f"{self.name}/{JOURNAL} is not what was sent")
            self._note()
        for segment in segments:
            if segment in self._gathered or segment.is_in(journal):
                self._store.remove(segment.name)

    def _fetch(self, names: dict[str, int], all_files: bool) -> None:
        plan = self._store.read(_PLAN)
        ours = self.path / _PLAN
        if ours.exists() and _decoded(ours.read_bytes(), self.name).run != _decoded(plan, self.name).run:
            self._put_aside()
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(ours, plan, _MEND)
        for name in filter(_is_result, names.keys() - {LABELS}):
            there = self.path / name
            if all_files or name in (_LAST, CARD) or (name.startswith(_CONTENT) and not there.exists()):
                self._store.get(name, there)
        labels = self._fetch_labels(names)
        origin = _read_origin(self.path)
        self._gathered = set(segments_in(names))
        try:
            self._sent, self._whole = gather(self._store, names, self.path / JOURNAL, origin.whole if origin else None)
        except OSError as error:
            raise JournalError(f"cannot fill the working folder {self.path}: {error.strerror}; {_MEND}") from None
        self._note()
        self._before = self._files()
        if labels:
            self._before.pop(LABELS, None)

    def _fetch_labels(self, names: dict[str, int]) -> bool:
        """Fetch people's labels, and say whether some are here alone: a command that was killed did not send them."""
        there, ours = self._store.read(LABELS) if LABELS in names else b"", self.path / LABELS
        both = merged(there, ours.read_bytes() if ours.exists() else b"")
        if both:
            write_whole(ours, both, _MEND)
        return both != there

    def _files(self) -> dict[str, tuple[int, int]]:
        """The results that lie here, with marks that tell whether they have changed."""
        files = {file.relative_to(self.path).as_posix(): file for file in self.path.rglob("*") if file.is_file()}
        return {n: (f.stat().st_size, f.stat().st_mtime_ns) for n, f in files.items() if _is_result(n)}

    def _ship(self, sent: int) -> None:
        self._shipper = Shipper(self._store, self.path, sent, self._lease)
        self._shipper.start()

    def _put_aside(self) -> None:
        """Another run's working folder makes room, and is kept: its replies may have been paid for."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}-{number}")).exists():
            number += 1
        if self.path.exists():
            self.path.rename(aside)

    def _note(self) -> None:
        origin = _Origin(url=shown(self._url), whole=self._whole)
        write_whole(self.path / _ORIGIN, msgspec.json.encode(origin), _MEND)

    def _release(self) -> None:
        with suppress(StoreError):  # it runs out by itself
            self._lease.release()

    def _refuse_offline(self, why: str) -> None:
        if not self._store.is_local:
            raise ConfigError(f"{why}, and {self.name} takes the network; use a folder of this machine")

    def _unsent(self, error: AssayError) -> IncompleteError:
        return IncompleteError(
            f"{error}. Nothing is lost: all of the run is kept in {self.path}; to send the rest, on this machine: "
            f"assay resume {self.name}"
        )


def _is_result(name: str) -> bool:
    """Whether a file is made from the journal, or one of the media or sources."""
    folder, _, file = name.rpartition("/")
    content = name.startswith(_CONTENT) and ".." not in folder.split("/")
    return (content or (not folder and name not in _OWN)) and not file.startswith(".") and not file.endswith(".part")


def _read_origin(path: Path) -> _Origin | None:
    try:
        return msgspec.json.decode((path / _ORIGIN).read_bytes(), type=_Origin)
    except (OSError, msgspec.DecodeError):  # no working folder; or torn, and then its journal is read anew
        return None


def _decoded(plan: bytes, name: str) -> _Plan:
    try:
        return msgspec.json.decode(plan, type=_Plan)
    except msgspec.DecodeError as error:
        raise JournalError(f"{name}/{_PLAN} is damaged: {error}") from None
