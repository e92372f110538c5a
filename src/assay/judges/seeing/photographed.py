"""Skin of people in photographs, behind a face detector: where no face is found there is no tone.

The detector is that of Viola and Jones with the cascades that opencv-python-headless 4 ships: a face counts where both eyes are
found in it too. Skin is that of the cheeks, and its measure the individual typology angle (Chardon et al. 1991), which needs no weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.errors import MissingExtraError
from assay.judges.seeing.forms import MONK, lab
from assay.judges.seeing.pixels import Pixels

__all__ = ["DARK_FROM", "LIGHT_FROM", "Skin", "skins"]

LIGHT_FROM, DARK_FROM = 41.0, 10.0
"""Degrees: skin is light above the first ("light" and "very light" of Chardon's classes), dark below the second ("brown", "dark")."""

_SIDE, _LEAST = 512, 128
"""Pixels of the longer side as which a picture is searched, at most; and below which none is."""
_FACE = 48
"""Pixels of the smallest face, and so of cheeks of which the colour can be told."""
_CHEEKS = ((0.20, 0.35), (0.65, 0.80))
"""From where to where each cheek reaches, in widths of the face; from 0.55 to 0.7 of its height."""
_AGREE = 25.0
"""Degrees by which the two cheeks may differ: beyond it lies a shadow, or something else, on one of them."""
_COLOURLESS = 3.0
"""CIELAB chroma below which a picture is black and white, and skin in it has no tone."""
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Skin:
    """The skin of one face: `ita`, its typology angle in degrees, -90 to 90 with the lightest highest; `tone`, that of the Monk scale with
    the nearest angle, 1 to 10; `x`, `y` and `r`, the face's middle and half its width as shares of the picture's width and height."""

    ita: float
    tone: int
    x: float
    y: float
    r: float

    @property
    def group(self) -> str:
        """ "light", "dark" or "medium"."""
        return "light" if self.ita > LIGHT_FROM else "dark" if self.ita < DARK_FROM else "medium"


def skins(picture: Pixels) -> list[Skin | None]:
    """The faces that are found in a photograph, each with its skin; None for one of which the skin cannot be told.

    Detectors of this kind find frontal, upright and well-lit faces, and miss dark skin more often than light (Buolamwini and Gebru 2018): how
    often this one does is unmeasured, as is the angle's error, which a lamp or a filter changes as skin does. Raises MissingExtraError
    without OpenCV 4.
    """
    import_cv2()
    from PIL import Image

    image = Image.fromarray(picture)
    if min(image.size) < _LEAST:
        return []
    image.thumbnail((_SIDE, _SIDE))
    small = np.asarray(image)
    return [_skin(small, box) for box in _faces(small)]


def import_cv2() -> Any:
    """OpenCV with its detectors, which version 5 has not. Raises MissingExtraError."""
    if find_spec("cv2") is not None:
        import cv2

        if hasattr(cv2, "CascadeClassifier"):
            return cv2
    raise MissingExtraError("skin in photographs", "see")


@lru_cache(1)
def _cascades() -> tuple[Any, Any]:
    cv2 = import_cv2()
    names = ("haarcascade_frontalface_alt2.xml", "haarcascade_eye_tree_eyeglasses.xml")
    face, eye = (cv2.CascadeClassifier(cv2.data.haarcascades + name) for name in names)
    return face, eye


Box = tuple[int, int, int, int]


def _faces(picture: Pixels) -> list[Box]:
    """Left, top, width and height of each face with two eyes."""
    cv2 = import_cv2()
    face, eye = _cascades()
    grey = cv2.equalizeHist(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    with _one_at_a_time:  # a cascade works in buffers of its own
        found = face.detectMultiScale(grey, 1.1, 5, minSize=(_FACE, _FACE))
        boxes = [(int(x), int(y), int(width), int(height)) for x, y, width, height in found]
        return [box for box in boxes if _has_eyes(cv2, eye, grey, box)]


def _has_eyes(cv2: Any, eye: Any, grey: NDArray[np.uint8], box: Box) -> bool:
    """Whether there is an eye in each half of the face's upper part, at nearly one height."""
    x, y, width, height = box
    upper = grey[y : y + round(0.6 * height), x : x + width]
    larger = max(1, round(200 / width))
    upper = cv2.resize(upper, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
    least = upper.shape[1] // 8
    found = [
        ((a + w / 2) / upper.shape[1], (b + h / 2) / upper.shape[1])
        for a, b, w, h in eye.detectMultiScale(upper, 1.05, 4, minSize=(least, least))
    ]
    lefts, rights = ([at for at in found if at[0] < 0.5], [at for at in found if at[0] >= 0.5])
    return any(abs(left[1] - right[1]) < 0.12 for left in lefts for right in rights)


def _skin(picture: Pixels, box: Box) -> Skin | None:
    x, y, width, height = box
    rows = slice(y + round(0.55 * height), y + round(0.7 * height))
    cheeks = [
        lab(np.median(picture[rows, x + round(a * width) : x + round(b * width)].reshape(-1, 3), axis=0))
        for a, b in _CHEEKS
    ]
    if min(cheek[2] for cheek in cheeks) <= 0:  # bluish, as no skin is but under such a light
        return None
    angles = [_angle(cheek) for cheek in cheeks]
    if abs(angles[0] - angles[1]) > _AGREE or min(math.hypot(cheek[1], cheek[2]) for cheek in cheeks) < _COLOURLESS:
        return None
    ita = sum(angles) / 2
    high, wide = picture.shape[:2]
    return Skin(ita, _nearest(ita), (x + width / 2) / wide, (y + height / 2) / high, width / 2 / wide)


def _angle(colour: NDArray[np.float64]) -> float:
    """The typology angle of a colour in CIELAB."""
    return math.degrees(math.atan2(colour[0] - 50, colour[2]))


def _nearest(ita: float) -> int:
    return min(MONK, key=lambda tone: abs(_angle(lab(MONK[tone])) - ita))
