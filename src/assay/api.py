"""The Python API behind the command line: run, resume and rescore, each giving a `Run` to look at."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from assay.cases.curate.snapshot import Snapshot
from assay.engine.asking import ask_all
from assay.engine.budget import Budget, Spending
from assay.engine.corrections import corrected, keep_card
from assay.engine.curating import curate, read_sources, write_sources
from assay.engine.folder import RunFolder
from assay.engine.journal import Journal, VerdictEvent
from assay.engine.judging import judge_again
from assay.engine.model_judging import judge_by_models, judge_if_there
from assay.engine.offline import started
from assay.engine.panel import Panel, open_panel, panel_of
from assay.engine.plan import Plan
from assay.engine.planning import check_cases
from assay.engine.prices import find_prices
from assay.engine.remote import Place, in_run_folder, run_folder
from assay.engine.scoring import score_run, write_parquet
from assay.engine.select import Picked, planned
from assay.engine.setup import Setup, check_limits, default_folder, show_cost
from assay.engine.spread.cluster import Cluster, cluster
from assay.errors import ConfigError, IncompleteError, MissingExtraError
from assay.measure.gates import Decision
from assay.models import open_model
from assay.records import Sample, Score
from assay.taxonomy import ENGLISH

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

__all__ = ["Run", "Scores", "estimate", "freeze", "rescore", "resume", "run"]

T = TypeVar("T")


class Scores(tuple[Score, ...]):
    """The scores of a run."""

    __slots__ = ()

    def to_df(self) -> pd.DataFrame:
        """One row a score, one column a field. Needs pandas: pip install 'assay[df]'."""
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("to_df()", "df") from None
        return pd.DataFrame(msgspec.to_builtins(list(self)))


@dataclass(frozen=True)
class Run:
    """A finished run: its folder, its scores, and what its gates decided.

    `errors` counts the scored cases that ended without a reply or a verdict; `resume` asks them again.
    """

    folder: RunFolder
    scores: Scores
    gates: tuple[Decision, ...] = ()
    errors: int = 0

    @property
    def path(self) -> Path:
        return self.folder.path

    @property
    def plan(self) -> Plan:
        return self.folder.plan

    def samples(self) -> Iterator[Sample]:
        """Every case that was asked, with its replies and verdict."""
        return self.folder.samples()

    def report(self, path: str | Path | None = None) -> Path:
        """Write a report; the suffix says which (.html, .md, .xml for JUnit, .json). Gives its path. With no path it is
        the run folder's own, at its URL too."""
        from assay.report import write_report

        if path:
            return write_report(self.folder, Path(path), self.gates)
        with run_folder(self.path, writes=False):
            return write_report(self.folder, self.path / "report.html", self.gates)


def estimate(
    what: str | Sequence[str],
    models: str | Sequence[str],
    *,
    seed: int | None = None,
    limit: int | None = None,
    precision: float | None = None,
    language: str = ENGLISH,
    concurrency: int | None = None,
    gate: str | Path | None = None,
    offline: bool = False,
    cache: bool = True,
    level: float = 0.95,
    prices: str | Path | None = None,
    sources: Sequence[str] = (),
    generator: str | None = None,
    attacker: str | None = None,
    judge: str | Sequence[str] = (),
    judge_repeats: int = 1,
    console: Console | None = None,
) -> Plan:
    """The plan that `run` with the same arguments would carry out: cases, calls and tokens, asking nothing. The
    console shows dollars too where the prices are known."""
    console = console or _quiet()
    setup = _in_loop(
        Setup.of(
            what,
            models,
            console,
            seed=seed,
            limit=limit,
            precision=precision,
            language=language,
            concurrency=concurrency,
            gate=gate,
            offline=offline,
            cache=cache,
            level=level,
            sources=sources,
            generator=generator,
            attacker=attacker,
            judges=_several(judge),
            judge_repeats=judge_repeats,
        )
    )

    known = find_prices(setup.everyone, Path(prices) if prices else None)
    told = setup.told(known)

    async def work() -> Plan:
        async with started(setup.everyone, offline=offline):
            return setup.plan()

    plan = _in_loop(work())
    if setup.writer is not None:
        console.print(setup.writer.told(known), markup=False, soft_wrap=True)
    show_cost(plan, known, Budget(), console, *told)
    return plan


def freeze(sources: str | Sequence[str], *, offline: bool = False) -> Snapshot:
    """Read sources (`assay list sources`) once and freeze their records. The snapshot is kept in the user's cache: a run
    that is given `snapshot:SHA256` as its source reads it from there. Raises ConfigError and SourceError."""
    return _in_loop(curate([sources] if isinstance(sources, str) else sources, offline=offline))


def run(
    what: str | Sequence[str],
    models: str | Sequence[str],
    *,
    seed: int | None = None,
    limit: int | None = None,
    precision: float | None = None,
    language: str = ENGLISH,
    output: str | Path | None = None,
    concurrency: int | None = None,
    gate: str | Path | None = None,
    offline: bool = False,
    cache: bool = True,
    level: float = 0.95,
    timeout: float = 300.0,
    patience: float = 600.0,
    rpm: float | None = None,
    tpm: float | None = None,
    budget_calls: int | None = None,
    budget_tokens: int | None = None,
    budget_usd: float | None = None,
    budget_minutes: float | None = None,
    prices: str | Path | None = None,
    ray: str | None = None,
    ray_workers: int | None = None,
    sources: Sequence[str] = (),
    generator: str | None = None,
    attacker: str | None = None,
    judge: str | Sequence[str] = (),
    judge_repeats: int = 1,
    console: Console | None = None,
) -> Run:
    """Plan, ask, judge, score and report; the folder holds all of it.

    `what` names suites, probes, globs, suite files or Python files with probes; `models` are model URIs. `output` is a
    folder or any fsspec URL of one; then `Run.path` is the working folder on this machine. A `seed` of
    None draws a fresh one, which the plan records. `limit` is the number of cases a probe; `precision` instead asks as
    many as keep the interval of a headline rate or mean within ± so much of its range, whatever is observed. `language` is what
    every prompt is asked in ("en", "es", "zh"): probes that cannot are left out, with a note in the plan. `gate` is
    a file of gates, which may stop a probe early (see `assay.measure.gates`). `timeout` is the seconds for
    one attempt of one call, `patience` those for which a server that has stopped answering is waited for. `rpm` and
    `tpm` are requests and tokens a minute for each server. A budget that is spent ends the run with IncompleteError, and
    `resume` goes on; `prices` is a YAML file that overrides the packaged price list. `sources` are URIs of sources
    (`assay list sources`), read once and frozen before the run, for the probes that use records. `generator` is the URI of
    a model that words some of them anew before the run (see docs/sources.md), frozen as a source is; `attacker` of one that
    words what attacks say during it (see docs/attacker.md), checked and journalled. `judge` names models that judge what
    rules leave open, after all is asked (see docs/judges.md), each question `judge_repeats` times. `ray` spreads the asking
    over a Ray cluster: "local" starts one here, else the address of its head; `ray_workers` is how many processes ask.
    `console` shows progress (None: no output). Raises an AssayError with one sentence where something is wrong, and
    Interrupted where the user stops it.
    """
    console = console or _quiet()
    budget = Budget(calls=budget_calls, tokens=budget_tokens, usd=budget_usd, minutes=budget_minutes)
    limits = check_limits(timeout, patience, rpm, tpm)
    setup = _in_loop(
        Setup.of(
            what,
            models,
            console,
            seed=seed,
            limit=limit,
            precision=precision,
            language=language,
            concurrency=concurrency,
            gate=gate,
            offline=offline,
            cache=cache,
            level=level,
            sources=sources,
            generator=generator,
            attacker=attacker,
            judges=_several(judge),
            judge_repeats=judge_repeats,
        )
    )
    known = find_prices(setup.everyone, Path(prices) if prices else None, needed=budget_usd is not None)
    told = setup.told(known)

    async def written() -> tuple[Setup, Spending]:
        spending = Spending(budget, known, asyncio.get_running_loop().time())
        return await setup.written(limits, spending, console), spending

    async def work(place: Place, there: Cluster | None) -> RunFolder:
        async with started((*setup.asked, *setup.judges), offline=offline):
            given = {"rpm": rpm, "tpm": tpm, **{f"budget_{k}": v for k, v in msgspec.structs.asdict(budget).items()}}
            plan = msgspec.structs.replace(setup.plan(), limits={k: v for k, v in given.items() if v is not None})
            show_cost(plan, known, budget, console, *told)
            folder = RunFolder.create(place.path, plan)
            if setup.snapshot is not None:
                write_sources(folder, setup.snapshot)
            place.begin()
            await ask_all(folder, setup.picked, setup.models, limits, spending, console, there, setup.attacker)
            if setup.panel is not None:
                await judge_by_models(folder, setup.picked, setup.panel, limits, spending, console)
            return folder

    with run_folder(output or default_folder(setup.names), new=True, offline=offline) as place:
        RunFolder.check_new(place.path)
        setup, spending = _in_loop(written())
        with cluster(ray, ray_workers) as there:
            folder = _in_loop(work(place, there))
        return _finish(folder, setup.picked, console)


@in_run_folder
def resume(
    path: str | Path,
    *,
    timeout: float = 300.0,
    patience: float = 600.0,
    rpm: float | None = None,
    tpm: float | None = None,
    budget_calls: int | None = None,
    budget_tokens: int | None = None,
    budget_usd: float | None = None,
    budget_minutes: float | None = None,
    prices: str | Path | None = None,
    ray: str | None = None,
    ray_workers: int | None = None,
    console: Console | None = None,
) -> Run:
    """Go on with a run that was stopped: asks what has no usable reply yet, then scores and reports as `run` does.

    A budget holds for this command alone. `rpm` and `tpm` are those that the run began with, unless others are given.
    """
    console = console or _quiet()
    budget = Budget(calls=budget_calls, tokens=budget_tokens, usd=budget_usd, minutes=budget_minutes)
    folder = RunFolder(path)
    plan = folder.plan
    limits = check_limits(timeout, patience, rpm or plan.limits.get("rpm"), tpm or plan.limits.get("tpm"))
    picked = planned(plan, read_sources(folder))
    check_cases(plan, picked)
    models = [open_model(m.uri, m.kind) for m in plan.asked]
    targets, attacker = models[: len(plan.targets)], next(iter(models[len(plan.targets) :]), None)
    panel = panel_of(plan)
    judges = panel.models if panel else ()
    known = find_prices((*models, *judges), Path(prices) if prices else None, needed=budget_usd is not None)

    async def work(there: Cluster | None) -> None:
        spending = Spending(budget, known, asyncio.get_running_loop().time())
        async with started(models, offline=plan.offline, guests=judges):
            for model, was in zip(models, plan.asked, strict=True):
                if model.identity != was.identity:
                    raise ConfigError(f"{was.uri} is not the model this run began with; start a new run")
            await ask_all(folder, picked, targets, limits, spending, console, there, attacker)
            if panel is not None:
                await judge_if_there(folder, picked, panel, limits, spending, console)

    with cluster(ray, ray_workers) as there:
        _in_loop(work(there))
    return _finish(folder, picked, console)


@in_run_folder
def rescore(
    path: str | Path,
    *,
    judge: str | Sequence[str] = (),
    judge_repeats: int = 1,
    anew: bool = False,
    card: str | Path | None = None,
    offline: bool = False,
    timeout: float = 300.0,
    patience: float = 600.0,
    rpm: float | None = None,
    tpm: float | None = None,
    budget_calls: int | None = None,
    budget_tokens: int | None = None,
    budget_usd: float | None = None,
    budget_minutes: float | None = None,
    prices: str | Path | None = None,
    console: Console | None = None,
) -> Run:
    """Judge all journalled replies again and score them again, without asking the models that gave them.

    `judge` names models that judge what rules leave open: only what no model has judged yet, or where a call failed;
    with `anew`, all of it. Without one, the opinions that models gave before stay. `offline`, limits and budget are those
    of `run`. Where people have labelled enough replies (`assay label`), the scores are corrected for the judges' errors. A `card`,
    made from the labels of another run (`assay label DIR --card FILE`), is kept with the run, and corrects rates that have no
    labels of their own.
    """
    console = console or _quiet()
    budget = Budget(calls=budget_calls, tokens=budget_tokens, usd=budget_usd, minutes=budget_minutes)
    limits = check_limits(timeout, patience, rpm, tpm)
    folder = RunFolder(path)
    picked = planned(folder.plan, read_sources(folder))
    if card is not None:
        keep_card(folder, Path(card))
    panel = open_panel(_several(judge), judge_repeats, picked, [m.uri for m in folder.plan.targets])
    judges = panel.models if panel else ()
    known = find_prices(judges, Path(prices) if prices else None, needed=budget_usd is not None)
    probes = {p.probe.name: p.probe for p in picked}
    changed = total = 0
    with Journal(folder.journal) as journal:
        for sample in folder.samples():
            total += 1
            verdict = judge_again(probes[sample.probe], sample, folder.media)
            if verdict != sample.verdict:
                changed += 1
                journal.append(
                    VerdictEvent(model=sample.model, probe=sample.probe, case=sample.case.id, verdict=verdict)
                )
    if not total:
        raise IncompleteError(f"{folder.path} has no samples yet: assay resume {folder.path}")
    console.print(f"{total:,} samples judged again, {changed:,} verdicts changed")

    async def work(panel: Panel) -> None:
        spending = Spending(budget, known, asyncio.get_running_loop().time())
        async with started(judges, offline=offline or folder.plan.offline):
            await judge_by_models(folder, picked, panel, limits, spending, console, anew=anew)

    if panel is not None:
        _in_loop(work(panel))
    return _finish(folder, picked, console)


def _finish(folder: RunFolder, picked: Sequence[Picked], console: Console) -> Run:
    """Score, decide the gates, write the files of a run whose cases are all journalled."""
    scores, evidence, errors = score_run(folder, picked)
    scores, notes = corrected(folder, folder, picked, scores, evidence)
    folder.write_scores(scores, evidence, notes)
    for note in notes:
        console.print(note, markup=False, soft_wrap=True)
    write_parquet(folder)
    for name in dict.fromkeys(f"{s.probe}, {s.model}" for s in scores if s.stopped == "interrupted"):
        console.print(
            f"{name}: its early gates are not decided and cases are left; ask them: assay resume {folder.path}"
        )
    finished = Run(folder, Scores(scores), folder.decisions(), errors)
    console.print(f"report: {finished.report(folder.path / 'report.html')}")
    return finished


def _in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; where a loop runs already (a notebook), in a thread of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    result: list[T] = []
    failure: list[BaseException] = []

    def target() -> None:
        try:
            result.append(asyncio.run(work))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=target, name="assay")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


def _several(uris: str | Sequence[str]) -> Sequence[str]:
    return (uris,) if isinstance(uris, str) else uris


def _quiet() -> Console:
    from rich.console import Console

    return Console(quiet=True)
