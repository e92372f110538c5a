"""Word lists written as text, so that a long list stays readable on the page."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, parted by white space."""
    return tuple(text.split())
