"""What early gates risk, by simulation: whole journals of verdicts at the limits themselves, put through the run's gates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assay import api
from assay.engine.plan import Plan
from assay.engine.select import Picked, planned
from assay.engine.stopping import Stopper
from assay.measure.estimates import wilson
from assay.records import Case, Reply, Sample, Verdict
from tests.support import early_probes

N = 300
MODEL = "planted:perfect"
LIMITS = {"utility/sums": 0.3, "utility/pairs": 0.4}


class Journalled:
    """A journal that holds one verdict for every planned case, as the engine's index gives them."""

    def __init__(self, cases: dict[str, list[Case]], hits: dict[str, NDArray[np.bool_]]) -> None:
        self.cases, self.hits = cases, hits

    def samples(self, model: str, probe: str) -> Iterator[Sample]:
        for case, hit in zip(self.cases[probe], self.hits[probe], strict=True):
            verdict = Verdict("scored", 1.0 if hit else 0.0)
            yield Sample(model=model, probe=probe, case=case, replies=(Reply(text="x"),), verdict=verdict)


def plan_of(folder: Path) -> tuple[Plan, Sequence[Picked]]:
    """A plan of two probes, each with one early gate."""
    assert early_probes.Sums
    file = folder / "gates.yaml"
    rows = [f"  - {{probe: {p}, metric: accuracy, max: {m}, stop: early}}\n" for p, m in LIMITS.items()]
    file.write_text("gates:\n" + "".join(rows))
    plan = api.estimate(list(LIMITS), MODEL, seed=1, limit=N, gate=file)
    return plan, planned(plan)


def simulate(folder: Path, runs: int, rates: dict[str, float], seed: int) -> tuple[int, int, int, float]:
    """How many runs gave any verdict, in how many Wilson's interval, looked at after each case of the first probe, would
    have given one, how many gave the verdict "fail" twice, and the mean share of the cases that were needed."""
    plan, picked = plan_of(folder)
    cases = {p.probe.name: list(p.probe.cases(plan.seed, p.n)) for p in picked}
    rng = np.random.default_rng(seed)
    known, n = next(iter(cases)), np.arange(1, N + 1)
    edges = [wilson_covers(int(k), LIMITS[known]) for k in n]
    any_verdict = peeked = both = 0
    needed = 0.0
    for _ in range(runs):
        hits = {}
        for name, made in cases.items():
            # pairs: the cases of a cluster are right or wrong together, wholly dependent
            names = [case.cluster or case.id for case in made]
            by_cluster = {c: rng.random() < rates[name] for c in dict.fromkeys(names)}
            hits[name] = np.array([by_cluster[c] for c in names])
        found = Stopper.of(plan, picked).load(Journalled(cases, hits)).evidence()  # type: ignore[arg-type]
        verdicts = [e.verdict for e in found]
        any_verdict += verdicts != ["undecided"] * 2
        both += verdicts == ["fail"] * 2
        needed += sum(e.cases for e in found) / sum(e.planned for e in found) / runs
        counts = np.cumsum(hits[known])
        peeked += any(not low <= k <= high for k, (low, high) in zip(counts, edges, strict=True))
    return any_verdict, peeked, both, needed


def wilson_covers(n: int, rate: float) -> tuple[int, int]:
    """The fewest and the most successes of n whose Wilson interval holds the rate."""
    held = [k for k in range(n + 1) if wilson(k, n)[0] <= rate <= wilson(k, n)[1]]
    return held[0], held[-1]


def test_in_200_runs_at_both_limits_any_verdict_is_rarer_than_the_level_says_and_peeking_is_not(tmp_path):
    any_verdict, peeked, _, _ = simulate(tmp_path, 200, LIMITS, seed=1)
    assert any_verdict <= 0.05 * 200
    assert peeked > 0.2 * 200, "the control: the same data, looked at as a fixed-n interval must not be"


@pytest.mark.slow
def test_in_2000_runs_at_both_limits_any_verdict_is_rarer_than_the_level_says(tmp_path):
    any_verdict, peeked, _, _ = simulate(tmp_path, 2000, LIMITS, seed=2)
    assert 0 < any_verdict <= 0.05 * 2000
    assert peeked > 0.2 * 2000


def test_far_from_both_limits_the_verdicts_are_right_and_most_cases_are_not_needed(tmp_path):
    _, _, both, needed = simulate(tmp_path, 50, {"utility/sums": 0.6, "utility/pairs": 0.95}, seed=3)
    assert both >= 45
    assert needed <= 0.4
