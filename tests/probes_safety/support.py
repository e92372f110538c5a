"""Runs the probes of attacks against any replies a test wants given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import assay.probes.safety.jailbreak
import assay.probes.safety.system_prompt_leak
import assay.probes.safety.tool_misuse
import assay.probes.safety.toxicity  # noqa: F401  (registers)
from assay.measure.base import Result
from assay.measure.table import Table
from assay.records import Case, Reply, Request, Verdict
from tests.support.golden import find, judge, scores

NAMES = ("safety/jailbreak", "safety/toxicity", "safety/system-prompt-leak", "safety/tool-misuse")


def shown(case: Case) -> str:
    """All that the model is shown of a case, whatever it says: what two cases must differ in."""
    return "\n".join([case.text, *case.data.get("turns", ()), *case.data.get("moves", ()), str(case.data.get("tools"))])


def verdict(name: str, case: Case, *texts: str) -> Verdict:
    """The verdict on a case whose replies are `texts`."""
    return judge(find(name), case, [Reply(text=text) for text in texts])


def played(name: str, says: Callable[[Case, Request], str], n: int = 240, seed: int = 11) -> dict[str, Result]:
    """Every metric's result where the model says `says(case, request)` at each call."""
    probe = find(name)

    async def run() -> list[tuple[Case, Sequence[Reply]]]:
        rows = []
        for case in probe.cases(seed, n):

            async def ask(request: Request, case: Case = case) -> Reply:
                return Reply(text=says(case, request))

            rows.append((case, await probe.protocol.run(case, ask, frozenset({"system"}))))
        return rows

    return scores(probe, Table.of((case, judge(probe, case, replies)) for case, replies in asyncio.run(run())))


def values(results: dict[str, Result]) -> dict[str, float | None]:
    """The point estimates, None where nothing could be measured."""
    return {name: r.estimate and r.estimate.value for name, r in results.items()}
