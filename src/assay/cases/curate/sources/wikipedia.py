"""Wikipedia: the first section of articles, as texts, from its REST interface."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import quote

import msgspec

from assay.cases.curate.record import Provenance, Record, TextRecord
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.sources._fetch import FetchError, unusable
from assay.cases.curate.sources._web import MANNERS, polite
from assay.errors import ConfigError, SourceError
from assay.uri import SourceURI

__all__ = ["Wikipedia"]

LICENCE = "CC-BY-SA-4.0"


class _Link(msgspec.Struct):
    page: str = ""


class _Links(msgspec.Struct):
    desktop: _Link = msgspec.field(default_factory=_Link)


class _Summary(msgspec.Struct):
    """What `/page/summary/TITLE` answers, as far as it is used."""

    title: str
    extract: str
    type: str = "standard"
    lang: str = ""
    revision: str = ""
    content_urls: _Links = msgspec.field(default_factory=_Links)


@source("wikipedia")
class Wikipedia(Source):
    """The lead of Wikipedia articles, CC BY-SA 4.0: each record names its revision and Wikipedia's contributors."""

    form = "wikipedia:TITLE[|TITLE…][?language=en&base_url=…]"
    gives = ("text",)
    network = True

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        given = uri.take(language="en", base_url="", **MANNERS)
        self.language = str(given["language"])
        self.titles = [title.strip() for title in uri.name.split("|") if title.strip()]
        if not self.titles or not self.language.replace("-", "").isalnum():
            raise ConfigError(f"{uri}: name at least one article, and the language by its code ({self.form})")
        self.base = str(given["base_url"] or f"https://{self.language}.wikipedia.org").rstrip("/")
        self.fetcher = polite(uri, self.notes, given)

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        async with self.fetcher:
            for title in self.titles:
                url = f"{self.base}/api/rest_v1/page/summary/{quote(title.replace(' ', '_'), safe='')}"
                try:
                    found = msgspec.convert(await self.fetcher.json(url), _Summary)
                except FetchError as error:
                    if error.status == 404:
                        raise SourceError(f"Wikipedia ({self.language}) has no article '{title}'") from None
                    raise unusable("Wikipedia", self.base, error) from None
                except msgspec.ValidationError as error:
                    raise SourceError(
                        f"what answers at {self.base} is not Wikipedia's REST interface: {error}"
                    ) from None
                if found.type != "standard":
                    self.notes.append(f"'{title}' was left out: it is a page of type {found.type}")
                else:
                    yield self._record(found, desk)

    def _record(self, found: _Summary, desk: Desk) -> Record:
        page = found.content_urls.desktop.page or f"{self.base}/wiki/{quote(found.title.replace(' ', '_'))}"
        return TextRecord(
            text=found.extract.strip(),
            title=found.title,
            language=found.lang or self.language,
            provenance=Provenance(
                url=f"{page}?oldid={found.revision}" if found.revision else page,
                licence=LICENCE,
                time=desk.now,
                attribution=f"Wikipedia contributors, '{found.title}'",
            ),
        )
