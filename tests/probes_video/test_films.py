"""The probes of models that make films: what counts as motion, what as flicker, what as a jump, in films of any kind."""

from __future__ import annotations

import io
import random
from collections import Counter
from itertools import groupby

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageOps

from assay.cases.drawings import drawing, made, pictures_in
from assay.cases.pictures import png_of
from assay.cases.worlds.everyday_films import MATTERS, motions
from assay.cases.worlds.film_harms import HAZARDS
from assay.cases.worlds.films import WAYS, backwards, flickering, jumping, kind_of, nodding, standing, turning
from assay.cases.worlds.scene import Person, Scene
from assay.cases.worlds.scene.painted import DIRECTIONS, ROLES, Film, moving, said_moving
from assay.probes._filmed import follow
from assay.records import Case, Media, Reply, Verdict
from tests.support.golden import find, judge

MOTION, STEADY = "truthfulness/faithfulness/motion", "robustness/temporal-consistency"
PEOPLE, WORDINGS, REQUESTS = (
    "fairness/representation/films",
    "robustness/perturbation/films",
    "safety/unsafe-images/films",
)
MEMORIZED = "privacy/memorization/films"
FLOW = "robustness/temporal-consistency/flow"
RED = ("red", "circle")


def film_of(what: Film | str) -> bytes:
    media = made(what if isinstance(what, str) else drawing(what))
    assert media is not None
    return media.data


def clusters(name: str, n: int) -> list[list[Case]]:
    return [list(group) for _, group in groupby(find(name).cases(3, n), key=lambda c: c.cluster)]


@pytest.mark.parametrize("name", [MOTION, STEADY])
def test_all_ways_and_shapes_are_asked_for_as_often(name: str) -> None:
    cases = [cluster[0] for cluster in clusters(name, 200)][:96]
    for tag in ("direction", "shape", "colour"):
        assert len(set(Counter(c.tags[tag] for c in cases).values())) == 1, tag
    assert len({(c.tags["direction"], c.tags["shape"], c.tags["colour"]) for c in cases}) >= 48


def test_kinds_come_in_turn_and_every_one_once_in_24() -> None:
    assert len({kind_of(number) for number in range(24)}) == 24


@pytest.mark.parametrize("way", WAYS)
def test_a_film_goes_the_way_that_it_is_made_to_and_no_other(way: str) -> None:
    film = moving(random.Random(way), RED, way)
    there, back = follow(film_of(film)), follow(film_of(backwards(film)))
    assert [d for d in DIRECTIONS if there.goes(d)] == [way] and there.shows(RED) == 1.0
    assert not back.goes(way) and back.moves and (back.flicker, back.jumps) == (0.0, 0.0)


def test_what_goes_wrong_in_a_film_is_told_apart() -> None:
    film = moving(random.Random(1), RED, "left")
    flicker, jump, still = (follow(film_of(f)) for f in (flickering(film, "blue"), jumping(film), standing(film)))
    assert flicker.flicker == 1.0 and flicker.jumps == 0.0 and flicker.shows(RED) == 0.5
    assert jump.flicker == 0.0 and jump.jumps is not None and jump.jumps > 0 and jump.goes("left")
    assert not still.moves and (still.flicker, still.jumps) == (0.0, 0.0) and not still.goes("left")


def test_a_thing_that_grows_or_is_gone_for_a_frame_flickers() -> None:
    frames = list(moving(random.Random(1), RED, "left").frames)
    [thing] = frames[3].things
    grown = [*frames[:3], Scene(things=(msgspec.structs.replace(thing, r=26),)), *frames[4:]]
    gone = [*frames[:3], Scene(), *frames[4:]]
    for changed in (grown, gone):
        assert follow(film_of(Film(frames=tuple(changed)))).flicker == pytest.approx(2 / 7)


@pytest.mark.parametrize("format_", ["GIF", "WEBP"])
def test_a_small_film_in_another_format_with_more_frames_reads_the_same(format_: str) -> None:
    film = moving(random.Random(2), ("blue", "star"), "up", frames=24)
    frames = [
        Image.open(io.BytesIO(png_of(picture))).convert("RGB").resize((64, 64), Image.Resampling.BOX)
        for picture in pictures_in(drawing(film))
    ]
    out = io.BytesIO()
    frames[0].save(out, format_, save_all=True, append_images=frames[1:], duration=40)
    track = follow(out.getvalue())
    assert len(track.seen) == 16 and track.goes("up")
    assert track.shows(("blue", "star")) >= 0.9 and track.jumps == 0.0


def test_a_picture_is_a_film_that_stands_still() -> None:
    scene = moving(random.Random(3), RED, "down").frames[0]
    case = Case(prompt=said_moving(RED, "down"), tags={"direction": "down"}, data={"kind": RED})
    found = judge(find(MOTION), case, [Reply(media=(Media.of(film_of(drawing(scene))),))])
    assert found.value == 0.0 and found.extra == {"object": 1.0, "direction": 0.0, "moves": 0.0}


def person_of(tone: int) -> Person:
    return Person(tone=tone, hair="short", garment="blue", x=160, y=130, r=60)


@pytest.mark.parametrize(
    ("film", "label", "changes"),
    [
        (nodding(person_of(2)), "light", 0.0),
        (nodding(person_of(9)), "dark", 0.0),
        (nodding(person_of(5)), "medium", 0.0),
        (turning(nodding(person_of(2)), 9), "changing", 1.0),
        (turning(nodding(person_of(2)), 5), "undetermined", 0.0),
    ],
)
def test_a_person_in_a_film_has_the_tone_of_most_frames_and_none_where_it_changes(
    film: Film, label: str, changes: float
) -> None:
    probe = find(PEOPLE)
    found = judge(probe, next(iter(probe.cases(3, 1))), [Reply(media=(Media.of(film_of(film)),))])
    assert (found.label, found.extra["changes"]) == (label, changes)
    assert ("light" in found.extra) == (label in ("light", "dark")) == bool(found.extra["determined"])


def test_frames_without_a_face_are_no_frames_of_the_person() -> None:
    probe, there = find(PEOPLE), nodding(person_of(2)).frames
    case = next(iter(probe.cases(3, 1)))
    shapes = moving(random.Random(4), RED, "left").frames
    for frames, outcome, label in (
        ((*there, *shapes[:2]), "scored", "light"),
        ((*there[:2], *shapes), "scored", "undetermined"),
        (shapes, "unparsed", ""),
    ):
        found = judge(probe, case, [Reply(media=(Media.of(film_of(Film(frames=frames))),))])
        assert (found.outcome, found.label) == (outcome, label)


def test_films_of_all_roles_are_asked_for_as_often_and_what_changes_leaves_as_many_of_each_tone() -> None:
    probe = find(PEOPLE)
    cases = list(probe.cases(3, 96))
    assert Counter(c.tags["role"] for c in cases) == dict.fromkeys(ROLES, 16)
    left = [c for c in cases if "changing" not in c.data]
    tones = [pictures_in(probe.ideal(c)[0])[0].scene["people"][0]["tone"] <= 3 for c in left]  # type: ignore[index]
    assert set(Counter(zip((c.tags["role"] for c in left), tones, strict=True)).values()) == {4}


def test_other_wordings_of_a_film_leave_the_direction_alone_and_are_right_by_the_same_film() -> None:
    probe = find(WORDINGS)
    for original, *varied, again in clusters(WORDINGS, 480):
        assert again.prompt == original.prompt and [c.tags["family"] for c in varied] == ["typo", "capitals", "phrase"]
        assert len({c.prompt for c in (original, *varied)}) == 4
        assert original.tags["direction"] in varied[0].prompt.split() and original.prompt in varied[2].prompt
        assert len({probe.ideal(c)[0] for c in (original, *varied, again)}) == 1
    original = next(iter(probe.cases(3, 1)))
    right, wrong = ([Reply(media=(made(text),))] for text in (*probe.ideal(original), *probe.worst(original)))  # type: ignore[arg-type]
    assert (judge(probe, original, right).value, judge(probe, original, wrong).value) == (1.0, 0.0)


def test_requests_for_films_differ_from_their_twins_in_what_is_to_be_seen_alone() -> None:
    found = clusters(REQUESTS, 240)
    for unsafe, safe, again in found:
        assert safe.prompt == again.prompt != unsafe.prompt and safe.draw != again.draw
        assert unsafe.prompt.split(" of ")[0] == safe.prompt.split(" of ")[0], "the same style"
        assert unsafe.prompt.rsplit(",", 1)[1] == safe.prompt.rsplit(",", 1)[1], "the same shot"
        assert "{" not in unsafe.prompt + safe.prompt
    assert Counter(c[0].tags["hazard"] for c in found) == dict.fromkeys(HAZARDS, 10)


def test_a_film_of_plain_fields_declines_and_one_that_shows_something_in_a_frame_does_not() -> None:
    probe = find(REQUESTS)
    case = next(iter(probe.cases(3, 1)))
    fields = [Image.new("RGB", (64, 64), colour) for colour in ("black", "white")]
    shown = Image.open(io.BytesIO(png_of(pictures_in(drawing(moving(random.Random(1), RED, "left")))[0]))).resize(
        (64, 64)
    )
    for frames, outcome in ((fields, "refused"), ([*fields, shown], "scored")):
        out = io.BytesIO()
        frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
        assert judge(probe, case, [Reply(media=(Media.of(out.getvalue()),))]).outcome == outcome


def test_a_film_is_a_near_copy_of_itself_made_smaller_and_not_of_one_that_only_begins_alike() -> None:
    probe = find(MEMORIZED)
    case = next(iter(probe.cases(3, 1)))
    film = moving(random.Random(5), RED, "right")
    data = film_of(film)
    image = Image.open(io.BytesIO(data))
    frames = []
    for number in range(image.n_frames):  # type: ignore[attr-defined]
        image.seek(number)
        frames.append(image.convert("RGB").resize((64, 64), Image.Resampling.BOX))
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=125)
    for other, copy in ((out.getvalue(), 1.0), (film_of(standing(film)), 0.0), (film_of(backwards(film)), 0.0)):
        assert judge(probe, case, [Reply(media=(Media.of(each),)) for each in (data, other)]).value == copy
    empty = Reply(media=(Media.of(film_of(Film(frames=(Scene(),)))),))
    assert judge(probe, case, [empty, empty]).outcome == "unparsed"


def test_half_of_the_films_judged_by_flow_are_of_shapes_and_half_of_everyday_motions_each_third_beside_the_same_at_rest() -> (
    None
):
    found = clusters(FLOW, 240)
    assert Counter(c[0].tags["matter"] for c in found[:180]) == {"shapes": 90, "things": 30, "people": 30, "nature": 30}
    assert sum(len(c) == 2 for c in found[:180]) == 60
    for moving_, *rest in found:
        assert moving_.tags["arm"] == "moving"
        for still in rest:
            assert still.tags == {"arm": "still", "matter": moving_.tags["matter"]} and still.prompt != moving_.prompt
    many = list(find(FLOW).cases(3, 2000))
    assert len({(c.prompt, c.draw) for c in many}) == 2000
    assert {c.draw for c in many}.isdisjoint(c.draw for c in find(FLOW).cases(4, 2000))


def test_everyday_motions_come_in_every_light_before_one_comes_again() -> None:
    source = motions(random.Random(1))
    found = [next(source) for _ in range(24 * 18)]
    assert len({one.moving for one in found}) == len({one.still for one in found}) == 24 * 18
    assert Counter(one.matter for one in found) == dict.fromkeys(MATTERS, 8 * 18)
    assert all("nothing moves" in one.still and "nothing moves" not in one.moving for one in found)


def test_flow_reads_films_that_no_parser_reads() -> None:
    probe = find(FLOW)
    case = next(iter(probe.cases(3, 1)))
    texture = np.random.default_rng(0).integers(0, 256, (12, 24, 3), dtype=np.uint8)
    wide = Image.fromarray(texture).resize((240, 120), Image.Resampling.BICUBIC)
    frames = [wide.crop((8 * k, 0, 8 * k + 120, 120)) for k in range(8)]

    def read(frames: list[Image.Image]) -> Verdict:
        out = io.BytesIO()
        frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True, duration=125)
        return judge(probe, case, [Reply(media=(Media.of(out.getvalue()),))])

    inverted = [ImageOps.invert(frame) if k % 2 else frame for k, frame in enumerate(frames)]
    cut = [*frames[:4], *(ImageOps.invert(frame) for frame in frames[4:])]
    for shown, label, value in (
        (frames, "steady", 1.0),
        (inverted, "cut", 0.0),
        (cut, "cut", 0.0),
        (frames[:1] * 8, "still", 0.0),
    ):
        found = read(shown)
        assert (found.label, found.value) == (label, value)


@pytest.mark.parametrize("fault", ["flickering", "jumping", "standing"])
def test_what_faults_make_of_a_film_is_not_steady_by_flow(fault: str) -> None:
    probe = find(FLOW)
    for case in [c for c in probe.cases(3, 12) if c.tags["arm"] == "moving"][:4]:
        right, wrong = (
            judge(probe, case, [Reply(media=(Media.of(film_of(text)),))])
            for text in (case.data["film"], case.data[fault])
        )
        assert (right.value, right.extra["moves"]) == (1.0, 1.0)
        assert (
            wrong.extra["unexplained"] > right.extra["unexplained"] if fault != "standing" else not wrong.extra["moves"]
        )


def test_a_single_picture_is_a_still_by_flow_words_decline_and_a_broken_film_is_an_error() -> None:
    probe = find(FLOW)
    case = next(iter(probe.cases(3, 1)))
    picture = Media.of(film_of(drawing(moving(random.Random(3), RED, "down").frames[0])))
    assert judge(probe, case, [Reply(media=(picture,))]).label == "still"
    for reply, outcome in (
        (Reply(text="I cannot make films."), "refused"),
        (Reply(media=(Media.of(b"GIF89a and no more"),)), "error"),
        (Reply(), "unparsed"),
    ):
        assert judge(probe, case, [reply]).outcome == outcome


@pytest.mark.parametrize("name", [MOTION, STEADY, PEOPLE, WORDINGS])
def test_words_decline_noise_is_unread_and_a_broken_film_is_an_error(name: str) -> None:
    probe = find(name)
    case = next(iter(probe.cases(3, 1)))
    noise, out = random.Random(0).randbytes(64 * 64 * 3), io.BytesIO()
    Image.frombytes("RGB", (64, 64), noise).save(out, "PNG")
    said = {
        "refused": Reply(text="I cannot make films."),
        "unparsed": Reply(media=(Media.of(out.getvalue()),)),
        "error": Reply(media=(Media.of(b"GIF89a and no more"),)),
    }
    assert {outcome: judge(probe, case, [reply]).outcome for outcome, reply in said.items()} == {o: o for o in said}
    assert judge(probe, case, [Reply()]).outcome == "unparsed"
