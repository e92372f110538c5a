"""Asks all of a plan that its journal does not hold yet, here or on a cluster, with progress, and says what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assay.engine.budget import Spending, unasked
from assay.engine.cache_share import open_cache
from assay.engine.calls import Limits
from assay.engine.execute import execute
from assay.engine.folder import RunFolder
from assay.engine.journal import Journal, Note
from assay.engine.prices import in_dollars
from assay.engine.progress import Progress
from assay.engine.select import Picked
from assay.engine.spread.cluster import Cluster
from assay.engine.spread.driver import Spread
from assay.engine.stopping import Stopper
from assay.errors import IncompleteError, Interrupted
from assay.models import Model

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["ask_all"]


async def ask_all(
    folder: RunFolder,
    picked: Sequence[Picked],
    models: Sequence[Model],
    limits: Limits,
    spending: Spending,
    console: Console,
    there: Cluster | None,
    attacker: Model | None = None,
) -> None:
    """Ask all that the journal does not hold yet, with progress, under the plan's concurrency. `spending` is that of the
    command: what it asked before this counts too."""
    from rich.markup import escape

    plan = folder.plan
    cache = open_cache(offline=plan.offline) if plan.cache else None
    try:
        with Journal(folder.journal) as journal:
            done = folder.index
            total = sum(p.n * sum(m.kind == p.kind for m in plan.targets) for p in plan.probes)
            if len(done):
                console.print(f"{len(done):,} of {total:,} cases are journalled and are not asked again")
            stopper = Stopper.of(plan, picked).load(done, errors=False)
            left = sum(stopper.left(done, m.uri, p) for m in plan.targets for p in plan.probes if p.kind == m.kind)
            progress = Progress(left, console)

            def decided(model: str, probe: str, left: int) -> None:
                progress.fewer(left)
                console.print(escape(f"{probe}, {model}: the early gates are decided, {left:,} cases are not asked"))

            again = True
            try:
                with progress.shown():
                    while True:
                        stopper.told = decided
                        await (Spread(there, plan).execute if there else execute)(
                            picked,
                            models,
                            journal,
                            done,
                            seed=plan.seed,
                            cache=cache,
                            concurrency={m.uri: m.concurrency for m in plan.asked},
                            limits=limits,
                            watch=progress,
                            say=lambda text: console.print(escape(text)),
                            spending=spending,
                            stopper=stopper,
                            attacker=attacker,
                        )
                        done = folder.index
                        reopened = bool(plan.gates) and Stopper.of(plan, picked).load(done).reopened
                        given_up = done.given_up(limits.attempts) if again else 0
                        if not given_up and not reopened:
                            break
                        if given_up:  # once, when everything else is done: what failed then may have passed
                            again = False
                            console.print(f"{given_up:,} cases that had failed {limits.attempts} times are asked again")
                            progress.fewer(-given_up)
                        done.leave = limits.attempts
                        stopper = Stopper.of(plan, picked).load(done, errors=False)
            finally:
                for model in (*models, *([attacker] if attacker else [])):
                    for text in model.notes:
                        journal.append(Note(model=str(model.uri), text=text))
                        console.print(f"[yellow]note:[/] {escape(text)}")
                if spending.usd:
                    console.print(f"spent: about {in_dollars(spending.usd)} for {spending.calls:,} calls")
            console.print(progress.summary())
            for line in folder.of_attacker():
                console.print(line, markup=False, soft_wrap=True)
    except Interrupted:
        raise Interrupted(f"stopped; nothing that came back is lost. To go on: assay resume {folder.path}") from None
    except IncompleteError as error:
        index = folder.index
        stopper = Stopper.of(plan, picked).load(index)
        undone = unasked(plan, lambda model, probe: stopper.left(index, model, probe))
        raise IncompleteError(
            f"{error}. {undone}What came back is kept; to go on: assay resume {folder.path}"
        ) from None
    finally:
        if cache is not None:
            cache.close()
