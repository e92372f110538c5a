"""Search engines behind one interface: a query becomes addresses of pages. Another one is another class here."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from assay.cases.curate.sources._fetch import Fetcher, FetchError, unusable
from assay.errors import ConfigError, SourceError

__all__ = ["ENGINES", "Engine", "Hit"]


class Hit(msgspec.Struct, frozen=True):
    """One result of a search."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class Engine(ABC):
    """A search engine at `base_url`, "" for its usual address. A key is read from the environment and never shown."""

    name: ClassVar[str]
    base_url: str

    @abstractmethod
    async def find(self, fetcher: Fetcher, query: str, language: str) -> list[Hit]:
        """The first page of results, best first. Raises SourceError where it cannot be had."""


class _SearxngAnswer(msgspec.Struct):
    results: list[Hit]


class _BraveWeb(msgspec.Struct):
    results: list[Hit] = []


class _BraveAnswer(msgspec.Struct):
    web: _BraveWeb = msgspec.field(default_factory=_BraveWeb)


class Searxng(Engine):
    """SearXNG, the metasearch engine to run oneself; its JSON format must be switched on."""

    name = "searxng"

    async def find(self, fetcher: Fetcher, query: str, language: str) -> list[Hit]:
        if not self.base_url:
            raise ConfigError("search: the engine searxng needs base_url=, the address of an instance")
        params = {"q": query, "format": "json"} | ({"language": language} if language else {})
        try:
            answer = await fetcher.json(f"{self.base_url.rstrip('/')}/search", params=params)
            return msgspec.convert(answer, _SearxngAnswer).results
        except FetchError as error:
            if error.status == 403:
                error = FetchError("it answers 403; its settings must list 'json' under search.formats", 403)
            raise unusable("SearXNG", self.base_url, error) from None
        except msgspec.ValidationError as error:
            raise SourceError(f"what answers at {self.base_url} is not SearXNG: {error}") from None


class Brave(Engine):
    """The Brave Search API. Its key is read from `$BRAVE_API_KEY`."""

    name = "brave"

    async def find(self, fetcher: Fetcher, query: str, language: str) -> list[Hit]:
        base = self.base_url.rstrip("/") or "https://api.search.brave.com"
        key = os.environ.get("BRAVE_API_KEY", "")
        if not key:
            raise SourceError("search: the engine brave needs a key in the environment: BRAVE_API_KEY")
        params = {"q": query, "count": "20"} | ({"search_lang": language} if language else {})
        try:
            answer = await fetcher.json(
                f"{base}/res/v1/web/search", params=params, headers={"X-Subscription-Token": key}
            )
            return msgspec.convert(answer, _BraveAnswer).web.results
        except FetchError as error:
            if error.status in (401, 403, 422):
                error = FetchError(
                    f"it answers {error.status}: it does not take the key in BRAVE_API_KEY", error.status
                )
            raise unusable("Brave Search", base, error) from None
        except msgspec.ValidationError as error:
            raise SourceError(f"what answers at {base} is not the Brave Search API: {error}") from None


ENGINES: dict[str, type[Engine]] = {engine.name: engine for engine in (Searxng, Brave)}
"""By the name that `engine=` takes."""
