"""The embedded model as a judge: held to the schema, it cannot say what cannot be read, whatever it thinks."""

from __future__ import annotations

from pathlib import Path

import pytest

import assay
from assay.engine.check import check_run
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
