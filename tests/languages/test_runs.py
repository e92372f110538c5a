"""A run asked in one language: what is recorded, what is left out, and what is said where it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assay
from assay.cli import app
from assay.engine.check import check_run
from assay.errors import ConfigError, ProbeError
from assay.probes import PROBES
from assay.taxonomy import LANGUAGES


def run_in(language: str, path: Path, *what: str) -> assay.Run:
    return assay.run(what, "planted:perfect", seed=5, limit=6, output=path, cache=False, language=language)


def test_the_plan_records_the_language_and_names_what_is_left_out(tmp_path: Path) -> None:
    done = run_in("es", tmp_path / "es", "safety/refusal", "robustness/perturbation")
    plan = json.loads((done.path / "run.json").read_text())
    assert plan["language"] == "es" and [p["name"] for p in plan["probes"]] == ["safety/refusal"]
    assert plan["notes"] == [
        "every prompt is in Spanish",
        "not asked, for they have no prompts in Spanish: robustness/perturbation",
    ]
    assert all(sample.case.tags["language"] == "es" for sample in done.samples())
    assert "every prompt is in Spanish" in done.report(tmp_path / "report.md").read_text()


def test_a_run_in_another_language_can_be_checked_scored_again_and_resumed(tmp_path: Path) -> None:
    done = run_in("zh", tmp_path / "zh", "truthfulness/hallucination")
    assert {finding.state for finding in check_run(done.path).findings} == {"agrees"}
    assert assay.rescore(done.path).scores == done.scores
    assert assay.resume(done.path).scores == done.scores


def test_the_language_is_part_of_what_a_run_is(tmp_path: Path) -> None:
    ids = {run_in(code, tmp_path / code, "safety/refusal").plan.run for code in LANGUAGES}
    assert len(ids) == 3


def test_english_changes_nothing(tmp_path: Path) -> None:
    plain = assay.run("safety/refusal", "planted:perfect", seed=5, limit=6, output=tmp_path / "a", cache=False)
    named = run_in("en", tmp_path / "b", "safety/refusal")
    assert [s.case for s in plain.samples()] == [s.case for s in named.samples()]
    assert not any("language" in s.case.tags for s in plain.samples())


@pytest.mark.parametrize(
    ("what", "language", "sources", "said"),
    [
        (
            "robustness/perturbation",
            "zh",
            (),
            r"robustness/perturbation cannot be asked in 'zh'; these probes can: .*safety/refusal",
        ),
        ("safety/refusal", "fr", (), r"no probe is asked in 'fr'; --language is one of en, es, zh"),
        ("truthfulness/hallucination", "es", ("packaged:",), "cannot be combined with --source"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(
    what: str, language: str, sources: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=said):
        assay.run(what, "planted:perfect", language=language, sources=sources, output=tmp_path / "run")


def test_a_probe_refuses_a_language_that_it_lacks_and_a_declaration_that_is_wrong() -> None:
    with pytest.raises(ProbeError, match="only in en"):
        list(PROBES["llm:robustness/perturbation"].cases(1, 1, language="es"))

    class Broken:
        languages = ("es",)
        judge = assay.judges.exact()
        metrics = (assay.measure.rate("right", better="higher"),)

        def cases(self, rng: object, n: int) -> list[assay.Case]:
            return []

    with pytest.raises(ProbeError, match="'languages' must be of en, es, zh, with en among them"):
        assay.probe("utility/broken-tongue")(Broken)


def test_show_and_list_tell_the_languages() -> None:
    runner = CliRunner()
    asked = ["show", "uncertainty/calibration", "--language", "zh", "--cases", "1"]
    [shown] = json.loads(runner.invoke(app, [*asked, "--json"]).stdout)
    assert shown["languages"] == ["en", "es", "zh"] and "答案" in shown["samples"][0]["case"]["prompt"]
    assert "can be asked in en, es, zh" in " ".join(runner.invoke(app, asked).stderr.split())
    rows = {row["name"]: row for row in json.loads(runner.invoke(app, ["list", "probes", "--json"]).stdout)}
    assert rows["safety/refusal"]["languages"] == ["en", "es", "zh"]
    assert rows["robustness/perturbation"]["languages"] == ["en"]


def test_an_estimate_says_what_is_left_out_and_counts_chinese_by_its_characters(tmp_path: Path) -> None:
    runner = CliRunner()
    asked = [
        "run",
        "uncertainty/calibration",
        "robustness/perturbation",
        "-m",
        "planted:perfect",
        "--estimate",
        "--limit",
        "20",
    ]
    done = runner.invoke(app, [*asked, "--language", "zh", "--json", "--seed", "1"])
    assert "not asked, for they have no prompts in Chinese: robustness/perturbation" in " ".join(done.stderr.split())
    [probe] = json.loads(done.stdout)["probes"]
    characters = sum(len(case.text) for case in PROBES["llm:uncertainty/calibration"].cases(1, 20, language="zh"))
    assert probe["input_tokens"] == pytest.approx(characters / 1.5, abs=1)
