"""Optical flow: how much of what changes in a film is explained by motion? It needs no weights, and need not know what is shown.

From each frame to the next, dense flow is sought both ways (DIS, Kroeger et al. 2016, arXiv 1603.03590), and frames are warped by it as in
the temporal warping error of Lai et al. 2018, arXiv 1808.00449. That error is a mean over the picture: it is 0 of a still film, and a small
thing on a large ground dilutes it. Here the places that change are counted, and of these the share that no motion explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.errors import MissingExtraError
from assay.judges.seeing.pixels import Pixels, spread

__all__ = ["Change", "change"]

_SIDE, _LEAST = 128, 32
"""Pixels of the longer side as which frames are looked at, and of the shorter at the least."""
_MOST = 64
"""Frames of a film that are looked at, evenly spread: with fewer, things would go too far between two of them to be found again."""
_SMOOTH = 5
"""Pixels over which frames are smoothed before they are compared: grain and the marks of codecs are no change."""
_OTHER = 24
"""The difference in red, green or blue, of 255, from which two pixels differ."""
_SLACK = 1.5
"""Squared pixels by which ways there and back may differ, beside 1 % of their own squares (Sundaram et al. 2010, who take 0.5)."""
_STEP = 0.5
"""Pixels from which a way between two frames is motion."""
_ENOUGH = 0.02
"""The share of a picture that must change in a film for its change to be divided by: less is counted as this much."""
_OUTSIDE = 1e4

Flow = NDArray[np.float32]
"""Rows × columns × 2: by how many pixels what is here goes right and down until the other frame."""


@dataclass(frozen=True)
class Change:
    """What changes in a film, over the steps from frame to frame.

    `unexplained` is the share in [0, 1] of the places that change which no motion explains: what is there now came from nowhere, and what
    was there went nowhere. 0 where nothing changes. `worst` is the share of the picture that this is in the worst step: near 1 at a cut.
    `moved` is the area over which things moved, in pictures, summed over the steps. `speed` is how far what moves there goes in
    a step, as a share of the longer side; ground beside a thing, which flow takes along, makes it seem slower. `warp_error` is that of
    Lai et al. for comparison with others: the mean squared difference in [0, 1] of what is not occluded.
    """

    unexplained: float
    worst: float
    moved: float
    speed: float
    warp_error: float


@dataclass(frozen=True)
class _Step:
    changed: float
    unexplained: float
    moved: float
    speed: float
    warp_error: float


@dataclass(frozen=True)
class _Frame:
    grey: NDArray[np.uint8]
    smooth: Pixels
    low: Pixels
    high: Pixels


def change(shown: Sequence[Pixels]) -> Change:
    """Looks at the frames of a film, all of one size, in their order; eight take some hundredths of a second. Raises MissingExtraError
    without OpenCV."""
    steps = list(_steps(_import_cv2(), spread(shown, min(_MOST, len(shown)))))
    moved = sum(step.moved for step in steps)
    return Change(
        unexplained=sum(step.unexplained for step in steps) / max(_ENOUGH, sum(step.changed for step in steps)),
        worst=max((step.unexplained for step in steps), default=0.0),
        moved=moved,
        speed=sum(step.moved * step.speed for step in steps) / moved if moved else 0.0,
        warp_error=float(np.mean([step.warp_error for step in steps])) if steps else 0.0,
    )


def _import_cv2() -> Any:
    if find_spec("cv2") is not None:
        import cv2

        if hasattr(cv2, "DISOpticalFlow_create"):
            return cv2
    raise MissingExtraError("optical flow", "see")


def _steps(cv2: Any, shown: Sequence[Pixels]) -> Iterator[_Step]:
    frames = [_frame(cv2, one) for one in shown]
    search = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    rows, columns = frames[0].grey.shape
    grid = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1).astype(np.float32)
    for a, b in pairwise(frames):
        changed = ~_alike(cv2, cv2.absdiff(a.smooth, b.smooth))
        there, back = search.calc(a.grey, b.grey, None), search.calc(b.grey, a.grey, None)
        went, error = _found(cv2, grid, a, b, there, back)
        came, _ = _found(cv2, grid, b, a, back, there)
        # a place is explained by what arrives as well as by what leaves: ground that a thing uncovers was nowhere before
        explained = went | came
        far = np.maximum(_length(there) * went, _length(back) * came)
        moving = changed & (far >= _STEP)
        yield _Step(
            changed=float(changed.mean()),
            unexplained=float((changed & ~explained).mean()),
            moved=float(moving.mean()),
            speed=float(far[moving].mean()) / max(rows, columns) if moving.any() else 0.0,
            warp_error=error,
        )


def _frame(cv2: Any, shown: Pixels) -> _Frame:
    rows, columns = shown.shape[:2]
    scale = _SIDE / max(rows, columns)
    size = (max(_LEAST, round(columns * scale)), max(_LEAST, round(rows * scale)))
    small = cv2.resize(shown, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    smooth = cv2.GaussianBlur(small, (_SMOOTH, _SMOOTH), 0)
    around = np.ones((3, 3), np.uint8)
    return _Frame(
        cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), smooth, cv2.erode(smooth, around), cv2.dilate(smooth, around)
    )


def _found(cv2: Any, grid: Flow, here: _Frame, there: _Frame, way: Flow, back: Flow) -> tuple[NDArray[np.bool_], float]:
    """Which pixels are found again in the other frame, to a pixel beside their place there; and the mean squared difference, in [0, 1],
    of those that are not occluded."""
    at = grid + way

    def warped(pixels: Any, **outside: Any) -> Any:
        return cv2.remap(pixels, at, None, cv2.INTER_LINEAR, **(outside or {"borderMode": cv2.BORDER_REPLICATE}))

    home = warped(back, borderMode=cv2.BORDER_CONSTANT, borderValue=(_OUTSIDE, _OUTSIDE))
    visible = _square(way + home) <= 0.01 * (_square(way) + _square(home)) + _SLACK
    below, above = cv2.subtract(warped(there.low), here.smooth), cv2.subtract(here.smooth, warped(there.high))
    apart = cv2.absdiff(warped(there.smooth), here.smooth)[visible].astype(np.float32) / 255
    return visible & _alike(cv2, cv2.max(below, above)), float((apart**2).mean()) if visible.any() else 1.0


def _alike(cv2: Any, apart: Pixels) -> NDArray[np.bool_]:
    """Where the difference of no channel makes another colour."""
    alike: NDArray[np.bool_] = cv2.inRange(apart, (0, 0, 0), (_OTHER, _OTHER, _OTHER)) > 0
    return alike


def _square(flow: Flow) -> NDArray[np.float32]:
    return flow[..., 0] ** 2 + flow[..., 1] ** 2


def _length(flow: Flow) -> NDArray[np.float32]:
    return np.sqrt(_square(flow))
