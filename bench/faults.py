"""5 % each of 429, 500, dropped connections and malformed bodies: is every case recorded once, and rightly?

The faults come from one fixed seed, whatever it brings: with 20 % of all attempts spoilt, one case in 400,000 meets
eight faults in a row, and with this seed question 1076 does.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench import job
from bench.process import measure, python
from bench.programs import ASSAY, Program, outcome_of
from bench.rows import Row, Setting, folder
from bench.stub import Settings

__all__ = ["FAULTS", "measure_faults"]

FAULTS = Settings(rate_limited=0.05, server_error=0.05, dropped=0.05, malformed=0.05)


def measure_faults(setting: Setting) -> Iterator[Row]:
    """Cases without a usable record, recorded twice, and the distance of the right answers from what they must be.

    Where assay gives up on a case, what is still lost after its own way to go on, `assay resume`, is a row of its own.
    """
    for program in (ASSAY, *setting.peers):
        yield from _rows(setting, program, setting.few)


def _rows(setting: Setting, program: Program, n: int) -> Iterator[Row]:
    ours = program is ASSAY

    def row(what: str, value: int, note: str = "") -> Row:
        return Row(
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

    setting.say(f"{program.name}: {n:,} cases under faults")
    with folder() as output:
        setting.stub.configure(FAULTS)
        cost = measure(program.command(setting.stub.base_url, n, 64, output))
        stats = setting.stub.stats()
        found = outcome_of(program, cost, output)
        if found is None:
            yield row("cases lost under faults", n, f"it ended with status {cost.status}: {cost.last_words}")
            return
        lost = n - found.recorded
        yield row("cases lost under faults", lost, f"{sum(stats.faults.values()):,} faults met in {cost.wall:.0f} s")
        if ours:
            yield row("cases recorded twice", found.twice)
        yield row("right answers off by", abs(found.right - job.expected(n)), f"{job.expected(n):,} are right")
        if ours and lost:
            resumed = measure(python("-m", "assay", "resume", output / "run"))
            again = outcome_of(program, resumed, output)
            yield row("cases lost after a resume", n - again.recorded if again else n, f"{lost:,} were asked again")
