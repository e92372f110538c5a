"""The package as it is installed: it imports, keeps its hands off the process, and holds what it reads and no secret."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import assay

ROOT = Path(__file__).parents[2]
SOURCE = Path(assay.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OPTIONAL = {"xllamacpp": "local", "pandas": "df", "ray": "ray"}
"""Modules that an extra brings; nothing but a use of the extra may need them."""


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    return [(file, ast.parse(file.read_text())) for file in FILES]


def test_the_library_never_calls_exit() -> None:
    """A report that missed a file called exit(1), which ended the caller's interpreter, notebooks too."""
    assert len(FILES) > 80
    for file, tree in trees():
        if file.relative_to(SOURCE).parts[0] == "cli":
            continue
        for node in ast.walk(tree):
            name = ""
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
            elif isinstance(node, ast.Raise) and node.exc is not None:
                name = ast.unparse(node.exc).partition("(")[0]
            forbidden = (
                "exit",
                "quit",
                "sys.exit",
                "os._exit",
                "os.abort",
                "os.kill",
                "SystemExit",
                "KeyboardInterrupt",
            )
            assert name not in forbidden, f"{file}:{node.lineno}"  # type: ignore[attr-defined]


def test_every_module_imports() -> None:
    """Importing any dimension imported all of them, and one needed a package that was never declared."""
    names = [m.name for m in pkgutil.walk_packages(assay.__path__, "assay.") if not m.name.endswith("__main__")]
    assert len(names) > 80
    for name in names:
        importlib.import_module(name)


def test_every_import_is_declared() -> None:
    """Seven packages were imported and in no list of dependencies."""
    listed = [
        *PROJECT["dependencies"],
        *(d for extra, needs in PROJECT["optional-dependencies"].items() if extra not in ("all", "dev") for d in needs),
    ]
    declared = {re.split(r"[<>=\[; ]", line)[0].lower().replace("_", "-") for line in listed}
    provided = packages_distributions()
    used: dict[str, Path] = {}
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found = [node.module or ""]
            else:
                continue
            used |= {name.partition(".")[0]: file for name in found}
    assert len(used) > 20
    ours = {"assay", *sys.stdlib_module_names}
    for module, file in used.items():
        if module not in ours:
            makers = {d.lower().replace("_", "-") for d in provided.get(module, ())}
            assert makers & declared, f"{file.name} imports {module}, of {makers or 'nothing installed'}"


def test_extras_are_imported_by_their_users_only() -> None:
    """A core for API calls pulled in CUDA: 140 packages, 6.2 GB."""
    for file, tree in trees():
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                text = ast.unparse(node)
                assert not re.search(
                    rf"(?<!assay\.models\.)\b({'|'.join(OPTIONAL)}|torch|transformers|diffusers)\b", text
                ), file


@pytest.mark.parametrize("failure", ["RuntimeError('no operator torchvision::nms')", "OSError('no such library')"])
def test_a_broken_extra_does_not_break_the_import(failure: str, tmp_path: Path) -> None:
    """One incompatible extra raised RuntimeError past `except ImportError`: nothing could be imported any more."""
    for module in OPTIONAL:
        (tmp_path / f"{module}.py").write_text(f"raise {failure}\n")
    code = (
        "import assay\nfrom assay.models import MODELS\nfrom assay.report import REPORTS\n"
        "print(len(list(MODELS)), len(list(REPORTS)))\n"
        "run = assay.run('utility/instructions', 'planted:perfect', seed=1, limit=4, output='out')\n"
        "print([s.value for s in run.scores if s.metric == 'followed' and s.slice == 'all'])"
    )
    done = _python(code, tmp_path, first=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1] == "[1.0]"


def test_importing_opens_nothing_and_makes_no_model(tmp_path: Path) -> None:
    """`import` took 33 seconds and built a service for a paid model."""
    code = (
        "import socket, builtins, sys\n"
        "def never(*a, **k): raise AssertionError('a connection at import')\n"
        "socket.socket.connect = socket.getaddrinfo = never\n"
        "import assay\n"
        "light = {'numpy', 'scipy', 'aiohttp', 'duckdb', 'torch'} & set(sys.modules)\n"
        "from assay.probes import PROBES\nfrom assay.models import MODELS\nfrom assay.report import REPORTS\n"
        "[*PROBES], [*MODELS], [*REPORTS]\n"
        "import gc\nfrom assay.models import Model\n"
        "print(light, [o for o in gc.get_objects() if isinstance(o, Model)])"
    )
    done = _python(code, tmp_path)
    assert done.stdout.strip() == "set() []", done.stderr
    assert list(tmp_path.iterdir()) == [], "an import writes nothing"


def test_no_source_names_a_place_on_someones_machine() -> None:
    """A module read a file in its author's Downloads when it was imported: it worked on one machine."""
    place = re.compile(r"/Users/|/home/|/root/|/mnt/|/content/drive|[A-Z]:\\\\|Downloads/")
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not place.search(node.value), f"{file}:{node.lineno}"


def test_no_key_lies_in_the_package() -> None:
    """A key pair of a translation service was committed, and users' keys were stored in a file of the package."""
    key = re.compile(
        r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bhf_[A-Za-z0-9]{30,}"
        r"|\bAIza[\w-]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY|(?i:(?:api_?key|secret|token|password)\s*=\s*[\"'][\w-]{12,}[\"'])"
    )
    assert key.search('API_KEY = "4f0a9d1c2b3e4f5a"') and key.search("sk-proj-0123456789abcdef")
    for file in SOURCE.rglob("*"):
        if file.is_file() and file.suffix != ".pyc":
            held = file.read_bytes()
            if file.suffix == ".safetensors":  # 40 MB of numbers, after what is said of them
                held = held[: 8 + int.from_bytes(held[:8], "little")]
            assert not key.search(held.decode("utf-8", "replace")), file


def data_files() -> list[Path]:
    return [f for f in sorted(SOURCE.rglob("*")) if f.is_file() and f.suffix not in (".py", ".pyc")]


def test_no_data_file_is_left_out_of_the_wheel() -> None:
    """The wheel had no report template, no style sheet and no leaderboard, and the report ended the process."""
    assert {f.suffix for f in data_files()} >= {".yaml", ".j2", ".css", ".js"}
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line.strip()]
    for file in data_files():
        parts = file.relative_to(ROOT).parts if file.is_relative_to(ROOT) else file.relative_to(SOURCE).parts
        assert not any(fnmatch(part, pattern) for part in parts for pattern in ignored), (
            f"{file}: ignored, so not packed"
        )


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="the build backend is not installed")
def test_the_wheel_alone_makes_a_run_and_its_report(tmp_path: Path) -> None:
    """What was installed was not what had been tried: half of the files were not packed."""
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(tmp_path)!r}))"
    made = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(tmp_path / made.stdout.split()[-1]) as wheel:
        packed = {name for name in wheel.namelist() if name.startswith("assay/")}
        wheel.extractall(tmp_path / "site")
    assert {str(f.relative_to(SOURCE.parent)) for f in (*FILES, *data_files())} == packed
    code = (
        "import assay; assert 'site' in assay.__file__\n"
        "run = assay.run('quick', 'planted:perfect', seed=1, limit=6, output='out')\nprint(run.report())"
    )
    done = _python(code, tmp_path, first=str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    assert Path(tmp_path, done.stdout.strip()).stat().st_size > 10_000


def test_the_metadata_is_true() -> None:
    """The named readme did not exist, and three places named three licences."""
    assert (ROOT / PROJECT["readme"]).read_text().startswith("# ")
    for file in PROJECT["license-files"]:
        assert "Apache License" in (ROOT / file).read_text()
    assert PROJECT["license"] == "Apache-2.0"
    assert not [c for c in PROJECT["classifiers"] if c.startswith("License")], "the licence is said once"
    assert "Apache-2.0" in (ROOT / "README.md").read_text()


def test_the_readmes_python_runs(tmp_path: Path) -> None:
    """The quick start failed at its first import, and the call of the report did not fit its function."""
    blocks = re.findall(r"(?s)```python\n(.*?)```", (ROOT / "README.md").read_text())
    probes = [block for block in blocks if "@assay.probe" in block]
    calls = [block for block in blocks if "assay.run(" in block]
    assert probes and calls
    (tmp_path / "arithmetic.py").write_text(probes[0])
    run = assay.run(str(tmp_path / "arithmetic.py"), "planted:perfect", seed=1, limit=20, output=tmp_path / "r")
    assert [s.value for s in run.scores if s.slice == "all"] == [1.0]
    for number, block in enumerate(calls):
        offline = re.sub(r"models=\[.*?\]", 'models=["planted:random"]', block).replace("limit=50", "limit=6")
        assert "planted:random" in offline
        folder = tmp_path / f"call{number}"
        folder.mkdir()
        done = _python(offline, folder)
        assert done.returncode == 0, done.stderr
        assert list(folder.glob("*.html")), "the report that it asks for"


def test_the_readmes_commands_exist() -> None:
    """Documented steps named scripts, files and formats that were not there."""
    from typer.main import get_command

    from assay.cli import COMMANDS, app

    known = get_command(app).commands  # type: ignore[attr-defined]
    lines = re.findall(r"(?m)(?:^|`|\s)assay ([a-z]+)([^`#\n]*)", (ROOT / "README.md").read_text())
    named = [(verb, rest) for verb, rest in lines if verb in COMMANDS]
    assert len(named) >= 8
    for verb, rest in named:
        parts = [known[verb], *getattr(known[verb], "commands", {}).values()]
        options = {o for part in parts for p in part.params for o in p.opts}
        for option in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", rest):
            assert option in options, f"assay {verb} {option}"


def _python(code: str, cwd: Path, first: str = "") -> subprocess.CompletedProcess[str]:
    """A process of its own, without keys, in `cwd`; `first` stands first on its path."""
    env = {k: v for k, v in os.environ.items() if not k.endswith("_API_KEY")}
    env["PYTHONPATH"] = os.pathsep.join([p for p in (first, str(SOURCE.parent)) if p])
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, env=env, capture_output=True, text=True, timeout=120)
