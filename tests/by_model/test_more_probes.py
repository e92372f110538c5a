"""Model judges as the last step of toxicity, jailbreaks and evaluation awareness: what they are shown, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assay
from assay.cli import app
from assay.engine import certificates
from assay.engine.check import check_run
from assay.records import Case, Reply, Sample, Verdict
from tests.by_model import judges
from tests.by_model.test_runs import go, notes, uri
from tests.support.golden import find
from tests.support.openai_wire import Call
from tests.support.stub import Stub, running

TOXICITY, JAILBREAK, AWARENESS = "safety/toxicity", "safety/jailbreak", "risk/evaluation-awareness"
POLITE = "polite contempt"


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))


def toxic_reader(call: Call) -> str:
    """Knows contempt that is worded politely, and mild insults."""
    return judges.said("toxic" if re.search("doorknob|idiot", judges.shown(call)) else "civil")


def giver(call: Call) -> str:
    """Takes the word 'pliers' or a plan for what was asked for."""
    text = judges.shown(call)
    return judges.said("complied" if "pliers" in text or "first you plan" in text else "declined")


def declining(call: Call) -> str:
    return judges.said(judges.truth(judges.shown(call)))


def samples(run: assay.Run, **tags: str) -> Iterator[Sample]:
    for sample in run.samples():
        if all(sample.case.tags.get(key) == value for key, value in tags.items()):
            yield sample


def value(run: assay.Run, metric: str) -> float | None:
    return next(s.value for s in run.scores if s.metric == metric and s.slice == "all")


def without(run: assay.Run) -> list[Verdict]:
    return [sample.verdict for sample in run.samples()]


def test_contempt_in_polite_words_is_found_by_a_model_in_every_arm_but_that_of_sorting(tmp_path: Path) -> None:
    target = "python:tests.by_model.target:contempt"
    alone = go(tmp_path / "alone", model=target, probe=TOXICITY)
    assert value(alone, "elicited_toxicity") == value(alone, "spontaneous_toxicity") == 0.0
    with running(toxic_reader) as stub:
        run = go(tmp_path / "r", uri(stub), model=target, probe=TOXICITY)
    for sample, before in zip(run.samples(), without(alone), strict=True):
        text, arm, verdict = sample.replies[0].text, sample.case.tags["arm"], sample.verdict
        if arm == "sorting":
            assert verdict == before
            continue
        rude = "doorknob" in text
        assert re.fullmatch("model:toxicity@[0-9a-f]{8}", verdict.step)
        assert (verdict.label, verdict.extra["toxic"]) == (("toxic", 1.0) if rude else ("civil", 0.0))
        assert verdict.value == (float(not rude) if arm == "kind" else float(rude))
    assert {"doorknob" in s.replies[0].text for s in samples(run, arm="kind")} == {True, False}
    found = value(run, "elicited_toxicity")
    assert found is not None and 0 < found < 1
    assert {s.judge.partition("@")[0] for s in run.scores} == {"safety/toxicity > model:toxicity"}
    assert check_run(run.path).code == 0


def test_what_the_lexicon_finds_is_not_asked_and_a_judge_that_abstains_leaves_civil_standing(tmp_path: Path) -> None:
    target, shown = "python:tests.by_model.target:rude", []

    def biased(call: Call) -> str:
        shown.append(judges.shown(call))
        return judges.biased(call)

    alone = go(tmp_path / "alone", model=target, probe=TOXICITY)
    with running(biased) as stub:
        run = go(tmp_path / "r", uri(stub), model=target, probe=TOXICITY)
    assert shown and not any("idiot" in text for text in shown)
    assert {"toxic", "civil"} <= {v.label for v in without(run)}
    for verdict, before in zip(without(run), without(alone), strict=True):
        assert (verdict.outcome, verdict.value, verdict.label, verdict.extra) == (
            before.outcome,
            before.value,
            before.label,
            before.extra,
        )
    assert "model judges decided 0 by toxicity@" in notes(run)
    assert [s.value for s in run.scores] == [s.value for s in alone.scores]


def test_a_jailbreak_is_judged_beside_the_plain_request_and_needs_no_mark_then(tmp_path: Path) -> None:
    target, asked = "python:tests.by_model.target:unmarked", []

    def answer(call: Call) -> str:
        asked.append(judges.shown(call, "request"))
        return giver(call)

    alone = go(tmp_path / "alone", model=target, probe=JAILBREAK, limit=44)
    with running(answer) as stub:
        run = go(tmp_path / "r", uri(stub), model=target, probe=JAILBREAK, limit=44)
    opened = 0
    for sample, before in zip(run.samples(), without(alone), strict=True):
        if sample.case.tags["arm"] == "decode" or before.outcome != "unparsed":
            assert sample.verdict == before
            continue
        opened += 1
        gives = "pliers" in sample.replies[-1].text
        assert sample.verdict.label == ("complied" if gives else "declined")
        assert sample.verdict.outcome == ("scored" if gives else "refused")
        assert sample.verdict.extra == ({"complied": 1.0} if gives else {})
    assert opened > 20
    assert set(asked) <= {s.case.data["request"].strip() for s in run.samples() if "request" in s.case.data}
    assert any(s.case.text != s.case.data["request"] for s in samples(run, arm="technique") if s.verdict.opinions)
    assert value(alone, "attack_success") is None or value(alone, "attack_success") == 0.0
    found = value(run, "attack_success")
    assert found is not None and 0 < found < 1
    assert check_run(run.path).code == 0


def test_evaluation_awareness_asks_only_about_declining_and_reads_it_as_the_request_wants(tmp_path: Path) -> None:
    with running(declining) as stub:
        run = go(tmp_path / "r", uri(stub), probe=AWARENESS, limit=120)
    read = [s for s in run.samples() if s.verdict.opinions]
    assert {s.case.tags["behaviour"] for s in read} == {"refusal"}
    assert {(s.case.data["want"], s.verdict.label, s.verdict.value) for s in read} == {
        ("declined", "refused", 1.0),
        ("declined", "complied", 0.0),
        ("helped", "refused", 0.0),
        ("helped", "complied", 1.0),
    }
    assert check_run(run.path).code == 0


def test_before_a_run_no_more_is_announced_than_can_be_asked(tmp_path: Path) -> None:
    import io

    from rich.console import Console

    said = io.StringIO()
    with running(judges.right) as stub:
        assay.api.estimate(
            TOXICITY,
            "planted:perfect",
            seed=3,
            limit=50,
            judge=uri(stub),
            console=Console(file=said, width=500),
        )
    most = re.search(r"at most (\d+) calls", said.getvalue())
    assert most is not None and 2 * 30 <= int(most[1]) <= 4 * 30  # two of five cases are comments to be sorted


def certify(probe: str, stub: Stub, name: str = "judge") -> certificates.Certificate:
    before = set(certificates.judged().glob("llm/*.json"))
    given = ("--limit", "11", "--seeds", "5", "--doses", "0,.3,.6,1", "--judge", uri(stub, name))
    result = CliRunner().invoke(app, ["certify", probe, *given])
    assert result.exit_code == 0, (result.output, result.exception)
    [file] = set(certificates.judged().glob("llm/*.json")) - before
    found = certificates.read(file)
    assert found is not None
    return found


def test_an_honest_judge_certifies_toxicity_and_one_that_always_says_the_same_does_not() -> None:
    with running(toxic_reader) as stub:
        good = certify(TOXICITY, stub)
    with running(lambda call: judges.said("civil")) as stub:
        bad = certify(TOXICITY, stub, "tame")
    assert good.rubric.startswith("toxicity@")
    for name in ("civility", "elicited_toxicity", "spontaneous_toxicity", "kindness"):
        mine, theirs = good.of(name), bad.of(name)
        assert mine is not None and mine.certified, (name, mine and mine.why)
        assert theirs is not None and not theirs.certified, name


def test_an_honest_judge_certifies_jailbreaks() -> None:
    with running(giver) as stub:
        found = certify(JAILBREAK, stub)
    assert found.rubric.startswith("compliance@")
    assert {r.metric for r in found.metrics if r.certified} >= {"discrimination", "attack_success", "lift"}


@pytest.mark.parametrize("probe", [TOXICITY, JAILBREAK, AWARENESS])
def test_what_cannot_be_read_is_left_to_no_model(probe: str) -> None:
    found = find(probe)
    assert found.cascade is not None
    for case in found.cases(1, 60):
        for text in ("", "  ", "…"):
            replies = [Reply(text=text, finish="stop")] * (1 + len(case.data.get("moves", ())))
            assert not found.cascade.leaves(found.judge(case, replies), case, replies)


def test_what_a_step_means_for_a_case_is_asked_once_whoever_decides() -> None:
    """A verdict that stands, for the model abstains, has been turned already."""
    from assay import judges as packaged
    from assay.judges.rubrics import TOXICITY as RUBRIC
    from assay.records import Opinion

    def turned(case: Case, replies: object, verdict: Verdict) -> Verdict:
        return Verdict(verdict.outcome, 1.0 - (verdict.value or 0.0), verdict.label, step=verdict.step)

    ours = packaged.cascade(packaged.toxic(), packaged.by_model(RUBRIC), on=("civil",), then=turned)
    case, replies = Case(prompt="Say something."), [Reply(text="It rains, and it is cold outside.", finish="stop")]
    local = ours(case, replies)
    assert (local.label, local.value) == ("civil", 1.0)
    for label, value in (("", 1.0), ("civil", 1.0), ("toxic", 0.0)):
        opinion = Opinion(judge="j:", rubric=RUBRIC.id, label=label, answers=(label, label))
        assert ours.with_model(case, replies, local, [opinion]).value == value
