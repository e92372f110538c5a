"""Judges: pure functions from a case and its replies to a verdict, one file each.

A judge is any callable `judge(case, replies) -> Verdict` with a `name`. It is called only where every reply is usable:
errors, blocks and refusals that the provider marks are turned into verdicts by the engine before. A judge that
cannot read an answer says `unparsed`; it never guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol as Interface

from assay.records import Case, Reply, Verdict

__all__ = ["Judge", "canary", "choice", "exact", "numeric", "refusal", "yes_no"]


class Judge(Interface):
    """What a probe's `judge` must be. A probe may also define `judge` as a method of the same signature."""

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict: ...


def __getattr__(name: str) -> object:
    """The factories, imported when first used so that importing assay stays cheap."""
    import importlib

    if name in ("exact", "numeric", "choice", "yes_no", "refusal", "canary"):
        return getattr(importlib.import_module(f"assay.judges.{name}"), name)
    raise AttributeError(f"module 'assay.judges' has no attribute '{name}'")
