"""`assay check`: prove that a run's files agree, and make anew what can be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assay.engine.check import Checked, Finding

__all__ = ["command"]

_MARKS = {"agrees": "[green]✓[/]", "mended": "[green]✓[/]", "differs": "[red]✗[/]", "missing": "[red]✗[/]", "note": "·"}


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR|URL", help="The run folder.")],
    mend: Annotated[
        bool, typer.Option("--mend", help="Write parquet, scores and report anew where they differ; drop a torn line.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON on stdout.")] = False,
) -> None:
    """Prove that plan, journal, samples and scores of a run agree; asks no model.

    Ends with 0 where all agree, 3 where cases are missing, 1 where something differs and was not mended.
    """
    from rich.markup import escape

    from assay.cli._show import print_json
    from assay.engine.check import Checked, check_run
    from assay.engine.progress import stderr
    from assay.engine.remote import run_folder

    console = stderr()

    def say(finding: Finding) -> None:
        console.print(f"{_MARKS[finding.state]} {finding.check}: {escape(finding.said)}", soft_wrap=True)

    with run_folder(folder, writes=mend, all_files=True) as place:
        checked = check_run(place.path, mend=mend, watch=say)
        if mend and _wants_report(place.path, checked):
            written = _report(place.path)
            say(written)
            checked = Checked(folder=checked.folder, findings=(*checked.findings, written))
    if as_json:
        print_json({"folder": place.name, "code": checked.code, "findings": checked.findings})
    if checked.code:
        raise typer.Exit(checked.code)


def _wants_report(folder: Path, checked: Checked) -> bool:
    """Whether the report is missing, or made of what has just been mended."""
    mended = any(f.state == "mended" and f.check in ("samples.parquet", "scores.json") for f in checked.findings)
    return (folder / "scores.json").exists() and (mended or not (folder / "report.html").exists())


def _report(path: Path) -> Finding:
    """Write the report anew."""
    from assay.engine.check import Finding
    from assay.engine.folder import RunFolder
    from assay.errors import AssayError
    from assay.report import write_report

    try:
        folder = RunFolder(path)
        write_report(folder, path / "report.html", folder.decisions())
    except AssayError as error:
        return Finding(check="report.html", state="differs", said=f"could not be written anew: {error}")
    return Finding(check="report.html", state="mended", said="written anew")
