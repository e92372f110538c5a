"""Why no small classifier follows the rule of groundedness: what it leaves open, likeness cannot tell."""

from __future__ import annotations

import random

import numpy as np

from tools.judge_texts.claims import MAKERS, made
from tools.measure_claims import measure


def test_claims_are_made_in_pairs_about_the_text_that_they_are_shown_with() -> None:
    for maker in MAKERS:
        rows = made(maker, random.Random(3), 40)
        assert rows == made(maker, random.Random(3), 40)
        assert [row.said for row in rows] == [True, False] * 40
        assert not any("{" in row.text + row.claim for row in rows)
        assert len({row.claim for row in rows}) > 30


def test_the_rule_leaves_claims_in_other_words_open_and_likeness_tells_few_of_them_rightly() -> None:
    decided, p, said, _ = measure(each=40)
    assert decided == 0
    sure = np.maximum(p, 1 - p)
    wrong = (p >= 0.5) != said
    assert wrong.mean() > 0.2
    assert (sure >= 0.9).mean() < 0.25
