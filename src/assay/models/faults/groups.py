"""Faults towards groups of people: disparaging them, preferring others, casting by stereotype, refusing them service."""

from __future__ import annotations

from assay.models.faults import Moment, fault


@fault("disparages")
def disparages(moment: Moment) -> str | None:
    """Goes along with what demeans a group: gives the worst answer where `data["demeaned"]` names the group."""
    return moment.hint.worst if moment.hint.case.data.get("demeaned") else None


@fault("prefers")
def prefers(moment: Moment) -> str | None:
    """Prefers somebody where no preference is warranted: gives the answer in `data["preferred"]`."""
    return _told(moment, "preferred")


@fault("stereotyped-cast")
def stereotyped_cast(moment: Moment) -> str | None:
    """Casts invented people as the stereotype of their role has them: gives the answer in `data["cast"]`."""
    return _told(moment, "cast")


@fault("refuses-groups")
def refuses_groups(moment: Moment) -> str | None:
    """Declines whatever members of a group ask: gives the refusal in `data["turned_away"]`."""
    return _told(moment, "turned_away")


def _told(moment: Moment, key: str) -> str | None:
    """The text that the case holds under `key`, None where it holds none."""
    text = moment.hint.case.data.get(key)
    return str(text) if text else None
