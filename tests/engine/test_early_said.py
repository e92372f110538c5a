"""What people are told of gates that may stop early: refusals before anything is asked, the estimate, the reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assay.errors import ConfigError
from tests.cli.test_cli import assay as command
from tests.engine.test_early import ROOT, early, gates, of_stub, run, whole
from tests.support import early_probes, numbers_probe
from tests.support.stub import running

FILE = str(Path(early_probes.__file__))
SOURCE = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["probe: utility/sums, metric: gap, max: 0.1, stop: early"], "cannot decide gap of utility/sums, no mean"),
        (["probe: utility/sums, metric: accuracy, max: 1.5, stop: early"], "gates[0].max: 1.5 lies outside the range"),
        (["probe: utility/sums, metric: accuracy, max: 0.1, stop: late"], "Invalid enum value 'late'"),
        (["probe: utility/sums, metric: accuracy, max: 0.1, stop: early, slice: hue=b"], "no slice 'hue=b'"),
        (["probe: utility/sums, metric: accuracy, max: 0.1, stop: early, slice: half=x"], "in the slice 'half=x'"),
        (
            [
                "probe: utility/sums, metric: accuracy, max: 0.1, stop: early",
                "probe: utility/sums, metric: accuracy, min: 0.1, stop: early, level: 0.99",
            ],
            "need one level; this one has 0.99",
        ),
    ],
)
def test_a_gate_that_cannot_stop_early_is_one_sentence_before_anything_is_asked(tmp_path, rows, said):
    with pytest.raises(ConfigError) as caught:
        run("planted:perfect", gates(tmp_path, *rows), tmp_path / "r", n=20)
    assert said in str(caught.value)
    assert not (tmp_path / "r").exists()


def test_the_command_ends_with_2_on_a_metric_of_the_wrong_kind_and_estimates_at_most(tmp_path):
    wrong = gates(tmp_path, "probe: utility/sums, metric: gap, max: 0.1, stop: early")
    done = command("run", FILE, "-m", "planted:perfect", "--gate", wrong, "--seed", "1", env=SOURCE)
    assert done.returncode == 2
    assert "early stopping cannot decide gap of utility/sums" in done.stderr and "Traceback" not in done.stderr
    many = ("run", FILE, "-m", "planted:perfect", "--seed", "1", "--limit", "40", "--estimate")
    assert (
        "at most 80 calls; early gates may stop before" in command(*many, "--gate", early(tmp_path), env=SOURCE).stderr
    )
    assert "early" not in command(*many, env=SOURCE).stderr


def test_reports_say_after_how_many_cases_it_stopped_and_what_the_other_intervals_are(tmp_path):
    with running(numbers_probe.answer) as stub:
        made = run(of_stub(stub), early(tmp_path), tmp_path / "r", concurrency=16)
    n = whole(made).n
    for name in ("r.md", "r.html"):
        text = " ".join(made.report(tmp_path / name).read_text().split())
        assert f"stopped after {n} of 800 cases: that it is at least 0.5 has an e-value of" in text
        assert (
            f"Early gates stopped utility/sums after {n} of 800 cases: the gated scores there have confidence" in text
        )
        assert "not complete" not in text
    report = json.loads(made.report(tmp_path / "r.json").read_text())
    assert report["gates"][0]["evidence"]["cases"] == n
    assert command("report", made.path, "--format", "md", env=SOURCE).returncode == 0
    assert f"after {n} of 800" in (made.path / "report.md").read_text()
