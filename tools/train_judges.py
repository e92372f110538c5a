"""Trains the small classifiers of `assay.judges.classifier` and writes their weights: `python -m tools.train_judges [TASK…]`.

Replies are made by `tools.judge_texts`, by several makers a task. How sure a classifier must be is found on makers that it was not
trained on: each maker in turn is left out, and the least probability is taken at which few of what is decided there is wrong.
Then it is trained on all. A seed gives the same weights again; they are kept as 16-bit floats in one plain array file.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from assay.judges import _features, _ngrams
from assay.judges._pairs import MEASURES, compared
from tools.judge_texts import language, pairs, refusal, toxicity
from tools.judge_texts.around import wrapped

__all__ = ["ALONE", "TASKS", "Trained", "save", "train"]

SEED, EACH = 7, 200
"""The seed, and the replies of each maker and class."""

TASKS: dict[str, Any] = {"refusal": refusal, "toxicity": toxicity, "equivalence": pairs, "language": language}
_REGULAR = 10.0
_WRONG = {"refusal": 0.03, "toxicity": 0.125, "equivalence": 0.03, "language": 0.03}
"""The share of decided replies of makers left out that may be wrong. Insults are worded too variously for less."""
ALONE = ("Spanish", "Chinese", "abroad")
"""Makers that no other shares a language with: never left out, for one cannot learn a language from another."""
HOME = Path(__file__).parents[1] / "src/assay/judges/weights"


class Data(NamedTuple):
    """Rows of features with the class and the maker of each."""

    x: Any
    y: NDArray[np.int64]
    maker: NDArray[np.str_]


class Trained(NamedTuple):
    """Weights by feature and class, a bias a class, the probability from which to decide, and how it did on makers left out:
    (share decided, share of the decided that is wrong) by maker."""

    classes: tuple[str, ...]
    table: NDArray[np.float16]
    bias: NDArray[np.float32]
    sure: float
    left_out: dict[str, tuple[float, float]]


def data(task: str, seed: int = SEED, each: int = EACH) -> Data:
    """The made replies as features: each different text once."""
    module = TASKS[task]
    rng = random.Random(f"{seed}/{task}")
    rows = dict.fromkeys(
        (text, label, maker)
        for maker in module.MAKERS
        for label in module.CLASSES
        for text in module.made(maker, label, rng, each)
    )
    if task == "equivalence":
        x: Any = _pairs(t for t, _, _ in rows)
    elif task == "language":
        x = _texts([_ngrams.ngrams(t) for t, _, _ in rows], _ngrams.BUCKETS)
    else:
        x = _texts([_features.features(wrapped(rng, t)) for t, _, _ in rows], _features.BUCKETS)
    y = np.array([module.CLASSES.index(label) for _, label, _ in rows])
    return Data(x, y, np.array([maker for _, _, maker in rows]))


def _pairs(rows: Iterable[tuple[str, str]]) -> NDArray[np.float64]:
    return np.array([compared(*pair) for pair in rows])


def _texts(found: Sequence[NDArray[np.int64]], buckets: int) -> Any:
    values = np.concatenate([np.full(len(f), len(f) ** -0.5) for f in found])
    ends = np.cumsum([0, *map(len, found)])
    return csr_matrix((values, np.concatenate(found), ends), shape=(len(found), buckets))


@threadpool_limits.wrap(
    limits=1
)  # problems this small wait for threads longer than they take; and sums keep their order
def train(task: str, seed: int = SEED, each: int = EACH) -> Trained:
    """Weights for a task."""
    d = data(task, seed, each)
    classes = TASKS[task].CLASSES
    p = np.zeros((len(d.y), len(classes)))
    makers = [m for m in TASKS[task].MAKERS if m not in ALONE]
    for maker in makers:
        out = d.maker == maker
        p[out] = _fit(d.x[~out], d.y[~out], d.maker[~out]).predict_proba(d.x[out])
    judged = np.isin(d.maker, makers)
    said = len([c for c in classes if c != "neither"])
    sure = _threshold(p[judged], d.y[judged], _WRONG[task], said)
    whole = _fit(d.x, d.y, d.maker)
    table, bias = whole.coef_.T, whole.intercept_
    if len(classes) == 2:  # one column of log-odds of the second class, as two that add up to it
        table, bias = np.hstack([-table, table]) / 2, np.array([-bias[0], bias[0]]) / 2
    held = {m: _outcome(p[d.maker == m], d.y[d.maker == m], sure, said) for m in makers}
    return Trained(classes, table.astype(np.float16), bias.astype(np.float32), sure, held)


def _fit(x: Any, y: NDArray[np.int64], maker: NDArray[np.str_]) -> LogisticRegression:
    # every maker and class weighs the same, however often it repeats itself
    cells = [f"{m}/{c}" for m, c in zip(maker, y, strict=True)]
    counts = {cell: cells.count(cell) for cell in set(cells)}
    return LogisticRegression(C=_REGULAR, max_iter=2000, tol=1e-5).fit(
        x, y, [1000 / counts[c] / len(counts) for c in cells]
    )


def _threshold(p: NDArray[np.float64], y: NDArray[np.int64], wrong: float, said: int) -> float:
    steps = np.arange(0.5, 0.99, 0.01).round(2)
    return next((float(t) for t in steps if _outcome(p, y, t, said)[1] <= wrong), 0.99)


def _outcome(p: NDArray[np.float64], y: NDArray[np.int64], sure: float, said: int) -> tuple[float, float]:
    """The share decided for one of the first `said` classes, all but "neither", and the share of those that is wrong."""
    best = p.argmax(axis=1)
    decided = (p.max(axis=1) >= sure) & (best < said)
    return float(decided.mean()), float((best != y)[decided].mean()) if decided.any() else 0.0


def save(trained: Trained, path: Path) -> None:
    """Write the weights, in a file that `numpy.load(…, allow_pickle=False)` reads."""
    np.savez(
        path, classes=np.array(trained.classes), table=trained.table, bias=trained.bias, sure=np.float32(trained.sure)
    )


def main(tasks: Sequence[str]) -> None:
    """Train and write each task, and say how it did on makers left out."""
    for task in tasks or TASKS:
        trained = train(task)
        save(trained, HOME / f"{task}.npz")
        print(f"{task}: decides from p = {trained.sure:.2f}; {len(trained.table):,} × {len(trained.classes)} weights")
        for maker, (decided, wrong) in trained.left_out.items():
            print(f"  trained without {maker}: decides {decided:.0%}, of these wrong {wrong:.1%}")
        if task == "equivalence":
            for name, weight in zip(MEASURES, trained.table[:, 0], strict=True):
                print(f"  {weight:+.2f}  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
