"""`assay cache`: what the response cache holds, and clearing it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.cache_content import CacheContent

__all__ = ["app"]

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_Json = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def command(context: typer.Context, as_json: _Json = False) -> None:
    """Show where the response cache lies, how large it is, and whose replies it holds; `clear` empties it."""
    if context.invoked_subcommand is not None:
        return
    from assay.cli._show import print_json
    from assay.engine.cache_content import cache_content
    from assay.engine.progress import stderr

    found = cache_content()
    if as_json:
        print_json(found)
    else:
        _tell(found, stderr())


@app.command("clear")
def clear(
    model: Annotated[str, typer.Option(metavar="GLOB", help="Only of models with such a name or identity.")] = "*",
    older_than: Annotated[str, typer.Option(metavar="AGE", help="Only replies this old: 90m, 12h, 30d, 8w.")] = "0s",
    as_json: _Json = False,
) -> None:
    """Remove replies from the cache and say what was removed."""
    from rich.filesize import decimal
    from rich.markup import escape

    from assay.cli._show import print_json
    from assay.engine.cache_content import clear_cache
    from assay.engine.progress import stderr

    removed = clear_cache(model=model, older_than=_seconds(older_than))
    if as_json:
        print_json(removed)
    console = stderr()
    for m in removed:
        console.print(f"{escape(m.name)}: {m.entries:,} replies removed, {decimal(m.bytes)}", soft_wrap=True)
    if not removed:
        console.print("nothing removed: the cache holds no such reply")


def _seconds(age: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smhdw])", age.strip())
    if not found:
        raise typer.BadParameter(f"'{age}' is no age: write 90m, 12h, 30d or 8w", param_hint="--older-than")
    return timedelta(**{_UNITS[found[2]]: float(found[1])}).total_seconds()


def _tell(found: CacheContent, console: Console) -> None:
    from rich.filesize import decimal
    from rich.markup import escape
    from rich.table import Table

    share = f"{decimal(found.bytes)} of {decimal(found.limit)} at most (ASSAY_CACHE_MAX)"
    if found.shared:
        console.print(f"shared through {escape(found.shared)}, which nothing here clears", soft_wrap=True)
    console.print(f"{escape(found.path)}: {found.entries:,} replies, {share}", soft_wrap=True)
    if not found.entries:
        return
    console.print(f"from {found.oldest} to {found.newest}; {found.hits:,} served so far", soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("model", overflow="fold")
    for name in ("replies", "size", "served", "oldest", "newest"):
        table.add_column(name, justify="right")
    for m in found.models:
        table.add_row(escape(m.name), f"{m.entries:,}", decimal(m.bytes), f"{m.hits:,}", m.oldest[:10], m.newest[:10])
    console.print(table)
