"""Reads the header of a GGUF file: is it one, and what does it say of itself? llama.cpp is given only files that pass.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3, little-endian).
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO, Any

from assay.errors import ModelError

__all__ = ["check_eye", "read_header"]

_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_STRING, _ARRAY = 8, 9
_LONGEST = 64 << 20
"""No text of a real header is longer, in bytes; what claims to be is damaged."""
_DEEPEST = 8
"""No array of a real header holds arrays of arrays to this depth."""


def read_header(path: Path) -> dict[str, Any]:
    """The metadata by key (`general.architecture`, `tokenizer.chat_template`, …). Arrays are skipped: they are long.

    Raises ModelError, in one sentence, where the file cannot be read, is no GGUF or ends within its header.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            if file.read(4) != b"GGUF":
                raise ModelError(f"{path} is no GGUF file (it does not begin with 'GGUF')")
            reader = _Reader(file, size)
            version = reader.scalar("<I")
            if version not in (2, 3):
                raise ModelError(f"{path} is of GGUF version {version}, and only 2 and 3 can be read")
            reader.scalar("<Q")
            return reader.pairs(reader.scalar("<Q"))
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}") from None
    except _DamagedError as error:
        raise ModelError(f"{path} is damaged or only part of a file: {error}; fetch or copy it again") from None


def check_eye(path: Path) -> None:
    """Raises ModelError, in one sentence, where a file is no eye of a model (an mmproj, as llama.cpp calls it): a language model
    by mistake, or what hears and does not see."""
    header = read_header(path)
    arch = header.get("general.architecture", "unknown")
    if arch != "clip" or not header.get("clip.has_vision_encoder"):
        what = "it hears, and sees nothing" if arch == "clip" else f"its architecture is {arch}"
        raise ModelError(f"{path} is no mmproj for pictures ({what}); give the mmproj file that came with the model")


class _DamagedError(Exception):
    pass


class _Reader:
    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._size = file, size

    def pairs(self, count: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for _ in range(count):
            key = self.text()
            kind = self.scalar("<I")
            if kind == _ARRAY:
                self.skip_array()
            else:
                found[key] = self.text() if kind == _STRING else self.scalar(self.form(kind))
        return found

    def form(self, kind: int) -> str:
        if kind not in _SCALARS:
            raise _DamagedError(f"its header holds a value of unknown type {kind}")
        return _SCALARS[kind]

    def scalar(self, form: str) -> Any:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def text(self) -> str:
        return self.take(self.scalar("<Q")).decode("utf-8", "replace")

    def take(self, count: int) -> bytes:
        if count > _LONGEST:
            raise _DamagedError("its header holds an impossible length")
        if count > self._size - self._file.tell():  # read() makes room for all of `count` before it reads
            raise _DamagedError("its header is cut off")
        data = self._file.read(count)
        if len(data) < count:
            raise _DamagedError("its header is cut off")
        return data

    def skip_array(self, depth: int = 1) -> None:
        kind, count = self.scalar("<I"), self.scalar("<Q")
        if kind == _ARRAY:
            if depth == _DEEPEST:
                raise _DamagedError("its header holds arrays in arrays without end")
            for _ in range(count):
                self.skip_array(depth + 1)
        elif kind == _STRING:
            for _ in range(count):
                self.skip(self.scalar("<Q"))
        else:
            self.skip(count * struct.calcsize(self.form(kind)))

    def skip(self, count: int) -> None:
        if count > self._size - self._file.tell():
            raise _DamagedError("its header is cut off")
        self._file.seek(count, 1)
