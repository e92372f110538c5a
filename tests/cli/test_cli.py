"""The command line as people and machines use it: output, exit codes, and one sentence for every mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import numbers_probe
from tests.support.openai_wire import Said
from tests.support.stub import running

PROBE = str(Path(numbers_probe.__file__))
ROOT = Path(__file__).parents[2]


def assay(*args: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.endswith("_API_KEY")}
    return subprocess.run(
        [sys.executable, "-m", "assay", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd or ROOT,
        env=clean | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"} | (env or {}),
        timeout=120,
    )


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence on stderr. No traceback, and nothing on stdout."""
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout == ""
    lines = [line for line in done.stderr.splitlines() if line.startswith("assay:")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_run_writes_the_folder_and_says_where_the_report_is(tmp_path):
    done = assay("run", PROBE, "-m", "planted:perfect", "--seed", "1", "--limit", "20", "-o", tmp_path / "r")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert f"report: {tmp_path / 'r' / 'report.html'}" in done.stderr
    assert {f.name for f in (tmp_path / "r").iterdir()} == {
        "run.json",
        "journal.jsonl",
        "samples.parquet",
        "scores.json",
        "report.html",
    }


def test_json_is_on_stdout_and_nothing_else_is(tmp_path):
    done = assay("run", PROBE, "-m", "planted:perfect", "--seed", "1", "--limit", "9", "-o", tmp_path / "r", "--json")
    scores = json.loads(done.stdout)
    assert scores["schema"] == "assay/scores/1"
    assert scores["models"] == ["planted:perfect"]
    fields = set(scores["scores"][0])
    assert {
        "model", "kind", "dimension", "aspect", "probe", "metric", "slice", "value", "low", "high", "level", "interval",
        "n", "clusters", "outcomes", "bounds", "direction", "range", "unit", "chance", "trust", "judge", "certificate",
        "seed", "stopped",
    } <= fields  # fmt: skip


def test_the_estimate_comes_before_anything_is_spent(tmp_path):
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        done = assay("run", PROBE, "-m", uri, "--limit", "30", "--estimate", "--json", cwd=tmp_path)
        assert sum(stub.stats().answered.values()) == 0
    [probe] = json.loads(done.stdout)["probes"]
    assert (probe["n"], probe["calls"], probe["output_tokens"]) == (30, 30, 30 * 8)
    assert probe["input_tokens"] > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("gate", "code", "word"),
    [("min: 0.5", 0, "pass"), ("max: 0.2", 1, "fail"), ("min: 0.7", 3, "undecided")],
)
def test_gates_decide_the_exit_code(tmp_path, gate, code, word):
    file = tmp_path / "gate.yaml"
    file.write_text(f"gates:\n  - {{probe: utility/numbers, metric: accuracy, {gate}}}\n")
    with running(numbers_probe.answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        done = assay("run", PROBE, "-m", uri, "--seed", "1", "--limit", "200", "-o", tmp_path / "r", "--gate", file)
    assert done.returncode == code, done.stderr
    assert f": {word}" in done.stderr


def test_errors_make_the_run_incomplete_and_say_what_to_do(tmp_path):
    with running(lambda call: Said(status=400)) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        done = assay("run", PROBE, "-m", uri, "--limit", "5", "-o", tmp_path / "r")
    assert done.returncode == 3
    assert f"assay resume {tmp_path / 'r'}" in done.stderr
    score = json.loads((tmp_path / "r" / "scores.json").read_text())["scores"][0]
    assert score["value"] is None
    assert score["trust"] is None


MISTAKES = [
    (("run", PROBE, "-m", "nonsense"), "is no model URI: write scheme:name"),
    (("run", PROBE, "-m", "opnai:gpt"), "no model scheme 'opnai:'"),
    (("run", PROBE, "-m", "openai:gpt-5-mini"), "OPENAI_API_KEY"),
    (("run", PROBE, "-m", "openai:m?base_url=http://127.0.0.1:9/v1"), "127.0.0.1:9"),
    (("run", PROBE, "-m", "openai:m?api_key=abc"), "keys are read from the environment only"),
    (("run", PROBE, "-m", "openai:m?bas_url=x"), "no parameter 'bas_url'"),
    (("run", PROBE, "-m", "llamacpp:no/such.gguf"), "no/such.gguf"),
    (("run", PROBE, "-m", "python:no.such.module:f"), "no.such.module"),
    (("run", PROBE, "-m", "planted:nonsense"), "nonsense"),
    (("run", PROBE, "-m", "planted:perfect", "-m", "planted:perfect"), "named twice"),
    (("run", "safety/refusl", "-m", "planted:perfect"), "did you mean 'safety/refusal'?"),
    (("run", "nothing-like-it.py", "-m", "planted:perfect"), "there is no probe file nothing-like-it.py"),
    (("run", "nothing.yaml", "-m", "planted:perfect"), "there is no suite file nothing.yaml"),
    (("run", PROBE, "-m", "planted:perfect", "--limit", "0"), "--limit must be 1 or more"),
    (("run", PROBE, "-m", "planted:perfect", "--concurrency", "0"), "concurrency must be 1 or more"),
    (("run", PROBE, "-m", "planted:perfect", "--seed", "-1"), "seed must be a whole number"),
    (("run", PROBE, "-m", "planted:perfect", "--level", "1.5"), "level must lie between 0 and 1"),
    (("run", PROBE, "-m", "planted:perfect", "--gate", "no-gate.yaml"), "no-gate.yaml"),
    (("resume", "no-run"), "no-run is no run folder"),
    (("rescore", "no-run"), "no-run is no run folder"),
    (("report", "no-run"), "no-run is no run folder"),
    (("show", "no/such"), "no suite or probe is named 'no/such'"),
    (("fetch", "no-such-model"), "no-such-model"),
    (("new", "probe", "nonsense"), "write dimension/aspect"),
]
WRONG_USAGE = [
    ((), "Usage:"),
    (("run",), "Missing argument"),
    (("run", PROBE, "--nope"), "No such option"),
    (("runn",), "No such command"),
    (("run", PROBE, "-m", "planted:perfect", "--limit", "many"), "--limit"),
]


@pytest.mark.parametrize(("args", "words"), MISTAKES, ids=[" ".join(map(str, a[-3:])) for a, _ in MISTAKES])
def test_a_mistake_gets_one_sentence_and_exit_code_2(tmp_path, args, words):
    done = assay(*args, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert words in sentence(done)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("args", "words"), WRONG_USAGE, ids=[" ".join(a) or "nothing" for a, _ in WRONG_USAGE])
def test_wrong_usage_exits_2_without_a_traceback(tmp_path, args, words):
    done = assay(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name: x\nprobes: [", "mine.yaml is no valid suite"),
        ("name: x\n", "mine.yaml is no valid suite: Object missing required field `probes`"),
        ("name: x\nprobez: [a]\n", "probez"),
        ("name: x\nprobes: [{probe: utility, m: 3}]\n", "unknown field `m`"),
        ("name: x\nprobes: [utilty]\n", "did you mean 'utility'?"),
        ("name: x\nprobes: []\n", "at least one probe"),
        ("!!python/object/apply:os.system ['true']", "mine.yaml is no valid suite"),
    ],
)
def test_a_bad_suite_file_names_the_file_and_the_field(tmp_path, content, words):
    (tmp_path / "mine.yaml").write_text(content)
    done = assay("run", "mine.yaml", "-m", "planted:perfect", cwd=tmp_path)
    assert done.returncode == 2
    assert words in sentence(done)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("import nothing_like_it", "mine.py could not be imported: ModuleNotFoundError"),
        ("x = 1", "mine.py defines no probe"),
        ("import assay\n@assay.probe('nonsense/x')\nclass A: ...\n", "'nonsense/x' is no probe name"),
        ("import assay\n@assay.probe('utility/x')\nclass A: ...\n", "the class A has no 'cases'"),
        (
            "import assay\n@assay.probe('utility/x')\nclass A:\n  def cases(self, rng, n): return []\n"
            "  judge = assay.judges.exact()\n  metrics = [assay.measure.rate('a', better='higher')]\n",
            "utility/x: cases() made no case",
        ),
    ],
)
def test_a_bad_probe_file_names_the_file_and_the_mend(tmp_path, content, words):
    (tmp_path / "mine.py").write_text(content)
    done = assay("run", "mine.py", "-m", "planted:perfect?kind=llm", cwd=tmp_path)
    assert done.returncode == 2
    assert words in sentence(done)


def test_a_probe_asked_of_the_wrong_kind_is_named(tmp_path):
    (tmp_path / "mine.py").write_text(
        "import assay\n@assay.probe('utility/x', kind='t2i')\nclass A:\n  def cases(self, rng, n): return []\n"
        "  judge = assay.judges.exact()\n  metrics = [assay.measure.rate('a', better='higher')]\n"
    )
    done = assay("run", "mine.py", "-m", "planted:perfect?kind=llm", cwd=tmp_path)
    assert done.returncode == 2
    assert "'mine.py' is for kind t2i, and the model is kind llm" in sentence(done)


@pytest.mark.parametrize("content", ["gates: [", "gates: [{probe: a}]", "gates: [{probe: a, metric: b, maxx: 1}]"])
def test_a_bad_gate_file_stops_before_anything_is_asked(tmp_path, content):
    (tmp_path / "gate.yaml").write_text(content)
    done = assay("run", PROBE, "-m", "planted:perfect", "--gate", "gate.yaml", "-o", "r", cwd=tmp_path)
    assert done.returncode == 2
    assert "gate.yaml" in sentence(done)
    assert not (tmp_path / "r").exists()


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc").is_dir(), reason="needs a place that cannot be written")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    place = "/proc/assay-run" if os.geteuid() == 0 else str(tmp_path / "closed" / "run")
    if os.geteuid():
        (tmp_path / "closed").mkdir(mode=0o500)
    done = assay("run", PROBE, "-m", "planted:perfect", "-o", place)
    assert done.returncode == 2
    assert f"cannot make the run folder {place}" in sentence(done)


def test_a_corrupt_journal_is_named_with_its_line(tmp_path):
    assay("run", PROBE, "-m", "planted:perfect", "--limit", "5", "-o", tmp_path / "r")
    journal = tmp_path / "r" / "journal.jsonl"
    journal.write_text("{torn\n" + journal.read_text())
    for command in ("resume", "rescore"):
        done = assay(command, tmp_path / "r")
        assert done.returncode == 2
        assert "journal.jsonl, line 1 is damaged" in sentence(done)


@pytest.mark.parametrize(
    "what", ["probes", "suites", "models", "judges", "sources", "variations", "metrics", "reports"]
)
def test_list_speaks_to_people_and_to_machines(what):
    people = assay("list", what)
    machine = assay("list", what, "--json")
    assert people.returncode == machine.returncode == 0
    rows = json.loads(machine.stdout)
    assert rows
    name = next(iter(rows[0].values()))
    assert str(name) in people.stderr
    assert people.stdout == ""


def test_show_prints_real_cases_with_right_and_wrong_answers():
    done = assay("show", "truthfulness/honesty/lying", "--cases", "2", "--json")
    [probe] = json.loads(done.stdout)
    assert len(probe["samples"]) == 2
    assert all(s["ideal"] != s["worst"] for s in probe["samples"])
    assert assay("show", "truthfulness/honesty/lying", "--cases", "2").stderr.count("right") >= 2


def test_report_writes_other_formats(tmp_path):
    assay("run", PROBE, "-m", "planted:perfect", "--limit", "5", "-o", tmp_path / "r")
    done = assay("report", tmp_path / "r", "--format", "html,md,junit,json", "--json")
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)
    assert len(written) == 4
    assert all(Path(f).stat().st_size > 100 for f in written)
    assert "no report is named 'pdf'" in sentence(assay("report", tmp_path / "r", "--format", "pdf"))


def test_new_probe_writes_a_probe_and_a_test_that_pass(tmp_path):
    done = assay("new", "probe", "utility/times-tables", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path / "test_times_tables.py")],
        capture_output=True, text=True, cwd=tmp_path, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    assert "5 passed" in ran.stdout
    again = assay("new", "probe", "utility/times-tables", "-o", tmp_path)
    assert again.returncode == 2
    assert "is there already" in sentence(again)


def test_ctrl_c_exits_130_and_the_run_can_be_resumed(tmp_path):
    import signal
    import time

    with running(numbers_probe.answer, latency=0.05) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        folder = tmp_path / "r"
        process = subprocess.Popen(
            [sys.executable, "-m", "assay", "run", PROBE, "-m", uri, "--limit", "300", "-o", str(folder),
             "--concurrency", "4", "--seed", "1"],
            stderr=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while not ((folder / "journal.jsonl").exists() and (folder / "journal.jsonl").stat().st_size):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130, err
        assert f"assay resume {folder}" in err
        done = assay("resume", folder)
        assert done.returncode == 0, done.stderr
    assert "are not asked again" in done.stderr
