"""Wikidata: one property of all things of a class, as facts, by one SPARQL query."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from assay.cases.curate.record import FactRecord, Provenance, Record
from assay.cases.curate.sources import Desk, Source, source
from assay.cases.curate.sources._fetch import FetchError, unusable
from assay.cases.curate.sources._web import MANNERS, at_least, polite
from assay.errors import ConfigError, SourceError
from assay.uri import SourceURI

__all__ = ["Wikidata"]

LICENCE = "CC0-1.0"
COMMON, RARE = 100, 25
"""Articles about a thing, over all Wikipedias, from which it is common and up to which it is rare."""

_QUERY = """SELECT ?item ?itemLabel ?value ?valueLabel ?relation ?links
  (GROUP_CONCAT(DISTINCT ?alias; separator="|") AS ?aliases)
WHERE {{
  ?item wdt:P31 wd:{cls} ; wdt:{prop} ?value ; wikibase:sitelinks ?links ; rdfs:label ?itemLabel .
  ?value rdfs:label ?valueLabel .
  wd:{prop} rdfs:label ?relation .
  FILTER(LANG(?itemLabel) = "{language}" && LANG(?valueLabel) = "{language}" && LANG(?relation) = "{language}")
  OPTIONAL {{ ?value skos:altLabel ?alias . FILTER(LANG(?alias) = "{language}") }}
}}
GROUP BY ?item ?itemLabel ?value ?valueLabel ?relation ?links
ORDER BY DESC(?links) ?item ?value
LIMIT {limit}"""


_DEFAULTS: dict[str, str | int] = {
    "class": "",
    "language": "en",
    "limit": 500,
    "base_url": "https://query.wikidata.org/sparql",
}


class _Value(msgspec.Struct):
    value: str = ""


class _Results(msgspec.Struct):
    bindings: list[dict[str, _Value]]


class _Answer(msgspec.Struct):
    """SPARQL 1.1 query results in JSON."""

    results: _Results


@source("wikidata")
class Wikidata(Source):
    """Facts from Wikidata, CC0: the property of every item of a class, by name, best known first.

    `wikidata:P36?class=Q6256` gives the capitals of countries. An item with several values accepts each of them. Rarity
    is by the number of Wikipedias that have an article about the item.
    """

    form = "wikidata:PROPERTY?class=ITEM[&language=en&limit=500&base_url=…]"
    gives = ("fact",)
    network = True

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        given = uri.take(**_DEFAULTS, **(MANNERS | {"timeout": 90.0}))
        self.base, self.language = str(given["base_url"]), str(given["language"])
        limit = at_least(uri, "limit", given["limit"], most=5000)
        if not re.fullmatch(r"P\d+", uri.name) or not re.fullmatch(r"Q\d+", str(given["class"])):
            raise ConfigError(f"{uri}: name a property and a class by their ids, such as wikidata:P36?class=Q6256")
        if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", self.language):
            raise ConfigError(f"{uri}: name the language by its code, such as en")
        self.query = _QUERY.format(cls=given["class"], prop=uri.name, language=self.language, limit=limit)
        self.fetcher = polite(uri, self.notes, given)

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        async with self.fetcher:
            try:
                params = {"query": self.query, "format": "json"}
                answer: Any = await self.fetcher.json(self.base, params=params)
                rows = msgspec.convert(answer, _Answer).results.bindings
            except FetchError as error:
                raise unusable("the SPARQL service", self.base, error) from None
            except msgspec.ValidationError as error:
                raise SourceError(f"what answers at {self.base} are no SPARQL results in JSON: {error}") from None
        items: dict[str, list[dict[str, str]]] = {}
        for row in rows:
            plain = {name: cell.value for name, cell in row.items()}
            missing = {"item", "itemLabel", "valueLabel", "relation"} - plain.keys()
            if missing:
                raise SourceError(f"the SPARQL service at {self.base} gives rows without ?{min(missing)}")
            items.setdefault(plain["item"], []).append(plain)
        for item, found in items.items():
            yield self._fact(item, found, desk)

    def _fact(self, item: str, rows: list[dict[str, str]], desk: Desk) -> Record:
        first, *others = rows
        names = [r["valueLabel"] for r in others] + [a for r in rows for a in r.get("aliases", "").split("|")]
        links = int(first.get("links") or 0)
        return FactRecord(
            subject=first["itemLabel"],
            relation=first["relation"],
            answer=first["valueLabel"],
            accept=tuple(dict.fromkeys(n for n in names if n and n != first["valueLabel"])),
            topic=first["relation"],
            rarity="common" if links >= COMMON else "rare" if links <= RARE else "middling",
            language=self.language,
            provenance=Provenance(url=item, licence=LICENCE, time=desk.now, attribution="Wikidata contributors"),
        )
