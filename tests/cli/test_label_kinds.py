"""What labels correct beside rates: differences of other measurements, prices, nulls; and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

import assay as api
from assay.engine.folder import RunFolder
from assay.engine.labelling import tasks
from assay.engine.labels import append_labels
from assay.engine.select import planned
from tests.cli.test_cli import ROOT
from tests.support import misread_probe
from tests.support.misread_probe import RATES, kind_of

MODEL = "python:tests.support.misread_probe:reply"


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """A run whose replies a person has labelled who sees the truth, before and after it was scored anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        path = api.run(
            str(Path(misread_probe.__file__)), MODEL, seed=1, limit=1500, output=tmp_path_factory.mktemp("run") / "run"
        ).path
        before = {s.metric: s for s in RunFolder(path).read_scores()}
        chosen = tasks(RunFolder(path), [p.probe for p in planned(RunFolder(path).plan)], 500)
        append_labels(path, [task.label("ann", kind_of(task.sample.replies[0].text)) for task in chosen])
        api.rescore(path)
    return path, before, {s.metric: s for s in RunFolder(path).read_scores()}


@pytest.fixture
def truth(labelled):
    """The shares of this run's own replies that are of each kind, by arm."""
    found = {arm: dict.fromkeys(("right", "wrong", "declined"), 0) for arm in RATES}
    for sample in RunFolder(labelled[0]).samples():
        found[sample.case.tags["arm"]][kind_of(sample.replies[0].text)] += 1
    return {arm: {kind: n / sum(kinds.values()) for kind, n in kinds.items()} for arm, kinds in found.items()}


def test_differences_and_means_of_other_measurements_are_corrected_too(labelled, truth):
    _, before, after = labelled
    known = truth["known"]
    expected = {
        "discernment": truth["unknown"]["declined"] - known["declined"],
        "priced": known["right"] - known["wrong"],
        "answered": known["right"],
    }
    for name, value in expected.items():
        raw, found = before[name], after[name]
        assert abs(raw.value - value) > 0.04, name
        assert abs(found.value - value) < 0.5 * abs(raw.value - value), name
        assert found.low <= value <= found.high
        assert found.raw.value == raw.value
        assert found.labels >= 100
    assert after["discernment"].interval == "paired ppi stratified"
    assert after["priced"].trust == pytest.approx((after["priced"].value + 1) / 2)


def test_a_rate_among_those_that_answered_leaves_out_whom_people_say_declined(labelled, truth):
    _, before, after = labelled
    known, found = truth["known"], after["right_of_answered"]
    value = known["right"] / (known["right"] + known["wrong"])
    # what the judge took for declined was not put to people for this one: it is of those that it takes for answers
    assert found.low - 0.02 <= value <= found.high + 0.02
    assert abs(found.value - value) < abs(before["right_of_answered"].value - value)


def test_a_null_is_corrected_as_its_score_is_or_the_report_says_that_it_is_not(labelled, truth):
    path, before, after = labelled
    notes = " ".join(RunFolder(path).notes())
    null = after["discernment"].null
    assert null.interval == "paired ppi stratified" or "the null of discernment" in notes
    assert after["answered"].null.value != before["answered"].null.value or "the null of answered" in notes


def test_what_labels_cannot_tell_stays_and_the_report_says_why(labelled):
    path, before, after = labelled
    notes = " ".join(RunFolder(path).notes())
    assert after["odd"] == before["odd"]
    assert "odd of truthfulness/misread" in notes
    assert "tells replies apart that are alike wrong" in notes
    assert after["graded"] == before["graded"]
    assert "graded of truthfulness/misread" in notes
