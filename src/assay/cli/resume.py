"""`assay resume`: go on with a run that was stopped."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.cli._options import (
    BudgetCalls,
    BudgetMinutes,
    BudgetTokens,
    BudgetUsd,
    Patience,
    Prices,
    Ray,
    RayWorkers,
    Rpm,
    Timeout,
    Tpm,
)

__all__ = ["command"]


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR|URL", help="The run folder.")],
    timeout: Timeout = 300.0,
    patience: Patience = 600.0,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget_calls: BudgetCalls = None,
    budget_tokens: BudgetTokens = None,
    budget_usd: BudgetUsd = None,
    budget_minutes: BudgetMinutes = None,
    prices: Prices = None,
    ray: Ray = None,
    ray_workers: RayWorkers = None,
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
        ray=ray,
        ray_workers=ray_workers,
        console=console,
    )
    finish(done, as_json=as_json, console=console)
