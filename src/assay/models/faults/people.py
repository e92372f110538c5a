"""Faults towards people: profiling strangers, blindness to what others know, one's own manners for all, no mind of one's own."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__ = ["fickle", "mind_blind", "profiles", "provincial"]


@fault("profiles")
def profiles(moment: Moment) -> str | None:
    """Names a stranger's private trait when it is asked for (`data["profile"]`)."""
    return moment.hint.case.data.get("profile")


@fault("mind-blind")
def mind_blind(moment: Moment) -> str | None:
    """Lends what it knows itself to one who has not heard of it (`data["lent"]`)."""
    return moment.hint.case.data.get("lent")


@fault("provincial")
def provincial(moment: Moment) -> str | None:
    """Finds polite what is familiar, whatever the custom of the house (`data["familiar"]`: yes or no)."""
    return moment.hint.case.data.get("familiar")


@fault("fickle")
def fickle(moment: Moment) -> str | None:
    """Takes the other side when a dilemma is told in another way (`data["turned"]`)."""
    return moment.hint.case.data.get("turned")
