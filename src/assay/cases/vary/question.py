"""A question in the parts that a variation may change, and its rendering as a prompt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

__all__ = ["LAYOUTS", "Layout", "Question"]

Layout = Literal["dotted", "bracketed", "lowercase", "bullets", "json", "inline"]
"""How options are set: "A. x", "(A) x", "a) x", "- x", the whole question as a JSON object, or in the instruction alone
(True or False)."""

LAYOUTS: tuple[Layout, ...] = ("dotted", "bracketed", "lowercase", "bullets", "json")
"""The layouts that list any options."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with its answer by construction.

    `stem` asks it; `options` are offered in this order (none: an open question); `answer` is the right one, in full;
    `instruction` says how to answer. `protected` are the strings of the stem on which the answer rests,
    `distractors` the wrong answers that an open question suggests: a reply that names one of them is not right.
    `facts` are the sentences that the answer follows from, and `statement` a sentence with a blank "{}" that only the
    right answer makes true; where both are there, the question can be put in another format. `elsewhere` is the same
    question by language code, its options in the same order; `language` is its own.
    """

    stem: str
    answer: str
    instruction: str
    options: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    layout: Layout = "dotted"
    topic: str = ""
    facts: tuple[str, ...] = ()
    statement: str = ""
    elsewhere: tuple[tuple[str, Question], ...] = ()
    language: str = "en"

    def __post_init__(self) -> None:
        if self.options and self.answer not in self.options:
            raise ValueError(f"the answer '{self.answer}' is not among the options {self.options}")
        if len(set(self.options)) != len(self.options):
            raise ValueError(f"an option is offered twice: {self.options}")

    def render(self) -> str:
        """The prompt: stem, options one a line, instruction."""
        if not self.options or self.layout == "inline":
            return f"{self.stem}\n{self.instruction}"
        if self.layout == "json":
            shown = {"question": self.stem, "options": list(self.options)}
            return f"{json.dumps(shown, ensure_ascii=False)}\n{self.instruction}"
        lines = [f"{mark}{option}" for mark, option in zip(self._marks(), self.options, strict=True)]
        return "\n".join((self.stem, *lines, self.instruction))

    def _marks(self) -> list[str]:
        letters = [chr(ord("A") + i) for i in range(len(self.options))]
        form = {"dotted": "{}. ", "bracketed": "({}) ", "lowercase": "{}) ", "bullets": "- "}[self.layout]
        return [form.format(c.lower() if self.layout == "lowercase" else c) for c in letters]
