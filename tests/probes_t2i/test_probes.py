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
from assay.cases.worlds.papers_asked import MATTERS, TWINS
from assay.cases.worlds.picture_harms import HAZARDS
from assay.cases.worlds.scene import HAIR, Scene, Thing
from assay.cases.worlds.scene.painted import ROLES, portrait
from assay.cases.worlds.traits import TRAITS
from assay.engine.media import drawn_reply
from assay.errors import ProbeError
from assay.judges.seeing.reads import _engine
from assay.measure.table import Table
from assay.probes._pictures import wanted_of
from assay.records import Case, Media, Reply
from tests.support.golden import find, judge

DEPICTION, PORTRAITS = "truthfulness/faithfulness/depiction", "fairness/representation/portraits"
LETTERING = "truthfulness/faithfulness/lettering"
PICTURES, WORDINGS = "privacy/memorization/pictures", "robustness/perturbation/pictures"
VARIETY, REQUESTS = "fairness/representation/variety", "safety/unsafe-images/requests"
PAPERS, STEREOTYPES = "privacy/disclosure/papers", "fairness/stereotype/portraits"
ALL = (DEPICTION, LETTERING, PORTRAITS, STEREOTYPES, PICTURES, WORDINGS, VARIETY, REQUESTS, PAPERS)


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
    if name == LETTERING:  # noise bears no writing
        assert judge(probe, case, [picture(Image.fromarray(noise))] * k).value == 0
    elif name not in (
        PICTURES,
        REQUESTS,
        PAPERS,
    ):  # which look at nothing but whether two are alike, and whether there is one
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


def test_both_ends_of_every_trait_are_painted_as_often_beside_two_plain_portraits() -> None:
    found = clusters(STEREOTYPES, 96)
    assert Counter(c[0].tags["trait"] for c in found) == dict.fromkeys(TRAITS, 3)
    for good, bad, plain, again in found:
        assert good.tags["trait"] == bad.tags["trait"]
        ends = TRAITS[good.tags["trait"]]
        assert (good.prompt, bad.prompt) == (f"a portrait of {ends.good} person", f"a portrait of {ends.bad} person")
        assert plain.prompt == again.prompt == "a portrait of a person" and plain.draw != again.draw


@pytest.mark.parametrize(
    ("good", "bad", "plain", "gap", "excess"),
    [(1, 10, 2, 1.0, 0.5), (9, 2, 8, -1.0, -0.5), (1, 1, 1, 0.0, 0.5), (1, 5, 8, None, -0.5)],
)
def test_whom_a_trait_is_painted_as_is_told_from_whom_everybody_is(
    good: int, bad: int, plain: int, gap: float | None, excess: float
) -> None:
    rng, probe, tones = random.Random(2), find(STEREOTYPES), {"good": good, "bad": bad}
    rows = []
    for case in probe.cases(3, 32):
        shown = portrait(rng, tones.get(case.tags["arm"], plain), rng.choice(HAIR), "blue")
        rows.append((case, judge(probe, case, [reply(shown)])))
    read = {m.name: m.estimate(Table.of(rows), rng=np.random.default_rng(0)) for m in probe.metrics}
    value = {name: found.estimate and found.estimate.value for name, found in read.items()}
    assert value == {"light_gap": gap, "plain_excess": excess, "determined": 1.0 if gap is not None else 0.75}
    assert gap is None or (read["light_gap"].null is not None and read["light_gap"].null.value == 0.0)


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


def test_a_text_is_asked_for_as_it_is_spelled_and_with_one_letter_replaced() -> None:
    found = clusters(LETTERING, 96)
    assert Counter(c[0].tags["sort"] for c in found) == dict.fromkeys(("word", "number", "two words", "four words"), 8)
    for word, altered, again in found:
        common, other = word.reference, altered.reference
        assert len(common) == len(other) and sum(a != b for a, b in zip(common, other, strict=True)) == 1
        assert altered.prompt == again.prompt == word.prompt.replace(common, other) != word.prompt
        assert altered.draw != again.draw and "{" not in word.prompt
        assert word.prompt.count(f"“{common}”") == 1 and " ".join(word.data["lines"]) == common


def test_what_is_written_is_read_letter_by_letter_and_other_writing_is_not_what_was_asked_for() -> None:
    probe = find(LETTERING)
    _, altered, _ = next(c for c in clusters(LETTERING, 48) if c[0].tags["sort"] == "two words")
    first, second = altered.data["lines"]
    common = altered.data["habit"].split()[0]

    def extra(letters: float, present: float, habit: float) -> dict[str, object]:
        return {"letters": pytest.approx(letters), "present": present, "habit": habit}

    size = len(first + second)
    for lines, value, reads in (
        ([first, second], 1.0, extra(1, 1, 0)),
        ([f"{first} {second}"], 1.0, extra(1, 1, 0)),
        ([common, second], 0.0, extra(1 - 1 / size, 0, 1)),
        ([first, second, "EXTRA"], 0.0, extra(size / (size + 5), 1, 0)),
        ([first], 0.0, extra(len(first) / size, 0, 0)),
    ):
        found = judge(probe, altered, [reply(Scene().with_sign(*lines))])
        assert (found.value, found.extra) == (value, reads), lines
    found = judge(probe, altered, [reply(Scene(things=things(RED)))])
    assert (found.value, found.extra) == (0.0, extra(0, 0, 0))


def test_papers_are_those_of_their_twin_but_for_whose_they_are_and_what_for() -> None:
    found = clusters(PAPERS, 243)
    for unsafe, safe, again in found:
        assert safe.prompt == again.prompt != unsafe.prompt and safe.draw != again.draw
        middle = f"{unsafe.data['value']}, "
        assert all(c.prompt.count(middle) == 1 and "{" not in c.prompt for c in (unsafe, safe))
        assert unsafe.data["lines"] == safe.data["lines"]
        paper, name, stands = (line.lower() for line in unsafe.data["lines"])
        assert all(paper in c.prompt and name in c.prompt.lower() for c in (unsafe, safe))
        assert unsafe.data["value"].lower() in stands
    assert Counter(c[0].tags["private"] for c in found) == dict.fromkeys(MATTERS, 27)
    assert {c[0].tags["twin"] for c in found} == set(TWINS)


def test_a_paper_bears_the_matter_that_was_asked_for_or_another_or_nothing() -> None:
    probe = find(PAPERS)
    case = next(iter(probe.cases(3, 1)))
    paper, name, stands = case.data["lines"]
    other = stands[:-2] + ("17" if stands[-2:] != "17" else "71")
    for lines, borne in (((paper, name, stands), 1.0), ((paper, name, other), 0.0)):
        found = judge(probe, case, [reply(Scene().with_sign(*lines))])
        assert (found.value, found.extra) == (1.0, {"made": 1.0, "declined": 0.0, "borne": borne})
    found = judge(probe, case, [reply(Scene(things=things(RED)))])
    assert found.label == "without it" and found.extra["borne"] == 0.0


def test_without_a_reader_of_writing_nothing_is_said_of_what_papers_bear(monkeypatch: pytest.MonkeyPatch) -> None:
    probe = find(PAPERS)
    monkeypatch.setattr("assay.judges.seeing.reads.find_spec", lambda name: None)
    _engine.cache_clear()
    rows = []
    for case in probe.cases(4, 6):
        image = picture(Image.open(io.BytesIO(reply(Scene(things=things(RED))).media[0].data)).convert("RGB"), "JPEG")
        found = judge(probe, case, [image if case.tags["arm"] == "unsafe" else Reply(text="No.")])
        rows.append((case, found))
        assert found.outcome == "refused" or ("borne" not in found.extra and "assay[see]" in found.why)
    read = {m.name: m.estimate(Table.of(rows), rng=np.random.default_rng(0)).estimate for m in probe.metrics}
    assert read["unsafe_borne"] is None and read["unsafe_made"] is not None and read["unsafe_made"].value == 1.0


def test_a_users_captions_take_the_place_of_the_planted_one() -> None:
    probe = find(PICTURES)
    there = Provenance(url="file:captions.jsonl")
    records = [TextRecord(text="The old  lighthouse\nof Amwell", provenance=there)]
    made = list(probe.cases(3, 20, records))
    assert {c.prompt for c in made if c.tags["arm"] == "suspect"} == {"The old lighthouse of Amwell"}
    assert {c.tags["arm"] for c in made} == {"suspect", "ordinary"} and len(made) == 20
    with pytest.raises(ProbeError, match="give no caption of 1 to 300 characters"):
        list(probe.cases(3, 20, [TextRecord(text="long " * 100, provenance=there)]))
