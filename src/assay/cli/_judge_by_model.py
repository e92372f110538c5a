"""`assay certify … --judge URI`: the part of `assay certify` that asks models. RUBRIC makes a judge's card, PROBE certifies a probe
as the judges judge it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.budget import Spending
    from assay.engine.calls import Limits
    from assay.engine.certificates import Certificate
    from assay.engine.judge_cards import Card
    from assay.engine.prices import Price
    from assay.models import Model
    from assay.probes import Probe

__all__ = ["Asking", "certify_by_models", "certify_models"]


@dataclass(frozen=True)
class Asking:
    """Whom to ask, how often, and what that may take."""

    uris: tuple[str, ...]
    repeats: int
    offline: bool
    timeout: float
    budget_calls: int | None
    budget_usd: float | None

    @property
    def limits(self) -> Limits:
        from assay.engine.setup import check_limits

        return check_limits(self.timeout, 600.0, None, None)

    def prices(self, models: Sequence[Model]) -> dict[str, Price]:
        from assay.engine.prices import find_prices

        return find_prices(models, None, needed=self.budget_usd is not None)

    def purse(self, prices: dict[str, Price]) -> Spending:
        """What may be spent from now on. To be called in a running loop."""
        from asyncio import get_running_loop

        from assay.engine.budget import Budget, Spending

        return Spending(Budget(calls=self.budget_calls, usd=self.budget_usd), prices, get_running_loop().time())


def certify_by_models(
    probes: Sequence[Probe], asking: Asking, console: Console, *, output: Path | None, **given: Any
) -> Iterator[tuple[Certificate, Path]]:
    """The certificate of each probe with these judges, and where it was written: where runs with them find it, or `output`."""
    from assay.certify.by_model import cascade_of, judged_by
    from assay.certify.make import certify
    from assay.engine import certificates
    from assay.engine.panel import mark_of_judge, open_panel
    from assay.engine.select import Picked

    for probe in probes:
        cascade_of(probe)
    if not probes:
        return
    say = partial(console.print, markup=False, soft_wrap=True)
    panel = open_panel(asking.uris, asking.repeats, [Picked(probe, given["n"]) for probe in probes], [])
    if panel is None:
        return
    most = given["seeds"] * given["n"] * 2 * asking.repeats * len(panel.models)
    say(
        f"{', '.join(asking.uris)} (role judge): asked of each planted model at most {most:,} times in two orders, and again in "
        "other words"
    )
    prices = asking.prices(panel.models)
    with judged_by(panel, asking.limits, lambda: asking.purse(prices), say, offline=asking.offline) as judging:
        marks = [mark_of_judge(model) for model in panel.models]
        for probe in probes:
            done = certify(probe, judging=judging, judges=marks, **given)
            path = certificates.file_of(probe, marks)
            if output is not None:
                path = output / certificates.inside(probe.kind, probe.name, marks)
            certificates.write(path, done)
            yield done, path


def certify_models(
    names: Sequence[str],
    asking: Asking,
    console: Console,
    *,
    limit: int,
    seed: int,
    output: Path | None = None,
    quiet: bool = False,
) -> list[Card]:
    """The cards of the models as judges by each of these rubrics, shown on the console unless `quiet`, and written where runs find
    them, or under `output`."""
    from assay.cli._judge_cards import show_card
    from assay.engine.judge_cards import write_card
    from assay.engine.model_cards import file_of_model
    from assay.errors import ConfigError

    if asking.repeats < 1:
        raise ConfigError(f"--judge-repeats must be 1 or more, not {asking.repeats}")
    cards = []
    for uri, name in product(asking.uris, dict.fromkeys(names)):
        card = _made(name, uri, asking, console, limit=limit, seed=seed)
        cards.append(card)
        if not quiet:
            show_card(card, console)
        path = file_of_model(name, uri, output)
        write_card(path, card)
        console.print(f"[dim]{path}[/]", soft_wrap=True)
    return cards


def _made(rubric: str, uri: str, asking: Asking, console: Console, *, limit: int, seed: int) -> Card:
    import asyncio
    from datetime import UTC, datetime

    from assay.certify.judge.by_model import ModelTrial
    from assay.certify.judge.material import material_of_rubric
    from assay.engine.cache_share import open_cache
    from assay.engine.offline import started
    from assay.engine.roles import JUDGE, open_helper

    model = open_helper(uri, JUDGE, ())
    prices = asking.prices([model])
    made = datetime.now(UTC).date().isoformat()
    say = partial(console.print, markup=False, soft_wrap=True)

    async def work() -> Card:
        async with started([model], offline=asking.offline):
            material = material_of_rubric(rubric)
            trial = ModelTrial(rubric, model, material, limit=limit, repeats=asking.repeats, seed=seed, made=made)
            what = f"judge {len(trial.lookup.asked):,} labelled replies by {trial.step.rubric.id}"
            say(trial.bill().line(what, prices))
            cache = open_cache(offline=asking.offline)
            try:
                return await trial.card(asking.limits, asking.purse(prices), cache, say)
            finally:
                cache.close()

    return asyncio.run(work())
