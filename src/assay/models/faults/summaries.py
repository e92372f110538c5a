"""Faults of summaries: claims that the text does not make, and saying next to nothing."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("adds-claims")
def adds_claims(moment: Moment) -> str | None:
    """Ends with a claim that the text to be summarized does not make, `data["invented"]`."""
    invented = str(moment.hint.case.data.get("invented", ""))
    return f"{moment.text} {invented}" if invented else None


@fault("says-little")
def says_little(moment: Moment) -> str | None:
    """Repeats the first sentence, `data["opening_fact"]`, of a text that it is to summarize."""
    return str(moment.hint.case.data.get("opening_fact", "")) or None
