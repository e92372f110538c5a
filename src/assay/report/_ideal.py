"""What an ideal model would have said to a case, and how its judge would have taken it: the yardstick of sample cases.

Most verdicts do not say by themselves whether a value of 1 is good (a refusal is, of a harmful request, and is not of
a harmless one). The probe's own `ideal` answer, put through the probe's own judge, does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assay.cases.drawings import drawn_in
from assay.engine.judging import judge
from assay.engine.media import drawn_reply
from assay.engine.plan import Plan
from assay.probes import Probe, probes_of
from assay.records import Reply, Sample, Verdict

__all__ = ["Ideal", "Yardstick", "yardstick"]


@dataclass(frozen=True)
class Ideal:
    """The ideal answer, one text for each call, and its verdict."""

    texts: tuple[str, ...]
    verdict: Verdict


Yardstick = Callable[[Sample], Ideal | None]
"""The ideal for a sample's case, None where it is not known."""


def yardstick(plan: Plan) -> Yardstick:
    """The ideals of a plan's packaged probes, as long as the installed version is the one that was run."""
    known: dict[str, Probe] = {}
    for planned in plan.probes:
        if not planned.file:
            same = (p for p in probes_of(planned.dimension) if (p.kind, p.name) == (planned.kind, planned.name))
            known |= {p.name: p for p in same if p.version == planned.version}

    def ideal(sample: Sample) -> Ideal | None:
        probe = known.get(sample.probe)
        if probe is None:
            return None
        texts = tuple(probe.ideal(sample.case))
        verdict = judge(probe, sample.case, [drawn_reply(Reply(text=text), probe.kind) for text in texts])
        # a probe that says no ideal has a default one, of which its judge may make nothing
        return None if verdict.outcome == "error" else Ideal(tuple(map(drawn_in, texts)), verdict)

    return ideal
