"""5 % each of 429, 500, dropped connections and malformed bodies: is every case recorded once, and rightly?"""

from __future__ import annotations

from collections.abc import Iterator

from bench import job
from bench.programs import ASSAY
from bench.rows import Row, Setting
from bench.stub import Settings

__all__ = ["measure_faults"]

FAULTS = Settings(rate_limited=0.05, server_error=0.05, dropped=0.05, malformed=0.05)


def measure_faults(setting: Setting) -> Iterator[Row]:
    """Cases lost or recorded twice, and the distance of the right answers from what they must be."""
    n = setting.few
    for program in (ASSAY, *setting.peers):
        run = setting.run(program, n, settings=FAULTS)
        ours = program is ASSAY
        met = sum(run.stats.faults.values())
        if run.outcome is None:
            yield Row(
                group="faults",
                what="cases lost under faults",
                program=program.name,
                value=float(n),
                unit="cases",
                n=n,
                target="0" if ours else "",
                met=False if ours else None,
                note=run.failed,
            )
            continue
        found = run.outcome
        for what, value, note in (
            ("cases lost under faults", n - found.recorded, f"{met:,} faults met"),
            ("cases recorded twice", found.twice, ""),
            ("right answers off by", abs(found.right - job.expected(n)), f"{job.expected(n):,} are right"),
        ):
            if ours or what != "cases recorded twice":
                yield Row(
                    group="faults",
                    what=what,
                    program=program.name,
                    value=float(value),
                    unit="cases",
                    n=n,
                    target="0" if ours else "",
                    met=value == 0 if ours else None,
                    note=note,
                )
