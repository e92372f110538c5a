"""Any web API that answers JSON, as a source: where the rows lie and which part of a row is which field."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

from yarl import URL

from assay.cases.curate.record import Provenance, Record
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.sources._fetch import FetchError, unusable
from assay.cases.curate.sources._mapping import COLUMNS, MAPPED, Columns, look
from assay.cases.curate.sources._web import MANNERS, at_least, polite
from assay.errors import ConfigError, SourceError
from assay.uri import SourceURI

__all__ = ["JsonApi"]


@source("json")
class JsonApi(Source):
    """A web API that answers JSON: `items` is where its rows lie (a dotted path), fields are mapped as those of a file.

    Parameters that begin with `q.` are the API's own (`q.amount=10` asks `?amount=10`). `key_env` names an environment
    variable whose value is sent as a bearer token.
    """

    form = "json:URL?items=PATH&question=PATH&…[&q.NAME=VALUE&key_env=NAME&licence=SPDX]"
    gives = MAPPED
    network = True

    def __init__(self, uri: SourceURI) -> None:
        own = SourceURI(uri.scheme, uri.name, {k: v for k, v in uri.params.items() if not k.startswith("q.")})
        super().__init__(uri)
        columns = dict.fromkeys(COLUMNS, "")
        given = own.take(
            items="", kind="", licence="unknown", language="", limit=1000, key_env="", **MANNERS, **columns
        )
        if not uri.name.startswith(("http://", "https://")):
            raise ConfigError(f"{uri}: write the API's address after json:, such as json:https://example.org/api")
        if URL(uri.name).user or URL(uri.name).password:
            raise ConfigError("json: keys are read from the environment only (key_env=NAME), never from an address")
        self.items, self.licence = str(given["items"]), str(given["licence"])
        self.limit = at_least(uri, "limit", given["limit"])
        self.key_env = str(given["key_env"])
        self.columns = Columns.of(own, kind=str(given["kind"]), licence=self.licence, language=str(given["language"]))
        self.fetcher = polite(uri, self.notes, given)

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        query = {name.removeprefix("q."): v for name, v in self.uri.params.items() if name.startswith("q.")}
        headers = {}
        if self.key_env:
            key = os.environ.get(self.key_env, "")
            if not key:
                raise SourceError(f"{self.uri}: the environment has no {self.key_env}")
            headers["Authorization"] = f"Bearer {key}"
        async with self.fetcher:
            try:
                answer = await self.fetcher.json(self.uri.name, params=query, headers=headers)
            except FetchError as error:
                raise unusable("the API", self.uri.name, error) from None
        try:
            found = look(answer, self.items)
        except KeyError as error:
            raise SourceError(f"{self.uri.name} answers nothing at '{self.items}': there is no {error}") from None
        if not isinstance(found, list):
            raise SourceError(f"{self.uri.name} has no list at '{self.items or 'its top'}': say where with items=PATH")
        if len(found) > self.limit:
            self.notes.append(f"only the first {self.limit:,} of {len(found):,} rows were read (limit={self.limit})")
        url = str(URL(self.uri.name).update_query(query)) if query else self.uri.name
        for number, row in enumerate(found[: self.limit], 1):
            if not isinstance(row, dict):
                raise SourceError(f"{self.uri.name}, row {number} is no object")
            provenance = Provenance(url=f"{url}#row={number}", licence=self.licence, time=desk.now)
            yield self.columns.record(row, provenance, f"{self.uri.name}, row {number}")
