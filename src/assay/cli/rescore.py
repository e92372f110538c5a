"""`assay rescore`: judge and score a run's replies again, asking nothing."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["command"]


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR|URL", help="The run folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON on stdout.")] = False,
) -> None:
    """Judge a run's replies again and score them anew, without asking the model; corrected by labels (`assay label`)."""
    from assay import api
    from assay.cli._show import finish
    from assay.engine.progress import stderr

    console = stderr()
    finish(api.rescore(folder, console=console), as_json=as_json, console=console)
