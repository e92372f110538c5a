"""What the metrics of confidence share: a confidence column beside the 0/1 correctness of the same cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.errors import ProbeError
from assay.measure.base import Metric, column
from assay.measure.table import Table

__all__ = ["ConfidenceMetric", "Judged"]


@dataclass(frozen=True)
class Judged:
    """The n cases that have both numbers, and how many others were `left` out.

    `confidence` on any scale, `correct` 0 or 1, `cluster` the seed item; all of shape (n,).
    """

    confidence: NDArray[np.float64]
    correct: NDArray[np.float64]
    cluster: NDArray[np.int64]
    left: int

    def __len__(self) -> int:
        return len(self.correct)


@dataclass(frozen=True, kw_only=True)
class ConfidenceMetric(Metric):
    """A metric that sets the column `confidence` against the correctness `of`.

    An unscored case is as correct as `counts` says; a case without a confidence is left out and widens `bounds`.
    """

    confidence: str = "confidence"

    def judged(self, rows: Table, *, unit: bool) -> Judged:
        """The cases with both numbers. Raises ProbeError where correctness is not 0/1 or, with `unit`, a confidence is
        outside [0, 1]."""
        correct, confidence = rows.counted(self.of, self.counts), column(rows, self.confidence)
        known = ~(np.isnan(correct) | np.isnan(confidence))
        found = Judged(confidence[known], correct[known], rows.cluster[known], int((~known).sum()))
        graded = ~np.isin(found.correct, (0.0, 1.0))
        if graded.any():
            raise ProbeError(f"{self.name}: correctness must be 0 or 1, not {found.correct[graded][0]:g}")
        outside = (found.confidence < 0) | (found.confidence > 1)
        if unit and outside.any():
            odd = found.confidence[outside][0]
            raise ProbeError(f"{self.name}: a confidence of {odd:g} lies outside 0 to 1; mend the judge")
        return found
