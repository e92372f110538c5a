"""`assay show`: what a probe asks and how it judges, with real cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assay.probes import Probe
    from assay.records import Case, Message

__all__ = ["command", "protocol_lines"]


def command(
    name: Annotated[str, typer.Argument(metavar="PROBE", help="A probe, a glob, or a Python file with probes.")],
    cases: Annotated[int, typer.Option(min=0, help="How many sample cases.")] = 3,
    seed: Annotated[int, typer.Option(help="Decides the cases.")] = 7,
    language: Annotated[str, typer.Option(metavar="en|es|zh", help="Show the cases in this language.")] = "en",
    pictures: Annotated[
        Path | None, typer.Option(help="Where to write the pictures of the cases; otherwise in the user's cache.")
    ] = None,
    diversity: Annotated[bool, typer.Option("--diversity", help="Also how much 500 cases differ.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Show what a probe measures, how it judges, and sample cases with the answers it takes as right and as wrong."""
    from assay.cli._show import print_json
    from assay.engine.select import Picked, find_probes, in_language, load_probe_file

    probes = load_probe_file(Path(name)) if name.endswith(".py") else find_probes(name)
    probes = [p for p in probes if p.name == name] or probes  # a probe's own name means it, not its parts
    probes = [p.probe for p in in_language([Picked(p, cases) for p in probes], language)[0]]
    shown = []
    for p in probes:
        samples = (
            [
                {"case": case, "ideal": list(p.ideal(case)), "worst": list(p.worst(case))}
                for case in p.cases(seed, cases, language=language)
            ]
            if cases
            else []
        )
        shown.append(
            {
                "name": p.name,
                "kind": p.kind,
                "version": p.version,
                "description": p.description,
                "source": p.source,
                "judge": p.judge_name,
                "calls_a_case": p.protocol.calls,
                "uses": list(p.uses),
                "attacker": p.can_be_attacked,
                "judged_by_model": p.cascade.model.id if p.cascade and p.cascade.model else "",
                "languages": list(p.languages),
                "slices": list(p.slices),
                "sensitive": p.sensitive,
                "metrics": [
                    {
                        "name": m.name,
                        "better": m.better,
                        "range": m.range,
                        "unit": m.unit,
                        "chance": m.chance,
                        "headline": m.headline,
                        "denominator": m.denominator,
                        "hint": m.hint,
                    }
                    for m in p.metrics
                ],
                "samples": samples,
                **_written(samples, pictures),
                **({"diversity": _diversity(p, seed, language)} if diversity else {}),
            }
        )
    if as_json:
        print_json(shown)
    else:
        for item in shown:
            _print(item)


def _written(samples: list[dict[str, Any]], folder: Path | None) -> dict[str, str]:
    """Draw what the cases show, each picture under its hash; gives where they lie."""
    shown = [p for sample in samples for m in sample["case"].turns for p in m.pictures]
    if not shown:
        return {}
    from assay.cases.pictures import data_of
    from assay.places import cache_dir
    from assay.records import Media

    place = folder or cache_dir() / "shown"
    place.mkdir(parents=True, exist_ok=True)
    for media in map(Media.of, map(data_of, shown)):
        (place / media.name).write_bytes(media.data)
    return {"pictures": str(place)}


def _diversity(probe: Probe, seed: int, language: str) -> dict[str, float]:
    """The measures of `assay.measure.diversity` over the first 500 cases; the same text asked again counts once."""
    from dataclasses import asdict

    from assay.measure.diversity import MOST
    from assay.measure.diversity import diversity as measured

    return asdict(measured([case.text for case in probe.cases(seed, MOST, language=language) if case.draw == 0]))


def _print(item: dict[str, Any]) -> None:
    from rich.markup import escape
    from rich.padding import Padding
    from rich.table import Table

    from assay.cases.drawings import drawn_in
    from assay.engine.progress import stderr

    console = stderr()
    console.print(f"\n[bold]{item['name']}[/]  [dim]kind {item['kind']}, version {item['version']}[/]\n")
    paragraphs = (" ".join(p.split()) for p in item["description"].split("\n\n"))
    console.print(escape("\n\n".join(paragraphs)))
    facts = f"judge {item['judge']} · {item['calls_a_case']} call(s) a case"
    if item["uses"]:
        facts += f" · can be asked of a source's {', '.join(item['uses'])} records"
    if item["attacker"]:
        facts += " · a model can word its attacks (--attacker)"
    if item["judged_by_model"]:
        facts += f" · a model can judge what rules leave open (--judge, rubric {item['judged_by_model']})"
    if len(item["languages"]) > 1:
        facts += f" · can be asked in {', '.join(item['languages'])}"
    if item["slices"]:
        facts += f" · sliced by {', '.join(item['slices'])}"
    console.print(f"\n[dim]{escape(facts)}[/]")
    if item["source"]:
        console.print(f"[dim]after {escape(item['source'])}[/]")
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("metric", "better", "range", "chance", "counts"):
        table.add_column(column)
    for m in item["metrics"]:
        mark = "[bold]" if m["headline"] else ""
        low, high = m["range"]
        chance = "" if m["chance"] is None else f"{m['chance']:g}"
        table.add_row(f"{mark}{m['name']}", m["better"], f"{low:g} … {high:g}", chance, escape(m["denominator"]))
    console.print()
    console.print(table)
    if "diversity" in item:
        d = item["diversity"]
        console.print(
            f"\n[dim]diversity of {d['n']} texts[/]  distinct-2 {d['distinct_2']:.2f} · MATTR {d['mattr']:.2f} · "
            f"self-similarity {d['self_similarity']:.2f} · Vendi {d['vendi']:.0f} of {d['compared']} · "
            f"duplicates {d['duplicates']:.1%}, near {d['near_duplicates']:.1%}"
        )
    if "pictures" in item:
        console.print(f"\n[dim]pictures are written to[/] {escape(item['pictures'])}", soft_wrap=True)
    for number, sample in enumerate(item["samples"], 1):
        case = sample["case"]
        tags = ", ".join(f"{k}={v}" for k, v in case.tags.items())
        console.print(
            f"\n[bold]case {number}[/]  [dim]{escape(tags)}{' · ' + case.variation if case.variation else ''}[/]"
        )
        for message in case.turns:
            for name, words in _pictures(message):
                console.print(Padding(f"[dim]picture {name}[/]  {escape(words)}", (0, 0, 0, 2)))
            console.print(Padding(f"[dim]{message.role}[/]  {escape(message.content)}", (0, 0, 0, 2)))
        for name, text in protocol_lines(case):
            console.print(Padding(f"[dim]{name}[/]  {escape(text)}", (0, 0, 0, 2)))
        console.print(Padding(f"[green]right[/]  {escape(' ⏎ '.join(map(drawn_in, sample['ideal'])))}", (0, 0, 0, 2)))
        console.print(Padding(f"[red]wrong[/]  {escape(' ⏎ '.join(map(drawn_in, sample['worst'])))}", (0, 0, 0, 2)))


def _pictures(message: Message) -> list[tuple[str, str]]:
    """What a message shows: the start of each picture's name, and the picture in words."""
    if not message.pictures:
        return []
    from assay.cases.pictures import data_of, in_words
    from assay.records import digest

    return [(f"{digest(data_of(p))[:8]}…", in_words(p)) for p in message.pictures]


def protocol_lines(case: Case) -> list[tuple[str, str]]:
    """What a protocol sends beside the messages: later turns of a dialogue, moves of an attacker, tools."""
    given = {key: case.data.get(key) for key in ("turns", "moves", "tools")}
    later = [("then", text) for key in ("turns", "moves") for text in given[key] or () if isinstance(text, str)]
    specs = [spec for spec in given["tools"] or () if isinstance(spec, dict) and "name" in spec]
    tools = [f"{t['name']}({', '.join(t.get('parameters', ()))}): {t.get('description', '')}" for t in specs]
    return later + [("tool", text) for text in tools]
