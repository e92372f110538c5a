"""`python -m bench`: measure, show the table on stderr, and write what is asked for."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import server
from bench.faults import measure_faults
from bench.latency import measure_latency
from bench.local import measure_local
from bench.process import ROOT
from bench.programs import PEERS
from bench.ray import measure_ray
from bench.results import as_json, as_markdown, show
from bench.resume import measure_resume
from bench.rows import Row, Setting
from bench.sequential import measure_sequential
from bench.speed import measure_million, measure_speed
from bench.startup import measure_start

Group = Callable[[Setting], Iterator[Row]]

GROUPS: dict[str, Group] = {
    "speed": measure_speed,
    "latency": measure_latency,
    "faults": measure_faults,
    "resume": measure_resume,
    "start": measure_start,
    "sequential": measure_sequential,
    "ray": measure_ray,
    "million": measure_million,
    "local": measure_local,
}
SLOW = ("million", "local")
"""Groups that run only where they are asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 where every target that was measured is met, else 1."""
    given = _parser().parse_args(arguments)
    if given.setup:
        return _setup(given.setup)
    load = os.getloadavg()[0]
    rows: list[Row] = []
    try:
        rows.extend(_rows(given))
    except KeyboardInterrupt:
        print("· stopped; what was measured by then follows", file=sys.stderr, flush=True)
    load = max(load, os.getloadavg()[0])
    command = shlex.join(["python", "-m", "bench", *(sys.argv[1:] if arguments is None else arguments)])
    show(rows)
    if given.json:
        given.json.write_text(as_json(rows, command, load))
    if given.docs:
        from bench.picture import draw

        picture = ROOT / "docs" / "benchmarks.svg"
        picture.parent.mkdir(exist_ok=True)
        draw(rows, picture)
        (ROOT / "docs" / "benchmarks.md").write_text(as_markdown(rows, command, picture, load))
    return 1 if any(row.met is False for row in rows) else 0


def _rows(given: argparse.Namespace) -> Iterator[Row]:
    wanted = given.only or [g for g in GROUPS if g not in SLOW or getattr(given, g)]
    chosen = [] if given.quick and not given.peers else [PEERS[name] for name in given.peers or PEERS]
    with server.running() as stub:
        setting = Setting(
            stub=stub,
            n=2_000 if given.quick else 20_000,
            few=500 if given.quick else 2_000,
            rounds=1 if given.quick else 3,
            peers=[peer.program for peer in chosen if peer.installed],
            say=lambda text: print(f"· {text}", file=sys.stderr, flush=True),
        )
        for group in wanted:
            yield from GROUPS[group](setting)
    for peer in chosen:
        note = peer.version() if peer.installed else f"not installed: python -m bench --setup {peer.name}"
        yield Row(group="peers", what="version", program=peer.name, value=None, unit="", note=note)


def _setup(names: Sequence[str]) -> int:
    for name in names:
        print(f"· {name} into {PEERS[name].home}", file=sys.stderr, flush=True)
        PEERS[name].setup()
    return 0


def _groups(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    unknown = sorted(set(names) - set(GROUPS))
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    return names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the cases, one round, no neighbours: a minute")
    parser.add_argument("--only", type=_groups, metavar="GROUPS", help=f"some of {', '.join(GROUPS)}, with commas")
    parser.add_argument("--peers", nargs="*", choices=PEERS, metavar="NAME", help=f"neighbours: {', '.join(PEERS)}")
    parser.add_argument("--million", action="store_true", help="also one run of a million cases (about ten minutes)")
    parser.add_argument("--local", action="store_true", help="also local inference, where the model is fetched")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all rows as JSON")
    parser.add_argument("--docs", action="store_true", help="write docs/benchmarks.md and docs/benchmarks.svg")
    parser.add_argument("--setup", nargs="+", choices=PEERS, metavar="NAME", help="install neighbours, and do no more")
    return parser


if __name__ == "__main__":
    sys.exit(main())
