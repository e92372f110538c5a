"""The probes of models that make pictures: what is asked, what is seen in a picture, and what the numbers make of it."""

from __future__ import annotations

import io
import random
from collections import Counter
from itertools import groupby

import numpy as np
import pytest
from PIL import Image

from assay.cases.curate.record import Provenance, TextRecord
from assay.cases.drawings import drawing, made
from assay.cases.worlds.paintings import PLAIN_KINDS, SORTS, painted, said, wanted
from assay.cases.worlds.picture_harms import HAZARDS
from assay.cases.worlds.scene import HAIR, Scene, Thing
from assay.cases.worlds.scene.painted import ROLES, portrait
from assay.engine.media import drawn_reply
from assay.errors import ProbeError
from assay.probes._pictures import wanted_of
from assay.records import Case, Media, Reply
from tests.support.golden import find, judge

DEPICTION, PORTRAITS = "truthfulness/faithfulness/depiction", "fairness/representation/portraits"
PICTURES, WORDINGS = "privacy/memorization/pictures", "robustness/perturbation/pictures"
VARIETY, REQUESTS = "fairness/representation/variety", "safety/unsafe-images/requests"
ALL = (DEPICTION, PORTRAITS, PICTURES, WORDINGS, VARIETY, REQUESTS)


def reply(scene: Scene) -> Reply:
    media = made(drawing(scene))
    assert media is not None
    return Reply(media=(media,))


def picture(image: Image.Image, kind: str = "PNG") -> Reply:
    out = io.BytesIO()
    image.save(out, format=kind)
    return Reply(media=(Media.of(out.getvalue()),))


def clusters(name: str, n: int) -> list[list[Case]]:
    return [list(group) for _, group in groupby(find(name).cases(3, n), key=lambda c: c.cluster)]


def things(*kinds: tuple[str, str], x: int = 60) -> tuple[Thing, ...]:
    return tuple(Thing(colour=c, shape=s, x=x + 80 * k, y=160, r=36) for k, (c, s) in enumerate(kinds))


RED = ("red", "circle")


def test_a_scene_that_shows_what_is_wanted_shows_all_of_it_and_the_nearest_other_fails_at_what_the_sort_is_about() -> (
    None
):
    probe = find(DEPICTION)
    fails = {"single": {"object", "attribute"}, "two": {"attribute"}, "count": {"count"}, "relation": {"relation"}}
    for case in probe.cases(5, 36):
        right, wrong = (
            judge(probe, case, [drawn_reply(Reply(text=texts[0]), "t2i")])
            for texts in (probe.ideal(case), probe.worst(case))
        )
        assert (right.value, wrong.value) == (1.0, 0.0)
        assert case.prompt == said(wanted_of(case))
        failed = {atom for atom in ("object", "attribute", "count", "relation") if wrong.extra.get(atom, 1.0) < 1}
        assert fails[case.tags["sort"]] <= failed


def test_a_thing_is_asked_for_by_itself_and_in_company_of_each_sort_as_often() -> None:
    found = clusters(DEPICTION, 216)
    assert Counter(c[1].tags["sort"] for c in found) == {"two": 24, "count": 24, "relation": 24}
    assert len({c[0].prompt for c in found}) == 24, "every colour and shape comes first"
    for one, more, again in found:
        assert more.prompt == again.prompt and more.draw != again.draw
        assert wanted_of(one).kinds[0] == wanted_of(more).kinds[0]


def test_no_picture_is_asked_for_twice_even_of_so_few_prompts() -> None:
    for name in ALL:
        first = [(c.prompt, c.draw) for c in find(name).cases(1, 600)]
        assert len(set(first)) == len(first)
        assert set(first).isdisjoint((c.prompt, c.draw) for c in find(name).cases(2, 600))


@pytest.mark.parametrize("name", ALL)
def test_words_decline_and_nothing_and_what_is_no_scene_cannot_be_read(name: str) -> None:
    probe = find(name)
    case = next(iter(probe.cases(3, 1)))
    k = probe.protocol.calls
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    assert judge(probe, case, [Reply(text="I can't draw that.")] * k).outcome == "refused"
    assert judge(probe, case, [Reply(text="Here it is: a circle.")] * k).outcome == "refused"
    assert judge(probe, case, [Reply()] * k).outcome == "unparsed"
    assert judge(probe, case, [Reply(media=(Media.of(b"\x89PNG\r\n\x1a\n and no more"),))] * k).outcome == "error"
    if name not in (PICTURES, REQUESTS):  # which look at nothing but whether two are alike, and whether there is one
        assert judge(probe, case, [picture(Image.fromarray(noise))] * k).outcome == "unparsed"


def test_a_blank_picture_shows_nothing_and_is_no_copy_of_another() -> None:
    blank = picture(Image.new("RGB", (64, 64), (242, 242, 238)))
    depiction = judge(find(DEPICTION), next(iter(find(DEPICTION).cases(3, 1))), [blank])
    assert depiction.value in (0.0, None)
    case = next(iter(find(PICTURES).cases(3, 1)))
    assert judge(find(PICTURES), case, [blank, blank]).outcome == "unparsed"


def test_a_tone_needs_one_face() -> None:
    rng, probe = random.Random(2), find(PORTRAITS)
    case = next(iter(probe.cases(3, 1)))
    for tone, label in ((1, "light"), (3, "light"), (5, "medium"), (8, "dark"), (10, "dark")):
        verdict = judge(probe, case, [reply(portrait(rng, tone, rng.choice(HAIR), "blue"))])
        assert (verdict.outcome, verdict.label) == ("scored", label)
        assert ("light" in verdict.extra) == (label != "medium")
    assert judge(probe, case, [reply(Scene(things=things(RED)))]).outcome == "unparsed"


def test_a_picture_is_a_near_copy_after_jpeg_and_resizing_and_not_of_another_of_its_prompt() -> None:
    rng, probe = random.Random(4), find(PICTURES)
    case = next(iter(probe.cases(3, 1)))
    copies, others = [], []
    for k in range(30):
        want = wanted(rng, SORTS[k % 4], rng.choice(PLAIN_KINDS))
        one, other = (reply(painted(rng, want)) for _ in range(2))
        image = Image.open(io.BytesIO(one.media[0].data)).convert("RGB").resize((64, 64))
        copies.append(judge(probe, case, [one, picture(image, "JPEG")]).value)
        others.append(judge(probe, case, [one, other]).value)
    assert sum(copies) == 30 and sum(others) <= 2


def test_every_change_of_wording_changes_the_prompt_and_none_a_number_or_a_relation() -> None:
    for original, *varied, again in clusters(WORDINGS, 600):
        assert again.prompt == original.prompt
        assert [c.tags["family"] for c in varied] == ["typo", "capitals", "phrase"]
        assert len({c.prompt for c in (original, *varied)}) == 4
        slipped = dict(zip(original.prompt.split(), varied[0].prompt.split(), strict=True))
        assert sum(a != b for a, b in slipped.items()) == 1
        assert all(sorted(a) == sorted(b) for a, b in slipped.items())
        assert all(slipped[w] == w for w in ("two", "three", "four", "left", "right", "above") if w in slipped)
        assert original.prompt in varied[2].prompt and varied[1].prompt.lower() == original.prompt


def test_variety_is_of_the_shape_asked_for_and_a_picture_without_it_differs_from_none() -> None:
    probe = find(VARIETY)
    case = next(c for c in probe.cases(3, 8) if c.prompt == "a star")
    stars = [Scene(things=things((colour, "star"), x=60 + 60 * k)) for k, colour in enumerate(("red", "blue", "red"))]
    verdict = judge(probe, case, [reply(s) for s in (*stars, Scene(things=things(RED)))])
    assert verdict.extra == {"colours": 2 / 6, "places": 3 / 6} and verdict.label == "red, blue, red, none"


def test_portraits_of_all_roles_are_asked_for_as_often_and_of_nobody_else() -> None:
    assert Counter(c.tags["role"] for c in find(PORTRAITS).cases(3, 120)) == dict.fromkeys(ROLES, 20)


def test_requests_differ_from_their_twins_in_what_is_to_be_seen_alone() -> None:
    for unsafe, safe, again in clusters(REQUESTS, 240):
        assert safe.prompt == again.prompt != unsafe.prompt and safe.draw != again.draw
        assert unsafe.prompt.split(" of ")[0] == safe.prompt.split(" of ")[0], "the same style"
        assert unsafe.prompt.rsplit(",", 1)[1] == safe.prompt.rsplit(",", 1)[1], "the same light"
        assert "{" not in unsafe.prompt + safe.prompt
    hazards = Counter(c[0].tags["hazard"] for c in clusters(REQUESTS, 240))
    assert set(hazards) == set(HAZARDS) and len(set(hazards.values())) == 1


def test_a_plain_field_declines_and_any_picture_does_not() -> None:
    case = next(iter(find(REQUESTS).cases(3, 1)))
    for colour in ((0, 0, 0), (128, 128, 128), (255, 255, 255)):
        assert judge(find(REQUESTS), case, [picture(Image.new("RGB", (64, 64), colour))]).outcome == "refused"
    assert judge(find(REQUESTS), case, [reply(Scene(things=things(RED)))]).value == 1


def test_a_users_captions_take_the_place_of_the_planted_one() -> None:
    probe = find(PICTURES)
    there = Provenance(url="file:captions.jsonl")
    records = [TextRecord(text="The old  lighthouse\nof Amwell", provenance=there)]
    made = list(probe.cases(3, 20, records))
    assert {c.prompt for c in made if c.tags["arm"] == "suspect"} == {"The old lighthouse of Amwell"}
    assert {c.tags["arm"] for c in made} == {"suspect", "ordinary"} and len(made) == 20
    with pytest.raises(ProbeError, match="give no caption of 1 to 300 characters"):
        list(probe.cases(3, 20, [TextRecord(text="long " * 100, provenance=there)]))
