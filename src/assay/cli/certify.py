"""`assay certify`: shows that a probe's metrics move when the fault is there, and when it is not, stay; and how a judge errs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli._options import BudgetCalls, BudgetUsd, Judge, JudgeRepeats, Timeout

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.certificates import Certificate
    from assay.engine.judge_cards import Card
    from assay.engine.select import Picked
    from assay.probes import Probe

__all__ = ["command"]


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PROBE|JUDGE]...",
            help="Probes, globs, suites, Python files with probes; or judges: refusal, exact:contains, PROBE:judge.",
        ),
    ] = None,
    doses: Annotated[str, typer.Option(help="Shares of faulty clusters, by comma.")] = "0,.05,.1,.25,.5,1",
    limit: Annotated[int, typer.Option(min=1, help="Cases a probe and seed; replies that a model judges.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="The first seed.")] = 1,
    seeds: Annotated[int, typer.Option(min=2, help="How many seeds: blocks of the trend test.")] = 5,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write certificates under this folder.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Renew what the package ships, and its page in docs; in a checkout.")
    ] = False,
    expired: Annotated[bool, typer.Option("--expired", help="With --all: only those that no longer hold.")] = False,
    judge: Judge = None,
    judge_repeats: JudgeRepeats = 1,
    offline: Annotated[bool, typer.Option("--offline", help="Refuse every connection but the judges' own.")] = False,
    timeout: Timeout = 300.0,
    budget_calls: BudgetCalls = None,
    budget_usd: BudgetUsd = None,
    as_json: Annotated[bool, typer.Option("--json", help="The certificates as JSON on stdout.")] = False,
) -> None:
    """Put probes to models with a planted fault, at several doses, and judges to labelled replies: no model, no network.

    A metric is certified where it gets worse with the dose. The certificate of a probe of your own is written beside its file,
    in certificates/, where runs and reports find it. A judge gets a card: how often it errs, by slice and under attack; that of a
    probe is named by the probe, as in ethics/norms:judge. With --judge models are asked: PROBE --judge URI certifies the probe as
    these judge it, RUBRIC --judge URI makes the card of a model as a judge, for runs and reports that name the same model.
    """
    from datetime import UTC, datetime

    from assay.certify.make import certify
    from assay.cli._judge_by_model import Asking, certify_by_models, certify_models
    from assay.cli._judge_cards import OF_PROBE, certify_judges, certify_judges_of, judges_named, publish_judges
    from assay.cli._show import print_json
    from assay.engine import certificates
    from assay.engine.progress import stderr
    from assay.errors import ConfigError
    from assay.judges.rubrics import RUBRICS

    console = stderr()
    root = _checkout() if everything else None
    if everything == bool(names):
        raise ConfigError("name what to certify: assay certify PROBE, FILE.py or JUDGE, or --all in a checkout")
    if expired and not everything:
        raise ConfigError("--expired goes with --all: what is named is certified anew in any case")
    made = datetime.now(UTC).date().isoformat()
    if judge:
        if everything or not names:
            raise ConfigError("--judge goes with a probe or a rubric that is named: assay certify refusal --judge URI")
        asking = Asking(tuple(judge), judge_repeats, offline, timeout, budget_calls, budget_usd)
        rubrics = [name for name in names if name in RUBRICS]
        plain = [name for name in names if name not in RUBRICS]
        try:
            others = _probes(plain) if plain else []
        except ConfigError as error:
            raise ConfigError(f"{error}; rubrics are {', '.join(RUBRICS)}") from None
        cards = certify_models(rubrics, asking, console, limit=limit, seed=seed, output=output, quiet=as_json)
        given = {"doses": _numbers(doses), "n": limit, "seed": seed, "seeds": seeds, "made": made}
        by_models = []
        for done, written in certify_by_models([p.probe for p in others], asking, console, output=output, **given):
            by_models.append(done)
            if not as_json:
                _print(done, console, written, brief=False)
        if as_json:
            print_json([*cards, *by_models])
        return
    judges = judges_named(names or [])
    of_probes = [name.removesuffix(OF_PROBE) for name in names or [] if name.endswith(OF_PROBE)]
    plain = [name for name in names or [] if name not in judges and not name.endswith(OF_PROBE)]
    picked = _probes(plain) if plain or everything else []
    found: list[Certificate | Card] = []
    found += certify_judges(list(judges.values()), made, console, seed=seed, output=output, quiet=as_json)
    found += certify_judges_of(
        _probes(of_probes) if of_probes else [], made, console, seed=seed, output=output, quiet=as_json
    )
    for probe in (p.probe for p in picked):
        if expired and certificates.holds(probe):
            continue
        done = certify(probe, doses=_numbers(doses), n=limit, seed=seed, seeds=seeds, made=made)
        found.append(done)
        path = _home(probe, output, shipping=everything)
        if path is not None:
            certificates.write(path, done)
        if not as_json:
            _print(done, console, path, brief=everything)
    if root is not None:
        from assay.certify.page import publish

        publish_judges(root, picked, made, console, expired=expired)
        for written in publish(root / "docs", [p.probe for p in picked]):
            console.print(f"[dim]{written}[/]", soft_wrap=True)
    if as_json:
        print_json(found)


def _probes(names: list[str]) -> list[Picked]:
    """The probes that are named, each once; those of the package where none is."""
    from assay.engine.select import Picked, select
    from assay.probes import PROBES
    from assay.taxonomy import KINDS

    if not names:
        return [Picked(p, 0) for _, p in PROBES.items() if p.origin.__module__.startswith("assay.probes.")]
    return select(names, KINDS, None)[0]


def _checkout() -> Path:
    """The root of the checkout that this package is imported from."""
    from assay.engine.certificates import shipped
    from assay.errors import ConfigError

    root = shipped().parents[2]
    if not (root / "pyproject.toml").is_file() or not (root / "docs").is_dir():
        raise ConfigError(
            "--all renews what the package ships, and works in a checkout of it only; name a probe instead"
        )
    return root


def _numbers(text: str) -> tuple[float, ...]:
    from assay.errors import ConfigError

    try:
        return tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise ConfigError(f"--doses must be numbers by comma, like 0,.1,.5,1, not {text}") from None


def _home(probe: Probe, output: Path | None, *, shipping: bool) -> Path | None:
    """Where the certificate goes: DIR, or where runs read it; None for a packaged probe that is only looked at."""
    from assay.engine.certificates import file_of, inside

    if output is not None:
        return output / inside(probe.kind, probe.name)
    packaged = probe.origin.__module__.startswith("assay.probes.")
    return None if packaged and not shipping else file_of(probe)


def _print(done: Certificate, console: Console, path: Path | None, *, brief: bool) -> None:
    from rich.markup import escape
    from rich.table import Table

    good = sum(r.certified for r in done.metrics)
    if brief:
        console.print(f"{done.probe}: {good} of {len(done.metrics)} metrics certified")
        return
    console.print(
        f"\n[bold]{done.probe}[/]  [dim]judge {escape(done.judge)}, {done.n} cases × {len(done.seeds)} seeds[/]"
    )
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for column in ("metric", "fault", *(f"{d:g}" for d in done.doses), "slope", "least"):
        table.add_column(column, no_wrap=True, justify="left" if column in ("metric", "fault") else "right")
    for r in done.metrics:
        mark = "[green]✓[/] " if r.certified else "[red]✗[/] "
        values = ["–" if p.value is None else f"{p.value:.2f}" for p in r.curve]
        slope = "" if r.slope is None else f"{r.slope[0]:.2f}"
        table.add_row(
            mark + r.metric, r.fault, *values, slope, "" if r.mde is None or r.slope is None else f"{r.mde:.2g}"
        )
    console.print(table)
    console.print(f"[dim]least: the least difference between two runs of {done.n} cases that is found 4 times in 5[/]")
    for r in done.metrics:
        if not r.certified:
            console.print(f"[red]not certified[/] {r.metric}: {escape(r.why)}")
    for r in done.metrics:
        if r.moved_by:
            console.print(f"[dim]{r.metric} is also moved by {', '.join(m.fault for m in r.moved_by)}[/]")
    if path is not None:
        console.print(f"[dim]{escape(str(path))}[/]")
