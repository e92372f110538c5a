"""Optical flow against what is known of a film beforehand: how far a photograph is shifted, how noisy it is, where it is cut."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from assay.cases.curate.sources.photographs import shipped
from assay.errors import MissingExtraError
from assay.judges.seeing.flow import change
from assay.judges.seeing.pixels import Pixels

SIDE, STEPS = 256, 7


def photograph(name: str = "chelsea.png") -> Pixels:
    with Image.open(shipped(name)) as image:
        return np.asarray(image.convert("RGB"))


def pan(picture: Pixels, by: int) -> list[Pixels]:
    """A window that goes so many pixels to the right with each frame."""
    return [picture[20 : 20 + SIDE, 10 + by * k : 10 + by * k + SIDE] for k in range(STEPS + 1)]


def over(picture: Pixels, by: int, colours: tuple[str, ...] = ("red",)) -> list[Pixels]:
    """A disc that goes so many pixels to the right with each frame, before a still photograph."""
    frames = []
    for k in range(STEPS + 1):
        image = Image.fromarray(picture[:SIDE, :SIDE])
        x = 40 + by * k
        ImageDraw.Draw(image).ellipse((x, 90, x + 70, 160), fill=colours[k % len(colours)])
        frames.append(np.asarray(image))
    return frames


def spoiled(frames: list[Pixels], sigma: float = 0.0, gain: float = 0.0) -> list[Pixels]:
    """With noise of so many of 255, and made lighter and darker in turn by the share `gain`."""
    rng = np.random.default_rng(0)
    return [
        np.clip(frame * (1 + gain * (-1) ** k) + rng.normal(0, sigma, frame.shape), 0, 255).astype(np.uint8)
        for k, frame in enumerate(frames)
    ]


@pytest.mark.parametrize("by", [4, 12])
def test_a_shift_is_explained_and_measured(by: int) -> None:
    found = change(pan(photograph(), by))
    assert found.unexplained < 0.05 and found.moved > 0.5
    assert found.speed == pytest.approx(by / SIDE, rel=0.1)
    assert found.warp_error < 0.002


def test_a_thing_that_covers_and_uncovers_its_ground_is_explained() -> None:
    found = change(over(photograph(), 8))
    assert found.unexplained < 0.1 and found.moved > 0.1
    assert 0.5 < found.speed / (8 / SIDE) < 1.1, "ground beside the thing is taken along, and more slowly"


def test_a_still_shows_nothing() -> None:
    for frames in ([photograph()], [photograph()] * 8):
        found = change(frames)
        assert (found.unexplained, found.worst, found.moved, found.speed, found.warp_error) == (0, 0, 0, 0, 0)


def test_a_share_does_not_hang_on_the_size_of_the_ground_as_the_plain_error_does() -> None:
    near = over(photograph(), 8, ("red", "blue"))
    ground = photograph("astronaut.png").copy()
    wide = []
    for frame in near:
        ground[:SIDE, :SIDE] = frame
        wide.append(ground.copy())
    small, large = change(wide), change(near)
    assert small.unexplained > 0.5 and large.unexplained > 0.5
    assert small.warp_error < large.warp_error / 2


def test_flickering_light_is_not_explained_however_the_film_moves() -> None:
    for frames in ([photograph()[:SIDE, :SIDE]] * 8, pan(photograph(), 4)):
        assert change(spoiled(frames, gain=0.15)).unexplained > 0.4
        assert change(spoiled(frames, gain=0.02)).unexplained < 0.05


def test_grain_changes_nothing() -> None:
    found = change(spoiled([photograph()] * 8, sigma=20))
    assert (found.unexplained, found.moved) == (0, 0)
    assert change(spoiled(pan(photograph(), 12), sigma=20)).unexplained < 0.05


def test_noise_is_change_that_nothing_explains() -> None:
    rng = np.random.default_rng(0)
    noise = [rng.integers(0, 256, (64, 64, 3), dtype=np.uint8) for _ in range(8)]
    found = change(noise)
    assert found.unexplained > 0.5 and found.worst > 0.4


def test_a_cut_is_the_worst_step_of_a_film_that_is_even_else() -> None:
    even = pan(photograph(), 4)
    cut = even[:4] + pan(photograph("astronaut.png"), 4)[4:]
    assert change(even).worst < 0.05 < 0.7 < change(cut).worst


def test_a_thing_that_turns_another_colour_or_is_gone_now_and_then_is_not_explained() -> None:
    ground, disc = photograph()[:SIDE, :SIDE], over(photograph(), 8)
    assert change(over(photograph(), 8, ("red", "blue"))).unexplained > 0.5
    assert change([ground if k in (2, 5) else frame for k, frame in enumerate(disc)]).unexplained > 0.3


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (2000, 16), (64, 64), (832, 480)])
def test_frames_of_any_size_are_looked_at(size: tuple[int, int]) -> None:
    frames = [np.full((size[1], size[0], 3), shade, np.uint8) for shade in (0, 255, 0)]
    found = change(frames)
    assert found.unexplained == pytest.approx(1.0) and found.moved == 0


def test_long_films_are_read_as_well_as_short_ones() -> None:
    slow = [frame for frame in pan(photograph(), 12) for _ in range(20)]
    assert change(slow).speed == pytest.approx(12 / SIDE, rel=0.1)


def test_without_opencv_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def none(name: str, *rest: Any) -> Any:
        return None if name == "cv2" else real(name, *rest)

    monkeypatch.setattr("assay.judges.seeing.flow.find_spec", none)
    with pytest.raises(MissingExtraError, match="see"):
        change([photograph()] * 2)
