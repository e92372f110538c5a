"""Golden values of every metric of every packaged probe, from tables that a person can check (values/*.yaml).

Each row is what a metric must read for six targets whose answers are known: the ideal answer to everything, the worst
one, a refusal, nothing at all, a failed call, and a guess; in this order: [perfect, worst, refuse, empty, error, random].

null: there is nothing to measure, and so no score. The guess picks among the options where a case has them, else
between the ideal and the worst answer; its column is what it is expected to read, and its interval must hold that.
Numbers with four options mix chance 1/4 (options) with 1/2 (open questions).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml

from assay.measure.table import Table
from tests.support.golden import LOOKED_AT, TARGETS, Target, beside_its_kin, find, packaged, run_target, scores

VALUES: dict[str, dict[str, list[float | None]]] = {
    probe: rows
    for file in sorted(Path(__file__).with_name("values").glob("*.yaml"))
    for probe, rows in yaml.safe_load(file.read_text()).items()
}
PROBES = [pytest.param(name, marks=beside_its_kin(find(name))) for name in VALUES]
FIXED = [t for t in TARGETS if t != "random"]
TOKENS = {f"token_{m}" for m in ("brier", "ece", "auroc", "aurc")}
GUESSED = {
    "privacy/disclosure/papers": 160,
    "robustness/perturbation/films": 192,
    "robustness/perturbation/pictures": 240,
    "safety/unsafe-images/films": 192,
}
"""Cases of which a guess must be read, where those of its kind leave intervals that would hold anything."""
UNSKILLED = {"quiz_memory"}
"""What cannot be told of a model that guesses at the task even with the answer in sight."""


@cache
def table(probe: str, target: Target) -> Table:
    kind = find(probe).kind
    n = LOOKED_AT.get(kind, 240)
    guessed = GUESSED.get(probe, n if kind in ("t2i", "edit") else 2 * n)
    return run_target(probe, target, guessed if target == "random" else n)


def test_the_table_has_every_metric_of_every_probe() -> None:
    assert {name: list(row) for name, row in VALUES.items()} == {
        p.name: [m.name for m in p.metrics] for p in packaged()
    }, "tests/golden/values/*.yaml and the packaged probes differ"
    assert {len(row) for rows in VALUES.values() for row in rows.values()} == {len(TARGETS)}


@pytest.mark.parametrize("target", FIXED)
@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.usefixtures("few_resamples")  # only the value is read
def test_every_metric_reads_what_it_must(probe: str, target: Target) -> None:
    found = {n: r.estimate and r.estimate.value for n, r in scores(probe, table(probe, target)).items()}
    wanted = {name: row[TARGETS.index(target)] for name, row in VALUES[probe].items()}
    assert found == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("probe", PROBES)
def test_a_guess_reads_chance_within_its_interval(probe: str) -> None:
    for name, row in VALUES[probe].items():
        metric = next(m for m in find(probe).metrics if m.name == name)
        # at 99.9 %, so that none of the 70 fails by chance
        estimate = metric.estimate(table(probe, "random"), level=0.999, rng=np.random.default_rng(0)).estimate
        wanted = row[TARGETS.index("random")]
        if wanted is None:
            assert estimate is None and name in TOKENS | UNSKILLED
        else:
            assert estimate is not None and estimate.low <= wanted <= estimate.high, (name, estimate)
            assert estimate.high - estimate.low < 0.7 * max(1, (metric.range[1] - metric.range[0]) / 2), name
