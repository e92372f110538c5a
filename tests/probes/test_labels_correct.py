"""How many of the packaged probes' metrics human labels can correct: what the page on labels says is counted here."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import pytest

from assay.certify.plant import faulty, perfect
from assay.engine.correcting import unsaid
from assay.measure.base import Metric
from assay.probes import Probe
from assay.records import Case, Reply, Verdict
from tests.support.golden import judge, packaged

PAGE = Path(__file__).parents[2] / "docs" / "labels.md"
N = 12


@cache
def judged(name: str) -> list[tuple[Case, Verdict]]:
    """The first cases of a probe, answered perfectly, by each of its faults and by the plain ones, and by what its authors hold
    for wrong beside."""
    probe = next(p for p in packaged() if p.name == name)
    clean = perfect(probe, 1, N)
    bad = [faulty(clean, fault) for fault in (*probe.faults, "worst", "random", "picks-first", "refuses")]
    rows = [row for planted in (clean, *bad) for row in zip(clean.cases, planted.verdicts, strict=True)]
    if probe.protocol.calls == 1:
        wrong = [(case, text) for case in clean.cases if isinstance(text := case.data.get("wrong"), str)]
        wrong += [(case, "Zanzibar") for case in clean.cases]  # an answer that no author thought of
        rows += [(case, judge(probe, case, [Reply(text=text)])) for case, text in wrong]
    return list({(case.id, repr(verdict)): (case, verdict) for case, verdict in rows}.values())


def corrects(probe: Probe, metric: Metric) -> bool:
    """Whether of every case that it counts labels say what it counts as."""
    rows = [(c, v) for c, v in judged(probe.name) if (t := metric.term(c, v)) is not None and not math.isnan(t.value)]
    return bool(rows) and not any(unsaid(probe, metric, case, verdict) for case, verdict in rows)


def test_the_page_says_how_many_metrics_labels_correct():
    found = {(p.name, m.name): (m.headline, corrects(p, m)) for p in packaged("llm") for m in p.metrics}
    leading = [good for headline, good in found.values() if headline]
    said = re.search(r"\*\*(\d+) of (\d+)\*\* headline metrics.*?(\d+) of all (\d+)", PAGE.read_text(), re.DOTALL)
    assert said, "the page names no numbers"
    counted = sum(leading), len(leading), sum(good for _, good in found.values()), len(found)
    assert tuple(map(int, said.groups())) == counted
    assert sum(leading) > len(leading) / 2


@pytest.mark.parametrize(
    ("probe", "metric", "good"),
    [
        ("truthfulness/hallucination", "discernment", True),  # whether it declined
        ("truthfulness/honesty/lying", "truth_told", True),  # the judge's own yes or no, of whole dialogues
        ("truthfulness/honesty/lying", "lying", False),  # one answer of it set against another
        ("fairness/counterfactual", "disparity", False),  # two groups alike: shows in no single reply
        ("truthfulness/faithfulness/summary", "coverage", False),  # a grade
        ("truthfulness/faithfulness", "answered_from_memory", False),  # which of two wrong answers it is
        ("robustness/perturbation", "worst_case", False),  # hangs on all replies to a seed item
        ("uncertainty/calibration", "brier", True),  # what is right; how sure is read as it stands
    ],
)
def test_what_labels_say_and_what_they_do_not(probe, metric, good):
    found = next(p for p in packaged() if p.name == probe)
    assert corrects(found, next(m for m in found.metrics if m.name == metric)) is good
