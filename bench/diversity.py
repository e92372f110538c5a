"""How diverse the cases of every packaged probe are, and whether ten thousand of them are distinct and come in seconds.

`python -m bench.diversity` prints the table, `--docs` writes it into docs/diversity.md.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from assay.measure.diversity import diversity
from assay.probes import PROBES, Probe

__all__ = ["main", "table"]

PAGE = Path(__file__).parents[1] / "docs" / "diversity.md"
MARKS = ("<!-- table -->\n", "<!-- end -->\n")
SEED, COMPARED, MANY = 7, 500, 10_000


def main() -> None:
    """Measure, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", action="store_true", help=f"write the table into {PAGE.name}")
    written = "".join(f"{line}\n" for line in table())
    if not parser.parse_args().docs:
        print(written)
        return
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0])
    PAGE.write_text(before + MARKS[0] + written + MARKS[1] + rest.split(MARKS[1])[1], encoding="utf-8")


def table() -> Iterator[str]:
    """A row for each packaged probe, in Markdown."""
    yield "| probe | texts | distinct-2 | MATTR | self-similarity | Vendi | near duplicates | distinct of 10,000 | in |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---|"
    for probe in (PROBES[name] for name in PROBES):
        if probe.origin.__module__.startswith("assay.probes."):
            yield _row(probe)


def _row(probe: Probe) -> str:
    found = diversity(list(dict.fromkeys(case.text for case in probe.cases(SEED, COMPARED) if case.draw == 0)))
    start = time.process_time()
    many = list(probe.cases(SEED, MANY))
    seconds = time.process_time() - start
    # what a protocol sends later stands in the data: dialogues may open alike
    distinct = len({(case.text, repr(sorted(case.data.items())), case.draw) for case in many})
    return (
        f"| {probe.name} | {found.n} | {found.distinct_2:.2f} | {found.mattr:.2f} | {found.self_similarity:.2f} | "
        f"{found.vendi:.0f} | {found.near_duplicates:.0%} | {distinct:,} of {len(many):,} | {_about(seconds)} |"
    )


def _about(seconds: float) -> str:
    """The order of magnitude: a busy machine is no clock."""
    return next((f"< {limit} s" for limit in (1, 3, 10, 30, 100) if seconds < limit), "> 100 s")


if __name__ == "__main__":
    main()
