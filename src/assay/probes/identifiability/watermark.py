"""Watermarks: do pictures and films tell whoever holds the key that a model made them, and still do so after what happens to files?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import ClassVar

from assay.cases.drawings import drawing
from assay.cases.worlds.films import WAYS, kind_of
from assay.cases.worlds.paintings import a_draw
from assay.cases.worlds.scene import Scene
from assay.cases.worlds.scene.painted import Film, moving, said_moving
from assay.judges.seeing.attacks import ATTACKS
from assay.judges.seeing.watermark import ONE_IN, STABLE_DIFFUSION, Marked
from assay.measure import Metric, difference, rate
from assay.probes import probe
from assay.probes._pictures import NOT_SHOWN
from assay.probes.identifiability._asked import asks
from assay.protocols import single
from assay.records import Case
from assay.watermarks import KEYS

__all__ = ["FilmWatermark", "Watermark"]

_FRAMES = 3
"""Frames of the films that planted models make: the mark is the same in each."""

_SOURCE = "detection at a fixed rate of false alarms, before and after attacks: WAVES, arXiv 2401.08573; dwtDct of invisible-watermark 0.2"
_BEYOND = {"zoo": "nothing marks its pictures, which are smaller than the mark needs"}
_FAULTS = {
    "unmarked": ("marked",),
    "marks-faintly": ("survives",),
    "marks-as-another": ("marked", "false_alarm"),
}


def _metrics(what: str) -> tuple[Metric, ...]:
    return (
        difference(
            "marked",
            of=("found", "decoy"),
            better="higher",
            trust=(0.0, 1.0),
            counts=NOT_SHOWN,
            denominator=f"{what} asked for (none, or one that cannot be read or is too small for the mark, counts as unmarked)",
            hint=f"{what.capitalize()} in which a known key is found, less those in which a key that nobody writes is.",
        ),
        rate(
            "survives",
            of="survived",
            better="higher",
            headline=False,
            denominator=f"{what} in which a key was found, each attacked in one of {len(ATTACKS)} ways",
            hint="The same key is found afterwards; its slices tell the attacks apart. A stronger mark raises it, and is seen sooner.",
        ),
        rate(
            "false_alarm",
            of="decoy",
            better="lower",
            headline=False,
            denominator=f"{what} that could be read",
            hint=f"A key that nobody writes is found: once in {ONE_IN:,} by chance. More says that `marked` cannot be trusted either.",
        ),
    )


@probe("identifiability/watermark/pictures", kind="t2i")
class Watermark:
    """Whether pictures bear a watermark that says that a model made them, and whether it is still there after an attack.

    Looked for are the invisible marks of Stable Diffusion 1 and 2, of diffusers' Stable Diffusion XL and of FLUX, which all use one
    scheme and known keys. A mark is found where so many bits are as in a key as fair coins are at most once in 1,000 pictures, over all
    keys and ways to read them. Decoy keys, which nobody writes, are looked for in the same way, and what is found of them is taken off:
    a picture that reads as any key earns nothing. Where a mark is found, the picture is saved as JPEG, cropped, made smaller and large
    again, made noisy, or noisy and smooth again, and is looked at once more. This scheme is known to survive no crop.

    A model that marks its pictures otherwise reads 0 here, as one that does not: another mark needs another detector, which a subclass
    names (`judge = Marked(Detector(...))`).
    """

    source = _SOURCE
    version = "1"
    slices = ("attack",)
    protocol = single()
    beyond: ClassVar = _BEYOND
    faults = _FAULTS
    metrics = _metrics("pictures")
    judge = Marked(STABLE_DIFFUSION)

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        for number, (prompt, scene, draw) in enumerate(asks(rng, n)):
            yield _case(number, prompt, scene, draw)

    def ideal(self, case: Case) -> list[str]:
        """The picture with a mark that is as strong as the scheme allows."""
        return [case.data["marked"]]

    def worst(self, case: Case) -> list[str]:
        """The picture with a decoy for a mark."""
        return [case.data["foreign"]]


@probe("identifiability/watermark/films", kind="video")
class FilmWatermark:
    """Whether films bear a watermark that says that a model made them, and whether it is still there after an attack.

    The marks are those that are looked for in pictures: Stable Diffusion's, diffusers' and FLUX's. At most eight frames are looked at,
    spread over the film. They vote together on each bit, for a film is marked with one key; it is found where so many bits are
    as in the key as fair coins are at most once in 1,000 films. Decoy keys, which nobody writes, are looked for in the same way, and what is
    found of them is taken off. Where a mark is found, each frame is attacked as a picture would be, and the film is looked at once more.

    A model that marks its films otherwise reads 0 here, as one that does not: another mark needs another detector, which a subclass
    names (`judge = Marked(Detector(...))`).
    """

    source = _SOURCE
    version = "1"
    slices = ("attack",)
    protocol = single()
    beyond: ClassVar = _BEYOND
    faults = _FAULTS
    metrics = _metrics("films")
    judge = Marked(STABLE_DIFFUSION)

    def cases(self, rng: random.Random, n: int) -> Iterator[Case]:
        draws: set[int] = set()
        while len(draws) < n:
            draw = a_draw(rng)
            if draw not in draws:
                kind, way = kind_of(len(draws)), WAYS[len(draws) // 5 % 4]
                film = moving(random.Random(said_moving(kind, way)), kind, way, frames=_FRAMES)
                yield _case(len(draws), said_moving(kind, way), film, draw)
                draws.add(draw)

    def ideal(self, case: Case) -> list[str]:
        """The film with a mark that is as strong as the scheme allows."""
        return [case.data["marked"]]

    def worst(self, case: Case) -> list[str]:
        """The film with a decoy for a mark."""
        return [case.data["foreign"]]


def _case(number: int, prompt: str, what: Scene | Film, draw: int) -> Case:
    """Of every ten cases in a row each attack has two, of which one can lose its mark: of those that keep it one can tell what
    survives."""
    key, attacks = KEYS[0], list(ATTACKS)
    data = {
        "marked": drawing(what, mark=key),
        "faint": drawing(what, mark=key, faintly=True),
        "foreign": drawing(what, mark=key.decoy),
    }
    if number // len(attacks) % 2:
        data |= {"bare": drawing(what), "as_another": data["foreign"]}
    return Case(prompt=prompt, tags={"attack": attacks[number % len(attacks)]}, data=data, draw=draw)
