"""What a report says of certificates: how many scores have one that holds, and on what grounds a score has or lacks it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from assay.engine.certificates import Certificate, Movement, Response, home_of, inside, judged, read, standing
from assay.engine.plan import Plan, ProbePlan
from assay.errors import ConfigError
from assay.records import Score
from assay.report._words import count, number, plural

__all__ = ["Grounds", "certificates_of", "counted", "grounds", "why"]


@dataclass(frozen=True)
class Grounds:
    """The certificate of one metric, and what was found of it."""

    certificate: Certificate
    found: Response
    probe: ProbePlan

    @property
    def least(self) -> str:
        """The least difference that two runs of as many cases can show."""
        r, c = self.found, self.certificate
        if r.mde is None or not r.certified:
            return ""
        own = r.mde * math.sqrt(c.n / self.probe.n)
        return (
            f"The least difference between two runs that is found four times in five is {number(r.mde)} at "
            f"{plural(c.n, 'case')}, and about {number(own)} at the {count(self.probe.n)} of this one."
        )

    @property
    def slope(self) -> str:
        """The slope and the trend in words."""
        r = self.found
        if r.slope is None:
            return ""
        at, low, high = r.slope
        text = f"From dose 0 to dose 1 it loses {number(at)} of trust ({number(low)} to {number(high)})"
        if r.linearity is not None:
            text += f"; between them, {number(r.linearity)} times what a straight line would"
        return f"{text}. Trend: p = {r.trend:.2g} (Page's test)." if r.trend is not None else f"{text}."

    @property
    def crosstalk(self) -> str:
        """The faults that move the metric though they are planted for others."""
        if self.certificate.judges:
            return "Model judges were not asked what other faults move; the certificate of the probe alone says it."
        if not self.found.moved_by:
            return "No other fault moves it."
        return f"Also moved by: {', '.join(map(_movement, self.found.moved_by))}."

    @property
    def origin(self) -> str:
        """Of what, when and on how many cases it was made."""
        c = self.certificate
        seeds = plural(len(c.seeds), "seed")
        judge = f"model judges {', '.join(c.judges)} by {c.rubric}" if c.judges else f"judge {c.judge}"
        return (
            f"Certificate {c.id}, made {c.made} with assay {c.assay}: version {c.version} of the probe, {judge}, "
            f"{plural(c.n, 'case')} and {seeds} at each dose."
        )


def certificates_of(plan: Plan) -> dict[tuple[str, str], Certificate]:
    """The certificates of a run's probes that are to be had here, by kind and name; those with model judges by kind and id."""
    found: dict[tuple[str, str], Certificate] = {}
    for p in plan.probes:
        others = home_of(p) if p.file else judged()
        with suppress(ConfigError):  # one that cannot be read is none, and its scores say so
            if certificate := read(home_of(p) / inside(p.kind, p.name)):
                found[p.kind, p.name] = certificate
        for path in sorted(others.glob(inside(p.kind, p.name, ["*"]))):
            with suppress(ConfigError):
                if certificate := read(path):
                    found[p.kind, certificate.id] = certificate
    return found


def grounds(certificates: Mapping[tuple[str, str], Certificate], probe: ProbePlan, score: Score) -> Grounds | None:
    """What stands behind a score's certificate: None where there is none, or another than the score names."""
    named = (score.certificate or "").rpartition("(")[2].rstrip(")")
    certificate = certificates.get((probe.kind, named)) or certificates.get((probe.kind, probe.name))
    found = certificate.of(score.metric) if certificate else None
    if certificate is None or found is None or score.certificate is None:
        return None
    if standing(score.certificate) == "certified" and certificate.id not in score.certificate:
        return None
    return Grounds(certificate, found, probe)


def why(score: Score, probe: ProbePlan) -> str:
    """One sentence on where the score stands."""
    stands = standing(score.certificate)
    if score.certificate is None:
        return f"The probe has no certificate. To make one: assay certify {probe.file or probe.name}"
    if stands == "certified":
        return "The metric gets worse with the dose of a fault that was planted for it, and was shown to."
    said = score.certificate.partition(": ")[2]
    return f"{said[:1].upper()}{said[1:]}."


def counted(scores: Sequence[Score]) -> str:
    """How many scores are certified, in a sentence; "" of none."""
    total = len(scores)
    of = {s: sum(standing(x.certificate) == s for x in scores) for s in ("certified", "uncertified", "expired")}
    if not total:
        return ""
    if of["certified"] == total:
        return f"All {plural(total, 'score')} are certified: a planted fault was shown to move their metrics."
    said = []
    if bare := of["uncertified"]:
        said.append(
            f"{_which(bare, total)} uncertified: nobody has yet shown that a planted fault moves their metrics."
        )
    if gone := of["expired"]:
        said.append(f"The certificates of {count(gone)} have expired: what was certified has changed since.")
    return " ".join(said)


def _which(some: int, total: int) -> str:
    if some == total:
        return "The only score is" if some == 1 else f"All {count(some)} scores are"
    return f"{count(some)} of {plural(total, 'score')} {'is' if some == 1 else 'are'}"


def _movement(moved: Movement) -> str:
    if moved.value is None:
        return f"{moved.fault} (no value left)"
    return f"{moved.fault} (to {number(moved.value)})"
