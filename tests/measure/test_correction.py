"""Rates corrected for a judge's errors: they cover where raw ones fail, and agree with others' arithmetic."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from assay.measure.correction import Labelled, UncorrectableError, ppi, stratified, stratified_difference
from assay.measure.estimates import wilson
from assay.measure.labelling import allocate, choose
from assay.measure.paired import paired_difference
from assay.measure.rogan_gladen import Share, rogan_gladen, share_of, youden

N, LABELS = 2000, 200
SENSITIVITY, SPECIFICITY = 0.90, 0.95


def judged_world(rng, rate, n=N):
    """The truth of n cases, and what a judge says of them."""
    truth = (rng.random(n) < rate).astype(float)
    says = np.where(truth == 1, rng.random(n) < SENSITIVITY, rng.random(n) < 1 - SPECIFICITY).astype(float)
    return truth, says


def random_labels(rng, truth, cases=LABELS):
    labels = np.full(len(truth), np.nan)
    at = rng.choice(len(truth), cases, replace=False)
    labels[at] = truth[at]
    return labels


def two_phase_labels(rng, truth, says, cases=LABELS):
    labels, weights = np.full(len(truth), np.nan), np.ones(len(truth))
    counts = allocate([int((says == 0).sum()), int((says == 1).sum())], cases)
    for verdict, count in enumerate(counts):
        stratum = np.flatnonzero(says == verdict)
        at = rng.choice(stratum, count, replace=False)
        labels[at], weights[stratum] = truth[at], len(stratum) / count
    return labels, weights


def intervals(rng, rate):
    """The interval of each method in one simulated run; none where it refuses."""
    truth, says = judged_world(rng, rate)
    verdict = says.astype(np.int64)
    srs = random_labels(rng, truth)
    two, weights = two_phase_labels(rng, truth, says)
    calibration = Share(rng.binomial(100, SENSITIVITY), 100), Share(rng.binomial(100, SPECIFICITY), 100)
    methods = {
        "raw": lambda: wilson(int(says.sum()), N),
        "labels alone": lambda: wilson(int(np.nansum(srs)), LABELS),
        "rogan-gladen": lambda: span(rogan_gladen(Share(says.sum(), N), *calibration)),
        "ppi, simple random": lambda: span(ppi(says, srs)),
        "ppi, two-phase": lambda: span(ppi(says, two, weights=weights)),
        "stratified, simple random": lambda: span(stratified(Labelled(verdict, says, srs))),
        "stratified, two-phase": lambda: span(stratified(Labelled(verdict, says, two))),
    }
    found = {}
    for name, method in methods.items():
        try:
            found[name] = method()
        except UncorrectableError:
            assert "simple random" in name  # a rare verdict may get under 5 simple random labels
    return found


def span(estimate):
    assert estimate.low <= estimate.value <= estimate.high
    return estimate.low, estimate.high


def coverage(rate, runs):
    rng = np.random.default_rng(20)
    covered, made, width = Counter(), Counter(), Counter()
    for _ in range(runs):
        for name, (low, high) in intervals(rng, rate).items():
            made[name] += 1
            covered[name] += low <= rate <= high
            width[name] += high - low
    assert all(count > 0.9 * runs for count in made.values())
    return {name: covered[name] / made[name] for name in made}, {name: width[name] / made[name] for name in made}


def assert_that_intervals_cover(rate, runs, least):
    covered, width = coverage(rate, runs)
    assert covered.pop("raw") < 0.5
    covered.pop("labels alone")
    assert min(covered.values()) >= least, covered
    if rate >= 0.02:  # what is corrected is worth more than the labels alone
        assert width["stratified, two-phase"] < 0.9 * width["labels alone"]


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5])
def test_corrected_intervals_cover_the_true_rate_where_the_judges_own_does_not(rate):
    assert_that_intervals_cover(rate, runs=400, least=0.93 - 2 * math.sqrt(0.93 * 0.07 / 400) + 0.015)


@pytest.mark.slow
@pytest.mark.parametrize("rate", [0.005, 0.02, 0.1, 0.5, 0.98])
def test_corrected_intervals_cover_in_many_runs(rate):
    assert_that_intervals_cover(rate, runs=8000, least=0.93)


@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_clusters_widen_a_corrected_interval_until_it_covers(rate):
    rng = np.random.default_rng(5)
    runs, size, groups = 300, 10, 60
    covered = Counter()
    for _ in range(runs):
        # all cases of a seed item share its truth and, mostly, what the judge says
        truth = np.repeat((rng.random(groups) < rate).astype(float), size)
        says = np.repeat(rng.random(groups), size)
        says = np.where(truth == 1, says < SENSITIVITY, says < 1 - SPECIFICITY).astype(np.int64)
        cluster = np.repeat(np.arange(groups), size)
        labels = random_labels(rng, truth, 300)
        try:
            for name, given in (("known", cluster), ("ignored", np.arange(len(truth)))):
                low, high = span(stratified(Labelled(says, says, labels, cluster=given)))
                covered[name] += low <= rate <= high
                low, high = span(ppi(says.astype(float), labels, given))
                covered[name + " ppi"] += low <= rate <= high
        except UncorrectableError:
            runs -= 1
    assert covered["ignored"] < 0.7 * runs
    assert covered["ignored ppi"] < 0.7 * runs
    assert min(covered["known"], covered["known ppi"]) > 0.92 * runs


def paired_world(rng, rates, groups=500, size=1):
    """Seed items with cases in two arms, whose truths lean the same way; (truth, says, cluster, second arm)."""
    lean = np.repeat(rng.random(groups), 2 * size)
    second = np.tile(np.repeat([False, True], size), groups)
    own = np.where(rng.random(len(lean)) < 0.5, lean, rng.random(len(lean)))
    truth = (own < np.where(second, rates[1], rates[0])).astype(float)
    says = np.where(truth == 1, rng.random(len(truth)) < SENSITIVITY, rng.random(len(truth)) < 1 - SPECIFICITY)
    return truth, says.astype(np.int64), np.repeat(np.arange(groups), 2 * size), second


def labels_in_strata(rng, stratum, truth, each=50):
    """As many labels of each stratum, as `assay label` asks for."""
    labels = np.full(len(truth), np.nan)
    for s in np.unique(stratum):
        at = np.flatnonzero(stratum == s)
        at = rng.choice(at, min(each, len(at)), replace=False)
        labels[at] = truth[at]
    return labels


def covered_differences(rates, size, runs, *, paired=True):
    """The share of runs in which the corrected difference of arms covers the true one, and the judge's own does."""
    rng = np.random.default_rng(9)
    covered = raw = 0
    for _ in range(runs):
        truth, says, cluster, second = paired_world(rng, rates, size=size)
        if not paired:
            cluster = np.arange(len(truth))
        stratum = says + 2 * second
        cases = Labelled(stratum, says, labels_in_strata(rng, stratum, truth), cluster=cluster)
        found = stratified_difference(second, cases)
        assert -1 <= found.low <= found.value <= found.high <= 1
        assert found.interval == ("paired ppi stratified" if paired else "ppi stratified")
        covered += found.low <= rates[0] - rates[1] <= found.high
        judged = paired_difference(says[~second].astype(float), says[second].astype(float), np.arange(sum(second)))
        raw += judged.low <= rates[0] - rates[1] <= judged.high
    return covered / runs, raw / runs


@pytest.mark.parametrize(
    ("rates", "size"),
    [((0.9, 0.1), 1), ((0.06, 0.02), 1), ((0.02, 0.02), 1), ((0.1, 0.02), 1), ((0.5, 0.1), 1), ((0.5, 0.5), 2)],
)
@pytest.mark.parametrize("paired", [True, False])
def test_a_corrected_difference_of_arms_covers_the_true_one(rates, size, paired):
    covered, raw = covered_differences(rates, size, 150, paired=paired)
    assert covered >= 0.92  # that is 0.93 and more in the 2,000 runs of the slow test
    if rates == (0.9, 0.1):
        assert raw < 0.2


@pytest.mark.slow
@pytest.mark.parametrize("second", [0.02, 0.1, 0.5])
@pytest.mark.parametrize("first", [0.02, 0.1, 0.5])
@pytest.mark.parametrize("paired", [True, False])
def test_a_corrected_difference_of_arms_covers_the_true_one_in_many_runs(first, second, paired):
    assert covered_differences((first, second), 1, 2000, paired=paired)[0] >= 0.93


def priced_world(rng, rate, n=N):
    """What replies are worth: 1 right, 0.5 declined, 0 wrong; and what a judge takes them for, who takes one kind for another
    in 8 % of cases, mostly the declining for the wrong."""
    kinds = np.array([0.0, 0.5, 1.0])
    truth = rng.choice(3, n, p=[rate, (1 - rate) / 3, (1 - rate) * 2 / 3])
    errs = np.array([[0.92, 0.06, 0.02], [0.15, 0.83, 0.02], [0.05, 0.01, 0.94]])
    says = (rng.random(n)[:, None] > errs[truth].cumsum(axis=1)).sum(axis=1)
    return kinds[truth], kinds[says], says


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5])
def test_a_mean_of_right_wrong_and_declined_is_corrected(rate):
    rng = np.random.default_rng(3)
    expected = (1 - rate) / 6 + (1 - rate) * 2 / 3
    covered, raw = 0, 0
    for _ in range(200):
        truth, judged, says = priced_world(rng, rate)
        found = stratified(Labelled(says, judged, labels_in_strata(rng, says, truth)))
        covered += found.low <= expected <= found.high
        raw += abs(judged.mean() - expected) < 1.96 * judged.std() / math.sqrt(N)
    assert covered >= 0.93 * 200
    if rate < 0.5:  # there the errors of both kinds come to the same
        assert raw < 0.5 * 200


def test_a_score_of_confidence_keeps_what_was_stated_and_takes_what_is_right_from_labels():
    """Brier's: the judge's own losses differ from case to case within a verdict, and what labels change of them is added."""
    rng = np.random.default_rng(8)
    covered = raw = 0
    for _ in range(200):
        sure = rng.beta(5, 2, N)
        right = (rng.random(N) < sure).astype(float)
        says = np.where(right == 1, rng.random(N) < SENSITIVITY, rng.random(N) < 1 - SPECIFICITY).astype(np.int64)
        loss, judged = (sure - right) ** 2, (sure - says) ** 2
        expected = 5 * 2 / ((5 + 2) * (5 + 2 + 1))  # the mean of p(1 − p) over Beta(5, 2)
        found = stratified(Labelled(says, judged, labels_in_strata(rng, says, loss, 100)))
        covered += found.low <= expected <= found.high
        raw += abs(judged.mean() - expected) < 1.96 * judged.std() / math.sqrt(N)
    assert covered >= 0.93 * 200
    assert raw < 0.5 * 200


def test_cases_that_do_not_count_by_their_labels_leave_the_denominator():
    """Of those judged right and wrong a part declined: the rate among the others is a ratio of two corrected means."""
    rng = np.random.default_rng(6)
    covered = 0
    for _ in range(300):
        declined = rng.random(N) < 0.2
        truth = np.where(declined, 0.0, rng.random(N) < 0.3)
        says = np.where(declined, rng.random(N) < 0.5, np.where(truth == 1, 1, rng.random(N) < 0.05)).astype(np.int64)
        labels = labels_in_strata(rng, says, truth, 100)
        cases = Labelled(says, says, labels, np.where(np.isnan(labels), 1.0, ~declined).astype(float))
        found = stratified(cases)
        covered += found.low <= 0.3 <= found.high
        assert found.high - found.low < 0.3
    assert covered >= 0.93 * 300
    none = Labelled(np.zeros(50, np.int64), np.ones(50), np.zeros(50), np.zeros(50))
    with pytest.raises(UncorrectableError, match="none of its cases counts"):
        stratified(none)


def test_a_difference_that_is_labelled_throughout_is_that_of_the_paired_means():
    rng = np.random.default_rng(4)
    # clusters of different sizes, each of which counts once; two have one arm only
    cluster = np.repeat(np.arange(40), rng.integers(2, 6, 40))
    second = np.concatenate([[False], cluster[1:] == cluster[:-1]])
    second[cluster < 2] = False
    truth = (rng.random(len(cluster)) < 0.5).astype(float)
    found = stratified_difference(second, Labelled(second.astype(np.int64), 1 - truth, truth, cluster=cluster))
    means = [truth[(cluster == c) & ~second].mean() - truth[(cluster == c) & second].mean() for c in range(2, 40)]
    expected = paired_difference(np.array(means).clip(0), -np.array(means).clip(None, 0), np.arange(38))
    assert found.value == pytest.approx(np.mean(means))
    assert (found.n, found.interval) == (38, "paired ppi stratified")
    assert found.high - found.low == pytest.approx(expected.high - expected.low, rel=0.25)


def test_rogan_gladen_gives_the_value_of_the_formula_and_the_worked_interval():
    # (p + Sp − 1) ÷ (Se + Sp − 1), by hand: (0.3 + 0.9 − 1) ÷ (0.8 + 0.9 − 1)
    found = rogan_gladen(Share(300, 1000), Share(80, 100), Share(90, 100))
    assert found.value == pytest.approx(0.2 / 0.7)
    assert (found.interval, found.n) == ("rogan-gladen", 1000)
    # step by step after Lang & Reiczigel (2014), equations 8 to 12, apart from our code
    z = 1.959963984540054
    n, p = 1000 + z**2, (300 + z**2 / 2) / (1000 + z**2)
    se, sp = 81 / 102, 91 / 102
    centre = (p + sp - 1) / (se + sp - 1)
    shift = 2 * z**2 * (centre * se * (1 - se) / 102 - (1 - centre) * sp * (1 - sp) / 102)
    error = math.sqrt(p * (1 - p) / n + centre**2 * se * (1 - se) / 102 + (1 - centre) ** 2 * sp * (1 - sp) / 102)
    error /= se + sp - 1
    assert (found.low, found.high) == pytest.approx((centre + shift - z * error, centre + shift + z * error))


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5])
def test_a_card_of_two_phase_labels_of_another_run_covers_the_true_rate(rate):
    """The other run was labelled equally often on either verdict: its shares are weighted, and worth fewer labels."""
    rng = np.random.default_rng(12)
    covered = made = raw = 0
    for _ in range(200):
        truth, says = judged_world(rng, 0.15)
        labels, weights = two_phase_labels(rng, truth, says)
        known = ~np.isnan(labels)
        people, judge = labels[known] == 1, says[known] == 1
        cluster = np.arange(known.sum())
        sensitivity = share_of(judge, people, weights[known], cluster)
        specificity = share_of(~judge, ~people, weights[known], cluster)
        assert 0 < sensitivity.n <= people.sum()
        assert specificity.hits / specificity.n == pytest.approx(SPECIFICITY, abs=0.06)
        _, now = judged_world(rng, rate)
        low, high = span(rogan_gladen(Share(now.sum(), N), sensitivity, specificity))
        made += 1
        covered += low <= rate <= high
        raw += wilson(int(now.sum()), N)[0] <= rate
    assert covered >= 0.93 * made
    if rate < 0.5:
        assert raw < 0.5 * made


def test_rogan_gladen_stays_within_nought_and_one():
    found = rogan_gladen(Share(3, 1000), Share(90, 100), Share(95, 100))
    assert (found.value, found.low) == (0.0, 0.0)
    found = rogan_gladen(Share(990, 1000), Share(90, 100), Share(95, 100))
    assert (found.value, found.high) == (1.0, 1.0)


@pytest.mark.parametrize(("hits", "rejected"), [(50, 50), (55, 60), (9, 96), (2, 3)])
def test_a_judge_that_may_be_no_better_than_chance_corrects_nothing(hits, rejected):
    assert youden(Share(hits, 100), Share(rejected, 100)).low <= 0.05
    with pytest.raises(UncorrectableError, match="no better than chance"):
        rogan_gladen(Share(30, 100), Share(hits, 100), Share(rejected, 100))


def test_a_judge_of_unknown_errors_corrects_nothing():
    with pytest.raises(UncorrectableError, match="unknown"):
        rogan_gladen(Share(30, 100), Share(0, 0), Share(90, 100))


def test_stratified_labels_weigh_by_how_often_their_verdict_was_given():
    # 900 cases judged 0, of whose 50 labels 5 are 1; 100 judged 1, of whose 50 labels 30 are 1
    verdict = np.repeat([0, 1], [900, 100])
    labels = np.full(1000, np.nan)
    labels[:50], labels[900:950] = np.arange(50) < 5, np.arange(50) < 30
    found = stratified(Labelled(verdict, verdict, labels))
    assert found.value == pytest.approx(0.9 * 0.1 + 0.1 * 0.6)
    # the variance of a two-phase estimate (Cochran 1977, 12.6), and a little for the pseudo-labels
    variance = 0.81 * 0.09 / 50 + 0.01 * 0.24 / 50 + (0.9 * 0.05**2 + 0.1 * 0.45**2) / 1000
    assert found.high - found.low == pytest.approx(2 * 1.96 * math.sqrt(variance), rel=0.15)


def test_equal_weights_change_nothing_and_unequal_ones_are_inverse_probabilities():
    rng = np.random.default_rng(0)
    truth, says = judged_world(rng, 0.3)
    labels, weights = two_phase_labels(rng, truth, says)
    by_verdict = stratified(Labelled(says.astype(np.int64), says, labels))
    assert stratified(Labelled(says.astype(np.int64), says, labels, weights=weights)).value == pytest.approx(
        by_verdict.value
    )
    # one stratum in which the labels have the weights of two: Hájek's estimator
    known = ~np.isnan(labels)
    everything = stratified(Labelled(np.zeros(N, np.int64), np.full(N, 0.5), labels, weights=weights))
    assert everything.value == pytest.approx(np.average(truth[known], weights=weights[known]))


def test_ppi_is_the_mean_of_labels_moved_by_what_the_judge_finds_beyond_them():
    rng = np.random.default_rng(1)
    truth = rng.beta(2, 3, 400)
    judged = np.clip(truth + rng.normal(0.1, 0.1, 400), 0, 1)
    labels = np.full(400, np.nan)
    labels[:80] = truth[:80]
    found = ppi(judged, labels)
    # the power λ and the variance as in the paper, with labelled cases a part of all cases
    y, f = truth[:80], judged[:80]
    best = min(
        (float(np.var(y - power * f) / 80 + power**2 * np.var(f) * (1 / 400)), power)
        for power in np.linspace(0, 1, 201)
    )[1]
    assert found.value == pytest.approx(y.mean() + best * (judged.mean() - f.mean()), abs=0.01)
    # values the judge gets right almost always need few labels: far narrower than labels alone
    assert found.high - found.low < 0.8 * np.subtract(*wilson(y.mean() * 80, 80)[::-1])


def test_ppi_agrees_with_ppi_python():
    truth = np.repeat([1.0, 1.0, 0.0, 0.0, np.nan], [40, 5, 7, 148, 1800])
    judged = np.repeat([1.0, 0.0, 1.0, 0.0, 1.0, 0.0], [40, 5, 7, 148, 460, 1340])
    found = ppi(judged, truth)
    # ppi_py 0.2.3: ppi_mean_pointestimate and ppi_mean_ci of the same. It tunes λ by the variance of the judge over all
    # cases, we by that in the labelled and in all; its interval is the normal one, a little narrower
    assert found.value == pytest.approx(0.23937584, abs=0.001)
    assert (found.low, found.high) == pytest.approx((0.20354119, 0.27521049), abs=0.005)
    assert found.high - found.low > 0.27521049 - 0.20354119


def test_a_judge_that_knows_nothing_leaves_the_mean_of_the_labels():
    rng = np.random.default_rng(2)
    truth, noise = (rng.random(N) < 0.3).astype(float), rng.random(N)
    labels = random_labels(rng, truth)
    assert ppi(noise, labels).value == pytest.approx(np.nanmean(labels), abs=0.01)
    assert ppi(np.full(N, 0.5), labels).value == pytest.approx(np.nanmean(labels))


def test_rates_of_nought_and_one_have_an_open_interval():
    verdict = np.repeat([0, 1], [1900, 100])
    for truth in (0.0, 1.0):
        labels = np.full(2000, np.nan)
        labels[:100] = labels[1900:] = truth
        for found in (stratified(Labelled(verdict, verdict, labels)), ppi(verdict.astype(float), labels)):
            assert 0.005 < found.high - found.low < 0.08


def test_too_few_labels_correct_nothing():
    verdict, labels = np.repeat([0, 1], [900, 100]), np.full(1000, np.nan)
    labels[:20] = 1.0
    with pytest.raises(UncorrectableError, match=r"20 of its 1,000 cases have a label, and 30 are needed"):
        stratified(Labelled(verdict, verdict, labels))
    with pytest.raises(UncorrectableError, match="20 of its 1,000 cases"):
        ppi(verdict.astype(float), labels)
    labels[:100] = 1.0
    labels[900:903] = 0.0
    with pytest.raises(UncorrectableError, match="only 3 of the 100 cases with one of the judge's verdicts"):
        stratified(Labelled(verdict, verdict, labels))


def test_labels_are_shared_out_equally_and_a_rare_verdict_is_taken_whole():
    assert allocate([1900, 100], 120) == [60, 60]
    assert allocate([1980, 20], 120) == [100, 20]
    assert allocate([5, 5], 120) == [5, 5]
    assert allocate([10, 10, 10], 8) in ([3, 3, 2], [2, 3, 3], [3, 2, 3])
    assert allocate([], 5) == []


def test_a_plan_is_drawn_once_and_a_larger_one_contains_it():
    strata = {"yes": [f"y{k}" for k in range(15)], "no": [f"n{k}" for k in range(300)]}
    small, large = choose(strata, 20, "s"), choose(strata, 100, "s")
    assert small == choose(strata, 20, "s") != choose(strata, 20, "t")
    assert {p.case for p in small} < {p.case for p in large}
    assert Counter(p.stratum for p in small) == {"yes": 10, "no": 10}
    assert {(p.stratum, p.probability) for p in large} == {("yes", 1.0), ("no", 85 / 300)}
    # the order they are shown in does not give the verdict away
    shown = [p.stratum for p in choose({"yes": strata["no"][:150], "no": strata["no"][150:]}, 200, "s")]
    changes = sum(a != b for a, b in pairwise(shown))
    assert 70 < changes < 130
