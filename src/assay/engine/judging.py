"""From replies to a verdict: what needs no judge is decided here, and a judge that fails costs no reply.

Judges are pure functions and mostly take microseconds: they run in the loop. One that says `heavy = True` runs in a thread,
so that other calls go on meanwhile.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from pathlib import Path

import msgspec

from assay.engine.media import filled
from assay.probes import Probe
from assay.records import Case, Reply, Sample, Verdict

__all__ = ["judge", "judge_again", "judge_aside"]


def judge(probe: Probe, case: Case, replies: Sequence[Reply]) -> Verdict:
    """The verdict over a case. An error, a block or a refusal marked by the provider decides before the judge is
    called; a judge that raises, or gives no number where it must, makes the outcome `error` with the reason."""
    for reply in replies:
        if reply.state != "ok":
            return Verdict(reply.state, step="state", why=reply.error)
        if gone := [media.name for media in reply.media if not media.data]:
            return Verdict(
                "error", step="media", why=f"media/{gone[0]}, which the model made, is gone or is another file"
            )
    try:
        verdict = probe.judge(case, replies)
    except Exception as error:  # a judge is plugged in and may raise anything; the reply must not be lost
        return Verdict("error", step=probe.judge_name, why=f"the judge failed: {type(error).__name__}: {error}")
    numbers = [] if verdict.value is None else [verdict.value]
    if not all(math.isfinite(x) for x in (*numbers, *verdict.extra.values())):
        return Verdict("error", step=probe.judge_name, why="the judge failed: a measurement is not a finite number")
    return verdict if verdict.step else msgspec.structs.replace(verdict, step=probe.judge_name)


def judge_again(probe: Probe, sample: Sample, media: Path) -> Verdict:
    """The verdict over a journalled sample, whose pictures and films lie in `media`, asking nobody: where its cascade leaves it
    to models, with the opinions that they gave, if they were asked the same that they would be asked today."""
    replies = [filled(reply, media) for reply in sample.replies]
    verdict, cascade = judge(probe, sample.case, replies), probe.cascade
    if cascade is None or cascade.model is None or not cascade.leaves(verdict, sample.case, replies):
        return verdict
    opinions = cascade.model.mine(sample.verdict)
    return cascade.with_model(sample.case, replies, verdict, opinions) if opinions else verdict


async def judge_aside(probe: Probe, case: Case, replies: Sequence[Reply]) -> Verdict:
    """The same, without keeping the loop from other calls where the judge is a heavy one."""
    if probe.judge_is_heavy:
        return await asyncio.to_thread(judge, probe, case, replies)
    return judge(probe, case, replies)
