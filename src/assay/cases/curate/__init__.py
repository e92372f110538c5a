"""Curators: sourced facts with provenance and licence, the material that cases are built from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from assay.registry import Registry

__all__ = ["SOURCES", "curator"]

S = TypeVar("S", bound=Callable[..., Any])

SOURCES: Registry[Callable[..., Any]] = Registry("source", "assay.cases.curate")


def curator(name: str) -> Callable[[S], S]:
    """Register a source of facts: a function that gives them, each with its provenance."""

    def register(function: S) -> S:
        SOURCES.add(name, function)
        return function

    return register
