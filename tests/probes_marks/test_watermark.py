"""The probes of watermarks: what is asked, what is counted, and a detector of one's own."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

import assay
from assay.cases.drawings import drawing, drawn_in, made, pictures_in, signed_file
from assay.cases.worlds.scene import Scene, Thing
from assay.engine.media import drawn_reply
from assay.errors import ProbeError
from assay.judges.seeing.attacks import ATTACKS
from assay.judges.seeing.pixels import Pixels
from assay.judges.seeing.watermark import Detector, Marked, Reading
from assay.probes.identifiability.watermark import Watermark
from assay.records import Media, Reply, Verdict
from assay.watermarks import KEYS
from tests.support.golden import find, judge

PICTURES, FILMS = "t2i:identifiability/watermark/pictures", "video:identifiability/watermark/films"
STAR = Scene(things=(Thing(shape="star", colour="red", x=160, y=160, r=50),))


def reply(image: Image.Image, form: str = "PNG") -> Reply:
    out = io.BytesIO()
    image.save(out, format=form)
    return Reply(media=(Media.of(out.getvalue()),))


def verdict_on(probe: str, text: str, place: int = 0) -> Verdict:
    found = find(probe)
    return judge(found, list(found.cases(3, 10))[place], [drawn_reply(Reply(text=text), found.kind)])


@pytest.mark.parametrize("name", [PICTURES, FILMS])
def test_each_attack_is_as_frequent_and_no_picture_is_asked_for_twice(name: str) -> None:
    cases = list(find(name).cases(1, 2_000))
    assert set(Counter(case.tags["attack"] for case in cases).values()) == {400}
    assert len({(case.prompt, case.draw) for case in cases}) == 2_000
    assert {(c.prompt, c.draw) for c in find(name).cases(2, 200)}.isdisjoint((c.prompt, c.draw) for c in cases[:200])
    assert [c.id for c in find(name).cases(1, 30)] == [c.id for c in cases[:30]]
    both = Counter((case.tags["attack"], "bare" in case.data) for case in cases[:100])
    assert set(both.values()) == {10}, "of each attack a half can lose the mark"


@pytest.mark.parametrize("name", [PICTURES, FILMS])
def test_what_is_marked_is_found_and_what_is_not_or_bears_a_decoy_is_not(name: str) -> None:
    probe = find(name)
    for place, case in enumerate(list(probe.cases(3, 7))[5:], 5):  # jpeg and crop
        ideal = verdict_on(name, probe.ideal(case)[0], place)
        assert (ideal.value, ideal.label, ideal.extra["decoy"]) == (1.0, KEYS[0].name, 0.0)
        assert ideal.extra["survived"] == float(case.tags["attack"] != "crop")
        faint = verdict_on(name, case.data["faint"], place)
        assert (faint.value, faint.extra["survived"]) == (1.0, 0.0)
        bare = verdict_on(name, case.data["bare"], place)
        assert (bare.value, bare.label, bare.extra) == (0.0, "unmarked", {"found": 0.0, "decoy": 0.0})
        foreign = verdict_on(name, probe.worst(case)[0], place)
        assert (foreign.value, foreign.extra) == (0.0, {"found": 0.0, "decoy": 1.0})


def test_what_was_not_made_or_cannot_be_read_or_is_too_small_says_so() -> None:
    probe = find(PICTURES)
    case = next(iter(probe.cases(3, 1)))
    assert judge(probe, case, [Reply(text="I can't draw that.")]).outcome == "refused"
    assert judge(probe, case, [Reply()]).outcome == "unparsed"
    assert judge(probe, case, [Reply(media=(Media.of(b"\x89PNG\r\n\x1a\n and no more"),))]).outcome == "error"
    small = judge(probe, case, [reply(Image.new("RGB", (512, 255), "red"))])
    assert (small.outcome, small.why) == ("unparsed", "512 × 255 pixels are too few for a mark, which needs 256 a side")
    just = judge(probe, case, [reply(Image.new("L", (256, 256), 9), "JPEG")])
    assert just.value == 0.0


def test_a_detector_of_ones_own_takes_the_place_of_the_usual_one() -> None:
    def read(frames: Sequence[Pixels]) -> Reading:
        """A red corner is the mark."""
        red = bool((frames[0][:4, :4] == (255, 0, 0)).all())
        return Reading("corner" if red else "", "", "the corner")

    @assay.probe("identifiability/watermark/tested-corner", kind="t2i")
    class Corner(Watermark):
        """Pictures with a red corner."""

        judge = Marked(Detector("corner", least=8, read=read))

    probe = find("t2i:identifiability/watermark/tested-corner")
    by_attack = {}
    for case in probe.cases(3, 5):
        picture = Image.new("RGB", (40, 40), "blue")
        picture.paste((255, 0, 0), (0, 0, 8, 8))
        verdict = judge(probe, case, [reply(picture)])
        assert (verdict.value, verdict.label, verdict.step) == (1.0, "corner", "watermark@1:corner")
        by_attack[case.tags["attack"]] = verdict.extra["survived"]
    assert by_attack == {"jpeg": 0.0, "crop": 1.0, "resize": 1.0, "noise": 0.0, "regeneration": 0.0} and set(
        by_attack
    ) == set(ATTACKS)
    assert {m.name for m in probe.metrics} == {"marked", "survives", "false_alarm"}


def test_a_drawing_tells_its_mark_in_words_and_a_mark_that_nobody_knows_is_told() -> None:
    text = drawing(STAR, mark=KEYS[0], faintly=True)
    assert drawn_in(text).endswith("; with the watermark of Stable Diffusion XL, faintly]")
    assert (
        drawn_in(signed_file("made.png")) == "[a signed file: made.png]" and pictures_in(signed_file("made.png")) == ()
    )
    assert "mark" not in drawing(STAR), "what was drawn before reads as it did"
    with pytest.raises(
        ProbeError, match="bears the watermark 'nobody', which is none of Stable Diffusion XL, a decoy of"
    ):
        made(text.replace(KEYS[0].name, "nobody"))


def test_a_run_over_planted_models_finds_marks_and_says_what_survives(tmp_path: Path) -> None:
    models = ["planted:perfect?kind=t2i", "planted:unmarked?kind=t2i"]
    done = assay.run([PICTURES.split(":")[1]], models=models, seed=2, limit=10, output=tmp_path / "run", cache=False)
    read = {(s.model, s.metric, s.slice): s.value for s in done.scores}
    assert read[models[0], "marked", "all"] == 1.0 and read[models[1], "marked", "all"] == 0.5
    assert read[models[0], "survives", "attack=crop"] == 0.0 and read[models[0], "survives", "attack=jpeg"] == 1.0
