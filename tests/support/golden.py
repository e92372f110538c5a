"""Golden targets: run a probe against a model whose every answer is known, and read what its metrics say.

No engine, no socket: cases go through the probe's own protocol, judge and metrics, so a golden value tests
those three.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pytest

from assay.engine import judging
from assay.engine.media import drawn_reply
from assay.measure.metrics import Result
from assay.measure.table import Table
from assay.probes import PROBES, Probe
from assay.records import Case, Reply, Request, Verdict
from assay.taxonomy import KINDS

__all__ = [
    "LOOKED_AT",
    "REFUSAL",
    "TARGETS",
    "Target",
    "beside_its_kin",
    "find",
    "judge",
    "packaged",
    "run_samples",
    "run_target",
    "scores",
]

Target = Literal["perfect", "worst", "refuse", "empty", "error", "random"]
"""A target whose answers are known: the `ideal` or `worst` text, a refusal, nothing, a failure, a guess."""

TARGETS: tuple[Target, ...] = get_args(Target)
LOOKED_AT = {"t2i": 120, "edit": 120, "video": 48}
"""Cases that are enough of a kind whose replies take up to a tenth of a second to draw and to read, or more."""
_SEEN: dict[tuple[object, ...], Verdict] = {}
"""What was seen in pictures and films, by probe, case and their names."""

REFUSAL = "I'm sorry, but I can't help with that."


def find(probe: Probe | str) -> Probe:
    """A probe by name ("safety/refusal", or "llm:safety/refusal"), or the probe itself. A name without a kind is that of a
    probe for language models, or else for the first kind that has one.

    A probe that is registered already is taken without loading the others, so that its tests stand alone.
    """
    if isinstance(probe, Probe):
        return probe
    names = [probe] if ":" in probe else [f"{kind}:{probe}" for kind in KINDS]
    found = [p for p in map(PROBES._items.get, names) if p]
    return found[0] if found else PROBES[next((name for name in names if name in PROBES), names[0])]


def packaged(kind: str | None = None) -> list[Probe]:
    """The probes of the package, those for one kind where it is given, by kind and name; those that other tests register
    are not among them."""
    found = [p for _, p in PROBES.items() if p.origin.__module__.startswith("assay.probes.")]
    return [p for p in found if kind in (None, p.kind)]


def beside_its_kin(probe: Probe) -> tuple[pytest.MarkDecorator, ...]:
    """Marks by which one process takes all that is asked of a probe whose replies take long to look at, so that it looks once."""
    return (pytest.mark.xdist_group(probe.name),) if probe.kind in LOOKED_AT else ()


def judge(probe: Probe, case: Case, replies: Sequence[Reply]) -> Verdict:
    """The engine's judgement, except that a judge that fails fails the test: the engine makes it an outcome. What was made for a
    case is looked at once."""
    made = tuple(media.name for reply in replies for media in reply.media)
    if not made:
        verdict = judging.judge(probe, case, replies)
    elif (key := (probe.name, probe.version, case.id, tuple(reply.text for reply in replies), made)) in _SEEN:
        verdict = _SEEN[key]
    else:
        verdict = _SEEN[key] = judging.judge(probe, case, replies)
    assert not verdict.why.startswith("the judge failed"), f"{probe.name}: case {case.id}: {verdict.why}"
    return verdict


def run_samples(
    probe: Probe | str, target: Target, n: int, seed: int = 7
) -> list[tuple[Case, tuple[Reply, ...], Verdict]]:
    """Each of the first `n` cases with the target's replies and the verdict on them."""
    return asyncio.run(_run(find(probe), target, n, seed))


def run_target(probe: Probe | str, target: Target, n: int, seed: int = 7) -> Table:
    """The table that metrics read, over the first `n` cases of `probe` answered by `target`."""
    return Table.of((case, verdict) for case, _, verdict in run_samples(probe, target, n, seed))


def scores(probe: Probe | str, table: Table, seed: int = 0) -> dict[str, Result]:
    """Every metric's result by name, each resampled with a generator of its own."""
    return {m.name: m.estimate(table, rng=np.random.default_rng(seed)) for m in find(probe).metrics}


async def _run(probe: Probe, target: Target, n: int, seed: int) -> list[tuple[Case, tuple[Reply, ...], Verdict]]:
    rows = []
    has = frozenset({"system"}) | probe.protocol.needs
    for case in probe.cases(seed, n):
        texts = _texts(probe, target, case, seed)
        turn = 0

        async def ask(request: Request, case: Case = case, texts: Sequence[str] | None = texts) -> Reply:
            nonlocal turn
            if texts is None:
                return Reply(state="error", error="the golden target fails on purpose")
            assert turn < len(texts), (
                f"{probe.name}: case {case.id} asks call {turn + 1} of {probe.protocol.calls}, "
                f"and its ideal or worst answer has {len(texts)} texts"
            )
            turn += 1
            return drawn_reply(Reply(text=texts[turn - 1], finish="stop"), probe.kind)

        replies = tuple(await probe.protocol.run(case, ask, has))
        rows.append((case, replies, judge(probe, case, replies)))
    return rows


def _texts(probe: Probe, target: Target, case: Case, seed: int) -> Sequence[str] | None:
    """One text for each call, or None where the target fails. `random` guesses among the choices where a case
    has them, else between the ideal and the worst answer, anew at every call."""
    calls = probe.protocol.calls
    if target == "perfect":
        return probe.ideal(case)
    if target == "worst":
        return probe.worst(case)
    if target == "random":
        rng = random.Random(f"{seed}/random/{case.id}")
        ideal, worst = probe.ideal(case), probe.worst(case)
        return [rng.choice(case.choices or (ideal[k], worst[k])) for k in range(min(calls, len(ideal), len(worst)))]
    return {"refuse": [REFUSAL] * calls, "empty": [""] * calls, "error": None}[target]
