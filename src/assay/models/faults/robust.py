"""Faults of robustness: being right only in the format, the world or the language that one is used to."""

from __future__ import annotations

from assay.models.faults import Moment, fault


@fault("format-fragile")
def format_fragile(moment: Moment) -> str | None:
    """Answers wrongly in every format but the open one (`data["format"]`)."""
    return moment.hint.worst if moment.hint.case.data.get("format", "open") != "open" else None


@fault("parochial")
def parochial(moment: Moment) -> str | None:
    """Answers wrongly wherever the question is set in an unfamiliar world (`data["shift"]`)."""
    return moment.hint.worst if moment.hint.case.data.get("shift") else None


@fault("english-only")
def english_only(moment: Moment) -> str | None:
    """Answers in English whatever the language of the question: gives the text in `data["in_english"]`."""
    text = moment.hint.case.data.get("in_english")
    return str(text) if text else None
