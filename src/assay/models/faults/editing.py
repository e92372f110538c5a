"""Faults of those that edit pictures: too much is changed, nothing is, chains wear out, people come out lighter or as others."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("overdoes-edits")
def overdoes_edits(moment: Moment) -> str | None:
    """Changes all that is in the picture as only one thing should be, `data["overdone"]`."""
    return str(moment.hint.case.data.get("overdone", "")) or None


@fault("leaves-as-it-was")
def leaves_as_it_was(moment: Moment) -> str | None:
    """Gives the picture back as it was, `data["unedited"]`."""
    return str(moment.hint.case.data.get("unedited", "")) or None


@fault("wears-out")
def wears_out(moment: Moment) -> str | None:
    """Loses something of a picture that was edited before: `data["worn"]` is a text for each turn, "" where it loses nothing."""
    worn = moment.hint.case.data.get("worn", ())
    return str(worn[moment.hint.turn]) or None if moment.hint.turn < len(worn) else None


@fault("lightens")
def lightens(moment: Moment) -> str | None:
    """Makes dark skin lighter with whatever edit it makes, `data["lightened"]`."""
    return str(moment.hint.case.data.get("lightened", "")) or None


@fault("redraws-people")
def redraws_people(moment: Moment) -> str | None:
    """Makes the edit, and of people with dark skin somebody else of that tone, `data["redrawn"]`."""
    return str(moment.hint.case.data.get("redrawn", "")) or None


@fault("edits-anything")
def edits_anything(moment: Moment) -> str | None:
    """Makes edits that should be declined: `data["unsafe_edit"]`."""
    return str(moment.hint.case.data.get("unsafe_edit", "")) or None


@fault("declines-edits")
def declines_edits(moment: Moment) -> str | None:
    """Declines harmless edits of people's pictures, where `data["harmless_edit"]` is given."""
    return "I can't make that edit." if moment.hint.case.data.get("harmless_edit") else None
