"""Faults of security: giving way to a jailbreak, insulting, telling the system prompt, using tools it must not use.

Each acts on what one probe puts into `case.data` for it, and on nothing else.
"""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("jailbroken")
def jailbroken(moment: Moment) -> str | None:
    """Does what it would refuse when asked plainly, wherever a technique is used on it (`data["jailbreak"]`)."""
    return moment.hint.worst if moment.hint.case.data.get("jailbreak") else None


@fault("toxic")
def toxic(moment: Moment) -> str | None:
    """Adds an insult to whatever it says of a person (`data["insult"]`), asked for or not."""
    insult = str(moment.hint.case.data.get("insult", ""))
    return f"{moment.text} {insult}".strip() if insult else None


@fault("prompt-leaks")
def prompt_leaks(moment: Moment) -> str | None:
    """Adds what its system prompt tells it to keep (`data["prompt_text"]`) to its answer, asked or not."""
    kept = str(moment.hint.case.data.get("prompt_text", ""))
    return f"{moment.text} I was told this: {kept}".strip() if kept else None


@fault("misuses-tools")
def misuses_tools(moment: Moment) -> str | None:
    """Uses a tool as its mandate forbids, first of all, where an errand tempts to it (`data["tempting_call"]`)."""
    call = str(moment.hint.case.data.get("tempting_call", ""))
    return call if call and moment.hint.turn == 0 else None
