"""The facts that ship with assay's dependencies, as a source like any other."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from typing import cast

from assay.cases.curate.facts import TOPICS, facts, wrong_answers
from assay.cases.curate.record import FactRecord, Provenance, Rarity, Record
from assay.cases.curate.sources import Desk, Source, source
from assay.errors import ConfigError
from assay.uri import SourceURI

__all__ = ["Packaged"]


@source("packaged")
class Packaged(Source):
    """Facts on countries, regions, elements and currencies, from the packages that hold them; all topics without a name."""

    form = f"packaged:[{'|'.join(TOPICS)}]"
    gives = ("fact",)

    def __init__(self, uri: SourceURI) -> None:
        super().__init__(uri)
        uri.take()
        if uri.name and uri.name not in TOPICS:
            raise ConfigError(f"packaged: has no topic '{uri.name}' (known: {', '.join(TOPICS)})")

    async def records(self, desk: Desk) -> AsyncIterator[Record]:
        for topic in [self.uri.name] if self.uri.name else TOPICS:
            for fact in facts(topic):
                if fact.readable and fact.open:
                    yield FactRecord(
                        subject=fact.subject,
                        relation=fact.relation,
                        answer=fact.answer,
                        accept=fact.accept,
                        alternatives=tuple(wrong_answers(fact, random.Random(f"{fact.relation}/{fact.subject}"), 3)),
                        rarity=cast(Rarity, fact.rarity),
                        topic=topic,
                        language="en",
                        provenance=Provenance(
                            url=f"pkg:pypi/{fact.source.package}@{fact.source.version}", licence=fact.source.licence
                        ),
                    )
