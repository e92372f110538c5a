"""Plugins by entry points, and the examples of CONTRIBUTING.md, as a package of someone else's would hold them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_cli import ROOT, assay

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)

PROBE = '''
import assay
from assay.judges import JUDGES


@assay.probe("utility/echo")
class Echo:
    """Says a word again, in capitals."""

    def cases(self, rng, n):
        for k in range(n):
            word = "".join(rng.choices("abcdefghij", k=6)) + str(k)
            yield assay.Case(prompt=word, reference=word.upper())

    judge = JUDGES["starts-with"]()
    metrics = [assay.measure.rate("accuracy", better="higher")]
'''


@pytest.fixture
def plugin(tmp_path: Path) -> dict[str, str]:
    """The environment in which the package `their` is installed: one model, one judge, one probe, one that is broken."""
    model, judge, source = (next(b for b in BLOCKS if word in b) for word in ("@model(", "@judge(", "@source("))
    package, info = tmp_path / "site" / "their", tmp_path / "site" / "their-1.0.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    for name, text in {"__init__": "", "models": model, "judges": judge, "probes": PROBE, "sources": source}.items():
        (package / f"{name}.py").write_text(text)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[assay.models]\nm = their.models\nbroken = their.nothing_here\n"
        "[assay.judges]\nj = their.judges\n[assay.probes]\np = their.probes\n"
        "[assay.sources]\ns = their.sources\n"
    )
    return {"PYTHONPATH": f"{ROOT}:{tmp_path / 'site'}"}


@pytest.mark.parametrize(
    ("what", "name"),
    [("models", "shout"), ("judges", "starts-with"), ("probes", "utility/echo"), ("sources", "proverb:")],
)
def test_plugins_are_listed_beside_the_packaged_ones(plugin, what, name):
    done = assay("list", what, "--json", env=plugin)
    assert done.returncode == 0, done.stderr
    assert name in done.stdout


def test_a_plugin_model_answers_a_plugin_probe_judged_by_a_plugin_judge(plugin, tmp_path):
    done = assay("run", "utility/echo", "-m", "shout:x", "--limit", "20", "-o", tmp_path / "r", "--json", env=plugin)
    assert done.returncode == 0, done.stderr
    scores = {s["metric"]: s["value"] for s in json.loads(done.stdout)["scores"] if s["slice"] == "all"}
    assert scores == {"accuracy": 1.0}


def test_a_plugin_that_cannot_be_imported_is_named_and_left_out(plugin):
    done = assay("list", "models", "--json", env=plugin)
    assert "the model plugin 'broken' (their.nothing_here) failed to load and is left out" in done.stderr
    assert "openai" in done.stdout and "shout" in done.stdout
