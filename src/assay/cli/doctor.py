"""`assay doctor`: what is installed, what is missing, and how to add it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["CORE", "EXTRAS", "command"]

CORE = (
    "aiohttp",
    "countryinfo",
    "duckdb",
    "fsspec",
    "jinja2",
    "markupsafe",
    "msgspec",
    "numpy",
    "periodictable",
    "platformdirs",
    "pycountry",
    "pyyaml",
    "rich",
    "scipy",
    "typer",
    "yarl",
)
"""The packages that the core needs."""

_BASE = ("msgspec", "platformdirs", "rich")
"""Those without which the rest cannot even be looked at."""

EXTRAS = {
    "local": ("xllamacpp", "models in GGUF files, by llama.cpp; with an mmproj they see"),
    "df": ("pandas", "scores as a data frame"),
    "hub": ("datasets", "datasets of the Hugging Face hub as sources"),
    "nudity": ("nudenet", "the judge of bare parts in pictures; AGPL-3.0, and so not in `all`"),
    "photographs": ("scikit-image", "the photographs that come with it, to ask about"),
    "provenance": ("c2pa-python", "the judge of signed pictures (C2PA)"),
    "ray": ("ray", "runs over several machines"),
    "see": ("rapidocr", "judges of writing and of nudity in pictures, and of films as MP4"),
    "torch": ("torch", "models of the transformers and diffusers libraries, and the small ones that assay brings"),
    "vision": ("pillow", "pictures for models that see"),
    "web": ("trafilatura", "pages of a web search as sources"),
}
"""Extra → the package it brings, the first of them, and what that is for."""

KEYS = ("OPENAI_API_KEY", "BRAVE_API_KEY")


def command(as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False) -> None:
    """Say what is installed, which extras are missing and how to add them, and whether the cache can be written.

    Ends with 0 where assay can work, and with 3 where a core package is missing or the cache cannot be written.
    """
    core = {name: _version(name) for name in CORE}
    if not all(core[name] for name in _BASE):
        _tell_plainly(core, as_json=as_json)
        raise typer.Exit(3)
    from assay.cli._show import print_json
    from assay.engine.progress import stderr

    found = _look(core)
    if as_json:
        print_json(found)
    else:
        _tell(found, stderr())
    if not found["ok"]:
        raise typer.Exit(3)


def _tell_plainly(core: dict[str, str], *, as_json: bool) -> None:
    import json

    from assay import __version__

    if as_json:
        typer.echo(json.dumps({"assay": __version__, "ok": False, "core": core}, indent=2))
        return
    for name in (name for name, version in core.items() if not version):
        typer.echo(f"✗ {name} is missing: pip install assay", err=True)


def _tell(found: dict[str, Any], console: Console) -> None:
    from rich.markup import escape

    good, bad = "[green]✓[/]", "[red]✗[/]"
    machine, cache = found["machine"], found["cache"]
    memory = f"{machine['memory_free_bytes'] / 1e9:.1f} of {machine['memory_bytes'] / 1e9:.1f} GB memory free"
    console.print(f"assay {found['assay']} on Python {found['python']}, {found['platform']}")
    console.print(
        f"{machine['free_cores']} of {machine['cores']} cores free, {memory if machine['memory_bytes'] else ''}"
    )
    for name, version in found["core"].items():
        if not version:
            console.print(f"{bad} {name} is missing: pip install assay")
    if all(found["core"].values()):
        console.print(f"{good} all {len(found['core'])} core packages are installed")
    for name, extra in found["extras"].items():
        if extra["problem"]:
            state = f"{bad} {escape(extra['problem'])}"
        elif extra["version"]:
            state = f"{good} {extra['package']} {extra['version']}"
        else:
            state = f"not installed: {escape(extra['install'])}"
        console.print(f"extra {name} ({extra['what']}): {state}", soft_wrap=True)
    for name, model in found["models"].items():
        state = f"{good} {escape(model['path'])}" if model["path"] else f"not here: {model['fetch']}"
        console.print(f"model {name} ({model['licence']}): {state}", soft_wrap=True)
    for name, there in found["keys"].items():
        console.print(f"key {name}: {'set' if there else 'not set'}")
    state = good if cache["writable"] else f"{bad} cannot be written: set ASSAY_CACHE to another folder;"
    console.print(f"cache {escape(cache['path'])}: {state} {cache['free_bytes'] / 1e9:.1f} GB free", soft_wrap=True)


def _look(core: dict[str, str]) -> dict[str, Any]:
    import os
    import platform
    import shutil

    from assay import __version__
    from assay.models._llama import free_cores, usable_cores
    from assay.models._store import FETCHABLE, find
    from assay.places import cache_dir

    path = cache_dir()
    writable = _can_write(path)
    place = next(p for p in (path, *path.parents) if p.exists())
    memory, memory_free = _memory()
    return {
        "assay": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "ok": all(core.values()) and writable,
        "machine": {
            "cores": usable_cores(),
            "free_cores": free_cores(),
            "memory_bytes": memory,
            "memory_free_bytes": memory_free,
        },
        "core": core,
        "extras": {
            name: {
                "what": what,
                "package": package,
                "version": _version(package),
                "install": f"pip install 'assay[{name}]'",
                "problem": _problem(name) if _version(package) else "",
            }
            for name, (package, what) in EXTRAS.items()
        },
        "models": {
            m.name: {
                "path": str(find(m.name) or ""),
                "licence": m.licence,
                "fetch": f"assay fetch {m.name}{' --accept-terms' if m.terms else ''}",
            }
            for m in FETCHABLE.values()
        },
        "keys": {name: bool(os.environ.get(name)) for name in KEYS},
        "cache": {"path": str(path), "writable": writable, "free_bytes": shutil.disk_usage(place).free},
    }


def _problem(extra: str) -> str:
    """Why an installed extra does not work, "" where it does: a wheel may miss a system library."""
    if extra != "local":
        return ""
    from assay.errors import AssayError
    from assay.models._llama import load_library

    try:
        load_library()
    except AssayError as error:
        return str(error)
    return ""


def _can_write(folder: Path) -> bool:
    import tempfile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _memory() -> tuple[int, int]:
    """Bytes of memory in all and free for use, 0 where the system does not tell."""
    import os

    try:
        page = os.sysconf("SC_PAGE_SIZE")
        return os.sysconf("SC_PHYS_PAGES") * page, _available() or os.sysconf("SC_AVPHYS_PAGES") * page
    except (ValueError, OSError):
        return 0, 0


def _available() -> int:
    """What Linux calls available: free, or taken by caches that give way."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
