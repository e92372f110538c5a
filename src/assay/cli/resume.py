"""`assay resume`: go on with a run that was stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["command"]


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The run folder.")],
    timeout: Annotated[float, typer.Option(help="Seconds for one attempt of one call.")] = 300.0,
    patience: Annotated[float, typer.Option(help="Seconds to wait for a server that has stopped answering.")] = 600.0,
    rpm: Annotated[float | None, typer.Option(help="Requests a minute, per server.")] = None,
    tpm: Annotated[float | None, typer.Option(help="Tokens a minute, per server.")] = None,
    budget_calls: Annotated[int | None, typer.Option(help="Stop after so many requests, retries included.")] = None,
    budget_tokens: Annotated[int | None, typer.Option(help="Stop after so many tokens, in and out.")] = None,
    budget_usd: Annotated[float | None, typer.Option(help="Stop after so many dollars.")] = None,
    budget_minutes: Annotated[float | None, typer.Option(help="Stop after so many minutes.")] = None,
    prices: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Prices per million tokens (YAML), before those of assay.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON on stdout.")] = False,
) -> None:
    """Go on with a stopped run: nothing journalled is asked again, errors are. A budget holds for this command alone."""
    from assay import api
    from assay.cli._show import finish
    from assay.engine.progress import stderr

    console = stderr()
    done = api.resume(
        folder,
        timeout=timeout,
        patience=patience,
        rpm=rpm,
        tpm=tpm,
        budget_calls=budget_calls,
        budget_tokens=budget_tokens,
        budget_usd=budget_usd,
        budget_minutes=budget_minutes,
        prices=prices,
        console=console,
    )
    finish(done, as_json=as_json, console=console)
