"""`assay new`: start an extension from a file that works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(help="Start a probe of your own from a file and a test that pass.", no_args_is_help=True)


@app.callback()
def _root() -> None: ...


@app.command()
def probe(
    name: Annotated[str, typer.Argument(metavar="NAME", help="dimension/aspect, such as utility/arithmetic.")],
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write.")] = Path(),
) -> None:
    """Write a probe and its test, ready to run: NAME.py and test_NAME.py."""
    from importlib import resources

    from assay.engine.progress import stderr
    from assay.errors import ConfigError
    from assay.taxonomy import DIMENSIONS

    dimension, _, aspect = name.partition("/")
    if dimension not in DIMENSIONS or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", aspect):
        raise ConfigError(
            f"'{name}' is no probe name: write dimension/aspect in lower case, with one of {', '.join(DIMENSIONS)}"
        )
    stem = aspect.replace("-", "_")
    if stem[0].isdigit():
        stem = f"probe_{stem}"
    words = {"NAME": name, "STEM": stem, "CLASS": "".join(w.capitalize() for w in aspect.split("-"))}
    if words["CLASS"][0].isdigit():
        words["CLASS"] = f"Probe{words['CLASS']}"
    templates = resources.files("assay.cli") / "templates"
    files = {folder / f"{stem}.py": "probe.py.txt", folder / f"test_{stem}.py": "test_probe.py.txt"}
    for path in files:
        if path.exists():
            raise ConfigError(f"{path} is there already; choose another name, or another folder with -o")
    folder.mkdir(parents=True, exist_ok=True)
    for path, template in files.items():
        text = (templates / template).read_text(encoding="utf-8")
        path.write_text(re.sub(r"\{\{(\w+)\}\}", lambda m: words[m.group(1)], text), encoding="utf-8")
    console = stderr()
    console.print(f"wrote {', '.join(map(str, files))}")
    console.print(f"try it:   assay show {folder / stem}.py\n          assay run {folder / stem}.py -m planted:perfect")
    console.print(f"test it:  pytest {folder / f'test_{stem}.py'}")
