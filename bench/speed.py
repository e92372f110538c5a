"""Samples a second at 0 ms, processor time, memory and disk: whole processes that take turns, as shares of the bare loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench.programs import ASSAY, BARE, Program
from bench.rows import Done, Row, Setting

__all__ = ["measure_million", "measure_speed"]

MB = 10**6


def measure_speed(setting: Setting) -> Iterator[Row]:
    """The large run for assay and the bare loop; beside neighbours, the small run for all."""
    yield from _compare(setting, [BARE, ASSAY], setting.n, setting.rounds)
    if setting.peers:
        yield from _compare(setting, [BARE, ASSAY, *setting.peers], setting.few, 1)


def _compare(setting: Setting, programs: Sequence[Program], n: int, rounds: int) -> Iterator[Row]:
    """Every round runs every program once; a share is the median over rounds of a share within one round."""
    runs: dict[str, list[Done]] = {p.name: [] for p in programs}
    for _ in range(rounds):
        for program in programs:
            runs[program.name].append(setting.run(program, n))
    for program in programs:
        yield from _rows(program.name, n, runs[program.name], runs[BARE.name])


def _rows(name: str, n: int, runs: Sequence[Done], bare: Sequence[Done]) -> Iterator[Row]:
    failed = next((run.failed for run in runs if run.failed), "")
    if failed:
        yield Row(group="speed", what="samples/s at 0 ms", program=name, value=None, unit="/s", n=n, note=failed)
        return
    ours, large = name == ASSAY.name, n >= 20_000

    def row(what: str, value: float, unit: str, target: str = "", met: bool | None = None, note: str = "") -> Row:
        aim = ours and large
        return Row(
            group="speed",
            what=what,
            program=name,
            value=value,
            unit=unit,
            n=n,
            target=target if aim else "",
            met=met if aim else None,
            note=note,
        )

    rate = median(n / run.cost.wall for run in runs)
    busy = median(run.stats.cpu / run.stats.window for run in runs)
    yield row("samples/s at 0 ms", rate, "/s", "≥ 2,000", rate >= 2000, f"stub busy {busy:.0%}")
    yield row("samples/s once started", median(n / run.stats.window for run in runs), "/s")
    if name != BARE.name:
        share = median(b.cost.wall / run.cost.wall for run, b in zip(runs, bare, strict=True))
        yield row("share of the bare loop", 100 * share, "%", "≥ 50 %", share >= 0.5)
    cpu = median(1000 * run.cost.cpu / n for run in runs)
    yield row("CPU per 1,000 samples", cpu, "s", "≤ 0.5 s", cpu <= 0.5)
    peak = max(run.cost.peak for run in runs) / MB
    yield row("peak memory", peak, "MB", "≤ 150 MB", peak <= 150)
    if ours:
        journal, parquet = (median(r.files.get(f, 0) / n for r in runs) for f in ("journal.jsonl", "samples.parquet"))
        yield row("journal on disk", journal, "B/sample", "≤ 700 B", journal <= 700)
        yield row("parquet on disk", parquet, "B/sample", "≤ 150 B", parquet <= 150)
    else:
        yield row("logs on disk", median(sum(run.files.values()) / n for run in runs), "B/sample")


def measure_million(setting: Setting) -> Iterator[Row]:
    """Memory and disk of one run of a million cases."""
    n = 1_000_000
    run = setting.run(ASSAY, n)
    if run.failed:
        yield Row(group="million", what="peak memory", program=ASSAY.name, value=None, unit="MB", n=n, note=run.failed)
        return
    peak = run.cost.peak / MB
    yield Row(
        group="million",
        what="peak memory",
        program=ASSAY.name,
        value=peak,
        unit="MB",
        n=n,
        target="≤ 250 MB",
        met=peak <= 250,
    )
    yield Row(group="million", what="samples/s at 0 ms", program=ASSAY.name, value=n / run.cost.wall, unit="/s", n=n)
    for file in ("journal.jsonl", "samples.parquet"):
        yield Row(
            group="million", what=f"{file} on disk", program=ASSAY.name, value=run.files[file] / n, unit="B/sample", n=n
        )
