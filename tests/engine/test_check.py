"""Whether `assay check` finds every kind of damage planted in real runs, mends what can be, and cries over nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import assay
from assay.engine.check import Checked, check_run
from assay.engine.folder import RunFolder
from assay.engine.journal import Journal
from assay.errors import ConfigError, JournalError
from tests.cli.test_cli import assay as command
from tests.cli.test_cli import sentence
from tests.support import numbers_probe
from tests.support.openai_wire import Said
from tests.support.stub import running

PROBE = str(Path(numbers_probe.__file__))
N = 40
DERIVED = ("samples.parquet", "scores.json", "report.html")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of two models over a probe of one call and a packaged one of two."""
    path = tmp_path_factory.mktemp("whole") / "run"
    assay.run(
        [PROBE, "truthfulness/sycophancy"], ["planted:perfect", "planted:worst"], seed=1, limit=N, output=path, cache=False
    )  # fmt: skip
    return path


@pytest.fixture
def run(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "run"))


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in folder.iterdir()}


def states(checked: Checked) -> dict[str, str]:
    """What is said of each check that does not simply agree."""
    return {f.check: f.state for f in checked.findings if f.state != "agrees"}


def said(checked: Checked, check: str) -> str:
    return next(f.said for f in checked.findings if f.check == check)


def lines(run: Path) -> list[str]:
    return (run / "journal.jsonl").read_text().splitlines(keepends=True)


def samples(run: Path) -> list[int]:
    """The numbers of the journal's lines that hold a sample."""
    return [k for k, line in enumerate(lines(run)) if '"t":"sample"' in line]


def rewrite(run: Path, change: Callable[[list[str]], list[str]]) -> None:
    (run / "journal.jsonl").write_text("".join(change(lines(run))))


def test_a_whole_run_agrees_and_is_not_touched(run):
    before = content(run)
    for mend in (False, True):
        checked = check_run(run, mend=mend)
        assert states(checked) == {}
        assert checked.code == 0
    assert {f.check for f in checked.findings} >= {
        "run.json", "cases", "records", "once", "contents", "verdicts", "samples.parquet", "scores.json"
    }  # fmt: skip
    assert content(run) == before


def test_a_deleted_line_is_a_missing_case_and_resume_restores_the_run_to_the_byte(run):
    scores = (run / "scores.json").read_bytes()
    gone = samples(run)[7]
    rewrite(run, lambda all_lines: all_lines[:gone] + all_lines[gone + 1 :])
    checked = check_run(run)
    assert checked.code == 3
    assert "1 of " in said(checked, "records")
    assert f"assay resume {run}" in said(checked, "records")
    assert states(checked) == {"records": "missing", "samples.parquet": "differs", "scores.json": "differs"}
    mended = check_run(run, mend=True)
    assert states(mended) == {"records": "missing", "samples.parquet": "mended", "scores.json": "mended"}
    assert mended.code == 3
    assay.resume(run)
    assert check_run(run).code == 0
    assert (run / "scores.json").read_bytes() == scores


def test_a_doubled_sample_is_named_and_cannot_be_mended(run):
    line = lines(run)[samples(run)[3]]
    case = json.loads(line)["case"]["id"]
    rewrite(run, lambda all_lines: [*all_lines, line])
    journal = (run / "journal.jsonl").read_bytes()
    for mend in (False, True):
        checked = check_run(run, mend=mend)
        assert checked.code == 1
        assert states(checked) == {"once": "differs"}
        assert case in said(checked, "once")
    assert (run / "journal.jsonl").read_bytes() == journal


def test_an_edited_prompt_in_the_journal_is_named(run):
    number = next(k for k in samples(run) if " plus one" in lines(run)[k])
    case = json.loads(lines(run)[number])["case"]["id"]
    rewrite(
        run,
        lambda all_lines: [
            line.replace(" plus one", " plus two", 1) if k == number else line for k, line in enumerate(all_lines)
        ],
    )
    for mend in (False, True):
        checked = check_run(run, mend=mend)
        assert checked.code == 1
        assert case in said(checked, "contents")
        assert states(checked)["contents"] == "differs"
    assert states(check_run(run)) == {"contents": "differs"}


def test_an_edited_reference_in_the_journal_is_named_too(run):
    number = next(k for k in samples(run) if " plus one" in lines(run)[k])
    event = json.loads(lines(run)[number])
    event["case"]["reference"] = "-1"
    rewrite(run, lambda a: [json.dumps(event) + "\n" if k == number else line for k, line in enumerate(a)])
    assert states(check_run(run))["contents"] == "differs"


def test_an_edited_verdict_in_the_journal_is_not_made_the_truth_of_the_scores(run):
    wrong = next(k for k in samples(run) if '"value":0.0' in lines(run)[k] and '"utility/numbers"' in lines(run)[k])
    rewrite(
        run,
        lambda a: [line.replace('"value":0.0', '"value":1.0') if k == wrong else line for k, line in enumerate(a)],
    )
    checked = check_run(run)
    assert states(checked) == {"verdicts": "differs", "samples.parquet": "differs", "scores.json": "differs"}
    assert f"assay rescore {run}" in said(checked, "verdicts")
    assert check_run(run, mend=True).code == 1
    assay.rescore(run)
    assert check_run(run).code == 0


def parquet(run: Path, select: str) -> None:
    """Replace the run's parquet file by a query over it."""
    file, part = run / "samples.parquet", run / "part"
    query = select.format(t=f"read_parquet('{file}')")
    duckdb.sql(f"COPY ({query}) TO '{part}' (FORMAT parquet)")
    part.replace(file)


PARQUET = {
    "an edited verdict": "SELECT * REPLACE (CASE WHEN \"case\" LIKE '000003-%' AND model = 'planted:worst' AND probe = "
    "'utility/numbers' THEN 1.0 ELSE value END AS value) FROM {t}",
    "an edited reply": "SELECT * REPLACE (list_transform(replies, lambda r: struct_update(r, text := r.text || ' ')) AS replies) "
    "FROM {t}",
    "an edited tag": "SELECT * REPLACE (map_concat(tags, MAP {{'half': 'c'}}) AS tags) FROM {t}",
    "a missing row": "SELECT * FROM {t} LIMIT 11",
    "a doubled row": "SELECT * FROM {t} UNION ALL (SELECT * FROM {t} LIMIT 1)",
    "one row for another": "(SELECT * FROM {t} OFFSET 1) UNION ALL (SELECT * FROM {t} LIMIT 1 OFFSET 1)",
    "a missing column": "SELECT * EXCLUDE (why) FROM {t}",
}


@pytest.mark.parametrize("what", PARQUET)
def test_a_changed_parquet_file_is_found_and_written_anew(run, what):
    before = content(run)
    parquet(run, PARQUET[what])
    checked = check_run(run)
    assert states(checked) == {"samples.parquet": "differs"}
    assert checked.code == 1
    if what == "an edited verdict":
        assert "1 rows are not as journalled (000003-" in said(checked, "samples.parquet")
    if what == "a missing row":
        assert f"has 11 rows, the journal {len(samples(run))} final records" in said(checked, "samples.parquet")
    mended = check_run(run, mend=True)
    assert states(mended) == {"samples.parquet": "mended"}
    assert mended.code == 0
    assert check_run(run).code == 0
    assert {k: v for k, v in content(run).items() if k != "samples.parquet"} == {
        k: v for k, v in before.items() if k != "samples.parquet"
    }


def test_the_same_rows_in_another_order_and_compression_agree(run):
    parquet(run, 'SELECT * FROM {t} ORDER BY value, model DESC, "case" DESC')
    assert states(check_run(run)) == {}


@pytest.mark.parametrize("name", ["samples.parquet", "scores.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "noise"])
def test_a_derived_file_that_is_gone_or_broken_is_written_anew(run, whole, name, damage):
    file = run / name
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-200] if damage == "cut" else b"noise" * 100)
    checked = check_run(run)
    assert states(checked) == {name: "differs"}
    assert checked.code == 1
    assert check_run(run, mend=True).code == 0
    assert states(check_run(run)) == {}
    if name == "scores.json":
        assert file.read_bytes() == (whole / name).read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"value": 1.0', '"value": 0.99', "value 0.99, not 1.0"),
        ('"direction": "higher"', '"direction": "lower"', "direction lower, not higher"),
        ('"stopped"', ' "stopped"', "to the byte"),
    ],
)
def test_an_edited_score_is_named_and_mended(run, whole, old, new, words):
    file = run / "scores.json"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    checked = check_run(run)
    assert states(checked) == {"scores.json": "differs"}
    assert words in said(checked, "scores.json")
    assert checked.code == 1
    assert check_run(run, mend=True).code == 0
    assert file.read_bytes() == (whole / "scores.json").read_bytes()


def test_a_torn_last_line_is_noted_and_dropped_only_when_asked_to(run):
    journal = run / "journal.jsonl"
    before = journal.read_bytes()
    journal.write_bytes(before + b'{"t":"sample","model":"plan')
    checked = check_run(run)
    assert states(checked) == {"last line": "note"}
    assert checked.code == 0
    assert journal.read_bytes() != before
    assert states(check_run(run, mend=True)) == {"last line": "mended"}
    assert journal.read_bytes() == before


def test_a_damaged_line_is_named_and_left_as_it_is(run):
    rewrite(run, lambda a: [a[0][:30] + "\n", *a[1:]])
    journal = (run / "journal.jsonl").read_bytes()
    checked = check_run(run, mend=True)
    assert checked.code == 1
    assert "line 1 is damaged" in said(checked, "journal")
    assert (run / "journal.jsonl").read_bytes() == journal


@pytest.mark.parametrize(
    "line",
    [
        '{"t":"verdict","model":"planted:perfect","probe":"utility/numbers","case":"900000-00000000","verdict":{"outcome":"unparsed"}}',
        '{"t":"verdict","model":"planted:other","probe":"utility/numbers","case":"000000-00000000","verdict":{"outcome":"unparsed"}}',
        '{"t":"turn","model":"planted:perfect","probe":"utility/none","case":"000000-0","k":0,"reply":{}}',
        '{"t":"sample","model":"planted:perfect","probe":"utility/numbers","case":{"prompt":"x","id":"odd"},"replies":[],'
        '"verdict":{"outcome":"unparsed"}}',
    ],
)  # fmt: skip
def test_a_line_about_no_planned_case_is_named(run, line):
    rewrite(run, lambda a: [*a, line + "\n"])
    checked = check_run(run)
    assert states(checked)["strays"] == "differs"
    assert checked.code == 1


@pytest.mark.parametrize(("old", "new"), [('"seed": 1', '"seed": 2'), ('"higher"', '"lower"'), ('"n": 40', '"n": 39')])
def test_an_edited_plan_is_found(run, old, new):
    file = run / "run.json"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    checked = check_run(run)
    assert states(checked)["run.json"] == "differs"
    assert checked.code == 1


def test_a_probe_that_makes_other_cases_now_is_named(tmp_path):
    file = tmp_path / "probe.py"
    file.write_text(Path(PROBE).read_text().replace("utility/numbers", "utility/moved"))
    assay.run(str(file), "planted:perfect", seed=1, limit=5, output=tmp_path / "r")
    file.write_text(file.read_text() + "\n# changed\n")
    checked = check_run(tmp_path / "r")
    assert checked.code == 1
    assert states(checked) == {"cases": "differs"}
    assert "has changed since this run was planned" in said(checked, "cases")


def test_errors_are_noted_and_asking_them_again_is_no_doubled_record(tmp_path):
    broken = True

    def answer(call):
        if broken and int(call.last.split()[0]) % 10 == 0:
            return Said(status=400)
        return numbers_probe.answer(call)

    with running(answer) as stub:
        uri = f"openai:m?base_url={stub.base_url}"
        assay.run(PROBE, uri, seed=1, limit=30, output=tmp_path / "r", cache=False)
        checked = check_run(tmp_path / "r")
        assert states(checked) == {"errors": "note"}
        assert "3 cases ended in errors" in said(checked, "errors")
        broken = False
        assay.resume(tmp_path / "r")
    assert states(check_run(tmp_path / "r")) == {}


def test_a_run_that_was_stopped_is_incomplete_and_nothing_is_made_of_it(run):
    kept = samples(run)[: N // 2]
    rewrite(run, lambda a: a[: kept[-1] + 1])
    for name in DERIVED:
        (run / name).unlink()
    for mend in (False, True):
        checked = check_run(run, mend=mend)
        assert checked.code == 3
        assert states(checked) == {"records": "missing", "samples.parquet": "note", "scores.json": "note"}
    assert {f.name for f in run.iterdir()} == {"run.json", "journal.jsonl"}


def test_no_journal_at_all_is_a_run_that_has_not_begun(run):
    for name in ("journal.jsonl", *DERIVED):
        (run / name).unlink()
    assert check_run(run, mend=True).code == 3
    assert [f.name for f in run.iterdir()] == ["run.json"]


def test_media_files_are_held_against_their_names(run):
    place = run / "media" / "ab"
    place.mkdir(parents=True)
    name = hashlib.sha256(b"a picture").hexdigest()
    (place / f"{name}.png").write_bytes(b"a picture")
    assert states(check_run(run)) == {}
    (place / f"{name}.png").write_bytes(b"another picture")
    assert f"ab/{name}.png" in said(check_run(run), "media")
    (place / f"{name}.png").rename(place / "picture.png")
    checked = check_run(run, mend=True)
    assert states(checked) == {"media": "differs"}
    assert checked.code == 1


def test_a_folder_in_which_a_run_is_writing_is_not_judged(run):
    with Journal(run / "journal.jsonl"):
        for mend in (False, True):
            with pytest.raises(JournalError, match="is writing"):
                check_run(run, mend=mend)


def test_no_run_folder_is_wrong_usage(tmp_path):
    with pytest.raises(ConfigError, match="no run folder"):
        check_run(tmp_path)
    done = command("check", tmp_path / "none")
    assert done.returncode == 2
    assert "is no run folder" in sentence(done)


def test_the_command_says_a_line_a_check_mends_and_tells_machines(run):
    done = command("check", run)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert all(line.startswith("✓ ") for line in done.stderr.splitlines())
    file = run / "scores.json"
    file.write_text(file.read_text().replace('"value": 1.0', '"value": 0.99', 1))
    (run / "report.html").write_text("made of the edited scores")
    done = command("check", run, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["code"] == 1
    assert [f["check"] for f in found["findings"] if f["state"] == "differs"] == ["scores.json"]
    [line] = [line for line in done.stderr.splitlines() if line.startswith("✗")]
    assert line.startswith("✗ scores.json: is not what the journal gives")
    done = command("check", run, "--mend", "--json")
    assert done.returncode == 0, done.stderr
    assert [f["check"] for f in json.loads(done.stdout)["findings"] if f["state"] == "mended"] == [
        "scores.json", "report.html"
    ]  # fmt: skip
    assert len((run / "report.html").read_text()) > 10_000
    assert command("check", run).returncode == 0


MEMORY = """
import resource, sys
from assay.engine.check_journal import digests, read_records, verdicts_differ
from assay.engine.folder import RunFolder
from assay.engine.select import planned
folder = RunFolder(sys.argv[1])
picked = planned(folder.plan)
records = read_records(folder, digests(folder.plan, picked)[0])
differ = records.edited.count + records.missing + verdicts_differ(folder, picked).count
print(differ, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_checking_the_journal_takes_little_memory_however_long_the_cases_are(tmp_path):
    source = Path(PROBE).read_text().replace("utility/numbers", "utility/long")
    peaks = []
    for name, words in (("short", 1), ("long", 5_000)):
        file = tmp_path / f"{name}.py"
        file.write_text(source.replace('SUM = "{} plus one"', f'SUM = "{{}} plus one" + " please" * {words}'))
        path = tmp_path / name
        code = "import assay, sys; assay.run(sys.argv[1], 'planted:perfect', seed=1, limit=1000, output=sys.argv[2])"
        for script, args in ((code, (str(file), str(path))), (MEMORY, (str(path),))):
            done = subprocess.run(
                [sys.executable, "-c", script, *args], capture_output=True, text=True, timeout=120,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        state, kilobytes = done.stdout.split()
        assert state == "0"
        peaks.append(int(kilobytes))
    assert RunFolder(tmp_path / "long").journal.stat().st_size > 33_000_000
    assert peaks[1] - peaks[0] < 10_000
