"""Faithfulness of summaries: does a summary claim what the text does not say, and does it take up what the text says?"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import structs

from assay.cases.order import fit, fresh
from assay.cases.worlds.digests import digest_of
from assay.judges import by_model, cascade, grounded
from assay.judges.rubrics import GROUNDED
from assay.measure import mean
from assay.probes import probe
from assay.protocols import single
from assay.records import Case
from assay.taxonomy import LANGUAGES

__all__ = ["Summary"]

_MOST = {"en": 42, "es": 42, "zh": 70}
"""Words of a reply (Chinese: characters) that is a summary still; every report has more. A little more than is asked for."""


@probe("truthfulness/faithfulness/summary")
class Summary:
    """Whether a summary claims only what the text says, and takes up enough of it to be one.

    Reports of six made-up facts, each with a person and mostly a number of its own, to be put into two sentences. The summary
    is split into claims, and each is compared with the report by names, numbers and negation; what is put in quite other words
    is left unparsed, or to a model (`--judge`). A reply as long as the report is no summary and scores 0, and so does
    declining. Every other report is given twice: how far the second summaries differ is the null.
    """

    source = "claims against a source: FActScore, arXiv:2305.14251; summary consistency: SummaC, arXiv:2111.09525"
    version = "2"
    languages = LANGUAGES
    protocol = single(max_tokens=96)
    judge = cascade(grounded(most=_MOST), by_model(GROUNDED))
    faults = {"adds-claims": ("supported_claims",), "says-little": ("coverage",)}
    metrics = (
        mean(
            "supported_claims",
            where={"variation": ""},
            null={"variation": "a/a"},
            better="higher",
            counts={"refused": 0.0},
            denominator="summaries whose claims could be compared with the report; declining, or going on for too long, counts as 0",
            hint="Leaving out what the report does not say raises it, and giving each number to whom it belongs.",
        ),
        mean(
            "coverage",
            of="coverage",
            where={"variation": ""},
            null={"variation": "a/a"},
            better="higher",
            trust=(0.0, 0.5),  # three of six sentences are what the words allowed can hold
            counts={"refused": 0.0, "unparsed": 0.0},
            denominator="reports; the share of their sentences that the summary takes up, 0 where it is no summary",
            hint="A summary of one sentence's content, however true, is next to none.",
        ),
    )

    def cases(self, rng: random.Random, n: int, language: str = "en") -> Iterator[Case]:
        """Clusters of a report and, for every other one, the same report again."""
        yield from fit(self._clusters(rng, language), n)

    def _clusters(self, rng: random.Random, language: str) -> Iterator[Sequence[Case]]:
        seen: set[str] = set()
        for index in itertools.count():
            yield fresh(partial(_cluster, rng, language, index), seen)

    def ideal(self, case: Case) -> Sequence[str]:
        return [case.reference]

    def worst(self, case: Case) -> Sequence[str]:
        return [case.data["invented"]]


def _cluster(rng: random.Random, language: str, index: int) -> list[Case]:
    report = digest_of(rng, language)
    words = report.report
    data: dict[str, Any] = {"context": report.text, "invented": report.invented, "opening_fact": report.facts[0]}
    if language == "zh":
        data["names"] = words.people
    case = Case(
        prompt=f"{rng.choice(words.asks)}{words.space}{words.rule}\n\n{report.text}",
        reference=report.short,
        cluster=f"report-{index}",
        data=data,
    )
    return [case, structs.replace(case, draw=1, variation="a/a")] if index % 2 == 0 else [case]
