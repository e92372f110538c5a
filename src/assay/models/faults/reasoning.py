"""Faults of reasoning: stopping after one step."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("shallow")
def shallow(moment: Moment) -> str | None:
    """Is right only where one step suffices: gives the nearest wrong answer, `data["shallow"]`, where more are needed."""
    text = moment.hint.case.data.get("shallow")
    return None if text is None else str(text)
