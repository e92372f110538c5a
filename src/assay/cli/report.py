"""`assay report`: write a run's results in other formats."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["command"]


def command(
    folders: Annotated[list[str], typer.Argument(metavar="DIR|URL…", help="Run folders.")],
    formats: Annotated[str, typer.Option("--format", help="html, md, junit, json; several with commas.")] = "html",
    as_json: Annotated[bool, typer.Option("--json", help="The written files as JSON on stdout.")] = False,
) -> None:
    """Write reports into run folders: html, md, junit, json."""
    from assay.cli._show import print_json
    from assay.engine.folder import RunFolder
    from assay.engine.progress import stderr
    from assay.engine.remote import run_folder
    from assay.report import REPORTS, write_report

    console = stderr()
    chosen = [REPORTS[name.strip()] for name in formats.split(",")]
    written = []
    for where in folders:
        with run_folder(where, writes=False) as place:
            folder = RunFolder(place.path)
            decided = folder.decisions()
            for report in chosen:
                file = write_report(folder, place.path / report.file, decided, report=report)
                written.append(f"{place.name}/{file.name}")
                console.print(written[-1], soft_wrap=True)
    if as_json:
        print_json(written)
