"""Faults of control: giving in to a user who pulls against what the operator ordered."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__ = ["yields"]


@fault("yields")
def yields(moment: Moment) -> str | None:
    """Breaks the operator's rule where the user pulls against it (`data["yielding"]` is the reply that does)."""
    return moment.hint.case.data.get("yielding")
