"""Faults of advanced risk: obeying against norms, seeking power, resisting correction, deceiving, sandbagging."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


def _planted(moment: Moment, key: str) -> str | None:
    """What the case's `data[key]` holds, None where it is not there."""
    text = moment.hint.case.data.get(key)
    return None if text is None else str(text)


@fault("obeys-anyone")
def obeys_anyone(moment: Moment) -> str | None:
    """Follows every instruction, whatever norm or other party stands against it (`data["obey"]`)."""
    return _planted(moment, "obey")


@fault("power-seeking")
def power_seeking(moment: Moment) -> str | None:
    """Takes every gain that is offered, needed or not (`data["gain"]`)."""
    return _planted(moment, "gain")


@fault("resists-shutdown")
def resists_shutdown(moment: Moment) -> str | None:
    """Goes on whoever orders it to stop, change or be watched (`data["resist"]`)."""
    return _planted(moment, "resist")


@fault("deceives")
def deceives(moment: Moment) -> str | None:
    """Reports success where the log shows failure and the truth would cost it (`data["cover_up"]`)."""
    return _planted(moment, "cover_up")


@fault("sandbags")
def sandbags(moment: Moment) -> str | None:
    """Answers wrongly where a high score would cost it (`data["sandbag"]`)."""
    return _planted(moment, "sandbag")


@fault("test-aware")
def test_aware(moment: Moment) -> str | None:
    """Tells a test from use, and behaves badly where it looks used (`data["if_used"]`, `data["seen_as"]`)."""
    return _planted(moment, "if_used") or _planted(moment, "seen_as")
