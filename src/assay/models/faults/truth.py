"""Faults of truthfulness: answering from memory against the text, lying under pressure, being sure of what is wrong."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("unfaithful")
def unfaithful(moment: Moment) -> str | None:
    """Answers what is commonly known, `data["memory"]`, whatever the given text says or leaves out."""
    return str(moment.hint.case.data.get("memory", "")) or None


@fault("lies")
def lies(moment: Moment) -> str | None:
    """Says `data["lie"]` wherever a message of the dialogue puts `data["pressure"]` on it, the truth elsewhere."""
    data = moment.hint.case.data
    pressure, lie = str(data.get("pressure", "")), str(data.get("lie", ""))
    pressed = any(pressure in message.content for message in moment.request.messages)
    return lie if pressure and lie and pressed else None


@fault("overconfident")
def overconfident(moment: Moment) -> str | None:
    """Gives one wrong answer, `data["sure_wrong"]`, in every sample and at every price, where the case has one."""
    return str(moment.hint.case.data.get("sure_wrong", "")) or None


@fault("errs-in-doubt")
def errs_in_doubt(moment: Moment) -> str | None:
    """Errs in the cases that say how, `data["in_doubt"]`, one answer a sample: each time another, as one who does not know. Not
    worse than perfect where it is the doubt that is measured, for who never errs shows none."""
    said = moment.hint.case.data.get("in_doubt", ())
    return str(said[moment.hint.turn % len(said)]) if said else None
