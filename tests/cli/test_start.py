"""Starting is quick because nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

HEAVY = "numpy scipy duckdb aiohttp rich.progress jinja2 pycountry periodictable countryinfo xllamacpp pandas ray"


def imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint('\\n'.join(sys.modules))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_import_assay_imports_nothing_heavy():
    loaded = imported_by("import assay")
    assert "assay" in loaded
    assert loaded & {*HEAVY.split(), "typer", "msgspec", "asyncio"} == set()


def test_help_imports_nothing_heavy():
    loaded = imported_by(
        "sys.argv = ['assay', '--help']\nimport io, contextlib\nfrom assay.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main()"
    )
    assert "typer" in loaded
    assert loaded & {*HEAVY.split(), "asyncio"} == set()


def test_a_core_install_needs_no_torch():
    loaded = imported_by(
        "from assay.probes import PROBES\nfrom assay.models import MODELS\nfrom assay.report import REPORTS\n"
        "[*PROBES, *MODELS, *REPORTS]"
    )
    assert loaded & {"torch", "transformers", "xllamacpp"} == set()
