"""What a user asked for, resolved before anything is spent: probes, opened models, limits, a place for the run."""

from __future__ import annotations

import datetime
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.cases.curate.snapshot import Snapshot
from assay.cases.curate.store import keep_snapshot
from assay.cases.pictures import check_pillow
from assay.engine.attacking import attacked, told
from assay.engine.budget import Budget, Spending
from assay.engine.cache_share import check_cache_url
from assay.engine.calls import Limits
from assay.engine.curating import curate, hand_out, plan_sources
from assay.engine.generating import Writer
from assay.engine.offline import started
from assay.engine.panel import Panel, check_stops, open_panel
from assay.engine.plan import ModelPlan, Plan
from assay.engine.planning import make_plan, plan_model, precise
from assay.engine.prices import Price, most
from assay.engine.progress import show_estimate
from assay.engine.roles import ATTACKER, open_helper, same_family
from assay.engine.select import NotOfKindError, Picked, in_language, select, within
from assay.engine.stopping import Stopper
from assay.errors import ConfigError
from assay.measure.early import Measured, check_early
from assay.measure.gates import Gate, check_gates, read_gates
from assay.models import Model, open_model
from assay.taxonomy import ENGLISH, KINDS

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Setup", "check_limits", "default_folder", "show_cost"]


@dataclass(frozen=True)
class Setup:
    """What the user asked for, resolved: the probes, the opened models, and how the plan is made of them."""

    names: tuple[str, ...]
    models: tuple[Model, ...]
    picked: tuple[Picked, ...]
    notes: tuple[str, ...]
    seed: int
    level: float
    limit: int | None
    precision: float | None
    language: str
    concurrency: int | None
    gate: str
    gates: tuple[Gate, ...]
    offline: bool
    cache: bool
    snapshot: Snapshot | None = None
    writer: Writer | None = None
    attacker: Model | None = None
    panel: Panel | None = None
    helpers: tuple[ModelPlan, ...] = ()

    @classmethod
    async def of(
        cls,
        what: str | Sequence[str],
        models: str | Sequence[str],
        console: Console,
        *,
        seed: int | None,
        limit: int | None,
        precision: float | None,
        language: str,
        level: float,
        concurrency: int | None,
        gate: str | Path | None,
        sources: Sequence[str],
        generator: str | None,
        attacker: str | None,
        judges: Sequence[str],
        judge_repeats: int,
        **options: Any,
    ) -> Setup:
        """Reads the sources, last of all that may be wrong."""
        names = (what,) if isinstance(what, str) else tuple(what)
        opened = tuple(open_model(uri) for uri in ([models] if isinstance(models, str) else models))
        if not opened:
            raise ConfigError("no model to ask: name one with -m, such as -m llamacpp:smollm2-135m")
        for vectors in (model for model in opened if model.embeds):
            raise ConfigError(
                f"{vectors.uri} gives vectors and answers nothing: it can only judge (--judge '{vectors.uri}')"
            )
        if concurrency is not None and concurrency < 1:
            raise ConfigError(f"the concurrency must be 1 or more, not {concurrency}")
        if precision is not None and limit is not None:
            raise ConfigError("--precision and --limit both say how many cases to ask; give one of them")
        if options["cache"]:
            check_cache_url()
        picked, notes = _select(names, opened, limit)
        if any(p.probe.kind != "llm" for p in picked):
            check_pillow()
        picked, beyond = within(picked, [(m.kind, m.uri.scheme) for m in opened])
        picked, skipped = in_language(picked, language)
        skipped = [*beyond, *skipped]
        notes += skipped
        for note in skipped:
            console.print(note)
        if language != ENGLISH and (sources or generator or attacker):
            raise ConfigError(
                f"--language {language} cannot be combined with --source, --generator or --attacker: what they give is English"
            )
        foe = open_helper(attacker, ATTACKER, [str(m.uri) for m in opened]) if attacker else None
        if foe is not None:
            picked = attacked(picked)
        where = str(Path(gate).resolve()) if gate else ""  # noqa: ASYNC240  (nothing else runs yet)
        gates = read_gates(Path(gate)) if gate is not None else ()
        measured = [
            Measured(str(model.uri), p.probe.name, p.probe.slices, metric)
            for model in opened
            for p in picked
            if p.probe.kind == model.kind
            for metric in p.probe.metrics
        ]
        check_gates(gates, [(m.model, m.probe, m.metric.name) for m in measured])
        check_early(gates, measured)
        panel = open_panel(judges, judge_repeats, picked, [str(m.uri) for m in opened])
        check_stops(panel, gates, picked)
        snapshot = None
        if sources:
            snapshot = await curate(sources, offline=options["offline"], targets=opened)
            picked, more = hand_out(snapshot, picked)
            notes += more
        if seed is None:
            seed = secrets.randbelow(2**31)
            console.print(f"seed {seed}, drawn for this run (--seed {seed} repeats its cases)")
        if precision is not None:
            picked, fewer = precise(picked, seed, precision, level)
            notes += fewer
        writer = Writer.of(generator, opened, picked, seed) if generator else None
        return cls(
            names=names,
            models=opened,
            picked=tuple(picked),
            notes=tuple(notes),
            seed=seed,
            limit=limit,
            precision=precision,
            language=language,
            level=level,
            concurrency=concurrency,
            gate=where,
            gates=gates,
            snapshot=snapshot,
            writer=writer,
            attacker=foe,
            panel=panel,
            **options,
        )

    @property
    def asked(self) -> tuple[Model, ...]:
        """The models that are asked during the run: the targets and the attacker."""
        return (*self.models, *([self.attacker] if self.attacker else []))

    @property
    def everyone(self) -> tuple[Model, ...]:
        """All models of the run, the generator too."""
        return (*self.asked, *self.judges, *([self.writer.model] if self.writer else []))

    @property
    def judges(self) -> tuple[Model, ...]:
        """The models that judge what rules cannot."""
        return self.panel.models if self.panel else ()

    def told(self, prices: dict[str, Price]) -> list[str]:
        """A line each on what the attacker and the judges may take. Raises ConfigError where no case is for the attacker."""
        lines = [told(self.attacker, self.picked, self.models, self.seed, prices)] if self.attacker else []
        return lines + ([self.panel.told(self.picked, self.models, self.seed, prices)] if self.panel else [])

    async def written(self, limits: Limits, spending: Spending, console: Console) -> Setup:
        """With what the generator wrote, frozen beside the sources. Nothing else in a run asks it."""
        if self.writer is None:
            return self
        console.print(self.writer.told(dict(spending.prices)), markup=False, soft_wrap=True)
        async with started([self.writer.model], offline=self.offline):
            helper = plan_model(self.writer.model, role="generator")
            found, notes = await self.writer.write(limits, spending, self.models, console)
        setup = replace(self, helpers=(helper,), notes=(*self.notes, *notes))
        if found is None:
            return setup
        snapshot = self.snapshot + found if self.snapshot else found
        keep_snapshot(snapshot.content)
        picked = tuple(replace(p, records=snapshot.records) for p in self.picked)
        return replace(setup, snapshot=snapshot, picked=picked)

    def plan(self) -> Plan:
        """The plan. The models must be started."""
        foe = plan_model(self.attacker, role="attacker", concurrency=self.concurrency) if self.attacker else None
        same = same_family(ATTACKER, foe.uri, foe.family, self.models) if foe else []
        plan = make_plan(
            self.picked,
            self.models,
            seed=self.seed,
            level=self.level,
            suites=self.names,
            limit=self.limit,
            precision=self.precision,
            language=self.language,
            offline=self.offline,
            cache=self.cache,
            gate=self.gate,
            gates=self.gates,
            notes=(*self.notes, *same),
            concurrency=self.concurrency,
            sources=plan_sources(self.snapshot) if self.snapshot else None,
            helpers=(
                *self.helpers,
                *([foe] if foe else []),
                *(self.panel.plans(self.picked, self.concurrency) if self.panel else []),
            ),
        )
        Stopper.of(plan, self.picked)  # says now where a gate looks at no case
        return plan


def _select(names: Sequence[str], models: Sequence[Model], limit: int | None) -> tuple[list[Picked], list[str]]:
    """The probes. Models that can be of several kinds are asked as what the probes are for."""
    try:
        return select(names, {m.kind for m in models}, limit)
    except NotOfKindError as error:
        for kind in KINDS:
            able = [m for m in models if kind in error.kinds and m.kind != kind and kind in m.kinds]
            if not able:
                continue
            was = [m.kind for m in able]
            for model in able:
                model.be(kind)
            try:
                return select(names, {m.kind for m in models}, limit)
            except NotOfKindError:
                for model, old in zip(able, was, strict=True):
                    model.be(old)
                mend = (
                    f"run what is for kind {kind} apart, or name a model again for it: -m '{able[0].uri}?kind={kind}'"
                )
                raise ConfigError(f"{error}; {mend}") from None
        raise


def check_limits(timeout: float, patience: float, rpm: float | None, tpm: float | None) -> Limits:
    for name, value in (("--rpm", rpm), ("--tpm", tpm), ("--timeout", timeout)):
        if value is not None and not (value > 0 and math.isfinite(value)):
            raise ConfigError(f"{name} must be more than 0, not {value:g}")
    if not (patience >= 0 and math.isfinite(patience)):
        raise ConfigError(f"--patience must be 0 or more seconds, not {patience:g}")
    return Limits(timeout=timeout, outage=patience, rpm=rpm, tpm=tpm)


def show_cost(plan: Plan, prices: dict[str, Price], budget: Budget, console: Console, *more: str) -> None:
    """What is said before anything is spent; `more` are lines on what models in other roles may take."""
    show_estimate(plan, console)
    for line in (most(plan, prices), *more, budget.words()):
        if line:
            console.print(line, markup=False, soft_wrap=True)


def default_folder(names: Sequence[str]) -> Path:
    slug = "-".join("".join(c if c.isalnum() else "-" for c in Path(name).stem).strip("-") for name in names[:2])
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S")
    path = Path("runs") / f"{stamp}-{slug or 'run'}"
    number = 2
    while path.exists():
        path = path.with_name(f"{stamp}-{slug}-{number}")
        number += 1
    return path
