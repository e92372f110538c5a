"""`assay label`: people say of a run's replies whether they are right, without seeing what the judge said."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assay.engine.folder import RunFolder
    from assay.engine.labelling import Task
    from assay.engine.labels import Label
    from assay.probes import Probe

__all__ = ["command"]


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR|URL", help="The run folder.")],
    annotator: Annotated[str, typer.Option(help="Who labels; else your login name.")] = "",
    n: Annotated[int, typer.Option("--n", min=1, help="Replies to label, for each model and probe.")] = 100,
    probe: Annotated[str, typer.Option(help="Only this probe, or those of a glob.")] = "*",
    export: Annotated[Path | None, typer.Option(help="Write the blank sheet (.csv, .jsonl) instead of asking.")] = None,
    sheet: Annotated[Path | None, typer.Option("--import", help="Take the labels of a filled sheet.")] = None,
    card: Annotated[Path | None, typer.Option(help="Write how the judges err by these labels, for other runs.")] = None,
    agreement: Annotated[bool, typer.Option("--agreement", help="How far the annotators agree.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Labels, or agreement, as JSON on stdout.")] = False,
) -> None:
    """Label replies by hand, blind: right or wrong. `assay rescore` then corrects the scores for the judge's errors."""
    from assay.cli._agreement import show_agreement
    from assay.cli._label import ask
    from assay.cli._show import print_json
    from assay.engine.folder import RunFolder
    from assay.engine.label_sheet import export_sheet
    from assay.engine.labelling import tasks
    from assay.engine.labels import read_labels, reply_mark
    from assay.engine.progress import stderr
    from assay.engine.remote import run_folder
    from assay.errors import ConfigError

    console = stderr()
    with run_folder(folder, writes=not (agreement or export or card)) as place:
        run = RunFolder(place.path)
        if agreement:
            show_agreement(read_labels(run.path), console, as_json=as_json)
            return
        if card is not None:
            _write_card(run, card, place.name, console)
            return
        name = annotator.strip() or _login()
        probes = _probes(run, probe)
        if sheet is not None:
            _import(run, probes, sheet, name, console)
        else:
            done = {(x.model, x.probe, x.case): x.reply for x in read_labels(run.path) if x.annotator == name}
            chosen = tasks(run, probes, n)
            if not chosen:
                raise ConfigError(f"{place.name}: none of the probes '{probe}' has a score that labels could correct")
            todo = [t for t in chosen if done.get(_key(t)) != reply_mark(t.sample)]
            if export is not None:
                export_sheet(export, todo)
                console.print(
                    f"{len(todo):,} replies to label, in the column 'label' (right, wrong, declined, unsure): {export}"
                )
                console.print(
                    f"then: assay label {place.name} --import {export} --annotator NAME", markup=False, soft_wrap=True
                )
                return
            if not todo:
                console.print(f"{name} has labelled all {len(chosen):,}; more: --n {2 * n}", markup=False)
            elif not sys.stdin.isatty():
                raise ConfigError(
                    "labels are given at a terminal; without one use --export FILE.csv and --import FILE.csv"
                )
            else:
                ask(run, todo, name, console, done=len(chosen) - len(todo))
        if as_json:
            print_json(read_labels(run.path))
        console.print(f"use the labels: assay rescore {place.name}", markup=False, soft_wrap=True)


def _write_card(run: RunFolder, card: Path, name: str, console: Console) -> None:
    from assay.engine.curating import read_sources
    from assay.engine.label_card import card_from, write_label_card
    from assay.engine.labels import read_labels
    from assay.engine.select import planned

    found = card_from(run, planned(run.plan, read_sources(run)), read_labels(run.path))
    write_label_card(card, found)
    for x in found.rates:
        (se, n_se), (sp, n_sp) = x.sensitivity, x.specificity
        console.print(
            f"{x.probe} {x.metric}, judge {x.judge}: sensitivity {se / n_se:.3f}, specificity {sp / n_sp:.3f}, by {x.labels:,} labels",
            markup=False,
        )
    console.print(f"use it for another run: assay rescore DIR --card {card}", markup=False, soft_wrap=True)


def _key(task: Task) -> tuple[str, str, str]:
    return task.sample.model, task.sample.probe, task.sample.case.id


def _login() -> str:
    import getpass

    from assay.errors import ConfigError

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise ConfigError("this machine does not say who you are: give --annotator NAME") from None


def _probes(run: RunFolder, pattern: str) -> list[Probe]:
    from fnmatch import fnmatchcase

    from assay.engine.curating import read_sources
    from assay.engine.select import planned
    from assay.errors import ConfigError

    found = [p.probe for p in planned(run.plan, read_sources(run)) if fnmatchcase(p.probe.name, pattern)]
    if not found:
        names = ", ".join(p.name for p in run.plan.probes)
        raise ConfigError(f"no probe of this run is called '{pattern}'; it has {names}")
    return found


def _import(run: RunFolder, probes: list[Probe], sheet: Path, name: str, console: Console) -> None:
    from assay.engine.label_sheet import import_sheet
    from assay.engine.labelling import tasks_of
    from assay.engine.labels import append_labels, read_labels
    from assay.errors import ConfigError

    rows = import_sheet(sheet)
    known = tasks_of(run, probes, {row.id for row in rows})
    labels: list[Label] = []
    for row in rows:
        if row.id not in known:
            raise ConfigError(f"{row.place}: the id '{row.id[:40]}' is no reply of this run that can be labelled")
        labels.append(known[row.id].label(row.annotator or name, row.label))
    before = set(read_labels(run.path))
    new = [label for label in labels if label not in before]
    append_labels(run.path, new)
    console.print(f"{len(new):,} new labels of {len(rows):,} in {sheet}", markup=False)
