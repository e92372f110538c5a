"""Conformal sets against sums done by hand and by another program's way, and against the law that they must obey."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy.stats import entropy as scipy_entropy

from assay.errors import ProbeError
from assay.measure import conformal, entropy
from assay.measure.split_conformal import prediction_sets, threshold
from assay.measure.table import Table
from assay.records import Case, Verdict

NAMES = ("a", "b", "c")


def table(probabilities: Sequence[Sequence[float]], truths: Sequence[int], tags: Sequence[str] = ()) -> Table:
    rows = []
    for i, (ps, truth) in enumerate(zip(probabilities, truths, strict=True)):
        extra = dict(zip(NAMES, map(float, ps), strict=True)) | {"truth": float(truth)}
        case = Case(prompt="?", cluster=f"c{i}", id=f"{i:06d}", tags={"part": tags[i]} if tags else {})
        rows.append((case, Verdict("scored", 1.0, extra=extra)))
    return Table.of(rows)


def read(rows: Table, reading: Any, **more: Any) -> float | None:
    metric = conformal("m", reading, options=NAMES, **more)
    found = metric.estimate(rows, rng=np.random.default_rng(0)).estimate
    return None if found is None else found.value


def test_the_threshold_is_the_ranked_calibration_score() -> None:
    scores = np.array([0.9, 0.1, 0.5, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6])
    assert threshold(scores, 0.5) == 0.5  # the 5th of 9
    assert threshold(scores, 0.7) == 0.7
    assert threshold(scores, 0.9) == 0.9  # the 9th of 9
    assert threshold(scores, 0.95) is None
    assert threshold(np.array([]), 0.5) is None


def test_an_option_at_the_threshold_is_in_the_set() -> None:
    inside = prediction_sets(np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4]]), 1 - 0.3)
    assert inside.tolist() == [[True, False, False], [True, True, True]]


def test_a_shift_is_what_another_way_of_reckoning_finds() -> None:
    """One selection calibrates for the other, set against sorted lists and loops."""
    rng = np.random.default_rng(5)
    probabilities = rng.dirichlet((1, 1, 1), size=90)
    truths = [int(rng.choice(3, p=p)) for p in probabilities]
    tags = ["old"] * 40 + ["new"] * 50
    rows = table(probabilities.tolist(), truths, tags)
    for coverage in (0.6, 0.8, 0.9):
        scores = sorted(1 - probabilities[i][truths[i]] for i in range(40))
        q = scores[math.ceil(41 * coverage) - 1]
        sets = [{k for k in range(3) if 1 - probabilities[i][k] <= q + 1e-12} for i in range(40, 90)]
        wanted = {
            "coverage": sum(truths[40 + j] in s for j, s in enumerate(sets)) / 50,
            "size": sum(map(len, sets)) / 50,
            "certain": sum(s == {truths[40 + j]} for j, s in enumerate(sets)) / 50,
        }
        more = {"coverage": coverage, "calibrate": {"part": "old"}, "test": {"part": "new"}}
        assert {name: read(rows, name, **more) for name in wanted} == pytest.approx(wanted)


def test_sure_and_right_needs_one_option_and_sure_and_wrong_needs_them_all() -> None:
    right = table([[1, 0, 0]] * 40, [0] * 40)
    assert [read(right, r) for r in ("coverage", "size", "certain")] == [1, 1, 1]
    wrong = table([[1, 0, 0]] * 40, [1] * 40)
    assert [read(wrong, r) for r in ("coverage", "size", "certain")] == [1, 3, 0]


def test_no_question_is_judged_by_a_threshold_that_saw_it() -> None:
    """Rows of one seed item lie in one half: a question asked twice must not calibrate itself."""
    rows = []
    for i in range(60):
        extra = {"a": 0.5 + i / 200, "b": 0.5 - i / 200, "c": 0.0, "truth": 0.0}
        rows += [
            (Case(prompt="?", cluster=f"c{i}", id=f"{i:03d}-{j}"), Verdict("scored", 1.0, extra=extra))
            for j in range(2)
        ]
    metric: Any = conformal("m", "coverage", options=NAMES)
    halves = metric._halves(Table.of(rows), np.ones(120, bool))
    clusters = Table.of(rows).cluster
    for given, asked in halves:
        assert not set(clusters[given]) & set(clusters[asked])
        assert given.sum() + asked.sum() == 120
        assert 50 <= given.sum() <= 70


def test_coverage_is_the_stated_one_on_average_whatever_the_model_knows() -> None:
    rng = np.random.default_rng(2)
    for sharp, skill in product((0.3, 3.0), (0.0, 1.0)):
        found = []
        for _ in range(150):
            probabilities = rng.dirichlet((sharp,) * 3, size=60)
            truths = [int(rng.choice(3, p=skill * p + (1 - skill) / 3)) for p in probabilities]
            found.append(read(table(probabilities.tolist(), truths), "coverage", coverage=0.8))
        # at least 0.8, and at most 1/(n + 1) more with 30 that calibrate
        assert 0.8 - 0.01 < float(np.mean(found)) < 0.8 + 1 / 31 + 0.01, (sharp, skill)


def test_the_sets_of_who_knows_nothing_hold_the_coverage_times_all_options() -> None:
    rng = np.random.default_rng(3)
    probabilities = rng.dirichlet((1, 1, 1), size=3_000)
    rows = table(probabilities.tolist(), rng.integers(3, size=3_000).tolist())
    metric = conformal("m", "size", options=NAMES, coverage=0.8)
    result = metric.estimate(rows, rng=rng)
    assert result.estimate is not None and result.null is not None
    assert result.null.value == pytest.approx(2.4)
    assert result.estimate.low <= 2.4 <= result.estimate.high


def test_too_few_to_calibrate_is_no_score_and_no_full_marks() -> None:
    for reading in ("coverage", "size", "certain"):
        assert read(table([[1, 0, 0]] * 16, [0] * 16), reading) is None
        assert read(table([], []), reading) is None


def test_refusals_count_as_declared_and_widen_the_bounds() -> None:
    rows = [
        (
            Case(prompt="?", cluster=f"c{i}", id=f"{i:03d}"),
            Verdict("scored", 1.0, extra={"a": 1, "b": 0, "c": 0, "truth": 0}),
        )
        if i % 2
        else (Case(prompt="?", cluster=f"c{i}", id=f"{i:03d}"), Verdict("refused"))
        for i in range(80)
    ]
    counted = conformal("m", "certain", options=NAMES, counts={"refused": 0.0})
    assert read(Table.of(rows), "certain") == 1.0
    result = counted.estimate(Table.of(rows), rng=np.random.default_rng(0))
    assert result.estimate is not None and (result.estimate.value, result.estimate.n) == (0.5, 80)
    open_ended = conformal("m", "certain", options=NAMES).estimate(Table.of(rows), rng=np.random.default_rng(0))
    assert open_ended.bounds == (0.5, 1.0)


def test_wrong_declarations_are_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match="both calibrate= and test="):
        conformal("m", "size", options=NAMES, calibrate={"part": "old"})
    with pytest.raises(ValueError, match="between 0 and 1"):
        conformal("m", "size", options=NAMES, coverage=1.0)
    same = [
        (Case(prompt="?", cluster="c", id=str(i), tags={"part": p}), Verdict("refused")) for i, p in enumerate("on")
    ]
    with pytest.raises(ProbeError, match="both the calibration and the test"):
        read(Table.of(same), "size", calibrate={"part": "o"}, test={"part": "n"})


@pytest.mark.parametrize("meanings", ["a", "aaaaa", "aabbb", "abcde", "aabbc"])
def test_entropy_is_that_of_the_shares(meanings: str) -> None:
    counts = [meanings.count(m) for m in set(meanings)]
    assert entropy(list(meanings)) == pytest.approx(scipy_entropy(counts))
    assert 0 <= entropy(list(meanings)) <= math.log(len(meanings))


def test_entropy_of_few_samples_falls_short_by_as_much_as_is_said() -> None:
    for k, said in ((5, 0.59), (10, 0.64)):
        expected = sum(math.comb(k, i) / 2**k * entropy(["a"] * i + ["b"] * (k - i)) for i in range(k + 1))
        assert expected == pytest.approx(said, abs=0.02)
        assert expected == pytest.approx(math.log(2) - 1 / (2 * k), abs=0.02)
    with pytest.raises(ValueError, match="no samples"):
        entropy([])
