"""Pictures and films as bytes: written without loss, and looked at before they are believed to be any. Needs Pillow."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assay.errors import MissingExtraError
from assay.records import Kind, Media

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = [
    "FRAME_MS",
    "MOST_FILM",
    "MOST_FRAMES",
    "MOST_PIXELS",
    "check_size",
    "checked",
    "encode_film",
    "encode_photograph",
    "encode_picture",
    "in_rgb",
    "media_of",
    "read_frames",
    "read_picture",
]

FRAME_MS = 125
"""How long a frame is shown, in milliseconds."""

MOST_PIXELS = 64_000_000
"""The largest picture that is read: 8,000 pixels a side. A few bytes can claim to be far more."""
MOST_FRAMES, MOST_FILM = 1_000, 256_000_000
"""The longest film, and the pixels of all its frames: eleven seconds of 1280 × 720, 24 a second."""


def encode_picture(image: Image) -> bytes:
    """The PNG of an image, in RGB."""
    out = io.BytesIO()
    in_rgb(image).save(out, format="PNG")
    return out.getvalue()


def encode_photograph(image: Image, side: int) -> tuple[bytes, str]:
    """An image of at most `side` pixels a side, as it was meant to be seen, and its suffix: a PNG stays one, all else is a JPEG.
    Only pixels are kept: what a camera writes beside them (place, time, owner) is not. Raises ValueError where it cannot be."""
    from PIL import ImageOps

    out = io.BytesIO()
    suffix = ".png" if image.format == "PNG" else ".jpg"
    try:
        shown = in_rgb(ImageOps.exif_transpose(image))
        shown.info.clear()
        shown.thumbnail((side, side))
        if suffix == ".png":
            shown.save(out, format="PNG")
        else:
            shown.save(out, format="JPEG", quality=90)
    except (OSError, SyntaxError, TypeError) as error:
        raise ValueError(f"it cannot be converted ({error})") from None
    return out.getvalue(), suffix


def encode_film(frames: Sequence[Image]) -> bytes:
    """Images of one size as an animated WebP without loss. The format keeps frames that are alike side by side as one that is
    shown longer."""
    images = [in_rgb(frame) for frame in frames]
    out = io.BytesIO()
    options = {"duration": FRAME_MS, "loop": 0, "lossless": True, "method": 2}
    images[0].save(out, format="WEBP", save_all=True, append_images=images[1:], **options)
    return out.getvalue()


def in_rgb(image: Image) -> Image:
    """A copy as it is seen, in red, green and blue: what is transparent is white, and 16 bits a channel are scaled to 8."""
    if image.mode.startswith(("I", "F")):  # Pillow would cut the upper half
        return _scaled(image)
    if image.has_transparency_data:
        from PIL import Image

        full = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", full.size, "white"), full)
    return image.convert("RGB")


def read_picture(data: bytes) -> Image:
    """A PNG, JPEG, WebP or GIF, decoded: an animated one is at its first frame. Raises ValueError, in words, where it is none, is
    damaged, cut off or larger than `MOST_PIXELS`; MissingExtraError without Pillow."""
    return next(read_frames(data, first=True))


def read_frames(data: bytes, *, first: bool = False) -> Iterator[Image]:
    """The same at each of its frames, or at the `first` alone: one and the same image, that moves on. Raises as `read_picture`, and for more
    than `MOST_FRAMES`, or `MOST_FILM` pixels in all."""
    try:
        from PIL import Image
    except ModuleNotFoundError:
        raise MissingExtraError("reading pictures", "vision") from None
    if not data:
        raise ValueError("0 bytes")
    with _decoding(data), warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is checked here
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF"))
        n = 1 if first else int(getattr(image, "n_frames", 1))
    check_size(image.width, image.height, n)
    for number in range(n):
        with _decoding(data):
            image.seek(number)
            image.load()
        yield image


def check_size(width: int, height: int, frames: int = 1) -> None:
    """Raises ValueError, in words, where so many frames of so many pixels are too many to be read."""
    if frames > MOST_FRAMES:
        raise ValueError(f"a film of more than {MOST_FRAMES:,} frames")
    if width * height > MOST_PIXELS:
        raise ValueError(f"{width:,} × {height:,} pixels, more than {MOST_PIXELS:,} in all")
    if width * height * frames > MOST_FILM:
        raise ValueError(f"{frames:,} frames of {width:,} × {height:,} pixels, more than {MOST_FILM:,} in all")


@contextmanager
def _decoding(data: bytes) -> Iterator[None]:
    """Says in one sentence what is wrong with the bytes: a decoder raises what it likes of a damaged file."""
    from PIL import UnidentifiedImageError

    try:
        yield
    except UnidentifiedImageError:  # its own words name an object in memory
        raise ValueError(f"{len(data):,} bytes that cannot be decoded") from None
    except Exception as error:
        raise ValueError(f"{len(data):,} bytes that cannot be decoded ({error})") from None


def checked(data: bytes, kind: Kind) -> Media:
    """What a model of `kind` made, once it was seen to be a picture (`t2i`, `edit`) or a film (`video`: an animated WebP or GIF,
    or an MP4, which is taken unread). Raises ValueError, in words, where it is something else."""
    media = Media.of(data)
    still, film = media.name.endswith((".png", ".jpg")), media.name.endswith(".mp4")
    if kind == "video" and still:
        raise ValueError("a picture where a film was asked for")
    if kind != "video" and film:
        raise ValueError("a film where a picture was asked for")
    if not film:
        frames = getattr(read_picture(data), "n_frames", 1)
        if kind != "video" and frames > 1:
            raise ValueError(f"an animation of {frames} frames where one picture was asked for")
    return media


def media_of(made: Any, kind: Kind) -> Media | None:
    """What a user's code made, as a picture or a film of `kind`: the bytes of a file, an image of Pillow, or an array of height ×
    width × 3 whole numbers from 0 to 255; for a film, frames of any of these. None where it is nothing of the sort. Raises
    ValueError, in words, where it is and cannot be used."""
    if isinstance(made, bytes | bytearray | memoryview):
        return checked(bytes(made), kind)
    if kind != "video":
        image = _image(made)
        return None if image is None else Media.of(encode_picture(image))
    if not isinstance(made, Sequence) or isinstance(made, str):
        return None
    frames = [read_picture(frame) if isinstance(frame, bytes) else _image(frame) for frame in made]
    images = [frame for frame in frames if frame is not None]
    if not images or len(images) < len(frames):
        raise ValueError(f"a film of {len(frames):,} frames, of which {len(frames) - len(images):,} are no pictures")
    if len({image.size for image in images}) > 1:
        raise ValueError("a film whose frames are of several sizes")
    return Media.of(encode_film(images))


def _scaled(image: Image) -> Image:
    """A grey one with whole numbers up to 65,535 (or, where the file does not say so, 255), or shares of 1, in its pixels."""
    import numpy as np
    from PIL import Image

    values = np.asarray(image, dtype=np.float64)
    top = values.max(initial=0)
    most = 1 if image.mode == "F" and top <= 1 else 255 if top <= 255 and not image.mode.startswith("I;16") else 65535
    return Image.fromarray(np.clip(np.rint(255 * values / most), 0, 255).astype(np.uint8)).convert("RGB")


def _image(made: Any) -> Image | None:
    """An image of Pillow, or an array as one; None for anything else."""
    import numpy as np
    from PIL import Image

    if isinstance(made, Image.Image):
        return made
    if isinstance(made, np.ndarray) and made.dtype == np.uint8 and made.ndim == 3 and made.shape[2] == 3 and made.size:
        return Image.fromarray(made)
    return None
