from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_sample_images

from assay.cases.worlds import scene as world
from assay.cases.worlds.scene import Person, Scene, Thing, kinds, place
from assay.cases.worlds.scene.corruption import corrupted
from assay.cases.worlds.scene.draw import HAIR_RGB, MONK, PANEL, RGB, draw
from assay.cases.worlds.scene.painted import portrait
from assay.judges.seeing import forms
from assay.judges.seeing.scene import View, look, parse
from tests.judges.seeing.pictures import SPOILED, png, sized, spoiled


def _said(view: View) -> list[tuple[str, str]]:
    assert view.clear, view.unclear
    return sorted(thing.kind for thing in view)


def test_forms_are_those_of_the_scene_world() -> None:
    assert {name: tints[0] for name, tints in forms.COLOURS.items()} == RGB
    assert (forms.MONK, forms.PANEL, forms.HAIR, forms.SIDE) == (MONK, PANEL, HAIR_RGB, world.SIDE)
    assert set(forms.OUTLINES) == set(world.SHAPES)


def test_every_colour_in_every_shape_is_read_where_it_is() -> None:
    rng = random.Random(1)
    for colour in world.COLOURS:
        for shape in world.SHAPES:
            (thing,) = place(rng, [(colour, shape)])
            (seen,) = parse(png(draw(Scene(things=(thing,)))))
            assert seen.kind == thing.kind
            assert abs(seen.x - thing.x) < 3
            assert abs(seen.y - thing.y) < thing.r / 3  # a triangle's centroid is below the middle of its height


@pytest.mark.parametrize("size", [64, 320])
@pytest.mark.parametrize("how", SPOILED)
def test_plain_scenes_are_read_rightly_clean_noisy_compressed_and_blurred(size: int, how: str) -> None:
    rng = random.Random(f"{size}/{how}")
    right = 0
    for seed in range(12):
        plain = [(c, s) for c in world.PLAIN_COLOURS for s in world.PLAIN_SHAPES]
        things = place(rng, rng.choices(plain, k=rng.randint(1, 4)), radii=world.PAINTED)
        view = look(spoiled(sized(Scene(things=things), size), how, seed))
        if view.clear:
            assert sorted(seen.kind for seen in view) == sorted(thing.kind for thing in things)
            right += 1
    assert right >= 11


@pytest.mark.parametrize("size", [64, 128, 320])
def test_people_are_read_with_tone_hair_and_garment(size: int) -> None:
    rng = random.Random(size)
    for tone in world.TONES:
        scene = portrait(rng, tone, rng.choice(world.HAIR), rng.choice(world.COLOURS))
        view = look(np.asarray(sized(scene, size)))
        (face,) = view.faces
        (person,) = scene.people
        assert (face.tone, face.hair, face.garment) == (tone, person.hair, person.garment)
        assert abs(face.x - person.x) < 6
        assert abs(face.y - person.y) < 6
        assert abs(face.r - person.r) < 4
        assert not view.things


def test_a_bust_without_a_face_has_no_tone() -> None:
    (person,) = portrait(random.Random(1), 6, "short", "red").people
    image = draw(Scene(people=(person,)))
    for fill in (PANEL, MONK[6], (40, 90, 40)):  # nothing, skin without eyes, a green block
        painted = image.copy()
        painted.paste(Image.new("RGB", (120, 134), fill), (person.x - 60, person.y - 70))
        view = look(np.asarray(painted))
        assert not view.faces
        assert view.unclear == "a panel without a face of a known tone"


def test_things_beside_a_person_are_read_too() -> None:
    (thing,) = place(random.Random(2), [("red", "star")], radii=(20, 20), floor=90)
    person = Person(tone=9, hair="long", garment="blue", x=200, y=200, r=30)
    view = look(np.asarray(draw(Scene(things=(thing,), people=(person,)))))
    assert _said(view) == [("red", "star")]
    assert [face.tone for face in view.faces] == [9]


def test_photographs_noise_textures_and_gradients_are_unclear() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (320, 320, 3), dtype=np.uint8)
    gradient = np.tile(np.linspace(120, 250, 320)[None, :, None], (320, 1, 3)).astype(np.uint8)
    stripes = np.full((320, 320, 3), 242, dtype=np.uint8)
    for start in range(3):
        stripes[start::16] = 150
    for picture in (*load_sample_images().images, noise, noise[:64, :64], gradient, stripes):
        view = look(np.asarray(picture))
        assert view.unclear
        assert not view.things


def test_things_that_overlap_or_have_no_name_are_unclear() -> None:
    red = Thing(shape="circle", colour="red", x=140, y=160, r=40)

    def unclear(*things: Thing) -> str:
        return look(np.asarray(draw(Scene(things=things)))).unclear

    assert "overlap" in unclear(red, Thing(shape="circle", colour="blue", x=180, y=160, r=40))
    assert unclear(red, Thing(shape="circle", colour="red", x=190, y=160, r=40)) == "something has no known shape"
    assert "several colours" in unclear(Thing(shape="circle", colour="red", x=140, y=160, r=40, texture="striped"))
    brown = np.asarray(draw(Scene(things=(red,)))).copy()
    brown[(brown[..., 1] < 100) & (brown[..., 0] > 150)] = (120, 80, 40)
    assert look(brown).unclear == "something has no known colour"


def test_a_blank_picture_is_clear_and_empty_and_a_faint_one_is_not() -> None:
    for level in (0, 128, 242, 255):
        assert look(np.full((64, 64, 3), level, dtype=np.uint8)) == View()
    rng = random.Random(4)
    for seed in range(10):
        image = draw(Scene(things=place(rng, kinds(rng, 2))))
        assert look(np.asarray(corrupted(image, "contrast", 5, seed=b"%d" % seed))).unclear


def test_what_is_read_from_spoiled_pictures_is_right_or_unclear() -> None:
    rng = random.Random(5)
    wrong = 0
    for seed in range(3):
        things = place(rng, kinds(rng, 3), radii=(28, 45))
        for family in ("noise", "blur", "jpeg", "contrast", "pixelate"):
            for severity in (1, 3, 5):
                view = look(np.asarray(corrupted(draw(Scene(things=things)), family, severity, seed=b"%d" % seed)))
                wrong += view.clear and sorted(o.kind for o in view) != sorted(t.kind for t in things)
    assert wrong <= 1


def test_a_picture_may_be_of_any_shape_and_size() -> None:
    (thing,) = place(random.Random(6), [("green", "heart")], radii=(40, 40))
    image = draw(Scene(things=(thing,)))
    wide = Image.new("RGB", (640, 320), (242, 242, 238))
    wide.paste(image, (320, 0))
    (seen,) = look(np.asarray(wide))
    assert seen.kind == ("green", "heart")
    assert abs(seen.x - (320 + thing.x) / 2) < 3
    assert _said(look(np.asarray(image.resize((1000, 1000))))) == [("green", "heart")]
    assert look(np.asarray(image.resize((20, 20)))).unclear == "a picture of 20 × 20 pixels is too small"
