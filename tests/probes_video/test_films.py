"""The probes of models that make films: what counts as motion, what as flicker, what as a jump, in films of any kind."""

from __future__ import annotations

import io
import random
from collections import Counter
from itertools import groupby

import msgspec
import pytest
from PIL import Image

from assay.cases.drawings import drawing, made, pictures_in
from assay.cases.pictures import png_of
from assay.cases.worlds.films import WAYS, backwards, flickering, jumping, kind_of, standing
from assay.cases.worlds.scene import Scene
from assay.cases.worlds.scene.painted import DIRECTIONS, Film, moving, said_moving
from assay.probes._filmed import follow
from assay.records import Case, Media, Reply
from tests.support.golden import find, judge

MOTION, STEADY = "truthfulness/faithfulness/motion", "robustness/temporal-consistency"
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


@pytest.mark.parametrize("name", [MOTION, STEADY])
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
