"""The command line: one file a command. Errors become one sentence and an exit code here, and nowhere else."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from assay._version import __version__
from assay.errors import AssayError

__all__ = ["app", "main"]

COMMANDS = (
    "demo",
    "curate",
    "run",
    "resume",
    "rescore",
    "label",
    "check",
    "certify",
    "list",
    "show",
    "report",
    "cache",
    "fetch",
    "doctor",
    "new",
)

app = typer.Typer(
    name="assay",
    help="Measures how far a generative model can be trusted, with fresh cases on every run.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"assay {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None: ...


for _name in COMMANDS:
    _module = import_module(f"assay.cli.{_name}")
    if hasattr(_module, "app"):
        app.add_typer(_module.app, name=_name)
    else:
        app.command(_name)(_module.command)


def main() -> None:
    """The entry point `assay`. typer itself answers wrong usage (2) and Ctrl-C before a run has begun (130)."""
    try:
        app()
    except (AssayError, OSError) as error:
        from assay.cli._errors import said

        sys.exit(said(error))
