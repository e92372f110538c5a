"""`assay doctor` says what is there, what is not, and how to add it; its exit code says whether assay can work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

import pytest

from assay import __version__
from assay.cli.doctor import CORE, EXTRAS
from assay.models import _llama
from assay.models._store import FETCHABLE, fetch
from tests.local.cli import ROOT


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("BRAVE_API_KEY", raising=False)


def doctor_without(*packages: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.local.blocked", ",".join(packages), *options],
        capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip


def test_json_has_everything_that_is_shown(assay, tmp_path):
    done = assay("doctor", "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert found["ok"] is True
    assert found["assay"] == __version__
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert set(found["core"]) == set(CORE)
    assert all(re.match(r"\d", version) for version in found["core"].values())
    assert {name: extra["package"] for name, extra in found["extras"].items()} == {
        "local": "xllamacpp",
        "df": "pandas",
        "hub": "datasets",
        "nudity": "nudenet",
        "photographs": "scikit-image",
        "provenance": "c2pa-python",
        "ray": "ray",
        "torch": "torch",
        "see": "rapidocr",
        "vision": "pillow",
        "web": "trafilatura",
    }
    assert all(extra["problem"] == "" for extra in found["extras"].values())
    assert set(found["models"]) == set(FETCHABLE)
    assert found["keys"] == {"OPENAI_API_KEY": False, "BRAVE_API_KEY": False}
    assert found["cache"]["path"] == str(tmp_path / "cache")
    assert found["cache"]["writable"] is True
    assert found["cache"]["free_bytes"] > 0
    machine = found["machine"]
    assert 1 <= machine["free_cores"] <= machine["cores"]
    assert 0 <= machine["memory_free_bytes"] <= machine["memory_bytes"]


def test_the_text_says_the_same(assay):
    done = assay("doctor")
    assert (done.code, done.out) == (0, "")
    assert f"✓ all {len(CORE)} core packages are installed" in done.err
    assert re.search(
        r"extra local \(models in GGUF files, by llama\.cpp; with an mmproj they see\): ✓ xllamacpp \d", done.err
    )
    assert "model smollm2-135m (Apache-2.0): not here: assay fetch smollm2-135m" in done.err
    assert "model gemma3-270m (Gemma Terms of Use): not here: assay fetch gemma3-270m --accept-terms" in done.err
    assert "key OPENAI_API_KEY: not set" in done.err


def test_the_packages_looked_for_are_those_that_are_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {re.match(r"[\w-]+", need)[0].lower() for need in project["dependencies"]} == set(CORE)
    extras = {name: needs for name, needs in project["optional-dependencies"].items() if name not in ("all", "dev")}
    brought = {name: {re.match(r"[\w-]+", need)[0] for need in needs} for name, needs in extras.items()}
    assert brought.keys() == EXTRAS.keys()
    assert all(package in brought[name] for name, (package, _) in EXTRAS.items())


def test_a_missing_extra_is_no_fault_and_says_how_to_add_it():
    done = doctor_without("xllamacpp", "pandas")
    assert done.returncode == 0, done.stderr
    assert (
        "extra local (models in GGUF files, by llama.cpp; with an mmproj they see): not installed: pip install 'assay[local]'"
        in done.stderr
    )
    assert "extra df (scores as a data frame): not installed: pip install 'assay[df]'" in done.stderr
    found = json.loads(doctor_without("xllamacpp", options=("--json",)).stdout)
    assert found["ok"] is True
    assert found["extras"]["local"]["version"] == ""
    assert found["extras"]["df"]["version"] != ""


def test_an_extra_that_is_there_and_cannot_be_loaded_says_why(assay, monkeypatch):
    from assay.errors import ModelError

    def broken() -> None:
        raise ModelError("xllamacpp is installed and cannot be loaded (libgomp.so.1: no such file)")

    monkeypatch.setattr(_llama, "load_library", broken)
    assert "✗ xllamacpp is installed and cannot be loaded (libgomp.so.1" in assay("doctor").err


def test_a_library_that_lacks_a_system_package_names_it(monkeypatch, tmp_path):
    (tmp_path / "xllamacpp.py").write_text("raise ImportError('libgomp.so.1: cannot open shared object file')")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "xllamacpp", raising=False)
    from assay.errors import ModelError

    with pytest.raises(ModelError, match=r"libgomp\.so\.1.*install the system package libgomp1"):
        _llama.load_library()


@pytest.mark.parametrize("missing", [("msgspec",), ("platformdirs",), ("rich",), tuple(set(CORE) - {"typer"})], ids=len)
def test_a_missing_core_package_is_named_and_ends_with_3(missing):
    done = doctor_without(*missing)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    for name in missing:
        assert f"✗ {name} is missing: pip install assay" in done.stderr


def test_json_of_a_missing_core_package():
    for missing in ("scipy", "msgspec"):
        done = doctor_without(missing, options=("--json",))
        assert done.returncode == 3, done.stderr
        found = json.loads(done.stdout)
        assert found["ok"] is False
        assert [name for name, version in found["core"].items() if not version] == [missing]


def test_a_cache_that_cannot_be_written_is_named_and_ends_with_3(assay, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "file"))
    done = assay("doctor")
    assert done.code == 3
    assert f"cache {tmp_path / 'file'}: ✗ cannot be written: set ASSAY_CACHE to another folder" in done.err
    assert json.loads(assay("doctor", "--json").out)["cache"]["writable"] is False


def test_a_key_is_told_as_set_and_never_shown(assay, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-to-be-seen-1234")
    done, machine = assay("doctor"), assay("doctor", "--json")
    assert "key OPENAI_API_KEY: set" in done.err
    assert json.loads(machine.out)["keys"] == {"OPENAI_API_KEY": True, "BRAVE_API_KEY": False}
    assert "not-to-be-seen" not in done.err + machine.out


def test_a_fetched_model_is_shown_with_its_place(assay, index):
    path = fetch("tiny")
    assert f"model tiny (Apache-2.0): ✓ {path}" in assay("doctor").err
    assert json.loads(assay("doctor", "--json").out)["models"]["tiny"]["path"] == str(path)
    path.write_bytes(b"no longer what it was")
    assert "model tiny (Apache-2.0): not here: assay fetch tiny" in assay("doctor").err
