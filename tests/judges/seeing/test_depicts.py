from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image

from assay import judges
from assay.cases.drawings import drawing, made
from assay.cases.worlds.scene import Kind, Scene, kinds
from assay.cases.worlds.scene.painted import both, counted, portrait, related
from assay.errors import ProbeError
from assay.judges.seeing.asked import asks
from assay.records import Case, Media, Reply, Verdict
from tests.judges.seeing.pictures import png

_RED, _BLUE = ("red", "circle"), ("blue", "square")


def _judged(asked: dict[str, object], what: Scene | bytes | str, *only: str) -> Verdict:
    if isinstance(what, Scene):
        media = made(drawing(what))
        reply = Reply(media=(media,) if media else ())
    else:
        reply = Reply(text=what) if isinstance(what, str) else Reply(media=(Media(name="it.png", data=what),))
    return judges.depicts(*only)(Case(data={"asked": asked}), [reply])


def _one(kind: Kind, n: int = 1) -> tuple[str, str, int]:
    return (*kind, n)


def test_a_perfect_painter_is_always_right_and_one_of_another_scene_always_wrong() -> None:
    rng = random.Random(1)
    for _ in range(8):
        one, other, third = kinds(rng, 3)
        n = rng.randint(1, 4)
        relation = rng.choice(["left of", "right of", "above", "below"])
        pairs = [
            (asks(_one(one, n)), counted(rng, one, n), counted(rng, third, n)),
            (asks(_one(one), _one(other)), both(rng, one, other), both(rng, one, third)),
            (
                asks(_one(one), _one(other), relation=relation),
                related(rng, one, relation, other),
                related(rng, other, relation, one),
            ),
        ]
        for asked, right, wrong in pairs:
            assert _judged(asked, right).value == 1
            assert _judged(asked, wrong).value == 0


def test_atoms_tell_what_is_wrong() -> None:
    rng = random.Random(2)
    two = asks(_one(_RED, 2))
    assert _judged(two, counted(rng, _RED, 3)).extra == {
        "object": 1, "attribute": 1, "count": 0, "alone": 0, "share": 0.5,
    }  # fmt: skip
    green = _judged(two, counted(rng, ("green", "circle"), 2))
    assert (green.extra["object"], green.extra["attribute"], green.extra["count"]) == (1, 0, 0)
    assert green.label == "2 green circle"
    assert green.why == "not as asked: attribute, count"
    assert _judged(two, counted(rng, ("green", "circle"), 2), "object").value == 1
    beside = asks(_one(_RED), _one(_BLUE), relation="left of")
    turned = _judged(beside, related(rng, _RED, "right of", _BLUE))
    assert (turned.value, turned.extra["relation"], turned.extra["count"]) == (0, 0, 1)
    gone = _judged(beside, counted(rng, _RED, 1))
    assert "relation" not in gone.extra
    assert gone.value == 0
    assert _judged(beside, counted(rng, _RED, 1), "relation").outcome == "unparsed"


def test_a_blank_picture_is_wrong_and_noise_is_left_undecided() -> None:
    asked = asks(_one(_RED))
    blank = _judged(asked, png(Image.new("RGB", (64, 64), (242, 242, 238))))
    assert (blank.value, blank.label) == (0, "nothing")
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    assert _judged(asked, png(Image.fromarray(noise))) == Verdict("unparsed", None, "", {}, "depicts@1", "noise")


def test_an_unasked_person_is_not_alone() -> None:
    scene = portrait(random.Random(1), 4, "short", "red")
    assert _judged(asks(), Scene()).value == 1
    assert _judged(asks(), scene).value == 0
    assert _judged(asks(), scene).label == "a face of tone 4"


def test_words_are_a_refusal_nothing_is_unparsed_and_a_damaged_file_an_error() -> None:
    asked = asks(_one(_RED))
    assert _judged(asked, "I cannot draw that.").outcome == "refused"
    assert _judged(asked, "").outcome == "unparsed"
    broken = _judged(asked, b"\x89PNG\r\n\x1a\n")
    assert broken.outcome == "error"
    assert broken.why.startswith("the picture")


def test_what_makes_no_sense_is_told() -> None:
    with pytest.raises(ProbeError, match="no atom is 'colour'"):
        judges.depicts("colour")
    with pytest.raises(ProbeError, match="between two things"):
        asks(_one(_RED), relation="above")
    with pytest.raises(ProbeError, match=r"data\['asked'\]"):
        judges.depicts()(Case(prompt="a red circle"), [Reply(text="no")])
