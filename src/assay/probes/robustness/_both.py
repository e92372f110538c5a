"""Being right both times: on a question as it is and on another form of it, a measure that consistency alone is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from assay.measure.table import Table
from assay.records import Outcome

__all__ = ["NOT_RIGHT", "both_right"]

NOT_RIGHT: dict[Outcome, float] = {"refused": 0.0, "unparsed": 0.0}
"""A question that is not answered is not answered right."""


def both_right(against: str, counts: Mapping[Outcome, float] = NOT_RIGHT) -> Callable[[Table], float | None]:
    """The share of rows of the arm `against` that are right together with the original of their cluster: the worst of
    two asks. `counts` is what other outcomes count as."""

    def share(table: Table) -> float | None:
        values = table.counted("value", counts)
        arm = table.text.get("arm")
        if arm is None:
            return None
        original = np.full(int(table.cluster.max()) + 1, np.nan)
        base = arm == "original"
        original[table.cluster[base]] = values[base]
        rows = arm == against
        worst = np.minimum(values[rows], original[table.cluster[rows]])
        worst = worst[~np.isnan(worst)]
        return float(worst.mean()) if len(worst) else None

    return share
