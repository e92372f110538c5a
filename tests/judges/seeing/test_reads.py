from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image

from assay import judges
from assay.cases.worlds.scene import Scene, kinds, place
from assay.cases.worlds.scene.draw import draw
from assay.judges.seeing.reads import error_rate
from assay.records import Case, Media, Reply, Verdict
from tests.judges.seeing.pictures import png, spoiled


def _read(wanted: str, lines: tuple[str, ...], how: str = "clean") -> Verdict:
    rng = random.Random(" ".join(lines))
    scene = Scene(things=place(rng, kinds(rng, 3), floor=190))
    image = draw(scene.with_sign(*lines) if lines else scene)
    data = png(Image.fromarray(spoiled(image, how)))
    return judges.reads()(Case(prompt="a sign", reference=wanted), [Reply(media=(Media(name="it.png", data=data),))])


@pytest.mark.parametrize("how", ["clean", "noise", "jpeg", "blur"])
def test_a_sign_is_read(how: str) -> None:
    right = _read("Harbour, gate 7", ("HARBOUR,", "GATE 7"), how)
    assert (right.value, right.extra) == (1, {"error_rate": 0})


def test_another_word_is_wrong_by_as_many_letters_and_a_picture_without_writing_by_all() -> None:
    other = _read("GARDEN", ("WARDEN",))
    assert (other.value, other.label) == (0, "WARDEN")
    assert other.extra["error_rate"] == pytest.approx(1 / 6)
    none = _read("GARDEN", ())
    assert (none.value, none.label, none.extra) == (0, "", {"error_rate": 1})


def test_words_in_place_of_a_picture_are_a_refusal_and_a_damaged_one_an_error() -> None:
    case = Case(prompt="a sign", reference="OPEN")
    assert judges.reads()(case, [Reply(text="OPEN")]).outcome == "refused"
    assert judges.reads()(case, [Reply(media=(Media(name="it.png", data=b"\x89PNG"),))]).outcome == "error"


def test_the_error_rate_counts_letters_up_to_case_and_spaces() -> None:
    assert error_rate("Open  now", "OPEN NOW") == 0
    assert error_rate("", "abcd") == 1
    assert error_rate("abcd", "abxd") == error_rate("abxd", "abcd") == 0.25
    assert error_rate("kitten", "sitting") == pytest.approx(3 / 7)
    assert error_rate("", "") == 0


def test_noise_says_nothing() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (128, 128, 3), dtype=np.uint8)
    media = (Media(name="it.png", data=png(Image.fromarray(noise))),)
    assert judges.reads()(Case(prompt="a sign", reference="OPEN"), [Reply(media=media)]).value in (None, 0)
