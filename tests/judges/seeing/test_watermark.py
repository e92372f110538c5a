"""The marks of Stable Diffusion, read as the library that writes them reads them, and what becomes of them."""

from __future__ import annotations

from math import comb
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from assay.cases.worlds.scene import Scene, Thing
from assay.cases.worlds.scene.draw import draw
from assay.judges.seeing.attacks import ATTACKS
from assay.judges.seeing.pixels import Pixels, pixels
from assay.judges.seeing.watermark import ONE_IN, STABLE_DIFFUSION, least_bits
from assay.watermarks import KEYS, Key, bits_in, marked, votes

MARKED = Path(__file__).with_name("marked")
SCENE: Pixels = np.asarray(draw(Scene(things=(Thing(shape="star", colour="yellow", x=150, y=170, r=60),))))


def textured(seed: int, rows: int = 256, columns: int = 320) -> Pixels:
    """Clouds of colour with fine grain, as in a photograph."""
    rng = np.random.default_rng(seed)
    clouds = Image.fromarray(rng.integers(0, 256, (9, 9, 3), dtype=np.uint8)).resize(
        (columns, rows), Image.Resampling.BICUBIC
    )
    return np.clip(np.rint(np.asarray(clouds) + rng.normal(0, 5, (rows, columns, 3))), 0, 255).astype(np.uint8)


def said(bits: np.ndarray) -> str:  # type: ignore[type-arg]
    return "".join("01"[int(bit)] for bit in bits)


def test_noise_reads_as_the_library_that_has_the_scheme_reads_it() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (256, 320, 3), dtype=np.uint8)
    # what WatermarkDecoder("bits", 48).decode(noise, "dwtDct") of invisible-watermark 0.2.0 gave, of bytes and of float32
    assert said(bits_in(votes(noise, "bytes"), 48)) == "110010010110110100000111111101011110001110001100"
    assert said(bits_in(votes(noise, "floats"), 48)) == "010000110111010010001111101111010110010010001010"


@pytest.mark.parametrize(("file", "name"), [("by-invisible-watermark", KEYS[1].name), ("by-diffusers", KEYS[0].name)])
def test_pictures_that_others_marked_are_found_to_the_last_bit(file: str, name: str) -> None:
    """One marked by invisible-watermark 0.2.0, as Stable Diffusion 1 did, one by diffusers' StableDiffusionXLWatermarker."""
    reading = STABLE_DIFFUSION.read([pixels((MARKED / f"{file}.png").read_bytes())])
    n = next(len(key.bits) for key in KEYS if key.name == name)
    assert (reading.mark, reading.decoy) == (name, "") and reading.why.startswith(f"{n} of {n} bits")


def test_colours_are_those_of_opencv() -> None:
    from assay import watermarks

    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    yuv = np.stack([part(noise) for part in (watermarks._y, watermarks._u, watermarks._v)], axis=-1)
    assert np.array_equal(yuv, cv2.cvtColor(noise, cv2.COLOR_RGB2YUV))


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
@pytest.mark.parametrize("faintly", [False, True])
def test_every_key_is_read_from_the_picture_it_was_written_into(key: Key, faintly: bool) -> None:
    for picture in (SCENE, textured(1)):
        written = marked(picture, key, faintly=faintly)
        assert STABLE_DIFFUSION.read([written]).mark == key.name
        if picture is SCENE or not faintly:  # grain moves bits that one number of a block bears
            assert np.array_equal(bits_in(votes(written, "bytes"), len(key.bits)), key.bits)


def test_a_mark_is_hardly_seen() -> None:
    for faintly, least in ((True, 38), (False, 29)):
        assert cv2.PSNR(textured(1), marked(textured(1), KEYS[0], faintly=faintly)) > least


def test_a_picture_without_a_mark_has_none_and_one_with_a_decoy_has_that() -> None:
    for picture in (
        SCENE,
        textured(1),
        textured(2),
        np.zeros((256, 256, 3), np.uint8),
        np.full((300, 270, 3), 255, np.uint8),
    ):
        reading = STABLE_DIFFUSION.read([picture])
        assert (reading.mark, reading.decoy) == ("", "")
    reading = STABLE_DIFFUSION.read([marked(SCENE, KEYS[0].decoy)])
    assert (reading.mark, reading.decoy) == ("", KEYS[0].decoy.name)


def test_a_decoy_has_as_many_ones_and_agrees_with_its_key_in_half_of_the_places() -> None:
    for key in KEYS:
        assert sum(key.decoy.bits) == sum(key.bits)
        agree = np.mean(np.array(key.bits) == np.array(key.decoy.bits))
        assert abs(agree - 0.5) < 0.03


@pytest.mark.parametrize(("n", "tests"), [(32, 8), (48, 1), (48, 8), (136, 8)])
def test_as_few_bits_as_chance_allows_are_enough(n: int, tests: int) -> None:
    def tail(k: int) -> float:
        return sum(comb(n, j) for j in range(k, n + 1)) / 2**n

    k = least_bits(n, tests)
    assert tail(k) <= 1 / (ONE_IN * tests) < tail(k - 1)


def test_fair_coins_are_taken_for_a_mark_as_seldom_as_is_said() -> None:
    rng = np.random.default_rng(3)
    keys = [np.array(key.bits) for key in KEYS]
    found = 0
    for _ in range(4_000):
        coins = [rng.random(len(key)) < 0.5 for key in keys for _ in range(2)]
        twice = [key for key in keys for _ in range(2)]
        found += any((c == k).sum() >= least_bits(len(k), 8) for c, k in zip(coins, twice, strict=True))
    assert found <= 10  # 4 are expected at most: more than 10 come once in 300 times


@pytest.mark.parametrize("attack", list(ATTACKS))
def test_a_strong_mark_outlives_all_but_a_crop_and_a_faint_one_not_even_jpeg(attack: str) -> None:
    strong, faint = marked(SCENE, KEYS[0]), marked(SCENE, KEYS[0], faintly=True)
    after = ATTACKS[attack](strong, 0)
    assert after.dtype == np.uint8 and after.shape[2] == 3 and not np.array_equal(after, strong)
    assert np.array_equal(after, ATTACKS[attack](strong, 0)), "the same attack leaves the same"
    assert bool(STABLE_DIFFUSION.read([after]).mark) == (attack != "crop")
    assert not STABLE_DIFFUSION.read([ATTACKS[attack](faint, 0)]).mark


def test_frames_vote_together() -> None:
    """Each frame alone is too noisy to tell."""
    rng = np.random.default_rng(0)
    clean = marked(textured(4), KEYS[1], faintly=True)
    film = [np.clip(clean + rng.normal(0, 16, clean.shape), 0, 255).astype(np.uint8) for _ in range(8)]
    alone = sum(bool(STABLE_DIFFUSION.read([frame]).mark) for frame in film)
    assert alone < 8 and STABLE_DIFFUSION.read(film).mark == KEYS[1].name


@pytest.mark.parametrize("size", [(256, 256), (257, 300), (1000, 263)])
def test_sides_may_be_of_any_length(size: tuple[int, int]) -> None:
    picture = textured(6, *size)
    both = marked(picture, KEYS[0])
    assert both.shape == picture.shape and STABLE_DIFFUSION.read([both]).mark == KEYS[0].name
