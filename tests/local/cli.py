"""Runs the command line in this process, and the same with the tiny models in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assay.cli import main

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence of an error: nothing else on stderr, nothing on stdout, no traceback."""
        assert self.out == ""
        lines = [line for line in self.err.splitlines() if line.startswith("assay:")]
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


@pytest.fixture
def assay(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """`assay(*args)` runs a command in this process."""

    def run(*args: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["assay", *args])
        monkeypatch.setenv("COLUMNS", "300")
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        code = stop.value.code
        return Done(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


def begun(*args: str, **options: Any) -> subprocess.Popen[str]:
    """A command with the tiny models, begun in a process and a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.local.program", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "300"},
        start_new_session=True,
        **options,
    )


def ended(process: subprocess.Popen[str]) -> Done:
    """What the command left, at most a minute from now."""
    out, err = process.communicate(timeout=60)
    return Done(process.returncode, out, err)
