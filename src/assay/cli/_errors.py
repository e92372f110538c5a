"""Turns what went wrong into one sentence on stderr and an exit code."""

from __future__ import annotations

from assay.errors import AssayError

__all__ = ["said"]


def said(error: Exception) -> int:
    """Print the sentence of `error` and give the exit code. An error that is ours to mend keeps its traceback."""
    from rich.console import Console
    from rich.markup import escape

    if isinstance(error, AssayError):
        sentence, code = str(error), error.code
    elif isinstance(error, OSError) and error.filename:
        sentence, code = f"{error.filename}: {error.strerror}", AssayError.code
    else:
        raise error
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(f"[bold red]assay:[/] {escape(sentence)}")
    return code
