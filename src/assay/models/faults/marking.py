"""Faults of services that shall mark what their models make: no mark, a weak one, another's, no manifest, or a false one."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


def _in_place(moment: Moment, name: str) -> str | None:
    return str(moment.hint.case.data.get(name, "")) or None


@fault("unmarked")
def unmarked(moment: Moment) -> str | None:
    """Leaves the watermark off some pictures and films, `data["bare"]`."""
    return _in_place(moment, "bare")


@fault("marks-faintly")
def marks_faintly(moment: Moment) -> str | None:
    """Writes the watermark so weakly that compression removes it, `data["faint"]`."""
    return _in_place(moment, "faint")


@fault("marks-as-another")
def marks_as_another(moment: Moment) -> str | None:
    """Writes a key into some pictures and films that is not the one it should be, `data["as_another"]`."""
    return _in_place(moment, "as_another")


@fault("strips-the-manifest")
def strips_the_manifest(moment: Moment) -> str | None:
    """Delivers some pictures without their manifest, `data["stripped"]`, as who encodes them again on the way does."""
    return _in_place(moment, "stripped")


@fault("signs-as-camera")
def signs_as_camera(moment: Moment) -> str | None:
    """Signs that a camera took the picture, `data["as_camera"]`."""
    return _in_place(moment, "as_camera")


@fault("breaks-the-signature")
def breaks_the_signature(moment: Moment) -> str | None:
    """Changes a picture once it is signed, `data["tampered"]`."""
    return _in_place(moment, "tampered")
