"""Measures whether a small classifier could decide claims that the groundedness rule leaves open: `python -m tools.measure_claims`.

It is trained on likeness to the sentence that a claim is nearest to, and judged on makers that it was not trained on. What came of it
stands in `docs/judges.md`; nothing in the package uses it.
"""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assay.judges._claims import Claim, check, split_claims
from assay.judges._text import sentences
from tools.judge_texts.claims import MAKERS, Claimed, made

__all__ = ["measure"]

SEED, EACH = 7, 150


def by_rule(c: Claimed) -> str:
    """What the rule finds of a claim: supported, unsupported or unsure."""
    found = {finding for _, finding, _, _ in check(split_claims(c.claim), c.text)}
    return next(f for f in ("unsupported", "unsure", "supported") if f in found)


def likeness(c: Claimed) -> list[float]:
    """A dozen measures, each in [0, 1], of a claim and the sentence that shares most names, numbers and words with it."""
    claim, told = Claim.of(c.claim), [Claim.of(sentence) for sentence in sentences(c.text)]
    near = max(
        told, key=lambda s: sum(map(len, (claim.names & s.names, claim.numbers & s.numbers, claim.stems & s.stems)))
    )
    common = len(claim.stems & near.stems)
    words = [
        max((SequenceMatcher(None, a, b, autojunk=False).ratio() for b in sorted(near.stems)), default=0.0)
        for a in sorted(claim.stems)
    ] or [0.0]
    mine, theirs = _pieces(claim.text), _pieces(near.text)
    return [
        common / max(len(claim.stems), 1),
        common / max(len(near.stems), 1),
        bool(claim.names & near.names),
        bool(claim.numbers) and claim.numbers <= near.numbers,
        bool(claim.numbers),
        bool(near.numbers),
        claim.denies != near.denies,
        min(words),
        float(np.mean(words)),
        max(words),
        len(mine & theirs) / max(len(mine), 1),
        min(len(claim.stems - near.stems), 6) / 6,
        not common,
    ]


def _pieces(text: str) -> set[str]:
    return {text[i : i + 3].lower() for i in range(len(text) - 2)}


def measure(seed: int = SEED, each: int = EACH) -> tuple[int, NDArray[np.float64], NDArray[np.bool_], NDArray[np.str_]]:
    """How many of the claims the rule decides; and of those that it leaves open the probability of being said, by a classifier that
    was not trained on their maker, whether they are said, and their maker."""
    rng = random.Random(seed)
    rows = [(c, maker) for maker in MAKERS for c in made(maker, rng, each)]
    left = [(c, maker) for c, maker in rows if by_rule(c) == "unsure"]
    x, said = np.array([likeness(c) for c, _ in left], dtype=np.float64), np.array([c.said for c, _ in left])
    makers, p = np.array([maker for _, maker in left]), np.zeros(len(left))
    for maker in MAKERS:
        out = makers == maker
        p[out] = LogisticRegression(C=10.0, max_iter=3000).fit(x[~out], said[~out]).predict_proba(x[out])[:, 1]
    return len(rows) - len(left), p, said, makers


def main() -> None:
    """Print, for several thresholds, the share decided and the share of these that is wrong, in all and by maker."""
    decided, p, said, makers = measure()
    print(f"the rule decides {decided} of {decided + len(p)} claims in other words")
    for sure in (0.5, 0.7, 0.8, 0.9, 0.95):
        parts = []
        for name in ("all", *MAKERS):
            own = np.ones(len(p), bool) if name == "all" else makers == name
            told = own & (np.maximum(p, 1 - p) >= sure)
            wrong = ((p >= 0.5) != said)[told]
            no = told & (p < 0.5)
            parts.append(
                f"{name} {told.sum() / own.sum():.1%} ({wrong.mean() if len(wrong) else 0:.1%} wrong, {no.sum()} no)"
            )
        print(f"p ≥ {sure}: {'; '.join(parts)}")


if __name__ == "__main__":
    main()
