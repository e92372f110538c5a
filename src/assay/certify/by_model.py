"""Has model judges judge the answers of planted models, so that a probe is certified with them.

Planted answers are plain, and rules would decide them all. So the rules are passed over: what the judges' rubric can say of a
reply, the judges alone say. What a rule measures beside stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, closing, contextmanager

import msgspec

from assay.certify.plant import Asked, Judging
from assay.engine.budget import Spending
from assay.engine.cache_share import open_cache
from assay.engine.calls import Limits
from assay.engine.halt import Halt
from assay.engine.judging import judge
from assay.engine.model_judging import AskedJudge, Open, judged, judges_of
from assay.engine.offline import started
from assay.engine.panel import Panel
from assay.errors import ConfigError, ModelError
from assay.judges import Cascade
from assay.probes import Probe
from assay.records import Case, Reply, Sample, Verdict

__all__ = ["cascade_of", "judged_by"]

_SEED = 0
"""Of which cases are also judged by other wordings; that decides no verdict."""


def cascade_of(probe: Probe) -> Cascade:
    """The probe's cascade. Raises ConfigError where it leaves nothing to a model."""
    if probe.cascade is None:
        raise ConfigError(f"{probe.name} leaves nothing to a model judge: certify it without --judge")
    return probe.cascade


@contextmanager
def judged_by(
    panel: Panel, limits: Limits, purse: Callable[[], Spending], say: Callable[[str], None], *, offline: bool
) -> Iterator[Judging]:
    """Within this block, how the judges of the panel judge; `purse` gives what they may spend, when they are started. Raises
    ModelError where they mostly give no opinion."""
    with asyncio.Runner() as runner, closing(open_cache(offline=offline)) as cache:

        async def begin() -> tuple[AsyncExitStack, list[AskedJudge]]:
            stack = AsyncExitStack()
            await stack.enter_async_context(started(panel.models, offline=offline))
            return stack, judges_of(panel, limits, purse(), cache, Halt(), say)

        stack, judges = runner.run(begin())

        def judging(probe: Probe, asked: Sequence[Asked]) -> list[Verdict]:
            return runner.run(_all(probe, asked, judges, panel))

        try:
            yield judging
        finally:
            runner.run(stack.aclose())


async def _all(probe: Probe, asked: Sequence[Asked], judges: Sequence[AskedJudge], panel: Panel) -> list[Verdict]:
    cascade, at_once = cascade_of(probe), asyncio.Semaphore(max(m.concurrency for m in panel.models))

    async def one(case: Case, replies: tuple[Reply, ...]) -> Verdict:
        local = judge(probe, case, replies)
        left = _left(local, cascade, case, replies)
        if left is None:
            return local
        sample = Sample(model="planted", probe=probe.name, case=case, replies=replies, verdict=local)
        async with at_once:
            verdict = await judged(Open(sample, probe, cascade, left, {}), judges, _SEED)
        if verdict is None:
            raise ModelError(f"{judges[0].uri} (role judge) judges no more: {judges[0].lost}")
        return verdict

    verdicts = list(await asyncio.gather(*(one(case, replies) for case, replies in asked)))
    opinions = [opinion for verdict in verdicts for opinion in verdict.opinions]
    failed = [opinion for opinion in opinions if opinion.error]
    if 2 * len(failed) > len(opinions):
        raise ModelError(
            f"{failed[0].judge} (role judge) gave no opinion on {len(failed):,} of {len(opinions):,} planted answers "
            f"({failed[0].error}); mend that, then certify again: what it did say is cached"
        )
    return verdicts


def _left(found: Verdict, cascade: Cascade, case: Case, replies: Sequence[Reply]) -> Verdict | None:
    """The verdict of the rules with what they decide taken out, None where the rubric has no option for that."""
    assert cascade.model is not None  # noqa: S101  (narrows the type)
    step = cascade.model
    usable = all(reply.state == "ok" for reply in replies)
    if not usable or found.outcome not in {"unparsed", *step.outcomes} or not step.wants(case, replies):
        return None
    beside = {name: number for name, number in found.extra.items() if name not in step.measures}
    return msgspec.structs.replace(found, outcome="unparsed", value=None, label="", extra=beside)
