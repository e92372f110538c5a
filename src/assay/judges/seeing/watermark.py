"""The judge of watermarks: is a known mark in a picture or a film, at a known rate of false alarms, and is it there after an attack?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb
from typing import ClassVar, get_args

import numpy as np
from numpy.typing import NDArray

from assay.judges._outcome import scored, unread
from assay.judges.seeing.attacks import ATTACKS
from assay.judges.seeing.made import seen_in
from assay.judges.seeing.pixels import Pixels, frames, spread
from assay.records import Case, Reply, Verdict
from assay.watermarks import KEYS, LEAST, Key, Scale, bits_in, votes

__all__ = ["ONE_IN", "STABLE_DIFFUSION", "Detector", "Marked", "Reading", "least_bits"]

ONE_IN = 1_000
"""A picture without a mark is taken for a marked one at most once in so many."""

_MOST = 8
"""Frames of a film that are looked at, evenly spread, the first and the last among them."""


@dataclass(frozen=True)
class Reading:
    """What a detector found: whose `mark` is there, "" for none; which `decoy`, a key that nobody writes; and `why`, in a few words."""

    mark: str
    decoy: str
    why: str


@dataclass(frozen=True)
class Detector:
    """A scheme of marking. `read` is given the frames of a film, or the one picture; it may take one unmarked picture in `ONE_IN`
    for a marked one, and looks for decoys as it looks for marks. Pictures with a side of less than `least` pixels are not put to it."""

    name: str
    least: int
    read: Callable[[Sequence[Pixels]], Reading]


@lru_cache
def least_bits(n: int, tests: int) -> int:
    """How many of `n` bits must be as in a key for a mark to be found, where `tests` keys are tried: fair coins are so alike with
    one of these at most once in `ONE_IN`. More than `n` where no number is enough."""
    tail = 0
    for k in range(n, -1, -1):
        tail += comb(n, k)
        if tail * ONE_IN * tests > 2**n:
            return k + 1
    return 0


def _read(shown: Sequence[Pixels]) -> Reading:
    """The frames of a film vote together: they bear the same key."""
    said = [np.stack([votes(frame, scale) for frame in shown]) for scale in get_args(Scale)]
    bits = {n: [bits_in(each, n) for each in said] for n in {len(key.bits) for key in KEYS}}
    mark, why = _found(bits, KEYS)
    return Reading(mark, _found(bits, [key.decoy for key in KEYS])[0], why)


def _found(bits: Mapping[int, Sequence[NDArray[np.bool_]]], keys: Sequence[Key]) -> tuple[str, str]:
    """The key that is there, "" where none is, and how near the nearest is. `bits` are, by their number, those read on each scale."""
    best = (float("-inf"), "", "")
    for key in keys:
        n = len(key.bits)
        need = least_bits(n, len(keys) * len(bits[n]))
        alike = max(int((each == key.bits).sum()) for each in bits[n])
        why = f"{alike} of {n} bits as {key.name}, and {need} are needed"
        best = max(best, ((alike - need) / n, key.name if alike >= need else "", why))
    return best[1], best[2]


STABLE_DIFFUSION = Detector("dwt-dct", LEAST, _read)
"""The mark of Stable Diffusion, of diffusers and of FLUX (see `assay.watermarks`)."""


@dataclass(frozen=True)
class Marked:
    """A judge that looks for the marks of a detector in a picture or a film, and again once `case.tags["attack"]` was done to it.

    The value, as `extra["found"]`, is 1 where a mark is found, else 0; `extra["decoy"]` is the same of keys that nobody writes.
    `extra["survived"]`, only where a mark is found, is whether the same one is found after the attack. Words in place of a picture are
    `refused`; `unparsed` is a picture too small for the scheme, and none at all. A picture takes 0.05 s.
    """

    detector: Detector
    heavy: ClassVar[bool] = True

    @property
    def name(self) -> str:
        return f"watermark@1:{self.detector.name}"

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        shown = seen_in(replies, 0, self.name, _some)
        if isinstance(shown, Verdict):
            return shown
        rows, columns = shown[0].shape[:2]
        if min(rows, columns) < self.detector.least:
            least = self.detector.least
            return unread(self.name, f"{columns} × {rows} pixels are too few for a mark, which needs {least} a side")
        reading = self.detector.read(shown)
        extra = {"found": float(bool(reading.mark)), "decoy": float(bool(reading.decoy))}
        if reading.mark:
            attack = ATTACKS[case.tags["attack"]]
            after = self.detector.read([attack(frame, number) for number, frame in enumerate(shown)])
            extra["survived"] = float(after.mark == reading.mark)
        return scored(self.name, bool(reading.mark), reading.mark or "unmarked", reading.why, extra)


def _some(data: bytes) -> list[Pixels]:
    found = frames(data)
    return spread(found, min(_MOST, len(found)))
