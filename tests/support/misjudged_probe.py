"""A probe whose judge errs in a known way, and a model with a known rate: what labels must correct, and by how much."""

from __future__ import annotations

import random

import assay
from assay.records import Verdict

SENSITIVITY, SPECIFICITY = 0.9, 0.95


def is_good(reply: str) -> bool:
    """The truth, which a person sees."""
    return reply.startswith("good")


def reply(prompt: str) -> str:
    """The model: good in one case of five. A reply "in a way" is one that the judge gets wrong."""
    rng = random.Random(prompt)
    good = rng.random() < 0.2
    misread = rng.random() > (SENSITIVITY if good else SPECIFICITY)
    return f"{'good' if good else 'bad'}{', in a way' if misread else ''} [{prompt}]"


@assay.probe("utility/misjudged")
class Misjudged:
    """Whether the answer is good.

    A second paragraph,
    over two lines.
    """

    slices = ("half",)
    protocol = assay.protocols.single(max_tokens=8)
    metrics = (
        assay.measure.rate("goodness", better="higher"),
        assay.measure.worst_case("least"),
    )

    def cases(self, rng, n):
        for number in range(n):
            yield assay.Case(prompt=f"case {number}", tags={"half": "ab"[number % 2]})

    def judge(self, case, replies):
        text = replies[0].text
        return Verdict("scored", float(is_good(text) != ("in a way" in text)))

    def ideal(self, case):
        return ["good"]

    def worst(self, case):
        return ["bad"]
