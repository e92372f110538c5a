"""`assay report`: write a run's results in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["command"]


def command(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR…", help="Run folders.")],
    formats: Annotated[str, typer.Option("--format", help="html, md, junit, json; several with commas.")] = "html",
    as_json: Annotated[bool, typer.Option("--json", help="The written files as JSON on stdout.")] = False,
) -> None:
    """Write reports into run folders: html, md, junit, json."""
    from assay.cli._show import print_json
    from assay.engine.folder import RunFolder
    from assay.engine.progress import stderr
    from assay.report import REPORTS, write_report

    console = stderr()
    chosen = [REPORTS[name.strip()] for name in formats.split(",")]
    written = []
    for path in folders:
        folder = RunFolder(path)
        decided = folder.decisions()
        for report in chosen:
            file = write_report(folder, path / report.file, decided, report=report)
            written.append(str(file))
            console.print(str(file))
    if as_json:
        print_json(written)
