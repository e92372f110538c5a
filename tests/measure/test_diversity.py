"""Measures of diversity: the ends of their ranges, worked examples, and what must not matter."""

from __future__ import annotations

import math
import random
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.measure import diversity as d

SAME = ["the cat sat on the mat today"] * 20
APART = [" ".join(f"w{i}x{j}" for j in range(8)) for i in range(20)]


def test_texts_that_are_all_one_are_worst_by_every_measure() -> None:
    found = d.diversity(SAME)
    assert (found.duplicates, found.near_duplicates) == (1.0, 1.0)
    assert found.self_similarity == pytest.approx(1.0)
    assert found.vendi == pytest.approx(1.0)
    # no set of 20 texts of these lengths repeats itself more
    assert found.distinct_2 == pytest.approx(1 / 20)
    assert found.distinct_1 == pytest.approx(6 / 140)
    assert (found.n, found.compared) == (20, 20)


def test_texts_with_nothing_in_common_are_best_by_every_measure() -> None:
    found = d.diversity(APART)
    assert (found.duplicates, found.near_duplicates) == (0.0, 0.0)
    assert (found.distinct_1, found.distinct_2, found.mattr) == (1.0, 1.0, 1.0)
    assert found.self_similarity == pytest.approx(0.0, abs=0.005)
    assert found.vendi == pytest.approx(20.0, rel=0.01)


def test_a_worked_example() -> None:
    texts = ["a b c d", "a b c e", "x y z"]
    # pairs: {ab, bc, cd}, {ab, bc, ce}, {xy, yz}: 2 of 4 in common, then none twice
    assert d.self_similarity(texts) == pytest.approx(0.5 / 3)
    assert d.distinct_n(texts, 2) == pytest.approx(6 / 8)
    assert d.distinct_n(texts, 1) == pytest.approx(8 / 11)
    assert d.near_duplicates(texts) == 0.0 and d.near_duplicates(texts, threshold=0.5) == pytest.approx(1 / 2)
    assert d.duplicates([*texts, "x y z"]) == pytest.approx(1 / 3)


def test_the_vendi_score_by_its_formula_for_two_texts() -> None:
    """Two texts with cosine c have the eigenvalues (1 ± c)/2."""
    # words and pairs: {a, b, ab} and {a, c, ac}: c = 1/3
    c = 1 / 3
    wanted = math.exp(-sum(x * math.log(x) for x in ((1 + c) / 2, (1 - c) / 2)))
    assert d.vendi(["a b", "a c"]) == pytest.approx(wanted)


@settings(deadline=None)
@given(st.integers(1, 6), st.integers(1, 5))
def test_the_vendi_score_of_groups_of_equal_texts_is_the_number_of_groups(groups: int, size: int) -> None:
    assert d.vendi([APART[g] for g in range(groups) for _ in range(size)]) == pytest.approx(groups, rel=0.01)


@settings(deadline=None)
@given(st.lists(st.text("ab c", max_size=12), min_size=2, max_size=8))
def test_self_similarity_is_the_mean_over_pairs_of_sets(texts: list[str]) -> None:
    def pairs(text: str) -> set[tuple[str, ...]]:
        words = text.split()
        return set(pairwise(words)) or {(text,)}

    wanted = np.mean([len(pairs(x) & pairs(y)) / len(pairs(x) | pairs(y)) for x, y in combinations(texts, 2)])
    # a text of one word or none is its own gram, by its own spelling
    assert d.self_similarity(texts) == pytest.approx(float(wanted), abs=1e-6)


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=10), st.randoms())
def test_measures_lie_in_their_ranges_for_any_texts_in_any_order(texts: list[str], rng: random.Random) -> None:
    found = d.diversity(texts)
    for name in ("duplicates", "near_duplicates", "self_similarity", "distinct_1", "distinct_2", "mattr"):
        assert 0 <= getattr(found, name) <= 1 + 1e-9, name
    assert 1 - 1e-9 <= found.vendi <= len(texts) + 1e-6
    mixed = d.diversity(rng.sample(texts, len(texts)))
    assert (mixed.vendi, mixed.duplicates) == pytest.approx((found.vendi, found.duplicates))


def test_the_moving_window_does_not_fall_with_length() -> None:
    words = [f"w{i % 40}" for i in range(4000)]
    short, long = " ".join(words[:400]), " ".join(words)
    assert d.mattr([short]) == pytest.approx(d.mattr([long])) == pytest.approx(40 / 50)
    assert d.mattr(["a b a"], window=2) == 1.0 and d.mattr(["a a b"], window=2) == pytest.approx(3 / 4)


def test_chinese_is_read_by_characters() -> None:
    assert d.distinct_n(["你好你好"], 1) == 0.5
    assert d.self_similarity(["今天天气很好", "今天天气不好"]) == pytest.approx(3 / 7)


def test_many_texts_are_thinned_evenly_for_pairs_and_not_for_duplicates() -> None:
    texts = [f"text number {i}" for i in range(2_000)]
    found = d.diversity([*texts, texts[0]])
    assert (found.n, found.compared) == (2_001, 500)
    assert found.duplicates == pytest.approx(1 / 2_000) and found.near_duplicates == 0.0


@pytest.mark.parametrize("name", ["vendi", "mattr", "duplicates", "near_duplicates", "self_similarity", "diversity"])
def test_no_texts_have_no_diversity(name: str) -> None:
    with pytest.raises(ValueError, match="at least one"):
        getattr(d, name)([])
