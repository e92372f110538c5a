"""How much of the ideal is left where the network decides: 200 ms an answer, 64 and 512 calls at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench.programs import ASSAY, BARE, Program
from bench.rows import Done, Row, Setting
from bench.stub import Settings

__all__ = ["measure_latency"]

LATENCY = 0.2
TARGETS = {64: 97.0, 512: 80.0}
"""Calls at once, and the percent of the ideal to reach from the first request to the last answer."""


def measure_latency(setting: Setting) -> Iterator[Row]:
    """Whole waves of calls, so that the last one is full. assay and the bare loop take turns; neighbours run once, at 64."""
    waves = 10 if setting.n < 20_000 else 30
    for concurrency in TARGETS:
        n = concurrency * waves
        runs: dict[Program, list[Done]] = {BARE: [], ASSAY: []}
        for _ in range(setting.rounds):
            for program, done in runs.items():
                done.append(_run(setting, program, n, concurrency))
        runs |= {peer: [_run(setting, peer, n, concurrency)] for peer in setting.peers if concurrency == 64}
        for program, done in runs.items():
            yield _row(program, done, concurrency)


def _run(setting: Setting, program: Program, n: int, concurrency: int) -> Done:
    return setting.run(program, n, concurrency=concurrency, settings=Settings(latency=LATENCY))


def _row(program: Program, runs: Sequence[Done], concurrency: int) -> Row:
    """The median over the runs."""
    n, what = runs[0].n, f"of the ideal at 200 ms, {concurrency} at once"
    failed = next((run.failed for run in runs if run.failed), "")
    if failed:
        return Row(group="latency", what=what, program=program.name, value=None, unit="%", n=n, note=failed)
    ideal = n / concurrency * LATENCY
    share, target = median(100 * ideal / run.stats.window for run in runs), TARGETS[concurrency]
    whole, peak = median(100 * ideal / run.cost.wall for run in runs), max(run.stats.peak for run in runs)
    return Row(
        group="latency",
        what=what,
        program=program.name,
        value=share,
        unit="%",
        n=n,
        target=f"≥ {target:g} %" if program is ASSAY else "",
        met=share >= target if program is ASSAY else None,
        note=f"whole process {whole:.0f} %, at most {peak} open",
    )
