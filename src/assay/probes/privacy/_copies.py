"""Whether two pictures are near copies: the same but for noise, compression and small shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from assay.judges.seeing.pixels import Pixels

__all__ = ["NEAR", "apart", "content"]

NEAR = 0.25
"""Two pictures that are no further apart than this are near copies of each other."""

_GRID = 16
_GROUND = 12.0
"""How far a field may be from the ground, in each channel, to be taken for it."""


def content(picture: Pixels) -> NDArray[np.float64]:
    """What a picture shows on its ground, 16 × 16 × 3: how far each field's mean is from the median colour, 0 where it is near."""
    from PIL import Image

    small = np.asarray(Image.fromarray(picture).resize((_GRID, _GRID), Image.Resampling.BOX), dtype=np.float64)
    off = small - np.median(small.reshape(-1, 3), axis=0)
    return np.asarray(np.where(np.abs(off) < _GROUND, 0.0, off))


def apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """How far two pictures' contents are apart: the difference as a share of all there is in both. 0 = the same, 1 = nothing in
    common. Raises ValueError where both are empty."""
    both = np.abs(one).sum() + np.abs(other).sum()
    if not both:
        raise ValueError("two empty pictures cannot be compared")
    return float(min(1.0, np.abs(one - other).sum() / both))
