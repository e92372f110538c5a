"""What commands print: JSON on stdout for machines, a short table on stderr for people, and the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assay.api import Run

__all__ = ["finish", "print_json"]


def print_json(obj: Any) -> None:
    """Indented JSON on stdout."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(obj), indent=2).decode() + "\n")


def finish(run: Run, *, as_json: bool, console: Console) -> None:
    """Show a finished run and leave with its exit code: 1 a gate fails, 3 errors or undecided gates, else 0."""
    if as_json:
        sys.stdout.write((run.path / "scores.json").read_text())
    _table(run, console)
    for decision in run.gates:
        colour = {"pass": "green", "fail": "red"}.get(decision.verdict, "yellow")
        console.print(f"gate {decision.gate.name}: [{colour}]{decision.verdict}[/] — {decision.reason}")
    errors = run.errors
    if errors:
        console.print(f"[red]{errors:,} cases ended in errors[/]; ask them again: assay resume {run.path}")
    if any(d.verdict == "fail" for d in run.gates):
        raise typer.Exit(1)
    if errors or any(d.verdict == "undecided" for d in run.gates):
        raise typer.Exit(3)


def _table(run: Run, console: Console) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("probe", "metric"):
        table.add_column(name)
    for name in ("value", f"{run.plan.level:.0%} interval", "n", "trust"):
        table.add_column(name, justify="right")
    last = ("", "")
    several = len(run.plan.targets) > 1
    headline = {(p.name, m.name) for p in run.plan.probes for m in p.metrics if m.headline}
    for s in run.scores:
        if s.slice != "all" or (s.probe, s.metric) not in headline:
            continue
        if several and s.model != last[0]:
            table.add_row(f"[bold]{s.model}[/]")
        table.add_row(
            s.probe if (s.model, s.probe) != last else "",
            s.metric,
            "not measured" if s.value is None else f"{s.value:.3f}{'*' if s.raw else ''}",
            "" if s.low is None or s.high is None else f"{s.low:.3f} … {s.high:.3f}",
            str(s.n),
            "" if s.trust is None else f"{s.trust:.2f}",
        )
        last = (s.model, s.probe)
    console.print(table)
    moved = [s for s in run.scores if s.raw is not None and s.slice == "all"]
    if moved:
        console.print(
            f"* corrected for its judge's errors by human labels; {len(moved)} in all, beside the judge's own value:"
        )
    for s in moved:
        if s.raw is not None:
            said = f"{s.raw.value:.3f} → {s.value:.3f} by {s.labels:,} labels"
            console.print(f"  {s.probe} {s.metric}, {s.model}: {said}", markup=False, soft_wrap=True)
