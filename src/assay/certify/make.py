"""Makes a probe's certificate: the dose–response of each of its metrics, and what else moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from assay._version import __version__
from assay.certify.crosstalk import crosstalk
from assay.certify.plant import Judging, Planting, Rows, by_rules, estimate, faulty, perfect
from assay.certify.response import Curve, response
from assay.engine.certificates import SCHEMA, Certificate, Point, Response
from assay.engine.fingerprint import fingerprint
from assay.errors import ConfigError, ProbeError
from assay.measure.metrics import Metric
from assay.models.faults import FAULTS
from assay.probes import Probe
from assay.records import Estimate

__all__ = ["DOSES", "PLAIN", "certify"]

DOSES = (0.0, 0.05, 0.1, 0.25, 0.5, 1.0)
PLAIN = ("worst", "refuses", "random", "picks-first")
"""The faults that are tried for a metric for which its probe names none, in this order."""

_DRAWS = 1000


def certify(
    probe: Probe,
    *,
    doses: Sequence[float] = DOSES,
    n: int = 100,
    seed: int = 1,
    seeds: int = 5,
    made: str,
    judging: Judging = by_rules,
    judges: Sequence[str] = (),
) -> Certificate:
    """Put a probe to its planted faults: `n` cases for each of `seeds` seeds from `seed` on, at every dose.

    `judging` gives the verdicts, by the model judges with the marks `judges` if there are such. They are then not asked what
    other faults move: that takes many questions, and hangs on the probe, whose own certificate says it.

    Raises ConfigError for doses that cannot show a response, and ProbeError where the probe cannot be put to them: no case,
    a fault that is not there.
    """
    doses = _checked(doses)
    if n < 1 or seeds < 2:
        raise ConfigError("--limit must be 1 or more, and --seeds, the blocks of the trend test, 2 or more")
    for fault in (*probe.faults, *probe.best.values()):
        if fault not in FAULTS:
            raise ProbeError(f"{probe.name}: no fault is named '{fault}'; known faults: {', '.join(FAULTS)}")
    plan = tuple(range(seed, seed + seeds))
    clean = [perfect(probe, s, n, judging) for s in plan]
    cases = sum(len(c.cases) for c in clean)
    if not cases:
        raise ProbeError(f"{probe.name}: cases() made no case for seed {seed} and n = {n}")
    bench = _Bench(probe, tuple(doses), clean, cases // seeds, cases)
    found = {m.name: _respond(bench, m) for m in probe.metrics}
    others = {} if judges else crosstalk(clean[0], {name: r.fault for name, r in found.items()})
    return Certificate(
        schema=SCHEMA,
        probe=probe.name,
        kind=probe.kind,
        version=probe.version,
        judge=probe.judge_name,
        assay=__version__,
        fingerprint=fingerprint(probe),
        made=made,
        doses=tuple(doses),
        n=bench.n,
        cases=cases,
        seeds=plan,
        metrics=tuple(_rounded(msgspec.structs.replace(r, moved_by=others.get(name, ()))) for name, r in found.items()),
        rubric=probe.cascade.model.id if judges and probe.cascade and probe.cascade.model else "",
        judges=tuple(sorted(judges)),
    )


def _checked(doses: Sequence[float]) -> tuple[float, ...]:
    kept = tuple(sorted(set(doses)))
    if len(kept) < 3 or kept[0] != 0.0 or kept[-1] != 1.0:
        said = ", ".join(f"{d:g}" for d in kept)
        raise ConfigError(f"--doses must be 0, 1 and at least one number between them, not {said}")
    return kept


@dataclass
class _Bench:
    """What all metrics of one probe share: the judged cases, by fault."""

    probe: Probe
    doses: tuple[float, ...]
    clean: list[Planting]
    n: int
    cases: int
    _planted: dict[str, list[Planting]] = field(default_factory=dict)

    def planted(self, fault: str) -> list[Planting]:
        """For each seed, the fault at dose 1."""
        if fault not in self._planted:
            self._planted[fault] = self.clean if fault == "perfect" else [faulty(c, fault) for c in self.clean]
        return self._planted[fault]

    def rows(self, fault: str, best: str, place: int) -> list[Rows]:
        """For each seed, the rows at one dose. Every dose draws its clusters anew, so that the curve is no running sum."""
        return [
            bad.dosed(good, self.doses[place], _DRAWS * good.seed + place)
            for bad, good in zip(self.planted(fault), self.planted(best), strict=True)
        ]

    def curve(self, metric: Metric, fault: str) -> Curve:
        """The metric at every dose, pooled and by seed."""
        pooled: list[Estimate | None] = []
        columns: list[list[float | None]] = []
        best = self.probe.best.get(metric.name, "perfect")
        for place in range(len(self.doses)):
            rows = self.rows(fault, best, place)
            pooled.append(estimate(metric, [row for part in rows for row in part]))
            columns.append([e.value if (e := estimate(metric, part)) else None for part in rows])
        by_seed = tuple(zip(*columns, strict=True))
        return Curve(metric, fault, self.doses, tuple(pooled), by_seed, self.n, self.cases)


def _respond(bench: _Bench, metric: Metric) -> Response:
    """The metric under the fault that its probe names for it, else under the plain one that it answers to."""
    named = [fault for fault, moved in bench.probe.faults.items() if metric.name in moved]
    if named:
        return response(bench.curve(metric, named[0]))
    found = []
    for fault in PLAIN:
        found.append(response(bench.curve(metric, fault), tried=len(PLAIN)))
        if found[-1].certified:
            return found[-1]
    why = f"none of {', '.join(PLAIN)} moves it for the worse: its probe names no fault that should (`faults`)"
    if all(r.slope is None for r in found):
        why = "no planted model gives it a value at both ends of the dose"
    return msgspec.structs.replace(found[0], why=why)


def _rounded(r: Response) -> Response:
    """To four digits: a certificate is read by people, and compared by git."""

    def short(x: float | None) -> float | None:
        return None if x is None else float(f"{x:.4g}")

    return msgspec.structs.replace(
        r,
        curve=tuple(Point(p.dose, short(p.value), short(p.low), short(p.high)) for p in r.curve),
        trend=short(r.trend),
        slope=None if r.slope is None else tuple(float(f"{x:.4g}") for x in r.slope),
        linearity=short(r.linearity),
        mde=short(r.mde),
        mde_dose=short(r.mde_dose),
    )
