"""How much of the ideal is left where the network decides: 200 ms an answer, 64 and 512 calls at once."""

from __future__ import annotations

from collections.abc import Iterator

from bench.programs import ASSAY, BARE, Program
from bench.rows import Row, Setting
from bench.stub import Settings

__all__ = ["measure_latency"]

LATENCY = 0.2
TARGETS = {64: 97.0, 512: 80.0}
"""Calls at once, and the percent of the ideal to reach from the first request to the last answer."""


def measure_latency(setting: Setting) -> Iterator[Row]:
    """Whole waves of calls, so that the last one is full; neighbours at 64 only."""
    waves = 10 if setting.n < 20_000 else 30
    for concurrency in TARGETS:
        n = concurrency * waves
        for program in (BARE, ASSAY, *(setting.peers if concurrency == 64 else ())):
            yield _row(setting, program, n, concurrency)


def _row(setting: Setting, program: Program, n: int, concurrency: int) -> Row:
    run = setting.run(program, n, concurrency=concurrency, settings=Settings(latency=LATENCY))
    what = f"of the ideal at 200 ms, {concurrency} at once"
    if run.failed:
        return Row(group="latency", what=what, program=program.name, value=None, unit="%", n=n, note=run.failed)
    ideal = n / concurrency * LATENCY
    share, target = 100 * ideal / run.stats.window, TARGETS[concurrency]
    return Row(
        group="latency",
        what=what,
        program=program.name,
        value=share,
        unit="%",
        n=n,
        target=f"≥ {target:g} %" if program is ASSAY else "",
        met=share >= target if program is ASSAY else None,
        note=f"whole process {100 * ideal / run.cost.wall:.0f} %, at most {run.stats.peak} open",
    )
