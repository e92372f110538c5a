"""What a model makes lies once in the run folder, by its content; the journal names it, and judges see it again later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import assay
from assay.cases.drawings import drawing, drawn_in, made
from assay.cases.worlds.scene import Scene
from assay.engine.check import check_run
from assay.engine.folder import RunFolder
from assay.engine.select import Picked, load_probe_file, within
from assay.errors import ConfigError
from assay.records import Media, digest

PROBE = str(Path(__file__).with_name("painted_probe.py"))


def _run(model: str, path: Path, n: int = 6) -> assay.Run:
    return assay.run([PROBE], model, output=path, limit=n, seed=3, cache=False)


def test_pictures_lie_once_by_their_hash_and_no_line_of_the_journal_holds_one(tmp_path: Path) -> None:
    run = _run("planted:perfect", tmp_path / "run")
    assert [s.value for s in run.scores if s.slice == "all"] == [1.0]
    kept = sorted((tmp_path / "run" / "media").iterdir())
    assert len(kept) == 6  # a colour is drawn twice, and kept once
    assert all(file.name == f"{digest(file.read_bytes())}.png" for file in kept)
    lines = [json.loads(line) for line in (tmp_path / "run" / "journal.jsonl").open()]
    media = [m for line in lines for r in line.get("replies", [line.get("reply")]) for m in r["media"]]
    assert media and all(set(m) == {"name"} for m in media)
    assert (tmp_path / "run" / "journal.jsonl").stat().st_size < 20_000


def test_a_judge_sees_them_again_when_the_run_is_rescored_and_checked(tmp_path: Path) -> None:
    _run("planted:worst", tmp_path / "run")
    again = assay.rescore(tmp_path / "run")
    assert [s.value for s in again.scores if s.slice == "all"] == [0.0]
    found = check_run(tmp_path / "run").findings
    assert found and not [f for f in found if f.state in ("differs", "missing")]


def test_a_picture_that_is_gone_is_an_error_that_names_it_and_nothing_else_is_lost(tmp_path: Path) -> None:
    _run("planted:perfect", tmp_path / "run")
    gone = min((tmp_path / "run" / "media").iterdir())
    gone.write_bytes(b"\x89PNG\r\n\x1a\n of something else")
    run = assay.rescore(tmp_path / "run")
    [score] = [s for s in run.scores if s.slice == "all"]
    assert score.outcomes["error"] == 1 and score.outcomes["scored"] == 5
    whys = [s.verdict.why for s in RunFolder(tmp_path / "run").samples() if s.verdict.outcome == "error"]
    assert whys == [f"media/{gone.name}, which the model made, is gone or is another file"]


def test_a_dialogue_of_pictures_is_gone_on_with_where_it_stopped(tmp_path: Path) -> None:
    _run("planted:perfect", tmp_path / "run")
    journal = tmp_path / "run" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    turns = [line for line in lines if b'"t":"turn"' in line]
    journal.write_bytes(turns[0])  # one reply of a case whose second was not asked yet
    run = assay.resume(tmp_path / "run")
    assert [s.value for s in run.scores if s.slice == "all"] == [1.0]


def test_words_in_place_of_a_picture_are_a_reply_without_one(tmp_path: Path) -> None:
    run = _run("planted:refuses", tmp_path / "run")
    [score] = [s for s in run.scores if s.slice == "all"]
    assert score.outcomes["refused"] == 6 and not (tmp_path / "run" / "media").exists()


def test_the_report_shows_what_was_made_and_the_table_names_it(tmp_path: Path) -> None:
    import duckdb

    _run("planted:perfect", tmp_path / "run")
    folder = RunFolder(tmp_path / "run")
    page = (folder.path / "report.html").read_text()
    assert page.count('<img class="shown" src="data:image/png;base64,') >= 2
    rows = duckdb.sql(f"SELECT made FROM '{tmp_path}/run/samples.parquet'").fetchall()
    assert all(len(row[0]) == 2 and (folder.media / row[0][0]).is_file() for row in rows)


def test_a_probe_that_says_nothing_true_about_a_model_is_not_put_to_it() -> None:
    [probe] = load_probe_file(Path(PROBE))
    picked = [Picked(probe, 3)]
    assert within(picked, [("t2i", "zoo"), ("t2i", "planted"), ("llm", "zoo")]) == (picked, [])
    with pytest.raises(ConfigError, match="tested-colour is not asked: it is about planted models alone; name another"):
        within(picked, [("t2i", "zoo"), ("llm", "planted")])


@pytest.mark.parametrize(
    ("start", "suffix"),
    [
        (b"\x89PNG\r\n\x1a\nxx", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"RIFF\x00\x01\x02\x03WEBPVP8 ", "webp"),
        (b"GIF89a..", "gif"),
        (b"\x00\x00\x00\x18ftypmp42", "mp4"),
    ],
)
def test_media_are_named_by_what_they_hold(start: bytes, suffix: str) -> None:
    assert Media.of(start).name == f"{digest(start)}.{suffix}"


@pytest.mark.parametrize("content", [b"", b"<html>", b"BM\x00\x00", b"RIFF\x00\x01\x02\x03WAVE"])
def test_what_is_no_picture_is_none(content: bytes) -> None:
    with pytest.raises(ValueError, match="no PNG, JPEG, WebP, GIF or MP4"):
        Media.of(content)


def test_a_drawing_is_words_for_people_and_a_picture_for_judges() -> None:
    text = drawing(Scene())
    media = made(text)
    assert media is not None and media.name.endswith(".png") and made("a red circle") is None
    assert drawn_in("no drawing") == "no drawing" and drawn_in(text).startswith("[a picture")
