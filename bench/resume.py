"""kill -9 half way, then `assay resume`: no journalled reply may be asked for again, and none may be lost."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from typing import Any

from bench import job
from bench.process import ROOT, measure, python
from bench.programs import ASSAY, outcome_of, samples_of
from bench.rows import Row, Setting, folder
from bench.stub import Settings

__all__ = ["measure_resume"]

PATIENCE = 120.0
"""Seconds to wait for half of the answers."""


def measure_resume(setting: Setting) -> Iterator[Row]:
    """Counted at the server: how often it was asked for what the journal held when the process was killed."""
    n = setting.few
    with folder() as output:
        setting.stub.configure(Settings(latency=0.02))
        setting.say(f"assay: {n:,} cases, killed half way and resumed")
        killed = subprocess.Popen(
            ASSAY.command(setting.stub.base_url, n, 64, output),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while setting.stub.stats().answers < n // 2 and killed.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        killed.kill()
        killed.wait()
        journal = output / "run" / "journal.jsonl"
        held = {_number(sample) for sample in samples_of(journal)} if journal.exists() else set()
        before = setting.stub.counts()
        resumed = measure(python("-m", "assay", "resume", output / "run"))
        after = setting.stub.counts()
        outcome = outcome_of(ASSAY, resumed, output)
    if not 0 < len(held) < n or outcome is None:
        note = f"the journal held {len(held)} of {n} cases; {resumed.last_words}"
        yield Row(
            group="resume", what="asked again after kill -9", program=ASSAY.name, value=None, unit="cases", note=note
        )
        return
    again = sum(after[i] - before.get(i, 0) for i in held)
    flying = sum(before.values()) - len(held)
    for what, value, note in (
        ("asked again after kill -9", again, f"{len(held):,} were journalled, {flying:,} more under way"),
        ("lost after kill -9", n - outcome.recorded, ""),
        ("recorded twice after kill -9", outcome.twice, ""),
        ("right answers off by, after kill -9", abs(outcome.right - job.expected(n)), ""),
    ):
        yield Row(
            group="resume",
            what=what,
            program=ASSAY.name,
            value=float(value),
            unit="cases",
            n=n,
            target="0",
            met=value == 0,
            note=note,
        )


def _number(sample: dict[str, Any]) -> int:
    """The number that a journalled sample asks about."""
    return int(sample["case"]["prompt"].split()[1].rstrip(":"))
