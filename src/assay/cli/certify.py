"""`assay certify`: shows that a probe's metrics move when the fault is there, and when it is not, stay; and how a judge errs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli._options import BudgetCalls, BudgetUsd, Judge, JudgeRepeats, Timeout

if TYPE_CHECKING:
    from rich.console import Console

    from assay.cli._judge_by_model import Asking
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
    from assay.cli._certificates import show_certificate
    from assay.cli._judge_by_model import Asking
    from assay.cli._judge_cards import OF_PROBE, certify_judges, certify_judges_of, judges_named, publish_judges
    from assay.cli._show import print_json
    from assay.engine import certificates
    from assay.engine.progress import stderr
    from assay.errors import ConfigError

    console = stderr()
    root = _checkout() if everything else None
    if everything == bool(names):
        raise ConfigError("name what to certify: assay certify PROBE, FILE.py or JUDGE, or --all in a checkout")
    if expired and not everything:
        raise ConfigError("--expired goes with --all: what is named is certified anew in any case")
    made = datetime.now(UTC).date().isoformat()
    given: dict[str, Any] = {"doses": _numbers(doses), "n": limit, "seed": seed, "seeds": seeds, "made": made}
    if judge:
        if everything or not names:
            raise ConfigError("--judge goes with a probe or a rubric that is named: assay certify refusal --judge URI")
        asking = Asking(tuple(judge), judge_repeats, offline, timeout, budget_calls, budget_usd)
        by_models = _by_models(names, asking, console, output=output, quiet=as_json, **given)
        if as_json:
            print_json(by_models)
        return
    judges = judges_named(names or [])
    of_probes = [name.removesuffix(OF_PROBE) for name in names or [] if name.endswith(OF_PROBE)]
    plain = [name for name in names or [] if name not in judges and not name.endswith(OF_PROBE)]
    picked = _packaged() if everything else _probes(plain)
    found: list[Certificate | Card] = []
    found += certify_judges(list(judges.values()), made, console, seed=seed, output=output, quiet=as_json)
    found += certify_judges_of(_probes(of_probes), made, console, seed=seed, output=output, quiet=as_json)
    for probe in (p.probe for p in picked):
        if expired and certificates.holds(probe):
            continue
        done = certify(probe, **given)
        found.append(done)
        path = _home(probe, output, shipping=everything)
        if path is not None:
            certificates.write(path, done)
        if not as_json:
            show_certificate(done, console, path, brief=everything)
    if root is not None:
        from assay.certify.page import publish

        publish_judges(root, picked, made, console, expired=expired)
        for written in publish(root / "docs", [p.probe for p in picked]):
            console.print(f"[dim]{written}[/]", soft_wrap=True)
    if as_json:
        print_json(found)


def _by_models(
    names: list[str], asking: Asking, console: Console, *, output: Path | None, quiet: bool, **given: Any
) -> list[Certificate | Card]:
    """The cards of the judges by the rubrics among the names, then the certificates of the probes with them."""
    from assay.cli._certificates import show_certificate
    from assay.cli._judge_by_model import certify_by_models, certify_models
    from assay.errors import ConfigError
    from assay.judges.rubrics import RUBRICS

    rubrics = [name for name in names if name in RUBRICS]
    try:
        picked = _probes([name for name in names if name not in RUBRICS])
    except ConfigError as error:
        raise ConfigError(f"{error}; rubrics are {', '.join(RUBRICS)}") from None
    limit, seed = given["n"], given["seed"]
    found: list[Certificate | Card] = []
    found += certify_models(rubrics, asking, console, limit=limit, seed=seed, output=output, quiet=quiet)
    for done, written in certify_by_models([p.probe for p in picked], asking, console, output=output, **given):
        found.append(done)
        if not quiet:
            show_certificate(done, console, written, brief=False)
    return found


def _probes(names: list[str]) -> list[Picked]:
    """The probes that are named, each once."""
    from assay.engine.select import select
    from assay.taxonomy import KINDS

    return select(names, KINDS, None)[0] if names else []


def _packaged() -> list[Picked]:
    """The probes of the package."""
    from assay.engine.select import Picked
    from assay.probes import PROBES

    return [Picked(p, 0) for _, p in PROBES.items() if p.origin.__module__.startswith("assay.probes.")]


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
