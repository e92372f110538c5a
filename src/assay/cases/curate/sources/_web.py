"""What the URIs of sources on the network have in common, and the licences of the services that assay knows."""

from __future__ import annotations

from assay.cases.curate.sources._fetch import Fetcher
from assay.errors import ConfigError
from assay.uri import SourceURI

__all__ = ["MANNERS", "at_least", "polite"]

MANNERS: dict[str, str | float | bool] = {"allow_private": False, "delay": 1.0, "timeout": 20.0}
"""Parameters, with their defaults, of every source that asks a server: whether its address may be a private one, the pause
between requests to one host, and the time for one, both in seconds."""


def polite(uri: SourceURI, notes: list[str], given: dict[str, str | int | float | bool | None]) -> Fetcher:
    """A fetcher with the manners that a URI asks for; a private address that may be reached is noted."""
    delay, timeout = float(given["delay"] or 0.0), float(given["timeout"] or 0.0)
    if not 0 <= delay <= 600 or not 0 < timeout <= 600:
        raise ConfigError(f"{uri}: the delay must be 0 to 600 and the timeout more than 0 to 600 seconds")
    if given["allow_private"]:
        notes.append("private addresses were let through (allow_private=true)")
    return Fetcher(allow_private=bool(given["allow_private"]), delay=delay, timeout=timeout, attempts=4)


def at_least(uri: SourceURI, name: str, value: object, least: int = 1, most: int = 100_000) -> int:
    """A whole number of a URI. Raises ConfigError where it is out of its range."""
    if not isinstance(value, int) or not least <= value <= most:
        raise ConfigError(f"{uri}: '{name}' must be {least} to {most:,}, not {value}")
    return value
