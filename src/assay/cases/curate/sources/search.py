"""Web search as a source: a query, the pages found, and the main text of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

from assay.cases.curate.record import Provenance, Record, TextRecord
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.sources._engines import ENGINES
from assay.cases.curate.sources._fetch import Fetcher, FetchError, Page
from assay.cases.curate.sources._web import MANNERS, at_least, polite
from assay.errors import ConfigError, MissingExtraError, SourceError
from assay.uri import SourceURI

__all__ = ["Search"]

_TYPES = ("text/html", "application/xhtml+xml")


@source("search")
class Search(Source):
    """Pages of the web on a query, each as the main text that a reader would see, from any of several search engines.

    Pages are fetched one at a time, with a pause between two of one host and where robots.txt allows it; what is too long,
    too slow or no HTML is passed over and counted in the notes. `allow_private` lets through the engine's own address
    (a SearXNG of one's own), `allow_private_pages` those of the pages too. The licence is the page's own
    business: "unknown" unless it declares one.
    """

    form = f"search:QUERY?engine={'|'.join(ENGINES)}[&base_url=…&pages=10&language=…&min_chars=200]"
    gives = ("text",)
    extra = "web"
    network = True

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        given = uri.take(
            engine="searxng", base_url="", pages=10, language="", min_chars=200, allow_private_pages=False, **MANNERS
        )
        self.query = uri.name.strip()
        if not self.query:
            raise ConfigError(f"{uri}: write what to search for after search:")
        if given["engine"] not in ENGINES:
            raise ConfigError(f"search: has no engine '{given['engine']}' (known: {', '.join(ENGINES)})")
        self.engine = ENGINES[str(given["engine"])](str(given["base_url"]))
        self.pages = at_least(uri, "pages", given["pages"], most=50)
        self.min_chars = at_least(uri, "min_chars", given["min_chars"])
        self.language = str(given["language"])
        self.fetcher = polite(uri, self.notes, given)
        if given["allow_private_pages"]:
            self.notes.append("pages at private addresses were let through (allow_private_pages=true)")
        self.reader = Fetcher(
            allow_private=bool(given["allow_private_pages"]),
            robots=True,
            delay=self.fetcher.delay,
            timeout=self.fetcher.timeout,
        )

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        _extractor()
        async with self.fetcher:
            hits = await self.engine.find(self.fetcher, self.query, self.language)
        passed_over: Counter[str] = Counter()
        made = 0
        async with self.reader:
            for url in dict.fromkeys(hit.url for hit in hits):
                if made == self.pages:
                    break
                try:
                    page = await self.reader.get(url, types=_TYPES)
                except FetchError as error:
                    passed_over[str(error)] += 1
                    continue
                record = self._record(page, desk)
                if record is None:
                    passed_over[f"it has no main text of {self.min_chars} characters"] += 1
                    continue
                made += 1
                yield record
        self.notes += [
            f"{n} page{'s were' if n > 1 else ' was'} passed over: {why}" for why, n in sorted(passed_over.items())
        ]
        if not made:
            reasons = "; ".join(f"{n} × {why}" for why, n in sorted(passed_over.items())) or "it found nothing"
            raise SourceError(f"the search for '{self.query}' ({self.engine.name}) gave no page to use: {reasons}")

    def _record(self, page: Page, desk: Desk) -> Record | None:
        document = _extractor()(
            page.text if page.charset else page.content, url=page.url, with_metadata=True, include_comments=False
        )
        text = (document.text or "").strip() if document else ""
        if len(text) < self.min_chars:
            return None
        return TextRecord(
            text=text,
            title=document.title or "",
            language=document.language or self.language,
            provenance=Provenance(
                url=page.url,
                licence=document.license or "unknown",
                time=desk.now,
                attribution=document.author or document.sitename or "",
            ),
        )


def _extractor() -> Callable[..., Any]:
    """What finds the main text of a page. Raises MissingExtraError."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise MissingExtraError("search:", "web") from None
    found: Callable[..., Any] = bare_extraction
    return found
