"""The share of seed items handled well in one arm that are handled well in another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assay.measure.base import Result
from assay.measure.kept import kept
from assay.measure.table import Table
from assay.records import Case, Outcome, Verdict

Row = tuple[str, str, Outcome | float]

METRIC = kept("kept", given={"arm": "a"}, then={"arm": "b"}, null={"arm": "a/a"})


def estimate(rows: Sequence[Row]) -> Result:
    """Rows of cluster, arm and value (or the outcome where there is none)."""
    judged = [
        (
            Case(prompt="?", cluster=cluster, tags={"arm": arm}, id=str(i)),
            Verdict(said) if isinstance(said, str) else Verdict("scored", said),
        )
        for i, (cluster, arm, said) in enumerate(rows)
    ]
    return METRIC.estimate(Table.of(judged), rng=np.random.default_rng(0))


def test_only_items_that_went_well_at_first_count() -> None:
    rows: list[Row] = [
        ("1", "a", 1.0),
        ("1", "b", 1.0),
        ("2", "a", 1.0),
        ("2", "b", 0.0),
        ("3", "a", 0.0),
        ("3", "b", 1.0),
    ]
    found = estimate(rows).estimate
    assert found is not None
    assert (found.value, found.n) == (0.5, 2)


@pytest.mark.parametrize("outcome", ["refused", "unparsed"])
def test_a_refusal_or_an_unreadable_answer_is_not_well(outcome: Outcome) -> None:
    found = estimate([("1", "a", 1.0), ("1", "b", outcome), ("2", "a", 1.0), ("2", "b", 1.0)]).estimate
    assert found is not None
    assert found.value == 0.5
    assert estimate([("1", "a", outcome), ("1", "b", outcome)]).estimate is None


def test_an_item_of_several_cases_is_well_where_all_are() -> None:
    rows: list[Row] = [("1", "a", 1.0), ("1", "a", 1.0), ("1", "b", 1.0), ("1", "b", 0.0)]
    rows += [("2", "a", 1.0), ("2", "a", 0.0), ("2", "b", 0.0)]
    found = estimate(rows).estimate
    assert found is not None
    assert (found.value, found.n) == (0.0, 1)


def test_a_failed_call_leaves_its_item_out_and_widens_the_bounds() -> None:
    rows: list[Row] = [("1", "a", 1.0), ("1", "b", 1.0), ("2", "a", 1.0), ("2", "b", "error"), ("3", "a", "error")]
    rows += [("3", "b", 0.0)]
    result = estimate(rows)
    assert result.estimate is not None
    assert (result.estimate.value, result.estimate.n) == (1.0, 1)
    assert result.bounds == pytest.approx((1 / 3, 1.0))
    assert result.outcomes["error"] == 2


def test_an_item_asked_in_one_arm_alone_is_left_out() -> None:
    assert estimate([("1", "a", 1.0), ("2", "b", 1.0)]).estimate is None


def test_the_null_is_the_same_share_in_another_arm() -> None:
    rows: list[Row] = [(str(i), arm, v) for i in range(4) for arm, v in (("a", 1.0), ("b", 0.0), ("a/a", float(i > 0)))]
    result = estimate(rows)
    assert result.estimate is not None
    assert result.null is not None
    assert (result.estimate.value, result.null.value) == (0.0, 0.75)


def test_its_interval_covers_at_its_level() -> None:
    rng, truth, covered = np.random.default_rng(5), 0.8, 0
    for _ in range(300):
        rows: list[Row] = []
        for i in range(40):
            rows += [(str(i), "a", float(rng.random() < 0.7)), (str(i), "b", float(rng.random() < truth))]
        found = estimate(rows).estimate
        assert found is not None
        covered += found.low <= truth <= found.high
    assert covered / 300 > 0.91
