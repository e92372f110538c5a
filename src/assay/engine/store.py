"""A folder at a URL: whole objects read, written, listed and removed through fsspec; every failure is one sentence.

Object stores cannot append and do not lock. What is built on this writes objects whole, under names of their own.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assay.errors import ConfigError, JournalError
from assay.models._redact import Secret, redact
from assay.places import shown

__all__ = ["Store", "StoreError"]

_LOCAL = {"file", "local", "memory"}
_FOLDERS = {"file", "local", "sftp", "ssh", "ftp", "smb", "webdav", "dav", "hdfs", "arrow_hdfs"}
"""Stores that have folders, which must be made before files can lie in them. Elsewhere to make one might make a bucket."""
_CHUNK = 1 << 20
_PART = ".part"
"""How a file is called that is not whole yet."""


class StoreError(JournalError):
    """A store could not be reached, or did not do what it was asked to."""


class Store:
    """What lies under `url`. `name` is the URL as it may be shown."""

    def __init__(self, url: str) -> None:
        """Raises ConfigError where no file system is known for the URL, or its package is missing."""
        import fsspec

        self.name = shown(url).rstrip("/")
        self._secret = Secret(unquote(urlsplit(url.rpartition("::")[2]).password or ""))
        try:
            self._fs, root = fsspec.core.url_to_fs(url)
        except ImportError as error:
            raise ConfigError(f"{self.name} needs a package that is not installed: {self._said(error)}") from None
        except ValueError as error:
            raise ConfigError(f"{self.name} cannot be used as a folder: {self._said(error)}") from None
        except Exception as error:  # each file system has errors of its own
            raise StoreError(f"{self.name} cannot be reached: {self._said(error)}") from None
        self._root = root.rstrip("/")
        said = self._fs.protocol
        self._protocols = {said} if isinstance(said, str) else set(said)

    @property
    def is_local(self) -> bool:
        """Whether it takes no network."""
        return bool(self._protocols & _LOCAL)

    def list(self, under: str = "") -> dict[str, int]:
        """The bytes of each whole object under the folder `under`, by name; none where there is no such folder."""
        with self._doing("list", under):
            self._fs.invalidate_cache()
            try:
                found = self._fs.find(self._path(under), detail=True)
            except FileNotFoundError:
                return {}
        start = len(self._fs._strip_protocol(self._root)) + 1
        names = {self._fs._strip_protocol(path)[start:]: info for path, info in sorted(found.items())}
        return {
            name: int(info["size"] or 0)
            for name, info in names.items()
            if info["type"] == "file" and not name.endswith(_PART)
        }

    def read(self, name: str) -> bytes:
        """The content of an object. Raises FileNotFoundError where there is none."""
        with self._doing("read", name):
            return bytes(self._fs.cat_file(self._path(name)))

    def write(self, name: str, content: bytes, *, new: bool = False) -> None:
        """Write an object whole. With `new`, raises FileExistsError where it is there already: S3 and local disks make
        sure of that, others only look before."""
        with self._doing("write", name):
            self._make_folder(name)
            if "local" not in self._protocols:
                self._fs.pipe_file(self._path(name), content, mode="create" if new else "overwrite")
            elif new:
                with self._fs.open(self._path(name), "xb") as file:
                    file.write(content)
            else:
                self._fs.pipe_file(self._path(name + _PART), content)
                self._fs.mv(self._path(name + _PART), self._path(name))

    def get(self, name: str, to: Path) -> None:
        """Copy an object into a file. Raises FileNotFoundError where there is none."""
        with self._doing("read", name):
            to.parent.mkdir(parents=True, exist_ok=True)
            self._fs.get_file(self._path(name), str(to))

    def put(self, name: str, file: Path) -> None:
        """Copy a file into an object."""
        with self._doing("write", name):
            self._make_folder(name)
            there = self._path(name)
            if "local" in self._protocols:
                self._fs.put_file(str(file), there + _PART)
                self._fs.mv(there + _PART, there)
            else:
                self._fs.put_file(str(file), there)

    def sha256(self, name: str) -> str:
        """The SHA-256 of an object, by reading it."""
        sha = hashlib.sha256()
        with self._doing("read", name), self._fs.open(self._path(name), "rb") as file:
            while chunk := file.read(_CHUNK):
                sha.update(chunk)
        return sha.hexdigest()

    def version(self, name: str) -> str:
        """A text that changes whenever an object does: what the store says of it, not its content."""
        with self._doing("read", name):
            self._fs.invalidate_cache()
            return str(self._fs.checksum(self._path(name)))

    def remove(self, name: str) -> None:
        """Remove an object, if it is there."""
        with self._doing("remove", name):
            try:
                self._fs.rm_file(self._path(name))
            except FileNotFoundError:
                return

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _make_folder(self, name: str) -> None:
        if self._protocols & _FOLDERS:
            self._fs.makedirs(posixpath.dirname(self._path(name)), exist_ok=True)

    def _said(self, error: BaseException) -> str:
        return redact(shown(str(error)) or type(error).__name__, self._secret)

    @contextmanager
    def _doing(self, what: str, name: str) -> Iterator[None]:
        """Whatever goes wrong here is a StoreError, but for what the callers know how to handle."""
        place = f"{self.name}/{name}" if name else self.name
        try:
            yield
        except (FileExistsError, FileNotFoundError) as error:
            if what in ("write", "list") and isinstance(error, FileNotFoundError):
                raise StoreError(f"cannot {what} {place}: there is no such folder or bucket") from None
            raise
        except ImportError as error:
            raise ConfigError(f"{self.name} needs a package that is not installed: {self._said(error)}") from None
        except Exception as error:  # each file system has errors of its own
            raise StoreError(f"cannot {what} {place}: {self._said(error)}") from None
