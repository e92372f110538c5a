"""`assay curate`, `assay run --source` and `assay list sources`, as processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.curate.test_files import ROWS, jsonl


def assay(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assay", *map(str, args)]
    return subprocess.run(command, env=os.environ | {"COLUMNS": "200"}, capture_output=True, text=True, timeout=120)


def test_what_was_curated_is_shown_and_a_run_is_made_of_it(tmp_path: Path):
    file = jsonl(tmp_path / "q.jsonl", ROWS)
    done = assay("curate", f"file:{file}?licence=CC-BY-4.0", "packaged:elements", "-o", tmp_path / "s.jsonl")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "4 question" in done.stderr
    assert "4 CC-BY-4.0" in done.stderr
    assert f"--source snapshot:{tmp_path / 's.jsonl'}" in done.stderr
    file.unlink()
    probe, source = "truthfulness/hallucination", f"snapshot:{tmp_path / 's.jsonl'}"
    ran = assay(
        "run", probe, "-m", "planted:perfect", "--source", source, "--limit", 8, "-o", tmp_path / "r", "--offline"
    )
    assert ran.returncode == 0, ran.stderr
    [kept] = (tmp_path / "r" / "sources").iterdir()
    assert kept.read_bytes() == (tmp_path / "s.jsonl").read_bytes()
    estimate = assay("run", probe, "-m", "planted:perfect", "--source", source, "--limit", 8, "--estimate", "--json")
    assert json.loads(estimate.stdout)["sources"]["sha256"] == kept.stem


def test_the_summary_is_json_for_machines(tmp_path: Path):
    done = assay("curate", f"file:{jsonl(tmp_path / 'q.jsonl', ROWS)}", "--json")
    found = json.loads(done.stdout)
    assert found["records"] == 4
    assert found["sources"][0]["licences"] == {"unknown": 4}
    assert found["bytes"] > 500


def test_a_wrong_source_is_one_sentence_and_exit_code_2(tmp_path: Path):
    for args in (
        ("curate", "nonsense"),
        ("run", "quick", "-m", "planted:perfect", "--source", f"file:{tmp_path}/none.csv"),
    ):
        done = assay(*args)
        assert done.returncode == 2
        assert done.stderr.startswith("assay: ")
        assert "Traceback" not in done.stderr
    offline = assay("curate", "wikipedia:Tea", "--offline")
    assert offline.returncode == 2
    assert "--offline: wikipedia:Tea is read over the network" in offline.stderr


def test_every_source_tells_how_its_uri_is_written_what_it_gives_and_what_it_needs():
    rows = {row["source"]: row for row in json.loads(assay("list", "sources", "--json").stdout)}
    assert set(rows) >= {
        "coco:",
        "file:",
        "generator:",
        "hub:",
        "json:",
        "packaged:",
        "photographs:",
        "search:",
        "snapshot:",
        "wikidata:",
        "wikipedia:",
    }
    assert all(row["uri"].startswith(name) and row["gives"] and row["description"] for name, row in rows.items())
    assert {name: row["extra"] for name, row in rows.items() if row["extra"]} == {
        "coco:": "vision",
        "hub:": "hub",
        "photographs:": "photographs",
        "search:": "web",
    }
