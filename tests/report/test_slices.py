"""Worst slices: what is clearly worse is found, what chance makes is not called so, and worse knows the direction."""

from __future__ import annotations

import random
from dataclasses import replace

import msgspec
import pytest

from assay.records import Direction, Score
from assay.report import RunView
from assay.report._slices import worst_slices
from tests.report import fake


def _view(shares: dict[str, float], better: Direction = "higher", n: int = 100) -> RunView:
    """One probe, one metric; `shares` by slice, "all" among them."""
    base = fake.view(1)
    probe = base.plan.probes[0]
    metric = msgspec.structs.replace(probe.metrics[0], name="x", better=better, headline=True)
    plan = msgspec.structs.replace(base.plan, probes=(msgspec.structs.replace(probe, metrics=(metric,)),))
    pattern = base.scores[0]

    def score(name: str, share: float) -> Score:
        low, high = fake.wilson(abs(share) * n, n)
        if share < 0:
            low, high = -high, -low
        size = n * len(shares) if name == "all" else n
        return msgspec.structs.replace(
            pattern, metric="x", slice=name, value=share, low=low, high=high, n=size, direction=better
        )

    return replace(base, plan=plan, scores=tuple(score(*item) for item in shares.items()))


def test_a_clearly_worse_slice_comes_first() -> None:
    found = worst_slices(_view({"all": 0.7, "t=a": 0.72, "t=b": 0.35, "t=c": 0.8}))
    assert found.compared == 3
    assert [(r.score.slice, r.clear) for r in found.rows] == [("t=b", True)]
    assert found.rows[0].gap == pytest.approx(-0.35)


@pytest.mark.parametrize(
    ("better", "whole", "worse"), [("higher", 0.6, 0.2), ("lower", 0.4, 0.8), ("zero", 0.1, 0.5), ("zero", 0.1, -0.5)]
)
def test_worse_knows_the_direction(better: Direction, whole: float, worse: float) -> None:
    found = worst_slices(_view({"all": whole, "t=a": worse, "t=b": whole}, better))
    assert [r.score.slice for r in found.rows] == ["t=a"]


def test_better_slices_are_never_listed() -> None:
    assert worst_slices(_view({"all": 0.5, "t=a": 0.95, "t=b": 0.9})).rows == ()


def test_many_equal_slices_are_not_called_worse() -> None:
    """Under equality of all slices, any "clearly worse" is an error; over 200 runs it stays near the stated 5 %."""
    rng = random.Random(5)
    wrong = 0
    for _ in range(200):
        shares = {f"t={i}": sum(rng.random() < 0.6 for _ in range(100)) / 100 for i in range(20)}
        wrong += worst_slices(_view({"all": sum(shares.values()) / 20} | shares)).clear > 0
    assert wrong <= 18, "binomial(200, 0.05) exceeds 18 with a chance of 1 %"


def test_missing_values_are_not_compared() -> None:
    view = _view({"all": 0.5, "t=a": 0.1, "t=b": 0.1})
    gone = tuple(
        msgspec.structs.replace(s, value=None, low=None, high=None) if s.slice == "t=a" else s for s in view.scores
    )
    assert worst_slices(replace(view, scores=gone)).compared == 1
    whole = tuple(msgspec.structs.replace(s, value=None) if s.slice == "all" else s for s in view.scores)
    assert worst_slices(replace(view, scores=whole)).compared == 0
