"""Options that several commands take, declared once so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "BudgetCalls",
    "BudgetMinutes",
    "BudgetTokens",
    "BudgetUsd",
    "Judge",
    "JudgeRepeats",
    "Patience",
    "Prices",
    "Ray",
    "RayWorkers",
    "Rpm",
    "Timeout",
    "Tpm",
]

Timeout = Annotated[float, typer.Option(help="Seconds for one attempt of one call.")]
Patience = Annotated[float, typer.Option(help="Seconds to wait for a server that has stopped answering.")]
Rpm = Annotated[float | None, typer.Option(help="Requests a minute, per server.")]
Tpm = Annotated[float | None, typer.Option(help="Tokens a minute, per server.")]
BudgetCalls = Annotated[int | None, typer.Option(help="Stop after so many requests, retries included.")]
BudgetTokens = Annotated[int | None, typer.Option(help="Stop after so many tokens, in and out.")]
BudgetUsd = Annotated[float | None, typer.Option(help="Stop after so many dollars.")]
BudgetMinutes = Annotated[float | None, typer.Option(help="Stop after so many minutes.")]
Judge = Annotated[
    list[str] | None,
    typer.Option("--judge", metavar="URI", help="A model that judges what rules cannot; repeat it for a panel."),
]
JudgeRepeats = Annotated[
    int,
    typer.Option("--judge-repeats", help="How often judges are asked each question, to see them change their minds."),
]
Prices = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Prices per million tokens (YAML), before those of assay.")
]
Ray = Annotated[
    str | None,
    typer.Option(metavar="local|HOST:PORT", help="Ask from the processes of a Ray cluster, started here or there."),
]
RayWorkers = Annotated[int | None, typer.Option(help="Processes that ask; one for each CPU unless given.")]
