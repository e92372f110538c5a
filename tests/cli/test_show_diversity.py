"""`assay show --diversity`: one line for a person, all measures for a machine."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from assay.cli import app


def test_diversity_is_shown_when_asked_for() -> None:
    runner = CliRunner()
    asked = ["show", "utility/reasoning", "--cases", "0"]
    plain, shown = runner.invoke(app, asked), runner.invoke(app, [*asked, "--diversity"])
    assert shown.exit_code == 0 and "diversity" not in plain.stderr
    assert "distinct-2" in shown.stderr and "Vendi" in shown.stderr
    [probe] = json.loads(runner.invoke(app, [*asked, "--diversity", "--json"]).stdout)
    measured = probe["diversity"]
    assert measured["n"] >= 300 and measured["duplicates"] == 0.0
    assert 0 < measured["self_similarity"] < 0.5 and 10 < measured["vendi"] < measured["compared"]
    [probe] = json.loads(runner.invoke(app, [*asked, "--json"]).stdout)
    assert "diversity" not in probe
