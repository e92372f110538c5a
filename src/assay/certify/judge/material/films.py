"""Films for the judges of motion and of consistency: one thing that moves, clean and spoiled, and films with one thing amiss."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from assay.cases.worlds.films import BACK, WAYS, another, blinking, flickering, jumping, kind_of, standing
from assay.cases.worlds.scene import Kind, Scene, shown
from assay.cases.worlds.scene.corruption import FAMILIES
from assay.cases.worlds.scene.painted import Film, moving
from assay.certify.judge.material._drawn import each_way, of_pictures, row, style_of
from assay.certify.judge.rows import Material, Row
from assay.records import Case, Picture

__all__ = ["FLOW", "MOTION", "STEADY"]

_FILMS = 40
"""Each six times: 240 films of eight frames."""
_BLANKS = 10

Wrong = Callable[[random.Random, Film, Kind, str], Film]

_WRONG_MOTION: Mapping[str, Wrong] = {
    "goes back": lambda rng, film, kind, way: moving(rng, kind, BACK[way]),
    "goes aside": lambda rng, film, kind, way: moving(rng, kind, WAYS[(WAYS.index(way) + 2) % 4]),
    "stands still": lambda rng, film, kind, way: standing(film),
    "another thing": lambda rng, film, kind, way: moving(rng, another(rng, kind), way),
}
_WRONG_STEADY: Mapping[str, Wrong] = {
    "flickers": lambda rng, film, kind, way: flickering(film, another(rng, kind)[0]),
    "jumps": lambda rng, film, kind, way: jumping(film),
    "stands still": lambda rng, film, kind, way: standing(film),
    "lacks a frame's thing": lambda rng, film, kind, way: _gap(rng, film),
}
_WRONG_FLOW: Mapping[str, Wrong] = {
    **_WRONG_STEADY,
    "blinks": lambda rng, film, kind, way: blinking(film),
    "becomes another": lambda rng, film, kind, way: _turned(rng, film, kind, way),
}


def _gap(rng: random.Random, film: Film) -> Film:
    """In one of the middle frames nothing is there."""
    at = rng.randrange(2, len(film.frames) - 2)
    return Film(frames=(*film.frames[:at], Scene(), *film.frames[at + 1 :]))


def _turned(rng: random.Random, film: Film, kind: Kind, way: str) -> Film:
    """From the middle on it is another film: of another thing, elsewhere."""
    half, other = len(film.frames) // 2, moving(rng, another(rng, kind), way)
    return Film(frames=(*film.frames[:half], *other.frames[half:]))


def _rows_of(wrongs: Mapping[str, Wrong]) -> Callable[[random.Random], Iterator[Row]]:
    makers = list(wrongs.values())

    def rows(rng: random.Random) -> Iterator[Row]:
        for number in range(_FILMS):
            kind, way = kind_of(number), WAYS[number % 4]
            right = moving(rng, kind, way)
            wrong = makers[number // 4 % len(makers)](rng, right, kind, way)
            case = Case(prompt="a film", tags={"direction": way}, data={"kind": kind})
            for family, severity in each_way(number):
                is_right = rng.random() < 0.5
                yield row(
                    case,
                    _frames(right if is_right else wrong, family, severity),
                    "positive" if is_right else "negative",
                    style_of(family, severity),
                    str(number),
                    kind="video",
                )

    return rows


def _frames(film: Film, family: str, severity: int) -> tuple[Picture, ...]:
    return tuple(shown(frame, family, severity) for frame in film.frames)


def _blank(rng: random.Random) -> Iterator[Row]:
    for number in range(_BLANKS):
        case = Case(prompt="a film", tags={"direction": rng.choice(WAYS)}, data={"kind": kind_of(number)})
        yield row(case, (shown(Scene()),) * 8, "negative", "blank", f"blank {number}", kind="video")


def _material(positive: str, negative: str, wrongs: Mapping[str, Wrong]) -> Material:
    return of_pictures(
        rows=_rows_of(wrongs),
        positive=positive,
        negative=negative,
        population=(
            f"{6 * _FILMS} films of eight frames ({48 * _FILMS:,} pictures) of 320 × 320 pixels: {_FILMS} of a coloured shape that moves, as it "
            f"should or not ({', '.join(wrongs)}), clean and with each frame spoiled by {', '.join(FAMILIES)} at severities 1 to 5"
        ),
        own={"a blank film": _blank},
    )


MOTION = _material(
    "the film shows the thing that was asked for in every frame, going the way that was asked for",
    "it shows another thing, or the thing goes another way or stands still",
    _WRONG_MOTION,
)
STEADY = _material(
    "one thing moves through the film, evenly, and stays what it is",
    "in some frames it has another colour, is gone or jumps, or nothing moves",
    _WRONG_STEADY,
)
FLOW = _material(
    "motion explains how the film changes, and something moves",
    "a thing flickers, jumps, blinks, becomes another or is gone for a frame, or nothing moves",
    _WRONG_FLOW,
)
