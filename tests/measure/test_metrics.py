"""What the declared metrics make of judged cases: values, outcomes, bounds, nulls."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay import measure
from assay.errors import ProbeError
from assay.measure.base import Metric, Result
from assay.measure.estimates import wilson
from assay.measure.table import Table
from assay.records import OUTCOMES, Outcome, Verdict
from tests.measure.rows import Row, rng, row, table, values

NONE_AT_ALL = table([])
ALL_ERRORS = table(row(i, None, outcome="error") for i in range(10))


def top(t: Table) -> float | None:
    """The greatest value, undefined of none."""
    there = t.columns["value"][~np.isnan(t.columns["value"])]
    return float(there.max()) if len(there) else None


def share(t: Table) -> float | None:
    """The mean of what is there, undefined of nothing."""
    there = t.columns["value"][~np.isnan(t.columns["value"])]
    return float(there.mean()) if len(there) else None


METRICS: dict[str, Metric] = {
    "rate": measure.rate("rate", better="higher"),
    "mean": measure.mean("mean", better="lower", range=(0.0, 1.0)),
    "difference": measure.difference("difference", a={"variation": ""}, b={"variation": "typo"}, better="zero"),
    "columns": measure.difference("columns", of=("value", "after"), better="zero"),
    "consistency": measure.consistency("consistency", base={"variation": ""}, against={"variation": "typo"}),
    "worst": measure.worst_case("worst"),
    "statistic": measure.statistic("statistic", top, better="higher", range=(0, 1)),
    "ece": measure.ece(),
    "adaptive_ece": measure.ece("adaptive_ece", adaptive=True),
    "brier": measure.brier(),
    "auroc": measure.auroc(),
    "aurc": measure.aurc(),
    "augrc": measure.augrc(),
}

row_specs = st.tuples(
    st.sampled_from(OUTCOMES),
    st.sampled_from([0.0, 1.0]),
    st.integers(0, 5),
    st.sampled_from(["", "typo"]),
    st.sampled_from(["a", "b"]),
    st.floats(0, 1),
    st.sampled_from([0.0, 1.0]),
)


def build(specs: list[tuple[Outcome, float, int, str, str, float, float]]) -> list[Row]:
    return [
        row(
            i,
            value,
            outcome=outcome,
            cluster=cluster,
            variation=v,
            label=label,
            extra={"confidence": c, "after": after},
        )
        for i, (outcome, value, cluster, v, label, c, after) in enumerate(specs)
    ]


def measured(metric: Metric, of: Table, seed: int = 0) -> Result:
    return metric.estimate(of, rng=rng(seed))


@pytest.mark.parametrize("name", METRICS)
def test_nothing_asked_has_no_score_and_no_bounds(name: str) -> None:
    assert measured(METRICS[name], NONE_AT_ALL) == Result(None, dict.fromkeys(OUTCOMES, 0), None, None)


@pytest.mark.parametrize("name", METRICS)
def test_nothing_but_errors_has_no_score_and_open_bounds(name: str) -> None:
    metric = METRICS[name]
    rows = [row(i, None, outcome="error", cluster=i // 2, variation=("", "typo")[i % 2]) for i in range(10)]
    found = measured(metric, table(rows))
    assert found.estimate is None and found.null is None
    assert found.outcomes == {"scored": 0, "refused": 0, "blocked": 0, "unparsed": 0, "error": 10}
    assert found.bounds == metric.range


@pytest.mark.parametrize("name", METRICS)
@settings(max_examples=40, deadline=None)
@given(specs=st.lists(row_specs, max_size=24))
def test_laws_of_every_metric(name: str, specs: list[tuple[Outcome, float, int, str, str, float, float]]) -> None:
    metric, rows = METRICS[name], build(specs)
    found = measured(metric, table(rows))
    low, high = metric.range
    if found.estimate:
        e = found.estimate
        assert low <= e.low <= e.value <= e.high <= high
        assert e.high > e.low and e.n > 0 and 0 < e.clusters <= max(e.n, len(rows))
        assert found.bounds is not None
        assert found.bounds[0] - 1e-9 <= e.value <= found.bounds[1] + 1e-9
    if found.bounds is not None:
        assert low - 1e-9 <= found.bounds[0] <= found.bounds[1] <= high + 1e-9
    assert sum(found.outcomes.values()) <= len(rows)
    random.Random(1).shuffle(rows)
    assert measured(metric, table(rows)) == found  # neither the order of rows nor a second look changes anything


@pytest.mark.parametrize("name", METRICS)
@settings(max_examples=40, deadline=None)
@given(specs=st.lists(row_specs, min_size=1, max_size=24))
def test_bounds_close_where_nothing_was_left_out(
    name: str, specs: list[tuple[Outcome, float, int, str, str, float, float]]
) -> None:
    rows = [(c, replace_verdict(v)) for c, v in build(specs)]
    found = measured(METRICS[name], table(rows))
    # A case without a partner is left out of a paired difference.
    if found.estimate and name != "difference":
        assert found.bounds == pytest.approx((found.estimate.value, found.estimate.value), abs=1e-9)


def replace_verdict(v: Verdict) -> Verdict:
    """The same verdict, scored."""
    return Verdict("scored", 1.0 if v.value is None else v.value, label=v.label, extra=v.extra)


# rate and mean


def test_rate_counts_what_it_is_told_to() -> None:
    rows = [row(0, 1.0), row(1, 0.0), row(2, None, outcome="refused"), row(3, None, outcome="unparsed")]
    rows.append(row(4, None, outcome="error"))
    bare = measured(measure.rate("r", better="higher"), table(rows))
    assert bare.estimate is not None
    assert (bare.estimate.value, bare.estimate.n) == (0.5, 2)
    assert bare.bounds == (0.2, 0.8)
    told = measured(measure.rate("r", better="higher", counts={"refused": 0.0, "unparsed": 1.0}), table(rows))
    assert told.estimate is not None
    assert (told.estimate.value, told.estimate.n) == (0.5, 4)
    assert told.bounds == (0.4, 0.6)
    assert bare.outcomes == told.outcomes == {"scored": 2, "refused": 1, "blocked": 0, "unparsed": 1, "error": 1}


def test_an_error_can_never_be_given_a_value() -> None:
    with pytest.raises(ValueError, match="'error' and 'scored' cannot be given a value"):
        measure.rate("r", better="higher", counts={"error": 0.0})


def test_rate_is_a_wilson_interval_and_its_null_another_arm() -> None:
    rows = [row(i, float(i < 30), arm="real") for i in range(100)]
    rows += [row(100 + i, float(i < 2), arm="decoy") for i in range(50)]
    metric = measure.rate("leak", better="lower", where={"arm": "real"}, null={"arm": "decoy"})
    found = measured(metric, table(rows))
    assert found.estimate is not None and found.null is not None
    assert (found.estimate.low, found.estimate.high) == wilson(30, 100)
    assert (found.null.value, found.null.n) == (0.04, 50)
    assert found.outcomes["scored"] == 100


def test_rate_of_an_extra_asks_only_the_cases_that_have_it() -> None:
    rows = [row(0, 1.0, extra={"caved": 1.0}), row(1, 1.0, extra={"caved": 0.0}), row(2, 0.0)]
    found = measured(measure.rate("caving", better="lower", of="caved"), table(rows))
    assert found.estimate is not None
    assert (found.estimate.value, found.estimate.n, found.outcomes["scored"]) == (0.5, 2, 2)
    assert found.bounds == (0.5, 0.5)


def test_a_value_outside_the_range_is_the_probes_mistake() -> None:
    with pytest.raises(ProbeError, match="score: a measurement of 7 lies outside the declared range 0 to 1"):
        measured(measure.rate("score", better="higher"), values([0, 7]))


def test_mean_on_its_own_scale() -> None:
    found = measured(measure.mean("m", better="lower", range=(1.0, 5.0), unit="points"), values([1, 2, 3, 4, 5]))
    assert found.estimate is not None
    assert found.estimate.value == 3.0 and 1.0 < found.estimate.low < 2.5 and 3.5 < found.estimate.high < 5.0


def test_mean_by_bootstrap_where_asked() -> None:
    gen = np.random.default_rng(0)
    of = values(gen.random(200))
    e = measured(measure.mean("m", better="higher", interval="bootstrap"), of).estimate
    plain = measured(measure.mean("m", better="higher"), of).estimate
    assert e is not None and plain is not None
    assert e.interval == "bca" and e.value == plain.value
    assert (e.low, e.high) == pytest.approx((plain.low, plain.high), abs=0.02)
    flat = measured(measure.mean("m", better="higher", interval="bootstrap"), values([0.5] * 20)).estimate
    assert flat is not None and flat.interval == "score" and flat.high > flat.low


# worst case


def test_worst_case_takes_the_worst_of_each_cluster() -> None:
    rows = [
        row(i, v, cluster=c) for i, (c, v) in enumerate([("a", 1), ("a", 0), ("b", 1), ("b", 1), ("c", 0), ("c", 0)])
    ]
    up = measured(measure.worst_case("w"), table(rows)).estimate
    down = measured(measure.worst_case("w", better="lower"), table(rows)).estimate
    assert up is not None and down is not None
    assert (up.value, up.n, up.clusters) == (pytest.approx(1 / 3), 3, 3)
    assert (down.value, down.n) == (pytest.approx(2 / 3), 3)
    assert (up.low, up.high) == wilson(1, 3)


def test_a_case_left_out_could_only_be_worse() -> None:
    rows = [row(0, 1.0, cluster="a"), row(1, None, outcome="error", cluster="a"), row(2, 1.0, cluster="b")]
    found = measured(measure.worst_case("w"), table(rows))
    assert found.estimate is not None and found.estimate.value == 1.0
    assert found.bounds == (0.5, 1.0)


def test_worst_case_beside_its_a_a_null() -> None:
    """A steady coin of 0.9 asked six times looks fragile (0.9^6 = 0.53): so does its null."""
    gen = np.random.default_rng(2)
    rows = [
        row(i * 12 + k, float(gen.random() < 0.9), cluster=i, variation="a/a" if k < 6 else "typo")
        for i in range(400)
        for k in range(12)
    ]
    found = measured(measure.worst_case("w", where={"variation": "typo"}, null={"variation": "a/a"}), table(rows))
    assert found.estimate is not None and found.null is not None
    assert found.estimate.low < 0.9**6 < found.estimate.high
    assert found.null.low < 0.9**6 < found.null.high


def test_a_worst_case_needs_a_direction() -> None:
    with pytest.raises(ValueError, match="higher"):
        measure.worst_case("w", better="zero")


# difference


def arms(pairs: list[tuple[float | None, float | None]], clustered: bool = True) -> list[Row]:
    rows = []
    for i, (a, b) in enumerate(pairs):
        for k, value in enumerate((a, b)):
            outcome: Outcome = "scored" if value is not None else "error"
            name = str(i) if clustered else ""
            rows.append(row(2 * i + k, value, outcome=outcome, cluster=name, arm="ab"[k]))
    return rows


GAP = measure.difference("gap", a={"arm": "a"}, b={"arm": "b"}, better="zero")


def test_difference_is_paired_where_clusters_hold_both_arms() -> None:
    found = measured(GAP, table(arms([(1, 0), (1, 1), (0, 0), (1, 0)])))
    assert found.estimate is not None
    assert (found.estimate.value, found.estimate.n, found.estimate.interval) == (0.5, 4, "newcombe paired")
    assert found.bounds == (0.5, 0.5) and found.outcomes["scored"] == 8


def test_difference_is_unpaired_where_no_cluster_holds_both() -> None:
    found = measured(GAP, table(arms([(1, 0), (1, 1), (0, 0), (1, 0)], clustered=False)))
    assert found.estimate is not None
    assert (found.estimate.value, found.estimate.n, found.estimate.interval) == (0.5, 8, "newcombe")


def test_a_case_without_a_partner_is_left_out_and_opens_the_bounds() -> None:
    found = measured(GAP, table(arms([(1, 0), (1, 1), (1, None)])))
    assert found.estimate is not None
    assert (found.estimate.value, found.estimate.n) == (0.5, 2)
    # The third pair could be 1 − 1 or 1 − 0.
    assert found.bounds == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_uneven_clusters_weigh_alike() -> None:
    rows = [row(0, 1.0, cluster="x", arm="a"), *(row(i, 0.0, cluster="x", arm="b") for i in range(1, 10))]
    rows += [row(10, 0.0, cluster="y", arm="a"), row(11, 1.0, cluster="y", arm="b")]
    found = measured(GAP, table(rows))
    assert found.estimate is not None and found.estimate.value == 0.0


def test_difference_beside_its_null() -> None:
    rows = arms([(1, 0)] * 30) + [
        row(1000 + 2 * i + k, float(i % 2), cluster=f"n{i}", arm="null", side="ab"[k])
        for i in range(30)
        for k in range(2)
    ]
    metric = replace(GAP, null=({"arm": "null", "side": "a"}, {"arm": "null", "side": "b"}))
    found = measured(metric, table(rows))
    assert found.estimate is not None and found.null is not None
    assert found.estimate.value == 1.0 and found.null.value == 0.0 and found.null.n == 30
    assert found.outcomes["scored"] == 60


def test_difference_of_two_columns() -> None:
    rows = [row(i, 1.0, extra={"first": f, "second": s}) for i, (f, s) in enumerate([(1, 0), (1, 1), (0, 1), (1, 0)])]
    rows.append(row(9, None, outcome="unparsed"))
    found = measured(measure.difference("d", of=("first", "second"), better="lower"), table(rows))
    assert found.estimate is not None
    assert (found.estimate.value, found.estimate.n, found.estimate.interval) == (0.25, 4, "newcombe paired")
    assert found.bounds == (0.0, 0.4)


def test_difference_on_another_scale() -> None:
    metric = measure.difference(
        "d", a={"arm": "a"}, b={"arm": "b"}, better="zero", range=(-4.0, 4.0), span=(1.0, 5.0), unit="points"
    )
    found = measured(metric, table(arms([(5, 1), (3, 1), (None, 2)])))
    assert found.estimate is not None and found.estimate.value == 3.0
    assert found.bounds == (pytest.approx((4 + 2 - 1) / 3), pytest.approx((4 + 2 + 3) / 3))


def test_arms_must_be_told_and_not_overlap() -> None:
    with pytest.raises(ValueError, match="needs both arms"):
        measure.difference("d", a={"arm": "a"}, better="zero")
    with pytest.raises(ValueError, match="two columns"):
        measure.difference("d", a={}, b={}, of=("x", "y"), better="zero")
    with pytest.raises(ProbeError, match="both arms"):
        measured(measure.difference("d", a={"arm": "a"}, b={}, better="zero"), table(arms([(1, 0)])))


def test_a_difference_outside_its_span_is_the_probes_mistake() -> None:
    with pytest.raises(ProbeError, match="gap: a measurement"):
        measured(GAP, table(arms([(3, 0)])))


# consistency


def answers(cluster: str, *labels: tuple[str, str, Outcome], start: int) -> list[Row]:
    return [
        row(start + i, 1.0, outcome=outcome, cluster=cluster, variation=variation, label=label)
        for i, (variation, label, outcome) in enumerate(labels)
    ]


def consistency_rows() -> Table:
    rows = answers("x", ("", "paris", "scored"), ("typo", "paris", "scored"), ("typo", "rome", "scored"), start=0)
    rows += answers("y", ("", "oslo", "scored"), ("typo", "oslo", "scored"), ("a/a", "oslo", "scored"), start=10)
    rows += answers("z", ("", "", "refused"), ("typo", "bern", "scored"), ("a/a", "", "refused"), start=20)
    rows += answers("lone", ("typo", "bonn", "scored"), start=30)
    return table(rows)


def test_consistency_compares_labels_within_a_cluster() -> None:
    metric = measure.consistency("c", base={"variation": ""}, against={"variation": "typo"}, null={"variation": "a/a"})
    found = measured(metric, consistency_rows())
    assert found.estimate is not None and found.null is not None
    assert (found.estimate.value, found.estimate.n, found.estimate.clusters) == (pytest.approx(2 / 3), 3, 2)
    assert found.bounds == (0.5, 0.75)  # the refused base leaves one of four open; a case without a base is not asked
    assert found.outcomes == {"scored": 6, "refused": 1, "blocked": 0, "unparsed": 0, "error": 0}
    assert (found.null.value, found.null.n) == (1.0, 1)


def test_a_refusal_on_either_side_counts_as_it_is_told_to() -> None:
    metric = measure.consistency(
        "c", base={"variation": ""}, against={"variation": ("typo", "a/a")}, counts={"refused": 0.0}
    )
    found = measured(metric, consistency_rows())
    assert found.estimate is not None
    assert (found.estimate.value, found.estimate.n) == (pytest.approx(3 / 6), 6)
    assert found.bounds == (pytest.approx(0.5), pytest.approx(0.5))


def test_scored_answers_without_a_label_are_not_consistent_with_one_another() -> None:
    rows = answers("x", ("", "", "scored"), ("typo", "", "scored"), start=0)
    found = measured(METRICS["consistency"], table(rows))
    assert found.estimate is None and found.bounds == (0.0, 1.0)


def test_several_bases_count_alike() -> None:
    rows = answers("x", ("", "a", "scored"), ("", "b", "scored"), ("typo", "a", "scored"), start=0)
    found = measured(METRICS["consistency"], table(rows))
    assert found.estimate is not None and (found.estimate.value, found.estimate.n) == (0.5, 1)


# statistic


def test_statistic_covers_a_mean_like_its_closed_form() -> None:
    gen = np.random.default_rng(1)
    rows = table(row(i, float(gen.random() < 0.4), cluster=i // 2) for i in range(400))
    free = measure.statistic("s", share, better="higher", range=(0, 1))
    e, closed = measured(free, rows).estimate, measured(measure.rate("r", better="higher"), rows).estimate
    assert e is not None and closed is not None
    assert (e.value, e.n, e.clusters) == (closed.value, 400, 200)
    assert (e.low, e.high) == pytest.approx((closed.low, closed.high), abs=0.015)


def test_statistic_sees_a_cluster_drawn_twice_as_two() -> None:
    seen = []

    def clusters(t: Table) -> float:
        seen.append(len(np.unique(t.cluster)))
        return 0.5

    rows = table(row(i, 1.0, cluster=i // 3) for i in range(30))
    measured(measure.statistic("s", clusters, better="higher", range=(0, 1)), rows)
    assert set(seen) == {10} and len(seen) > 100


def test_statistic_that_is_undefined_in_most_resamples_says_nothing() -> None:
    """Defined only where the one positive case is drawn, which a third of the resamples miss."""
    rows = values([1.0] + [0.0] * 30)
    fn = measure.statistic("s", lambda t: 0.5 if t.columns["value"].any() else None, better="higher", range=(0, 1))
    e = measured(fn, rows).estimate
    assert e is not None and (e.low, e.high) == (0.0, 1.0)


def test_statistic_may_be_undefined_and_must_keep_its_range() -> None:
    nothing = measure.statistic("s", lambda t: None, better="higher", range=(0, 1))
    assert measured(nothing, values([1, 0])) == Result(None, {**dict.fromkeys(OUTCOMES, 0), "scored": 2}, None, None)
    wrong = measure.statistic("s", lambda t: 2.0, better="higher", range=(0, 1))
    with pytest.raises(ProbeError, match="s: the statistic gave 2, outside its declared range"):
        measured(wrong, values([1, 0]))


def test_statistic_is_open_where_a_case_is_left_out() -> None:
    rows = [row(0, 1.0), row(1, 0.0), row(2, None, outcome="error")]
    found = measured(measure.statistic("s", share, better="higher", range=(0, 1)), table(rows))
    assert found.estimate is not None and found.estimate.n == 2 and found.bounds == (0, 1)


def test_statistic_carries_a_null() -> None:
    metric = measure.statistic("s", share, better="higher", range=(0, 1), null=lambda t: 0.25)
    found = measured(metric, values([1, 0, 1]))
    assert found.null is not None and found.null.value == 0.25


# the declaration


@pytest.mark.parametrize(
    ("common", "what"),
    [
        ({"range": (1.0, 1.0)}, "is empty"),
        ({"trust": (0.5, 0.5)}, "trust 0 and trust 1"),
        ({"chance": 1.0}, "trust 0 and trust 1"),
    ],
)
def test_a_declaration_without_sense_is_an_error(common: dict[str, object], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        measure.mean("m", better="higher", **common)  # type: ignore[arg-type]


def test_the_direction_must_be_known() -> None:
    with pytest.raises(ValueError, match="higher, lower or zero"):
        measure.rate("r", better="up")  # type: ignore[arg-type]


def test_every_public_name_is_there() -> None:
    for name in measure.__all__:
        assert getattr(measure, name) is not None
    with pytest.raises(AttributeError):
        _ = measure.median


def test_the_time_of_an_estimate_grows_with_the_rows_and_not_with_their_square() -> None:
    """A ratio within one run: twenty times the rows may take at most 120 times the processor time, not 400."""

    def big(n: int) -> Table:
        gen = np.random.default_rng(0)
        text = {k: np.array([""] * n, dtype=object) for k in ("group",)}
        text["variation"] = np.array(["", "typo"] * (n // 2), dtype=object)
        text["label"] = np.array(list("ab") * (n // 2), dtype=object)
        columns = {"value": (gen.random(n) < 0.5).astype(float), "confidence": gen.random(n), "after": np.zeros(n)}
        return Table(np.zeros(n, np.int8), np.arange(n) // 2, columns, text)

    small, large = big(5_000), big(100_000)
    for name, metric in METRICS.items():
        if name == "statistic":
            continue
        times = []
        for of in (small, large):
            best = min(_timed(metric, of) for _ in range(2))
            times.append(best)
        assert times[1] < 120 * max(times[0], 0.002), (name, times)


def _timed(metric: Metric, of: Table) -> float:
    start = time.process_time()
    assert measured(metric, of).estimate is not None
    return time.process_time() - start
