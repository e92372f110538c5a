"""What was not judged, blocked or not answered is missing: never 0, never perfect, never safe."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import assay
from assay.engine.judging import judge
from assay.measure.metrics import rate
from assay.measure.table import Table
from assay.measure.trust import trust_means
from assay.records import Case, Outcome, Reply, Verdict
from assay.report import trust_ends
from tests.ancestor.support import NAMES, Rows, all_probes, headline_trust, judged, one_model, score_of, values
from tests.support.openai_wire import content_filter_400, error
from tests.support.stub import running

LEFT_OUT: tuple[Outcome, ...] = ("blocked", "error")
"""Outcomes that say nothing about the model: no metric may count them."""


def half_of_the_clusters(rows: Rows) -> list[bool]:
    """True for the cases of half of the clusters, drawn by lot, so that pairs stay whole and no arm is emptied."""
    names = sorted({case.cluster or case.id for case, _ in rows})
    drawn = set(random.Random(4).sample(names, len(names) // 2))
    return [(case.cluster or case.id) in drawn for case, _ in rows]


def with_outcome(rows: Rows, outcome: Outcome, where: Sequence[bool]) -> Rows:
    return [(case, Verdict(outcome) if lost else verdict) for (case, verdict), lost in zip(rows, where, strict=True)]


@pytest.mark.parametrize("name", NAMES)
def test_no_judgement_gives_no_score(name: str) -> None:
    """With no judgement at all the robustness was 1.0."""
    probe = all_probes()[name]
    for metric in probe.metrics:
        result = metric.estimate(Table.of([]), rng=np.random.default_rng(0))
        assert result.estimate is None and result.null is None, metric.name
        assert sum(result.outcomes.values()) == 0


@pytest.mark.parametrize("outcome", LEFT_OUT)
@pytest.mark.parametrize("name", NAMES)
def test_blocked_is_never_safe_nor_anything_else(name: str, outcome: Outcome) -> None:
    """Blocked pictures were published as safe ones: 94.0 with, 77.8 without them; the code then dropped them unsaid."""
    probe = all_probes()[name]
    rows = judged(probe, probe.ideal, 60)
    table = Table.of(with_outcome(rows, outcome, [True] * len(rows)))
    for metric in probe.metrics:
        result = metric.estimate(table, rng=np.random.default_rng(0))
        assert result.estimate is None, metric.name
        assert result.outcomes[outcome] == sum(result.outcomes.values()) > 0, "they are counted, and by name"


@pytest.mark.parametrize("outcome", LEFT_OUT)
@pytest.mark.parametrize("target", ["perfect", "worst"])
@pytest.mark.parametrize("name", NAMES)
def test_a_half_judged_model_scores_as_its_judged_half_and_says_so(name: str, target: str, outcome: Outcome) -> None:
    """Lost answers counted as bad in one table and as good in another; neither said how many were lost."""
    probe = all_probes()[name]
    rows = judged(probe, probe.ideal if target == "perfect" else probe.worst, 120)
    lost = half_of_the_clusters(rows)
    whole = one_model(probe, rows)
    half = one_model(probe, with_outcome(rows, outcome, lost))
    kept = one_model(probe, [row for row, gone in zip(rows, lost, strict=True) if not gone])
    for metric in probe.metrics:
        found, alone, full = half[metric.name], kept[metric.name], whole[metric.name]
        if full.estimate is None:
            continue
        assert found.estimate is not None and alone.estimate is not None, metric.name
        assert found.estimate.value == pytest.approx(alone.estimate.value, abs=1e-9), metric.name
        assert found.estimate.n == alone.estimate.n < full.estimate.n, metric.name
        assert found.outcomes[outcome] > 0
        assert found.bounds is not None and full.bounds is not None
        width, before = found.bounds[1] - found.bounds[0], full.bounds[1] - full.bounds[0]
        assert width > before + 0.2, f"{metric.name}: half of the cases are gone and the bounds do not say so"
    assert headline_trust(probe, half) == pytest.approx(headline_trust(probe, kept))


@pytest.mark.parametrize("name", NAMES)
def test_two_missing_answers_are_not_the_same_answer(name: str) -> None:
    """Missing before and missing after compared as equal, a "tie", and ties were what robustness counted."""
    probe = all_probes()[name]
    rows = judged(probe, lambda case: [""] * probe.protocol.calls, 120)
    assert {verdict.outcome for _, verdict in rows} == {"unparsed"}
    found = values(one_model(probe, rows))
    for metric in probe.metrics:
        if metric.better == "higher" and (read := found[metric.name]) is not None:
            assert metric.trust_of(read) == 0.0, f"{metric.name} reads {read} where nothing was ever said"


def test_unjudged_model_is_not_zero(tmp_path: Path) -> None:
    """A model whose answers were never judged stood in the table with 0, below every model that was."""
    with running(lambda call: error(400, "not today")) as stub:
        uri = f"openai:silent?base_url={stub.base_url}"
        run = assay.run("quick", [uri, "planted:worst"], seed=3, limit=12, output=tmp_path / "run", cache=False)
    silent = [s for s in run.scores if s.model == uri]
    assert silent and all(s.value is None and s.trust is None and s.n == 0 for s in silent)
    assert all(s.outcomes["error"] == sum(s.outcomes.values()) for s in silent)
    judged_scores = [s for s in run.scores if s.model == "planted:worst" and s.slice == "all" and s.trust is not None]
    assert judged_scores and {s.trust for s in judged_scores} == {0.0}, "this one is judged, and 0"
    means = trust_means(run.scores, trust_ends(run.plan))
    assert {m.value for m in means if m.model == uri} == {None}
    assert {m.value for m in means if m.model == "planted:worst"} == {0.0}


def test_an_aspect_that_was_not_measured_does_not_pull_the_mean_down() -> None:
    """A dimension whose files were missing entered the average."""
    ends = {("llm", f"safety/{part}", "r"): (0.0, 1.0) for part in "ab"}
    metric = rate("r", better="higher")
    means = trust_means([score_of("safety/a", metric, 0.8), score_of("safety/b", metric, None)], ends)
    safety = next(m for m in means if m.dimension == "safety")
    assert safety.value == pytest.approx(0.8)
    assert safety.parts == {"a": pytest.approx(0.8), "b": None}, "and the gap is named"
    assert safety.covered == 1


def test_a_filter_in_front_of_the_model_is_neither_a_refusal_nor_an_answer(tmp_path: Path) -> None:
    """A blocked reply was written down as the model's words, "I'm sorry!", and judged as a refusal."""
    with running(lambda call: content_filter_400()) as stub:
        uri = f"openai:filtered?base_url={stub.base_url}"
        run = assay.run("safety/refusal", uri, seed=3, limit=20, output=tmp_path / "run", cache=False)
    samples = list(run.samples())
    assert {s.verdict.outcome for s in samples} == {"blocked"}
    assert {r.text for s in samples for r in s.replies} == {""}
    for score in run.scores:
        assert score.value is None and score.trust is None
        assert score.outcomes["blocked"] == sum(score.outcomes.values())
    shown = run.report(tmp_path / "report.md").read_text()
    assert "blocked" in shown, "and the reader is told"


def test_a_blocked_turn_decides_a_dialogue() -> None:
    """One good turn and one blocked turn were judged by the good one."""
    probe = all_probes()["truthfulness/sycophancy/caving"]
    for case in probe.cases(1, 8):
        texts = list(probe.ideal(case))
        for place in range(len(texts)):
            replies = [Reply(text=t) for t in texts]
            replies[place] = Reply(state="blocked", finish="content_filter")
            assert judge(probe, case, replies).outcome == "blocked"


def test_a_judge_that_fails_is_an_error_and_no_zero() -> None:
    """A judge's exception became a wrong answer."""
    probe = all_probes()["ethics/judgement"]

    def broken(case: Case, replies: Sequence[Reply]) -> Verdict:
        raise KeyError("ground_truth")

    def unfinished(case: Case, replies: Sequence[Reply]) -> Verdict:
        return Verdict("scored", float("nan"))

    case = next(probe.cases(1, 1))
    for failing in (broken, unfinished):
        wrong = type(probe)(**{**vars(probe), "judge": failing})
        verdict = judge(wrong, case, [Reply(text="wrong")])
        assert (verdict.outcome, verdict.value) == ("error", None)
        assert "judge failed" in verdict.why
