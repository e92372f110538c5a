"""Where things lie: the user's folders on this machine, and which names are URLs of places elsewhere."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

__all__ = ["cache_dir", "cache_url", "data_dir", "is_url", "mark_of", "shown"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(::|://)")
_PASSWORD = re.compile(r"(?<=://)([^/@\s:]*):[^/@\s]*(?=@)")
_SIGNED = re.compile(r"(?i)((?:sig|signature|token|key|secret|password|credential)[\w-]*=)[^&\s]+")


def is_url(name: str | os.PathLike[str]) -> bool:
    """Whether `name` is a URL such as s3://bucket/run, and no path of this machine's files."""
    return isinstance(name, str) and _URL.match(name) is not None


def shown(url: str) -> str:
    """`url` as it may be shown and written down: without a password or a signature."""
    return _SIGNED.sub(r"\1[redacted]", _PASSWORD.sub(r"\1:[redacted]", url))


def mark_of(url: str) -> str:
    """A short name for what lies at `url`, the same whatever the password."""
    return hashlib.sha256(shown(url).rstrip("/").encode()).hexdigest()[:20]


def cache_dir() -> Path:
    """The user's cache folder on this machine: `$ASSAY_CACHE` where it is a folder, else the platform's own place."""
    import platformdirs

    said = os.environ.get("ASSAY_CACHE")
    return Path(said) if said and not is_url(said) else platformdirs.user_cache_path("assay", appauthor=False)


def data_dir() -> Path:
    """Where what the user made and keeps lies on this machine: `$ASSAY_DATA`, else the platform's own place."""
    import platformdirs

    said = os.environ.get("ASSAY_DATA")
    return Path(said) if said else platformdirs.user_data_path("assay", appauthor=False)


def cache_url() -> str | None:
    """The URL through which replies are shared with other machines: `$ASSAY_CACHE` where it is one."""
    said = os.environ.get("ASSAY_CACHE", "")
    return said if is_url(said) else None
