"""Agreement between labellers, against published examples and other implementations."""

from __future__ import annotations

import random

import pytest
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from assay.measure.agreement import cohen_kappa, krippendorff_alpha

# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example C: four observers, twelve units
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "1233244125 1.".replace(" ", ""))


def test_alpha_is_that_of_krippendorffs_own_example():
    units = ["".join(column).replace(".", "") for column in zip(*OBSERVERS, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_has_its_ends():
    assert krippendorff_alpha([("a", "a"), ("b", "b", "b")]) == 1
    assert krippendorff_alpha([("a", "b")] * 50) == pytest.approx(-1, abs=0.03)
    assert krippendorff_alpha([("a", "a"), ("a",)]) is None
    assert krippendorff_alpha([]) is None
    rng = random.Random(0)
    assert krippendorff_alpha([rng.choices("ab", k=2) for _ in range(5000)]) == pytest.approx(0, abs=0.04)


def test_kappa_is_that_of_statsmodels_and_the_prevalence_stands_beside_it():
    rng = random.Random(1)
    pairs = [
        (label, label if rng.random() < 0.8 else rng.choice("abc")) for label in rng.choices("abc", (90, 8, 2), k=500)
    ]
    found = cohen_kappa(pairs, "a")
    table, _ = to_table([[ord(x) for x in pair] for pair in pairs])
    assert found.kappa == pytest.approx(cohens_kappa(table, return_results=False))
    assert found.agreement == sum(a == b for a, b in pairs) / 500
    assert found.prevalence == (sum(a == "a" for a, _ in pairs) / 500, sum(b == "a" for _, b in pairs) / 500)


def test_kappa_says_nothing_where_there_is_one_label_only():
    assert cohen_kappa([("a", "a")] * 9, "a") == (9, 1.0, None, (1.0, 1.0))
    assert cohen_kappa([], "a") is None
