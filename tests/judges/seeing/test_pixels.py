from __future__ import annotations

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from assay.cases.drawings import film_of
from assay.cases.worlds.scene import Scene, Thing
from assay.cases.worlds.scene.draw import draw, encode
from assay.imaging import encode_picture
from assay.judges.seeing.pixels import Unreadable, frames, pixels
from assay.judges.seeing.scene import look, parse
from tests.judges.seeing.pictures import png

_IMAGE = draw(Scene(things=(Thing(shape="circle", colour="red", x=160, y=160, r=60),)))


def _see_through() -> Image.Image:
    levels = np.asarray(_IMAGE.convert("RGBA")).copy()
    levels[(levels[..., :3] > 200).all(2)] = 0
    return Image.fromarray(levels)


@pytest.mark.parametrize(
    "data",
    [
        png(_IMAGE),
        png(_IMAGE, "JPEG", quality=90),
        png(_IMAGE, "WEBP"),
        png(_IMAGE, "GIF"),
        png(_IMAGE.convert("CMYK"), "JPEG", quality=90),
        png(_IMAGE.convert("P", palette=Image.Palette.ADAPTIVE)),
        png(_see_through()),
    ],
    ids=["png", "jpeg", "webp", "gif", "cmyk", "palette", "transparent"],
)
def test_a_picture_is_read_in_every_format_and_mode(data: bytes) -> None:
    (seen,) = parse(data)
    assert seen.kind == ("red", "circle")


def test_sixteen_bits_a_pixel_are_scaled_and_not_cut_off() -> None:
    grey = np.full((64, 64), 60_000, dtype=np.uint16)
    grey[20:44, 20:44] = 6_000
    (seen,) = parse(png(Image.fromarray(grey)))
    assert seen.kind == ("black", "square")


def test_a_picture_is_written_as_it_is_read() -> None:
    for image in (_see_through(), Image.fromarray(np.linspace(0, 65535, 4096, dtype=np.uint16).reshape(64, 64))):
        assert np.array_equal(pixels(encode_picture(image)), pixels(png(image)))


def test_a_film_is_read_frame_by_frame_and_a_picture_of_it_is_its_first() -> None:
    shown = [draw(Scene(things=(Thing(shape="star", colour="blue", x=x, y=160, r=40),))) for x in (80, 160, 240)]
    data = film_of([encode(image) for image in shown])
    found = frames(data)
    assert [np.array_equal(a, np.asarray(b)) for a, b in zip(found, shown, strict=True)] == [True] * 3
    assert np.array_equal(pixels(data), found[0])
    gif = png(shown[0], "GIF", save_all=True, append_images=shown[1:])
    assert len(frames(gif)) == 3
    assert len(frames(png(shown[0]))) == 1


def test_an_mp4_is_read_frame_by_frame(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    film = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 8, (320, 320))
    for x in (80, 160, 240):
        scene = Scene(things=(Thing(shape="star", colour="blue", x=x, y=160, r=40),))
        film.write(np.ascontiguousarray(np.asarray(draw(scene))[..., ::-1]))
    film.release()
    found = [look(frame) for frame in frames(path.read_bytes())]
    assert [[seen.kind for seen in view] for view in found] == [[("blue", "star")]] * 3
    assert [round(view.things[0].x, -1) for view in found] == [80, 160, 240]
    with pytest.raises(Unreadable, match="the film cannot be read: 40 bytes that hold no frame"):
        frames(path.read_bytes()[:40])


def _bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "cannot be read: 0 bytes"),
        (b"I cannot draw that.", "19 bytes that cannot be decoded"),
        (png(_IMAGE)[:-600], "cannot be decoded"),
        (png(_IMAGE, "JPEG")[:300], "cannot be decoded"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "cannot be decoded"),
        (_bomb(), "pixels"),
        (png(Image.new("L", (9_000, 8_000))), "9,000 × 8,000 pixels, more than 64,000,000 in all"),
    ],
    ids=["empty", "words", "cut off", "cut off jpeg", "cut off webp", "bomb", "large"],
)
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, says: str) -> None:
    for read in (pixels, frames):
        with pytest.raises(Unreadable, match=says) as told:
            read(data)
        assert "\n" not in str(told.value)
