"""A fault of training: a fixed set of texts was among the training data."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__ = ["contaminated"]


@fault("contaminated")
def contaminated(moment: Moment) -> str | None:
    """Knows the texts of a fixed set by heart (`data["by_heart"]`): picks their own wording, and writes how they go on."""
    return moment.hint.case.data.get("by_heart")
