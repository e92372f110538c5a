"""`assay doctor`: what is installed, what is missing, and how to add it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

__all__ = ["command"]

EXTRAS = {"local": ("xllamacpp", "models in GGUF files, by llama.cpp"), "df": ("pandas", "scores as a data frame")}
CORE = ("aiohttp", "msgspec", "numpy", "scipy", "duckdb", "typer", "rich", "jinja2", "altair", "vl-convert-python")
KEYS = ("OPENAI_API_KEY",)


def command(as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False) -> None:
    """Say what is installed, which extras are missing and how to add them, and whether the cache can be written."""
    from assay.cli._show import print_json
    from assay.engine.progress import stderr

    found = _look()
    if as_json:
        print_json(found)
    else:
        console = stderr()
        machine = found["machine"]
        console.print(
            f"assay {found['assay']}, Python {found['python']}, {found['platform']}; {machine['cores']} cores, "
            f"{machine['free_cores']} free"
        )
        for name, version in found["core"].items():
            console.print(f"  [green]✓[/] {name} {version}" if version else f"  [red]✗[/] {name} is missing")
        for name, extra in found["extras"].items():
            mark = f"[green]✓[/] {extra['version']}" if extra["version"] else f"missing: {extra['install']}"
            console.print(f"  extra {name} ({extra['what']}): {mark}", markup=True)
        for name, path in found["models"].items():
            console.print(f"  model {name}: {path or f'not here: assay fetch {name}'}")
        for name, there in found["keys"].items():
            console.print(f"  {name}: {'set' if there else 'not set'}")
        cache = found["cache"]
        state = (
            "can be written" if cache["writable"] else "[red]cannot be written: set ASSAY_CACHE to another folder[/]"
        )
        console.print(f"  cache {cache['path']}: {state}, {cache['free_bytes'] / 1e9:.1f} GB free")
    if not all(found["core"].values()) or not found["cache"]["writable"]:
        raise typer.Exit(3)


def _look() -> dict[str, Any]:
    import os
    import platform
    import shutil

    from assay import __version__
    from assay.engine.cache import cache_dir
    from assay.models._store import FETCHABLE, find
    from assay.models.llamacpp import free_cores

    path = cache_dir()
    try:
        path.mkdir(parents=True, exist_ok=True)
        writable = os.access(path, os.W_OK)
    except OSError:
        writable = False
    place = next(p for p in (path, *path.parents) if p.exists())
    return {
        "assay": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "machine": {"cores": os.cpu_count(), "free_cores": free_cores()},
        "core": {name: _version(name) for name in CORE},
        "extras": {
            name: {"what": what, "version": _version(package), "install": f"pip install 'assay[{name}]'"}
            for name, (package, what) in EXTRAS.items()
        },
        "models": {name: str(find(name) or "") for name in FETCHABLE},
        "keys": {name: name in os.environ for name in KEYS},
        "cache": {"path": str(path), "writable": writable, "free_bytes": shutil.disk_usage(place).free},
    }


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
