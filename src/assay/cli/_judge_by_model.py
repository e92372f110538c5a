"""`assay certify RUBRIC --judge URI`: makes the card of a model as a judge; the part of `assay certify` that asks somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.judge_cards import Card

__all__ = ["Asking", "certify_models"]


@dataclass(frozen=True)
class Asking:
    """Whom to ask, and what that may take."""

    uri: str
    repeats: int
    offline: bool
    timeout: float
    budget_calls: int | None
    budget_usd: float | None


def certify_models(
    names: Sequence[str],
    given: Asking,
    console: Console,
    *,
    limit: int,
    seed: int,
    output: Path | None = None,
    quiet: bool = False,
) -> list[Card]:
    """The cards of one model as a judge by each of these rubrics, shown on the console unless `quiet`, and written where runs find
    them, or under `output`."""
    from assay.cli._judge_cards import show_card
    from assay.engine.judge_cards import write_card
    from assay.engine.model_cards import file_of_model
    from assay.errors import ConfigError
    from assay.judges.rubrics import RUBRICS

    strangers = [name for name in names if name not in RUBRICS]
    if strangers:
        raise ConfigError(
            f"no rubric is named {strangers[0]}; a model can be certified as a judge by {', '.join(RUBRICS)}"
        )
    if given.repeats < 1:
        raise ConfigError(f"--judge-repeats must be 1 or more, not {given.repeats}")
    cards = []
    for name in dict.fromkeys(names):
        card = _made(name, given, console, limit=limit, seed=seed)
        cards.append(card)
        if not quiet:
            show_card(card, console)
        path = file_of_model(name, given.uri, output)
        write_card(path, card)
        console.print(f"[dim]{path}[/]", soft_wrap=True)
    return cards


def _made(rubric: str, given: Asking, console: Console, *, limit: int, seed: int) -> Card:
    import asyncio
    from datetime import UTC, datetime

    from assay.certify.judge.by_model import ModelTrial
    from assay.certify.judge.material import material_of_rubric
    from assay.engine.budget import Budget, Spending
    from assay.engine.cache_share import open_cache
    from assay.engine.offline import started
    from assay.engine.panel import Panel
    from assay.engine.prices import find_prices
    from assay.engine.roles import JUDGE, open_helper
    from assay.engine.setup import check_limits

    model = open_helper(given.uri, JUDGE, ())
    limits = check_limits(given.timeout, 600.0, None, None)
    budget = Budget(calls=given.budget_calls, usd=given.budget_usd)
    prices = find_prices([model], None, needed=given.budget_usd is not None)
    made = datetime.now(UTC).date().isoformat()

    def say(text: str) -> None:
        console.print(text, markup=False, soft_wrap=True)

    async def work() -> Card:
        async with started([model], offline=given.offline):
            material = material_of_rubric(rubric)
            trial = ModelTrial(rubric, model, material, limit=limit, repeats=given.repeats, seed=seed, made=made)
            calls, tokens = trial.estimate()
            panel = Panel((model,), given.repeats)
            what = (
                f"judge {len(trial.lookup.asked):,} labelled replies by {trial.step.rubric.id}, at most {calls:,} calls"
            )
            say(panel.line(what, calls, tokens, prices))
            cache = open_cache(offline=given.offline)
            try:
                spending = Spending(budget, prices, asyncio.get_running_loop().time())
                return await trial.card(limits, spending, cache, say)
            finally:
                cache.close()

    return asyncio.run(work())
