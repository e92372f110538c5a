"""`assay run`: ask models, judge the answers, write the report."""

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
    Ray,
    RayWorkers,
    Rpm,
    Timeout,
    Tpm,
)

__all__ = ["command"]


def command(
    what: Annotated[
        list[str], typer.Argument(metavar="SUITE|PROBE…", help="Suites, probes, globs, suite.yaml, probe.py.")
    ],
    model: Annotated[
        list[str], typer.Option("-m", "--model", metavar="URI", help="A model to ask; repeat it for several.")
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="DIR|URL", help="The run folder to make.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="URI", help="What cases are made of (assay list sources); repeatable."),
    ] = None,
    generator: Annotated[
        str | None,
        typer.Option(
            "--generator", metavar="URI", help="A model that words questions and settings anew, before the run."
        ),
    ] = None,
    attacker: Annotated[
        str | None,
        typer.Option(
            "--attacker", metavar="URI", help="A model that words attacks in dialogues (safety/jailbreak), checked."
        ),
    ] = None,
    judge: Judge = None,
    judge_repeats: JudgeRepeats = 1,
    seed: Annotated[int | None, typer.Option(help="Decides all cases; drawn afresh where it is not given.")] = None,
    limit: Annotated[int | None, typer.Option(help="Cases a probe.")] = None,
    precision: Annotated[
        float | None, typer.Option(metavar="X", help="Instead: as many cases as give headline scores within ±X.")
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="en|es|zh", help="Ask every prompt in this language (docs/languages.md).")
    ] = "en",
    concurrency: Annotated[int | None, typer.Option(help="Calls at once, per model.")] = None,
    gate: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Gates to pass (YAML), which may stop early; exit 1 where one fails."),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Refuse every connection but the model's own.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor fill the response cache.")] = False,
    level: Annotated[float, typer.Option(help="Confidence level of the intervals.")] = 0.95,
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
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Only say how many calls, tokens and dollars it would take.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON on stdout.")] = False,
) -> None:
    """Ask models with fresh cases, judge the answers, and write a report."""
    from assay import api
    from assay.cli._show import finish, print_json
    from assay.engine.progress import stderr

    console = stderr()
    if estimate:
        plan = api.estimate(
            what,
            model,
            seed=seed,
            limit=limit,
            precision=precision,
            language=language,
            concurrency=concurrency,
            gate=gate,
            offline=offline,
            cache=not no_cache,
            level=level,
            prices=prices,
            sources=source or (),
            generator=generator,
            attacker=attacker,
            judge=judge or (),
            judge_repeats=judge_repeats,
            console=console,
        )
        if as_json:
            print_json(plan)
        return
    done = api.run(
        what,
        model,
        seed=seed,
        limit=limit,
        precision=precision,
        language=language,
        output=output,
        concurrency=concurrency,
        gate=gate,
        offline=offline,
        cache=not no_cache,
        level=level,
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
        sources=source or (),
        generator=generator,
        attacker=attacker,
        judge=judge or (),
        judge_repeats=judge_repeats,
        console=console,
    )
    finish(done, as_json=as_json, console=console)
