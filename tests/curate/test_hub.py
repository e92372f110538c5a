"""Datasets of the Hugging Face hub, by its own client, from a server that speaks its API."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.curate.hub import NEW, OLD, REPO, parquet, publish
from tests.curate.web import Web

FIRST = {"q": "Who wrote Faust?", "choices": ["Goethe", "Heine", "Kleist", "Lessing"], "right": 0}
SECOND = {"q": "How many legs has a spider?", "choices": ["6", "8", "10", "12"], "right": 1}
COLUMNS = "question=q&choices=choices&answer=right"
CARD = b"---\nlicense: cc-by-4.0\n---\n# Quiz\n"
FILE = "data/train-00000-of-00001.parquet"


@pytest.fixture
def hub(site: Web, tmp_path: Path) -> Web:
    """The repository at two commits: one question at first, another one later."""
    publish(
        site,
        {sha: {"README.md": CARD, FILE: parquet([row], tmp_path / "x")} for sha, row in ((OLD, FIRST), (NEW, SECOND))},
    )
    return site


def curate(hub: Web, tmp_path: Path, uri: str) -> subprocess.CompletedProcess[str]:
    """`assay curate`, in a process of its own: the client reads where the hub is when it is imported."""
    home = {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "hf"), "COLUMNS": "300"}
    command = [sys.executable, "-m", "assay", "curate", uri, "-o", str(tmp_path / "s.jsonl"), "--json"]
    return subprocess.run(command, env=os.environ | home, capture_output=True, text=True, timeout=120)


def test_a_dataset_is_read_at_the_commit_that_is_named_and_with_the_licence_of_its_card(hub: Web, tmp_path: Path):
    answers = []
    for sha in (OLD, NEW):
        done = curate(hub, tmp_path, f"hub:{REPO}?revision={sha}&{COLUMNS}")
        assert done.returncode == 0, done.stderr
        [source] = json.loads(done.stdout)["sources"]
        assert source["licences"] == {"cc-by-4.0": 1}
        record = msgspec.json.decode((tmp_path / "s.jsonl").read_bytes().splitlines()[1])
        assert record["provenance"]["url"] == f"https://huggingface.co/datasets/{REPO}/tree/{sha}#train/0"
        assert record["provenance"]["time"] == "2025-03-04T05:06:07Z"
        answers.append((record["question"], record["answer"]))
    assert answers == [(FIRST["q"], "Goethe"), (SECOND["q"], "8")]
    read = [s.path for s in hub.seen if s.path.endswith(".parquet")]
    assert {path.split("/")[-3] for path in read} == {OLD, NEW}
    assert all(REPO in s.path for s in hub.seen)  # and nothing about us is told anywhere


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        (f"hub:{REPO}?revision={'3' * 40}", "cannot be read: "),
        (f"hub:{REPO}?revision={OLD}&split=test&{COLUMNS}", "cannot be read: "),
        (f"hub:{REPO}?revision={OLD}", "row 0 has the columns q, choices, right"),
        (
            f"hub:{REPO}?revision={OLD}&question=q&answer=wrong",
            "row 0 has no column 'wrong' (for answer); it has q, choices, right",
        ),
    ],
)
def test_a_dataset_that_is_not_as_told_is_one_sentence(hub: Web, tmp_path: Path, uri, said):
    done = curate(hub, tmp_path, uri)
    assert done.returncode == 2
    assert done.stderr.startswith("assay: ")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
