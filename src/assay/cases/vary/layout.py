"""How the options of a question are laid out: their order and their marks."""

from __future__ import annotations

import random
from dataclasses import replace

from assay.cases.vary import layout_variation
from assay.cases.vary.question import LAYOUTS, Question

__all__ = ["option_format", "option_order"]


@layout_variation("option-order", description="the same options in another order")
def option_order(rng: random.Random, question: Question) -> Question:
    """Another order of the options, in which the right one stands in another place."""
    options = list(question.options)
    while tuple(options) == question.options or options.index(question.answer) == question.options.index(
        question.answer
    ):
        rng.shuffle(options)
    return replace(question, options=tuple(options))


@layout_variation("option-format", description="options set as (A) x, a) x, - x, or the question as a JSON object")
def option_format(rng: random.Random, question: Question) -> Question:
    """The same options in the same order, set in another layout."""
    return replace(question, layout=rng.choice([name for name in LAYOUTS if name != question.layout]))
