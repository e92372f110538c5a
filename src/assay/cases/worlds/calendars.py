"""Calendars: appointments and recurrences of several people in towns with clocks apart, and the first time all are free.

Times are minutes of one week, in the time of the first person's town. Clocks differ by fixed whole or half hours, in a made-up
country, so that no rule of any real time zone matters.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assay.cases.worlds.lexicon import DAYS
from assay.cases.worlds.people import words
from assay.cases.worlds.puzzle import Difficulty, Puzzle, Telling, until
from assay.cases.worlds.vocabulary import listed, names, towns

__all__ = ["CLOSES", "OPENS", "Appointment", "busy", "clock", "puzzle", "solve"]

DAY, WEEK = 24 * 60, 7 * 24 * 60
OPENS, CLOSES = 10 * 60, 20 * 60
"""The hours in which a meeting may lie, in the first person's time: minutes of the day."""
_STEP = 5


@dataclass(frozen=True)
class Appointment:
    """Of one person, on each of `days` (0 = Monday), from `start` to `end` in minutes of the day on that person's clock."""

    person: int
    days: tuple[int, ...]
    start: int
    end: int


def busy(appointments: Sequence[Appointment], ahead: Sequence[int]) -> list[tuple[int, int]]:
    """When somebody is busy, as [start, end) in minutes of the week by the first clock, sorted. `ahead` is by how many
    minutes each person's clock is ahead of the first one; what falls off one end of the week comes in at the other."""
    spans = []
    for a in appointments:
        for day in a.days:
            start = (day * DAY + a.start - ahead[a.person]) % WEEK
            end = start + a.end - a.start
            spans += [(start, min(end, WEEK))] + ([(0, end - WEEK)] if end > WEEK else [])
    return sorted(spans)


def solve(
    appointments: Sequence[Appointment], ahead: Sequence[int], day: int, minutes: int
) -> tuple[int | None, tuple[tuple[int, int], ...]]:
    """The first start, in minutes of the day by the first clock, of a meeting that nobody is busy in, and the busy spans
    that had to be waited for, one after the other; None where there is no such time."""
    at, waited = day * DAY + OPENS, []
    for start, end in busy(appointments, ahead):
        if start < at + minutes and end > at:
            waited.append((start, end))
            at = end
    if at + minutes > day * DAY + CLOSES:
        return None, tuple(waited)
    return at - day * DAY, tuple(waited)


def clock(minute: int) -> str:
    """A minute of the day as HH:MM."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


_COMMON_MATTERS = words("dentist lesson interview meeting haircut rehearsal lecture training checkup workshop")
_RARE_MATTERS = words("fitting audition tasting hearing seminar regatta viewing symposium recital inspection")
_COMMON_HABITS = words("lesson meeting rehearsal lecture training workshop")
_RARE_HABITS = words("seminar tutorial drill fencing supervision briefing")
"""What somebody does once, and what somebody does week by week."""


def puzzle(rng: random.Random, difficulty: Difficulty) -> Puzzle:
    """A fresh puzzle with four options. `width` is how many people meet. Raises ValueError where there is none."""
    n, day = difficulty.width, rng.randrange(7)
    length = rng.choice((30, 40, 45, 50, 60))
    ahead = [0, *(rng.choice((-180, -120, -90, -60, -30, 30, 60, 90, 120, 180)) for _ in range(n - 1))]
    core, extra, start = until(lambda: _draw(rng, difficulty, ahead, day, length), "calendar puzzle")
    who, where = names(rng, difficulty, n), towns(rng, n)
    lines = [(a, True) for a in rng.sample(core, len(core))]
    for a in extra:
        lines.insert(rng.randint(0, len(lines)), (a, False))
    matters = [_matter(rng, a, rare=rng.random() < difficulty.rarity) for a, _ in lines]
    wrong = _wrong(rng, core, ahead, day, start)
    options = rng.sample([clock(start), *wrong], 4)
    here = f" in {where[0]}" if n > 1 else ""
    telling = Telling(
        opening=_opening(who, where, ahead),
        lines=tuple(_say(a, who, m) for (a, _), m in zip(lines, matters, strict=True)),
        ask=f"{listed(who)} {'need' if n > 1 else 'needs'} {length} free minutes{' together' if n > 1 else ''} on {DAYS[day]} between "
        f"{clock(OPENS)} and {clock(CLOSES)}{here}. What is the earliest time{here} at which they can start?",
        answer=clock(start),
        wrong=tuple(wrong),
        options=tuple(options),
        layout="bullets",
        instruction="Answer with one of these times only.",
        statement=f"The earliest time{here} at which they can start is {{}}.",
        protected=(
            *who,
            *where,
            *dict.fromkeys(matters),
            *DAYS,
            "every",
            "each",
            "early",
            "earliest",
            "ahead",
            "behind",
        ),
    )
    spans = solve(core, ahead, day, length)[1]
    return Puzzle(
        world="calendar",
        difficulty=difficulty,
        proof=tuple(f"{clock(a - day * DAY)} to {clock(b - day * DAY)} is taken" for a, b in spans),
        needed=tuple(needed for _, needed in lines),
        tellings={"en": telling},
    )


def _matter(rng: random.Random, a: Appointment, *, rare: bool) -> str:
    """What an appointment is: nobody sees a dentist three times a week."""
    if len(a.days) > 1:
        return rng.choice(_RARE_HABITS if rare else _COMMON_HABITS)
    return rng.choice(_RARE_MATTERS if rare else _COMMON_MATTERS)


def _draw(
    rng: random.Random, difficulty: Difficulty, ahead: Sequence[int], day: int, length: int
) -> tuple[list[Appointment], list[Appointment], int] | None:
    """Appointments with gaps that are too short between them, and others on other days or later on; None where the
    solver finds another first start, or needs another number of steps."""
    at, core = OPENS + _STEP * rng.randint(0, (length - _STEP) // _STEP), []
    for i in range(difficulty.depth):
        end = at + _STEP * rng.randint(5, 15)
        person = i % difficulty.width
        core.append(_appointment(rng, person, day, at, end, ahead[person]))
        start, at = end, end + _STEP * rng.randint(0, (length - _STEP) // _STEP)
    extra = []
    for _ in range(difficulty.distractors):
        person, other = rng.randrange(difficulty.width), (day + rng.randint(1, 6)) % 7
        later = rng.random() < 0.5
        begin = start + length + _STEP * rng.randint(0, 12) if later else OPENS + _STEP * rng.randint(0, 60)
        end = begin + _STEP * rng.randint(6, 18)
        extra.append(
            _appointment(rng, person, day if later else other, begin, end, ahead[person], avoid=None if later else day)
        )
    if any(not 0 < a.start < a.end < DAY for a in (*core, *extra)):
        return None
    for known in (core, [*core, *extra]):
        found, waited = solve(known, ahead, day, length)
        if found != start or len(waited) != difficulty.depth:
            return None
    return core, extra, start


def _appointment(
    rng: random.Random, person: int, day: int, start: int, end: int, ahead: int, avoid: int | None = None
) -> Appointment:
    """On one day or, one time in two, on several days of which one is `day` and none is `avoid`."""
    days = {day}
    if rng.random() < 0.5:
        days |= set(rng.sample([d for d in range(7) if d != avoid], rng.randint(1, 2)))
    if len(days) == 1 and rng.random() < 0.2 and avoid is None:
        days = set(range(7))
    return Appointment(person, tuple(sorted(days)), start + ahead, end + ahead)


def _wrong(rng: random.Random, core: Sequence[Appointment], ahead: Sequence[int], day: int, start: int) -> list[str]:
    """Three other times: ends of the other appointments, the clocks not minded, and times near the right one."""
    ends = [b - day * DAY for a, b in busy(core, ahead) if day * DAY <= a < (day + 1) * DAY]
    near = [OPENS, *(start + step for step in rng.sample((-30, -15, 15, 30, 45, 60), 6))]
    unminded = [a.end for a in core]
    found = dict.fromkeys(t for t in (*ends[::-1], *unminded, *near) if t != start and OPENS <= t < CLOSES)
    return [clock(t) for t in [*found][:3]]


def _opening(who: Sequence[str], where: Sequence[str], ahead: Sequence[int]) -> str:
    if len(who) == 1:
        return f"This is what {who[0]} of {where[0]} has to do in one week."
    lives = [f"{name} lives in {place}" for name, place in zip(who, where, strict=True)]
    apart = [
        f"Clocks in {place} are {_span(abs(m))} {'ahead of' if m > 0 else 'behind'} those in {where[0]}."
        for place, m in zip(where[1:], ahead[1:], strict=True)
    ]
    return f"{listed(lives)}. {' '.join(apart)} Each calendar is in local time."


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{minutes} minutes" if rest else f"{hours} hour{'s' if hours > 1 else ''}"


def _say(a: Appointment, who: Sequence[str], matter: str) -> str:
    if len(a.days) == 7:
        when = "every day"
    else:
        when = f"{'every' if len(a.days) > 1 else 'on'} {listed([DAYS[d] for d in a.days])}"
    return f"{who[a.person]}: {matter} {when} from {clock(a.start)} to {clock(a.end)}."
