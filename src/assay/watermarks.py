"""The invisible watermark of Stable Diffusion: bits in the colour of a picture, written and read back. It needs NumPy alone.

The scheme is `dwtDct` of the library invisible-watermark 0.2, as diffusers and the reference code of Stable Diffusion and FLUX use it:
of the U of each 2 × 2 pixels the Haar approximation, of each 4 × 4 of these (8 × 8 pixels) the greatest one carries a bit, in
whether it lies in the lower or in the upper half of a step of 36. The bits of the key follow one another, row by row, again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["KEYS", "LEAST", "Key", "Scale", "bits_in", "marked", "votes"]

LEAST = 256
"""Pixels of the shorter side of a picture that is marked: diffusers and the library leave smaller ones as they are."""

Pixels = NDArray[np.uint8]
"""Rows × columns × 3: red, green, blue."""

Scale = Literal["bytes", "floats"]
"""How a marker holds a picture: as bytes, U around 128, or as numbers with a point, U around 0.5, which then is another
reading. Who reads a picture cannot know, and reads it both ways."""

_STEP = 36
_BLOCK = 4
_HALF = 0.7071067811865476
"""The root of a half."""


@dataclass(frozen=True)
class Key:
    """What a model writes into its pictures."""

    name: str
    bits: tuple[int, ...]

    @property
    def decoy(self) -> Key:
        """A key that nobody writes: of as many ones, and equal to this one in about half of the places, so that a picture which
        reads the one is no likelier to read the other, and one which reads all alike reads both."""
        ones = [k for k, bit in enumerate(self.bits) if bit]
        zeros = [k for k, bit in enumerate(self.bits) if not bit]
        turned = {*ones[: len(self.bits) // 4], *zeros[: len(self.bits) // 4]}
        return Key(f"a decoy of {self.name}", tuple(bit ^ (k in turned) for k, bit in enumerate(self.bits)))


def _key(name: str, message: int | bytes) -> Key:
    """As the markers do it: of a number without the zeros it would begin with."""
    bits = f"{message:b}" if isinstance(message, int) else "".join(f"{byte:08b}" for byte in message)
    return Key(name, tuple(map(int, bits)))


KEYS = (
    _key("Stable Diffusion XL", 0b101100111110110010010000011110111011000110011110),
    _key("Stable Diffusion 1", b"StableDiffusionV1"),
    _key("Stable Diffusion 2", b"SDV2"),
    _key("FLUX", 0b001010101111111010000111100111001111010100101110),
)
"""The keys of diffusers' `StableDiffusionXLWatermarker` and of the reference code of the models named: no secrets."""


def marked(picture: Pixels, key: Key, *, faintly: bool = False) -> Pixels:
    """The picture with a key in it, on the scale of bytes.

    As the library does it (`faintly`) one of the sixteen numbers of a block bears its bit, which any compression removes; else all do.
    """
    u = _u(picture).astype(np.float64)
    blocks = _blocks(u)
    bits = np.resize(np.array(key.bits), len(blocks))[:, None]
    if faintly:
        greatest = np.argmax(blocks[:, 1:], axis=1) + 1
        aim = (blocks // _STEP + 0.25 + 0.5 * bits) * _STEP
        added = np.where(np.arange(blocks.shape[1]) == greatest[:, None], aim - blocks, 0.0)
    else:
        aim = (np.rint(blocks / _STEP - 0.25 - 0.5 * bits) + 0.25 + 0.5 * bits) * _STEP
        added = aim - blocks
        blue = _blocks(picture[..., 2].astype(np.float64)) / 2  # that follows U, and has its ends
        added -= _STEP * (blue + added > 255)
        added += _STEP * (blue + added < 0)
    rows, columns = picture.shape[0] // 8, picture.shape[1] // 8
    u[: rows * 8, : columns * 8] += np.rint(_spread(added, columns) / 2)
    return _rgb(_y(picture), u, _v(picture))


def votes(picture: Pixels, scale: Scale) -> NDArray[np.bool_]:
    """What each block of a picture says its bit is, block by block."""
    if scale == "bytes":
        u = _u(picture).astype(np.float64)
    else:
        u = 0.492 * (picture[..., 2] - picture @ np.array((0.299, 0.587, 0.114))) + 0.5
    blocks = np.abs(_blocks(u))
    greatest = np.argmax(blocks[:, 1:], axis=1) + 1
    said: NDArray[np.bool_] = blocks[np.arange(len(blocks)), greatest] % _STEP > _STEP / 2
    return said


def bits_in(said: NDArray[np.bool_], n: int) -> NDArray[np.bool_]:
    """The `n` bits that most blocks vote for; a tie is a one. `said` are the votes of one picture, or of several (a row each) with the
    same key."""
    pictures = np.atleast_2d(said)
    place = np.arange(pictures.shape[1]) % n
    ones = np.bincount(place, weights=pictures.sum(axis=0), minlength=n)
    bits: NDArray[np.bool_] = ones / (np.bincount(place, minlength=n) * len(pictures)) * 255 > 127
    return bits


def _blocks(u: NDArray[np.float64]) -> NDArray[np.float64]:
    """The Haar approximation, in blocks of sixteen numbers, row by row. It is summed as PyWavelets does it: a plain ground lies on the
    edge of a step, and the last digit decides."""
    rows, columns = u.shape[0] // 8, u.shape[1] // 8
    near = u[: rows * 8, : columns * 8]
    near = near[0::2] * _HALF + near[1::2] * _HALF
    near = near[:, 0::2] * _HALF + near[:, 1::2] * _HALF
    return near.reshape(rows, _BLOCK, columns, _BLOCK).swapaxes(1, 2).reshape(-1, _BLOCK * _BLOCK)


def _spread(blocks: NDArray[np.float64], columns: int) -> NDArray[np.float64]:
    """Numbers of blocks, each upon its four pixels."""
    near = blocks.reshape(-1, columns, _BLOCK, _BLOCK).swapaxes(1, 2).reshape(-1, columns * _BLOCK)
    return near.repeat(2, axis=0).repeat(2, axis=1)


def _y(picture: Pixels) -> NDArray[np.int32]:
    """Y of bytes, whole numbers as OpenCV rounds them; so are U and V."""
    y: NDArray[np.int32] = picture @ np.array((4899, 9617, 1868), dtype=np.int32) + 8192 >> 14
    return y


def _u(picture: Pixels) -> NDArray[np.int32]:
    u: NDArray[np.int32] = np.clip((8061 * (picture[..., 2] - _y(picture)) + 8192 >> 14) + 128, 0, 255)
    return u


def _v(picture: Pixels) -> NDArray[np.int32]:
    v: NDArray[np.int32] = np.clip((14369 * (picture[..., 0] - _y(picture)) + 8192 >> 14) + 128, 0, 255)
    return v


def _rgb(y: NDArray[np.int32], u: NDArray[np.float64], v: NDArray[np.int32]) -> Pixels:
    blue, red = u - 128, v - 128
    rgb = np.stack([y + 1.140 * red, y - 0.395 * blue - 0.581 * red, y + 2.032 * blue], axis=-1)
    picture: Pixels = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return picture
