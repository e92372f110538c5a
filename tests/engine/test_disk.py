"""A disk that is full and files that may not be written: one sentence that names the file and the mend, nothing lost, and
`assay resume` ends with the scores of a run that met none of it."""

from __future__ import annotations

import os
import re
import resource
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import assay
from assay.engine.check import check_run
from assay.engine.journal import read_journal
from assay.errors import AssayError, JournalError
from assay.records import Sample
from tests.support import numbers_probe
from tests.support.stub import running

ROOT = Path(__file__).parents[2]
N = 200
ORDER = ("run", numbers_probe.__file__, "--seed", "1", "--limit", str(N))
linux = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and private mounts are Linux's")
PERFECT = ("-m", "planted:perfect")

NOT_ABOVE_PERMISSIONS = ("setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search")
"""Root reads and writes what it is not permitted to; a child started so does not."""


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Those of a run that nothing happened to."""
    run = assay.run(ORDER[1], PERFECT[1], seed=1, limit=N, output=tmp_path_factory.mktemp("calm") / "run")
    return (run.path / "scores.json").read_bytes()


def command(
    *arguments: str | Path, before: Sequence[str] = (), preexec: Callable[[], None] | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", "assay", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=preexec,
    )


def sentence(stderr: str) -> str:
    """The one sentence on stderr."""
    assert "Traceback" not in stderr, stderr
    [line] = [line for line in stderr.splitlines() if line.startswith("assay:")]
    return line


def finishes(folder: Path, scores: bytes) -> None:
    """`assay resume` goes on to the same scores, and all files agree."""
    assay.resume(folder)
    assert (folder / "scores.json").read_bytes() == scores
    assert {f.state for f in check_run(folder).findings} == {"agrees"}
    assert sorted(f.name for f in folder.iterdir()) == [
        "journal.jsonl",
        "report.html",
        "run.json",
        "samples.parquet",
        "scores.json",
    ]


def small_files(most: int) -> Callable[[], None]:
    """Before a program starts: let none of its files grow beyond `most` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def test_a_journal_that_cannot_grow_stops_the_run_with_all_before_it_kept(tmp_path: Path, scores: bytes) -> None:
    folder, most = tmp_path / "run", 20_000
    done = command(*ORDER, *PERFECT, "-o", folder, preexec=small_files(most))
    assert done.returncode == 2
    assert sentence(done.stderr) == (
        f"assay: cannot write the journal {folder}/journal.jsonl: File too large; all before it is kept: "
        f"mend that, then: assay resume {folder}"
    )
    journal = folder / "journal.jsonl"
    assert journal.stat().st_size == most  # the line that did not fit is there in part
    kept = [event.case.id for event in read_journal(journal) if isinstance(event, Sample)]
    assert 10 < len(kept) == journal.read_bytes().count(b"\n") < N
    finishes(folder, scores)
    assert [e.case.id for e in read_journal(journal) if isinstance(e, Sample)][: len(kept)] == kept


FULL = {
    "scores.json.part": r"cannot write .*/scores\.json: the disk is full; the journal is whole: .*assay rescore",
    "samples.rows.part": r"cannot write .*/samples\.parquet: the disk is full; the journal is whole: .*assay rescore",
    "samples.parquet.part": r"cannot write .*/samples\.parquet: the disk is full; the journal is whole: .*assay rescore",
    "report.html.part": r"cannot write .*/report\.html: the disk is full; the run is whole: .*assay report",
}


@linux
@pytest.mark.parametrize("name", FULL)
def test_a_result_that_finds_no_room_is_named_and_made_when_there_is_some(
    tmp_path: Path, scores: bytes, name: str
) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / name).symlink_to("/dev/full")
    with pytest.raises(JournalError, match=FULL[name]):
        assay.run(ORDER[1], PERFECT[1], seed=1, limit=N, output=folder)
    if "rescore" in FULL[name]:
        assay.rescore(folder)
        assert (folder / "scores.json").read_bytes() == scores
    finishes(folder, scores)


@linux
def test_a_plan_that_finds_no_room_ends_the_run_before_anything_is_asked(tmp_path: Path, scores: bytes) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "run.json.part").symlink_to("/dev/full")
    done = command(*ORDER, *PERFECT, "-o", folder)
    assert done.returncode == 2
    said = "the disk is full; nothing was asked yet: mend that, then run again"
    assert sentence(done.stderr) == f"assay: cannot write {folder}/run.json: {said}"
    assert list(folder.iterdir()) == []
    assay.run(ORDER[1], PERFECT[1], seed=1, limit=N, output=folder)
    finishes(folder, scores)


def on_a_small_disk(script: str, place: Path, size: str) -> subprocess.CompletedProcess[str]:
    """Run shell commands with a disk of `size` mounted at $DISK and nobody else to see it; $OUT is kept, `roomy` makes the
    disk larger. Skips where this machine lets us mount none."""
    disk, out = place / "disk", place / "out"
    disk.mkdir()
    out.mkdir()
    mount = f'mount -t tmpfs -o size={size} none "$DISK" || exit 77\nroomy() {{ mount -o remount,size=64m "$DISK"; }}\n'
    mount += f'assay() {{ {shlex.quote(sys.executable)} -m assay "$@"; }}\n'
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-uc", mount + script],
        cwd=ROOT,
        env={**os.environ, "DISK": str(disk), "OUT": str(out)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no disk can be mounted here ({done.stderr.strip()}); the other tests of this file need none")
    return done


@linux
@pytest.mark.parametrize(
    ("size", "file"),
    [("32k", "journal.jsonl"), ("80k", "(scores.json|samples.parquet)")],
)
def test_a_disk_that_fills_up_on_the_way_costs_no_reply(tmp_path: Path, scores: bytes, size: str, file: str) -> None:
    script = f"""
        assay {shlex.join((*ORDER, *PERFECT))} -o "$DISK/run" 2> "$OUT/said"; echo $? > "$OUT/code"
        cp "$DISK/run/journal.jsonl" "$OUT"
        roomy
        assay resume "$DISK/run" && cp -r "$DISK/run" "$OUT"
    """
    done = on_a_small_disk(script, tmp_path, size)
    out = tmp_path / "out"
    said = sentence((out / "said").read_text())
    assert (out / "code").read_text() == "2\n"
    assert re.search(rf"/{file}: the disk is full; .*: mend that, then", said), said
    assert done.returncode == 0, done.stderr
    assert (out / "run" / "scores.json").read_bytes() == scores
    kept = [line for line in (out / "journal.jsonl").read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    assert kept
    assert (out / "run" / "journal.jsonl").read_bytes().splitlines(keepends=True)[: len(kept)] == kept


@linux
def test_a_cache_on_a_full_disk_is_left_out_and_the_run_goes_on(tmp_path: Path, scores: bytes) -> None:
    with running(numbers_probe.answer) as stub:
        script = f"""
            ASSAY_CACHE="$DISK" assay {shlex.join(ORDER)} -m openai:m?base_url={stub.base_url} -o "$OUT/run"
        """
        done = on_a_small_disk(script, tmp_path, "48k")
        asked = stub.stats().requests
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("the response cache") == 1
    assert asked == N
    assert check_run(tmp_path / "out" / "run").code == 0


def permitted() -> Sequence[str]:
    return NOT_ABOVE_PERMISSIONS if os.geteuid() == 0 else ()


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """The folder of a run that was stopped in the middle."""
    run = assay.run(ORDER[1], PERFECT[1], seed=1, limit=N, output=tmp_path / "run")
    lines = run.folder.journal.read_bytes().splitlines(keepends=True)
    for file in run.path.iterdir():
        if file.name not in ("run.json", "journal.jsonl"):
            file.unlink()
    run.folder.journal.write_bytes(b"".join(lines[: N // 2]))
    return run.path


@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("journal.jsonl", 0o444, "cannot write the journal {}/journal.jsonl: Permission denied; .*assay resume"),
        ("journal.jsonl", 0o200, "cannot write the journal {}/journal.jsonl: Permission denied; .*assay resume"),
        (".", 0o555, "cannot write {}/scores.json: Permission denied; the journal is whole: .*assay rescore"),
        ("run.json", 0o000, "cannot read {}/run.json: Permission denied; mend that"),
    ],
)
def test_what_may_not_be_written_or_read_is_named_and_the_run_resumes_when_it_may(
    stopped: Path, scores: bytes, name: str, mode: int, said: str
) -> None:
    place = stopped / name
    was = place.stat().st_mode
    before = (stopped / "journal.jsonl").read_bytes()
    place.chmod(mode)
    try:
        done = command("resume", stopped, before=permitted())
    finally:
        place.chmod(was)
    assert done.returncode == 2
    assert re.search(said.format(re.escape(str(stopped))), sentence(done.stderr)), done.stderr
    assert (stopped / "journal.jsonl").read_bytes().startswith(before)
    finishes(stopped, scores)


def test_a_folder_in_which_nothing_can_be_made_ends_the_run_before_anything_is_asked(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        done = command(*ORDER, *PERFECT, "-o", tmp_path / "run", before=permitted())
        there = command(*ORDER, *PERFECT, "-o", tmp_path, before=permitted())
    finally:
        tmp_path.chmod(0o755)
    assert (done.returncode, there.returncode) == (2, 2)
    said = f"assay: cannot make the run folder {tmp_path}/run: Permission denied; give another -o"
    assert sentence(done.stderr) == said
    assert "run.json: Permission denied; nothing was asked yet" in sentence(there.stderr)


def test_a_journal_that_is_a_folder_is_named(stopped: Path, scores: bytes) -> None:
    journal = stopped / "journal.jsonl"
    content = journal.read_bytes()
    journal.unlink()
    journal.mkdir()
    with pytest.raises(JournalError, match=r"journal\.jsonl: Is a directory; .*assay resume"):
        assay.resume(stopped)
    journal.rmdir()
    journal.write_bytes(content)
    finishes(stopped, scores)


@pytest.mark.parametrize("action", ["run", "resume", "rescore", "check"])
def test_a_run_folder_that_is_a_file_is_named(tmp_path: Path, action: str) -> None:
    place = tmp_path / "run"
    place.write_text("not a folder")
    with pytest.raises(AssayError, match=f"{place}.*(Not a directory|File exists); (mend that|give another -o)"):
        if action == "run":
            assay.run(ORDER[1], PERFECT[1], seed=1, limit=5, output=place)
        elif action == "check":
            check_run(place)
        else:
            getattr(assay, action)(place)
    assert place.read_text() == "not a folder"
