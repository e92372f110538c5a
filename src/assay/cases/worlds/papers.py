"""Short fictional papers (mail, review, web page, ticket, minutes) with one question whose answer stands in them.

Every paper holds two amounts, two dates and two people; the question asks for one of them, so that an answer which
copies the whole paper or picks the other one can be told from the right one.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.worlds.people import DAYS, MONTHS, full_names, town, words

__all__ = ["PAPERS", "Paper", "paper"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper. `lines` are its sentences in order; `instruct` says how to answer; `accept` and `wrong` are the
    spellings of the right and of the other value of the same sort."""

    kind: str
    lines: tuple[str, ...]
    question: str
    instruct: str
    accept: tuple[str, ...]
    wrong: tuple[str, ...]

    def text(self, extra: str = "", place: str = "end") -> str:
        """The paper, one sentence a line, with `extra` at its `start`, `middle` or `end`."""
        lines = list(self.lines)
        if extra:
            # the heading stays first: a paper is still what it is
            at = {"start": 1, "middle": 1 + len(lines) // 2, "end": len(lines)}[place]
            lines.insert(at, extra)
        return "\n".join(lines)


_INSTRUCT = {
    "amount": "Answer with the number only.",
    "date": "Answer with the day and the month only.",
    "person": "Answer with the person's full name only.",
}

# Heading, the sentences, and one question for each sort of value; a1, d1, p1 are what is asked for. No sentence holds
# two values of a sort: to quote the right sentence is to answer.
PAPERS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "mail": (
        "Mail from the {town} office, subject: {thing}",
        (
            "Last year's invoice for the {thing} came to {a2} crowns.",
            "This year's invoice comes to {a1} crowns.",
            "The old delivery date of {d2} no longer holds.",
            "The delivery is now set for {d1}.",
            "{p2} is on leave until next {day}.",
            "For questions, please call {p1}.",
        ),
        {
            "amount": "How many crowns is this year's invoice?",
            "date": "On which date is the delivery now set?",
            "person": "Who is to be called for questions?",
        },
    ),
    "review": (
        "Review of the {town} workshop: {thing}",
        (
            "I asked for the repair on {d1}.",
            "It was ready on {d2}, a {day}.",
            "{p1} repaired it.",
            "{p2} wrote the bill.",
            "The shop next door had asked for {a2} crowns.",
            "Here I paid {a1} crowns.",
        ),
        {
            "amount": "How many crowns did the reviewer pay?",
            "date": "On which date did the reviewer ask for the repair?",
            "person": "Who repaired it?",
        },
    ),
    "web page": (
        "Web page of the {town} museum: {thing} exhibition",
        (
            "The exhibition opens on {d1}.",
            "It closes on {d2}, a {day}.",
            "A morning ticket costs {a2} cents.",
            "An afternoon ticket costs {a1} cents.",
            "{p1} curated the exhibition.",
            "{p2} took the photographs.",
        ),
        {
            "amount": "How many cents does an afternoon ticket cost?",
            "date": "On which date does the exhibition open?",
            "person": "Who curated the exhibition?",
        },
    ),
    "ticket": (
        "Support ticket of the {town} depot about the {thing}",
        (
            "The fault was first seen on {d1}.",
            "It was reported on {d2}, a {day}.",
            "Part number {a2} works again.",
            "Part number {a1} is still broken.",
            "{p2} opened the ticket.",
            "{p1} works on the ticket now.",
        ),
        {
            "amount": "What is the number of the broken part?",
            "date": "On which date was the fault first seen?",
            "person": "Who works on the ticket now?",
        },
    ),
    "minutes": (
        "Minutes of the {town} club, item: {thing}",
        (
            "{p2} was thanked for past work.",
            "{p1} was elected treasurer.",
            "The committee had asked for {a2} crowns for the {thing}.",
            "The club will spend {a1} crowns on it.",
            "The next meeting is on {d1}.",
            "The meeting on {d2}, a {day}, is cancelled.",
        ),
        {
            "amount": "How many crowns will the club spend?",
            "date": "On which date is the next meeting?",
            "person": "Who was elected treasurer?",
        },
    ),
}
"""The sorts of paper."""

_THINGS = words(
    "bicycle clock desk door drum fence guitar heater kettle ladder lamp loom mirror oven piano pump radio roof rug "
    "sofa stove table tent violin window"
)


def _dates(rng: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two dates of different months and days, the earlier first, each in its usual spellings, as printed first."""
    early, late = sorted(rng.sample(range(len(MONTHS)), 2))
    days = rng.sample(range(1, 29), 2)
    return _spellings(days[0], MONTHS[early]), _spellings(days[1], MONTHS[late])


def _spellings(day: int, month: str) -> tuple[str, ...]:
    nth = f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"
    return (
        f"{day} {month}",
        f"{month} {day}",
        f"{nth} {month}",
        f"{month} {nth}",
        f"{nth} of {month}",
        f"{day} of {month}",
        f"{day} {month[:3]}",
        f"{month[:3]} {day}",
    )


def paper(rng: random.Random, kind: str, sort: str) -> Paper:
    """A fresh paper of a `kind` (a key of PAPERS), asking for an `amount`, a `date` or a `person`."""
    heading, sentences, questions = PAPERS[kind]
    amounts = rng.sample(range(1001, 9999), 2)
    dates = _dates(rng)
    people = full_names(rng, 2)
    slots = {
        "town": town(rng),
        "thing": rng.choice(_THINGS),
        "day": rng.choice(DAYS),
        "a1": str(amounts[0]),
        "a2": str(amounts[1]),
        "d1": dates[0][0],
        "d2": dates[1][0],
        "p1": people[0],
        "p2": people[1],
    }
    spellings = {
        "amount": [(str(a), f"{a:,}") for a in amounts],
        "date": dates,
        "person": [(p,) for p in people],
    }[sort]
    return Paper(
        kind=kind,
        lines=tuple(line.format(**slots) for line in (heading, *sentences)),
        question=questions[sort],
        instruct=_INSTRUCT[sort],
        accept=tuple(spellings[0]),
        wrong=tuple(spellings[1]),
    )
