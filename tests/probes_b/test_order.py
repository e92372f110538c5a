"""Cutting a run to whole clusters, and never asking the same case twice."""

from __future__ import annotations

import itertools

import pytest

from assay.cases.order import fit, fresh
from assay.records import Case


def _cluster(name: str, size: int) -> list[Case]:
    return [Case(prompt=f"{name}{i}", cluster=name) for i in range(size)]


@pytest.mark.parametrize(("n", "want"), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 5), (6, 5), (8, 8)])
def test_whole_clusters_while_they_fit(n: int, want: int) -> None:
    clusters = [_cluster("a", 3), _cluster("b", 2), _cluster("c", 3)]
    assert len(list(fit(clusters, n))) == want


def test_no_cluster_is_made_that_is_not_needed() -> None:
    made = iter([_cluster("a", 2), _cluster("b", 2), _cluster("c", 2)])
    assert len(list(fit(made, 4))) == 4
    assert next(made)[0].cluster == "c"


def test_a_cluster_with_a_case_seen_before_is_made_again() -> None:
    turns = iter([_cluster("a", 2), _cluster("a", 3), [Case(prompt="x"), Case(prompt="x")], _cluster("b", 2)])
    seen: set[str] = set()
    assert fresh(turns.__next__, seen)[0].cluster == "a"
    assert fresh(turns.__next__, seen)[0].cluster == "b", "neither one that shares a case nor one that repeats its own"
    assert seen == {"a0", "a1", "b0", "b1"}


def test_a_used_up_space_is_an_error_and_no_endless_loop() -> None:
    count = itertools.count()

    def again() -> list[Case]:
        next(count)
        return _cluster("a", 1)

    with pytest.raises(RuntimeError, match="used up"):
        fresh(again, {"a0"}, tries=10)
    assert next(count) == 10
