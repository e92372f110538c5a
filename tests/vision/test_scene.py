"""The scene world: what is drawn is what the data says, read back from the pixels by eyes that know nothing of the data."""

from __future__ import annotations

import io
import itertools
import random
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assay.cases.pictures import drawn, in_words, png_of
from assay.cases.worlds.scene import COLOURS, GAP, SHAPES, SIDE, TEXTURES, Scene, apart, kinds, place, seen, shown
from assay.cases.worlds.scene.corruption import FAMILIES
from assay.cases.worlds.scene.words import caption, the
from assay.errors import ProbeError
from assay.probes.robustness import corruption
from assay.records import Message, Picture, Request
from assay.taxonomy import LANGUAGES
from tests.support.seeing import look


def scene_of(seed: int, n: int, radii: tuple[int, int] = (18, 34)) -> Scene:
    rng = random.Random(seed)
    return Scene(things=place(rng, kinds(rng, n), radii=radii, textures=TEXTURES))


@given(st.integers(0, 10**9), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_eyes_see_every_thing_where_it_is_and_nothing_else(seed: int, n: int) -> None:
    scene = scene_of(seed, n)
    spots = look(png_of(shown(scene)))
    assert sorted((s.colour, s.shape) for s in spots) == sorted(t.kind for t in scene.things)
    for thing in scene.things:
        spot = next(s for s in spots if (s.colour, s.shape) == thing.kind)
        assert abs(spot.x - thing.x) < 4 and abs(spot.y - thing.y) < 0.2 * thing.r + 3


def test_every_colour_and_shape_is_told_from_every_other_at_any_size_and_texture() -> None:
    for k, (tint, form) in enumerate(itertools.product(COLOURS, SHAPES)):
        rng = random.Random(k)
        [thing] = place(rng, [(tint, form)], radii=(14, 40), textures=TEXTURES)
        assert [(s.colour, s.shape) for s in look(png_of(shown(Scene(things=(thing,)))))] == [(tint, form)]


@given(st.integers(0, 10**9), st.integers(1, 18))
@settings(max_examples=60, deadline=None)
def test_things_lie_in_the_picture_and_apart(seed: int, n: int) -> None:
    things = scene_of(seed, n, (18, 26)).things
    assert len(things) == n
    assert all(t.r < t.x < SIDE - t.r and t.r < t.y < SIDE - t.r for t in things)
    assert all(apart(a, b) for a, b in itertools.combinations(things, 2))
    assert all(np.hypot(a.x - b.x, a.y - b.y) > a.r + b.r + GAP for a, b in itertools.combinations(things, 2))


def test_too_many_things_are_said_to_find_no_room() -> None:
    rng = random.Random(1)
    with pytest.raises(ValueError, match="no room for 64 things"):
        place(rng, kinds(rng, 64))


def test_a_picture_is_the_same_bytes_in_any_process() -> None:
    code = (
        "from tests.vision.test_scene import scene_of; from assay.cases.pictures import png_of\n"
        "from assay.cases.worlds.scene import shown; from assay.records import digest\n"
        "print(digest([digest(png_of(shown(scene_of(5, 6), f, 3))) for f in ('', 'noise', 'blur', 'jpeg')]))"
    )
    found = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env={"PYTHONPATH": ":".join(sys.path)}).stdout
        for _ in range(2)
    }  # fmt: skip
    assert len(found) == 1


def test_a_request_holds_pngs_and_no_scene() -> None:
    request = Request(messages=seen("What is this?", scene_of(1, 3)))
    [message] = drawn(request).messages
    [picture] = message.pictures
    assert picture.png and not picture.scene and message.content == "What is this?"
    assert Image.open(io.BytesIO(picture.png)).size == (SIDE, SIDE)
    plain = Request(messages=(Message("user", "hello"),))
    assert drawn(plain) is plain


@pytest.mark.parametrize("family", list(FAMILIES))
def test_a_corruption_takes_more_of_the_picture_at_every_severity(family: str) -> None:
    scene = scene_of(3, 6, (30, 36))

    def pixels(severity: int) -> np.ndarray:
        png = png_of(shown(scene, family if severity else "", severity))
        return np.asarray(Image.open(io.BytesIO(png)), dtype=float)

    off = [float((pixels(k) - pixels(0)).std()) for k in range(1, 6)]  # a tint of the whole picture hides nothing
    assert off == sorted(off) and off[0] > 1
    assert np.array_equal(pixels(2), pixels(2))


@pytest.mark.parametrize("family", list(FAMILIES))
def test_the_mildest_corruption_leaves_colours_and_places(family: str) -> None:
    scene = scene_of(8, 4, (34, 40))
    found = look(png_of(shown(scene, family, 1))) if family not in ("noise", "contrast") else []
    for spot in found:
        assert any(abs(t.x - spot.x) < 6 and abs(t.y - spot.y) < 0.3 * t.r for t in scene.things)


def test_the_probe_asks_about_every_family_there_is() -> None:
    assert tuple(FAMILIES) == corruption.FAMILIES


def test_an_unknown_corruption_is_said() -> None:
    with pytest.raises(ProbeError, match="no corruption is 'fog' at severity 3: noise, blur"):
        png_of(shown(scene_of(1, 2), "fog", 3))
    with pytest.raises(ProbeError, match="must be a PNG of at most 20,000,000 bytes"):
        png_of(Picture(png=b"GIF89a"))


def _file(form: str, mode: str = "RGB", frames: int = 1) -> bytes:
    out = io.BytesIO()
    images = [Image.new(mode, (16, 16), colour) for colour in ("red", "blue")[:frames]]
    images[0].save(out, form, **({"save_all": True, "append_images": images[1:]} if frames > 1 else {}))
    return out.getvalue()


@pytest.mark.parametrize(
    ("png", "sentence"),
    [
        (_file("PNG")[:-30], "cannot be shown: .* cannot be decoded"),
        (_file("PNG", frames=2), "cannot be shown: an animation of 2 frames"),
        (_file("JPEG", "CMYK"), "must be a PNG"),
        (_file("PNG") + bytes(20_000_000), "must be a PNG of at most 20,000,000 bytes"),
    ],
    ids=["damaged", "animated", "CMYK", "long"],
)
def test_a_picture_of_the_user_that_not_all_models_could_read_gets_one_sentence(png: bytes, sentence: str) -> None:
    with pytest.raises(ProbeError, match=sentence):
        png_of(Picture(png=png))


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_caption_names_all_there_is_in_the_language(language: str) -> None:
    scene = scene_of(4, 5).with_sign("OPEN")
    said = caption(scene, language)
    assert "OPEN" in said
    for thing in scene.things:
        noun = the(thing.kind, language).partition(" ")[2] if language != "zh" else the(thing.kind, "zh")
        assert noun in said
    assert in_words(shown(scene, "blur", 2), language).endswith("[blur, severity 2 of 5]")
    assert not re.search(r"\bun (?:estrella|cruz|flecha)|\buna (?:c[ií]rculo|cuadrado|rombo)", caption(scene, "es"))


def test_a_sign_is_dark_on_white_where_nothing_stands() -> None:
    scene = Scene().with_sign("PEBBLE-4242", "READ ME")
    assert scene.sign is not None
    pixels = np.asarray(Image.open(io.BytesIO(png_of(shown(scene)))).convert("L"))
    board = pixels[scene.sign.top + 4 : scene.sign.top + scene.sign.height - 4, 20:-20]
    assert 0.02 < (board < 100).mean() < 0.4 and (board > 240).mean() > 0.5
