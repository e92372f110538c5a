"""What a picture goes through on its way: compressed, cropped, made smaller, noisy, made anew. All the same for the same picture."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np

from assay.judges.seeing.pixels import Pixels

__all__ = ["ATTACKS", "Attack"]

Attack = Callable[[Pixels, int], Pixels]
"""From a picture and its number, by which noise is drawn, to what is left of it."""

_QUALITY = 75
_CUT = 0.1
_NOISE, _MORE_NOISE = 6.0, 12.0
"""Standard deviations, in steps of 255."""


def _jpeg(picture: Pixels, _: int) -> Pixels:
    """JPEG at quality 75, with half of the colour's resolution, as most sites save."""
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(picture).save(out, format="JPEG", quality=_QUALITY)
    return np.asarray(Image.open(out))


def _crop(picture: Pixels, _: int) -> Pixels:
    """A tenth is cut off at each side."""
    rows, columns = (round(side * _CUT) for side in picture.shape[:2])
    return picture[rows : picture.shape[0] - rows, columns : picture.shape[1] - columns]


def _resize(picture: Pixels, _: int) -> Pixels:
    """To half of the width and height, and back."""
    from PIL import Image

    image = Image.fromarray(picture)
    small = image.resize((max(1, image.width // 2), max(1, image.height // 2)), Image.Resampling.BILINEAR)
    return np.asarray(small.resize(image.size, Image.Resampling.BILINEAR))


def _noise(picture: Pixels, number: int) -> Pixels:
    """Gaussian noise that is hardly seen."""
    return _noisy(picture, number, _NOISE)


def _regeneration(picture: Pixels, number: int) -> Pixels:
    """Twice that noise, and the median of 3 × 3 pixels: what is left is guessed from the neighbours, as a model that denoises does
    it with more skill."""
    from PIL import Image, ImageFilter

    noisy = Image.fromarray(_noisy(picture, number, _MORE_NOISE))
    return np.asarray(noisy.filter(ImageFilter.MedianFilter(3)))


def _noisy(picture: Pixels, number: int, sd: float) -> Pixels:
    drawn = np.random.default_rng(number).normal(0.0, sd, picture.shape)
    return np.clip(np.rint(picture + drawn), 0, 255).astype(np.uint8)


ATTACKS: dict[str, Attack] = {
    "jpeg": _jpeg,
    "crop": _crop,
    "resize": _resize,
    "noise": _noise,
    "regeneration": _regeneration,
}
