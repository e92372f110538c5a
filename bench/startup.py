"""How long it takes until something happens: `assay --help` and `import assay`, beside Python itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.process import measure, python
from bench.programs import ASSAY
from bench.rows import Row, Setting

__all__ = ["measure_start"]

IMPORT = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"


def measure_start(setting: Setting) -> Iterator[Row]:
    """The fastest of some starts: what is added to it is the noise of the machine."""
    times = 3 + 4 * setting.rounds
    setting.say("start-up times")
    bare = _fastest(python("-c", "pass"), times)
    yield Row(group="start", what="starting Python itself", program="python", value=bare, unit="s")
    shown = _fastest(python("-m", "assay", "--help"), times)
    yield _row("assay --help", shown, 0.25)
    yield _row("import assay", min(_seconds("assay") for _ in range(times)), 0.1)
    aiohttp = min(_seconds("aiohttp") for _ in range(times))
    yield Row(group="start", what="import aiohttp", program="aiohttp", value=aiohttp, unit="s")


def _row(what: str, value: float, target: float) -> Row:
    return Row(
        group="start",
        what=what,
        program=ASSAY.name,
        value=value,
        unit="s",
        target=f"≤ {target:g} s",
        met=value <= target,
    )


def _fastest(command: Sequence[str], times: int) -> float:
    costs = [measure(command) for _ in range(times)]
    if any(cost.status for cost in costs):
        raise RuntimeError(f"{' '.join(command)}: {costs[0].last_words}")
    return min(cost.wall for cost in costs)


def _seconds(module: str) -> float:
    cost = measure(python("-c", IMPORT.format(module)))
    if cost.status:
        raise RuntimeError(f"import {module}: {cost.last_words}")
    return float(cost.out)
