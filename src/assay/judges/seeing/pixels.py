"""From the bytes of a picture or a film to arrays of pixels; what cannot be read is told in one sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assay.errors import AssayError, MissingExtraError
from assay.imaging import check_size, in_rgb, read_frames, read_picture

__all__ = ["Pixels", "Unreadable", "frames", "pixels", "spread"]

Pixels = NDArray[np.uint8]
"""Rows × columns × 3: red, green, blue."""


class Unreadable(AssayError):  # noqa: N818 - what it says of a picture
    """A picture or a film is empty, damaged, too large, or of no format that is known."""


def pixels(data: bytes) -> Pixels:
    """The picture in a PNG, JPEG, WebP or GIF, of a moving one the first frame. What is transparent is white.

    Raises Unreadable, and MissingExtraError without Pillow.
    """
    try:
        return np.asarray(in_rgb(read_picture(data)))
    except ValueError as error:
        raise Unreadable(f"the picture cannot be read: {error}") from None


def frames(data: bytes) -> list[Pixels]:
    """The frames of an animated WebP, PNG or GIF, or of an MP4 (which OpenCV reads); one for a picture that does not move.

    Raises Unreadable, and MissingExtraError without Pillow or OpenCV.
    """
    try:
        return list(_mp4(data)) if data[4:8] == b"ftyp" else [np.asarray(in_rgb(image)) for image in read_frames(data)]
    except ValueError as error:
        raise Unreadable(f"the film cannot be read: {error}") from None


def spread(shown: Sequence[Pixels], n: int) -> list[Pixels]:
    """`n` frames that are evenly spread, the first and the last among them; some twice where there are fewer."""
    return [shown[round(k * (len(shown) - 1) / max(1, n - 1))] for k in range(n)]


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
                check_size(frame.shape[1], frame.shape[0], number)
                yield np.ascontiguousarray(frame[..., ::-1])
        finally:
            film.release()
    if not number:
        raise ValueError(f"{len(data):,} bytes that hold no frame")
