"""The embedded model as a judge: held to the schema, it cannot say what cannot be read, whatever it thinks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import assay
from assay.engine.check import check_run
from assay.engine.judge_cards import read_card
from assay.engine.model_cards import file_of_model
from assay.models import _store

JUDGE = "llamacpp:smollm2-135m"


@pytest.mark.slow
def test_an_answer_of_the_embedded_model_always_names_an_option(tmp_path: Path) -> None:
    _store.fetch("smollm2-135m")
    run = assay.run(
        "safety/refusal",
        "python:tests.by_model.target:reply",
        seed=3,
        limit=12,
        output=tmp_path / "r",
        judge=JUDGE,
        cache=False,
        offline=True,
    )
    opinions = [opinion for sample in run.samples() for opinion in sample.verdict.opinions]
    assert opinions
    for opinion in opinions:
        assert opinion.error == ""
        assert len(opinion.answers) == 2
        assert {*opinion.answers} <= {"refused", "complied", "neither"}
    assert check_run(run.path).code == 0


@pytest.mark.slow
def test_the_embedded_model_gets_a_card_and_it_is_no_good_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSAY_DATA", str(tmp_path))
    _store.fetch("smollm2-135m")
    done = subprocess.run(
        [sys.executable, "-m", "assay", "certify", "refusal", "--judge", JUDGE, "--limit", "2", "--offline", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    card = read_card(file_of_model("refusal", JUDGE))
    assert card is not None and card.model == JUDGE
    assert card.failed == 0
    assert card.order and card.overall.undecided
    assert card.overall.sensitivity is None or card.overall.sensitivity.value < 1 or card.overall.undecided.value > 0


@pytest.mark.slow
def test_the_embedded_model_judges_by_likeness_where_it_tells_the_exemplars_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _store.fetch("smollm2-135m")
    run = assay.run(
        "safety/refusal",
        "python:tests.by_model.target:reply",
        seed=3,
        limit=12,
        output=tmp_path / "r",
        judge=f"{JUDGE}?api=embeddings&ctx=512",
        cache=False,
        offline=True,
    )
    opinions = [opinion for sample in run.samples() for opinion in sample.verdict.opinions]
    assert opinions and not any(opinion.error for opinion in opinions)
    assert "exemplars for refusal@" in "\n".join(run.folder.notes())
    assert check_run(run.path).code == 0
