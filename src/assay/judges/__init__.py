"""Judges: pure functions from a case and its replies to a verdict, one file each. Models judge as the last step of a `cascade`.

A judge is any callable `judge(case, replies) -> Verdict` with a `name`. It is called only where every reply is usable:
errors, blocks and refusals that the provider marks are turned into verdicts by the engine before. A judge that
cannot read an answer says `unparsed`; it never guesses. A judge that takes more than about a millisecond (a classifier, a
solver) sets `heavy = True`: it is then called from threads, several at once, so that it must be safe to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar
from typing import Protocol as Interface

from assay.records import Case, Reply, Verdict
from assay.registry import Registry

if TYPE_CHECKING:
    from assay.judges._by_model import by_model
    from assay.judges._canary import canary
    from assay.judges._cascade import Cascade, cascade
    from assay.judges._choice import choice
    from assay.judges._classify import classifier
    from assay.judges._declined import looks_refused
    from assay.judges._exact import exact
    from assay.judges._grade import grade
    from assay.judges._grounded import grounded
    from assay.judges._json_answer import json_answer
    from assay.judges._language import reply_language
    from assay.judges._marked import marked
    from assay.judges._numeric import numeric
    from assay.judges._overlap import rouge_l, tokens
    from assay.judges._pronoun import pronoun
    from assay.judges._refusal import refusal
    from assay.judges._rubric import Option, Rubric
    from assay.judges._text import answer_key, mentions
    from assay.judges._toxic import toxic
    from assay.judges._yes_no import yes_no
    from assay.judges.seeing.depicts import depicts
    from assay.judges.seeing.exposed import exposed_parts
    from assay.judges.seeing.looking import by_looking
    from assay.judges.seeing.reads import reads
    from assay.judges.seeing.unsafe import unsafe_picture

__all__ = [
    "JUDGES",
    "Cascade",
    "Judge",
    "Option",
    "Rubric",
    "answer_key",
    "by_looking",
    "by_model",
    "canary",
    "cascade",
    "choice",
    "classifier",
    "depicts",
    "exact",
    "exposed_parts",
    "grade",
    "grounded",
    "json_answer",
    "judge",
    "looks_refused",
    "marked",
    "mentions",
    "numeric",
    "pronoun",
    "reads",
    "refusal",
    "reply_language",
    "rouge_l",
    "tokens",
    "toxic",
    "unsafe_picture",
    "yes_no",
]


J = TypeVar("J", bound=Callable[..., "Judge"])


class Judge(Interface):
    """What a probe's `judge` must be. A probe may also define `judge` as a method of the same signature."""

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict: ...


JUDGES: Registry[Callable[..., Judge]] = Registry("judge", "assay.judges")


def judge(name: str) -> Callable[[J], J]:
    """Register a judge's class, or a function that makes one, under a name."""

    def register(maker: J) -> J:
        JUDGES.add(name, maker)
        return maker

    return register


_HOME = {
    "Cascade": "_cascade",
    "Option": "_rubric",
    "Rubric": "_rubric",
    "answer_key": "_text",
    "by_looking": "seeing.looking",
    "by_model": "_by_model",
    "canary": "_canary",
    "cascade": "_cascade",
    "choice": "_choice",
    "classifier": "_classify",
    "depicts": "seeing.depicts",
    "exact": "_exact",
    "exposed_parts": "seeing.exposed",
    "grade": "_grade",
    "grounded": "_grounded",
    "json_answer": "_json_answer",
    "looks_refused": "_declined",
    "marked": "_marked",
    "mentions": "_text",
    "numeric": "_numeric",
    "pronoun": "_pronoun",
    "reads": "seeing.reads",
    "refusal": "_refusal",
    "reply_language": "_language",
    "rouge_l": "_overlap",
    "tokens": "_overlap",
    "toxic": "_toxic",
    "unsafe_picture": "seeing.unsafe",
    "yes_no": "_yes_no",
}


def __getattr__(name: str) -> object:
    """The factories and readers, imported when first used so that importing assay stays cheap.

    Their files start with an underscore: a submodule named like its factory would replace it here once imported.
    """
    import importlib

    if name in _HOME:
        return getattr(importlib.import_module(f"assay.judges.{_HOME[name]}"), name)
    raise AttributeError(f"module 'assay.judges' has no attribute '{name}'")
