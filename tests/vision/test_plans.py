"""What is said before a run of models that make pictures: how many, and no price that is not known."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from assay.cli import app
from tests.support.stub import running

PROBE = str(Path(__file__).with_name("painted_probe.py"))


def estimated(*more: str) -> str:
    with running() as stub:
        asked = ["-m", f"openai:a?kind=t2i&base_url={stub.base_url}"]
        done = CliRunner().invoke(app, ["run", PROBE, "--limit", "5", "--estimate", *asked, *more])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_an_estimate_counts_the_pictures_of_all_models() -> None:
    said = estimated("-m", "planted:perfect?kind=t2i")
    assert "20 pictures to be made" in said and "$" not in said  # two draws of five cases, for each of two models


def test_a_price_of_tokens_says_nothing_of_a_picture(tmp_path: Path) -> None:
    prices = tmp_path / "prices.yaml"
    prices.write_text("prices: [{model: 'openai:a', input: 5, output: 40}]")
    said = estimated("--prices", str(prices))
    assert "10 pictures to be made" in said and "at most about $" not in said
