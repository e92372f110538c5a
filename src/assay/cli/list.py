"""`assay list`: what there is to run, to ask and to judge with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["command"]

Row = dict[str, Any]


def command(
    what: Annotated[
        Literal[
            "probes",
            "suites",
            "models",
            "judges",
            "sources",
            "variations",
            "metrics",
            "frameworks",
            "reports",
        ],
        typer.Argument(help="What to list."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """List probes, suites, models, judges, sources, variations, metrics, frameworks or reports."""
    from assay.cli._show import print_json

    makers: dict[str, Callable[[], list[Row]]] = {
        "probes": _probes,
        "suites": _suites,
        "models": _models,
        "judges": _judges,
        "sources": _sources,
        "variations": _variations,
        "metrics": _metrics,
        "frameworks": list,
        "reports": lambda: _registry("assay.report", "REPORTS"),
    }
    rows = makers[what]()
    if as_json:
        print_json(rows)
        return
    from rich.padding import Padding
    from rich.text import Text

    from assay.engine.progress import stderr

    console = stderr()
    if not rows:
        console.print(f"no {what} are installed")
    for row in rows:
        name, *facts = (key for key in row if key != "description" and row[key] not in ("", None, []))
        said = " · ".join(f"{key.replace('_', ' ')} {_text(row[key])}" for key in facts)
        console.print(Text.assemble((_text(row[name]), "bold"), "  ", (said, "dim")))
        if row.get("description"):
            console.print(Padding(Text(row["description"]), (0, 0, 0, 4)))


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def first_line(doc: str | None) -> str:
    """The first sentence of a docstring, on one line."""
    return " ".join((doc or "").strip().split("\n\n")[0].split())


def _probes() -> list[Row]:
    from assay.probes import PROBES

    return [
        {
            "name": p.name,
            "kind": p.kind,
            "description": first_line(p.description),
            "metrics": [m.name for m in p.metrics],
            "calls_a_case": p.protocol.calls,
            "languages": list(p.languages),
        }
        for _, p in PROBES.items()
    ]


SIZES = (20, 100, 300)
"""Cases a probe at which `assay list suites` tells the calls, at most."""


def _suites() -> list[Row]:
    from assay.engine.select import load_suites, select
    from assay.errors import ConfigError
    from assay.taxonomy import KINDS

    rows = []
    for suite in load_suites().values():
        picked = []
        for kind in KINDS:
            try:
                picked += select((suite.name,), {kind}, None)[0]
            except ConfigError:  # the suite is not for this kind
                continue
        calls = sum(pick.probe.protocol.calls for pick in picked)
        rows.append(
            {
                "name": suite.name,
                "description": suite.description,
                "probes": len(picked),
                "cases_a_probe": suite.n,
                **{f"calls_at_{n}": n * calls for n in SIZES},
            }
        )
    return rows


def _models() -> list[Row]:
    from inspect import getdoc

    from assay.models import MODELS

    return [{"scheme": f"{name}:", "description": first_line(getdoc(cls))} for name, cls in MODELS.items()]


def _sources() -> list[Row]:
    from inspect import getdoc

    from assay.cases.curate.sources import SOURCES

    return [
        {
            "source": f"{name}:",
            "gives": list(cls.gives),
            "extra": cls.extra,
            "network": "yes" if cls.network else "",
            "uri": cls.form,
            "description": first_line(getdoc(cls)),
        }
        for name, cls in SOURCES.items()
    ]


def _variations() -> list[Row]:
    from assay.cases.vary import VARIATIONS

    return [
        {"name": name, "family": v.family, "keeps_answer": v.keeps_answer, "description": v.description}
        for name, v in VARIATIONS.items()
    ]


def _metrics() -> list[Row]:
    from assay.probes import PROBES

    return [
        {
            "probe": p.name,
            "metric": m.name,
            "better": m.better,
            "range": list(map(str, m.range)),
            "unit": m.unit,
            "chance": m.chance,
            "headline": m.headline,
            "denominator": m.denominator,
        }
        for _, p in PROBES.items()
        for m in p.metrics
    ]


def _judges() -> list[Row]:
    from assay.engine.judge_cards import known

    rows = _registry("assay.judges", "JUDGES")
    for row in rows:
        there = known(f"{row['name'].replace('-', '_')}@1")
        e = there[0].overall if there else None
        if e and e.sensitivity and e.specificity:
            row["sensitivity"], row["specificity"] = f"{e.sensitivity.value:.2f}", f"{e.specificity.value:.2f}"
    return rows


def _registry(module: str, name: str) -> list[Row]:
    from importlib import import_module
    from inspect import getdoc

    registry = getattr(import_module(module), name)
    return [
        {"name": key, "description": getattr(item, "description", "") or first_line(getdoc(item))}
        for key, item in registry.items()
    ]
