"""`assay resume`: go on with a run that was stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["command"]


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The run folder.")],
    timeout: Annotated[float, typer.Option(help="Seconds for one attempt of one call.")] = 300.0,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON on stdout.")] = False,
) -> None:
    """Go on with a stopped run: nothing journalled is asked again, errors are."""
    from assay import api
    from assay.cli._show import finish
    from assay.engine.progress import stderr

    console = stderr()
    finish(api.resume(folder, timeout=timeout, console=console), as_json=as_json, console=console)
