"""One measured number and what it is held against; and the setting in which all of one run are taken."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.process import Cost, measure
from bench.programs import Outcome, Program, outcome_of
from bench.server import Stats, Stub
from bench.stub import Settings

__all__ = ["Done", "Row", "Setting", "folder"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the table. `value` is None where nothing was measured, and `note` then says why. `target` says in words
    what is to be reached; `met` whether it is (None: there is none, or it is not for this program)."""

    group: str
    what: str
    program: str
    value: float | None
    unit: str
    n: int = 0
    target: str = ""
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Done:
    """One program's whole run of the job: what it cost, what the server saw, what it recorded. `files` holds the sizes
    of the files it left, in bytes, by name."""

    n: int
    cost: Cost
    stats: Stats
    outcome: Outcome | None
    files: dict[str, int]

    @property
    def failed(self) -> str:
        """Why the run is no measurement, "" where it is one."""
        if self.outcome is None:
            return f"it ended with status {self.cost.status}: {self.cost.last_words}"
        return ""


@dataclass(frozen=True)
class Setting:
    """What every group of measurements is given. `n` is the number of cases of the large runs, `few` that of the small
    ones; `rounds` is how often a comparison is repeated, its programs taking turns; `peers` are the neighbours."""

    stub: Stub
    n: int = 20_000
    few: int = 2_000
    rounds: int = 3
    peers: Sequence[Program] = ()
    million: bool = False
    say: Callable[[str], None] = field(default=lambda _: None)

    def run(self, program: Program, n: int, *, concurrency: int = 64, settings: Settings | None = None) -> Done:
        """Run one program over `n` cases, from an empty folder that is removed at the end."""
        self.say(f"{program.name}: {n:,} cases, {concurrency} at once")
        with folder() as output:
            self.stub.configure(settings or Settings())
            cost = measure(program.command(self.stub.base_url, n, concurrency, output))
            stats = self.stub.stats()
            outcome = outcome_of(program, cost, output)
            files = {f.name: f.stat().st_size for f in output.rglob("*") if f.is_file()}
        return Done(n, cost, stats, outcome, files)


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder, removed at the end."""
    path = Path(tempfile.mkdtemp(prefix="assay-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
