"""What is measured: assay, a bare aiohttp loop, and each neighbour that is installed, all behind one interface."""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import bench.peers
from bench.process import Cost, python

__all__ = ["ASSAY", "BARE", "PEERS", "SPREAD", "Outcome", "Peer", "Program", "outcome_of", "samples_of"]


@dataclass(frozen=True)
class Outcome:
    """What a program holds at the end: how many samples it recorded, each counted once, and how many are right.
    `twice` counts the samples with more than one usable record (an error may rightly be asked again)."""

    recorded: int
    right: int
    twice: int = 0


class Program(Protocol):
    """One way to do the job."""

    @property
    def name(self) -> str: ...

    def command(self, base_url: str, n: int, concurrency: int, output: Path) -> list[str]:
        """What to run; it leaves its files in the folder `output`, which exists."""
        ...

    def outcome(self, cost: Cost, output: Path) -> Outcome:
        """What it recorded. Raises OSError, ValueError, KeyError, TypeError or StopIteration where it left nothing."""
        ...


@dataclass(frozen=True)
class _Script:
    """A program that says on its last line of stdout what it recorded."""

    name: str
    module: str
    interpreter: tuple[str, ...]

    def command(self, base_url: str, n: int, concurrency: int, output: Path) -> list[str]:
        options = ["--base-url", base_url, "--n", str(n), "--concurrency", str(concurrency), "--output", str(output)]
        return [*self.interpreter, "-m", self.module, *options]

    def outcome(self, cost: Cost, output: Path) -> Outcome:
        lines = cost.out.strip().splitlines()
        return Outcome(**json.loads(lines[-1] if lines else ""))


@dataclass(frozen=True)
class _Assay:
    """`assay run`, whole, on the job's probe; the response cache is off, for it would answer the second round."""

    name: str = "assay"
    workers: int = 0
    """Ray workers; 0: one process and no Ray."""

    def command(self, base_url: str, n: int, concurrency: int, output: Path) -> list[str]:
        what = ("run", "bench/numbers_probe.py", "-m", f"openai:stub?base_url={base_url}", "--limit", str(n))
        how = ("--concurrency", str(concurrency), "--seed", "1", "--no-cache", "--output", output / "run")
        spread = ("--ray", "local", "--ray-workers", str(self.workers)) if self.workers else ()
        return python("-m", "assay", *what, *how, *spread)

    def outcome(self, cost: Cost, output: Path) -> Outcome:
        scores = json.loads((output / "run" / "scores.json").read_text())["scores"]
        score = next(s for s in scores if s["slice"] == "all")
        usable = (s for s in samples_of(output / "run" / "journal.jsonl") if s["verdict"]["outcome"] != "error")
        twice = sum(number > 1 for number in Counter(sample["case"]["id"] for sample in usable).values())
        return Outcome(score["outcomes"]["scored"], round((score["value"] or 0.0) * score["n"]), twice)


def outcome_of(program: Program, cost: Cost, output: Path) -> Outcome | None:
    """What a program recorded, None where it left nothing that says so."""
    try:
        return program.outcome(cost, output)
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None


def samples_of(journal: Path) -> Iterator[dict[str, Any]]:
    """The sample lines of a journal; a torn last line is none."""
    with journal.open("rb") as file:
        for line in file:
            if line.endswith(b"\n") and (event := json.loads(line))["t"] == "sample":
                yield event


@dataclass(frozen=True)
class Peer:
    """A neighbour: a file under bench/peers with `NAME`, `REQUIREMENTS` and the same job, run in its own environment."""

    name: str
    module: str
    requirements: tuple[str, ...]

    @property
    def home(self) -> Path:
        """Its virtual environment, in the user's cache."""
        import platformdirs

        return Path(platformdirs.user_cache_dir("assay-bench")) / self.name

    @property
    def interpreter(self) -> Path:
        return self.home / "bin" / "python"

    @property
    def installed(self) -> bool:
        return (self.home / "ready").exists()

    def version(self) -> str:
        """The version of the first requirement, as installed."""
        name = self.requirements[0].partition("==")[0].partition("[")[0]
        code = f"from importlib.metadata import version; print(version({name!r}))"
        done = subprocess.run([self.interpreter, "-c", code], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def setup(self) -> None:
        """Make the environment. Raises CalledProcessError where pip fails."""
        subprocess.run(python("-m", "venv", "--clear", self.home), check=True)
        pip = [str(self.interpreter), "-m", "pip", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--quiet", *self.requirements], check=True)
        (self.home / "ready").touch()

    @property
    def program(self) -> Program:
        return _Script(self.name, self.module, (str(self.interpreter),))


def _peers() -> dict[str, Peer]:
    found = {}
    for info in pkgutil.iter_modules(bench.peers.__path__, "bench.peers."):
        if not info.name.rpartition(".")[2].startswith("_"):
            module = importlib.import_module(info.name)
            found[module.NAME] = Peer(module.NAME, info.name, tuple(module.REQUIREMENTS))
    return found


ASSAY: Program = _Assay()
SPREAD: dict[int, Program] = {n: _Assay(f"assay, {n} Ray worker{'s' * (n > 1)}", n) for n in (1, 4)}
BARE: Program = _Script("bare aiohttp", "bench.bare", tuple(python()))
PEERS: dict[str, Peer] = _peers()
