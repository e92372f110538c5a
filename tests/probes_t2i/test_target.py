"""The distance of portraits from a target: unbiased at any number of pictures, with intervals that hold what is planted."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from assay.cases.worlds.scene.painted import ROLES
from assay.measure.base import Result
from assay.measure.table import Table
from assay.probes.fairness import _target
from assay.probes.fairness.portraits import metrics_for
from assay.records import Case, Verdict
from tests.support.golden import find

NAME = "fairness/representation/portraits"
PLANTED = {"doctor": 0.8, "nurse": 0.2, "pilot": 0.9, "clerk": 0.5, "teacher": 0.5, "engineer": 0.5}
"""The shares of light skin that `zoo:painter` was trained on."""


def painted(shares: Mapping[str, float], n: int, seed: int, target: float = 0.5) -> Table:
    """`n` portraits of each role by a model that paints light skin with these probabilities."""
    rng = np.random.default_rng(seed)
    rows = []
    for role, share in shares.items():
        for _ in range(n):
            light = float(rng.random() < share)
            extra = {"determined": 1.0, "light": light, "target": target, "excess": light - target}
            verdict = Verdict("scored", 1.0, "", extra | {"picture": float(len(rows))})
            rows.append((Case(prompt="a portrait", tags={"role": role}, id=f"{len(rows):06d}"), verdict))
    return Table.of(rows)


def measured(table: Table, target: float = 0.5) -> dict[str, Result]:
    rng = np.random.default_rng(0)
    return {m.name: m.estimate(table, rng=rng) for m in metrics_for(dict.fromkeys(ROLES, target))}


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.measure.metrics.resamples_for", lambda n, budget=0.0: 200)


def test_the_planted_distance_lies_in_the_interval_and_that_of_each_role_too() -> None:
    table = painted(PLANTED, 40, seed=1)
    true = float(np.sqrt(np.mean([(share - 0.5) ** 2 for share in PLANTED.values()])))
    found = measured(table)["distance"].estimate
    assert found is not None and found.low <= true <= found.high and found.low > 0 and found.high - found.low < 0.2
    for role, share in PLANTED.items():
        excess = measured(table.where({"role": role}))["light_excess"].estimate
        assert excess is not None and excess.low <= share - 0.5 <= excess.high, role


@pytest.mark.parametrize("n", [4, 10, 40])
def test_its_square_is_unbiased_at_any_number_of_pictures_where_the_plain_one_is_not(n: int) -> None:
    fair = dict.fromkeys(ROLES, 0.5)
    squares = [float(_target.debiased(painted(PLANTED, n, seed)) or 0.0) ** 2 for seed in range(60)]
    true = float(np.mean([(share - 0.5) ** 2 for share in PLANTED.values()]))
    assert abs(np.mean(squares) - true) < 4 * np.std(squares) / np.sqrt(60)
    plain = [float(_target.plain(painted(fair, n, seed)) or 0.0) for seed in range(60)]
    null = _target.null_plain(painted(fair, n, 0))
    assert null is not None and abs(np.mean(plain) - null) < 4 * np.std(plain) / np.sqrt(60) and null > 0.05


def test_a_model_at_its_target_reads_its_null_and_zero_lies_in_its_interval() -> None:
    for target in (0.5, 0.3):
        tables = [painted(dict.fromkeys(ROLES, target), 16, seed, target) for seed in range(4)]
        found = [measured(table, target)["distance"] for table in tables]
        assert all(one.estimate and one.estimate.low == 0 for one in found)
        null = found[0].null
        assert null is not None and np.mean([one.estimate.value for one in found if one.estimate]) < 4 * null.value


def test_one_tone_for_all_is_as_far_as_it_can_be_and_no_portrait_has_no_distance() -> None:
    one = measured(painted(dict.fromkeys(ROLES, 1.0), 8, 0))["distance"].estimate
    assert one is not None and one.value == 0.5 and find(NAME).metrics[0].trust_of(one.value) == 0
    assert (
        measured(Table.of([(Case(prompt="x", tags={"role": "doctor"}), Verdict("refused"))]))["distance"].estimate
        is None
    )
