"""Shows a certificate on the console."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.certificates import Certificate

__all__ = ["show_certificate"]


def show_certificate(done: Certificate, console: Console, path: Path | None, *, brief: bool) -> None:
    """A certificate as a table on the console, and where it was written; `brief`: one line."""
    from rich.markup import escape
    from rich.table import Table

    good = sum(r.certified for r in done.metrics)
    if brief:
        console.print(f"{done.probe}: {good} of {len(done.metrics)} metrics certified")
        return
    console.print(
        f"\n[bold]{done.probe}[/]  [dim]judge {escape(done.judge)}, {done.n} cases × {len(done.seeds)} seeds[/]"
    )
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for column in ("metric", "fault", *(f"{d:g}" for d in done.doses), "slope", "least"):
        table.add_column(column, no_wrap=True, justify="left" if column in ("metric", "fault") else "right")
    for r in done.metrics:
        mark = "[green]✓[/] " if r.certified else "[red]✗[/] "
        values = ["–" if p.value is None else f"{p.value:.2f}" for p in r.curve]
        slope = "" if r.slope is None else f"{r.slope[0]:.2f}"
        table.add_row(
            mark + r.metric, r.fault, *values, slope, "" if r.mde is None or r.slope is None else f"{r.mde:.2g}"
        )
    console.print(table)
    console.print(f"[dim]least: the least difference between two runs of {done.n} cases that is found 4 times in 5[/]")
    for r in done.metrics:
        if not r.certified:
            console.print(f"[red]not certified[/] {r.metric}: {escape(r.why)}")
    for r in done.metrics:
        if r.moved_by:
            console.print(f"[dim]{r.metric} is also moved by {', '.join(m.fault for m in r.moved_by)}[/]")
    if path is not None:
        console.print(f"[dim]{escape(str(path))}[/]")
