"""`assay demo` from an empty home to a report: the embedded model on every packaged probe, with no network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.local.cli import ROOT
from tests.local.llama import on_one_worker

pytestmark = [on_one_worker, pytest.mark.slow]


@pytest.fixture(scope="module")
def home(embedded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home, with a cache that holds the embedded model's file and nothing else."""
    folder = tmp_path_factory.mktemp("home")
    models = folder / "cache" / "models"
    models.mkdir(parents=True)
    (models / embedded.name).symlink_to(embedded)
    return folder


def demo(home: Path, output: str, *options: str) -> tuple[dict, str, float]:
    """The scores, what was said on stderr, and the seconds that it took."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "PIP_")) and not k.endswith("_API_KEY")}
    theirs = {"HOME": str(home), "ASSAY_CACHE": str(home / "cache"), "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "assay", "demo", "-o", str(home / output), "--json", *options],
        capture_output=True, text=True, cwd=home, env=kept | theirs | {"PYTHONPATH": str(ROOT / "src")}, timeout=570,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr, time.monotonic() - started


@pytest.fixture(scope="module")
def first(home: Path) -> tuple[dict, str, float]:
    return demo(home, "first", "--limit", "3")


def test_the_demo_measures_every_dimension_of_the_embedded_model(home, first):
    scores, _, _ = first
    assert scores["models"] == ["llamacpp:smollm2-135m"]
    whole = [s for s in scores["scores"] if s["slice"] == "all"]
    assert {s["dimension"] for s in whole} == {
        "truthfulness", "uncertainty", "safety", "fairness", "robustness", "privacy", "ethics", "utility",
    }  # fmt: skip
    assert sum(s["outcomes"].get("error", 0) for s in whole) == 0
    measured = [s for s in whole if s["value"] is not None]
    assert len(measured) > len(whole) / 2
    assert all(s["low"] <= s["value"] <= s["high"] for s in measured)


def test_the_report_is_there_and_reaches_for_nothing_outside(home, first):
    page = (home / "first" / "report.html").read_text()
    assert "llamacpp:smollm2-135m" in page
    assert len(page) > 50_000
    assert re.findall(r"<(?:script|img|link|iframe)[^>]*(?:src|href)=\S?https?:[^>]*>", page) == []
    assert re.findall(r"@import\b|url\(\S?https?:", page) == []


def test_nothing_is_written_outside_the_run_folder_and_the_cache(home, first):
    assert {p.name for p in home.iterdir()} - {"second"} == {"cache", "first"}
    assert {p.name for p in (home / "cache").iterdir()} >= {"models", "replies.sqlite"}


def test_a_second_demo_is_served_from_the_cache_with_the_same_scores(home, first):
    again, _, seconds = demo(home, "second", "--limit", "3")
    assert again["scores"] == first[0]["scores"]
    assert seconds < 20
    journal = (home / "second" / "journal.jsonl").read_text().splitlines()
    replies = [r for line in map(json.loads, journal) if line.get("t") == "sample" for r in line["replies"]]
    assert len(replies) >= 3 * len({(s["probe"]) for s in again["scores"]})
    assert all(r["cached"] for r in replies)
