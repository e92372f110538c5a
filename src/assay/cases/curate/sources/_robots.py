"""What a site's robots.txt allows (RFC 9309), asked once a site."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from yarl import URL

from assay.errors import MissingExtraError

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Robots"]

_NAME = "assay"
"""What the rules of a site call us."""


class Robots:
    """The rules of each site that was met. `load` gives the status and the text of a robots.txt."""

    def __init__(self, load: Callable[[URL], Awaitable[tuple[int, str]]]) -> None:
        self._load = load
        self._rules: dict[URL, Protego] = {}

    async def forbids(self, target: URL) -> str:
        """Why `target` may not be fetched, "" where it may: by the rules, or because they cannot be had (a server error, or
        nothing answers). A site without the file allows everything."""
        site = target.origin()
        if site not in self._rules:
            status, text = await self._load(site / "robots.txt")
            if status in (0, 429) or status >= 500:
                return "its robots.txt cannot be had, which forbids everything"
            self._rules[site] = _parse(text)
        return "" if self._rules[site].can_fetch(str(target), _NAME) else "its robots.txt forbids it"

    def delay(self, target: URL) -> float:
        """The pause between requests that the site asks for, in seconds."""
        rules = self._rules.get(target.origin())
        return float(rules.crawl_delay(_NAME) or 0.0) if rules else 0.0


def _parse(text: str) -> Protego:
    try:
        from protego import Protego
    except ImportError:
        raise MissingExtraError("search:", "web") from None
    return Protego.parse(text)
