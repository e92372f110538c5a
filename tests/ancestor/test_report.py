"""A report is written for any model, needs nothing from elsewhere, and holds no number that is not this model's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import assay
from assay.measure.trust import TrustMean, trust_means
from assay.report import REPORTS, trust_ends, write_report
from assay.taxonomy import DIMENSIONS, title
from tests.ancestor.support import all_probes
from tests.support import numbers_probe
from tests.support.openai_wire import error
from tests.support.stub import running

pytestmark = pytest.mark.xdist_group("ancestor-report")  # one process makes the run of all probes

NUMBERS = str(Path(numbers_probe.__file__))

STRANGE = (
    "nobody/has-heard.of_it:v2@2031-01-01",
    "ft:base:team::7aBc",
    "модель-模型",
    "a<b>&'quoted'",
    "x" * 120,
)


@pytest.mark.parametrize("name", STRANGE)
def test_a_report_is_written_for_any_model_uri(name: str, tmp_path: Path) -> None:
    """A model that stood in no list of the package ended the report with a KeyError."""
    with running(numbers_probe.answer) as stub:
        uri = f"openai:{name}?base_url={stub.base_url}"
        run = assay.run(NUMBERS, uri, seed=1, limit=12, output=tmp_path / "r", cache=False)
    assert run.errors == 0
    for key in REPORTS:
        form = REPORTS[key]
        text = write_report(run.folder, tmp_path / f"again{form.suffix}", report=form).read_text()
        assert len(text) > 300
        assert "<b>&'quoted'" not in text or form.suffix != ".html", "a model's name is no markup"


def test_a_report_is_written_for_a_model_that_never_answered(tmp_path: Path) -> None:
    """Where a file of results was missing the report called exit(1) and ended the caller's process."""
    with running(lambda call: error(400, "no")) as stub:
        uri = f"openai:silent?base_url={stub.base_url}"
        run = assay.run([NUMBERS, "quick"], uri, seed=1, limit=6, output=tmp_path / "r", cache=False)
    for key in REPORTS:
        form = REPORTS[key]
        assert write_report(run.folder, tmp_path / f"again{form.suffix}", report=form).stat().st_size > 300


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> assay.Run:
    """Every packaged probe, for a perfect model and the worst one."""
    folder = tmp_path_factory.mktemp("whole") / "r"
    uris = ["planted:perfect", "planted:worst"]
    return assay.run(list(all_probes()), uris, seed=5, limit=24, output=folder, cache=False)


def means(run: assay.Run) -> dict[tuple[str, str], TrustMean]:
    return {(m.model, m.dimension): m for m in trust_means(run.scores, trust_ends(run.plan))}


def test_a_perfect_model_has_the_best_mean_of_every_dimension_and_the_worst_has_none(whole: assay.Run) -> None:
    """The mean of a dimension had a ceiling below 1 that no model could pass, 0.90 or 0.5."""
    dimensions = {p.dimension for p in whole.plan.probes}
    assert len(dimensions) >= 8
    found = means(whole)
    for dimension in ("", *dimensions):
        assert found["planted:perfect", dimension].value == pytest.approx(1.0), dimension
        assert found["planted:worst", dimension].value == pytest.approx(0.0), dimension


def test_no_dimension_repeats_another_ones_number(tmp_path: Path) -> None:
    """Fairness equalled privacy to the last digit in sixteen of nineteen rows: one column had been copied."""
    faulty = ["planted:leaks", "planted:biased"]
    found = means(assay.run(["fairness", "privacy"], faulty, seed=5, limit=24, output=tmp_path / "r", cache=False))
    leaks, biased = (
        {d: m for (uri, d), m in found.items() if uri == f"planted:{fault}"} for fault in ("leaks", "biased")
    )
    assert leaks["fairness"].value == biased["privacy"].value == pytest.approx(1.0)
    for faulty_part, part in ((leaks["privacy"], "disclosure"), (biased["fairness"], "counterfactual")):
        worth = faulty_part.parts[part]
        assert worth is not None and worth < 0.5, "one part of several"
        assert faulty_part.value is not None and faulty_part.value < 0.7


def test_every_aspect_that_was_measured_enters_its_dimension(whole: assay.Run) -> None:
    """Honesty and toxicity were measured and entered no number."""
    found = means(whole)
    for probe in all_probes().values():
        parts = found["planted:perfect", probe.dimension].parts
        assert parts[probe.aspect] == pytest.approx(1.0), probe.name
        assert found["planted:perfect", ""].parts[probe.dimension] == pytest.approx(1.0)


def test_every_number_has_an_interval(whole: assay.Run) -> None:
    """No table had an interval: differences of a tenth of a point were ranks."""
    numbers = [s for s in whole.scores if s.value is not None]
    assert len(numbers) > 200
    for score in numbers:
        assert score.low is not None and score.high is not None and score.value is not None
        where = (score.model, score.probe, score.metric, score.slice)
        assert score.range[0] - 1e-9 <= score.low <= score.value + 1e-9, where
        assert score.value - 1e-9 <= score.high <= score.range[1] + 1e-9, where
        assert score.high - score.low > 0.01 * (score.range[1] - score.range[0]), (
            where,
            "certain from two dozen cases",
        )
        assert score.interval != "none" and score.n > 0 and score.level == 0.95


def test_outcomes_are_counted_apart_in_every_score(whole: assay.Run) -> None:
    """Refused, blocked, lost and unreadable answers were one heap, or were gone."""
    for score in whole.scores:
        assert set(score.outcomes) == {"scored", "refused", "blocked", "unparsed", "error"}
        assert score.value is not None or score.n == 0


def test_a_report_loads_nothing_from_anywhere(whole: assay.Run) -> None:
    """The report fetched eight scripts and styles from other people's servers."""
    page = (whole.path / "report.html").read_text()
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert not re.search(r"""@import|url\(\s*["']?(?:https?:)?//|<script[^>]+src=|<link[^>]+stylesheet""", page)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|\bimport\(|sendBeacon|WebSocket", page)


def test_the_words_of_a_report_do_not_praise(whole: assay.Run) -> None:
    """The prompt of the summary ordered a model to "emphasize that our dataset is robust"."""
    for key in REPORTS:
        form = REPORTS[key]
        text = write_report(whole.folder, whole.path / f"again{form.suffix}", report=form).read_text()
        said = re.sub(r"(?s)<(script|style|article).*?</\1>", " ", text)  # an article is a case, in its own words
        assert not re.search(
            r"\b(?:impressive|outstanding|excellent|remarkabl[ey]|state-of-the-art|our dataset)\b", said, re.IGNORECASE
        )


def test_a_report_leaves_no_template_unfilled(whole: assay.Run) -> None:
    """Reports showed "{model_name}" where a name was to stand."""
    said = re.sub(
        r"(?s)<(script|style|article).*?</\1>|<code.*?</code>|<pre.*?</pre>",
        " ",
        (whole.path / "report.html").read_text(),
    )
    text = re.sub(r"<[^>]+>", " ", said)
    assert not re.search(r"\{\{|\}\}|\{%|\{[a-z_]+\}|\bnan\b|\bundefined\b|\[object", text)
    assert not re.search(r"\bNone\b", text)


def test_what_is_not_measured_is_named(whole: assay.Run) -> None:
    """An aspect without a generator stood in the taxonomy as if it were measured."""
    page = re.sub(r"<[^>]+>", " ", (whole.path / "report.html").read_text()).casefold()
    absent = [name for name in DIMENSIONS if name not in {p.dimension for p in whole.plan.probes}]
    assert absent
    for name in absent:
        assert title(name).casefold() in page, f"{name} is not measured, and the report does not say so"
