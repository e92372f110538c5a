"""Whole processes and what they cost: wall time, processor time and peak memory, from the kernel's own accounts.

The kernel counts the memory of whoever starts a process into its peak, so the bench stays small: it imports
nothing heavy before the last measurement is taken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Cost", "measure", "python"]

ROOT = Path(__file__).resolve().parents[1]
"""The repository: where every command is run."""


@dataclass(frozen=True)
class Cost:
    """What one whole process took. `wall` and `cpu` (user and system, with the children it waited for) in seconds;
    `peak` is the largest resident memory that it or one of its children had, in bytes."""

    wall: float
    cpu: float
    peak: int
    status: int
    out: str
    err: str

    @property
    def last_words(self) -> str:
        """The last line that it wrote to stderr, or to stdout."""
        lines = [line for line in (self.err.strip() or self.out.strip()).splitlines() if line.strip()]
        return lines[-1].strip()[:160] if lines else ""


def python(*args: str | Path) -> list[str]:
    """A command for the Python that runs this."""
    return [sys.executable, *map(str, args)]


def _environment() -> dict[str, str]:
    """This process's, with compiled modules kept, as an installed program has them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(command: Sequence[str], *, timeout: float = 1800.0) -> Cost:
    """Run a command to its end, or kill it after `timeout` seconds. What its status means is the caller's to judge."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        timer = threading.Timer(timeout, child.kill)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return Cost(wall, usage.ru_utime + usage.ru_stime, peak, child.returncode, out.read(), err.read())
