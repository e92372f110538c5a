"""Turns what went wrong into one sentence on stderr and an exit code."""

from __future__ import annotations

import sys

import click

from assay.errors import AssayError

__all__ = ["said"]


def said(error: BaseException) -> int:
    """Print the sentence of `error` and give the exit code. An error that is ours to mend keeps its traceback."""
    if isinstance(error, AssayError):
        _print(str(error))
        return error.code
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show(sys.stderr)
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        _print("interrupted")
        return 130
    if type(error).__name__ == "Interrupted":
        _print(str(error))
        return 130
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return 0
    if isinstance(error, OSError) and error.filename:
        _print(f"{error.filename}: {error.strerror}")
        return 2
    raise error


def _print(sentence: str) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(f"[bold red]assay:[/] {escape(sentence)}")
