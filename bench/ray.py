"""What four Ray workers do for one: a server that takes its time, and one call at a time for each worker."""

from __future__ import annotations

from collections.abc import Iterator

from bench import job
from bench.programs import ASSAY, SPREAD
from bench.rows import Row, Setting
from bench.stub import Settings

__all__ = ["measure_ray"]

LATENCY = 0.1
TARGET = 3.5


def measure_ray(setting: Setting) -> Iterator[Row]:
    """Answers a second from the first request to the last answer, over those of one worker: each has as many cases, so that
    both take as long. A private cluster on this machine, started anew for each."""
    each = 100 if setting.few < 2_000 else 300
    settings = Settings(latency=LATENCY)
    runs = {n: setting.run(program, n * each, concurrency=n, settings=settings) for n, program in SPREAD.items()}
    speed_up = note = None
    for n, run in runs.items():
        if run.outcome is None or run.outcome.right != job.expected(n * each):
            note = run.failed or f"{n} workers got {run.outcome.right if run.outcome else 0} right"
    if note is None:
        one, four = runs[1], runs[4]
        speed_up = 4 * one.stats.window / four.stats.window
        note = f"whole process {4 * one.cost.wall / four.cost.wall:.1f} ×, starting and ending Ray included"
    yield Row(
        group="ray",
        what="speed-up of 4 Ray workers",
        program=ASSAY.name,
        value=speed_up,
        unit="×",
        n=4 * each,
        target=f"≥ {TARGET:g}",
        met=None if speed_up is None else speed_up >= TARGET,
        note=note,
    )
