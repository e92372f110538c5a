"""From the bytes of a picture or a film to arrays of pixels; what cannot be read is told in one sentence."""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assay.errors import AssayError, MissingExtraError

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["MOST_FRAMES", "MOST_PIXELS", "Pixels", "Unreadable", "frames", "pixels"]

Pixels = NDArray[np.uint8]
"""Rows × columns × 3: red, green, blue."""

MOST_PIXELS = 50_000_000
"""Pixels of the largest picture that is read; a film may have as many in all its frames. 150 MB once unpacked."""
MOST_FRAMES = 1_000


class Unreadable(AssayError):  # noqa: N818 - what it says of a picture
    """A picture or a film is empty, damaged, too large, or of no format that is known."""


def pixels(data: bytes) -> Pixels:
    """The picture in a PNG, JPEG, WebP or GIF, of a moving one the first frame. What is transparent is white.

    Raises Unreadable, and MissingExtraError without Pillow.
    """
    return next(_read(data, 1))


def frames(data: bytes) -> list[Pixels]:
    """The frames of an animated WebP, PNG or GIF, or of an MP4 (which OpenCV reads); one for a picture that does not move.

    Raises Unreadable, and MissingExtraError without Pillow or OpenCV.
    """
    return list(_mp4(data) if data[4:8] == b"ftyp" else _read(data, MOST_FRAMES))


def _read(data: bytes, most: int) -> Iterator[Pixels]:
    if find_spec("PIL") is None:
        raise MissingExtraError("a judge that looks at pictures", "vision")
    from PIL import Image, UnidentifiedImageError

    if not data:
        raise Unreadable("the picture is empty: 0 bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is checked here
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")) as image:
                n = min(int(getattr(image, "n_frames", 1)), most + 1)
                _check(image.width, image.height, n if most > 1 else 1)
                for number in range(min(n, most)):
                    image.seek(number)
                    yield _rgb(image)
    except UnidentifiedImageError:
        raise Unreadable(f"the picture's {len(data):,} bytes are of no format that is known") from None
    except Image.DecompressionBombError:
        raise Unreadable(f"the picture has more than {MOST_PIXELS:,} pixels") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError, TypeError) as error:
        raise Unreadable(f"the picture is damaged: {error}") from None  # Pillow's decoders raise any of these


def _check(width: int, height: int, n: int) -> None:
    if n > MOST_FRAMES:
        raise Unreadable(f"the film has more than {MOST_FRAMES:,} frames")
    if width * height * n > MOST_PIXELS:
        of = f" in {n} frames" if n > 1 else ""
        raise Unreadable(f"the picture has {width:,} × {height:,} pixels{of}, and {MOST_PIXELS:,} are the most")


def _rgb(image: Image.Image) -> Pixels:
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # 16 bits a pixel, of which Pillow would cut the upper half
        values = np.asarray(image, dtype=np.float64)
        most = (
            1.0
            if image.mode == "F" and values.max(initial=0) <= 1
            else 255.0
            if values.max(initial=0) <= 255
            else 65535.0
        )
        grey = np.clip(np.rint(255 * values / most), 0, 255).astype(np.uint8)
        return np.repeat(grey[..., None], 3, axis=2)
    if image.has_transparency_data:
        full = image.convert("RGBA")
        under = Image.new("RGBA", full.size, (255, 255, 255, 255))
        return np.asarray(Image.alpha_composite(under, full).convert("RGB"))
    return np.asarray(image.convert("RGB"))


def _mp4(data: bytes) -> Iterator[Pixels]:
    if find_spec("cv2") is None:
        raise MissingExtraError("a judge that looks at an MP4", "see")
    import cv2

    with tempfile.TemporaryDirectory() as folder:  # OpenCV reads files only
        path = Path(folder) / "film.mp4"
        path.write_bytes(data)
        film = cv2.VideoCapture(str(path))
        try:
            number = 0
            while True:
                there, frame = film.read()
                if not there:
                    break
                number += 1
                _check(frame.shape[1], frame.shape[0], number)
                yield np.ascontiguousarray(frame[..., ::-1])
        finally:
            film.release()
    if not number:
        raise Unreadable(f"the film's {len(data):,} bytes hold no frame that can be read")
