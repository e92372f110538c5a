"""The bench measures what it says: real processes against its stub, and counts, never times."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import job, server
from bench.process import measure, python
from bench.programs import BARE, Outcome
from bench.results import as_markdown, value_of
from bench.rows import Row, Setting
from bench.stub import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def stub():
    with server.running() as running:
        yield running


def test_one_command_counts_faults_resumed_cases_and_starts(tmp_path):
    file = tmp_path / "rows.json"
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--only", "faults,resume,start", "--json", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert file.exists(), done.stderr
    found = json.loads(file.read_text())
    assert found["command"] == f"python -m bench --quick --only faults,resume,start --json {file}"
    rows = {row["what"]: row for row in found["rows"]}
    counted = [row for row in found["rows"] if row["group"] in ("faults", "resume")]
    assert len(counted) == 7
    assert {row["what"]: row["value"] for row in counted} == {row["what"]: 0.0 for row in counted}
    assert all(row["met"] and row["n"] == 500 for row in counted)
    assert int(rows["cases lost under faults"]["note"].split()[0]) > 80  # a fifth of the first attempts alone is 100
    journalled = int(rows["asked again after kill -9"]["note"].split()[0])
    assert 100 < journalled < 500
    assert rows["assay --help"]["value"] > rows["starting Python itself"]["value"] > 0
    assert "asked again after kill -9" in done.stderr
    assert done.stdout == ""
    missed = any(row["met"] is False for row in found["rows"])  # a start may be slow on a busy machine
    assert done.returncode == int(missed)


@pytest.mark.slow
def test_early_gates_are_measured_by_real_runs_and_by_simulation(tmp_path):
    file = tmp_path / "rows.json"
    command = [sys.executable, "-m", "bench", "--quick", "--only", "sequential", "--json", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = [row for row in json.loads(file.read_text())["rows"] if row["group"] == "sequential"]
    saved, wrong = rows[:3], rows[3:]
    assert all(row["value"] >= 60 and row["met"] for row in saved)
    assert [row["note"].split()[0] for row in saved] == ["pass", "fail", "fail"]
    assert len(wrong) == 3
    assert all(0 < row["value"] <= 5 and row["met"] for row in wrong)


def test_the_bare_loop_asks_every_question_once_and_is_told_the_expected_answers(stub):
    run = Setting(stub=stub).run(BARE, 300, concurrency=8)
    assert run.outcome == Outcome(recorded=300, right=job.expected(300))
    assert 0 < job.expected(300) < 300
    assert stub.counts() == dict.fromkeys(range(300), 1)
    assert run.stats.requests == run.stats.answers == 300
    assert run.stats.connections >= 8
    assert list(run.files) == ["log.jsonl"]
    assert run.cost.status == 0
    assert run.cost.cpu > 0
    assert run.cost.peak > 10 * 2**20


def test_the_stub_holds_calls_for_the_latency_and_sees_how_many_are_open(stub):
    run = Setting(stub=stub).run(BARE, 60, concurrency=20, settings=Settings(latency=0.05))
    assert run.stats.peak == 20
    assert run.stats.window >= 3 * 0.05


def test_a_program_that_does_not_survive_faults_is_said_to_have_failed(stub):
    run = Setting(stub=stub).run(BARE, 50, concurrency=4, settings=Settings(server_error=1.0))
    assert run.outcome is None
    assert run.failed.startswith("it ended with status 1: KeyError")


def test_faults_depend_on_question_and_attempt_alone():
    settings = Settings(rate_limited=0.05, server_error=0.05, dropped=0.05, malformed=0.05)
    met = [settings.fault(i, 1) for i in range(4000)]
    assert met == [settings.fault(i, 1) for i in range(4000)]
    for name in ("rate_limited", "server_error", "dropped", "malformed"):
        assert 140 < met.count(name) < 260
    assert met != [settings.fault(i, 2) for i in range(4000)]
    assert {Settings().fault(i, 1) for i in range(100)} == {""}


def test_a_wrong_answer_never_contains_the_right_one():
    for i in range(20_000):
        assert (str(i + 1) in job.answer(i)) == job.is_right(i)


def test_a_process_is_measured_with_the_children_it_waited_for():
    child = "x = bytearray(200_000_000); print(sum(i * i for i in range(10**6)))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    # From a small process: on Linux a process begins with the peak of the one that it was forked from.
    code = (
        "from bench.process import measure, python\n"
        "alone = measure(python('-c', 'pass'))\n"
        f"cost = measure(python('-c', {parent!r}))\n"
        "print(cost.status, cost.peak - alone.peak, cost.cpu - alone.cpu)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    status, peak, cpu = done.stdout.split()
    assert status == "0"
    assert int(peak) > 150 * 10**6
    assert float(cpu) > 0


def test_a_process_that_does_not_end_is_killed():
    cost = measure(python("-c", "import time; print('up', flush=True); time.sleep(600)"), timeout=1.0)
    assert cost.status == -9
    assert cost.last_words == "up"


def test_the_page_names_the_command_and_leaves_no_measured_row_out():
    rows = [
        Row(group="speed", what="samples/s at 0 ms", program="assay", value=2345.6, unit="/s", n=20_000, met=True),
        Row(group="ray", what="speed-up", program="assay", value=None, unit="×", note="not measured yet"),
    ]
    page = as_markdown(rows, "python -m bench --docs", Path("docs/benchmarks.svg"), 4.25)
    assert "load average 4.2" in page
    assert "python -m bench --docs" in page
    assert "| samples/s at 0 ms | 20,000 | assay | 2,346 /s |  | yes |  |" in page
    assert "| speed-up |  | assay | – |  |  | not measured yet |" in page


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0 s"), (0.1234, "0.12 s"), (12.34, "12.3 s"), (1234.5, "1,234 s"), (3.0, "3 s")]
)
def test_values_are_written_in_the_digits_they_carry(value, text):
    assert value_of(Row(group="", what="", program="", value=value, unit="s")) == text
