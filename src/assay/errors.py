"""One class per kind of mistake a user can make, each carrying the sentence the user sees and its exit code.

The command line prints the sentence and exits with `code`; it shows no traceback. A sentence names the place
(file and field, URI, server) and the mend.
"""

from __future__ import annotations

import errno

__all__ = [
    "AssayError",
    "ConfigError",
    "IncompleteError",
    "Interrupted",
    "JournalError",
    "MissingExtraError",
    "ModelError",
    "ProbeError",
    "SourceError",
    "reason",
]


class AssayError(Exception):
    """The base of all errors a user can cause or mend. `code` is the exit code of the command line."""

    code = 2


class ConfigError(AssayError):
    """A wrong name, URI, option or file: what was asked for makes no sense as written."""


class MissingExtraError(AssayError):
    """An optional dependency is needed and not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra '{extra}': pip install 'assay[{extra}]'")


class ModelError(AssayError):
    """A model cannot be used at all: no key, no such file, nothing listens at its address."""


class ProbeError(AssayError):
    """A probe is wrong as written: its declaration, its cases or its judge."""


class SourceError(AssayError):
    """A source gives nothing that cases can be made of: no such file, nothing listens, a row that makes no sense."""


class JournalError(AssayError):
    """A run folder cannot be read or written."""


class IncompleteError(AssayError):
    """The run could not be finished; what is journalled is kept and it can be resumed."""

    code = 3


class Interrupted(AssayError):  # noqa: N818 - the field's word
    """The user stopped the run; everything that came back is journalled."""

    code = 130


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in words."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return "the disk is full" if full else error.strerror or str(error)
