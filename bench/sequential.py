"""Gates that may stop a run early: the calls that real runs save, counted at the server, and the error that they risk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench import job
from bench.process import measure, python
from bench.programs import ASSAY
from bench.rows import Row, Setting, folder
from bench.stub import Settings

__all__ = ["measure_sequential"]

PLANNED = 385
"""The cases of a fixed plan: a rate is known to ±0.05 at level 0.95, whatever it is."""
CONCURRENCY = 16
GATES = (("min", 0.5, "pass"), ("max", 0.5, "fail"), ("min", 0.9, "fail"))
"""Limits far from the rate of about 0.7 at which the stub answers rightly, and the verdict that is true."""


def measure_sequential(setting: Setting) -> Iterator[Row]:
    """Calls saved at clear cases, beside the share of wrong verdicts where the rate is the limit itself."""
    for bound, limit, right in GATES:
        yield _saved(setting, bound, limit, right)
    yield from _errors(setting)


def _saved(setting: Setting, bound: str, limit: float, right: str) -> Row:
    asks = f"at {'least' if bound == 'min' else 'most'} {limit:g}"
    setting.say(f"assay: {PLANNED} cases planned, a gate on {asks}")
    setting.stub.configure(Settings(latency=0.01))
    with folder() as output:
        gate = output / "gate.yaml"
        gate.write_text(
            f"gates:\n  - {{probe: utility/bench-numbers, metric: accuracy, {bound}: {limit}, stop: early}}\n"
        )
        cost = measure(
            python(
                *(
                    "-m",
                    "assay",
                    "run",
                    "bench/numbers_probe.py",
                    "-m",
                    f"openai:stub?base_url={setting.stub.base_url}",
                ),
                *("--limit", str(PLANNED), "--seed", "1", "--no-cache", "--concurrency", str(CONCURRENCY)),
                *("--gate", gate, "--output", output / "run"),
            )
        )
        calls, verdict = setting.stub.stats().requests, _verdict(output / "run" / "scores.json")
    saved = 100 * (1 - calls / PLANNED) if verdict else None
    rate = job.expected(PLANNED) / PLANNED
    return Row(
        group="sequential",
        what=f"calls saved by a gate that may stop early ({asks})",
        program=ASSAY.name,
        value=saved,
        unit="%",
        n=PLANNED,
        target="≥ 60 %",
        met=saved is not None and saved >= 60 and verdict == right,
        note=f"{verdict} (true: {right}) after {calls} calls, those in flight included; planted rate {rate:.2f}"
        if verdict
        else cost.last_words,
    )


def _verdict(file: Path) -> str:
    try:
        return str(json.loads(file.read_text())["evidence"][0]["verdict"])
    except (OSError, ValueError, LookupError):
        return ""


def _errors(setting: Setting) -> Iterator[Row]:
    """Simulated in a process of its own, as the bench itself must stay small."""
    setting.say("2,000 simulated runs at each limit")
    cost = measure(python("-m", "bench.sequential_error"))
    for found in json.loads(cost.out) if cost.status == 0 else []:
        share = 100 * found["wrong"] / found["runs"]
        yield Row(
            group="sequential",
            what=f"false verdicts where the rate is the limit itself, {found['limit']:g}",
            program=ASSAY.name,
            value=share,
            unit="%",
            n=found["n"],
            target="≤ 5 %",
            met=share <= 5,
            note=f"any verdict counts as false; {found['runs']:,} simulated runs, looked at after every case",
        )
    if cost.status:
        yield Row(
            group="sequential", what="false verdicts at the limit", program=ASSAY.name, value=None, unit="%",
            target="≤ 5 %", met=False, note=cost.last_words,
        )  # fmt: skip
