"""What a user names becomes probes: suites, prefixes, globs, files, and help where a name is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assay.engine.select import load_suites, select
from assay.errors import ConfigError
from assay.probes import PROBES
from assay.taxonomy import DIMENSIONS
from tests.support import golden, numbers_probe


def names(*wanted: str, limit: int | None = None) -> dict[str, int]:
    picked, _ = select(wanted, {"llm"}, limit)
    return {p.probe.name: p.n for p in picked}


def test_a_dimension_means_all_its_probes():
    for kind in ("llm", "vlm"):
        wanted = {p.name for _, p in PROBES.items() if (p.dimension, p.kind) == ("safety", kind)}
        assert {p.probe.name for p in select(["safety"], {kind}, None)[0]} == wanted != set()


def test_every_packaged_probe_stands_in_the_folder_of_its_dimension():
    for p in golden.packaged():
        assert p.origin.__module__.startswith(f"assay.probes.{p.dimension}."), p.name


def test_a_run_of_one_dimension_imports_no_other():
    code = (
        "import sys; from assay.engine.select import select; select(['utility/reasoning'], {'llm'}, 1);"
        "print(sorted({m.split('.')[2] for m in sys.modules if m.startswith('assay.probes.')}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['utility']"


def test_a_users_probe_that_takes_a_packaged_name_is_refused(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(Path(numbers_probe.__file__).read_text().replace("utility/numbers", "ethics/norms"))
    code = f"from assay.engine.select import select; select([{str(file)!r}], {{'llm'}}, 1)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ConfigError: two probes are named 'llm:ethics/norms'" in done.stderr


def test_a_suite_has_the_name_of_its_file():
    for name in load_suites():
        assert load_suites()[name].name == name


def test_a_prefix_ends_at_a_slash():
    assert set(names("truthfulness/sycophancy")) > {"truthfulness/sycophancy/caving"}
    with pytest.raises(ConfigError):
        names("truthfulness/sycoph")


def test_a_glob_matches_across_dimensions():
    assert "safety/refusal" in names("*/refusal")


def test_a_probe_named_twice_runs_once_with_the_larger_number(tmp_path):
    suite = tmp_path / "mine.yaml"
    suite.write_text("name: mine\nn: 7\nprobes: [safety/refusal, {probe: safety, n: 5}]\n")
    assert names(str(suite))["safety/refusal"] == 7
    assert names(str(suite), limit=3)["safety/refusal"] == 3


def test_a_users_file_is_that_of_its_own_probes_alone():
    picked, _ = select([numbers_probe.__file__, "utility"], {"llm"}, 3)
    assert {p.probe.name for p in picked if p.file} == {"utility/numbers"}
    assert {p.probe.name for p in picked} > {"utility/instructions", "utility/reasoning"}


def test_every_packaged_suite_resolves_and_llm_covers_all_probes():
    suites = set(load_suites())
    assert {
        "demo",
        "quick",
        "llm",
        "trustgen",
        "responsible",
        "redteam",
        "vlm",
        "edit",
        "video",
        *DIMENSIONS[:7],
    } <= suites
    packaged = {p.name for p in golden.packaged("llm")}
    for suite in suites - {"vlm", "t2i", "edit", "video", "demo-pictures", "identifiability"}:
        assert set(names(suite)) & packaged
    assert set(names("llm")) >= packaged
    marks = {p.name for p in golden.packaged("t2i") if p.dimension == "identifiability"}
    assert marks and {p.probe.name for p in select(["identifiability"], {"t2i"}, None)[0]} >= marks
    for kind in ("vlm", "t2i", "edit", "video"):
        assert {p.probe.name for p in select([kind], {kind}, None)[0]} == {p.name for p in golden.packaged(kind)}, kind


def test_trustgen_has_its_seven_dimensions_by_its_own_names():
    picked, _ = select(["trustgen"], {"llm"}, None)
    called = {p.title.partition(":")[0] for p in picked}
    assert called == {
        "Truthfulness", "Safety", "Fairness", "Robustness", "Privacy", "Machine ethics", "Advanced AI risk",
    }  # fmt: skip


def test_a_probe_for_another_kind_is_refused_by_name():
    with pytest.raises(ConfigError, match=r"'safety/jailbreak' is for kind llm, and the model is kind t2i"):
        select(["safety/jailbreak"], {"t2i"}, None)
    with pytest.raises(ConfigError, match=r"suite 'quick' has no probe for kind t2i"):
        select(["quick"], {"t2i"}, None)
