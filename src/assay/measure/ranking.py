"""How well a confidence tells right answers from wrong ones: AUROC, AURC and AUGRC."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from msgspec.structs import replace as with_fields
from numpy.typing import NDArray

from assay.measure.base import Metric, Result, hull
from assay.measure.confidence import ConfidenceMetric, Judged
from assay.measure.estimates import bounded_mean, cluster_index, influence_interval, normal_quantile
from assay.measure.table import Table
from assay.records import Estimate

__all__ = ["area", "augrc", "aurc", "auroc"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class _Auroc(ConfidenceMetric):
    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        found = self.judged(rows, unit=False)
        right, n = int(found.correct.sum()), len(found)
        pairs = right * (n - right)
        if not pairs:
            return Result(None, rows.outcomes(), self._bounds(0.0, right, n - right, found.left))
        estimate = area(found.confidence, found.correct == 1, found.cluster, level)
        half = normal_quantile(0.5 + level / 2) * ((n + 1) / (12 * pairs)) ** 0.5
        null = Estimate(value=0.5, low=max(0.0, 0.5 - half), high=min(1.0, 0.5 + half), interval="rank sum", n=n)
        bounds = self._bounds(estimate.value * pairs, right, n - right, found.left)
        return Result(estimate, rows.outcomes(), hull(bounds, estimate.value) if bounds else None, null)

    @staticmethod
    def _bounds(won: float, right: int, wrong: int, left: int) -> tuple[float, float] | None:
        """Over every number k of right ones among the cases left out, all of them ranked worst, or all best."""
        k = np.arange(left + 1)
        pairs = (right + k) * (wrong + left - k)
        pairs = pairs[pairs > 0]
        if not len(pairs):
            return None
        return float((won / pairs).min()), float(((won + pairs - right * wrong) / pairs).max())


def area(scores: Floats, positive: NDArray[np.bool_], cluster: Ints, level: float = 0.95) -> Estimate:
    """The area under the ROC curve of scores on any scale, in [0, 1]: see `auroc`. Both classes must be there."""
    # how many of the other class a case is on the right side of: its placement value (DeLong et al. 1988)
    wins = _share_below(scores[positive], scores[~positive])
    losses = 1.0 - _share_below(scores[~positive], scores[positive])
    value = float(wins.mean())
    influence = np.empty(len(scores))
    influence[positive] = (wins - value) / positive.sum()
    influence[~positive] = (losses - value) / (~positive).sum()
    index, groups = cluster_index(cluster)
    # The variance of an AUROC is at most A(1 − A) over the smaller class (Birnbaum & Klose 1957).
    least = min(_effective(index[part], groups) for part in (positive, ~positive))
    low, high = influence_interval(value, influence, index, groups, least, level)
    name = "score" if groups == len(scores) else "clustered score"
    return Estimate(value=value, low=low, high=high, interval=name, n=len(scores), clusters=groups)


def _share_below(values: Floats, others: Floats) -> Floats:
    """For each value the share of the others that are less, ties half."""
    ordered = np.sort(others)
    less = np.searchsorted(ordered, values, side="left")
    return (less + np.searchsorted(ordered, values, side="right")) / (2 * len(others))


def _effective(index: Ints, groups: int) -> float:
    """The number of independent cases there are at least: n²/Σm², as if clusters were wholly correlated."""
    sizes = np.bincount(index, minlength=groups).astype(np.float64)
    return float(sizes.sum() ** 2 / (sizes**2).sum())


def auroc(name: str = "auroc", *, confidence: str = "confidence", **common: Any) -> Metric:
    """The chance that a right answer has more confidence than a wrong one, ties half: in [0, 1], 0.5 is guessing.

    No estimate where all answers are right or all are wrong. The interval is a score interval on the variance of the
    clustered placement values (DeLong et al. 1988, Obuchowski 1997), open at 0 and 1. The null is the range in which
    a confidence that knows nothing reads. Confidence may be on any scale.
    """
    return _Auroc(name=name, better="higher", confidence=confidence, **{"chance": 0.5, **common})


@dataclass(frozen=True, kw_only=True)
class _RiskCoverage(ConfidenceMetric):
    generalised: bool = False

    def estimate(self, table: Table, *, level: float = 0.95, rng: np.random.Generator) -> Result:
        rows = self.rows(table)
        found = self.judged(rows, unit=False)
        n = len(found)
        if not n:
            return Result(None, rows.outcomes(), self.range if len(rows) else None)
        value, influence = _risk_coverage(found, generalised=self.generalised)
        index, groups = cluster_index(found.cluster)
        # AUGRC lies in [0, 1/2]; the interval is made on the scale of its range. Surer answers weigh more: the weights
        # ln(1/coverage) of AURC are worth n/2 equal ones, those of AUGRC, 2(1 − coverage), are worth 3n/4.
        top = self.range[1]
        least = _effective(index, groups) * (0.75 if self.generalised else 0.5)
        limits = influence_interval(value / top, influence / top, index, groups, least, level)
        estimate = Estimate(
            value=value,
            low=min(limits[0] * top, value),
            high=max(limits[1] * top, value),
            interval="score" if groups == n else "clustered score",
            n=n,
            clusters=groups,
        )
        ends = [_risk_coverage(_surest(found, right), generalised=self.generalised)[0] for right in (1.0, 0.0)]
        null = bounded_mean(1 - found.correct, found.cluster, (0.0, 1.0), level)
        if null and self.generalised:
            null = with_fields(null, value=null.value / 2, low=null.low / 2, high=null.high / 2)
        return Result(estimate, rows.outcomes(), hull((ends[0], ends[1]), value), null)


def _surest(found: Judged, right: float) -> Judged:
    """With the cases left out put in as the surest, all right or all wrong: the best and the worst they can be."""
    sure = np.full(found.left, found.confidence.max() + 1)
    return replace(
        found,
        confidence=np.concatenate([sure, found.confidence]),
        correct=np.concatenate([np.full(found.left, right), found.correct]),
    )


def _risk_coverage(found: Judged, *, generalised: bool) -> tuple[float, Floats]:
    """The area, and the influence of each case on it. Tied cases are in every order at once, so that none matters."""
    n = len(found)
    order = np.argsort(-found.confidence, kind="stable")
    c, loss = found.confidence[order], 1 - found.correct[order]
    starts = np.flatnonzero(np.diff(c, prepend=np.inf) != 0)
    sizes = np.diff(starts, append=n)

    def tied(values: Floats) -> Floats:
        """Each value replaced by the mean over the cases with the same confidence."""
        return np.repeat(np.add.reduceat(values, starts) / sizes, sizes)

    k = np.arange(1, n + 1)
    wrong = np.cumsum(tied(loss))
    if generalised:
        # Trapezoids from (0, 0): the joint rate of being answered and wrong, over coverage.
        joint = (wrong - tied(loss) / 2) / n
        value = float(joint.mean())
        part = tied(joint) + loss * tied((n - k + 0.5) / n) - 2 * value
    else:
        risk = wrong / k
        value = float(risk.mean())
        after = np.cumsum((1.0 / k)[::-1])[::-1]
        risk_after = np.cumsum((risk / k)[::-1])[::-1]
        part = tied(risk) - value + loss * tied(after) - tied(risk_after)
    influence = np.empty(n)
    influence[order] = part / n
    return value, influence


def aurc(name: str = "aurc", *, confidence: str = "confidence", **common: Any) -> Metric:
    """Area under the risk-coverage curve (Geifman & El-Yaniv 2017), in [0, 1], lower is better.

    The mean over coverages k/n of the error rate among the k surest answers: 0 if all are right, 1 if all are wrong.
    Ties are averaged over their orders. The null is the error rate, which is the area of a confidence that knows
    nothing. The interval rests on the influence of each case (coverage 0.94–0.97 at n = 20, 50, 200 of three laws,
    2,000 runs each, nominal 0.95). Confidence may be on any scale.
    """
    return _RiskCoverage(name=name, better="lower", confidence=confidence, **common)


def augrc(name: str = "augrc", *, confidence: str = "confidence", **common: Any) -> Metric:
    """Area under the generalised risk-coverage curve (Traub et al. 2024), in [0, 1/2], lower is better.

    The mean over coverages of the share of all cases that are answered and wrong; (1 − AUROC)·a·(1 − a) + (1 − a)²/2 at
    accuracy a. The null is half the error rate. Less ruled by the few surest answers than AURC.
    """
    return _RiskCoverage(
        name=name, better="lower", confidence=confidence, generalised=True, **{"range": (0.0, 0.5), **common}
    )
