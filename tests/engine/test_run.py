"""Whole runs over real sockets: every case is recorded once, whatever the server does."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb
import pytest

import assay
from assay.engine.calls import Limits
from assay.engine.folder import RunFolder
from assay.engine.journal import read_journal
from assay.errors import ConfigError, IncompleteError, JournalError, ModelError
from assay.records import Sample
from tests.support import numbers_probe
from tests.support.openai_wire import Said, error
from tests.support.stub import Faults, running

PROBE = str(Path(numbers_probe.__file__))


def scores_bytes(path: Path) -> bytes:
    return (path / "scores.json").read_bytes()


def accuracy(n: int) -> float:
    return sum(numbers_probe.right(number) for number in range(n)) / n


def test_2000_cases_with_every_kind_of_fault_are_each_recorded_once_with_the_right_score(tmp_path):
    faults = Faults(rate_limited=0.05, server_error=0.05, dropped=0.05, malformed=0.05, retry_after=0.01)
    with running(numbers_probe.answer, faults=faults) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        run = assay.run(PROBE, uri, seed=1, limit=2000, output=tmp_path / "run", cache=False)
        stats = stub.stats()
    ids = Counter(s.case.id for s in read_journal(run.folder.journal) if isinstance(s, Sample))
    assert len(ids) == 2000
    assert set(ids.values()) == {1}
    [score] = [s for s in run.scores if s.slice == "all"]
    assert score.value == pytest.approx(accuracy(2000), abs=0)
    assert score.outcomes == {"scored": 2000, "refused": 0, "blocked": 0, "unparsed": 0, "error": 0}
    assert all(stats.faults[kind] > 50 for kind in ("rate_limited", "server_error", "dropped", "malformed"))
    assert run.errors == 0


def test_the_same_run_again_has_the_same_scores_and_id_to_the_byte(tmp_path):
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        for name, concurrency in (("a", 1), ("b", 50)):
            assay.run(PROBE, uri, seed=1, limit=100, output=tmp_path / name, cache=False, concurrency=concurrency)
    assert scores_bytes(tmp_path / "a") == scores_bytes(tmp_path / "b")


def test_parquet_holds_one_row_a_case(tmp_path):
    with running(numbers_probe.answer) as stub:
        run = assay.run(
            PROBE, f"openai:m?base_url={stub.base_url}", seed=1, limit=50, output=tmp_path / "r", cache=False
        )
    rows = duckdb.sql(
        f"select count(*), count(distinct \"case\"), avg(value), any_value(tags['half'] is not null), "
        f"any_value(replies[1].text is not null) from '{run.path / 'samples.parquet'}'"
    ).fetchall()[0]
    assert rows == (50, 50, pytest.approx(accuracy(50)), True, True)


SCRIPT = """
import sys, assay
from tests.support.numbers_probe import __file__ as probe
assay.run(probe, sys.argv[1], seed=1, limit=int(sys.argv[3]), output=sys.argv[2], cache=False, concurrency=8)
"""


def start_run(uri: str, folder: Path, n: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, uri, str(folder), str(n)],
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def wait_for_lines(journal: Path, n: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.read_bytes().count(b"\n") >= n):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "the run does not get on"
        time.sleep(0.005)


def test_after_kill_9_resume_asks_no_journalled_reply_again_and_the_scores_are_the_same(tmp_path):
    with running(numbers_probe.answer, latency=0.01) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        assay.run(PROBE, uri, seed=1, limit=400, output=tmp_path / "whole", cache=False)
    with running(numbers_probe.answer, latency=0.01) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        folder = tmp_path / "killed"
        process = start_run(uri, folder, 400)
        wait_for_lines(folder / "journal.jsonl", 150, process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        journalled = {s.case.prompt for s in read_journal(folder / "journal.jsonl") if isinstance(s, Sample)}
        assert 150 <= len(journalled) < 400
        before = stub.stats().per_prompt
        run = assay.resume(folder)
        after = stub.stats().per_prompt
    assert [p for p in journalled if after[p] != before[p]] == []
    assert len(after) == 400
    ids = [s.case.id for s in run.samples()]
    assert len(ids) == len(set(ids)) == 400
    [whole] = [s for s in RunFolder(tmp_path / "whole").read_scores() if s.slice == "all"]
    [killed] = [s for s in run.scores if s.slice == "all"]
    assert (whole.value, whole.low, whole.high, whole.n) == (killed.value, killed.low, killed.high, killed.n)


def test_ctrl_c_finishes_the_calls_under_way_and_says_how_to_resume(tmp_path):
    with running(numbers_probe.answer, latency=0.02) as stub:
        folder = tmp_path / "run"
        process = start_run(f"openai:m?base_url={stub.base_url}", folder, 2000)
        wait_for_lines(folder / "journal.jsonl", 20, process)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        stats = stub.stats()
    assert f"assay resume {folder}" in err.decode()
    samples = [s for s in read_journal(folder / "journal.jsonl") if isinstance(s, Sample)]
    assert sum(stats.answered.values()) == len(samples) < 2000
    assert not (folder / "scores.json").exists()


def test_a_server_that_dies_stops_the_run_and_resume_asks_only_the_rest(tmp_path):
    folder = tmp_path / "run"
    with running(numbers_probe.answer, latency=0.005) as stub:
        port = stub.port
        process = start_run(f"openai:m?base_url={stub.base_url}", folder, 3000)
        wait_for_lines(folder / "journal.jsonl", 50, process)
    # the socket is closed now
    process.terminate()
    process.communicate(timeout=60)
    with pytest.raises(ModelError, match=f"127.0.0.1:{port}"):
        assay.resume(folder)


def test_a_model_that_answers_nothing_any_more_ends_the_run_incomplete(tmp_path):
    with running(numbers_probe.answer, faults=Faults(server_error=1.0)) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        with pytest.raises(IncompleteError, match=r"gave no answer to \d+ calls in a row.*assay resume"):
            assay.run(PROBE, uri, seed=1, limit=500, output=tmp_path / "r", cache=False, concurrency=5, patience=0)


def test_errors_are_asked_again_by_resume_and_nothing_else_is(tmp_path):
    calls: list[str] = []
    broken = True

    def answer(call):
        calls.append(call.last)
        number = int(call.last.split()[0])
        if broken and number % 10 == 0:
            return Said(status=400)
        return numbers_probe.answer(call)

    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        run = assay.run(PROBE, uri, seed=1, limit=50, output=tmp_path / "r", cache=False)
        assert run.errors == 5
        [score] = [s for s in run.scores if s.slice == "all"]
        assert score.outcomes["error"] == 5
        assert score.n == 45
        low, high = score.bounds
        assert low < score.value < high
        broken = False
        calls.clear()
        run = assay.resume(run.path)
    assert sorted(calls) == sorted(numbers_probe.SUM.format(n) for n in range(0, 50, 10))
    assert run.errors == 0


def test_what_was_given_up_is_asked_once_more_at_the_end_and_what_was_refused_is_not(tmp_path, monkeypatch):
    calls: Counter[int] = Counter()

    def answer(call):
        number = int(call.last.split()[0])
        calls[number] += 1
        if number == 3 or (number in (7, 11) and calls[number] <= 3) or (number == 12 and calls[number] <= 99):
            return Said(status=400 if number == 3 else 500)
        return numbers_probe.answer(call)

    monkeypatch.setattr("assay.api.check_limits", lambda *_: Limits(attempts=3, base=0.001, cap=0.002))
    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        run = assay.run(PROBE, uri, seed=1, limit=20, output=tmp_path / "r", cache=False, concurrency=1)
    assert calls == Counter(range(20)) + Counter({7: 3, 11: 3, 12: 5}), "12 was given up twice, and that is that"
    assert [s.case.prompt.split()[0] for s in run.samples() if s.verdict.outcome == "error"] == ["3", "12"]


def test_rescore_asks_nothing_and_mends_a_changed_verdict(tmp_path):
    with running(numbers_probe.answer) as stub:
        run = assay.run(
            PROBE, f"openai:m?base_url={stub.base_url}", seed=1, limit=30, output=tmp_path / "r", cache=False
        )
        asked = stub.stats().requests
        before = scores_bytes(run.path)
        lines = run.folder.journal.read_text().splitlines()
        spoiled = [line.replace('"outcome":"scored","value":1.0', '"outcome":"scored","value":0.0') for line in lines]
        assert spoiled != lines
        run.folder.journal.write_text("\n".join(spoiled) + "\n")
        again = assay.rescore(run.path)
        assert stub.stats().requests == asked
    assert scores_bytes(run.path) == before
    assert [s.verdict.value for s in again.samples()] == [s.verdict.value for s in assay.rescore(run.path).samples()]


def test_resume_refuses_when_the_cases_are_no_longer_the_planned_ones(tmp_path):
    file = tmp_path / "probe.py"
    file.write_text(Path(PROBE).read_text().replace("utility/numbers", "utility/copied"))
    assay.run(str(file), "planted:perfect", seed=1, limit=5, output=tmp_path / "r")
    file.write_text(file.read_text() + "\n# changed\n")
    with pytest.raises(ConfigError, match="has changed since this run was planned"):
        assay.resume(tmp_path / "r")


def test_a_run_never_writes_over_another(tmp_path):
    assay.run(PROBE, "planted:perfect", seed=1, limit=5, output=tmp_path / "r")
    with pytest.raises(ConfigError, match="already holds a run"):
        assay.run(PROBE, "planted:perfect", seed=1, limit=5, output=tmp_path / "r")


def test_a_corrupt_journal_is_named(tmp_path):
    run = assay.run(PROBE, "planted:perfect", seed=1, limit=5, output=tmp_path / "r")
    lines = run.folder.journal.read_text().splitlines()
    run.folder.journal.write_text("\n".join([lines[0], "{broken", *lines[2:]]) + "\n")
    with pytest.raises(JournalError, match=r"journal.jsonl, line 2 is damaged"):
        assay.resume(run.path)


def test_the_key_reaches_no_file_of_the_run(tmp_path, monkeypatch):
    key = "sk-live-5f3c9a77d1e84b02"
    monkeypatch.setenv("NUMBERS_KEY", key)
    with running(lambda call: f"your key is {key}", key=key) as stub:
        uri = f"openai:m?base_url={stub.base_url}&key_env=NUMBERS_KEY"
        run = assay.run(PROBE, uri, seed=1, limit=5, output=tmp_path / "r", cache=False)
    for file in run.path.iterdir():
        if file.name != "samples.parquet":
            assert key.encode() not in file.read_bytes(), file


def test_offline_reaches_the_target_and_nothing_else(tmp_path):
    with running(numbers_probe.answer) as stub, running(numbers_probe.answer) as other:
        run = assay.run(
            PROBE,
            f"openai:m?base_url={stub.base_url}",
            seed=1,
            limit=5,
            output=tmp_path / "r",
            cache=False,
            offline=True,
        )
        assert run.errors == 0
        spy = tmp_path / "spy.py"
        spy.write_text(
            "import urllib.request\n"
            "def ask(prompt):\n"
            f"    return urllib.request.urlopen('{other.base_url}/models').read().decode()\n"
        )
        leaky = assay.run(PROBE, f"python:{spy}:ask", seed=1, limit=3, output=tmp_path / "s", offline=True)
        assert other.stats().requests == 0
    assert {s.verdict.outcome for s in leaky.samples()} == {"error"}
    assert "--offline" in next(iter(leaky.samples())).replies[0].error


def test_several_models_run_side_by_side(tmp_path):
    run = assay.run(PROBE, ["planted:perfect", "planted:worst"], seed=1, limit=20, output=tmp_path / "r")
    found = {s.model: s.value for s in run.scores if s.slice == "all"}
    assert found == {"planted:perfect": 1.0, "planted:worst": 0.0}


def test_run_json_is_enough_to_repeat_it(tmp_path):
    run = assay.run(PROBE, "planted:perfect", seed=5, limit=20, output=tmp_path / "r")
    plan = json.loads((run.path / "run.json").read_text())
    again = assay.run(
        [p["file"] for p in plan["probes"]],
        [m["uri"] for m in plan["models"]],
        seed=plan["seed"],
        limit=plan["limit"],
        output=tmp_path / "s",
    )
    assert again.plan.run == plan["run"]
    assert scores_bytes(run.path) == scores_bytes(again.path)


def test_a_parameter_that_the_server_refused_is_noted_in_the_run_and_its_reports(tmp_path):
    def answer(call):
        if "temperature" in call.body:
            return error(400, "Unsupported value: 'temperature'.", code="unsupported_value", param="temperature")
        return numbers_probe.answer(call)

    with running(answer) as stub:
        run = assay.run(
            PROBE, f"openai:m?base_url={stub.base_url}", seed=1, limit=20, output=tmp_path / "r", cache=False
        )
    [note] = run.folder.notes()
    assert "does not support 'temperature'" in note
    assert "temperature" in run.report(tmp_path / "r.md").read_text()
    assert json.loads(run.report(tmp_path / "r.json").read_text())["notes"] == [note]
