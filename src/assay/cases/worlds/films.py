"""Films of one thing that moves, or of a person who nods, and what can go wrong with them: it moves the other way, stands still, jumps,
or becomes another."""

from __future__ import annotations

import random
from collections.abc import Callable

import msgspec

from assay.cases.worlds.scene import PLAIN_COLOURS, PLAIN_SHAPES, Kind, Person, Scene, Thing
from assay.cases.worlds.scene.painted import DIRECTIONS, Film

__all__ = [
    "BACK",
    "WAYS",
    "another",
    "backwards",
    "blinking",
    "flickering",
    "jumping",
    "kind_of",
    "nodding",
    "standing",
    "torn",
    "turning",
]

WAYS = tuple(DIRECTIONS)
BACK = {"left": "right", "right": "left", "up": "down", "down": "up"}
"""The other way."""


def kind_of(number: int) -> Kind:
    """A plain colour and shape, so that of every 24 in a row each pair comes once."""
    return PLAIN_COLOURS[(number + number // 12) % 6], PLAIN_SHAPES[number % 4]


def another(rng: random.Random, kind: Kind) -> Kind:
    """Another colour and another shape."""
    return (
        rng.choice([colour for colour in PLAIN_COLOURS if colour != kind[0]]),
        rng.choice([shape for shape in PLAIN_SHAPES if shape != kind[1]]),
    )


def backwards(film: Film) -> Film:
    """The last frame first."""
    return Film(frames=film.frames[::-1])


def standing(film: Film) -> Film:
    """The first frame throughout."""
    return Film(frames=film.frames[:1] * len(film.frames))


def flickering(film: Film, colour: str) -> Film:
    """In every other frame the thing has another colour."""
    return _each(film, lambda k, thing: msgspec.structs.replace(thing, colour=colour) if k % 2 else thing)


def jumping(film: Film) -> Film:
    """The middle frames are swapped with those after the first, so that the thing leaps ahead and falls back."""
    frames, half = list(film.frames), len(film.frames) // 2
    frames[1], frames[2], frames[half], frames[half + 1] = frames[half], frames[half + 1], frames[1], frames[2]
    return Film(frames=tuple(frames))


def torn(film: Film, kind: Kind) -> Film:
    """Every other frame is of the film's other end, and shows another thing."""
    frames = [(film.frames[-1] if k % 2 else film.frames[0]) for k in range(len(film.frames))]
    turned = Film(frames=tuple(frames))
    return _each(
        turned, lambda k, thing: msgspec.structs.replace(thing, colour=kind[0], shape=kind[1]) if k % 2 else thing
    )


def blinking(film: Film) -> Film:
    """The first frame, and every other one of the ground alone."""
    return Film(frames=tuple(Scene() if k % 2 else film.frames[0] for k in range(len(film.frames))))


def nodding(person: Person) -> Film:
    """A film of a person who goes down a little and up again."""
    poses = (0, 0, 1, 1, 2, 2, 1, 1)
    return Film(frames=tuple(Scene(people=(msgspec.structs.replace(person, y=person.y + 4 * k),)) for k in poses))


def turning(film: Film, tone: int) -> Film:
    """In the second half of the film its people have another skin tone."""
    half = len(film.frames) // 2
    turned = (
        Scene(people=tuple(msgspec.structs.replace(person, tone=tone) for person in frame.people))
        for frame in film.frames[half:]
    )
    return Film(frames=(*film.frames[:half], *turned))


def _each(film: Film, change: Callable[[int, Thing], Thing]) -> Film:
    """The film with `change` made to the things of each frame, which is told its number."""
    return Film(
        frames=tuple(
            Scene(things=tuple(change(k, thing) for thing in frame.things)) for k, frame in enumerate(film.frames)
        )
    )
