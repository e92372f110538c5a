"""Runs with model judges over real sockets: what they decide, what they may not touch, and what it costs when they fail."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from rich.console import Console

import assay
from assay.engine.check import check_run
from assay.errors import ConfigError, IncompleteError, ModelError
from assay.records import Verdict
from assay.report import view
from assay.report._summary import command
from tests.by_model import judges
from tests.cli.test_cli import ROOT
from tests.cli.test_cli import assay as assay_command
from tests.support.openai_wire import Call, Said, error
from tests.support.stub import Stub, running

PROBE = "safety/refusal"
TARGET = "python:tests.by_model.target:reply?family=gpt"
LIMIT = 40
RULES = "refusal@1 > classifier@1:refusal"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))


def uri(stub: Stub, name: str = "judge", **params: str) -> str:
    return f"openai:{name}?base_url={stub.base_url}" + "".join(f"&{k}={v}" for k, v in params.items())


def go(path: Path, *judge: str, model: str = TARGET, probe: str = PROBE, **more: object) -> assay.Run:
    options = {"seed": 3, "limit": LIMIT, "patience": 0.5, **more}
    return assay.run(probe, model, output=path, judge=judge, **options)  # type: ignore[arg-type]


def verdicts(run: assay.Run) -> list[Verdict]:
    return [sample.verdict for sample in run.samples()]


def left_open(run: assay.Run) -> list[bool]:
    """Which replies rules are unsure of."""
    return [sample.replies[0].text.startswith("Hm.") for sample in run.samples()]


def notes(run: assay.Run) -> str:
    return "\n".join(run.folder.notes())


def asked(stub: Stub) -> int:
    return stub.stats().requests


def test_a_judge_decides_what_rules_leave_open_and_nothing_else(tmp_path: Path) -> None:
    alone = go(tmp_path / "alone")
    calls: list[Call] = []

    def answer(call: Call) -> str:
        calls.append(call)
        return judges.right(call)

    with running(answer) as stub:
        run = go(tmp_path / "r", uri(stub, family="claude"))
    opened = left_open(run)
    assert 10 < sum(opened) < 30
    for sample, before, mine in zip(run.samples(), verdicts(alone), opened, strict=True):
        if not mine:
            assert sample.verdict == before
            continue
        assert (before.outcome, before.label, before.step) == ("unparsed", "queue", "classifier@1:refusal")
        right = judges.truth(sample.replies[0].text)
        assert sample.verdict.label == right
        assert sample.verdict.outcome == {"refused": "refused", "complied": "scored"}[right]
        assert re.fullmatch("model:refusal@[0-9a-f]{8}", sample.verdict.step)
        [opinion] = sample.verdict.opinions
        assert (opinion.judge, opinion.answers) == (uri(stub, family="claude"), (right, right))
    assert len(calls) >= 2 * sum(opened)
    assert {tuple(judges.form(call)["properties"]["verdict"]["enum"]) for call in calls} == {
        ("refused", "complied", "neither"),
        ("neither", "complied", "refused"),
    }
    assert check_run(run.path).code == 0
    step = next(v.step for v in verdicts(run) if v.opinions)
    assert {s.judge for s in run.scores} == {f"{RULES} > {step}"}
    assert f"model judges decided {sum(opened)} by {step.removeprefix('model:')}" in notes(run)


def test_without_a_judge_a_run_is_what_it_was(tmp_path: Path) -> None:
    run = go(tmp_path / "r")
    assert {s.judge for s in run.scores} == {RULES}
    assert {v.step for v in verdicts(run)} == {"refusal@1", "classifier@1:refusal"}
    assert "judging" not in (run.path / "run.json").read_text()
    assert "opinions" not in run.folder.journal.read_text()
    assert run.folder.notes() == ()


def test_a_judge_stands_in_the_plan_with_its_rubrics_and_is_not_asked_the_cases(tmp_path: Path) -> None:
    with running(judges.right) as stub:
        run = go(tmp_path / "r", uri(stub, family="claude"), judge_repeats=2)
        plain = go(tmp_path / "plain")
    [target, judge] = run.plan.models
    assert (target.role, judge.role, judge.family) == ("target", "judge", "claude")
    assert judge.judging and judge.judging.repeats == 2
    assert re.fullmatch("refusal@[0-9a-f]{8}", judge.judging.rubrics[0])
    assert {s.model for s in run.samples()} == {TARGET}
    assert run.plan.run != plain.plan.run
    assert f"--judge '{judge.uri}'" in command(view(run.folder)) and "--judge-repeats 2" in command(view(run.folder))


def test_one_family_for_judge_and_target_is_noted(tmp_path: Path) -> None:
    with running(judges.right) as stub:
        same, other = go(tmp_path / "a", uri(stub, family="gpt")), go(tmp_path / "b", uri(stub, family="claude"))
    assert "are of one family (gpt): judges tend to prefer replies like their own" in notes(same)
    assert "of one family" not in notes(other)


def test_a_judge_that_names_whatever_stands_first_decides_nothing(tmp_path: Path) -> None:
    with running(judges.biased) as stub:
        run = go(tmp_path / "r", uri(stub))
    found = [v for v in verdicts(run) if v.opinions]
    assert len(found) == sum(left_open(run))
    assert {(v.outcome, v.label) for v in found} == {("unparsed", "queue")}
    assert "gave way to the order of the options in" in notes(run)
    assert check_run(run.path).code == 0


def test_words_in_a_reply_are_no_instructions_to_the_judge(tmp_path: Path) -> None:
    """The very judge that obeys the reply where it stands bare."""
    with running(judges.obedient) as stub:
        run = go(tmp_path / "r", uri(stub), model="python:tests.by_model.target:injecting", limit=8)
    text = next(run.samples()).replies[0].text
    bare = Call("", {}, {}, text, f"The reply: {text}", 1)
    assert judges.obedient(bare) == judges.said("complied")
    assert {v.label for v in verdicts(run)} == {"refused"}


@pytest.mark.parametrize("sort", ["wordy", "right"])
def test_a_server_that_cannot_be_held_to_a_schema_is_told_the_form_in_words(sort: str, tmp_path: Path) -> None:
    answer = getattr(judges, sort)

    def unable(call: Call) -> str | Said:
        if "response_format" in call.body:
            return error(
                400, "Unsupported parameter: response_format", code="unsupported_parameter", param="response_format"
            )
        return answer(call)

    with running(unable) as stub:
        run = go(tmp_path / "r", uri(stub))
        other = go(tmp_path / "other", uri(stub, "older", api="completions"))
    for each in (run, other):
        assert {v.label for v in verdicts(each) if v.opinions} == {"refused", "complied"}
    assert "does not support 'response_format': it is not sent" in notes(run)


def test_prose_leaves_verdicts_open_and_rescore_asks_for_these_alone(tmp_path: Path) -> None:
    talks = {"well": False}

    def answer(call: Call) -> str:
        even = sha256(judges.shown(call, "request").encode()).digest()[0] % 2
        return judges.right(call) if talks["well"] or even else judges.PROSE

    with running(answer) as stub:
        run = go(tmp_path / "r", uri(stub))
        opened = left_open(run)
        before = verdicts(run)
        bad = [v for v in before if v.opinions and v.label == "queue"]
        assert 0 < len(bad) < sum(opened)
        assert all("no verdict can be read in its answer ('Well, I would say" in v.why for v in bad)
        assert f"{len(bad)} opinions of judges did not come" in notes(run)
        assert run.errors == 0
        talks["well"] = True
        first = asked(stub)
        mended = assay.rescore(run.path, judge=uri(stub))
        assert 2 * len(bad) <= asked(stub) - first <= 4 * len(bad)
        for was, now, mine in zip(before, verdicts(mended), opened, strict=True):
            assert now == was or (mine and was.label == "queue" and now.label in ("refused", "complied"))
        then = asked(stub)
        again = assay.rescore(run.path, judge=uri(stub))
        assert asked(stub) == then
    assert verdicts(again) == verdicts(mended)
    assert check_run(run.path).code == 0


def test_a_judge_that_goes_down_costs_no_reply_and_rescore_asks_it_for_the_rest(tmp_path: Path) -> None:
    answer = judges.busy(judges.right)
    said = io.StringIO()
    with running(answer) as stub:
        run = go(tmp_path / "r", uri(stub), console=Console(file=said, width=500))
        assert len(verdicts(run)) == LIMIT
        assert all(s.replies[0].state == "ok" for s in run.samples())
        assert {v.outcome for v, mine in zip(verdicts(run), left_open(run), strict=True) if mine} == {"unparsed"}
        assert f"to ask for these again: assay rescore {run.path} --judge '{uri(stub)}'" in said.getvalue()
        answer.open.set()
        mended = assay.rescore(run.path, judge=uri(stub))
    assert {v.outcome for v in verdicts(mended)} == {"refused", "scored"}
    assert {v.label for v, mine in zip(verdicts(mended), left_open(run), strict=True) if mine} == {
        "refused",
        "complied",
    }


def test_a_slow_judge_leaves_verdicts_open(tmp_path: Path) -> None:
    with running(lambda call: Said(judges.right(call), delay=5)) as stub:
        run = go(tmp_path / "r", uri(stub, timeout="0.1"), limit=6)
    assert {v.outcome for v, mine in zip(verdicts(run), left_open(run), strict=True) if mine} == {"unparsed"}
    assert len(verdicts(run)) == run.plan.probes[0].n


def test_where_no_judge_listens_nothing_is_asked_at_all(tmp_path: Path) -> None:
    with running(judges.right) as stub:
        gone = uri(stub)
    with pytest.raises(ModelError, match="nothing listens at"):
        go(tmp_path / "r", gone)
    assert not (tmp_path / "r").exists()


def test_rescore_alone_keeps_what_models_said_and_all_asks_them_anew(tmp_path: Path) -> None:
    with running(judges.right) as stub, running(judges.biased) as other:
        run = go(tmp_path / "r", uri(stub))
        before = verdicts(run)
        assert verdicts(assay.rescore(run.path)) == before
        assert asked(other) == 0
        assert verdicts(assay.rescore(run.path, judge=uri(other))) == before
        assert asked(other) == 0
        anew = assay.rescore(run.path, judge=uri(other), anew=True)
        assert asked(other) >= 2 * sum(left_open(run))
    assert {v.label for v in verdicts(anew) if v.opinions} == {"queue"}
    assert f"{uri(other)} (role judge, family unknown" in notes(anew)


def test_judging_by_another_rubric_is_not_taken_for_judging_by_this_one(tmp_path: Path) -> None:
    from assay.judges.rubrics import REFUSAL

    with running(judges.right) as stub:
        run = go(tmp_path / "r", uri(stub))
    text = run.folder.journal.read_text()
    run.folder.journal.write_text(text.replace(REFUSAL.id, "refusal@00000000"))
    after = assay.rescore(run.path)
    assert {v.label for v, mine in zip(verdicts(after), left_open(run), strict=True) if mine} == {"queue"}
    assert {s.judge for s in after.scores} == {RULES}
    assert not any("model judges decided" in note for note in after.folder.notes())


def test_a_panel_decides_by_majority_and_its_agreement_is_told(tmp_path: Path) -> None:
    def often(call: Call) -> str:
        told = judges.right(call)
        often = sha256(judges.shown(call, "request").encode()).digest()[1] % 4
        return told if often else judges.said("complied")

    with running(judges.right) as one, running(often) as two, running(judges.biased) as three:
        run = go(tmp_path / "r", uri(one, "a"), uri(two, "b"), uri(three, "c"))
    for sample in run.samples():
        if sample.verdict.opinions:
            labels = [o.label for o in sample.verdict.opinions]
            assert labels[0] == judges.truth(sample.replies[0].text) and labels[2] == ""
            assert sample.verdict.label == (labels[0] if labels[0] == labels[1] else "queue")
    said = notes(run)
    assert "3 judges agree with Krippendorff's alpha" in said
    assert re.search(r"openai:a\S+ and openai:b\S+ label \d+% of \d+ alike, Cohen's kappa \S+; they say '\w+' of", said)
    assert check_run(run.path).code == 0


def test_repeats_and_other_wordings_are_told(tmp_path: Path) -> None:
    with running(judges.flipping()) as stub, running(judges.wording) as other:
        flips = go(tmp_path / "flips", uri(stub), judge_repeats=2)
        words = go(tmp_path / "words", uri(other, "words"))
    opened = sum(left_open(flips))
    assert f"answered {2 * opened} of {2 * opened} repeated questions otherwise than at first" in notes(flips)
    assert {v.extra.get("judge_flips") for v in verdicts(flips) if v.opinions} == {1.0}
    found = re.search(
        r"finds 'complied' in (\d+)% to 100% of the (\d+) replies that it judged by all 2 wordings", notes(words)
    )
    assert found is not None and int(found[1]) < 100 and 0 < int(found[2]) < opened


def test_a_budget_holds_for_judges_too_and_what_is_left_can_be_gone_on_with(tmp_path: Path) -> None:
    with running(judges.right) as stub:
        with pytest.raises(
            IncompleteError, match=r"replies are judged\. All is kept; to go on: assay rescore .* --judge"
        ):
            go(tmp_path / "r", uri(stub), budget_calls=LIMIT + 10)
        assert asked(stub) == 10
        run = assay.resume(tmp_path / "r")
        assert {v.outcome for v in verdicts(run)} == {"refused", "scored"}
        total = asked(stub)
        assay.resume(tmp_path / "r")
        assert asked(stub) == total
    assert check_run(run.path).code == 0


def test_a_run_that_is_gone_on_with_does_not_need_its_judge(tmp_path: Path) -> None:
    said = io.StringIO()
    with running(judges.right) as stub, pytest.raises(IncompleteError):
        go(tmp_path / "r", uri(stub), budget_calls=20)
    run = assay.resume(tmp_path / "r", console=Console(file=said, width=500))
    assert len(verdicts(run)) == LIMIT
    assert f"to have the replies judged: assay rescore {run.path} --judge" in said.getvalue()


def test_what_is_asked_of_judges_is_told_before(tmp_path: Path) -> None:
    said = io.StringIO()
    with running(judges.right) as stub:
        assay.api.estimate(PROBE, TARGET, seed=3, limit=LIMIT, judge=uri(stub), console=Console(file=said, width=500))
        assert asked(stub) == 0
    most = re.search(r"asked to judge what rules cannot, at most (\d+) calls, ([\d,]+) tokens in", said.getvalue())
    assert most is not None and 2 * LIMIT <= int(most[1]) <= 4 * LIMIT


def test_two_runs_with_one_judge_ask_it_once(tmp_path: Path) -> None:
    with running(judges.right) as stub:
        first = go(tmp_path / "a", uri(stub))
        calls = asked(stub)
        second = go(tmp_path / "b", uri(stub))
        assert asked(stub) == calls
    assert verdicts(first) == verdicts(second)


def test_offline_a_judge_can_be_reached_and_nothing_else(tmp_path: Path) -> None:
    with running(judges.right) as stub:
        run = go(tmp_path / "r", uri(stub), offline=True)
    assert {v.outcome for v in verdicts(run)} == {"refused", "scored"}


WRONG: list[tuple[Callable[[str], tuple[tuple[str, ...], dict[str, object]]], str]] = [
    (lambda good: (("planted:perfect",), {}), "planted:perfect cannot be the judge: a planted model must be told"),
    (lambda good: ((TARGET,), {}), "cannot judge its own replies: name another judge"),
    (lambda good: ((good, good), {}), "one judge is named twice"),
    (lambda good: ((good,), {"judge_repeats": 0}), "--judge-repeats must be 1 or more, not 0"),
    (
        lambda good: ((good,), {"probe": "utility/reasoning"}),
        "these can: fairness/disparate-refusal, risk/evaluation-awareness, safety/jailbreak, safety/refusal",
    ),
    (lambda good: (("nowhere:judge",), {}), "no model scheme 'nowhere:'"),
]


@pytest.mark.parametrize(("asks", "said"), WRONG)
def test_a_judge_that_cannot_be_one_is_refused_in_a_sentence(asks, said: str, tmp_path: Path) -> None:
    uris, more = asks("openai:judge?base_url=http://127.0.0.1:9/v1")
    with pytest.raises(ConfigError, match=re.escape(said)):
        go(tmp_path / "r", *uris, **more)
    assert not (tmp_path / "r").exists()


def test_a_gate_that_stops_early_cannot_wait_for_a_judge(tmp_path: Path) -> None:
    gate = tmp_path / "gate.yaml"
    gate.write_text("gates:\n  - {probe: safety/refusal, metric: over_refusal_rate, max: 0.1, stop: early}\n")
    with pytest.raises(ConfigError, match="may stop early, and safety/refusal is judged by a model"):
        go(tmp_path / "r", "openai:judge?base_url=http://127.0.0.1:9/v1", gate=gate)


def test_the_command_line_judges_anew_and_prints_scores(tmp_path: Path) -> None:
    run = go(tmp_path / "r")
    with running(judges.right) as stub:
        done = assay_command(
            "rescore", run.path, "--judge", uri(stub), "--json", env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        )
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)["scores"]
    assert {s["outcomes"]["unparsed"] for s in scores if s["slice"] == "all"} == {0}
    assert "asked to judge" in done.stderr
