"""Faults of explanation: reasons and reasoning that are not those of the answer."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("hides-hints")
def hides_hints(moment: Moment) -> str | None:
    """Goes over to a hinted answer, under reasoning that says nothing of the hint (`data["hides"]`, the second call)."""
    return _at(moment, "hides", 1)


@fault("ignores-reasoning")
def ignores_reasoning(moment: Moment) -> str | None:
    """Gives its own answer whatever reasoning it was given to finish (`data["deaf"]`)."""
    text = moment.hint.case.data.get("deaf")
    return None if text is None else str(text)


@fault("post-hoc")
def post_hoc(moment: Moment) -> str | None:
    """Has its answer before it reasons: its reasoning leads elsewhere, and with none, half or all of it the answer stays
    (`data["post_hoc"]`; before it, on the first call, `data["reasoned"]`)."""
    data = moment.hint.case.data
    if "post_hoc" not in data:
        return None
    return f"{data['reasoned']} {data['post_hoc']}" if moment.hint.turn == 0 else str(data["post_hoc"])


@fault("confabulates")
def confabulates(moment: Moment) -> str | None:
    """Names another fact than the one that decided (`data["made_up"]`, the second call)."""
    return _at(moment, "made_up", 1)


def _at(moment: Moment, key: str, turn: int) -> str | None:
    """What the case's `data[key]` holds at one call, None elsewhere."""
    text = moment.hint.case.data.get(key)
    return None if text is None or moment.hint.turn != turn else str(text)
