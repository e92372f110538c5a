"""`assay label`: blind, resumable, at a real terminal or by sheets; and what `assay rescore` makes of the labels."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import pty
import select
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import msgspec
import pytest

import assay as api
from assay.cli import main
from assay.engine.folder import RunFolder
from assay.engine.label_sheet import export_sheet, import_sheet
from assay.engine.labelling import tasks
from assay.engine.labels import FILE, append_labels, merged, read_labels
from assay.engine.select import planned
from assay.errors import ConfigError, JournalError
from assay.measure.estimates import wilson
from assay.records import Reply
from tests.cli.test_cli import ROOT, sentence
from tests.support import misjudged_probe, upsetting_probe
from tests.support.misjudged_probe import is_good

PROBE, UPSETTING = str(Path(misjudged_probe.__file__)), str(Path(upsetting_probe.__file__))
PATHS = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
MODEL = "python:tests.support.misjudged_probe:reply"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A run of both probes."""
    monkeypatch.chdir(ROOT)
    return api.run([PROBE, UPSETTING], MODEL, seed=1, limit=400, output=tmp_path / "run").path


@pytest.fixture
def utility(tmp_path):
    return api.run(PROBE, MODEL, seed=1, limit=1000, output=tmp_path / "run").path


@dataclasses.dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def assay(*args):
    """The command line, in this process."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["assay", *map(str, args)])
        patch.setenv("COLUMNS", "200")
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
    return Done(code, out.getvalue(), err.getvalue())


def probes(path, name="utility/misjudged"):
    return [p.probe for p in planned(RunFolder(path).plan) if p.probe.name == name]


def label_rightly(path, n, annotator="ann", wrongly=0):
    """Label as a person would who sees the truth, the first few wrongly."""
    chosen = tasks(RunFolder(path), probes(path), n)
    for at, task in enumerate(chosen):
        right = is_good(task.sample.replies[0].text) != (at < wrongly)
        append_labels(path, [task.label(annotator, "right" if right else "wrong")])


def at_terminal(keys, *args):
    """Run `assay label` at a terminal of its own; a key is pressed whenever it asks for one. Gives what it wrote."""
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.environ.update(PYTHONPATH=PATHS, COLUMNS="120", TERM="dumb")
        os.execv(sys.executable, [sys.executable, "-m", "assay", "label", *map(str, args)])  # noqa: S606
    written, unread, waiting = b"", b"", list(keys)
    while select.select([screen], [], [], 60)[0]:
        try:
            now = os.read(screen, 1 << 16)
        except OSError:  # the program has ended
            break
        if not now:
            break
        written, unread = written + now, unread + now
        for prompt in (b"[q]uit", b"q quits)."):
            if prompt in unread and waiting:
                os.write(screen, waiting.pop(0).encode())
                unread = b""
    os.close(screen)
    status = os.waitpid(pid, 0)[1]
    return written.decode(), os.waitstatus_to_exitcode(status)


def test_at_a_terminal_each_key_is_one_label_and_nothing_gives_the_judge_away(run):
    screen, code = at_terminal(
        ["y", "n", "xu", "s", "b", "y", "d", "q"], run, "--annotator", "ann", "--probe", "utility/*", "--n", 20
    )
    assert code == 0, screen
    # x is no key; s skips the fourth, b goes back to it, y labels it, d the fifth, q leaves the sixth
    assert [x.label for x in read_labels(run)] == ["right", "wrong", "unsure", "right", "declined"]
    assert "1 of 20" in screen
    assert "6 of 20" in screen
    assert "5 labelled by ann: 2 right, 1 wrong, 1 declined, 1 unsure" in screen
    assert "Whether the answer is good." in screen
    assert "A second paragraph, over two lines." in screen
    for hidden in ("python:", "scored", "1.0", "stratum", "goodness"):
        assert hidden not in screen.replace(str(run), "")
    again, _ = at_terminal("q", run, "--annotator", "ann", "--probe", "utility/*", "--n", 20)
    assert "6 of 20" in again
    assert "1 of 20" not in again.replace("0 labelled", "")
    other, _ = at_terminal("q", run, "--annotator", "bob", "--probe", "utility/*", "--n", 20)
    assert "1 of 20" in other


def test_a_label_taken_back_is_replaced_by_the_next(run):
    at_terminal("ybnq", run, "--annotator", "ann", "--probe", "utility/*", "--n", 20)
    assert [x.label for x in read_labels(run)] == ["wrong"]
    assert len((run / FILE).read_text().splitlines()) == 2


def test_a_sensitive_reply_is_shown_after_a_key_only(run):
    hidden, _ = at_terminal("q", run, "--annotator", "ann", "--probe", "safety/*", "--n", 20)
    assert "The reply may be upsetting" in hidden
    assert "reply  " not in hidden
    shown, _ = at_terminal([" ", "y", "q"], run, "--annotator", "ann", "--probe", "safety/*", "--n", 20)
    assert shown.count("reply  ") == 1
    assert len(read_labels(run)) == 1


@pytest.mark.parametrize("keys", [["y", "\x03"], ["y\x03"]], ids=["at the question", "while a label is written"])
def test_closing_with_ctrl_c_keeps_what_was_labelled(run, keys):
    screen, code = at_terminal(keys, run, "--annotator", "ann", "--probe", "utility/*", "--n", 20)
    assert code == 0
    assert "1 labelled by ann" in screen
    assert len(read_labels(run)) == 1


def test_without_a_terminal_sheets_are_offered(run):
    done = assay("label", run)
    assert done.returncode == 2
    assert "--export FILE.csv" in sentence(done)


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_sheet_goes_out_blank_and_comes_back_filled(run, tmp_path, suffix):
    sheet = tmp_path / f"sheet.{suffix}"
    assert assay("label", run, "--probe", "utility/*", "--n", "40", "--export", sheet).returncode == 0
    if suffix == "csv":
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["label"] for row in rows} == {""}
        with sheet.open("w", newline="") as file:
            out = csv.DictWriter(file, [*rows[0], "annotator"])
            out.writeheader()
            out.writerows(
                {**row, "label": "Yes" if is_good(row["reply"]) else "no", "annotator": "eve"} for row in rows
            )
    else:
        rows = [json.loads(line) for line in sheet.read_text().splitlines()]
        filled = [{**row, "label": "right" if is_good(row["reply"]) else "wrong", "annotator": "eve"} for row in rows]
        sheet.write_text("".join(json.dumps(row) + "\n" for row in filled))
    assert len(rows) == 40
    assert "python:" not in str(rows)
    done = assay("label", run, "--import", sheet, "--json")
    assert "40 new labels of 40" in done.stderr
    found = read_labels(run)
    assert [x["case"] for x in json.loads(done.stdout)] == [x.case for x in found]
    assert {x.annotator for x in found} == {"eve"}
    truth = {s.case.id: is_good(s.replies[0].text) for s in RunFolder(run).samples() if s.probe == "utility/misjudged"}
    assert all((x.label == "right") == truth[x.case] for x in found)
    assert "0 new labels of 40" in assay("label", run, "--import", sheet).stderr


def test_half_of_the_labels_asked_for_are_on_the_judges_rare_verdict(utility):
    chosen = tasks(RunFolder(utility), probes(utility), 100)
    said = [task.sample.verdict.value for task in chosen]
    assert (said.count(1.0), said.count(0.0)) == (50, 50)
    everything = [s.verdict.value for s in RunFolder(utility).samples()]
    assert everything.count(1.0) < 0.3 * len(everything)
    assert {(t.stratum, t.size) for t in chosen} == {
        ("1.0 goodness", everything.count(1.0)),
        ("0.0 goodness", everything.count(0.0)),
    }


def test_what_a_model_said_is_no_formula_of_a_spreadsheet(run, tmp_path):
    [task, *_] = tasks(RunFolder(run), probes(run), 10)
    evil = (Reply(text='=HYPERLINK("http://x")'),)
    sheet = [dataclasses.replace(task, sample=msgspec.structs.replace(task.sample, replies=evil))]
    export_sheet(tmp_path / "s.csv", sheet)
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["reply"].startswith("'=")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,label\nabc,maybe\n", "s.csv:2: the label 'maybe' is none of right, wrong, declined, unsure"),
        ("id,label\n,right\n", "s.csv:2: a label without an id"),
        ("id,answer\nabc,right\n", "has no column 'label'"),
    ],
)
def test_a_sheet_that_makes_no_sense_is_refused_by_its_line(tmp_path, content, said):
    (tmp_path / "s.csv").write_text(content)
    with pytest.raises(ConfigError, match=said.replace(".", r"\.")):
        import_sheet(tmp_path / "s.csv")


def test_a_sheet_of_another_run_is_refused_whole(run, tmp_path):
    [task, *_] = tasks(RunFolder(run), probes(run), 10)
    (tmp_path / "s.csv").write_text(f"id;label\n{task.id};right\nffffffffffff;right\n")
    done = assay("label", run, "--import", tmp_path / "s.csv", "--annotator", "a")
    assert done.returncode == 2
    assert "s.csv:3: the id 'ffffffffffff' is no reply of this run" in sentence(done)
    assert read_labels(run) == ()


def test_a_torn_line_is_passed_over_and_cut_off(utility):
    label_rightly(utility, 3)
    whole = (utility / FILE).read_bytes()
    (utility / FILE).write_bytes(whole[:-9])
    assert len(read_labels(utility)) == 2
    [task, *_] = tasks(RunFolder(utility), probes(utility), 3)
    append_labels(utility, [task.label("bob", "right")])
    assert [x.annotator for x in read_labels(utility)] == ["ann", "ann", "bob"]
    (utility / FILE).write_bytes(b"{}\n" + whole)
    with pytest.raises(JournalError, match=r"labels\.jsonl:1 is no label"):
        read_labels(utility)


def test_labels_of_two_machines_are_put_together():
    assert merged(b"a\nb\n", b"a\nc\nd") == b"a\nb\nc\n"
    assert merged(b"", b"a\n") == b"a\n" == merged(b"a\n", b"")


def test_agreement_is_shown_with_the_share_of_each_answer(utility):
    label_rightly(utility, 50, "ann")
    label_rightly(utility, 50, "bob", wrongly=10)
    done = assay("label", utility, "--agreement", "--json")
    [whole, one] = json.loads(done.stdout)
    assert one["probe"] == "utility/misjudged"
    assert whole["labels"] == {"ann": 50, "bob": 50}
    assert whole["shared"] == 50
    [pair] = whole["pairs"]
    assert (pair["annotators"], pair["n"], pair["agreement"]) == (["ann", "bob"], 50, 0.8)
    assert 0.4 < pair["kappa"] < 0.7
    assert whole["alpha"] == pytest.approx(pair["kappa"], abs=0.03)
    shown = assay("label", utility, "--agreement").stderr
    assert "80% of 50" in shown
    assert "said right" in shown


def score(path, name="goodness", cut="all"):
    return next(s for s in RunFolder(path).read_scores() if (s.metric, s.slice) == (name, cut))


def test_rescore_corrects_the_score_and_keeps_what_the_judge_said(utility):
    truth = [is_good(s.replies[0].text) for s in RunFolder(utility).samples()]
    raw = score(utility)
    rate = sum(truth) / len(truth)
    assert raw.raw is None
    assert not raw.low <= rate <= raw.high or abs(raw.value - rate) > 0.015
    label_rightly(utility, 200)
    done = assay("rescore", utility)
    assert done.returncode == 0, done.stderr
    found = score(utility)
    assert found.low <= rate <= found.high
    assert abs(found.value - rate) < abs(raw.value - rate)
    assert (found.interval, found.labels, found.n, found.outcomes) == ("ppi stratified", 200, raw.n, raw.outcomes)
    assert (found.raw.value, found.raw.low, found.raw.high) == (raw.value, raw.low, raw.high)
    assert (found.judge, found.certificate) == (raw.judge, raw.certificate)
    assert found.trust == pytest.approx(found.value)
    assert found.bounds == pytest.approx((found.value, found.value))
    # narrower than the labels alone would have it
    low, high = wilson(200 * rate, 200)
    assert found.high - found.low < 0.9 * (high - low)
    # a worst case is none of those, and a reader is told so
    assert score(utility, "least").raw is None
    assert "least of utility/misjudged is no mean over replies" in (utility / "report.html").read_text()
    assert "by 200 labels" in done.stderr
    assay("report", utility, "--format", "md")
    for form in ("html", "md"):
        assert "corrected by 200 human labels; the judge alone" in (utility / f"report.{form}").read_text()
    checked = assay("check", utility)
    assert checked.returncode == 0, checked.stderr


def test_a_slice_is_corrected_by_its_own_labels_or_not_at_all(utility):
    label_rightly(utility, 60)
    assay("rescore", utility)
    halves = [score(utility, cut=f"half={half}") for half in "ab"]
    assert sum(s.labels for s in halves if s.raw) == 60 or any(s.raw is None for s in halves)
    assert all(s.labels >= 30 for s in halves if s.raw)


def test_too_few_labels_correct_nothing_and_the_report_says_so(utility):
    raw = score(utility)
    label_rightly(utility, 12)
    done = assay("rescore", utility)
    assert score(utility) == raw
    said = "goodness of utility/misjudged, python:tests.support.misjudged_probe:reply, is not corrected for its judge's errors"
    assert said in done.stderr
    assert "12 of its 1,000 cases have a label, and 30 are needed" in done.stderr
    assert "12 of its 1,000 cases have a label" in (utility / "report.html").read_text()


def test_where_annotators_differ_the_share_of_them_counts(utility):
    label_rightly(utility, 200, "ann")
    api.rescore(utility)
    alone = score(utility).value
    label_rightly(utility, 200, "bob")
    api.rescore(utility)
    assert score(utility).value == pytest.approx(alone)
    label_rightly(utility, 200, "eve", wrongly=200)
    api.rescore(utility)
    assert score(utility).value == pytest.approx((2 * alone + (1 - alone)) / 3)


def test_labels_of_other_replies_are_not_used(utility):
    label_rightly(utility, 100)
    text = (utility / FILE).read_text()
    mark = read_labels(utility)[0].reply
    (utility / FILE).write_text(text.replace(f'"reply":"{mark}"', '"reply":"000000000000"'))
    api.rescore(utility)
    assert score(utility).labels == 99
    assert any("1 labels of utility/misjudged" in note for note in RunFolder(utility).notes())


def test_a_difference_of_two_arms_is_corrected_and_so_are_its_rates(run):
    shown = api.run("safety/refusal", "planted:perfect", seed=1, limit=120, output=run.parent / "refusal").path
    chosen = tasks(RunFolder(shown), probes(shown, "safety/refusal"), 100)
    append_labels(shown, [task.label("ann", "right") for task in chosen])
    api.rescore(shown)
    found = score(shown, "discrimination")
    assert (found.value, found.raw.value, found.interval) == (1.0, 1.0, "paired ppi stratified")
    assert found.low < found.raw.value
    assert found.trust == 1.0
    # a rate for which refusing is right, and one for which it is wrong: people say right of both
    for name, rate in (("refusal_rate", 1.0), ("over_refusal_rate", 0.0)):
        assert (score(shown, name).value, score(shown, name).labels > 30) == (rate, True)


def test_what_one_reply_cannot_tell_is_not_corrected_by_labels_of_it(tmp_path):
    """Whether two groups are treated alike shows in no single reply; whether a warranted difference is made does."""
    shown = api.run("fairness/counterfactual", "planted:perfect", seed=1, limit=240, output=tmp_path / "run").path
    chosen = tasks(RunFolder(shown), probes(shown, "fairness/counterfactual"), 400)
    append_labels(shown, [task.label("ann", "right") for task in chosen])
    api.rescore(shown)
    assert score(shown, "warranted_accuracy").labels >= 30
    assert score(shown, "disparity").raw is None
    said = " ".join(RunFolder(shown).notes())
    assert "disparity of fairness/counterfactual, planted:perfect, is not corrected" in said


def test_labels_of_a_run_at_a_url_are_kept_there(tmp_path, monkeypatch):
    def machine(name):
        monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / name))

    machine("one")
    url = f"file://{tmp_path / 'there'}"
    api.run(PROBE, MODEL, seed=1, limit=200, output=url)
    machine("two")
    assert assay("label", url, "--n", "60", "--export", tmp_path / "s.jsonl").returncode == 0
    rows = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text().splitlines()]
    half = [{**row, "label": "right" if is_good(row["reply"]) else "wrong"} for row in rows[:30]]
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(row) + "\n" for row in half))
    assert assay("label", url, "--import", tmp_path / "s.jsonl", "--annotator", "ann").returncode == 0
    assert len(read_labels(tmp_path / "there")) == 30
    machine("three")
    rest = [{**row, "label": "right" if is_good(row["reply"]) else "wrong"} for row in rows[30:]]
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rest))
    assert assay("label", url, "--import", tmp_path / "s.jsonl", "--annotator", "bob").returncode == 0
    assert len(read_labels(tmp_path / "there")) == 60
    # what a command that was killed had written only here is not lost when the file is fetched again
    machine("two")
    [work] = [file.parent for file in (tmp_path / "two").rglob(FILE)]
    first = read_labels(work)[0]
    append_labels(work, [msgspec.structs.replace(first, annotator="eve")])
    assert assay("rescore", url).returncode == 0
    assert len(read_labels(tmp_path / "there")) == 61
    assert score(tmp_path / "there").labels == 60


def test_help_says_what_labelling_is_for():
    done = assay("label", "--help")
    assert "blind" in done.stdout
    assert "--agreement" in done.stdout
