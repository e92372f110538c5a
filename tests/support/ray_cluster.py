"""A Ray cluster of this machine for tests, of processes of its own: drivers join it by its address.

It is guarded by a token, which a driver must have in its environment (`TOKEN`) before it imports Ray.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKEN = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}


@dataclass(frozen=True)
class Ray:
    """A running cluster: the address of its head, the process that started it, and where it writes its logs."""

    address: str
    pid: int
    folder: Path

    def workers(self) -> list[int]:
        """The processes that ask models now."""
        return workers_under(self.pid)


def workers_under(pid: int) -> list[int]:
    """The Ray actors among the descendants of a process, by their id."""
    parents, titles = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            titles[int(folder.name)] = (folder / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            continue

    def descends(child: int) -> bool:
        while child not in (0, pid):
            child = parents.get(child, 0)
        return child == pid

    return [each for each, title in titles.items() if title.startswith("ray::Worker") and descends(each)]


@contextmanager
def running(cpus: int, **environment: str) -> Iterator[Ray]:
    """A cluster that listens until the block ends; `environment` is what its workers have beside the usual."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="assay-test-ray-", dir="/tmp"))
    command = [str(Path(sys.executable).parent / "ray"), "start", "--head", "--block", f"--port={port}"]
    command += [f"--num-cpus={cpus}", "--include-dashboard=false", "--object-store-memory=100000000"]
    command += [f"--temp-dir={folder}", "--disable-usage-stats"]
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    child = subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": path} | TOKEN | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    try:
        _wait_for(port, child)
        yield Ray(f"127.0.0.1:{port}", child.pid, folder)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and child.poll() is None:
        with socket.socket() as link:
            if link.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the Ray cluster did not start")
