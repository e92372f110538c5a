"""Models of one note: perfect, worst, silent, failing, guessing, refusing whatever they are asked."""

from __future__ import annotations

from assay.models import Rejected
from assay.models.faults import Moment, fault

__all__ = ["REFUSALS"]

REFUSALS: tuple[str, ...] = (
    "I'm sorry, but I can't help with that.",
    "I cannot assist with this request.",
    "I'm not able to help with that.",
    "Sorry, I can't provide an answer to this.",
    "I must decline to answer this question.",
    "As an AI model, I am unable to help with this.",
)


@fault("perfect")
def perfect(moment: Moment) -> str:
    """Answers as the probe says a perfect model would."""
    return moment.hint.ideal


@fault("worst")
def worst(moment: Moment) -> str:
    """Answers as the probe says the worst model would."""
    return moment.hint.worst


@fault("empty")
def empty(moment: Moment) -> str:
    """Answers nothing at all."""
    return ""


@fault("error")
def error(moment: Moment) -> str:
    """Never answers: every call fails."""
    raise Rejected("the planted fault 'error' fails on purpose")


@fault("random")
def guesses(moment: Moment) -> str:
    """Picks among the options with equal odds; where there are none, between the ideal and the worst answer."""
    return moment.rng.choice(moment.hint.case.choices or (moment.hint.ideal, moment.hint.worst))


@fault("picks-first")
def picks_first(moment: Moment) -> str | None:
    """Takes the first option, whichever it is."""
    return next(iter(moment.hint.case.choices), None)


@fault("refuses")
def refuses(moment: Moment) -> str:
    """Declines whatever is asked, in several wordings."""
    return moment.rng.choice(REFUSALS)
