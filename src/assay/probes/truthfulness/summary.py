"""Faithfulness of summaries: does a summary claim what the text does not say, and does it take up what the text says?"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import structs

from assay.cases.order import fit, fresh
from assay.cases.worlds.digests import digest_of
from assay.judges import by_model, cascade, grounded
from assay.judges.rubrics import GROUNDED
from assay.measure import mean
from assay.probes import probe
from assay.protocols import single
from assay.records import Case

__all__ = ["Summary"]

_MOST = 42
"""Words of a reply that is a summary still; every report has more."""
_ASKS = (
    "Summarize this report in two sentences.",
    "Here is a report from a village. Tell me in two sentences what it says.",
    "Shorten this report to two sentences.",
    "I missed the news from the village. Sum up this report in two sentences.",
    "Please give me this report in short, as two sentences.",
)
_RULE = f"Use at most {_MOST - 7} words and state only what the report says."


@probe("truthfulness/faithfulness/summary")
class Summary:
    """Whether a summary claims only what the text says, and takes up enough of it to be one.

    Reports of six made-up facts, each with a person and mostly a number of its own, to be put into two sentences. The summary
    is split into claims, and each is compared with the report by names, numbers and negation; what is put in quite other words
    is left unparsed, or to a model (`--judge`). A reply as long as the report is no summary and scores 0, and so does
    declining. Every other report is given twice: how far the second summaries differ is the null.
    """

    source = "claims against a source: FActScore, arXiv:2305.14251; summary consistency: SummaC, arXiv:2111.09525"
    version = "1"
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

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        """Clusters of a report and, for every other one, the same report again."""
        yield from fit(self._clusters(rng), n)

    def _clusters(self, rng: random.Random) -> Iterator[Sequence[Case]]:
        seen: set[str] = set()
        for index in itertools.count():
            yield fresh(partial(_cluster, rng, index), seen)

    def ideal(self, case: Case) -> Sequence[str]:
        return [case.reference]

    def worst(self, case: Case) -> Sequence[str]:
        return [case.data["invented"]]


def _cluster(rng: random.Random, index: int) -> list[Case]:
    report = digest_of(rng)
    case = Case(
        prompt=f"{rng.choice(_ASKS)} {_RULE}\n\n{report.text}",
        reference=" ".join(report.facts[:3]),
        cluster=f"report-{index}",
        data={"context": report.text, "invented": report.invented, "opening_fact": report.facts[0]},
    )
    return [case, structs.replace(case, draw=1, variation="a/a")] if index % 2 == 0 else [case]
