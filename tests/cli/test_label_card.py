"""A card of a judge's errors from the labels of one run corrects the rates of another; and where it does not, says why."""

from __future__ import annotations

import json

import msgspec
import pytest

import assay as api
from assay.engine.corrections import CARD
from assay.engine.folder import RunFolder
from assay.engine.label_card import read_label_card, write_label_card
from assay.errors import ConfigError
from tests.cli.test_cli import ROOT, sentence
from tests.cli.test_label import MODEL, PROBE, assay, label_rightly, score
from tests.support.misjudged_probe import SENSITIVITY, SPECIFICITY, is_good


@pytest.fixture(scope="module")
def card(tmp_path_factory):
    """The card of a run that was labelled by somebody who sees the truth."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        folder = tmp_path_factory.mktemp("labelled")
        path = api.run(PROBE, MODEL, seed=1, limit=1200, output=folder / "run").path
        label_rightly(path, 300)
        done = assay("label", path, "--card", folder / "card.json")
    assert done.returncode == 0, done.stderr
    assert "sensitivity 0." in done.stderr
    assert "by 300 labels" in done.stderr
    return path, folder / "card.json"


@pytest.fixture
def other(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    return api.run(PROBE, MODEL, seed=2, limit=1000, output=tmp_path / "run").path


def notes(path):
    return " ".join(RunFolder(path).notes())


def test_a_card_tells_how_often_the_judge_is_right_of_either_kind(card):
    [rate] = read_label_card(card[1]).rates
    assert (rate.probe, rate.metric, rate.low, rate.high, rate.labels) == (
        "utility/misjudged",
        "goodness",
        0.0,
        1.0,
        300,
    )
    for (hits, n), truth in ((rate.sensitivity, SENSITIVITY), (rate.specificity, SPECIFICITY)):
        assert hits / n == pytest.approx(truth, abs=0.06)
        assert 20 < n < 300  # two kinds of label were drawn with unequal chances: that is worth fewer than were given


def test_a_card_corrects_the_rates_of_another_run_and_stays_with_it(card, other):
    raw = score(other)
    done = assay("rescore", other, "--card", card[1])
    assert done.returncode == 0, done.stderr
    found = score(other)
    truth = sum(is_good(s.replies[0].text) for s in RunFolder(other).samples()) / 1000
    assert found.low <= truth <= found.high
    assert abs(found.value - truth) < abs(raw.value - truth)
    assert (found.interval, found.labels, found.raw.value) == ("rogan-gladen", 300, raw.value)
    assert found.high - found.low > raw.high - raw.low
    assert found.trust == pytest.approx(found.value)
    assert "corrected by 300 human labels of another run" in (other / "report.html").read_text()
    assert score(other, cut="half=a").interval == "rogan-gladen"
    assert score(other, "least").raw is None
    assert assay("rescore", other).returncode == 0
    assert score(other) == found
    assert assay("check", other).returncode == 0


def test_the_labels_of_a_run_itself_go_before_a_card(card, other):
    label_rightly(other, 200)
    api.rescore(other, card=card[1])
    assert score(other).interval == "ppi stratified"
    path, own = card
    api.rescore(path, card=own)
    assert score(path).interval == "ppi stratified"
    assert "of this very run" in notes(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"fingerprint": "0" * 64}, "the probe, its judge or its cases have changed since it was made"),
        ({"judge": "somebody@1"}, "it is of the judge somebody@1, and this is utility/misjudged"),
        ({"judges": ("0123abcd",)}, "it is of the judge utility/misjudged"),
        ({"sensitivity": (30.0, 60.0), "specificity": (30.0, 60.0)}, "may be no better than chance"),
    ],
)
def test_a_card_of_another_judge_or_of_none_corrects_nothing(card, other, tmp_path, change, said):
    raw, found = score(other), read_label_card(card[1])
    changed = msgspec.structs.replace(found, rates=tuple(msgspec.structs.replace(r, **change) for r in found.rates))
    write_label_card(tmp_path / "card.json", changed)
    api.rescore(other, card=tmp_path / "card.json")
    assert score(other) == raw
    assert "goodness of utility/misjudged" in notes(other)
    assert said in notes(other)


def test_what_is_no_card_of_labels_is_refused_and_nothing_is_kept(other, tmp_path):
    done = assay("rescore", other, "--card", tmp_path / "nowhere.json")
    assert done.returncode == 2
    assert "make a card of labels: assay label DIR --card FILE" in sentence(done)
    shipped = ROOT / "src/assay/certificates/judges/refusal-1.json"  # measured on replies made from templates
    assert shipped.exists()
    with pytest.raises(ConfigError, match="no card of labels that can be read"):
        api.rescore(other, card=shipped)
    assert not (other / CARD).exists()


def test_too_few_labels_make_no_card(other, tmp_path):
    label_rightly(other, 12)
    done = assay("label", other, "--card", tmp_path / "card.json")
    assert done.returncode == 2
    assert "no rate of" in sentence(done)
    assert not (tmp_path / "card.json").exists()


def test_a_card_is_json_that_can_be_read(card):
    assert json.loads(card[1].read_text())["schema"] == "assay/label-card/1"
