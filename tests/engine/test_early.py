"""Runs whose gates may stop them early, over real sockets: what is saved, what is decided, and that nothing else moves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import assay
from assay.engine.check import check_run
from assay.engine.journal import read_journal
from assay.errors import IncompleteError
from assay.records import Sample
from tests.engine.test_run import scores_bytes, wait_for_lines
from tests.support import early_probes, numbers_probe
from tests.support.openai_wire import Said
from tests.support.stub import Faults, running

ROOT = Path(__file__).parents[2]
RATE = 0.7
"""The planted rate at which the stub answers rightly."""


def gates(folder: Path, *rows: str) -> Path:
    path = folder / "gates.yaml"
    path.write_text("gates:\n" + "".join(f"  - {{{row}}}\n" for row in rows))
    return path


def early(folder: Path, limit: str = "min: 0.5", *more: str) -> Path:
    """A gate file with one early gate on the probe of lone cases, and the gates given besides."""
    return gates(folder, f"probe: utility/sums, metric: accuracy, {limit}, stop: early", *more)


def run(uri, gate, output, *, what="utility/sums", n=800, **options):
    """A run with the early probes; they are loaded by their file and picked by their names."""
    assert early_probes.Sums
    return assay.run(what, uri, seed=1, limit=n, gate=gate, output=output, cache=False, **options)


def whole(made, probe="utility/sums", metric="accuracy"):
    [score] = [s for s in made.scores if (s.slice, s.probe, s.metric) == ("all", probe, metric)]
    return score


def of_stub(stub) -> str:
    return f"openai:m?base_url={stub.base_url}"


@pytest.mark.parametrize(("limit", "verdict"), [("min: 0.5", "pass"), ("max: 0.5", "fail"), ("min: 0.9", "fail")])
def test_far_from_the_limit_the_right_verdict_takes_at_most_two_calls_in_five(tmp_path, limit, verdict):
    with running(numbers_probe.answer) as stub:
        made = run(of_stub(stub), early(tmp_path, limit), tmp_path / "r", concurrency=16)
        asked = stub.stats().requests
    [decision] = made.gates
    assert decision.verdict == verdict
    assert asked <= 0.4 * 800
    score = whole(made)
    assert score.stopped == "decided"
    assert score.interval == "confidence sequence"
    assert score.low < RATE < score.high
    # while one worker waits for the case that decides, the others go on
    assert score.n == decision.evidence.cases <= asked < score.n + 3 * 16
    assert decision.reason.startswith(f"stopped after {score.n} of 800 cases: that it is ")
    assert f"{max(decision.evidence.e_pass, decision.evidence.e_fail):.3g}" in decision.reason


def test_at_the_limit_all_cases_are_asked_and_the_gate_is_undecided(tmp_path):
    with running(numbers_probe.answer) as stub:
        made = run(of_stub(stub), early(tmp_path, "min: 0.7"), tmp_path / "r", n=400)
        assert stub.stats().requests == 400
    [decision] = made.gates
    assert decision.verdict == "undecided"
    assert decision.reason.startswith("all 400 cases were asked: ")
    assert whole(made).stopped == "complete"
    assert whole(made).n == 400
    assert whole(made).interval == "confidence sequence"  # it was looked at after every case


def test_without_stop_nothing_is_stopped_and_nothing_else_changes(tmp_path):
    gate = gates(tmp_path, "probe: utility/sums, metric: accuracy, min: 0.5")
    a = run("planted:perfect", gate, tmp_path / "a", n=100)
    b = run("planted:perfect", None, tmp_path / "b", n=100)
    assert a.plan.run == b.plan.run
    assert scores_bytes(a.path) == scores_bytes(b.path)
    assert whole(a).n == 100 and whole(a).interval == "wilson"
    c = run("planted:perfect", early(tmp_path), tmp_path / "c", n=100)
    assert c.plan.run != a.plan.run, "a gate that stops early decides the scores, and so is part of the run's id"


def test_one_worker_and_32_under_faults_give_the_same_decision_and_scores_to_the_byte(tmp_path):
    gate = early(tmp_path, "min: 0.6")
    with running(numbers_probe.answer, faults=Faults(rate_limited=0.03, dropped=0.02), latency=0.001) as stub:
        one = run(of_stub(stub), gate, tmp_path / "one", concurrency=1)
        many = run(of_stub(stub), gate, tmp_path / "many", concurrency=32)
    assert whole(one).stopped == "decided"
    assert one.gates == many.gates
    assert scores_bytes(one.path) == scores_bytes(many.path)
    journalled = [len(list(made.samples())) for made in (one, many)]
    assert journalled[0] == whole(one).n < journalled[1], "what was in flight is journalled, and enters no score"


SCRIPT = """
import sys, assay
from tests.support import early_probes
assay.run("utility/sums", sys.argv[1], seed=1, limit=800, gate=sys.argv[3], output=sys.argv[2], cache=False, concurrency=8)
"""


def test_after_kill_9_resume_asks_nothing_again_and_decides_the_same_to_the_byte(tmp_path):
    gate = early(tmp_path, "min: 0.6")
    with running(numbers_probe.answer, latency=0.01) as stub:
        undisturbed = run(of_stub(stub), gate, tmp_path / "whole", concurrency=8)
        first = stub.stats().per_prompt
        killed = tmp_path / "killed"
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, of_stub(stub), str(killed), str(gate)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        wait_for_lines(killed / "journal.jsonl", 60, process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        held = {s.case.prompt for s in read_journal(killed / "journal.jsonl") if isinstance(s, Sample)}
        assert 60 <= len(held) < whole(undisturbed).n
        before = stub.stats().per_prompt
        resumed = assay.resume(killed)
        after = stub.stats().per_prompt
        assert [p for p in held if after[p] != before[p]] == []
        again = assay.resume(killed)
        assert stub.stats().per_prompt == after, "a stopped probe stays stopped"
    assert resumed.gates == undisturbed.gates == again.gates
    assert scores_bytes(killed) == scores_bytes(undisturbed.path)
    assert len(first) < 800
    assert check_run(killed).code == 0


def test_a_probe_with_a_fixed_gate_besides_runs_in_full_and_its_early_gate_is_decided_all_the_same(tmp_path):
    gate = early(tmp_path, "min: 0.5", "probe: utility/sums, metric: gap, max: 0.5")
    with running(numbers_probe.answer) as stub:
        made = run(of_stub(stub), gate, tmp_path / "r", n=200)
        assert stub.stats().requests == 200
    first, fixed = made.gates
    assert first.verdict == fixed.verdict == "pass"
    assert first.reason.startswith("all 200 cases were asked: ")
    assert fixed.evidence is None
    assert whole(made).stopped == "complete"
    assert whole(made).interval == "wilson", "nothing could have stopped it"


def test_a_probe_that_no_gate_speaks_of_runs_in_full(tmp_path):
    made = run("planted:perfect", early(tmp_path), tmp_path / "r", what=["utility/sums", "utility/pairs"], n=60)
    assert whole(made).stopped == "decided"
    assert whole(made, "utility/pairs").n == 60
    assert whole(made, "utility/pairs").stopped == "complete"


def test_two_gates_are_decided_by_holm_and_the_second_in_the_light_of_the_first(tmp_path):
    """A perfect model doubles the e-value nearly with each case: alone the gate takes 40, the first of two takes 80."""
    alone = run("planted:perfect", early(tmp_path), tmp_path / "a", n=100)
    rows = "probe: utility/pairs, metric: accuracy, min: 0.5, stop: early"
    both = run(
        "planted:perfect", early(tmp_path, "min: 0.5", rows), tmp_path / "b", what=["utility/sums", "utility/pairs"], n=100
    )  # fmt: skip
    first, second = both.gates
    assert first.verdict == second.verdict == "pass"
    assert 40 <= alone.gates[0].evidence.e_pass < 80 <= first.evidence.e_pass
    assert 40 <= second.evidence.e_pass < 80, (
        "the first has passed by then, so that the second needs what one alone does"
    )
    assert first.evidence.cases > alone.gates[0].evidence.cases
    assert "Holm's procedure over 2" in first.reason


def test_a_gate_decided_alone_goes_on_while_another_about_the_same_cases_is_not(tmp_path):
    gate = early(tmp_path, "min: 0.3", "probe: utility/sums, metric: accuracy, min: 0.6, stop: early")
    with running(numbers_probe.answer) as stub:
        made = run(of_stub(stub), gate, tmp_path / "r")
    easy, hard = made.gates
    assert easy.verdict == hard.verdict == "pass"
    assert easy.evidence.cases == hard.evidence.cases
    assert easy.evidence.e_pass > 1e3 * hard.evidence.e_pass


def test_several_models_are_stopped_each_by_itself(tmp_path):
    models = ["planted:perfect", "planted:worst"]
    made = run(models, early(tmp_path), tmp_path / "r", n=100)
    assert [d.verdict for d in made.gates] == ["pass", "fail"]
    only = gates(tmp_path, "probe: utility/*, metric: accuracy, model: 'planted:worst', min: 0.5, stop: early")
    made = run(models, only, tmp_path / "s", n=100)
    found = {s.model: (s.n, s.stopped) for s in made.scores if (s.slice, s.metric) == ("all", "accuracy")}
    assert found["planted:perfect"] == (100, "complete")
    assert found["planted:worst"][0] < 20 and found["planted:worst"][1] == "decided"


def test_clusters_that_overlap_are_looked_at_as_one_and_cases_outside_the_metric_are_not(tmp_path):
    gate = gates(tmp_path, "probe: utility/pairs, metric: original, min: 0.5, stop: early")
    made = run("planted:perfect", gate, tmp_path / "r", what="utility/pairs", n=400)
    [decision] = made.gates
    cases = decision.evidence.cases
    assert cases % 4 == 0
    assert whole(made, "utility/pairs", "original").n == cases // 2
    lone = run("planted:perfect", early(tmp_path), tmp_path / "s", n=100)
    assert cases == 4 * lone.gates[0].evidence.cases, "each four is one value of full weight"


def test_a_gate_on_a_slice_looks_at_its_cases_alone(tmp_path):
    gate = early(tmp_path, "min: 0.5, slice: half=b")
    made = run("planted:perfect", gate, tmp_path / "r", n=100)
    [decision] = made.gates
    lone = run("planted:perfect", early(tmp_path), tmp_path / "s", n=100)
    assert decision.verdict == "pass"
    assert decision.evidence.cases == 2 * lone.gates[0].evidence.cases
    [score] = [s for s in made.scores if (s.slice, s.metric) == ("half=b", "accuracy")]
    assert score.interval == "confidence sequence"
    assert whole(made).interval == "wilson" and whole(made).stopped == "decided"


def test_cases_that_do_not_count_keep_a_gate_from_stopping_where_they_leave_too_much_open(tmp_path):
    def half(call):
        number = int(call.last.split()[0])
        return Said(text="", finish="content_filter") if number % 2 else str(number + 1)

    with running(half) as stub:
        made = run(of_stub(stub), early(tmp_path), tmp_path / "r", n=100)
        assert stub.stats().requests == 100
        wide = run(of_stub(stub), early(tmp_path, "min: 0.5, max_unscored: 0.6"), tmp_path / "s", n=100)
    assert made.gates[0].verdict == "undecided" and "left open" in made.gates[0].reason
    assert wide.gates[0].verdict == "pass" and whole(wide).stopped == "decided"


@pytest.mark.parametrize(("limit", "undone"), [(0.2, False), (0.3, True)])
def test_resume_asks_errors_again_and_goes_on_only_where_that_undoes_a_decision(tmp_path, limit, undone):
    broken, calls = True, []

    def answer(call):
        number = int(call.last.split()[0])
        calls.append(number)
        return Said(status=400) if broken and number == 3 else numbers_probe.answer(call)

    with running(answer) as stub:
        # one at a time: of more, those under way when it was decided may be all that the resumed run needs
        made = run(of_stub(stub), early(tmp_path, f"min: {limit}"), tmp_path / "r", concurrency=1)
        assert made.errors == 1 and whole(made).stopped == "decided"
        broken = False
        calls.clear()
        again = assay.resume(made.path)
    assert calls[0] == 3
    assert (len(calls) > 1) == undone
    assert (whole(again).n > whole(made).n + 1) == undone
    assert again.errors == 0
    assert whole(again).stopped == "decided"
    assert check_run(made.path).code == 0


def test_a_rescored_run_that_is_decided_no_more_says_so_and_resume_goes_on(tmp_path):
    with running(numbers_probe.answer) as stub:
        made = run(of_stub(stub), early(tmp_path, "min: 0.3"), tmp_path / "r", concurrency=1)
        assert made.gates[0].verdict == "pass"
        lines = made.folder.journal.read_text().splitlines()
        spoiled = [
            re.sub(r'("replies":\[\{"text":)"\d+"', r'\1"wrong"', line) if number % 10 >= 3 else line
            for number, line in enumerate(lines)
        ]
        made.folder.journal.write_text("\n".join(spoiled) + "\n")
        rescored = assay.rescore(made.path)
        [decision] = rescored.gates
        assert decision.verdict == "undecided"
        assert decision.reason.startswith(
            f"the first {whole(made).n} of 800 cases are there; 'assay resume' asks the rest"
        )
        assert whole(rescored).stopped == "interrupted"
        asked = stub.stats().requests
        resumed = assay.resume(made.path)
        assert stub.stats().requests > asked
    assert resumed.gates[0].verdict == "pass"
    assert resumed.gates[0].evidence.cases > whole(made).n


def test_what_is_left_out_is_not_missing_and_what_is_lost_is(tmp_path):
    with running(numbers_probe.answer) as stub:
        made = run(of_stub(stub), early(tmp_path), tmp_path / "r", concurrency=8)
    checked = check_run(made.path)
    assert checked.code == 0
    n = whole(made).n
    assert f"after {n} of 800 cases" in next(f.said for f in checked.findings if f.check == "stopped")
    lines = made.folder.journal.read_text().splitlines(keepends=True)
    gone = next(k for k, line in enumerate(lines) if '"id":"000002-' in line)
    made.folder.journal.write_text("".join(lines[:gone] + lines[gone + 1 :]))
    assert check_run(made.path).code == 3
    scores = json.loads(scores_bytes(made.path))
    scores["evidence"][0]["e_pass"] = 1e6
    made.folder.journal.write_text("".join(lines))
    (made.path / "scores.json").write_text(json.dumps(scores))
    assert check_run(made.path).code == 1
    assert check_run(made.path, mend=True).code == 0


def test_a_budget_that_is_spent_names_only_what_is_needed(tmp_path):
    gate = early(tmp_path, "min: 0.3")
    with (
        running(numbers_probe.answer) as stub,
        pytest.raises(IncompleteError, match=r"Not answered: 95 cases \(utility/pairs 95 of 100\)"),
    ):
        run(of_stub(stub), gate, tmp_path / "r", what=["utility/sums", "utility/pairs"], n=100, concurrency=1,
            budget_calls=21)  # fmt: skip


def test_a_gate_added_afterwards_is_not_decided_on_cases_that_stopped_for_another(tmp_path):
    gate = early(tmp_path)
    made = run("planted:perfect", gate, tmp_path / "r", n=100)
    early(tmp_path, "min: 0.5", "probe: utility/sums, metric: gap, max: 0.9")
    kept, added = made.folder.decisions()
    assert kept.verdict == "pass"
    assert added.verdict == "undecided" and "for the sake of other gates" in added.reason
