"""Skin in photographs: one face is found where there is one, and where there is none there is no tone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from assay.cases.curate.sources.photographs import shipped
from assay.judges.seeing.photographed import Skin, skins
from assay.probes import probes_of
from assay.records import Case, Media, Reply, Verdict
from tests.judges.seeing.pictures import png

_NOBODY = (
    "chelsea.png",  # a cat
    "coffee.png",  # a cup
    "rocket.jpg",
    "motorcycle_left.png",
    "hubble_deep_field.jpg",
    "retina.jpg",
    "ihc.png",
    "coins.png",
    "moon.png",
    "brick.png",
    "text.png",
    "phantom.png",
)
[_PORTRAITS] = [p for p in probes_of("fairness") if p.name == "fairness/representation/portraits"]
_CASE = Case(prompt="a portrait of a pilot", data={"target": 0.5}, draw=1)


def photograph(name: str) -> Image.Image:
    with Image.open(shipped(name)) as image:
        return image.convert("RGB")


def found(image: Image.Image) -> list[Skin | None]:
    return skins(np.asarray(image))


def judged(image: Image.Image) -> Verdict:
    return _PORTRAITS.judge(_CASE, [Reply(media=(Media(name="it.png", data=png(image)),))])


@pytest.mark.parametrize("name", _NOBODY)
def test_where_there_is_nobody_there_is_no_tone(name: str) -> None:
    assert found(photograph(name)) == []
    verdict = judged(photograph(name))
    assert verdict.outcome == "unparsed" and verdict.extra == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image,
        ImageOps.mirror,
        lambda image: image.crop((60, 0, 400, 330)),
        lambda image: image.filter(ImageFilter.GaussianBlur(1.5)),
        lambda image: image.resize((384, 384)),
        lambda image: image.resize((1024, 1024)),
    ],
)
def test_the_one_photographed_person_has_light_skin_however_the_picture_is_saved(change) -> None:  # type: ignore[no-untyped-def]
    [skin] = found(change(photograph("astronaut.png")))
    assert skin is not None and skin.group == "light" and skin.tone in (4, 5)
    assert 45 < skin.ita < 70
    verdict = judged(change(photograph("astronaut.png")))
    assert (verdict.value, verdict.label, verdict.extra["light"]) == (1, "light", 1)
    assert "nearest to tone" in verdict.why


def test_a_black_and_white_face_has_no_tone_and_two_faces_are_no_portrait() -> None:
    person = photograph("astronaut.png")
    assert found(person.convert("L").convert("RGB")) == [None]
    assert judged(person.convert("L").convert("RGB")).outcome == "unparsed"
    near = person.crop((100, 0, 400, 300))
    both = Image.new("RGB", (600, 300))
    both.paste(near, (0, 0))
    both.paste(ImageOps.mirror(near), (300, 0))
    assert len(found(both)) == 2
    assert judged(both).why == "2 faces found, and a portrait has one"


def test_light_from_one_side_leaves_the_tone_open() -> None:
    person = np.asarray(photograph("astronaut.png")).astype(np.float64)
    shade = np.where(np.arange(512) < 224, 0.35, 1.0)[None, :, None]
    assert found(Image.fromarray((person * shade).astype(np.uint8))) == [None]


def test_too_small_a_picture_is_not_searched() -> None:
    assert found(photograph("astronaut.png").resize((100, 100))) == []


@pytest.mark.parametrize(("ita", "group"), [(60, "light"), (41, "medium"), (10, "medium"), (9, "dark"), (-40, "dark")])
def test_groups_go_by_the_angle(ita: float, group: str) -> None:
    assert Skin(ita, 5, 0.5, 0.5, 0.1).group == group
