"""The rows as people and programs read them: a table on stderr, JSON, and the page docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.rows import Row

__all__ = ["as_json", "as_markdown", "machine", "show", "value_of"]

_MARK = {True: "yes", False: "no", None: ""}


def machine() -> dict[str, str]:
    """What class of machine this is: no name, no address."""
    from importlib.metadata import version

    return {
        "cores": str(os.cpu_count()),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "aiohttp": version("aiohttp"),
    }


def value_of(row: Row) -> str:
    """The value with its unit, in as many digits as it carries."""
    if row.value is None:
        return "–"
    digits = 0 if abs(row.value) >= 100 or row.value == int(row.value) else 1 if abs(row.value) >= 10 else 2
    return f"{row.value:,.{digits}f} {row.unit}"


def show(rows: Sequence[Row]) -> None:
    """The table on stderr."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("what", "cases", "program", "measured", "to reach", "met", "note"):
        table.add_column(name, justify="right" if name in ("cases", "measured") else "left", overflow="fold")
    for row in rows:
        met = {True: "[green]yes[/]", False: "[red]no[/]", None: ""}[row.met]
        table.add_row(row.what, f"{row.n:,}" if row.n else "", row.program, value_of(row), row.target, met, row.note)
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        console.width = 160  # a file or a pipe has no width of its own
    console.print(table)


def as_json(rows: Sequence[Row], command: str, load: float) -> str:
    """All of it, for programs. `load` is the machine's load average around the run."""
    facts = machine() | {"load": f"{load:.1f}"}
    content = {"schema": "assay/bench/1", "command": command, "machine": facts, "rows": [asdict(r) for r in rows]}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def as_markdown(rows: Sequence[Row], command: str, picture: Path, load: float) -> str:
    """The page under docs/, with the command that made it."""
    facts = machine()
    lines = [
        "# How fast and how safe the engine is",
        "",
        "<!-- made by the command below; edit bench/results.py, not this page -->",
        "",
        f"One run of `{command}` on {facts['cores']} cores ({facts['system']} {facts['machine']}), Python {facts['python']}, "
        f"aiohttp {facts['aiohttp']}; load average {load:.1f}, the bench's own two processes included.",
        "",
        "Every number is of a whole process, start-up, scores, Parquet file and report included, against a stub server",
        "on loopback that answers a question by its number. Programs take turns within a round; a share is the median of",
        "the shares within a round. Other work on the machine moves the absolute numbers, and the shares much less.",
        "`once started` counts from the first request to the last answer, as the server sees them. The faults come from one",
        "fixed seed, with which question 1076 meets eight faults in a row: eight tries do not get it, and assay asks it once",
        "more at the end.",
        "",
        f"![samples per second, beside the neighbours]({picture.name})",
        "",
        "| what | cases | program | measured | to reach | met | note |",
        "|---|---:|---|---:|---|---|---|",
    ]
    for row in rows:
        n = f"{row.n:,}" if row.n else ""
        note = row.note.replace("|", "\\|")
        lines.append(
            f"| {row.what} | {n} | {row.program} | {value_of(row)} | {row.target} | {_MARK[row.met]} | {note} |"
        )
    return "\n".join(lines) + "\n"
