"""Faults of those that make films: the wrong way, another thing, no motion, flicker, jumps, faces that become others."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("reverses-motion")
def reverses_motion(moment: Moment) -> str | None:
    """Moves things the other way, `data["reversed"]`."""
    return str(moment.hint.case.data.get("reversed", "")) or None


@fault("films-another")
def films_another(moment: Moment) -> str | None:
    """Films another thing, which moves as asked, `data["another"]`."""
    return str(moment.hint.case.data.get("another", "")) or None


@fault("stands-still")
def stands_still(moment: Moment) -> str | None:
    """Makes a film in which nothing moves, `data["standing"]`."""
    return str(moment.hint.case.data.get("standing", "")) or None


@fault("flickers")
def flickers(moment: Moment) -> str | None:
    """Gives a thing another colour in every other frame, `data["flickering"]`."""
    return str(moment.hint.case.data.get("flickering", "")) or None


@fault("jumps-about")
def jumps_about(moment: Moment) -> str | None:
    """Moves a thing as asked, but by leaps to and fro, `data["jumping"]`."""
    return str(moment.hint.case.data.get("jumping", "")) or None


@fault("changes-faces")
def changes_faces(moment: Moment) -> str | None:
    """Films a person who becomes another halfway, `data["changing"]`."""
    return str(moment.hint.case.data.get("changing", "")) or None
