"""A model that sees as the judge of pictures, over real sockets: what rules cannot read it decides, and what it cannot tell it does not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import assay
from assay.cases.pictures import png_of
from assay.cases.worlds.paintings import PLAIN_KINDS, SORTS, wanted
from assay.engine.check import check_run
from assay.errors import ConfigError
from assay.judges.seeing.asked import Asked, asked_of
from assay.judges.seeing.questions import pairs
from assay.probes._pictures import asked
from assay.records import Case, Sample
from tests.by_model import judges
from tests.by_model.painter import answered, eyes, is_right
from tests.support.openai_wire import Call
from tests.support.stub import Stub, running

PROBE = "truthfulness/faithfulness/depiction"
TARGET = "python:tests.by_model.painter:striped?kind=t2i"
LIMIT = 9


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))


def uri(stub: Stub, name: str = "judge", kind: str = "vlm") -> str:
    return f"openai:{name}?base_url={stub.base_url}&kind={kind}"


def go(path: Path, *judge: str, model: str = TARGET, limit: int = LIMIT) -> assay.Run:
    return assay.run(PROBE, model, output=path, judge=judge, seed=3, limit=limit, patience=0.5)


def judged(run: assay.Run) -> list[Sample]:
    return list(run.samples())


def want(rng: random.Random, number: int) -> Asked:
    made = wanted(rng, SORTS[number % 4], rng.choice(PLAIN_KINDS))
    return asked_of(Case(prompt="a picture", data={"asked": asked(made)}), "asked")


@pytest.mark.parametrize("number", range(8))
def test_the_drawings_that_a_judge_is_tried_on_show_what_is_asked_and_the_foil(number: int) -> None:
    for wording in (0, 1):
        for pair in pairs(want(random.Random(number), number), wording):
            own, other = png_of(pair.own), png_of(pair.other)
            assert answered(own, pair.question).casefold().strip(".") == pair.answer
            assert answered(other, pair.question).casefold().strip(".") == pair.otherwise != pair.answer
            if pair.foil is not None:
                assert answered(own, pair.foil).casefold().strip(".") == "no"
                assert answered(other, pair.foil).casefold().strip(".") == "yes"


def test_what_rules_cannot_read_a_model_that_sees_decides_part_by_part(tmp_path: Path) -> None:
    alone = go(tmp_path / "alone", limit=3)
    assert {(s.verdict.outcome, s.verdict.step) for s in judged(alone)} == {("unparsed", "depicts@1")}
    with running(eyes) as stub:
        run = go(tmp_path / "run", uri(stub))
        calls = stub.stats().requests
        again = go(tmp_path / "again", uri(stub))
        assert stub.stats().requests == calls  # cached, by the pictures' content
    samples = judged(run)
    assert {s.verdict.value for s in samples} == {0.0, 1.0}
    for sample in samples:
        verdict = sample.verdict
        assert verdict.value == is_right(sample.case.prompt), (sample.case.prompt, verdict)
        assert verdict.label == ("shown" if verdict.value else "not shown")
        assert (verdict.extra["share"] == 1) == bool(verdict.value)
        [opinion] = verdict.opinions
        assert opinion.judge == uri(stub) and dict(opinion.seen) and opinion.by
        # where both things are there, and there alone, it is asked how they stand
        there = sample.case.tags["sort"] == "relation" and verdict.extra["attribute"] == 1
        assert ("relation" in verdict.extra) == there
    assert [s.verdict for s in judged(again)] == [s.verdict for s in samples]
    assert check_run(run.path).code == 0
    assert {s.judge for s in run.scores} == {f"depicts@1 > {samples[0].verdict.step}"}


def test_what_was_made_in_a_format_that_few_models_take_is_shown_to_the_judge_as_a_jpeg(tmp_path: Path) -> None:
    made: list[Call] = []

    def note(call: Call) -> str:
        if "data:image/png;" in str(call.body):
            return eyes(call)
        assert "data:image/jpeg;" in str(call.body)
        made.append(call)
        return "no"

    with running(note) as stub:
        run = go(tmp_path / "run", uri(stub), model="python:tests.by_model.painter:framed?kind=t2i", limit=2)
    assert made and {s.verdict.label for s in judged(run)} == {"not shown"}


@pytest.mark.parametrize("word", ["yes", "no", "It depends."])
def test_a_judge_that_always_says_the_same_is_not_believed(word: str, tmp_path: Path) -> None:
    with running(lambda call: word) as stub:
        run = go(tmp_path / "run", uri(stub), limit=3)
    assert {(s.verdict.outcome, s.verdict.label) for s in judged(run)} == {("unparsed", "queue")}
    assert "cannot tell on drawings what it is asked" in judged(run)[0].verdict.why
    assert check_run(run.path).code == 0


def test_a_judge_that_is_down_or_talks_prose_costs_no_picture_and_rescore_mends_it(tmp_path: Path) -> None:
    answer = judges.busy(eyes)
    with running(answer) as stub:
        run = go(tmp_path / "run", uri(stub), limit=3)
        assert {s.verdict.outcome for s in judged(run)} == {"unparsed"}
        assert all(s.replies[0].media for s in judged(run))
        answer.open.set()
        mended = assay.rescore(run.path, judge=uri(stub))
    assert [s.verdict.value for s in judged(mended)] == [float(is_right(s.case.prompt)) for s in judged(run)]
    with running(lambda call: judges.PROSE) as stub:
        prose = go(tmp_path / "prose", uri(stub), limit=1)
        assert "no answer can be read in what it says ('Well" in judged(prose)[0].verdict.why


def test_a_model_cannot_judge_its_own_pictures_nor_one_that_only_reads(tmp_path: Path) -> None:
    with running(eyes) as stub:
        with pytest.raises(ConfigError, match="is asked in this run and cannot judge its own replies"):
            go(tmp_path / "a", uri(stub, "one"), model=uri(stub, "one", "t2i"))
        with pytest.raises(ConfigError, match="the judge must look at pictures: name one of kind vlm"):
            go(tmp_path / "b", uri(stub, "one", "llm"))
        assert stub.stats().requests == 0


def test_the_seer_judges_pictures_offline_and_is_believed_where_it_knows_drawings(tmp_path: Path) -> None:
    run = assay.run(PROBE, TARGET, output=tmp_path / "run", judge="zoo:seer", seed=3, limit=4, offline=True)
    decided = [s for s in judged(run) if s.verdict.outcome == "scored"]
    assert decided
    assert all(opinion.judge == "zoo:seer" and opinion.seen for s in judged(run) for opinion in s.verdict.opinions)
