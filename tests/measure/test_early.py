"""One case's part in a mean is what the table makes of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay import measure
from assay.errors import ProbeError
from assay.measure.metrics import Metric
from assay.records import OUTCOMES
from tests.measure.rows import row, table

METRICS: tuple[Metric, ...] = (
    measure.rate("plain", better="higher"),
    measure.rate("strict", better="higher", counts={"refused": 0.0, "unparsed": 0.0}),
    measure.rate("original", better="higher", where={"variation": ""}),
    measure.rate("arm", better="lower", where={"arm": ("a", "b"), "label": "yes"}, counts={"blocked": 1.0}),
    measure.mean("priced", better="higher", range=(-1.0, 1.0), of="price"),
)

CASES = st.lists(
    st.tuples(
        st.sampled_from(OUTCOMES),
        st.sampled_from([0.0, 0.5, 1.0]),
        st.sampled_from(["", "typos"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["yes", "no"]),
        st.sampled_from([None, -1.0, 0.25]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
@settings(deadline=None)  # the first call imports
@given(found=CASES)
def test_a_case_alone_counts_as_it_does_in_the_table(metric, found):
    rows = [
        row(i, value, outcome=outcome, variation=variation, arm=arm, label=label,
            extra={} if price is None else {"price": price})
        for i, (outcome, value, variation, arm, label, price) in enumerate(found)
    ]  # fmt: skip
    looked = metric.rows(table(rows))
    in_table = looked.counted(metric.of, metric.counts)
    alone = [metric.counted(case, verdict) for case, verdict in rows]
    assert metric.is_mean
    assert np.array_equal([v for v in alone if v is not None], in_table, equal_nan=True)
    result = metric.estimate(table(rows), rng=np.random.default_rng(1)).estimate
    known = [v for v in alone if v is not None and not math.isnan(v)]
    assert (result is None) == (not known)
    if result:
        assert result.value == pytest.approx(float(np.mean(known)))


def test_a_value_outside_the_range_is_the_probes_mistake():
    metric = measure.rate("share", better="higher")
    with pytest.raises(ProbeError, match=r"share: a measurement of 2 lies outside .* mend the judge"):
        metric.counted(*row(1, 2.0))


@pytest.mark.parametrize(
    "metric",
    [
        measure.difference("gap", a={"arm": "a"}, b={"arm": "b"}, better="zero"),
        measure.worst_case("worst"),
        measure.ece(),
        measure.brier(),
        measure.auroc(),
    ],
    ids=lambda m: m.name,
)
def test_what_is_no_mean_over_cases_says_so(metric):
    assert not metric.is_mean
    with pytest.raises(NotImplementedError, match="no mean over cases"):
        metric.counted(*row(1))
