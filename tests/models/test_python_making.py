"""`python:` functions that make pictures, edit them and make films, in every form that a user's code has them in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from assay.errors import ModelError
from assay.models import Rejected
from assay.records import Message, Picture, Reply, Request
from tests.models.calls import ask, one_turn

SOURCE = """
import base64, io
import numpy as np
from PIL import Image
from assay.records import Media, Reply

def image(prompt): return Image.new("RGB", (32, 24), prompt)
def faint(prompt): return Image.new("RGBA", (32, 24), (255, 0, 0, 255))
def png(prompt):
    out = io.BytesIO()
    image(prompt).save(out, "PNG")
    return out.getvalue()
async def later(prompt): return bytearray(png(prompt))
def array(prompt): return np.asarray(image(prompt))
def words(prompt): return "I would rather not."
def reply(prompt): return Reply(state="blocked")
def invert(messages):
    url, text = messages[-1]["content"]
    data = base64.b64decode(url["image_url"]["url"].split(",")[1])
    return Image.fromarray(255 - np.asarray(Image.open(io.BytesIO(data))))
def film(prompt): return [image("red"), image("blue"), image("red")]
def film_of_arrays(prompt): return [array("red"), array("blue")]
def film_of_files(prompt): return (png("red"), png("blue"))
def gif(prompt):
    out = io.BytesIO()
    image("red").save(out, "GIF", save_all=True, append_images=[image("blue")])
    return out.getvalue()

def cut(prompt): return png(prompt)[:-30]
def cut_reply(prompt): return Reply(media=(Media.of(cut(prompt)),))
def nothing(prompt): return b""
def number(prompt): return 7
def none(prompt): return None
def reals(prompt): return np.zeros((4, 4, 3))
def empty(prompt): return []
def holes(prompt): return [image("red"), None]
def sizes(prompt): return [image("red"), Image.new("RGB", (8, 8))]
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("functions") / "makes.py"
    path.write_text(SOURCE)
    return path


def made(file: Path, name: str, kind: str = "t2i", prompt: str = "red") -> Reply:
    return ask(f"python:{file}:{name}?kind={kind}", one_turn(prompt))


def opened(reply: Reply) -> Image.Image:
    [media] = reply.media
    return Image.open(io.BytesIO(media.data))


@pytest.mark.parametrize("name", ["image", "faint", "png", "later", "array"])
def test_a_picture_may_be_an_image_an_array_or_the_bytes_of_a_file(file: Path, name: str) -> None:
    picture = opened(made(file, name))
    assert picture.format == "PNG" and picture.size == (32, 24) and picture.getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize("name", ["film", "film_of_arrays", "film_of_files", "gif"])
def test_a_film_may_be_a_list_of_frames_or_the_bytes_of_a_file(file: Path, name: str) -> None:
    film = opened(made(file, name, "video"))
    assert film.format == ("GIF" if name == "gif" else "WEBP")
    assert film.n_frames == (3 if name == "film" else 2) and film.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_a_function_that_edits_is_shown_the_picture(file: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    turn = Message("user", "Invert it.", pictures=(Picture(png=out.getvalue()),))
    reply = ask(f"python:{file}:invert?kind=edit", Request(messages=(turn,)))
    assert opened(reply).getpixel((0, 0)) == (0, 255, 255)
    with pytest.raises(ModelError, match="to be shown pictures it must take `messages`"):
        made(file, "image", "edit")


def test_words_in_place_of_a_picture_and_a_block_stay_what_they_are(file: Path) -> None:
    assert (made(file, "words").text, made(file, "words").media) == ("I would rather not.", ())
    assert made(file, "reply").state == "blocked"


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [
        ("cut", "t2i", "cut returned what cannot be used: .* cannot be decoded"),
        ("cut_reply", "t2i", "cut_reply returned what cannot be used: .* cannot be decoded"),
        ("nothing", "t2i", "0 bytes that are no PNG"),
        ("number", "t2i", "number returned int; it must return a picture or its bytes"),
        ("none", "t2i", "none returned NoneType"),
        ("reals", "t2i", "reals returned ndarray"),
        ("film", "t2i", "film returned list; it must return a picture"),
        ("gif", "t2i", "an animation of 2 frames"),
        ("png", "video", "a picture where a film was asked for"),
        ("image", "video", "image returned Image; it must return a list of pictures or the bytes of a film"),
        ("empty", "video", "a film of 0 frames"),
        ("holes", "video", "a film of 2 frames, of which 1 are no pictures"),
        ("sizes", "video", "frames are of several sizes"),
    ],
)
def test_what_is_no_picture_is_told_in_one_sentence(file: Path, name: str, kind: str, sentence: str) -> None:
    with pytest.raises(Rejected, match=sentence) as caught:
        made(file, name, kind)
    assert "\n" not in str(caught.value)
