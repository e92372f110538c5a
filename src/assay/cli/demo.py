"""`assay demo`: the models that assay brings, offline, to a report."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

__all__ = ["command"]

MODEL = "smollm2-135m"


def command(
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="DIR", help="The run folder to make.")] = None,
    seed: Annotated[int, typer.Option(help="Decides all cases.")] = 7,
    limit: Annotated[int | None, typer.Option(help="Cases a probe.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor fill the response cache.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Scores as JSON on stdout.")] = False,
) -> None:
    """Evaluate the embedded SmolLM2-135M-Instruct model, with no key, no GPU and no network, and write a report. With the extra torch
    the small models that see, paint, edit and film are asked too."""
    from assay import api
    from assay.cli._show import finish
    from assay.cli.fetch import fetched
    from assay.engine.progress import stderr
    from assay.models.zoo import ANIMALS

    console = stderr()
    fetched(MODEL, console)
    suites, models = ["demo"], [f"llamacpp:{MODEL}"]
    if all(map(find_spec, ("torch", "transformers", "diffusers", "PIL"))):
        suites.append("demo-pictures")
        models += [f"zoo:{animal}" for animal in ANIMALS]
    else:
        console.print("models of pictures and films are left out; to have them too: pip install 'assay[torch]'")
    done = api.run(
        suites,
        models,
        seed=seed,
        limit=limit,
        output=output,
        offline=True,
        cache=not no_cache,
        console=console,
    )
    finish(done, as_json=as_json, console=console)
