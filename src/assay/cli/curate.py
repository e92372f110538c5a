"""`assay curate`: read sources once and freeze what they give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assay.cases.curate.snapshot import Snapshot

__all__ = ["command"]


def command(
    sources: Annotated[list[str], typer.Argument(metavar="URI…", help="Sources (assay list sources).")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the snapshot there too.")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Refuse sources on the network.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON on stdout.")] = False,
) -> None:
    """Read sources and freeze their records in a snapshot, for any number of runs: assay run … --source snapshot:FILE."""
    from assay import api
    from assay.cli._show import print_json
    from assay.engine.folder import write_whole
    from assay.engine.progress import stderr

    snapshot = api.freeze(sources, offline=offline)
    if output is not None:
        write_whole(output, snapshot.content, f"the snapshot is kept as snapshot:{snapshot.sha256}")
    shown = _summary(snapshot)
    if as_json:
        print_json(shown)
        return
    from rich.markup import escape
    from rich.table import Table

    console = stderr()
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("source", "records", "licences"):
        table.add_column(column, overflow="fold")
    for given in shown["sources"]:
        table.add_row(escape(given["uri"]), escape(_counts(given["kinds"])), escape(_counts(given["licences"])))
    console.print(table)
    for given in shown["sources"]:
        for note in given["notes"]:
            console.print(f"[yellow]note:[/] {escape(note)}", soft_wrap=True)
    console.print(
        f"{shown['records']:,} records, {shown['bytes']:,} bytes, fetched {shown['times'] or 'from this machine'}; "
        f"use them: --source snapshot:{escape(str(output or shown['sha256']))}",
        soft_wrap=True,
    )


def _summary(snapshot: Snapshot) -> dict[str, Any]:
    import msgspec

    times = sorted({r.provenance.time for r in snapshot.records if r.provenance.time})
    return {
        "sha256": snapshot.sha256,
        "records": len(snapshot.records),
        "bytes": len(snapshot.content),
        "times": " to ".join(dict.fromkeys((times[0], times[-1]))) if times else "",
        "sources": [{"notes": [], "licences": {}, "kinds": {}, **msgspec.to_builtins(g)} for g in snapshot.sources],
    }


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {name}" for name, n in counts.items())
