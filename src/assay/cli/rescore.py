"""`assay rescore`: judge and score a run's replies again, asking nothing, or model judges alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.cli._options import (
    BudgetCalls,
    BudgetMinutes,
    BudgetTokens,
    BudgetUsd,
    Judge,
    JudgeRepeats,
    Patience,
    Prices,
    Rpm,
    Timeout,
    Tpm,
)

__all__ = ["command"]


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR|URL", help="The run folder.")],
    judge: Judge = None,
    judge_repeats: JudgeRepeats = 1,
    anew: Annotated[bool, typer.Option("--all", help="Put to the judges what models have judged before, too.")] = False,
    card: Annotated[
        Path | None, typer.Option(help="Correct rates by the labels of another run (assay label --card).")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Refuse every connection but the judges' own.")] = False,
    timeout: Timeout = 300.0,
    patience: Patience = 600.0,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget_calls: BudgetCalls = None,
    budget_tokens: BudgetTokens = None,
    budget_usd: BudgetUsd = None,
    budget_minutes: BudgetMinutes = None,
    prices: Prices = None,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON on stdout.")] = False,
) -> None:
    """Judge a run's replies again and score them anew, without asking the model; corrected by labels (`assay label`). With
    --judge, models judge what rules cannot: all that no model has judged yet."""
    from assay import api
    from assay.cli._show import finish
    from assay.engine.progress import stderr

    console = stderr()
    done = api.rescore(
        folder,
        judge=judge or (),
        judge_repeats=judge_repeats,
        anew=anew,
        card=card,
        offline=offline,
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
