"""A report says how often its judges err, where that is known."""

from __future__ import annotations

import assay


def test_a_report_shows_the_cards_of_the_judges_of_its_scores(tmp_path):
    run = assay.run(
        ["safety/refusal", "ethics/norms"], models=["planted:perfect"], limit=8, seed=1, output=tmp_path / "run"
    )
    page = (run.path / "report.html").read_text()
    assert page.count('<div class="judge-card">') == 3
    assert page.count("ethics/norms:judge") >= 2 and page.count("safety/refusal:judge") >= 2
    assert page.count("how often the judge refusal@1 &gt; classifier@1:refusal errs") == 1
    assert "sensitivity" in page
